"""Signed agreements between institutions: parties, clauses, the time in which they are in force.

The signed agreement is the access policy: from it come the pacts (owner, recipient, category,
purpose, highest level, interval), which `access` reads. A pact alone opens nothing: a share and a
lawful basis must agree with it.
"""
