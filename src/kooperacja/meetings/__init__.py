"""Meetings of a team: who comes, what is on the agenda, what was said and decided, and who signed the minutes.

A meeting is of level 1 and known to the institutions of its team. An item about a family is another thing: it lies in
the family's file, and is read, counted and numbered only for those for whom the door opens it. Minutes name cases by
number and nobody by name.
"""
