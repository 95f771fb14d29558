"""Reading a file of agreements, and `warn-expiring` for a nightly timetable."""

import sys
from argparse import Namespace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kooperacja.agreements import actions, imports
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.commands import Command, no_arguments
from kooperacja.foundation.importing import file_arguments, tell_count, with_bar

# The name under which the nightly reminder acts.
CALENDAR = "calendar"


def _import_agreements(options: Namespace) -> None:
    rows = with_bar(imports.rows_of(options.file), _("Agreements"))
    actor = Actor.system("import agreements")
    tell_count(actions.import_agreements(actor=actor, rows=rows, dry_run=options.dry_run), dry_run=options.dry_run)


def _warn_expiring(_options: Namespace) -> None:
    told = actions.warn_expiring(actor=Actor.system(CALENDAR))
    sentence = ngettext("Parties of %(count)s agreement told.", "Parties of %(count)s agreements told.", told)
    sys.stdout.write(sentence % {"count": told} + "\n")


COMMANDS = (
    Command("import agreements", gettext_lazy("Read a file of agreements"), file_arguments, _import_agreements),
    Command("warn-expiring", gettext_lazy("Tell parties of agreements that expire soon"), no_arguments, _warn_expiring),
)
