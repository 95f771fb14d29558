"""A diagnosis on paper and as a spreadsheet."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from kooperacja.access.reading import reading
from kooperacja.diagnosis.queries.page import AreaLine, DiagnosisPage, diagnosis_page
from kooperacja.directory.queries import institution_names
from kooperacja.documents.printing import pdf, pdf_response
from kooperacja.foundation.clock import today
from kooperacja.foundation.routes import ActorRequest
from kooperacja.foundation.sheets import Cell, workbook, xlsx_response
from kooperacja.ui.formats import date_text

NAME = "arkusz-diagnozy"


def pdf_of_diagnosis(request: ActorRequest, ref: str) -> HttpResponse:
    """Only what its maker may read (I22): an area that is closed to him is not on the paper."""
    with reading(request):
        page = diagnosis_page(request.actor, ref, request.purpose, today())
        name = institution_names([page.case.owner_id]).get(page.case.owner_id, "")
    told = {"parts": _parts(page), "place": "", "footer": page.case.number}
    return pdf_response(NAME, pdf("documents", "letter", told, title=_("Diagnosis"), institution=name))


def xlsx_of_diagnosis(request: ActorRequest, ref: str) -> HttpResponse:
    """Areas in rows: the round that is shown, then the ratings of the rounds that are compared."""
    with reading(request):
        page = diagnosis_page(request.actor, ref, request.purpose, today())
    head = [
        *(_("Area"), _("Rating"), _("What it means"), _("Strengths"), _("Difficulties and needs")),
        *(_("The family's own words"), _("From where it is known"), _("When"), _("Other answers")),
        *(
            _("Diagnosis %(number)s, %(day)s") % {"number": one.number, "day": date_text(one.day)}
            for one in page.compared
        ),
    ]
    return xlsx_response(NAME, workbook(_("Diagnosis"), head, [_row(one) for one in page.areas]))


def _row(line: AreaLine) -> list[Cell]:
    one = line.rating
    told: list[Cell] = [""] * 8
    if one:
        told = [one.score, one.anchor, one.strengths, one.needs, one.words, one.source_label, one.known_on]
        told.append("\n".join(f"{label}: {answer}" for label, answer in one.told))
    return [line.label, *told, *line.scores]


def _parts(page: DiagnosisPage) -> list[dict[str, Any]]:
    facts = [
        [_("Case"), page.case.number],
        [_("Family"), page.case.family],
        [_("Key worker"), page.case.key_worker],
        [_("Diagnosis"), str(page.shown.number) if page.shown else ""],
        [_("State"), str(page.state.label) if page.state else ""],
        [_("Finished on"), date_text(page.shown.finished_on) if page.shown and page.shown.finished_on else ""],
    ]
    parts: list[dict[str, Any]] = [{"facts": [row for row in facts if row[1]]}]
    for line in page.areas:
        if line.rating:
            parts += _area(line)
    if page.has_closed:
        parts.append({"text": _("Areas that its maker may not read are not on this paper.")})
    signs = (_("signature of the family"), _("signature of the key worker"))
    return parts + [{"sign": words} for words in signs]


def _area(line: AreaLine) -> list[dict[str, Any]]:
    one = line.rating
    if one is None:
        return []
    known = f"{one.source_label}, {date_text(one.known_on)}"
    facts = [
        [_("Rating"), f"{one.score} – {one.anchor}"],
        [_("Strengths"), one.strengths],
        [_("Difficulties and needs"), one.needs],
        [_("The family's own words"), one.words],
        [_("From where it is known"), known],
        *([label, answer] for label, answer in one.told),
    ]
    return [{"heading": line.label}, {"facts": [row for row in facts if row[1]]}]
