"""The one family of errors that is raised on purpose.

Each carries a stable dotted code (for machines and tests), a translated sentence (for people) and,
where there are any, the ways out. The edges turn them into a page, problem details or a sentence.
"""

from collections.abc import Sequence
from http import HTTPStatus
from typing import ClassVar

from django.utils.functional import Promise
from typing_extensions import override

Text = str | Promise


class KooperacjaError(Exception):
    """A refusal with a code, a sentence, and optionally the form field that it is about. A denied attempt
    is written to the trail (I28); a slip of the keyboard is not.
    """

    status: ClassVar[HTTPStatus] = HTTPStatus.INTERNAL_SERVER_ERROR
    always_denies: ClassVar[bool] = False

    def __init__(
        self, code: str, message: Text, *, field: str | None = None, ways: Sequence[Text] = (), is_denial: bool = False
    ) -> None:
        super().__init__(code)
        self.is_denial = is_denial or self.always_denies
        self.code = code
        self.message = message
        self.field = field
        self.ways = tuple(ways)

    @override
    def __str__(self) -> str:
        return str(self.message)


class NotFound(KooperacjaError):
    """Missing or forbidden: by design nobody can tell which (invariant I19)."""

    status = HTTPStatus.NOT_FOUND
    always_denies = True


class NotAllowed(KooperacjaError):
    """The actor may know of the thing but may not do this with it."""

    status = HTTPStatus.FORBIDDEN
    always_denies = True


class RuleBroken(KooperacjaError):
    """The request is understood, and a rule of the field or of the form forbids it."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY


class Conflict(KooperacjaError):
    """Somebody was quicker: the state or the version is no longer the one that was shown."""

    status = HTTPStatus.CONFLICT


class Unavailable(KooperacjaError):
    """The database, the disk or the trail cannot be used now; nothing was changed or shown."""

    status = HTTPStatus.SERVICE_UNAVAILABLE


class RateLimited(KooperacjaError):
    """Too many attempts in a short time."""

    status = HTTPStatus.TOO_MANY_REQUESTS
