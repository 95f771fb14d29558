"""A case: opening, its people, the interview."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from kooperacja.access import actions as facts
from kooperacja.access import door
from kooperacja.access.models import Anchor, AnchorKind, Capacity
from kooperacja.access.snapshot import snapshot
from kooperacja.access.unrestricted import unrestricted
from kooperacja.access.visible import missing
from kooperacja.access.writing import writes
from kooperacja.agreements.labels import LEVEL_OF, Category
from kooperacja.audit.actions import edit, record
from kooperacja.cases import law
from kooperacja.cases.access import can_open
from kooperacja.cases.actions.checks import JOINT_HELP, belongs, changed, may_work, not_future
from kooperacja.cases.actions.team import is_worker, sees, supervises, tell
from kooperacja.cases.models import NO_DATE, Case
from kooperacja.directory.actions import next_number
from kooperacja.directory.models import Institution
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import today
from kooperacja.foundation.errors import RuleBroken
from kooperacja.foundation.replacing import Change
from kooperacja.people.actions import edit_household, register_household, register_person, relate
from kooperacja.people.models import Household, Person, Relation


@writes
def open_case(
    *,
    actor: Actor,
    family_name: str,
    place: str = "",
    learned_on: date,
    is_urgent: bool = False,
    key_worker_id: int,
    external_number: str = "",
    dossier: Anchor | None = None,
) -> Case:
    """A case of the actor's institution, with its household, key worker and the deadline of the
    family interview. `dossier` is given when the institution already has one (a letter came first).
    Who opens a case for somebody else stays in its team, until recalled.
    """
    can_open(actor).require()
    not_future(learned_on, "learned_on")
    dossier = _dossier(actor, dossier)
    household = register_household(actor=actor, name=family_name, place=place)
    case = _new_case(actor, dossier, household, learned_on, is_urgent=is_urgent, external_number=external_number)
    record(actor, "case.open", case.about(), urgent=is_urgent, learned_on=learned_on)
    facts.add_part(actor, dossier_id=dossier.pk, subject_id=household.anchor_id, part="household")
    _appoint_first(actor, case, key_worker_id)
    door.require(actor, door.WRITE, case, JOINT_HELP)
    return case


@writes
def add_member(
    *,
    actor: Actor,
    case: Case,
    first_name: str,
    last_name: str = "",
    born_on: date | None = None,
    kinship: str,
    occupation: str = "",
    occupation_kind: str = "",
    pesel: str = "",
    anchor: Anchor | None = None,
) -> Person:
    """A person of the family, registered and placed in the household of the case."""
    may_work(actor, case)
    person = register_person(
        actor=actor,
        first_name=first_name,
        last_name=last_name,
        born_on=born_on,
        occupation=occupation,
        occupation_kind=occupation_kind,
        pesel=pesel,
        anchor=anchor,
    )
    _place(actor, case, person, kinship)
    return person


@writes
def join_member(*, actor: Actor, case: Case, person: Person, kinship: str) -> None:
    """A person who is written down already lives in this family too: a child of two homes stays one person,
    whom the teams of both cases see.
    """
    may_work(actor, case)
    with snapshot():
        living = door.visible(Relation, actor, JOINT_HELP).filter(person=person, ended_on=None)
        if living.filter(anchor_id=case.subject_id).exists():
            raise RuleBroken("case.lives_here", _("This person is in this family already."), field="same")
    _place(actor, case, person, kinship)


def _place(actor: Actor, case: Case, person: Person, kinship: str) -> None:
    if not belongs(case, person.anchor_id):
        facts.add_part(actor, dossier_id=case.anchor_id, subject_id=person.anchor_id)
    relate(actor=actor, household=_household(actor, case), person=person, kinship=kinship)
    changed(actor, case, "case.member")


@writes
def correct_family(
    *,
    actor: Actor,
    case: Case,
    household_version: int,
    family_name: str,
    place: str = "",
    change: str = Change.ERROR,
) -> None:
    """Correct the surname or the place of the family; `change` says whether what is replaced was a mistake."""
    may_work(actor, case)
    typed: dict[str, Any] = {"version": household_version, "name": family_name, "place": place, "change": change}
    edit_household(actor=actor, household=_household(actor, case), **typed)
    changed(actor, case, "case.family")


@writes
def record_interview(*, actor: Actor, case: Case, version: int, done_on: date) -> None:
    """The family interview was made on this day (art. 107 of the act on social assistance)."""
    may_work(actor, case)
    not_future(done_on, "done_on")
    if done_on < case.learned_on:
        sentence = _("The interview cannot be earlier than the day on which you learned of the need.")
        raise RuleBroken("case.interview_too_early", sentence, field="done_on")
    edit(actor, case, "case.interview", version, interview_done_on=done_on)


def _dossier(actor: Actor, given: Anchor | None) -> Anchor:
    if given is None:
        return facts.new_anchor(AnchorKind.DOSSIER, actor.institution_id)
    if given.owner_id != actor.institution_id or given.kind != AnchorKind.DOSSIER:
        raise missing()
    return given


def _new_case(
    actor: Actor, dossier: Anchor, household: Household, learned_on: date, *, is_urgent: bool, external_number: str
) -> Case:
    kind = Institution.objects.get(pk=actor.institution_id).kind
    deadline = law.interview_deadline(kind, learned_on, urgent=is_urgent)
    case = Case(
        owner_id=actor.institution_id,
        anchor=dossier,
        subject=household.anchor,
        category=Category.COORDINATION,
        level=LEVEL_OF[Category.COORDINATION],
        number=_free_number(actor.institution_id),
        external_number=external_number.strip(),
        opened_on=today(),
        learned_on=learned_on,
        is_urgent=is_urgent,
        interview_due_on=deadline.due_on if deadline else NO_DATE,
    )
    case.save(force_insert=True)
    return case


def _free_number(institution_id: int) -> str:
    """The next number of the institution; those that an import brought are passed over."""
    while True:
        number = next_number(institution_id, "case", today().year)
        with unrestricted(Case, "cases.numbers") as cases:
            if not cases.filter(owner_id=institution_id, number=number).exists():
                return number


def _appoint_first(actor: Actor, case: Case, key_worker_id: int) -> None:
    is_worker(actor, key_worker_id, field="key_worker")
    facts.recall(actor, user_id=key_worker_id, anchor_id=case.anchor_id, capacities=[Capacity.TEAM])
    facts.replace_key_worker(actor, user_id=key_worker_id, institution_id=actor.institution_id, anchor=case.anchor)
    if key_worker_id == actor.user_id:
        return
    sees(actor, case, key_worker_id, field="key_worker")
    if not supervises(actor):
        facts.appoint(
            actor,
            user_id=actor.user_id,
            institution_id=actor.institution_id,
            anchor=case.anchor,
            capacity=Capacity.TEAM,
        )
    tell(actor, case, key_worker_id, "case.key_worker")


def _household(actor: Actor, case: Case) -> Household:
    with snapshot():
        return door.visible(Household, actor, JOINT_HELP, door.WRITE).get(anchor_id=case.subject_id)
