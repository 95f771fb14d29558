"""Income help: what a household has in a month beside the criteria of the act on social assistance,
by the table that is in force on a chosen day, step by step.

It is an aid and no decision. It holds no tables and no data: what is typed is reckoned and forgotten.
"""
