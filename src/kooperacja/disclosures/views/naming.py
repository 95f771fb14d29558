"""Decisions of the data-protection officer on names of workers in “Who got my data”."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kooperacja.audit.steps import Step, run, show
from kooperacja.disclosures import actions
from kooperacja.disclosures.access import can_decide_names
from kooperacja.disclosures.forms import NamingForm
from kooperacja.disclosures.queries import naming as queries
from kooperacja.foundation.clock import today
from kooperacja.foundation.routes import ActorRequest
from kooperacja.ui.pages import render


def decisions(request: ActorRequest) -> HttpResponse:
    context = {"rows": queries.decisions(request.actor), "can_decide": can_decide_names(request.actor)}
    return render(request, "disclosures/naming.html", context)


def decide(request: ActorRequest) -> HttpResponse:
    form = NamingForm(request.POST if request.method == "POST" else None, initial={"since": today()})
    step = Step("disclosures/naming_new.html", form, _("The decision is saved."))
    return run(request, step, lambda: _decided(request, form)) if form.is_valid() else show(request, step)


def _decided(request: ActorRequest, form: NamingForm) -> str:
    actions.decide_names(actor=request.actor, **form.cleaned_data)
    return reverse("disclosures:naming")
