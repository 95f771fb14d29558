"""The console command `kooperacja`: finds the commands of every package, parses, runs, explains.

A package offers commands in its `cli.py` (see `foundation.commands`). The commands of this package
that must work where the settings do not load are "plain": they set Django up themselves, or never.
"""

import errno
import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable, Sequence
from gettext import gettext as _
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError
from django.utils import translation

from kooperacja.config import addresses, benching, doctor, serving, terminal, testing, words
from kooperacja.foundation.commands import Command
from kooperacja.foundation.errors import KooperacjaError

PLAIN = (*serving.PLAIN, *testing.COMMANDS, *benching.COMMANDS, *doctor.COMMANDS)
OURS = (*serving.COMMANDS, *addresses.COMMANDS)
# Rooms of this package that read the models, and so wait for Django.
LATER = (
    "kooperacja.config.moves",
    "kooperacja.config.acts",
    "kooperacja.config.files",
    "kooperacja.config.world.commands",
)
REFUSED, INTERRUPTED = 2, 130

# Refusals of the machine that have a plain sentence; any other is a fault of ours and is shown whole.
MACHINE = {
    errno.ENOSPC: words.gettext_noop("The disk is full; nothing was changed."),
    errno.EDQUOT: words.gettext_noop("The disk is full; nothing was changed."),
    errno.EACCES: words.gettext_noop("No permission to use %(name)s."),
    errno.EROFS: words.gettext_noop("No permission to use %(name)s."),
    errno.ENOENT: words.gettext_noop("There is no file or folder %(name)s."),
    errno.EISDIR: words.gettext_noop("%(name)s is a folder, a file was expected."),
}


def main(arguments: Sequence[str] | None = None) -> int:
    given = list(sys.argv[1:] if arguments is None else arguments)
    words.speak(words.language())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kooperacja.config.settings")
    try:
        return _run(given)
    except KeyboardInterrupt:
        return INTERRUPTED
    except (KooperacjaError, ImproperlyConfigured, OperationalError, OSError) as error:
        sentence = explanation(error)
        if not sentence:
            raise
        terminal.complain(sentence)
        return REFUSED


def explanation(error: Exception) -> str:
    """One sentence instead of a traceback; empty where there is none to give."""
    if isinstance(error, KooperacjaError):
        return "\n".join([str(error), *map(str, error.ways)])
    if isinstance(error, OperationalError):
        return _("The database cannot be used: %(reason)s") % {"reason": str(error).strip()}
    if isinstance(error, OSError):
        known = MACHINE.get(error.errno or 0, "")
        return known and _(known) % {"name": error.filename}
    return "\n".join([str(error), _("Help: kooperacja --help")])


def _run(given: list[str]) -> int:
    plain = given[:1] and given[0] in {command.name for command in PLAIN}
    if not plain:
        set_up_django(only_help=not given or not {"-h", "--help"}.isdisjoint(given))
    parser = build_parser(PLAIN if plain else [*PLAIN, *OURS, *package_commands()])
    options = parser.parse_args(given)
    if "run" not in options:
        getattr(options, "group", parser).print_help()
        return REFUSED if given else 0
    run: Callable[[Namespace], int | None] = options.run
    return run(options) or 0


def set_up_django(*, only_help: bool = False) -> None:
    if only_help:
        # Help serves nothing and stores nothing, so it does not wait for a secret.
        os.environ["KOOPERACJA_DEMO"] = "1"
    django.setup()
    translation.activate(words.language())


def package_commands() -> list[Command]:
    """The commands of all packages below this one, in the order of the installed apps."""
    rooms = (f"{app}.cli" for app in settings.FIRST_PARTY_APPS)
    return [command for room in (*rooms, *LATER) if find_spec(room) for command in import_module(room).COMMANDS]


def build_parser(commands: Iterable[Command]) -> ArgumentParser:
    """All commands sorted by name; those of two words sit in a group of their first word."""
    parser = ArgumentParser(prog="kooperacja", description=_("Institutions help one family together."))
    groups: dict[str, Any] = {"": _inside(parser)}
    for command in sorted(commands, key=lambda command: command.name):
        group, _gap, name = command.name.rpartition(" ")
        if group not in groups:
            member = groups[""].add_parser(group, help=_group_help(group, commands))
            member.set_defaults(group=member)
            groups[group] = _inside(member)
        _add(groups[group], name, command)
    return parser


def _inside(parser: ArgumentParser) -> Any:
    return parser.add_subparsers(title=_("commands"), metavar=_("COMMAND"))


def _group_help(group: str, commands: Iterable[Command]) -> str:
    split = (command.name.rpartition(" ") for command in commands)
    return ", ".join(sorted(name for first, _gap, name in split if first == group))


def _add(place: Any, name: str, command: Command) -> None:
    said = _(str(command.help))
    parser = place.add_parser(name, help=said, description=said)
    command.arguments(parser)
    parser.set_defaults(run=command.run)
