"""Who writes and sends e-mails: the timetable of the machine, and nobody by hand."""

from django.utils.translation import gettext_lazy as _

from kooperacja.foundation.actor import Actor
from kooperacja.foundation.verdict import YES, Verdict, no


def can_send(actor: Actor) -> Verdict:
    return YES if actor.is_system else no("mail.only_timetable", _("E-mails are sent by the timetable."))
