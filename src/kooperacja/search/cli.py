"""`search rebuild`: the words of all rows anew."""

from argparse import Namespace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kooperacja.foundation.actor import Actor
from kooperacja.foundation.commands import Command, no_arguments
from kooperacja.foundation.importing import tell, with_bar
from kooperacja.foundation.lemmas import dictionary
from kooperacja.search.actions import rebuild, searchable


def _rebuild(options: Namespace) -> None:
    actor = Actor.system("search rebuild")
    for model in with_bar(searchable(), _("Words for searching")):
        told = {"table": model._meta.verbose_name_plural, "count": rebuild(model, actor=actor)}
        tell(_("%(table)s: words made anew: %(count)s") % told)
    tell(_("Dictionary: %(name)s") % {"name": dictionary() or "-"})


COMMANDS = (
    Command("search rebuild", gettext_lazy("Make the words of all rows for searching anew"), no_arguments, _rebuild),
)
