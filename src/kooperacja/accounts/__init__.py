"""Who can sign in: a person with an e-mail address and a password.

An account opens nothing by itself; what a person may see follows from memberships (`directory`)
and from the facts of `access`. Second factor and tokens come with their own use cases.
"""
