"""The page on which answers are read and written down, and the paper to sign."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from kooperacja.access.reading import reading
from kooperacja.audit.steps import Step, run, show
from kooperacja.foundation.routes import ActorRequest
from kooperacja.participation import actions, queries
from kooperacja.participation.forms import AnswersForm
from kooperacja.ui.pages import render


def of_case(request: ActorRequest, ref: str) -> HttpResponse:
    with reading(request):
        page = queries.participation_page(request.actor, ref, request.purpose)
    return render(request, "participation/case.html", {"page": page, "case": page.case})


def record(request: ActorRequest, ref: str) -> HttpResponse:
    with reading(request):
        page = queries.participation_page(request.actor, ref, request.purpose)
    page.case.can_work.require()
    form = AnswersForm(request.POST if request.method == "POST" else None, adults=page.adults)
    step = Step("participation/answers.html", form, _("The answers are saved."), {"case": page.case, "page": page})
    if form.is_valid():
        return run(request, step, lambda: _recorded(request, ref, form))
    return show(request, step)


def _recorded(request: ActorRequest, ref: str, form: AnswersForm) -> str:
    said = [
        actions.Said(queries.get_person(request.actor, person, request.purpose), answer)
        for person, answer in form.answers()
    ]
    facts: dict[str, Any] = {name: form.cleaned_data[name] for name in ("said_on", "medium")}
    case = queries.get_case_of(request.actor, ref, request.purpose)
    actions.record_answers(actor=request.actor, case=case, said=said, **facts)
    return reverse("participation:case", args=[ref])
