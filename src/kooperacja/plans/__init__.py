"""The work plan of a family: goals, what the family takes on, and the actions that lead there; its versions.

The key worker writes it with the family, whose remarks are kept in its own words; the team approves it, the family and
the key worker sign it, and one plan of a case is in force. Actions are those of `tasks`: the plan says which goal each
of them serves, and offers them to the institutions when it goes to the team.
"""
