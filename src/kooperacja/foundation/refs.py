"""Opaque references for addresses: they say nothing, are not guessable, and are easy to read out."""

import secrets

# Without vowels and look-alikes, so that no word appears and nobody misreads it on the telephone.
ALPHABET = "23456789bcdfghjkmnpqrstvwxz"


def new_ref() -> str:
    """Twelve characters, 57 bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(12))
