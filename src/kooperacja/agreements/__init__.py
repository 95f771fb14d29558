"""Signed agreements between institutions: parties, clauses, opinions, the time in which they are in force,
and the annexes and accessions by which they change.

The signed agreement is the access policy: from it come the pacts (owner, recipient, category,
purpose, highest level, interval), which `access` reads. A pact alone opens nothing: a share and a
lawful basis must agree with it.
"""
