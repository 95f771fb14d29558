"""A new meeting, another day or place, and its moves."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django import forms as django_forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kooperacja.audit.steps import Step, run, show
from kooperacja.foundation.clock import WARSAW, local_date
from kooperacja.foundation.errors import Text
from kooperacja.foundation.routes import ActorRequest
from kooperacja.meetings import access, actions, forms
from kooperacja.meetings.models import Meeting
from kooperacja.meetings.queries.listing import proposed_start
from kooperacja.meetings.queries.rows import get_meeting, missing
from kooperacja.meetings.workflow import MEETING_FLOW
from kooperacja.teams.queries import get_team


def plan(request: ActorRequest, ref: str) -> HttpResponse:
    team = get_team(request.actor, ref)
    access.can_plan(request.actor, team).require()
    initial = _initial(proposed_start(team), 90)
    form = forms.NewForm(request.POST) if request.method == "POST" else forms.NewForm(initial=initial)
    step = Step(
        "meetings/plan.html",
        form,
        _("The meeting is planned. Now make the agenda and invite."),
        {"team": team, "meeting": None},
    )
    if form.is_valid():
        return run(request, step, lambda: _planned(request, ref, form.cleaned_data))
    return show(request, step)


def _planned(request: ActorRequest, ref: str, typed: dict[str, Any]) -> str:
    team = get_team(request.actor, ref)
    row = actions.plan(actor=request.actor, team=team, **_said(typed), quorum=typed["quorum"] or 0)
    return reverse("meetings:show", args=[row.ref])


def change(request: ActorRequest, ref: str) -> HttpResponse:
    meeting = get_meeting(request.actor, ref)
    access.can_change(request.actor, meeting).require()
    initial = _initial(meeting.starts_at, meeting.minutes_long)
    initial |= {"place": meeting.place, "link": meeting.link, "version": meeting.version}
    form = forms.ChangeForm(request.POST) if request.method == "POST" else forms.ChangeForm(initial=initial)
    context = {"team": meeting.team, "meeting": meeting}
    step = Step(
        "meetings/plan.html", form, _("Changed. Who was invited is told."), context, {"version": meeting.version}
    )
    if form.is_valid():
        return run(request, step, lambda: _changed(request, ref, form.cleaned_data))
    return show(request, step)


def _changed(request: ActorRequest, ref: str, typed: dict[str, Any]) -> str:
    meeting = get_meeting(request.actor, ref)
    actions.change(actor=request.actor, meeting=meeting, version=typed["version"], **_said(typed))
    return reverse("meetings:show", args=[ref])


def _initial(starts_at: datetime, minutes_long: int) -> dict[str, Any]:
    local = starts_at.astimezone(WARSAW)
    return {"day": local.date(), "hour": local.strftime("%H:%M"), "minutes_long": minutes_long}


def _said(typed: dict[str, Any]) -> dict[str, Any]:
    starts_at = datetime.combine(typed["day"], typed["hour"], tzinfo=WARSAW)
    return {"starts_at": starts_at, **{name: typed[name] for name in ("minutes_long", "place", "link")}}


# ---- Moves


@dataclass(frozen=True, slots=True)
class Page:
    """How a move is asked and made: what will happen, and what has happened."""

    act: Callable[..., object]
    does: Text
    done: Text
    form: type[django_forms.Form] = forms.MoveForm


PAGES = {
    "invite": Page(
        actions.invite,
        _("Each member whose seat is ready gets a message with an entry for the calendar. The quorum is fixed."),
        _("The invitations are on their way."),
    ),
    "open": Page(
        actions.open_meeting, _("Mark who is there; then the minutes are written."), _("The meeting is open.")
    ),
    "finish": Page(
        actions.finish,
        _("This is your signature. Another person signs after you; then nothing is changed any more."),
        _("The minutes are finished and wait for the second signature."),
        forms.FinishForm,
    ),
    "take_back": Page(
        actions.take_back,
        _("The minutes are open again, and nobody has signed them."),
        _("The minutes are open again."),
    ),
    "sign": Page(actions.sign, _("From now on the minutes are only read."), _("The minutes are signed.")),
    "cancel": Page(
        actions.cancel,
        _("Who was invited is told, and the entry leaves the calendars."),
        _("The meeting is cancelled."),
        forms.ReasonForm,
    ),
}


def move(request: ActorRequest, ref: str, name: str) -> HttpResponse:
    meeting = get_meeting(request.actor, ref)
    made = MEETING_FLOW.get(name)
    page = PAGES.get(made.name)
    if page is None:
        raise missing()
    made.allowed(request.actor, meeting).require()
    given = request.POST if request.method == "POST" else None
    form = page.form(given, initial=_next(meeting) if made.name == "finish" else {})
    step = Step("meetings/move.html", form, page.done, {"meeting": meeting, "move": made, "does": page.does})
    if form.is_valid():
        return run(request, step, lambda: _moved(request, ref, page, dict(form.cleaned_data)))
    return show(request, step)


def _moved(request: ActorRequest, ref: str, page: Page, typed: dict[str, Any]) -> str:
    page.act(actor=request.actor, meeting=get_meeting(request.actor, ref), **typed)
    return reverse("meetings:show", args=[ref])


def _next(meeting: Meeting) -> dict[str, date]:
    """By the cadence of the team's kind, counted from this meeting."""
    days = meeting.team.says().cadence_days
    return {"next_on": local_date(meeting.starts_at) + timedelta(days=days)} if days else {}
