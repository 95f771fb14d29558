"""Reads of plans; every row through the door."""
