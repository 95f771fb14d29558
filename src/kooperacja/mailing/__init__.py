"""E-mails that say "something waits for you": how many notices, and a link. Once a day, unless the worker wants more
or nothing.

A message holds no name, no number of a case and no word about a client: a mailbox is read by others, is lost, is
kept for years. The link opens nothing by itself; it leads through the sign-in to what the notice is about.
"""
