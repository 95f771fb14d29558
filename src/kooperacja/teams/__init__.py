"""Standing cooperation teams: which institutions sit in them, who speaks for each, since when.

How a team is called and what it needs before it works are a variant of the model: data in a file,
not code. A seat opens nothing: what its holder sees follows from the facts of `access`. The team of
one family is another thing; it is made of appointments.
"""
