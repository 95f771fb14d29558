"""One institution asks another to act for a person, and gets an answer that must come.

Each party owns its side: the request as sent, the letter as received, the answers both ways, each
as a copy of its own. The workflow behind the two sides is one row that both read at level 1. It is
addressed to an institution, never to a person. A letter hands a copy over; it is no window.
"""
