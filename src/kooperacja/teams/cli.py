"""A variant of the model as a file: read with `import model-variant`, written with `teams variant-export`."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kooperacja.foundation.actor import Actor
from kooperacja.foundation.commands import Command
from kooperacja.foundation.errors import RuleBroken
from kooperacja.foundation.importing import tell_count
from kooperacja.teams import actions, queries
from kooperacja.teams.shape import LARGEST_FILE, to_toml, variant_of_bytes


def _import_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help=_("a TOML file in UTF-8"))
    parser.add_argument("--institution", type=int, required=True, metavar="NUMBER", help=_("whose variant it is"))
    parser.add_argument("--dry-run", action="store_true", help=_("only check the file and count"))


def _import(options: Namespace) -> None:
    try:
        with options.file.open("rb") as file:
            raw = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise RuleBroken("variant.no_file", _("The file cannot be read.")) from error
    actor = Actor.system("import model-variant", options.institution)
    done = actions.define_variant(actor=actor, variant=variant_of_bytes(raw), dry_run=options.dry_run)
    tell_count(done, dry_run=options.dry_run)


def _export_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("code", help=_("the code of a variant, as “rural”"))


def _export(options: Namespace) -> None:
    sys.stdout.write(to_toml(queries.variant_of_code(options.code)))


COMMANDS = (
    Command("import model-variant", gettext_lazy("Read a variant of the model"), _import_arguments, _import),
    Command("teams variant-export", gettext_lazy("Write a variant of the model"), _export_arguments, _export),
)
