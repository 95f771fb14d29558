"""The confirmation of a consent as a tagged PDF, beside the page to print: a paper for the family."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from kooperacja.access.reading import reading
from kooperacja.consents.queries import case as queries
from kooperacja.consents.queries.case import ConsentRow
from kooperacja.consents.words import STATUS
from kooperacja.documents.printing import pdf, pdf_response
from kooperacja.foundation.clock import today
from kooperacja.foundation.routes import ActorRequest
from kooperacja.ui.formats import date_text, datetime_text


def receipt(request: ActorRequest, ref: str, consent: str) -> HttpResponse:
    with reading(request):
        case, row = queries.consent_page(request.actor, ref, consent, request.purpose)
    told = {"number": case.number, "day": date_text(today())}
    footer = _("Case %(number)s. Printed on %(day)s.") % told
    content = pdf("documents", "letter", {"parts": _parts(row), "footer": footer}, title=title(row))
    return pdf_response("potwierdzenie", content)


def title(row: ConsentRow) -> str:
    return _("Confirmation of a consent") if row.is_live or not row.gone else _("Confirmation of a withdrawal")


def facts(row: ConsentRow) -> list[tuple[str, str]]:
    """What the paper says beside its items, on the page and in the PDF alike."""
    until = date_text(row.until)
    if row.ends_at_majority:
        until += " (" + _("the person comes of age and is asked anew") + ")"
    found = [
        (_("Person"), row.person),
        (_("Signed by"), f"{row.signer}, {row.signed_as}" if row.is_by_other else ""),
        (_("Asked too"), _("%(name)s agrees") % {"name": row.person} if row.person_agreed else ""),
        (_("Signed on"), f"{date_text(row.signed_on)}, {row.medium}"),
        (_("Valid until"), until),
        (_("Text"), row.wording),
        (_("Written down by"), f"{row.author}, {datetime_text(row.recorded_at)}"),
    ]
    return [(label, value) for label, value in found if value]


def withdrawn_on(row: ConsentRow) -> str:
    days = "; ".join(dict.fromkeys(datetime_text(item.ended_at) for item in row.gone if item.ended_at))
    sentence = _(
        "Withdrawn on: %(days)s. From that moment the institutions named above see nothing on this consent. "
        "Letters received before stay with them."
    )
    return sentence % {"days": days} if days else ""


def _parts(row: ConsentRow) -> list[dict[str, Any]]:
    items = [_item(one) for one in row.items]
    head = [_("Item"), _("Data"), _("For whom"), _("State")]
    ways = _("You may withdraw this consent at any time, item by item, as easily as you gave it.")
    return [
        {"facts": facts(row)},
        {"head": head, "rows": items},
        {"text": withdrawn_on(row)},
        {"heading": _("What was read and signed")},
        {"text": row.wording_body},
        {"text": ways if row.is_live else ""},
    ]


def _item(one: queries.ItemRow) -> list[str]:
    state = str(STATUS[one.status].label)
    if one.ended_at:
        state += f", {date_text(one.ended_at)}"
    return [str(one.number), one.category, one.recipient, state]
