"""`close-unconfirmed`: what was reported done and not confirmed in time. For a nightly timetable."""

import sys
from argparse import Namespace

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kooperacja.foundation.actor import Actor
from kooperacja.foundation.commands import Command, no_arguments
from kooperacja.referrals import actions
from kooperacja.referrals.access import DEADLINE_ACTOR


def _run(_options: Namespace) -> None:
    closed = actions.close_unconfirmed(actor=Actor.system(DEADLINE_ACTOR))
    sentence = ngettext("%(count)s referral closed.", "%(count)s referrals closed.", closed)
    sys.stdout.write(sentence % {"count": closed} + "\n")


COMMANDS = (
    Command("close-unconfirmed", _("Close referrals that nobody confirmed until the deadline"), no_arguments, _run),
)
