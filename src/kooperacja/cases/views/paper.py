"""The family card on paper (domain.md A.7, T08)."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from kooperacja.access.reading import reading
from kooperacja.cases import queries
from kooperacja.documents.printing import pdf, pdf_response
from kooperacja.foundation.clock import now
from kooperacja.foundation.routes import ActorRequest
from kooperacja.people.queries import DetailRow, Member
from kooperacja.ui.formats import date_text, datetime_text


def card(request: ActorRequest, ref: str) -> HttpResponse:
    with reading(request):
        page = queries.family_card(request.actor, ref, request.purpose)
    made = _("Made on %(when)s by %(who)s") % {"when": datetime_text(now()), "who": request.user}
    told = {"parts": _parts(page), "footer": f"{page.case.number} · {made}"}
    content = pdf("documents", "letter", told, title=_("Family card"), institution=page.institution)
    return pdf_response("karta-rodziny", content)


def _parts(page: queries.FamilyCard) -> list[dict[str, Any]]:
    head = [_("Person"), _("Who, age"), _("Date of birth"), _("School or work")]
    rows = [_line(one) for one in page.people]
    household = {"head": head, "rows": rows} if rows else {"text": _("Nobody is written down in this family yet.")}
    known = [part for one in page.people for part in _known(one, page.known.get(one.pk, []))]
    given = _(
        "The card is for the work of the institution that made it. It is given to another one on a consent or on a"
        " provision of law only, and each giving is written in the register of disclosures."
    )
    return [
        {"facts": _facts(page.case)},
        {"heading": _("Who lives together")},
        household,
        *known,
        {"heading": _("Who may get this card")},
        {"text": given},
        {"text": _("Protected addresses, health, who reported and PESEL numbers are never printed on it.")},
    ]


def _facts(case: queries.CaseHeader) -> list[list[str]]:
    facts = [
        (_("Case"), case.number),
        (_("Family"), case.family),
        (_("Place"), case.place),
        (_("Key worker"), case.key_worker),
        (_("Since"), date_text(case.opened_on)),
    ]
    return [[label, text] for label, text in facts if text]


def _line(one: Member) -> list[str]:
    who = ", ".join(filter(None, (one.kinship, "" if one.age is None else str(one.age))))
    return [one.name, who, date_text(one.born_on) if one.born_on else "", ", ".join(one.occupations)]


def _known(one: Member, rows: list[DetailRow]) -> list[dict[str, Any]]:
    """What is known about one person, under the name; nothing where nothing is."""
    said = [[row.label, _said(row)] for row in rows]
    return [{"heading": one.name}, {"facts": said}] if said else []


def _said(row: DetailRow) -> str:
    since = _("since %(day)s") % {"day": date_text(row.since)}
    until = _("until %(day)s") % {"day": date_text(row.until)} if row.until else ""
    return ", ".join(filter(None, (row.other, row.text, row.paper, since, until)))
