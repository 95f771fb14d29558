"""What a device may keep when a form could not be sent: locked, with a key that only the signed-in reader is given.

The script (`static/ui/app.js`) keeps the text of a form that asks for it, `data-k-keep`, when there was no answer. On
the device lies a cipher (AES-256-GCM); its key comes with the page of the form and is written nowhere. Who finds the
device and is not signed in reads nothing, and an account that is blocked is given no key any more.
"""

from base64 import b64encode
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.crypto import salted_hmac

# Two uses of one secret, so that the mark by which a device tells its readers apart says nothing of the key.
_KEY, _MARK = "kooperacja.ui.kept.key", "kooperacja.ui.kept.mark"
MARK_LENGTH = 16


@dataclass(frozen=True, slots=True)
class Keep:
    """`key`: 32 bytes in base64; `mark`: sixteen hexadecimal digits that tell two readers of one device apart."""

    key: str
    mark: str


def keep_for(user_id: int) -> Keep:
    """The same for each page of one reader, so that a later page opens what an earlier one kept."""
    key = salted_hmac(_KEY, str(user_id), algorithm="sha256").digest()
    return Keep(b64encode(key).decode("ascii"), mark_of(user_id))


def mark_of(user_id: int) -> str:
    """By it a device finds what this reader left on it; signing out takes that away and nothing of anybody else."""
    return salted_hmac(_MARK, str(user_id), algorithm="sha256").hexdigest()[:MARK_LENGTH]


def mark_in(request: HttpRequest) -> str:
    """The mark of who reads this page; empty where nobody is signed in, and nobody's text is taken away."""
    reader = getattr(request, "user", None)
    return mark_of(reader.pk) if reader is not None and reader.pk else ""
