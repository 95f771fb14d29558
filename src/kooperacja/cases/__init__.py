"""The case of a family in one institution: number, key worker, appointed people, notes, closing.

A case belongs to the institution that opened it. Who works on it are facts of `access`; what they
mean to people (key worker, member of the team) is here. Diagnosis and plan are other packages.
"""
