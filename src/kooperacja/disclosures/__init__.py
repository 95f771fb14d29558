"""To whom data of clients were handed over, what, why and on what basis: guided disclosure and its register.

A disclosure is one act towards one recipient: a *window*, which shows living rows of the giver and closes, or a
*letter*, which hands a copy over (DESIGN 4). Both parties keep an entry of it, as they do of a referral. What a
window opens is a fact of `access`; what a person agreed to is kept by `consents`. It judges no consent and
writes no agreement.
"""
