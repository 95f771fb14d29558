"""The family as a picture: who belongs to whom (genogram), and with whom and what it has to do (ecomap).

Nothing is kept here. Both are drawn on the server of rows of `people` that their reader may see, and beside each stands
a table that says the same in words; who is hidden from the reader is no symbol, no line and no empty place.
"""
