"""`policies`: the SQL of row-level security, for reading and for keeping."""

import sys
from argparse import ArgumentParser, Namespace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kooperacja.access.policies import FILE, policies
from kooperacja.foundation.commands import Command


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--write", action="store_true", help=_("keep it in the source, after a change of grounds"))


def _run(options: Namespace) -> None:
    if options.write:
        FILE.write_text(policies(), encoding="utf-8")
    else:
        sys.stdout.write(policies())


COMMANDS = (Command("policies", gettext_lazy("Show the row-level security of PostgreSQL"), _arguments, _run),)
