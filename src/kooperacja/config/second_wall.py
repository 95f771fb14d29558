"""Row-level security of an installation: `migrate` lays it as the owner of the tables, and whenever the
product starts to serve it is looked at. Why, and what two addresses are for: docs/decisions/0020.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from gettext import gettext as _
from typing import Any

from django.conf import settings
from django.db import connection

from kooperacja.foundation.errors import RuleBroken, Unavailable

PLACE = ("NAME", "HOST", "PORT")


@contextmanager
def as_owner() -> Iterator[dict[str, Any]]:
    """The connection belongs to the owner of the tables in this block, where an address for it is set;
    yields whom the application is to be let in as, or nothing.
    """
    owner, usual = settings.ADMIN_DATABASE, connection.settings_dict
    if not owner or owner["USER"] == usual["USER"]:
        yield {}
        return
    if any(owner[part] != usual[part] for part in PLACE):
        sentence = _("KOOPERACJA_ADMIN_DATABASE_URL and KOOPERACJA_DATABASE_URL must name the same database.")
        raise RuleBroken("database.two_places", sentence)
    connection.close()
    connection.settings_dict = {**usual, **owner}
    try:
        yield usual
    finally:
        connection.close()
        connection.settings_dict = usual


def lift() -> None:
    from kooperacja.access import wall  # noqa: PLC0415 - models need django.setup().

    if wall.is_possible():
        wall.lift()


def lay(application: dict[str, Any]) -> None:
    """Policies for all, and the role of the application where it is another than that of the owner."""
    from kooperacja.access import wall  # noqa: PLC0415 - models need django.setup().

    if not wall.is_possible():
        return
    wall.lay()
    if application:
        wall.admit(application["USER"], application["PASSWORD"])


def require() -> None:
    """Refuse to serve real data to a role that no policy binds, or without the policies."""
    from kooperacja.access import wall  # noqa: PLC0415 - models need django.setup().

    if not wall.is_possible() or settings.DEMO or settings.DEBUG or settings.TESTING:
        return
    seen = wall.wall()
    if seen.above:
        raise Unavailable("database.role_above", above(seen.role))
    if not seen.is_whole:
        raise Unavailable("database.wall_open", not_whole())


def above(role: str) -> str:
    sentence = _(
        "Row-level security does not bind the database role %(role)s. Serve with a role that is no superuser"
        " and has no BYPASSRLS; docs/how-to/operate.md says how."
    )
    return sentence % {"role": role}


def not_whole() -> str:
    return _("Row-level security is not whole, or was laid with another secret: run `kooperacja migrate`.")
