"""Bulk writing of an invented world, each fact with the instants that its file names.

That nothing is backdated (I2) binds what people do: a decision that was made and logged must stay one that
can be made again from the facts. In an installation that holds nothing, nothing was decided and nobody
was shown anything, so a fact of the past changes no answer that was ever given. This is why there is no
other way to this writer than through the emptiness.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext_lazy as _

from kooperacja.access.models import Anchor
from kooperacja.access.unrestricted import on_behalf
from kooperacja.accounts.models import User
from kooperacja.audit.models import Once
from kooperacja.directory.models import Institution
from kooperacja.foundation.clock import now
from kooperacja.foundation.errors import Conflict

M = TypeVar("M", bound=models.Model)
Load = Callable[[type[Any], Iterable[Mapping[str, Any]]], list[Any]]
PORTION = 1000


@contextmanager
def into_empty_installation(*, dry_run: bool = False) -> Iterator[Load]:
    """Yields the writer of rows; all of them in one transaction, or none. A dry run stores them and takes
    them back. Refused where there is an institution, an account or a file, so that it never touches what
    people have entered.
    """
    with transaction.atomic():
        _alone()
        if any(model.objects.exists() for model in (Institution, User, Anchor)):
            raise _not_empty()
        with on_behalf("world.load"):
            yield _rows
        if dry_run:
            transaction.set_rollback(True)


def _alone() -> None:
    """Two who load at once would both find it empty: the second waits for the first, and is refused."""
    try:
        with transaction.atomic():
            Once.objects.create(user_id=0, key="world.load", created_at=now())
    except IntegrityError as error:
        raise _not_empty() from error


def _not_empty() -> Conflict:
    sentence = _("This installation holds data already. A world is loaded into an empty one only.")
    return Conflict("world.not_empty", sentence)


def _rows(model: type[M], columns: Iterable[Mapping[str, Any]]) -> list[M]:
    rows = [model(**given) for given in columns]
    return model._base_manager.bulk_create(rows, batch_size=PORTION)
