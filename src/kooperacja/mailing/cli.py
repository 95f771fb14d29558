"""`mail send` for the machine's timetable, and `mail try` to see whether the server takes a message."""

import sys
from argparse import ArgumentParser, Namespace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kooperacja.foundation.actor import Actor
from kooperacja.foundation.commands import Command, no_arguments
from kooperacja.mailing import actions
from kooperacja.mailing.models import Failure

POSTMAN = "mail"


def _send(_options: Namespace) -> None:
    actor = Actor.system(POSTMAN)
    actions.write_due(actor=actor)
    told = actions.send_waiting(actor=actor)
    labels = {actions.SENT: _("sent"), actions.LATER: _("to be tried again"), **dict(Failure.choices)}
    parts = [f"{labels[what]}: {number}" for what, number in sorted(told.items())]
    sys.stdout.write(("; ".join(parts) or _("Nothing to send.")) + "\n")


def _try(options: Namespace) -> None:
    actions.try_server(actor=Actor.system(POSTMAN), address=options.address)
    sys.stdout.write(_("The server took the message. Look into the mailbox.") + "\n")


def _address(parser: ArgumentParser) -> None:
    parser.add_argument("address", metavar="ADDRESS", help=_("to whom; your own address"))


COMMANDS = (
    Command("mail send", gettext_lazy("Send e-mails about notices that are due"), no_arguments, _send),
    Command("mail try", gettext_lazy("Send one message to see whether the mail server works"), _address, _try),
)
