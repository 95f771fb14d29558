"""The diagnosis of a case, and one of its rounds."""

from django.http import HttpResponse
from django.urls import reverse

from kooperacja.access.reading import reading
from kooperacja.audit.actions import once
from kooperacja.consents.queries.case import get_case_of
from kooperacja.diagnosis import actions
from kooperacja.diagnosis.picture import slope
from kooperacja.diagnosis.queries import page as queries
from kooperacja.diagnosis.queries.forms import offered
from kooperacja.diagnosis.words import STEPS
from kooperacja.foundation.clock import today
from kooperacja.foundation.routes import ActorRequest
from kooperacja.ui.pages import redirect, render


def of_case(request: ActorRequest, ref: str) -> HttpResponse:
    """The round that is being made, or the newest one; a POST begins the next."""
    with reading(request):
        page = queries.case_page(request.actor, ref, request.purpose, today())
    if request.method == "POST":
        return redirect(request, once(request.actor, request.POST.get("once", ""), lambda: _begun(request, ref)))
    return _shown(request, page)


def _begun(request: ActorRequest, ref: str) -> str:
    case = get_case_of(request.actor, ref, request.purpose)
    actions.begin_diagnosis(actor=request.actor, case=case, questionnaire=request.POST.get("form", ""))
    return reverse("diagnosis:case", args=[ref])


def show(request: ActorRequest, ref: str) -> HttpResponse:
    with reading(request):
        page = queries.diagnosis_page(request.actor, ref, request.purpose, today())
    return _shown(request, page)


def _shown(request: ActorRequest, page: queries.DiagnosisPage) -> HttpResponse:
    forms = offered(request.actor) if page.can_begin else []
    slopes = [(one, slope(one.scores)) for one in page.areas if any(one.scores)]
    context = {"page": page, "case": page.case, "today": today(), "slopes": slopes, "steps": STEPS, "forms": forms}
    return render(request, "diagnosis/show.html", context, block="diagnosis")
