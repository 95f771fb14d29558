"""The family on paper, with both pictures, and its ties as a spreadsheet."""

from typing import Any

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from kooperacja.access.reading import reading
from kooperacja.directory.queries import institution_names
from kooperacja.documents.printing import pdf, pdf_response
from kooperacja.foundation.clock import today
from kooperacja.foundation.routes import ActorRequest
from kooperacja.foundation.sheets import workbook, xlsx_response
from kooperacja.genograms import words
from kooperacja.genograms.picture import ecomap, genogram
from kooperacja.genograms.queries.page import FamilyPage, family_page
from kooperacja.ui.formats import date_text

NAME = "genogram-i-ekomapa"


def pdf_of_family(request: ActorRequest, ref: str) -> HttpResponse:
    """Only what its maker may read (I22)."""
    with reading(request):
        page = family_page(request.actor, ref, "", request.purpose, today())
        name = institution_names([page.case.owner_id]).get(page.case.owner_id, "")
    told = {"parts": _parts(page), "footer": page.case.number}
    return pdf_response(NAME, pdf("documents", "letter", told, title=_("Genogram and ecomap"), institution=name))


def xlsx_of_ties(request: ActorRequest, ref: str) -> HttpResponse:
    with reading(request):
        page = family_page(request.actor, ref, "", request.purpose, today())
    head = [_("With whom or what"), _("Whose tie"), _("How it is"), _("Since"), _("Paper or source")]
    rows = [(tie.what, words.whose(tie), words.how(tie), tie.since, tie.source) for tie in page.ties]
    return xlsx_response("wiezi-rodziny", workbook(_("Ties"), head, rows))


def _parts(page: FamilyPage) -> list[dict[str, Any]]:
    people = [
        [one.name, ", ".join(filter(None, (words.age(one), one.kinship))), "; ".join(words.relations(page.tree, one))]
        for one in page.tree.people
    ]
    ties = [
        [tie.what, words.whose(tie), words.how(tie), date_text(tie.since) if tie.since else ""] for tie in page.ties
    ]
    context = {"page": page, "case": page.case, "words": words, "on_paper": True}
    parts: list[dict[str, Any]] = []
    if people:
        drawn = render_to_string("genograms/genogram.html", {**context, "genogram": genogram(page.tree)})
        head = [_("Person"), _("Age and place"), _("Who belongs to whom")]
        parts += [{"heading": _("Genogram")}, {"picture": drawn, "alt": _("Genogram of the family")}]
        parts += [{"head": head, "rows": people}]
    if ties:
        drawn = render_to_string("genograms/ecomap.html", {**context, "ecomap": ecomap(page.ties)})
        head = [_("With whom or what"), _("Whose tie"), _("How it is"), _("Since")]
        parts += [{"heading": _("Ecomap")}, {"picture": drawn, "alt": _("Ecomap of the family")}]
        parts += [{"head": head, "rows": ties}]
    return parts or [{"text": _("Nobody is written down in this family yet.")}]
