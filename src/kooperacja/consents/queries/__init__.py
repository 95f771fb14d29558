"""Reads: the consents and notices of a case (`case`), all of an institution (`listing`), texts (`wordings`),
who may sign (`signers`), and what the form of a consent offers (`offers`).
"""
