"""Taking part: which adults of a family agreed that institutions help it together, when and how they said so.

Nobody's agreement is assumed: who was not asked has not agreed. It is not a consent to show data to anybody (that is
`consents`), and it opens nothing.
"""
