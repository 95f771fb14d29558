"""What the views of agreements share: a form that is sent and obeyed, and a small one in a dialog."""

from collections.abc import Callable, Mapping
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse

from kooperacja.agreements.models import Agreement
from kooperacja.audit.actions import once
from kooperacja.foundation.forms import obey, status_of
from kooperacja.foundation.routes import ActorRequest
from kooperacja.ui.pages import redirect, render


def asked(
    request: ActorRequest,
    form: BaseForm,
    act: Callable[[], object],
    *,
    agreement: Agreement,
    words: Mapping[str, Any],
) -> HttpResponse:
    """A small form, in a dialog or on a page of its own; afterwards the page of the agreement."""

    def done() -> str:
        act()
        return address(agreement)

    to = sent(request, form, done)
    if to:
        return redirect(request, to)
    context = {**words, "form": form, "agreement": agreement}
    return render(request, "agreements/ask.html", context, block="form", status=status_of(form))


def posted(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def sent(request: ActorRequest, form: BaseForm, act: Callable[[], str]) -> str:
    """Where to go after a form that was sent and obeyed; empty while there is something to ask."""
    if request.method != "POST" or not form.is_valid():
        return ""
    return obey(form, lambda: once(request.actor, request.POST.get("once", ""), act))


def address(agreement: Agreement) -> str:
    return reverse("agreements:show", args=[agreement.ref])
