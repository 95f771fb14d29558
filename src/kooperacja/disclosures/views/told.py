"""“Who got my data” as a page, as a tagged PDF and as a spreadsheet."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kooperacja.access.reading import reading
from kooperacja.disclosures.queries.told import ToldPage, told_page
from kooperacja.disclosures.words import refused_told, told_lines, who_told
from kooperacja.documents.printing import pdf, pdf_response
from kooperacja.foundation.routes import ActorRequest
from kooperacja.foundation.sheets import workbook, xlsx_response
from kooperacja.ui.formats import date_text
from kooperacja.ui.pages import render


def told(request: ActorRequest, ref: str) -> HttpResponse:
    return render(request, "disclosures/told.html", _context(_page(request, ref)))


def told_pdf(request: ActorRequest, ref: str) -> HttpResponse:
    page = _page(request, ref)
    title = _("Who got my data")
    content = pdf("documents", "letter", {"parts": _parts(page)}, title=title, institution=page.institution)
    return pdf_response("kto-dostal-moje-dane", content)


def told_sheet(request: ActorRequest, ref: str) -> HttpResponse:
    page = _page(request, ref)
    rows = [[line.day, line.institution, line.what, line.said, line.until] for line in told_lines(page)]
    rows += [[row.day, row.institution, row.data, refused_told(row), None] for row in page.refused]
    return xlsx_response("kto-dostal-moje-dane", workbook(_("Who got my data"), _head(), rows))


def _page(request: ActorRequest, ref: str) -> ToldPage:
    with reading(request):
        return told_page(request.actor, ref, request.purpose)


def _context(page: ToldPage) -> dict[str, Any]:
    return {
        "page": page,
        "who": who_told(page),
        "lines": told_lines(page),
        "refused": [refused_told(row) for row in page.refused],
        "rights": rights(page),
    }


def _head() -> list[str]:
    return [_("When"), _("Who got it"), _("What"), _("Why, and why we were allowed"), _("Until when")]


def rights(page: ToldPage) -> list[str]:
    officer = _("Ask our data-protection officer: %(where)s.") % {"where": page.officer or page.address}
    return [
        _("Withdraw a consent at any time, without giving a reason."),
        _("Correct the data, if they are wrong."),
        officer,
        _("Complain to the President of the Personal Data Protection Office."),
    ]


def _parts(page: ToldPage) -> list[dict[str, Any]]:
    head = _head()[:-1]
    rows = [[date_text(line.day), line.institution, line.what, line.whole] for line in told_lines(page)]
    given: dict[str, Any] = {"head": head, "rows": rows} if rows else {"text": _("We have given your data to nobody.")}
    refused = [refused_told(row) for row in page.refused]
    not_given: list[dict[str, Any]] = [{"heading": _("What we did not give")}, {"list": refused}] if refused else []
    return [
        {"text": who_told(page)},
        {"heading": _("To whom we gave data")},
        given,
        *not_given,
        {"heading": pgettext("resident", "What you can do")},
        {"list": rights(page)},
        {"text": _("This list was made from the register of disclosures; nobody wrote it by hand.")},
    ]
