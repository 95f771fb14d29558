"""The card under the matrix: what does not go to whom, why, and what can be done instead."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from kooperacja.disclosures.queries import offer as matrix
from kooperacja.disclosures.queries.giving import GivePage
from kooperacja.disclosures.queries.offer import Cell, Column
from kooperacja.disclosures.words import why
from kooperacja.ui.shell import Link

Way = str | Link


@dataclass(frozen=True, slots=True)
class Closed:
    """The pressed cell in words; `ways` are one to three, the first possible at once."""

    key: str
    what: str
    why: str
    ways: tuple[Way, ...]
    paper: str


def closed_cell(page: GivePage, cell: Cell) -> Closed:
    column = page.offer.column(cell.recipient_id)
    told = {"data": cell.row.label, "who": cell.row.who, "name": column.name}
    what = _("You cannot hand over to %(name)s: %(data)s (%(who)s)") % told
    return Closed(cell.key, what, why(cell), tuple(_ways(page, cell, column))[:3], cell.paper)


def _ways(page: GivePage, cell: Cell, column: Column) -> list[Way]:
    """The rest can always go; what else depends on what is missing."""
    rest: list[Way] = [_("Hand over the rest. %(name)s gets it without these data.") % {"name": column.name}]
    officer = Link(_("You know a provision that allows it? Ask the data-protection officer"), reverse("desk:dpo"))
    consent: list[Way] = []
    if cell.row.person_ref and cell.has_window:
        where = reverse("consents:give", args=[page.case.ref, cell.row.person_ref])
        consent = [Link(_("Talk with %(who)s and write down a new consent") % {"who": cell.row.who}, where)]
    agreements = Link(_("See which agreements are in force"), reverse("agreements:list"))
    others: dict[str, list[Way]] = {
        matrix.REFUSED: [*_consent_after_no(page, cell), officer],
        matrix.WITHDRAWN: [*_consent_after_no(page, cell), officer],
        matrix.NONE: [*consent, officer],
        matrix.NO_AGREEMENT: [agreements, officer],
        matrix.VETOED: [Link(_("See the locks of this case"), reverse("sharing:vetoes", args=[page.case.ref]))],
        matrix.NOT_AUTHORISED: [_("Ask a worker of this case who is authorised, or your manager.")],
        matrix.OUTSIDE: [Link(_("See the institution in the directory"), reverse("directory:show", args=[column.pk]))],
        matrix.SHOWN: [Link(_("See it in the register"), _register(page, column))],
    }
    return [*rest, *others[cell.status]]


def _consent_after_no(page: GivePage, cell: Cell) -> list[Way]:
    where = reverse("consents:give", args=[page.case.ref, cell.row.person_ref])
    return [Link(_("Talk with %(who)s and write down a new consent") % {"who": cell.row.who}, where)]


def _register(page: GivePage, column: Column) -> str:
    return f"{reverse('disclosures:list')}?case_number={page.case.number}&partner={column.pk}"
