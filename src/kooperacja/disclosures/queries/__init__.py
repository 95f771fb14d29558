"""Reads of disclosures: what the file has (`content`), the matrix (`offer`), the register."""
