"""`search rebuild`: the words of all rows anew."""

from argparse import Namespace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kooperacja.foundation.actor import Actor
from kooperacja.foundation.commands import Command, no_arguments
from kooperacja.foundation.importing import tell
from kooperacja.foundation.lemmas import dictionary
from kooperacja.search.actions import rebuild


def _rebuild(options: Namespace) -> None:
    for table, changed in rebuild(actor=Actor.system("search rebuild")):
        tell(_("%(table)s: words made anew: %(count)s") % {"table": table, "count": changed})
    tell(_("Dictionary: %(name)s") % {"name": dictionary()})


COMMANDS = (
    Command("search rebuild", gettext_lazy("Make the words of all rows for searching anew"), no_arguments, _rebuild),
)
