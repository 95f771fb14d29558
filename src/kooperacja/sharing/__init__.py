"""Who may see what, and how that changes: the rules by role, vetoes on a case, emergency access and
its review, and what an act would open or close before it is done.

It writes no facts of its own; the writers are those of `access` and `agreements`.
"""
