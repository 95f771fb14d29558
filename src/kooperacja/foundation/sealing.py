"""Values that lie in the database and that only the key of their institution opens (docs/decisions/0026).

AES-256-GCM. What a value belongs to (column, institution, person) is authenticated with it, so a
ciphertext that was copied into another row does not open there. Nothing here knows a table or a file.
"""

import hmac
import os
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

KEY_BYTES, NONCE_BYTES, SALT_BYTES = 32, 12, 16
# The first byte of whatever is sealed: another way to seal will have another.
FIRST_WAY = b"\x01"
# 128 MB and about half a second for each guess of a passphrase.
SCRYPT_LOG_N, SCRYPT_R, SCRYPT_P = 17, 8, 1
BACKUP = b"kooperacja keys 1\n"


class Unopened(Exception):
    """Another key, another place, or changed bytes: by design nobody can tell which."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sealed value belongs: `people.pesel` of the person whose anchor is `subject`."""

    column: str
    institution: int
    subject: int

    def told(self) -> bytes:
        return f"{self.column}|{self.institution}|{self.subject}".encode()


def new_key() -> bytes:
    return os.urandom(KEY_BYTES)


def seal(key: bytes, text: str, place: Place) -> bytes:
    return sealed(_derived(key, "seal"), text.encode(), place.told())


def opened(key: bytes, value: bytes, place: Place) -> str:
    return unsealed(_derived(key, "seal"), value, place.told()).decode()


def blind_index(key: bytes, text: str, column: str, institution: int) -> bytes:
    """Equal for equal texts of one column of one institution under one key, and for nothing else:
    what is equal can be found without opening anything, and two institutions cannot compare.
    """
    told = f"{column}|{institution}|{text}".encode()
    return hmac.new(_derived(key, "index"), told, sha256).digest()


# ---- Keys under keys


def wrapped(root: bytes, key: bytes, about: str) -> bytes:
    return sealed(_derived(root, "wrap"), key, about.encode())


def unwrapped(root: bytes, value: bytes, about: str) -> bytes:
    return unsealed(_derived(root, "wrap"), value, about.encode())


# ---- Under a passphrase


def locked(passphrase: str, content: bytes) -> bytes:
    """A copy that may lie where the installation does not: only the passphrase opens it."""
    salt = os.urandom(SALT_BYTES)
    return BACKUP + salt + sealed(_stretched(passphrase, salt), content, BACKUP)


def unlocked(passphrase: str, copy: bytes) -> bytes:
    if not copy.startswith(BACKUP):
        raise Unopened
    salt, value = copy[len(BACKUP) :][:SALT_BYTES], copy[len(BACKUP) + SALT_BYTES :]
    return unsealed(_stretched(passphrase, salt), value, BACKUP)


# ---- The primitives


def sealed(key: bytes, content: bytes, about: bytes) -> bytes:
    nonce = os.urandom(NONCE_BYTES)
    return FIRST_WAY + nonce + AESGCM(key).encrypt(nonce, content, FIRST_WAY + about)


def unsealed(key: bytes, value: bytes, about: bytes) -> bytes:
    way, nonce, content = value[:1], value[1:][:NONCE_BYTES], value[1 + NONCE_BYTES :]
    if way != FIRST_WAY:
        raise Unopened
    try:
        return AESGCM(key).decrypt(nonce, content, FIRST_WAY + about)
    except (InvalidTag, ValueError) as error:
        raise Unopened from error


def _derived(key: bytes, use: str) -> bytes:
    """A key of its own for each use, so that no use tells anything about another."""
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=f"kooperacja {use}".encode()).derive(key)


def _stretched(passphrase: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=KEY_BYTES, n=2**SCRYPT_LOG_N, r=SCRYPT_R, p=SCRYPT_P).derive(passphrase.encode())
