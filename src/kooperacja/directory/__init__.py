"""Which institutions there are, where, with whom; who works for them, in which role, since when.

A membership says for whom a person may act. It opens no data of clients: what may be seen follows
from the facts of `access`. All here is level 0, public by nature, but for the list of workers.
"""
