"""One meeting: its page, an answer to the invitation, and its papers."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kooperacja.access.reading import reading
from kooperacja.audit.steps import Step, run
from kooperacja.audit.steps import show as shown
from kooperacja.documents.printing import pdf, pdf_response
from kooperacja.documents.transfer import content_of
from kooperacja.foundation.routes import ActorRequest
from kooperacja.foundation.sheets import workbook, xlsx_response
from kooperacja.meetings import access, actions, forms
from kooperacja.meetings.ics import entry
from kooperacja.meetings.paper import parts
from kooperacja.meetings.queries.page import meeting_page
from kooperacja.meetings.queries.rows import get_meeting
from kooperacja.ui.pages import render


def show(request: ActorRequest, ref: str) -> HttpResponse:
    with reading(request):
        page = meeting_page(request.actor, ref, request.purpose)
    return render(request, "meetings/show.html", {"page": page, "meeting": page.meeting})


def answer(request: ActorRequest, ref: str) -> HttpResponse:
    """Where the link of the message leads."""
    meeting = get_meeting(request.actor, ref)
    access.can_answer(request.actor, meeting).require()
    form = forms.AnswerForm(request.POST if request.method == "POST" else None)
    step = Step("meetings/answer.html", form, gettext_lazy("Thank you, your answer is saved."), {"meeting": meeting})
    if form.is_valid():
        return run(request, step, lambda: _answered(request, ref, form.cleaned_data["answer"]))
    return shown(request, step)


def _answered(request: ActorRequest, ref: str, said: str) -> str:
    actions.answer(actor=request.actor, meeting=get_meeting(request.actor, ref), answer=said)
    return reverse("meetings:show", args=[ref])


def calendar(request: ActorRequest, ref: str) -> HttpResponse:
    """The entry that was sent, for who has lost it."""
    meeting = get_meeting(request.actor, ref)
    link = request.build_absolute_uri(reverse("meetings:answer", args=[ref]))
    email = request.user.email  # type: ignore[union-attr]  # Signed in: the route asks for it.
    content = entry(meeting, email, sequence=meeting.sequence, link=link, is_cancelling=meeting.is_cancelled)
    headers = {"Content-Disposition": 'attachment; filename="spotkanie.ics"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)


def reply(request: ActorRequest, ref: str) -> HttpResponse:
    """An answer that came to the mailbox, as a file."""
    meeting = get_meeting(request.actor, ref)
    access.can_keep(request.actor, meeting).require()
    form = forms.ReplyForm(request.POST, request.FILES) if request.method == "POST" else forms.ReplyForm()
    step = Step("meetings/reply.html", form, gettext_lazy("The answer is written down."), {"meeting": meeting})
    if form.is_valid():
        return run(request, step, lambda: _read(request, ref, form.cleaned_data["file"]))
    return shown(request, step)


def _read(request: ActorRequest, ref: str, file: Any) -> str:
    meeting = get_meeting(request.actor, ref)
    actions.read_reply(actor=request.actor, meeting=meeting, content=content_of(file))
    return reverse("meetings:show", args=[ref])


def minutes(request: ActorRequest, ref: str) -> HttpResponse:
    """T12 for this reader: the points that he sees."""
    with reading(request):
        page = meeting_page(request.actor, ref, request.purpose)
    told = parts(page)
    content = pdf("documents", "letter", told, title=_("Minutes of a meeting"), institution=page.meeting.team.name)
    return pdf_response("protokol", content)


def decisions(request: ActorRequest, ref: str) -> HttpResponse:
    with reading(request):
        page = meeting_page(request.actor, ref, request.purpose)
    head = [_("Number"), _("Case"), _("Point"), _("Decision"), _("Adopted"), _("For"), _("Against"), _("Abstained")]
    rows = [
        [
            *(row.number, row.case_number, row.title, row.decision, _("yes") if row.is_adopted else _("no")),
            *(row.votes_for, row.votes_against, row.abstained, row.charged, row.due_on, row.done_on),
        ]
        for row in page.items
        if row.is_decided
    ]
    more = [_("Who does it"), _("Deadline"), _("Done")]
    return xlsx_response("decyzje", workbook(_("Decisions"), [*head, *more], rows))
