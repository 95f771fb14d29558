"""People and households, always of one institution.

The same person known to a school and to a welfare centre is two records that know nothing of each
other (I20): a key shared between owners would tell one that the other knows the family.
"""
