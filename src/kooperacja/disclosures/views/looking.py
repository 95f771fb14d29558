"""Who of the recipient looks through the windows of a disclosure."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kooperacja.audit.actions import once
from kooperacja.disclosures import actions, forms
from kooperacja.disclosures.queries.rows import get_entry
from kooperacja.foundation.errors import Text
from kooperacja.foundation.forms import obey
from kooperacja.foundation.routes import ActorRequest
from kooperacja.ui.pages import redirect


def let_in(request: ActorRequest, ref: str) -> HttpResponse:
    return _changed(request, ref, actions.let_in, _("From now the worker sees what is shown."))


def let_out(request: ActorRequest, ref: str) -> HttpResponse:
    return _changed(request, ref, actions.let_out, _("The worker sees nothing of it from now."))


def _changed(request: ActorRequest, ref: str, act: Callable[..., object], done: Text) -> HttpResponse:
    """Back to the entry, with what has happened or what is wrong."""
    form = forms.ReaderForm(request.POST)
    entry = get_entry(request.actor, ref, request.purpose)
    address = reverse("disclosures:show", args=[ref])

    def acted() -> str:
        once(request.actor, request.POST.get("once", ""), made)
        return address

    def made() -> str:
        act(actor=request.actor, entry=entry, user_id=form.cleaned_data["user_id"])
        return address

    if form.is_valid() and obey(form, acted):
        messages.success(request, str(done))
    else:
        for problems in form.errors.values():
            messages.error(request, str(problems[0]))
    return redirect(request, address)
