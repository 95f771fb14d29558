"""`keys`: which there are, rotating them, and a copy of the root keys."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from getpass import getpass
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rich.console import Console
from rich.progress import Progress

from kooperacja.directory.queries import institution_names
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.commands import Command, no_arguments
from kooperacja.foundation.errors import RuleBroken
from kooperacja.foundation.importing import tell
from kooperacja.keys import actions, queries, ring

# ---- Status


def _status(options: Namespace) -> int:
    """Exit code 1 where something does not open."""
    trouble = queries.trouble() or queries.exposed()
    tell(_("File of root keys: %(name)s") % {"name": str(ring.path())})
    tell(trouble or _("All keys open. Root keys: %(count)s.") % {"count": len(ring.read())})
    for row in queries.rows():
        state = _("current") if row.retired_at is None else _("retired; run `kooperacja keys rotate`")
        told = {"number": row.number, "day": f"{row.made_at:%Y-%m-%d}", "values": row.values, "state": state}
        line = _("key %(number)s of %(day)s, %(state)s, values: %(values)s") % told
        tell(f"{row.institution_id}\t{row.institution}\t{line}")
    return 1 if trouble else 0


# ---- Rotation


def _rotate_arguments(parser: ArgumentParser) -> None:
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--institution", type=int, metavar="NUMBER", help=_("only this one, by its number"))
    which.add_argument("--root", action="store_true", help=_("the root key, which wraps all others"))


def _rotate(options: Namespace) -> None:
    if options.root:
        _shown(_("Root key"), len(queries.rows()), actions.rotate_root(actor=Actor.system("keys rotate")))
        tell(_("The root key is rotated. Make a new copy: `kooperacja keys backup FILE`."))
        return
    chosen = queries.institutions_with_keys()
    if options.institution is not None:
        chosen = [number for number in chosen if number == options.institution]
        if not chosen:
            raise RuleBroken("keys.no_key", _("This institution has no key: it has sealed nothing yet."))
    names = institution_names(chosen)
    for number in chosen:
        actor = Actor.system("keys rotate", number)
        steps = actions.rotate_key(actor=actor, institution_id=number)
        _shown(names[number], queries.values_to_move(number), steps)
    tell(_("Keys rotated: %(count)s.") % {"count": len(chosen)})


def _shown(what: str, total: int, steps: Iterable[int]) -> None:
    """A bar on a terminal, nothing in a log."""
    with Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task(what, total=total)
        for moved in steps:
            bar.advance(task, moved)


# ---- Copies


def _file_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help=_("the copy of the root keys"))


def _back_up(options: Namespace) -> None:
    passphrase = _passphrase(_("Passphrase: "))
    if sys.stdin.isatty() and _passphrase(_("The same passphrase again: ")) != passphrase:
        raise RuleBroken("keys.passphrase_differs", _("The two passphrases differ. Nothing was written."))
    actions.back_up(actor=Actor.system("keys backup"), place=options.file, passphrase=passphrase)
    tell(_("The copy is written. Keep it and its passphrase in two places, apart from the copies of the database."))


def _restore(options: Namespace) -> None:
    actor = Actor.system("keys restore")
    come = actions.restore(actor=actor, place=options.file, passphrase=_passphrase(_("Passphrase: ")))
    tell(_("Root keys that came back: %(count)s.") % {"count": come})
    tell(queries.trouble() or _("All keys open. Root keys: %(count)s.") % {"count": len(ring.read())})


def _passphrase(asked: str) -> str:
    """Typed at a terminal; from a pipe it is the first line."""
    return getpass(asked) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")


COMMANDS = (
    Command("keys status", gettext_lazy("Show the keys of institutions and whether they open"), no_arguments, _status),
    Command("keys rotate", gettext_lazy("Seal everything anew under new keys"), _rotate_arguments, _rotate),
    Command("keys backup", gettext_lazy("Write a copy of the root keys under a passphrase"), _file_arguments, _back_up),
    Command("keys restore", gettext_lazy("Bring root keys back from a copy"), _file_arguments, _restore),
)
