"""Reading a file of agreements from the command line."""

from argparse import Namespace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kooperacja.agreements import actions, imports
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.commands import Command
from kooperacja.foundation.importing import file_arguments, tell_count, with_bar


def _import_agreements(options: Namespace) -> None:
    rows = with_bar(imports.rows_of(options.file), _("Agreements"))
    actor = Actor.system("import agreements")
    tell_count(actions.import_agreements(actor=actor, rows=rows, dry_run=options.dry_run), dry_run=options.dry_run)


COMMANDS = (
    Command("import agreements", gettext_lazy("Read a file of agreements"), file_arguments, _import_agreements),
)
