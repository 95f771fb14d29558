"""Reading files of institutions and of areas from the command line."""

from argparse import Namespace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kooperacja.directory import actions, imports
from kooperacja.directory.areas import REGISTER, registered
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.commands import Command
from kooperacja.foundation.importing import file_arguments, tell, tell_count, with_bar
from kooperacja.foundation.tables import read


def _import_institutions(options: Namespace) -> None:
    rows = with_bar(imports.rows_of(options.file), _("Institutions"))
    actor = Actor.system("import institutions")
    tell_count(actions.import_institutions(actor=actor, rows=rows, dry_run=options.dry_run), dry_run=options.dry_run)


def _import_teryt(options: Namespace) -> None:
    areas = registered(read(options.file, REGISTER))
    if not options.dry_run:
        actions.load_teryt(areas)
    tell(_("Areas: %(count)s.") % {"count": len(areas)})


COMMANDS = (
    Command("import institutions", gettext_lazy("Read a file of institutions"), file_arguments, _import_institutions),
    Command("import teryt", gettext_lazy("Read the TERC register of areas"), file_arguments, _import_teryt),
)
