"""Handing data over: why, what to whom, on what basis, and what the register will say."""

from typing import Any

from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kooperacja.access.reading import reading
from kooperacja.agreements.labels import Purpose
from kooperacja.audit.steps import Step, run, show
from kooperacja.consents.queries.case import get_case_of
from kooperacja.disclosures import actions
from kooperacja.disclosures.actions import Chosen
from kooperacja.disclosures.forms import GiveForm
from kooperacja.disclosures.queries.giving import GivePage, Marks, Wish, give_page, grounds, previews
from kooperacja.disclosures.views.closed import closed_cell
from kooperacja.disclosures.words import MARKS
from kooperacja.foundation.errors import RuleBroken
from kooperacja.foundation.routes import ActorRequest
from kooperacja.ui.lists import whole_number
from kooperacja.ui.pages import render

SAVE, AIM, FOR = "save", "aim", "dla"
MOST_REF = 16


def give(request: ActorRequest, ref: str) -> HttpResponse:
    sent = request.POST if request.method == "POST" else request.GET
    with reading(request):
        page = give_page(request.actor, ref, request.purpose, _asked(sent))
    page.case.can_work.require()
    form = GiveForm(
        sent if request.method == "POST" else None, keys=list(page.offer.cells), recipients=page.offer.columns
    )
    context = _context(request, page, sent)
    if request.method != "POST":
        return render(request, "disclosures/give.html", {"form": form, **context}, block="form")
    is_saved = sent.get("act") == SAVE
    step = Step("disclosures/give.html", form, _done(context, is_saved=is_saved), context)
    if form.is_valid():
        return run(request, step, lambda: (_saved if is_saved else _given)(request, ref, page, sent))
    return show(request, step)


def _asked(sent: QueryDict) -> Marks | Wish | None:
    """None where nothing was marked yet: the draft is shown."""
    if AIM not in sent:
        return None
    asked = sent.get(AIM, "")
    aim = asked if asked in Purpose.values else Purpose.JOINT_HELP.value
    if FOR in sent:
        about = frozenset(filter(None, map(whole_number, sent.getlist("kto"))))
        return Wish(aim, whole_number(sent.get(FOR, "")) or 0, tuple(sent.getlist("dane")), about)
    letters = filter(None, map(whole_number, sent.getlist("letters")))
    return Marks(aim, tuple(sent.getlist("marks")), tuple(letters))


def _context(request: ActorRequest, page: GivePage, sent: QueryDict) -> dict[str, Any]:
    entries = previews(page.offer, page.marks)
    asked = page.offer.cells.get(sent.get("zablokowane", ""))
    return {
        "page": page,
        "case": page.case,
        "offer": page.offer,
        "marks": page.marks,
        "entries": entries,
        "grounds": grounds(entries),
        "locked": closed_cell(page, asked) if asked and not asked.is_open else None,
        "words": MARKS,
        "people": list(dict.fromkeys((row.person_ref, row.who) for row in page.offer.rows if row.person_ref)),
        "aims": [(value, Purpose(value).label) for value in page.offer.aims],
        "names": {entry.column.pk: sent.get(f"name_{entry.column.pk}", "") for entry in entries},
        "worker": request.actor.name,
        "answers": _answers(sent),
    }


def _answers(sent: QueryDict) -> str:
    """The reference of the request that is answered by it; whose it is, the package above knows."""
    return sent.get("prosba", "")[:MOST_REF]


def _done(context: dict[str, Any], *, is_saved: bool) -> str:
    if is_saved:
        return _("Saved. It waits here for you; nothing was handed over.")
    entries = context["entries"]
    waiting = sum(entry.needs_second for entry in entries)
    told = ngettext("%(count)s entry is in the register.", "%(count)s entries are in the register.", len(entries))
    if waiting:
        return told % {"count": len(entries)} + " " + _("What needs a second person waits for approval.")
    return told % {"count": len(entries)}


def _saved(request: ActorRequest, ref: str, page: GivePage, _sent: QueryDict) -> str:
    case = get_case_of(request.actor, ref, request.purpose)
    marks = page.marks
    actions.save_draft(actor=request.actor, case=case, aim=marks.aim, marks=marks.keys, letters=marks.letters)
    return reverse("disclosures:give", args=[ref])


def _given(request: ActorRequest, ref: str, page: GivePage, sent: QueryDict) -> str:
    case = get_case_of(request.actor, ref, request.purpose)
    confirmed = {column.pk: sent.get(f"name_{column.pk}", "") for column in page.offer.columns}
    marks = page.marks
    entries = actions.disclose(
        actor=request.actor,
        case=case,
        aim=marks.aim,
        chosen=[chosen(key) for key in marks.keys],
        letters=marks.letters,
        confirmed=confirmed,
        answers=_answers(sent),
    )
    if len(entries) == 1:
        return reverse("disclosures:show", args=[entries[0].disclosure.ref])
    return f"{reverse('disclosures:list')}?case_number={case.number}"


def chosen(key: str) -> Chosen:
    """A key of the matrix as the action takes it."""
    parts = key.split("-")
    if len(parts) != len(Chosen.__slots__) or not all(parts[at].isdecimal() for at in (0, 1, 3)):
        raise RuleBroken("disclosure.no_cell", _("Mark what goes to whom."), field="marks")
    return Chosen(int(parts[0]), int(parts[1]), parts[2], int(parts[3]))
