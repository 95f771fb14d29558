"""Telling the people of a case, putting it off, the printed confirmation."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from kooperacja.access.reading import reading
from kooperacja.audit.steps import Step, run, show
from kooperacja.consents import actions
from kooperacja.consents.forms import DeferForm, NoticeForm
from kooperacja.consents.law import deferred_until
from kooperacja.consents.queries import case as queries
from kooperacja.consents.queries import wordings
from kooperacja.consents.views.steps import file_of, sent
from kooperacja.foundation.clock import today
from kooperacja.foundation.routes import ActorRequest
from kooperacja.ui.pages import render

NOTICE = "notice"


def give(request: ActorRequest, ref: str) -> HttpResponse:
    page = _page(request, ref)
    texts = wordings.usable(request.actor, NOTICE, today())
    form = NoticeForm(
        sent(request),
        people=_choices(page.people),
        texts=wordings.choices(texts),
        receivers=_choices([one for one in page.people if not one.is_minor]),
        initial={"given_on": today(), "people": [one.ref for one in page.untold]},
    )
    context = {"case": page.case, "texts": texts}
    step = Step("consents/notice.html", form, _("It is written down that they were told."), context)
    if form.is_valid():
        return run(request, step, lambda: _given(request, ref, form))
    return show(request, step)


def _given(request: ActorRequest, ref: str, form: NoticeForm) -> str:
    typed = dict(form.cleaned_data)
    people = queries.get_people(request.actor, typed.pop("people"), request.purpose)
    took = typed.pop("receiver")
    receiver = queries.get_person(request.actor, took, request.purpose) if took else None
    case = file_of(request, ref)
    rows = actions.give_notice(actor=request.actor, case=case, people=people, receiver=receiver, **typed)
    return reverse("consents:notice_show", args=[ref, rows[0].ref]) if len(rows) == 1 else _back(ref)


def defer(request: ActorRequest, ref: str) -> HttpResponse:
    page = _page(request, ref)
    first = {"review_on": deferred_until(today()), "people": [one.ref for one in page.untold]}
    form = DeferForm(sent(request), people=_choices(page.people), initial=first)
    step = Step("consents/defer.html", form, _("It is written down why they are told later."), {"case": page.case})
    if form.is_valid():
        return run(request, step, lambda: _deferred(request, ref, form))
    return show(request, step)


def _deferred(request: ActorRequest, ref: str, form: DeferForm) -> str:
    typed = dict(form.cleaned_data)
    people = queries.get_people(request.actor, typed.pop("people"), request.purpose)
    actions.defer_notice(actor=request.actor, case=file_of(request, ref), people=people, **typed)
    return _back(ref)


def receipt(request: ActorRequest, ref: str, notice: str) -> HttpResponse:
    with reading(request):
        case, row = queries.notice_page(request.actor, ref, notice, request.purpose)
    return render(request, "consents/notice_receipt.html", {"case": case, "notice": row, "day": today()})


def _page(request: ActorRequest, ref: str) -> queries.CasePage:
    with reading(request):
        page = queries.case_page(request.actor, ref, request.purpose)
    page.case.can_work.require()
    return page


def _choices(people: Sequence[queries.Told]) -> list[tuple[str, str]]:
    return [(one.ref, one.name) for one in people]


def _back(ref: str) -> str:
    return reverse("consents:case", args=[ref])
