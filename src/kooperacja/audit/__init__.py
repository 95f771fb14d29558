"""The trail: who did what, in which role, for which institution, about whom, and why.

One append-only row per change and per read of protected data. `move()` is the only code that
assigns a state, `edit()` the only one that changes a versioned row. The trail holds codes and
identifiers, never names or free text; what was written stays in the row that was written.
"""
