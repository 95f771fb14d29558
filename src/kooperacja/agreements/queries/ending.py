"""What stops and what stays when an agreement ends or a party leaves: said before it happens."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kooperacja.agreements.changes import bound, flows, live
from kooperacja.agreements.hooks import AT_THE_END, Line
from kooperacja.agreements.models import Agreement


def at_the_end(agreement: Agreement) -> list[Line]:
    """First what this package knows, then what packages above add: they count windows and letters."""
    told = [
        Line(_windows(agreement), stays=False),
        Line(_("Nothing new can be shared on this ground."), stays=False),
        Line(_("Letters, answers and papers that were handed over: they belong to who received them."), stays=True),
        Line(_("What each institution wrote in its own files on the ground of what it saw."), stays=True),
        Line(_("Entries of the trail and of the register of disclosures: who got what, when and why."), stays=True),
    ]
    return [*told, *(line for tell in AT_THE_END for line in tell(agreement))]


def _windows(agreement: Agreement) -> str:
    """How many directions of showing the clauses open; how many files are shown is known above."""
    pairs = {key[:2] for key in flows(bound(agreement), live(agreement))}
    told = ngettext(
        "Windows into files of others close at the next click: %(count)s direction of showing is open now.",
        "Windows into files of others close at the next click: %(count)s directions of showing are open now.",
        len(pairs),
    )
    return told % {"count": len(pairs)}
