"""What the views of teams share: a small form in a dialog, or on a page of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms as django_forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse

from kooperacja.audit.steps import Step, run, show
from kooperacja.foundation.errors import Text
from kooperacja.foundation.routes import ActorRequest
from kooperacja.teams.models import Team


@dataclass(frozen=True, slots=True)
class Asked:
    """The words of a form: its title, which is its button too, what will happen, what is said afterwards."""

    title: Text
    told: Text
    done: Text
    kind: str = "go"
    text: str = ""
    template: str = "teams/ask.html"


def posted(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def ask(
    request: ActorRequest,
    team: Team,
    form: django_forms.Form,
    asked: Asked,
    act: Callable[..., object],
    **more: Any,
) -> HttpResponse:
    """Act once with what was typed and go to the page of the team, or show the form with what is wrong. `more`
    is shown beside it.
    """
    step = Step(asked.template, form, asked.done, {"team": team, "asked": asked, **more})
    if not form.is_valid():
        return show(request, step)

    def acted() -> str:
        act(**form.cleaned_data)
        return address(team)

    return run(request, step, acted)


def address(team: Team) -> str:
    return reverse("teams:show", args=[team.ref])
