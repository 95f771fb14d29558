"""What if: who would gain and who would lose what."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from kooperacja.agreements.queries import get_agreement
from kooperacja.foundation.routes import ActorRequest
from kooperacja.sharing.actions import try_act
from kooperacja.sharing.forms import TrialForm
from kooperacja.sharing.queries import trials
from kooperacja.ui.pages import render


def what_if_page(request: ActorRequest, ref: str) -> HttpResponse:
    agreement = get_agreement(ref)
    acts = trials.acts(request.actor, agreement, _("Withdraw your institution"))
    form = TrialForm(request.GET if "act" in request.GET else None, acts=acts)
    tried = None
    if form.is_valid():
        tried = try_act(actor=request.actor, agreement=agreement, act=form.cleaned_data["act"])
    context = {"agreement": agreement, "acts": acts, "form": form, "trial": tried}
    return render(request, "sharing/what_if.html", context, block="result")
