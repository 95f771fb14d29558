"""Tells a worker "you have a task" or "an answer came": in the application now, by mail later.

A notice holds a code, an opaque reference and an address inside the application; never a name, a
number of a case of somebody else, or anything about a client.
"""
