"""Reads of requests between institutions; every row through the door."""
