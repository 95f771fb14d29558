"""What the commands that read a file share: their arguments, the bar, the count at the end."""

import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TypeVar

from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import track

T = TypeVar("T")
# A statement takes a limited number of values.
PORTION = 500


@dataclass(slots=True)
class Imported:
    """How many rows of a file made a new thing, changed one, and said nothing new."""

    new: int = 0
    changed: int = 0
    same: int = 0

    def count(self, *, changed: bool) -> None:
        self.changed, self.same = self.changed + changed, self.same + (not changed)


def portions(rows: Iterable[T]) -> Iterator[list[T]]:
    left = iter(rows)
    while some := list(islice(left, PORTION)):
        yield some


def file_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help=_("a CSV file in UTF-8 with semicolons"))
    parser.add_argument("--dry-run", action="store_true", help=_("only check the file and count"))


def with_bar(rows: Sequence[T], told: str) -> Iterable[T]:
    """A bar on a terminal, nothing in a log."""
    console = Console(stderr=True)
    return track(rows, description=told, console=console, transient=True, disable=not sys.stderr.isatty())


def tell(sentence: str) -> None:
    Console(highlight=False, markup=False).print(sentence, soft_wrap=True)


def tell_count(done: Imported, *, dry_run: bool) -> None:
    told = {"new": done.new, "changed": done.changed, "same": done.same}
    if dry_run:
        tell(_("Dry run, nothing was stored. New: %(new)s, changed: %(changed)s, unchanged: %(same)s.") % told)
    else:
        tell(_("New: %(new)s, changed: %(changed)s, unchanged: %(same)s.") % told)
