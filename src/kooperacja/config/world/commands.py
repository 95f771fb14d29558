"""`world load`, `world schema`."""

import json
import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from gettext import gettext as _
from pathlib import Path

from kooperacja.config import terminal, words
from kooperacja.config.world.building import build, counts
from kooperacja.config.world.kept import Ids
from kooperacja.config.world.reading import read
from kooperacja.config.world.schema import schema
from kooperacja.foundation.commands import Command, no_arguments
from kooperacja.foundation.errors import RuleBroken


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE.json", help=_("the world, as docs/world.md describes it"))
    parser.add_argument("--ids", type=Path, metavar="IDS.json", help=_("write here which number each key has got"))
    parser.add_argument("--dry-run", action="store_true", help=_("try everything and store nothing"))


def _load(options: Namespace) -> None:
    world = read(options.file)
    if options.ids is None and any(item.token for item in world.memberships):
        told = _("This world asks for API tokens, which are shown once. Say where with --ids IDS.json.")
        raise RuleBroken("world.no_ids", told)
    build(world, dry_run=options.dry_run, progress=terminal.with_progress, keep=_keeping(options.ids))
    terminal.say(_("Dry run, nothing was stored.") if options.dry_run else _("The world is loaded."))
    rows = [(name, str(number)) for name, number in counts(world).items()]
    terminal.show_table((_("What"), _("How many")), rows)


def _keeping(file: Path | None) -> Callable[[Ids], None]:
    def keep(ids: Ids) -> None:
        if file is not None:
            _write(file, json.dumps(ids, ensure_ascii=False, indent=1) + "\n")

    return keep


def _write(file: Path, text: str) -> None:
    """For the eyes of its owner only: there may be tokens in it."""
    beside = file.with_name(f"{file.name}.part")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as written:
        written.write(text)
    beside.replace(file)


def _schema(_options: Namespace) -> None:
    sys.stdout.write(schema())


COMMANDS = (
    Command("world load", words.gettext_noop("Load an invented world into an empty installation"), _arguments, _load),
    Command("world schema", words.gettext_noop("Print the JSON Schema of a world's file"), no_arguments, _schema),
)
