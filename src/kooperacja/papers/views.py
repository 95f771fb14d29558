"""The page of papers of a case, and a paper as PDF."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from kooperacja.access.reading import reading
from kooperacja.documents.printing import pdf, pdf_response
from kooperacja.foundation.clock import now
from kooperacja.foundation.routes import ActorRequest
from kooperacja.papers import actions, queries
from kooperacja.ui.formats import datetime_text
from kooperacja.ui.pages import render


def of_case(request: ActorRequest, ref: str) -> HttpResponse:
    with reading(request):
        page = queries.papers_page(request.actor, ref, request.purpose)
    return render(request, "papers/case.html", {"page": page, "case": page.case})


def paper(request: ActorRequest, ref: str, code: str) -> HttpResponse:
    with reading(request):
        page = queries.paper(request.actor, ref, code, request.purpose)
    made = _("Made on %(when)s by %(who)s") % {"when": datetime_text(now()), "who": request.user}
    told = {"parts": page.content.parts, "footer": f"{page.sheet.code} · {page.case.number} · {made}"}
    content = pdf("papers", "sheet", told, title=page.sheet.name, institution=page.institution)
    actions.made(actor=request.actor, paper=page)
    return pdf_response(f"{code}-{ref}", content)
