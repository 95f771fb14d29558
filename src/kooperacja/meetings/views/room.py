"""In the room: who is there, what is written and decided at each point, and the screen on the wall."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kooperacja.access.reading import reading
from kooperacja.audit.steps import Step, run, show
from kooperacja.foundation.forms import CONFLICTING, obey, renew, status_of
from kooperacja.foundation.routes import ActorRequest
from kooperacja.meetings import access, actions, forms
from kooperacja.meetings.models import CaseItem
from kooperacja.meetings.queries.page import ItemPage, item_page, meeting_page
from kooperacja.meetings.queries.rows import get_item, get_meeting, missing
from kooperacja.meetings.queries.screen import screen_page
from kooperacja.ui.pages import render


def presence(request: ActorRequest, ref: str) -> HttpResponse:
    with reading(request):
        page = meeting_page(request.actor, ref, request.purpose)
    page.can_write.require()
    there = [one.seat_id for one in page.people if one.is_present]
    seats = [(one.seat_id, f"{one.name}, {one.institution}") for one in page.people]
    form = forms.PresenceForm(request.POST if request.method == "POST" else None, seats=seats, initial={"seats": there})
    step = Step("meetings/presence.html", form, _("Saved."), {"meeting": page.meeting, "page": page})

    def marked() -> str:
        meeting = get_meeting(request.actor, ref)
        actions.mark_present(actor=request.actor, meeting=meeting, seats=form.cleaned_data["seats"])
        return reverse("meetings:show", args=[ref])

    return run(request, step, marked) if form.is_valid() else show(request, step)


def screen(request: ActorRequest, ref: str) -> HttpResponse:
    with reading(request):
        page = screen_page(request.actor, ref, request.purpose)
    return render(request, "meetings/screen.html", {"page": page, "meeting": page.meeting})


def item(request: ActorRequest, ref: str, item: str) -> HttpResponse:
    return _item(request, _page(request, ref, item))


def _page(request: ActorRequest, ref: str, item: str) -> ItemPage:
    with reading(request):
        return item_page(request.actor, ref, item, request.purpose)


def _item(request: ActorRequest, at: ItemPage, **more: Any) -> HttpResponse:
    text, decide = more.get("text"), more.get("decide")
    row = at.row
    context = {
        "at": at,
        "row": row,
        "meeting": at.page.meeting,
        "text": text or forms.TextForm(initial={"text": row.text, "version": row.version}),
        "decide": decide or forms.DecideForm(page=at, initial=_initial(at)),
        "is_saved": more.get("is_saved", False),
    }
    shown = text or decide
    return render(
        request, "meetings/item.html", context, block=more.get("block"), status=status_of(shown) if shown else 200
    )


def _initial(at: ItemPage) -> dict[str, Any]:
    return {"words": at.row.decision, "charged": at.row.charged_id or "", "due_on": at.row.due_on, "mark": at.row.mark}


def write(request: ActorRequest, ref: str, item: str) -> HttpResponse:
    """Saved in place while somebody writes. When somebody else was quicker, both texts are shown: what is typed
    stays, and what was written meanwhile is only replaced by who has read it and presses the button: typing on saves
    nothing.
    """
    if request.method != "POST":
        return _item(request, _page(request, ref, item))
    form = forms.TextForm(request.POST)
    is_saved = form.is_valid() and bool(obey(form, lambda: _written(request, ref, item, form)))
    at = _page(request, ref, item)
    if is_saved:
        form = forms.TextForm(initial={"text": at.row.text, "version": at.row.version})
    elif status_of(form) == CONFLICTING:
        renew(form, newest=at.row.version)
    return _item(request, at, text=form, is_saved=is_saved, block="saved")


def _written(request: ActorRequest, ref: str, item: str, form: forms.TextForm) -> str:
    meeting = get_meeting(request.actor, ref)
    typed = form.cleaned_data
    version = typed["newest"] if typed["newest"] and "is_meant" in form.data else typed["version"]
    row = get_item(request.actor, meeting, item)
    actions.write(actor=request.actor, meeting=meeting, item=row, version=version, text=typed["text"])
    return reverse("meetings:item", args=[ref, item])


def decide(request: ActorRequest, ref: str, item: str) -> HttpResponse:
    at = _page(request, ref, item)
    if request.method != "POST":
        return _item(request, at)
    form = forms.DecideForm(request.POST, page=at)
    if form.is_valid():
        step = Step(
            "meetings/item.html", form, _("The decision is written down."), _context(at, form), {"mark": at.row.mark}
        )
        return run(request, step, lambda: _decided(request, ref, item, form))
    return _item(request, at, decide=form)


def _context(at: ItemPage, form: forms.DecideForm) -> dict[str, Any]:
    text = forms.TextForm(initial={"text": at.row.text, "version": at.row.version})
    return {"at": at, "row": at.row, "meeting": at.page.meeting, "text": text, "decide": form, "is_saved": False}


def _decided(request: ActorRequest, ref: str, item: str, form: forms.DecideForm) -> str:
    meeting = get_meeting(request.actor, ref)
    typed = form.cleaned_data
    decided = actions.Decided(
        words=typed["words"],
        votes=form.by_voter("vote"),
        objections=form.by_voter("objection"),
        charged_id=typed["charged"] or 0,
        due_on=typed["due_on"],
        mark=typed["mark"] or 0,
    )
    actions.decide(actor=request.actor, meeting=meeting, item=get_item(request.actor, meeting, item), decided=decided)
    return reverse("meetings:item", args=[ref, item])


def recuse(request: ActorRequest, ref: str, item: str) -> HttpResponse:
    """A member for himself; whoever keeps the meeting for somebody who said so."""
    at = _page(request, ref, item)
    if not at.is_recusable:
        raise missing()
    mine = [(request.actor.user_id, request.actor.name)]
    others = [(one.user_id, one.name) for one in at.voters if one.user_id != request.actor.user_id]
    people = mine + (others if access.can_write(request.actor, at.page.meeting) else [])
    form = forms.RecuseForm(request.POST if request.method == "POST" else None, people=people)
    context = {"at": at, "row": at.row, "meeting": at.page.meeting}
    step = Step(
        "meetings/recuse.html", form, _("Written down. This case is closed to him or her from now on."), context
    )

    def recused() -> str:
        meeting = get_meeting(request.actor, ref)
        row = get_item(request.actor, meeting, item)
        if not isinstance(row, CaseItem):
            raise missing()
        actions.recuse(actor=request.actor, meeting=meeting, item=row, user_id=form.cleaned_data["user"])
        return reverse("meetings:show", args=[ref])

    return run(request, step, recused) if form.is_valid() else show(request, step)
