"""What institutions ask one another for: access to data that one of them holds, and information by law.

A request for access is answered by a disclosure or with a reason; it says nothing of what the other side has. A
question by art. 105 of the act on social assistance has a deadline, a letter on paper and an answer in words. Both are
acts of two parties, as a referral is. It hands nothing over: that is `disclosures`.
"""
