"""The secret of an API token: how it is made, recognised and compared; what a token may do, how long.

Only its SHA-256 is kept. A slow hash, as for passwords, would protect nothing here: 32 random bytes
cannot be guessed, and every request of a program would pay for it.
"""

import secrets
from hashlib import sha256

from django.db import models
from django.utils.translation import gettext_lazy as _

# By it people and the scanners of code hosts recognise a key that was left where it should not be.
PREFIX = "koop_"
BYTES = 32
# So much of a key is kept to be shown, so that its owner tells one from another.
SHOWN = len(PREFIX) + 4
USUAL_DAYS, MOST_DAYS = 90, 365


class Scope(models.TextChoices):
    """What a program may do with a key; never more than its owner's membership."""

    READ = "read", _("reads")
    WRITE = "write", _("reads and writes")


def new_secret() -> str:
    """The prefix and 32 random bytes in letters that an address may hold."""
    return PREFIX + secrets.token_urlsafe(BYTES)


def digest(secret: str) -> str:
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
