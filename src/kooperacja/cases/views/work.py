"""The forms of one case. Each is a page of its own and, with a script, a dialog on the case file."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from kooperacja.access.reading import reading
from kooperacja.audit.actions import once
from kooperacja.cases import actions, forms, queries
from kooperacja.cases.models import Case
from kooperacja.cases.moves import CASE_MOVES
from kooperacja.cases.queries import CaseHeader
from kooperacja.foundation.clock import today
from kooperacja.foundation.errors import Text
from kooperacja.foundation.forms import CONFLICTING, obey, renew, status_of
from kooperacja.foundation.routes import ActorRequest
from kooperacja.people import queries as people
from kooperacja.ui.formats import date_text
from kooperacja.ui.kept import Keep, keep_for
from kooperacja.ui.pages import redirect, render

Form = django_forms.Form
Act = Callable[..., object]


@dataclass(frozen=True, slots=True)
class Dialog:
    """The words of a form; `done` is told when it was obeyed."""

    title: Text
    submit: Text
    done: Text
    says: Text = ""
    icon: str = "check"
    kind: str = "go"
    keep: Keep | None = None


def member_add(request: ActorRequest, ref: str) -> HttpResponse:
    case = _case(request, ref)
    case.can_work.require()
    words = Dialog(_("New person in the family"), _("Save the person"), _("The person is written down in the family."))
    form = forms.MemberForm(_sent(request))
    if form.is_valid() and not _maybe_known(request, form):
        return _obeyed(request, case, form, words, partial(_add_member, request, form.cleaned_data))
    return _page(request, case, form, words)


def family(request: ActorRequest, ref: str) -> HttpResponse:
    with reading(request):
        case = queries.case_header(request.actor, ref, request.purpose)
        texts = queries.family_texts(request.actor, case, request.purpose)
    case.can_work.require()
    present = ", ".join(filter(None, (texts.family_name, texts.place)))
    words = Dialog(
        _("Data of the family"),
        _("Save the data"),
        _("The data of the family are saved."),
        says=_("Saved now: %(text)s.") % {"text": present},
        icon="pen",
    )
    first = {"family_name": texts.family_name, "place": texts.place, "version": texts.version}
    form = forms.FamilyForm(_sent(request), initial=first)
    if form.is_valid():
        typed = dict(form.cleaned_data)
        version = typed.pop("version")
        act = partial(actions.correct_family, actor=request.actor, household_version=version, **typed)
        return _obeyed(request, case, form, words, act, version=texts.version)
    return _page(request, case, form, words)


def note_add(request: ActorRequest, ref: str) -> HttpResponse:
    with reading(request):
        case = queries.case_header(request.actor, ref, request.purpose)
        members = queries.case_people(request.actor, case, request.purpose)
        categories = queries.note_categories(request.actor)
    # A note that was written without signal may come after the case was closed: it is refused, and its text stays.
    is_late, says = case.can_work.code == "case.closed", ""
    if is_late:
        copy = _("Nothing can be saved here now. Copy the text of the note before you leave.")
        says = " ".join(str(one) for one in (case.can_work.sentence, *case.can_work.ways, copy))
    else:
        case.can_work.require()
    keep = keep_for(request.actor.user_id)
    words = Dialog(_("New note"), _("Save the note"), _("The note is saved."), says, keep=keep)
    form = forms.NoteForm(
        _sent(request),
        initial={"happened_on": today(), "category": queries.USUAL_CATEGORY},
        people=[(one.ref, one.name) for one in members],
        categories=categories,
    )
    if is_late:
        return _page(request, case, form, words, status=HTTPStatus.FORBIDDEN)
    if form.is_valid():
        return _obeyed(request, case, form, words, partial(_write_note, request, dict(form.cleaned_data)))
    return _page(request, case, form, words)


def note_correct(request: ActorRequest, ref: str, note: str) -> HttpResponse:
    with reading(request):
        case = queries.case_header(request.actor, ref, request.purpose)
        shown = queries.note_texts(request.actor, case, note, request.purpose)
    case.can_work.require()
    words = Dialog(
        _("Correct the note"),
        _("Save the correction"),
        _("The correction is saved as a new entry."),
        says=_("The first text stays in the file; the correction becomes the valid one."),
        icon="pen",
    )
    form = forms.CorrectNoteForm(_sent(request), initial={"happened_on": shown.happened_on, "text": shown.text})
    if form.is_valid():
        return _obeyed(request, case, form, words, partial(_correct_note, request, note, form.cleaned_data))
    return _page(request, case, form, words)


def appoint(request: ActorRequest, ref: str) -> HttpResponse:
    case = _case(request, ref)
    case.can_lead.require()
    words = Dialog(
        _("Appoint a worker"),
        _("Appoint"),
        _("The worker sees the case from now."),
        says=_("The worker sees everything in this case that the role and the authorisation allow."),
        icon="users",
    )
    form = forms.AppointForm(_sent(request), workers=queries.workers_of(request.actor.institution_id))
    if form.is_valid():
        change = actions.change_key_worker if form.cleaned_data["capacity"] == forms.LEADS else actions.appoint_worker
        act = partial(change, actor=request.actor, user_id=form.cleaned_data["worker"])
        return _obeyed(request, case, form, words, act)
    return _page(request, case, form, words)


def recall(request: ActorRequest, ref: str, user_id: int) -> HttpResponse:
    with reading(request):
        case = queries.case_header(request.actor, ref, request.purpose)
        worker = queries.appointed_worker(case, user_id)
    case.can_lead.require()
    words = Dialog(
        _("Recall from the team"),
        _("Recall"),
        _("The worker no longer sees the case."),
        says=_("%(name)s will see nothing of this case from now on. Notes already written stay.")
        % {"name": worker.name},
        icon="x",
        kind="no",
    )
    form = forms.RecallForm(_sent(request))
    if form.is_valid():
        act = partial(actions.recall_worker, actor=request.actor, user_id=user_id)
        return _obeyed(request, case, form, words, act)
    return _page(request, case, form, words)


def interview(request: ActorRequest, ref: str) -> HttpResponse:
    case = _case(request, ref)
    case.can_work.require()
    words = Dialog(_("Family interview"), _("Save the day"), _("The day of the family interview is saved."))
    form = forms.InterviewForm(_sent(request), initial={"done_on": today(), "version": case.version})
    if form.is_valid():
        act = partial(actions.record_interview, actor=request.actor, **form.cleaned_data)
        return _obeyed(request, case, form, words, act, version=case.version)
    return _page(request, case, form, words)


def move(request: ActorRequest, ref: str, move: str) -> HttpResponse:
    """Any move of the workflow: its label is the title and the button."""
    with reading(request):
        case, step = queries.case_move(request.actor, ref, move, request.purpose)
    kind = forms.FORM_OF_MOVE[move]
    words = Dialog(step.label, step.label, _("Done: %(move)s.") % {"move": step.label}, kind.says, icon=step.icon)
    form = kind(_sent(request), initial=kind.first())
    if form.is_valid():
        act = partial(CASE_MOVES.acts[move], actor=request.actor, **form.cleaned_data)
        return _obeyed(request, case, form, words, act)
    return _page(request, case, form, words)


def _case(request: ActorRequest, ref: str) -> CaseHeader:
    with reading(request):
        return queries.case_header(request.actor, ref, request.purpose)


def _sent(request: ActorRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _maybe_known(request: ActorRequest, form: forms.MemberForm) -> bool:
    """Warn before the same person is written down twice; the worker then says that it is another."""
    typed = form.cleaned_data
    if bool(typed["same"]) != typed["somebody_else"]:
        return False
    names = (typed["first_name"], typed["last_name"], typed["born_on"])
    known = people.may_be_known(request.actor, *names, number=typed["pesel"])
    if known:
        with reading(request):
            same = people.known_people(request.actor, *names, number=typed["pesel"], purpose=request.purpose)
        form.warn([(one.ref, ", ".join(filter(None, (one.name, date_text(one.born_on))))) for one in same])
    return known


def _add_member(request: ActorRequest, typed: dict[str, Any], case: Case) -> None:
    new = {key: value for key, value in typed.items() if key not in {"same", "somebody_else"}}
    if not typed["same"]:
        actions.add_member(actor=request.actor, case=case, **new)
        return
    person = people.get_person(request.actor, typed["same"], request.purpose)
    actions.join_member(actor=request.actor, case=case, person=person, kinship=new["kinship"])


def _write_note(request: ActorRequest, typed: dict[str, Any], case: Case) -> None:
    ref = typed.pop("person")
    person = people.get_person(request.actor, ref, request.purpose) if ref != forms.FAMILY else None
    actions.write_note(actor=request.actor, case=case, person=person, **typed)


def _correct_note(request: ActorRequest, note: str, typed: dict[str, Any], case: Case) -> None:
    present = queries.get_note(request.actor, case, note, request.purpose)
    actions.correct_note(actor=request.actor, case=case, note=present, **typed)


def _obeyed(
    request: ActorRequest, case: CaseHeader, form: Form, words: Dialog, act: Act, **versions: int
) -> HttpResponse:
    """Act once on the case as it is now and go back to its file, or show the form with the refusal.
    `versions` are those of what is saved now, for a form that was overtaken.
    """

    def run() -> str:
        act(case=queries.get_case(request.actor, case.ref, request.purpose))
        messages.success(request, str(words.done))
        return reverse("desk:case_file", args=[case.ref])

    address = obey(form, lambda: once(request.actor, request.POST.get("once", ""), run))
    if address:
        return redirect(request, address)
    if status_of(form) == CONFLICTING:
        renew(form, **versions)
    return _page(request, case, form, words)


def _page(
    request: ActorRequest, case: CaseHeader, form: Form, words: Dialog, status: int | None = None
) -> HttpResponse:
    context = {"case": case, "form": form, "words": words}
    return render(request, "cases/form.html", context, block="form", status=status or status_of(form))
