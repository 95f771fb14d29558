"""Reads of one case: the parts of which the case file is composed, each one or two statements.

All need an open snapshot (`with reading(request):`) and the case header first; whoever sees the
header may ask for the rest, and each part still goes through the door on its own.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, Subquery, TextField, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from kooperacja.access.door import visible
from kooperacja.access.models import Appointment, Capacity, Veto, VetoKind
from kooperacja.access.plans import later
from kooperacja.access.queries import appointed
from kooperacja.access.snapshot import snapshot
from kooperacja.access.visible import Visible, missing
from kooperacja.agreements.labels import Category, Purpose
from kooperacja.audit import queries as trail
from kooperacja.cases.access import can_lead, can_work, writable_categories
from kooperacja.cases.events import EVENTS
from kooperacja.cases.models import Case, CaseState, CloseReason, Note, NoteKind, RefuseReason, SuspendReason
from kooperacja.cases.workflow import CASE_FLOW
from kooperacja.directory.models import Membership
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import now, today
from kooperacja.foundation.intervals import valid_at
from kooperacja.foundation.verdict import Verdict
from kooperacja.foundation.workflow import Move, State
from kooperacja.foundation.working_days import working_days_between
from kooperacja.people.models import Household
from kooperacja.people.queries import Member, people_of_dossier

# What the trail calls by a code.
REASONS = {code: label for kind in (CloseReason, RefuseReason, SuspendReason) for code, label in kind.choices}
# What most notes are about.
USUAL_CATEGORY = Category.FAMILY


@dataclass(frozen=True, slots=True)
class Interview:
    """The family interview: until when, and whether it was made. `days_left` are working days,
    0 on the last day, negative when it is late.
    """

    due_on: date
    done_on: date | None
    days_left: int

    @property
    def is_done(self) -> bool:
        return self.done_on is not None

    @property
    def is_late(self) -> bool:
        return not self.is_done and self.days_left < 0


@dataclass(frozen=True, slots=True)
class CaseHeader:
    """What stands above every page of a case, and the ids by which its parts are asked for.

    `family` and `place` are empty for a reader who sees coordination only. `moves` are those that
    the reader can make now; `can_work` (notes, people) and `can_lead` (team, interview, closing)
    carry the reason of a no.
    """

    pk: int
    ref: str
    number: str
    external_number: str
    state: State
    moves: tuple[Move, ...]
    family: str
    place: str
    household_ref: str
    key_worker: str
    opened_on: date
    learned_on: date
    is_urgent: bool
    interview: Interview | None
    closed_on: date | None
    close_reason: str
    rests_until: date | None
    rests_because: str
    review_due_on: date | None
    is_restricted: bool
    can_work: Verdict
    can_lead: Verdict
    version: int
    updated_at: datetime
    owner_id: int
    anchor_id: int
    subject_id: int


@dataclass(frozen=True, slots=True)
class FamilyTexts:
    """What the form of a family holds; `version` is the household's."""

    family_name: str
    place: str
    version: int


@dataclass(frozen=True, slots=True)
class NoteTexts:
    """What the form of a correction holds."""

    happened_on: date
    text: str


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A note as shown; `about` is the name of the person, or empty when it is about the family.
    `corrected` says that a later entry replaces it.
    """

    pk: int
    ref: str
    kind: str
    happened_on: date
    text: str
    category: str
    level: int
    about: str
    author: str
    created_at: datetime
    corrects: bool
    corrected: bool
    can_correct: bool


@dataclass(frozen=True, slots=True)
class NoteList:
    rows: tuple[NoteRow, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class Worker:
    """An appointed worker of a case."""

    user_id: int
    name: str
    title: str
    institution: str
    capacity: str
    is_key_worker: bool
    since: datetime


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the timeline, newest first."""

    text: str
    at: datetime
    who: str
    icon: str
    tone: str


def closed_cases(actor: Actor, objects: Collection[tuple[str, int]]) -> set[tuple[str, int]]:
    """Of the cases among these those that are not open to the actor: a notice may not name them."""
    asked = {pk for kind, pk in objects if kind == "case"}
    if not asked:
        return set()
    with snapshot():
        rows = visible(Case, actor, Purpose.JOINT_HELP).filter(pk__in=sorted(asked)).all()
    return {("case", pk) for pk in asked.difference(row.pk for row in rows)}


def page_of_case(actor: Actor, kind: str, pk: int) -> str:
    """The address of a case that is open to the actor."""
    if kind != "case":
        return ""
    with snapshot():
        found = visible(Case, actor, Purpose.JOINT_HELP).filter(pk=pk).all(limit=1)
    return reverse("desk:case_file", args=[found[0].ref]) if found else ""


def get_case(actor: Actor, ref: str, purpose: str) -> Case:
    """The row, for an action."""
    with snapshot():
        return visible(Case, actor, purpose).get(ref=ref)


def case_header(actor: Actor, ref: str, purpose: str) -> CaseHeader:
    """One statement. Missing and forbidden are the same `NotFound`."""
    return _header(actor, described(visible(Case, actor, purpose), actor, purpose).get(ref=ref))


def case_of_household(actor: Actor, household_ref: str, purpose: str) -> str:
    """The reference of the newest case of a household that the reader sees, or `NotFound`."""
    homes = visible(Household, actor, purpose).filter(ref=household_ref)
    found = visible(Case, actor, purpose).filter(homes.holds("subject_id", "anchor_id")).all("-pk", limit=1)
    if not found:
        raise missing()
    return found[0].ref


def family_texts(actor: Actor, case: CaseHeader, purpose: str) -> FamilyTexts:
    home = visible(Household, actor, purpose).get(anchor_id=case.subject_id)
    return FamilyTexts(home.name, home.place, home.version)


def case_move(actor: Actor, ref: str, name: str, purpose: str) -> tuple[CaseHeader, Move]:
    """The case and one of its moves, if the reader may make it; an unknown move is `NotFound`."""
    step = CASE_FLOW.get(name)
    row = described(visible(Case, actor, purpose), actor, purpose).get(ref=ref)
    step.allowed(actor, row).require()
    return _header(actor, row), step


def appointed_worker(case: CaseHeader, user_id: int) -> Worker:
    """A worker of the case by account, or `NotFound`."""
    for worker in case_team(case):
        if worker.user_id == user_id:
            return worker
    raise missing()


def note_categories(actor: Actor) -> list[tuple[str, str]]:
    """Categories of notes that this worker may write, as choices."""
    return [(category.value, str(category.label)) for category in writable_categories(actor)]


def note_texts(actor: Actor, case: CaseHeader, ref: str, purpose: str) -> NoteTexts:
    note = visible(Note, actor, purpose).get(ref=ref, case_id=case.pk)
    return NoteTexts(note.happened_on, note.text)


def get_note(actor: Actor, case: Case, ref: str, purpose: str) -> Note:
    """A note of this case, for an action."""
    with snapshot():
        return visible(Note, actor, purpose).get(ref=ref, case_id=case.pk)


def case_people(actor: Actor, case: CaseHeader, purpose: str) -> list[Member]:
    """The people of the case, oldest first."""
    return people_of_dossier(actor, case.anchor_id, case.subject_id, purpose)


def case_notes(
    actor: Actor, case: CaseHeader, purpose: str, people: Sequence[Member] = (), limit: int = 20
) -> NoteList:
    """Notes that the reader sees, newest contact first. `people` gives the names (`case_people`)."""
    names = {one.anchor_id: one.name for one in people}
    notes = visible(Note, actor, purpose).filter(case_id=case.pk)
    correction = notes.value("ref", corrects_id=OuterRef("pk"))
    rows = notes.select_related("author").annotate(corrected_by=correction)
    found = rows.all("-happened_on", "-pk", limit=limit + 1)
    shown = tuple(_note(row, names, case, actor) for row in found[:limit])
    return NoteList(shown, more=len(found) > limit)


def case_team(case: CaseHeader) -> list[Worker]:
    """The appointed workers, the key worker first."""
    rows = appointed([case.anchor_id]).annotate(title=_title())
    return [_worker(row) for row in rows]


def case_timeline(case: CaseHeader, limit: int = 50) -> list[Event]:
    """What happened with the case, from the trail, newest first; codes and workers only."""
    steps = trail.timeline("case", [case.pk])
    return [_event(step) for step in steps if step.action in EVENTS][:limit]


def described(rows: Visible[Case], actor: Actor, purpose: str) -> Visible[Case]:
    """Cases with the family's name and place, the key worker's name and whether they are restricted."""
    homes = visible(Household, actor, purpose)
    mine = {"anchor_id": OuterRef("subject_id")}
    return rows.annotate(
        family=homes.value("name", **mine),
        place=homes.value("place", **mine),
        household_ref=homes.value("ref", **mine),
        key_worker=later(_key_worker, at=now()),
        is_restricted=later(_restricted, at=now()),
    )


def interview_of(row: Case, day: date) -> Interview | None:
    """None where the institution makes no such interview."""
    if not row.has_interview():
        return None
    return Interview(row.interview_due_on, row.interview_done_on, working_days_between(day, row.interview_due_on))


def _key_worker(at: datetime) -> Coalesce:
    mine = {"anchor_id": OuterRef("anchor_id"), "capacity": Capacity.KEY_WORKER, "instead_of": None}
    rows = Appointment.objects.filter(valid_at(at), **mine)
    name = Subquery(rows.order_by("pk").values("user__full_name")[:1])
    return Coalesce(name, Value(""), output_field=TextField())


def _restricted(at: datetime) -> Exists:
    """Restrictions of the whole dossier or household; those of one person show on that person."""
    place = Q(anchor_id=OuterRef("anchor_id")) | Q(anchor_id=OuterRef("subject_id"))
    return Exists(Veto.objects.filter(valid_at(at), place, kind=VetoKind.RESTRICTION))


def _title() -> Subquery:
    rows = Membership.objects.filter(valid_at(now()), user=OuterRef("user_id"), institution=OuterRef("institution_id"))
    return Subquery(rows.order_by("valid_from", "pk").values("title")[:1])


def _header(actor: Actor, row: Case) -> CaseHeader:
    found = vars(row)
    return CaseHeader(
        pk=row.pk,
        ref=row.ref,
        number=row.number,
        external_number=row.external_number,
        state=CASE_FLOW.state(row.state),
        moves=tuple(CASE_FLOW.available(row, actor)),
        family=found["family"],
        place=found["place"],
        household_ref=found["household_ref"],
        key_worker=found["key_worker"],
        opened_on=row.opened_on,
        learned_on=row.learned_on,
        is_urgent=row.is_urgent,
        interview=interview_of(row, today()),
        closed_on=row.closed_on,
        close_reason=str(CloseReason(row.close_reason).label) if row.close_reason else "",
        rests_until=row.resume_on if row.state == CaseState.SUSPENDED else None,
        rests_because=str(SuspendReason(row.suspend_reason).label) if row.suspend_reason else "",
        review_due_on=row.review_due_on if row.has_review() else None,
        is_restricted=found["is_restricted"],
        can_work=can_work(actor, row),
        can_lead=can_lead(actor, row),
        version=row.version,
        updated_at=row.updated_at,
        owner_id=row.owner_id,
        anchor_id=row.anchor_id,
        subject_id=row.subject_id,
    )


def _note(row: Note, names: dict[int, str], case: CaseHeader, actor: Actor) -> NoteRow:
    return NoteRow(
        pk=row.pk,
        ref=row.ref,
        kind=str(NoteKind(row.kind).label),
        happened_on=row.happened_on,
        text=row.text,
        category=str(Category(row.category).label),
        level=row.level,
        about="" if row.subject_id == case.subject_id else names.get(row.subject_id, _("a person of the family")),
        author=row.author.full_name,
        created_at=row.created_at,
        corrects=row.corrects_id is not None,
        corrected=bool(vars(row)["corrected_by"]),
        can_correct=bool(case.can_work) and (row.author_id == actor.user_id or bool(case.can_lead)),
    )


def _worker(row: Appointment) -> Worker:
    absent = row.instead_of
    return Worker(
        user_id=row.user_id,
        name=row.user.full_name,
        title=vars(row)["title"] or "",
        institution=row.institution.short_name,
        capacity=_("stands in for %(name)s") % {"name": absent.user} if absent else str(Capacity(row.capacity).label),
        is_key_worker=row.capacity == Capacity.KEY_WORKER and absent is None,
        since=row.valid_from,
    )


def _event(step: trail.Step) -> Event:
    words = EVENTS[step.action]
    text = str(words.text)
    if step.facts.get("code") in REASONS:
        text = f"{text}: {REASONS[step.facts['code']]}"
    if step.about_user:
        text = f"{text}: {step.about_user}"
    return Event(text, step.at, step.user_name, words.icon, words.tone)
