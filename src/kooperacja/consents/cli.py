"""`warn-consents` for a nightly timetable."""

import sys
from argparse import Namespace

from django.utils.translation import gettext_lazy, ngettext

from kooperacja.consents import actions
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.commands import Command, no_arguments

# The name under which the nightly reminder acts.
CALENDAR = "calendar"


def _warn(_options: Namespace) -> None:
    told = actions.warn_expiring(actor=Actor.system(CALENDAR))
    sentence = ngettext("Key workers told of %(count)s consent.", "Key workers told of %(count)s consents.", told)
    sys.stdout.write(sentence % {"count": told} + "\n")


COMMANDS = (Command("warn-consents", gettext_lazy("Tell key workers of consents that end soon"), no_arguments, _warn),)
