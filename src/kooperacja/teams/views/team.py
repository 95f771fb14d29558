"""One team: its page and its list on paper, founding and changing it, its moves."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kooperacja.agreements.queries import get_agreement
from kooperacja.audit.steps import Step, run, show
from kooperacja.documents.printing import pdf, pdf_response
from kooperacja.foundation.errors import Text
from kooperacja.foundation.routes import ActorRequest
from kooperacja.teams import access, actions, forms, queries
from kooperacja.teams.law import statement_text
from kooperacja.teams.models import Team
from kooperacja.teams.paper import parts
from kooperacja.teams.views.asking import Asked, address, ask, posted
from kooperacja.teams.workflow import TEAM_FLOW
from kooperacja.ui.pages import render

# In the address of who comes from what is new for him.
NEWS = "nowe"
MOVES: Mapping[str, Callable[..., Team]] = {"start": actions.start, "end": actions.end}
# What will happen, said before it does; and what is said afterwards.
CONSEQUENCES: Mapping[str, tuple[Text, Text]] = {
    "start": (
        gettext_lazy("From today the team works. Its founding acts stay as they are; seats are opened as it grows."),
        gettext_lazy("The team works since today."),
    ),
    "end": (
        gettext_lazy("All its seats end with it. The team stays on the list, and cannot be begun again."),
        gettext_lazy("The team has ended."),
    ),
}


def team(request: ActorRequest, ref: str) -> HttpResponse:
    page = queries.team_page(request.actor, ref)
    if NEWS in request.GET:
        actions.mark_seen(actor=request.actor, team=page.team)
    return render(
        request,
        "teams/show.html",
        {"page": page, "boxes": queries.boxes_of(request.actor, page.team), "statement": statement_text()},
    )


def printout(request: ActorRequest, ref: str) -> HttpResponse:
    """Who sits in the team, for the wall and for the file."""
    page = queries.team_page(request.actor, ref)
    title = _("Members of the team")
    content = pdf("documents", "letter", parts(page), title=title, institution=page.team.leader.name)
    return pdf_response(f"zespol-{page.team.ref}", content)


def new(request: ActorRequest) -> HttpResponse:
    agreements = queries.agreements_of(request.actor)
    form = forms.FoundForm(posted(request), variants=queries.offered(), agreements=agreements)
    done = _("The team is founded. Now write down its papers and open its seats.")
    step = Step("teams/found.html", form, done)
    return run(request, step, lambda: _founded(request, form)) if form.is_valid() else show(request, step)


def _founded(request: ActorRequest, form: forms.FoundForm) -> str:
    ref = form.cleaned_data["agreement"]
    agreement = get_agreement(ref) if ref else None
    return address(actions.found_team(actor=request.actor, agreement=agreement, **form.facts()))


def edit(request: ActorRequest, ref: str) -> HttpResponse:
    row = queries.get_team(request.actor, ref)
    access.can_lead(request.actor, row).require()
    stored = {"name": row.name, "agreement": row.agreement.ref if row.agreement else "", "version": row.version}
    form = forms.ChangeForm(posted(request), agreements=queries.agreements_of(request.actor, row), initial=stored)
    step = Step("teams/edit.html", form, _("Saved."), {"team": row}, {"version": row.version})
    return run(request, step, lambda: _changed(request, row, form)) if form.is_valid() else show(request, step)


def _changed(request: ActorRequest, row: Team, form: forms.ChangeForm) -> str:
    typed: dict[str, Any] = dict(form.cleaned_data)
    typed["agreement"] = get_agreement(typed["agreement"]) if typed["agreement"] else None
    return address(actions.change_team(actor=request.actor, team=row, **typed))


def move(request: ActorRequest, ref: str, move: str) -> HttpResponse:
    row = queries.get_team(request.actor, ref)
    step = TEAM_FLOW.get(move)
    if request.method == "GET":
        step.allowed(request.actor, row).require()
    form = forms.FORM_OF_MOVE[move](posted(request))
    told, done = CONSEQUENCES[move]
    asked = Asked(step.label, told, done, kind="no" if step.style == "no" else "go")
    return ask(request, row, form, asked, partial(MOVES[move], actor=request.actor, team=row))
