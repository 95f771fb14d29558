"""`files`: whether all of them lie whole on the disk, and erasing what is due."""

from argparse import Namespace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kooperacja.documents import actions, queries
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.commands import Command, no_arguments
from kooperacja.foundation.importing import tell


def _check(options: Namespace) -> int:
    """Exit code 1 where bytes are missing."""
    number, wrong = queries.not_whole()
    told = {"number": number, "wrong": wrong}
    tell(_("Stored files: %(number)s, of which not whole on the disk: %(wrong)s.") % told)
    return 1 if wrong else 0


def _sweep(options: Namespace) -> None:
    erased, orphans = actions.sweep(actor=Actor.system("files sweep"))
    told = {"erased": erased, "orphans": orphans}
    tell(_("Withdrawn files erased: %(erased)s. Bytes without a row removed: %(orphans)s.") % told)


COMMANDS = (
    Command("files check", gettext_lazy("Whether all stored files lie whole on the disk"), no_arguments, _check),
    Command("files sweep", gettext_lazy("Erase withdrawn files and bytes left behind"), no_arguments, _sweep),
)
