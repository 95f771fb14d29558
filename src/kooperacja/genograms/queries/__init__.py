"""Reads of the family of a case: `relatives` (who belongs to whom), `ties` (with what it has to do), `page` (both)."""
