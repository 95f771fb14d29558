"""Papers of a case from one entry: the sixteen templates of the model, filled with what is already written down.

A paper holds only what its maker may see, and says what is left to write by hand. What was made, and how many fields
were filled, is in the trail. Papers that a package makes of its own (a consent, a referral) stay there.
"""
