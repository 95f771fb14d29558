"""What institutions undertake for a family: who does what until when, who agreed to it, and what became of it.

An action belongs to the case that it is for. One that another institution is to do is a matter of two sides, as a
referral is: it is offered, and nobody has to do it before saying yes. Its title names nobody. Why it is done, and
how it fits together with others, is the matter of `plans`.
"""
