"""The keys of institutions, which open what is sealed in the database: making, rotating, keeping safe.

A *root key* lies in a file outside the database, the ring. It wraps the keys of the institutions, which
lie in a table. An institution's key seals values (a PESEL number) and makes their blind indexes. Who may
read a sealed value is not decided here: that is the door's (`access`). Keys of programs, which sign in,
are another thing (`accounts`).
"""
