"""`doctor`: is this machine fit to serve, and what would tests lack here?"""

import platform
import sys
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import dataclass
from gettext import gettext as _
from pathlib import Path

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection

from kooperacja.config import machine, second_wall, terminal, words
from kooperacja.foundation.commands import Command, no_arguments
from kooperacja.foundation.errors import KooperacjaError
from kooperacja.foundation.lemmas import dictionary

ROOM_NEEDED = 500


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at; `needed` ones that are not `good` make the command fail."""

    what: str
    found: str
    good: bool
    needed: bool = True


def findings() -> Iterator[Finding]:
    python = platform.python_version()
    yield Finding("Python", python, good=sys.version_info >= (3, 11))
    try:
        django.setup()
    except ImproperlyConfigured as refusal:
        yield Finding(_("Settings"), str(refusal), good=False)
    else:
        yield Finding(_("Settings"), _("in order"), good=True)
        yield from _database()
        yield from _folder(Path(settings.DATA_DIR))
        yield from _keys()
        yield from _files()
        yield _mail()
        yield _dictionary()
    yield from _for_tests()


def _database() -> Iterator[Finding]:
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        yield Finding(_("Database"), str(error).strip(), good=False)
        return
    yield from _sqlite() if connection.vendor == "sqlite" else _postgresql()


def _sqlite() -> Iterator[Finding]:
    yield Finding("SQLite", str(sys.modules["sqlite3"].sqlite_version), good=True)
    yield _durability()


def _postgresql() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        version = str(cursor.fetchone()[0])
    number = int(version.partition(".")[0])
    yield Finding("PostgreSQL", version, good=number >= machine.POSTGRESQL_NEEDED)
    yield _durability()
    yield _second_wall()


def _second_wall() -> Finding:
    from kooperacja.access.wall import wall  # noqa: PLC0415 - models need django.setup().
    from kooperacja.config.serving import pending_migrations  # noqa: PLC0415

    what, seen = _("Row-level security"), wall()
    if seen.above:
        return Finding(what, second_wall.above(seen.role), good=False)
    if pending_migrations():
        return Finding(what, _("not there yet: `kooperacja migrate` lays it"), good=False, needed=False)
    if not seen.is_whole:
        return Finding(what, second_wall.not_whole(), good=False)
    if seen.owner:
        owning = _("only partly: the role %(role)s owns the tables and could take it away") % {"role": seen.role}
        return Finding(what, owning, good=False, needed=False)
    return Finding(what, _("in order"), good=True)


def _durability() -> Finding:
    from kooperacja.config import durability  # noqa: PLC0415 - swaps SQLite at import.

    found = durability.settings()
    words = ", ".join(f"{setting.name}={setting.value}" for setting in found)
    return Finding(_("Durability"), words, good=all(setting.strong for setting in found))


def _folder(folder: Path) -> Iterator[Finding]:
    yield Finding(_("Data folder"), str(folder), good=machine.writable(folder))
    free = machine.free_megabytes(folder)
    yield Finding(_("Free disk space"), f"{free} MB", good=free >= ROOM_NEEDED)


def _keys() -> Iterator[Finding]:
    from kooperacja.keys import queries, ring  # noqa: PLC0415 - models need django.setup().

    what = _("Root keys")
    try:
        wrong = queries.trouble() or queries.exposed()
    except DatabaseError:
        return
    usual = _("in order") if ring.path().exists() else _("none yet: nothing is sealed")
    yield Finding(what, wrong or usual, good=not wrong)


def _files() -> Iterator[Finding]:
    from kooperacja.documents import printing, queries  # noqa: PLC0415 - models need django.setup().

    prints = printing.can_print()
    yield Finding(_("PDF papers"), prints or _("missing: install typst"), good=bool(prints), needed=False)
    try:
        number, wrong = queries.not_whole()
    except DatabaseError:
        return
    told = _("%(number)s, of which not whole on the disk: %(wrong)s") % {"number": number, "wrong": wrong}
    yield Finding(_("Stored files"), told, good=not wrong)


def _mail() -> Finding:
    from kooperacja.mailing import actions  # noqa: PLC0415 - models need django.setup().

    what = _("Mail server")
    if not settings.MAIL_SERVER:
        return Finding(what, _("not set: notices stay in the program"), good=True)
    try:
        return Finding(what, actions.greeting(), good=True)
    except KooperacjaError as refusal:
        return Finding(what, str(refusal), good=False, needed=False)


def _dictionary() -> Finding:
    """Without Morfeusz the search knows fewer forms of words; it serves all the same."""
    what, poorer = (
        _("Dictionary for searching"),
        _("none: no Morfeusz for this machine, fewer forms of words are known"),
    )
    return Finding(what, dictionary() or poorer, good=bool(dictionary()), needed=False)


def _for_tests() -> Iterator[Finding]:
    tools = {
        _("PostgreSQL server, for tests"): machine.postgresql(),
        _("Chromium, for tests"): machine.chromium(),
        _("gettext, for tests"): machine.program("msgfmt"),
        _("Fonts with Polish letters"): ", ".join(machine.fonts()),
    }
    for what, found in tools.items():
        yield Finding(what, str(found or _("missing")), good=bool(found), needed=False)


def _run(options: Namespace) -> int:
    found = list(findings())
    rows = [(finding.what, finding.found, _verdict(finding)) for finding in found]
    styles = ["" if finding.good else "red" if finding.needed else "yellow" for finding in found]
    terminal.show_table((_("What"), _("Found"), _("Verdict")), rows, styles=styles)
    return 0 if all(finding.good or not finding.needed for finding in found) else 1


def _verdict(finding: Finding) -> str:
    if finding.good:
        return _("good")
    return _("must be mended") if finding.needed else _("not needed to serve")


COMMANDS = (Command("doctor", words.gettext_noop("Examine this machine"), no_arguments, _run),)
