"""Which statement on a protected table runs through the door; the tripwire of the tests asks."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_permit: ContextVar[bool] = ContextVar("permit", default=False)


def is_permitted() -> bool:
    return _permit.get()


@contextmanager
def permit() -> Iterator[None]:
    """Statements in this block were made by the kernel. Only `access` may enter it."""
    token = _permit.set(True)
    try:
        yield
    finally:
        _permit.reset(token)
