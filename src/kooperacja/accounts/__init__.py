"""Who can sign in: a person with an e-mail address and a password.

An account opens nothing by itself; what a person may see follows from memberships (`directory`)
and from the facts of `access`. An API token is a key with which a program acts as one membership of
its owner. The second factor comes with its own use case.
"""
