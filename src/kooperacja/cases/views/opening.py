"""Opening a case, and the way from a household to its case file."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from kooperacja.access.reading import reading
from kooperacja.audit.actions import once
from kooperacja.cases import actions, queries
from kooperacja.cases.forms import OpenCaseForm
from kooperacja.foundation.clock import today
from kooperacja.foundation.forms import obey, status_of
from kooperacja.foundation.routes import ActorRequest
from kooperacja.ui.formats import date_text
from kooperacja.ui.pages import redirect, render


def open_case(request: ActorRequest) -> HttpResponse:
    workers = queries.workers_of(request.actor.institution_id)
    sent = request.method == "POST"
    first = {"learned_on": today(), "key_worker": request.actor.user_id}
    form = OpenCaseForm(request.POST, workers=workers) if sent else OpenCaseForm(initial=first, workers=workers)
    if sent and form.is_valid():
        key = request.POST.get("once", "")
        address = obey(form, lambda: once(request.actor, key, lambda: _open(request, form)))
        if address:
            return redirect(request, address)
    return render(request, "cases/open.html", {"form": form}, status=status_of(form))


def of_household(request: ActorRequest, ref: str) -> HttpResponse:
    """From a person's page, which knows no cases, to the case file of the family."""
    with reading(request):
        case = queries.case_of_household(request.actor, ref, request.purpose)
    return redirect(request, reverse("desk:case_file", args=[case]))


def _open(request: ActorRequest, form: OpenCaseForm) -> str:
    typed = dict(form.cleaned_data)
    case = actions.open_case(actor=request.actor, key_worker_id=typed.pop("key_worker"), **typed)
    sentence = _("Case %(number)s is opened.") % {"number": case.number}
    if case.has_interview():
        sentence += " " + _("Family interview until %(day)s.") % {"day": date_text(case.interview_due_on)}
    messages.success(request, sentence)
    return reverse("desk:case_file", args=[case.ref])
