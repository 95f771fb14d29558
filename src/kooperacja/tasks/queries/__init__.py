"""Reads of actions; every row through the door."""
