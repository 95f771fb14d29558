"""What is put on the agenda, in which order, and what of the decisions is done."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from kooperacja.access.reading import reading
from kooperacja.audit.actions import once
from kooperacja.audit.steps import Step, run, show
from kooperacja.consents.queries.case import get_case_of
from kooperacja.foundation.routes import ActorRequest
from kooperacja.meetings import access, actions, forms
from kooperacja.meetings.models import GeneralItem
from kooperacja.meetings.queries.listing import choosable, due_cases
from kooperacja.meetings.queries.rows import get_item, get_meeting, missing
from kooperacja.ui.formats import date_text
from kooperacja.ui.pages import redirect


def add_item(request: ActorRequest, ref: str) -> HttpResponse:
    meeting = get_meeting(request.actor, ref)
    access.can_propose(request.actor, meeting).require()
    form = forms.ItemForm(request.POST if request.method == "POST" else None)
    context = {"meeting": meeting, "is_proposal": not access.can_keep(request.actor, meeting)}
    step = Step("meetings/add_item.html", form, _("The point is on the list."), context)

    def added() -> str:
        row = get_meeting(request.actor, ref)
        actions.add_item(actor=request.actor, meeting=row, title=form.cleaned_data["title"])
        return reverse("meetings:show", args=[ref])

    return run(request, step, added) if form.is_valid() else show(request, step)


def add_case(request: ActorRequest, ref: str) -> HttpResponse:
    """Cases that are due stand first: those with which the team has not dealt for three months, or never."""
    meeting = get_meeting(request.actor, ref)
    access.can_add_case(request.actor, meeting).require()
    with reading(request):
        due, others = due_cases(request.actor, meeting), choosable(request.actor)
    known = {row.pk for row in due}
    lists = {"due": _lines(due), "others": _lines(row for row in others if row.pk not in known)}
    form = forms.CaseForm(request.POST if request.method == "POST" else None, **lists)
    context = {"meeting": meeting, "has_cases": bool(due or others)}
    step = Step("meetings/add_case.html", form, _("The case is on the agenda."), context)
    return (
        run(request, step, lambda: _case_added(request, ref, form.cleaned_data))
        if form.is_valid()
        else show(request, step)
    )


def _case_added(request: ActorRequest, ref: str, typed: dict[str, Any]) -> str:
    case = get_case_of(request.actor, typed["case"], request.purpose)
    meeting = get_meeting(request.actor, ref)
    actions.add_case(actor=request.actor, meeting=meeting, case=case, why=typed["why"])
    return reverse("meetings:show", args=[ref])


def _lines(rows: Iterable[Any]) -> list[tuple[str, str]]:
    return [
        (row.ref, str(_("%(number)s, need since %(day)s") % {"number": row.number, "day": date_text(row.learned_on)}))
        for row in rows
    ]


def arrange(request: ActorRequest, ref: str, item: str) -> HttpResponse:
    """Up, down, off the agenda, or a proposal taken up."""
    act = request.POST.get("act", "")
    if act not in {"up", "down", "drop", "take_up"}:
        raise missing()

    def arranged() -> str:
        meeting = get_meeting(request.actor, ref)
        keys: dict[str, Any] = {
            "actor": request.actor,
            "meeting": meeting,
            "item": get_item(request.actor, meeting, item),
        }
        if act == "drop":
            actions.drop(**keys)
        elif act == "take_up":
            actions.take_up(**keys)
        else:
            actions.shift(**keys, is_up=act == "up")
        return reverse("meetings:show", args=[ref])

    return redirect(request, once(request.actor, request.POST.get("once", ""), arranged))


def done(request: ActorRequest, ref: str, item: str) -> HttpResponse:
    def marked() -> str:
        meeting = get_meeting(request.actor, ref)
        row = get_item(request.actor, meeting, item)
        if not isinstance(row, GeneralItem):
            raise missing()
        actions.finish_task(actor=request.actor, meeting=meeting, item=row)
        return reverse("meetings:item", args=[ref, item])

    return redirect(request, once(request.actor, request.POST.get("once", ""), marked))
