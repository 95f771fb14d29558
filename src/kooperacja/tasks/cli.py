"""`remind-actions`: reminds of actions whose deadline is near or has passed. For a nightly timetable."""

import sys
from argparse import Namespace

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kooperacja.foundation.actor import Actor
from kooperacja.foundation.commands import Command, no_arguments
from kooperacja.tasks import actions
from kooperacja.tasks.access import REMINDER_ACTOR


def _run(_options: Namespace) -> None:
    number = actions.remind(actor=Actor.system(REMINDER_ACTOR))
    sys.stdout.write(ngettext("%(count)s reminder.", "%(count)s reminders.", number) % {"count": number} + "\n")


COMMANDS = (Command("remind-actions", _("Remind of actions whose deadline is near or has passed"), no_arguments, _run),)
