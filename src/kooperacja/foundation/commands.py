"""What a package's `cli.py` offers: a tuple `COMMANDS`, found by the console command.

    COMMANDS = (Command("import institutions", _("Read a file of institutions"), _arguments, _run),)

`run` returns an exit code, or None for success. A refusal is raised as a `KooperacjaError`; the
console command prints its sentence and exits with 2, so no command catches it.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import dataclass

from kooperacja.foundation.errors import Text


def no_arguments(parser: ArgumentParser) -> None:
    """A command that takes nothing."""


@dataclass(frozen=True, slots=True)
class Command:
    """One command; a name of two words makes a group of its first word."""

    name: str
    help: Text
    arguments: Callable[[ArgumentParser], None]
    run: Callable[[Namespace], int | None]
