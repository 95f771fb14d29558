"""A form that is sent: obeyed once, or shown again with what is wrong."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpResponse

from kooperacja.audit.actions import once
from kooperacja.foundation.errors import Text
from kooperacja.foundation.forms import CONFLICTING, obey, renew, status_of
from kooperacja.foundation.routes import ActorRequest
from kooperacja.ui.pages import redirect, render


@dataclass(frozen=True, slots=True)
class Step:
    """One form: its template, its words, what is shown beside it, and the versions that it takes over after a
    conflict.
    """

    template: str
    form: django_forms.Form
    done: Text
    context: dict[str, Any] = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=dict)


def run(request: ActorRequest, step: Step, act: Callable[[], str]) -> HttpResponse:
    """Act once and go where `act` says, or show the form with what is wrong."""

    def acted() -> str:
        address = act()
        messages.success(request, str(step.done))
        return address

    address = obey(step.form, lambda: once(request.actor, request.POST.get("once", ""), acted))
    if address:
        return redirect(request, address)
    if step.versions and status_of(step.form) == CONFLICTING:
        renew(step.form, **step.versions)
    return show(request, step)


def show(request: ActorRequest, step: Step) -> HttpResponse:
    context = {"form": step.form, **step.context}
    return render(request, step.template, context, block="form", status=status_of(step.form))
