"""Who takes a referral up, what was done, and how it ends."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kooperacja.access import actions as facts
from kooperacja.access import door
from kooperacja.access.models import Anchor, AnchorKind, Capacity
from kooperacja.access.queries import appointed, key_worker_of
from kooperacja.access.unrestricted import on_behalf, unrestricted
from kooperacja.access.writing import writes
from kooperacja.audit import actions as audit
from kooperacja.cases import actions as cases
from kooperacja.cases.access import can_work
from kooperacja.cases.models import NO_DATE, Case
from kooperacja.directory.queries import workers
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import now, today
from kooperacja.foundation.errors import Conflict, RuleBroken
from kooperacja.notices import actions as notices
from kooperacja.referrals.access import WORKING
from kooperacja.referrals.actions.steps import JOINT_HELP, Words, tell, turn, written
from kooperacja.referrals.models import Answer, Letter, Party, Referral, Side
from kooperacja.referrals.workflow import ANSWERED, FLOW


@writes
def assign(*, actor: Actor, side: Side, worker_id: int) -> None:
    """Name who leads it: the letter leaves the inbox for a dossier of that worker. Who only opened
    the inbox sees it no longer.
    """
    _hand_to(actor, side, "assign", worker_id)


@writes
def reassign(*, actor: Actor, side: Side, worker_id: int) -> None:
    """Another worker leads it from now; the deadline stays."""
    _hand_to(actor, side, "reassign", worker_id)


def _hand_to(actor: Actor, side: Side, name: str, worker_id: int) -> None:
    if worker_id not in {row.user_id for row in workers(actor.institution_id) if row.role in WORKING}:
        raise RuleBroken("worker.unknown", _("Choose a worker of your institution."), field="worker")
    letter = turn(actor, side, name, assigned_to_id=worker_id, started_at=_started(side))
    _take_up(side, _dossier(side))
    _appoint(actor, side, worker_id)
    _works(actor, side, letter, worker_id)
    if worker_id != actor.user_id:
        about = side.referral_about()
        notices.send(to=[worker_id], institution_id=side.owner_id, code="referral.yours", about=about)


@writes
def open_case(
    *,
    actor: Actor,
    side: Side,
    family_name: str,
    place: str = "",
    learned_on: date,
    is_urgent: bool = False,
    key_worker_id: int,
    external_number: str = "",
    kinship: str,
    occupation_kind: str = "",
    first_name: str = "",
    last_name: str = "",
) -> Case:
    """A case of the addressee in the dossier of the letter, with the person of the letter in it. The name is
    asked only where the letter names nobody; a letter that does is not corrected here.
    """
    _without_case(side)
    letter = turn(actor, side, "open_case", assigned_to_id=key_worker_id, started_at=_started(side))
    dossier = _dossier(side)
    _take_up(side, dossier)
    case = cases.open_case(
        actor=actor,
        family_name=family_name,
        place=place,
        learned_on=learned_on,
        is_urgent=is_urgent,
        key_worker_id=key_worker_id,
        external_number=external_number,
        dossier=dossier,
    )
    _put_into(side, case)
    cases.add_member(
        actor=actor,
        case=case,
        first_name=letter.first_name or first_name,
        last_name=letter.last_name or last_name,
        born_on=letter.born_on,
        kinship=kinship,
        occupation=letter.occupation,
        occupation_kind=occupation_kind,
        anchor=side.subject,
    )
    return case


@writes
def link_case(*, actor: Actor, side: Side, case: Case) -> None:
    """Put the referral into a case that the institution has already; its key worker leads both."""
    _without_case(side)
    door.require(actor, door.WRITE, case, JOINT_HELP)
    can_work(actor, case).require()
    leads = key_worker_of(case.anchor_id)
    turn(actor, side, "link_case", assigned_to_id=leads or actor.user_id, started_at=_started(side))
    _take_up(side, case.anchor)
    _put_into(side, case)
    if leads and leads != actor.user_id:
        about = side.referral_about()
        notices.send(to=[leads], institution_id=side.owner_id, code="referral.yours", about=about)


@writes
def report_done(*, actor: Actor, side: Side, text: str) -> None:
    """The feedback that the sender waits for, limited to what the basis allows (domain.md E.1)."""
    words = Words(text=written(text, _("Write what was done.")))
    turn(actor, side, "report_done", words, answered_at=now())


@writes
def confirm(*, actor: Actor, side: Side) -> None:
    at = now()
    turn(actor, side, "confirm", confirmed_at=at, ended_at=at)


@writes
def not_done(*, actor: Actor, side: Side, text: str) -> None:
    """What was reported is not what was asked for: the sender says what is missing."""
    turn(actor, side, "not_done", Words(text=written(text, _("Write what is missing."))))


@writes
def withdraw(*, actor: Actor, side: Side, text: str) -> None:
    """The request ends. The addressee keeps the letter that it has got: a letter is never taken back."""
    words = Words(text=written(text, _("Write why you withdraw it.")))
    turn(actor, side, "withdraw", words, ended_at=now())


def close_unconfirmed(*, actor: Actor, limit: int = 500) -> int:
    """Close what was reported done and not confirmed until its deadline (domain.md E.1); returns how
    many. A sender who confirms at the same moment is quicker, and that is well.
    """
    with unrestricted(Referral, "referrals.deadlines") as referrals:
        overdue = list(referrals.filter(state=ANSWERED, due_on__lt=today()).order_by("due_on")[:limit])
    return sum(_close(actor, referral) for referral in overdue)


def _close(actor: Actor, referral: Referral) -> bool:
    with unrestricted(Side, "referrals.counterpart") as sides:
        both = list(sides.filter(referral_id=referral.pk))
    senders = next(side for side in both if side.party == Party.SENDER)
    ended: dict[str, Any] = {"since_at": now(), "ended_at": now(), "due_on": NO_DATE}
    try:
        with transaction.atomic(), on_behalf("referrals.deadlines"):
            audit.move(actor, referral, FLOW, "close_unconfirmed", about=senders.of_referral(), **ended)
            for side in both:
                tell(side, "close_unconfirmed")
    except Conflict:
        return False
    return True


def _started(side: Side) -> datetime:
    return side.referral.started_at or now()


def _dossier(side: Side) -> Anchor:
    """Where the referral is worked on: a dossier of its own as soon as it leaves the inbox."""
    if side.anchor.kind == AnchorKind.INBOX:
        return facts.new_anchor(AnchorKind.DOSSIER, side.owner_id)
    return side.anchor


def _take_up(side: Side, dossier: Anchor) -> None:
    """Everything that this party has of the referral moves to the dossier of those who work on it."""
    Side._base_manager.filter(pk=side.pk).update(anchor=dossier)
    for model in (Letter, Answer):
        model._base_manager.filter(side_id=side.pk).update(anchor=dossier)
    side.anchor = dossier


def _put_into(side: Side, case: Case) -> None:
    Side._base_manager.filter(pk=side.pk).update(case=case)
    side.case = case


def _without_case(side: Side) -> None:
    if side.case_id:
        raise RuleBroken("referral.has_case", _("This referral is in a case already."))


def _appoint(actor: Actor, side: Side, worker_id: int) -> None:
    """In a case the key worker is the case's matter; here somebody only joins its team."""
    keys: dict[str, Any] = {"user_id": worker_id, "institution_id": side.owner_id, "anchor": side.anchor}
    if side.case_id is None:
        facts.replace_key_worker(actor, **keys)
    elif worker_id not in {row.user_id for row in appointed([side.anchor_id])}:
        facts.appoint(actor, **keys, capacity=Capacity.TEAM)


def _works(actor: Actor, side: Side, letter: Letter, worker_id: int) -> None:
    """Nobody is named who would see nothing: not authorised, or bound by a conflict of interest."""
    for membership in workers(actor.institution_id).filter(user_id=worker_id):
        other = Actor(worker_id, membership.pk, actor.institution_id, membership.role, "")
        if all(door.decide(other, door.WRITE, row, JOINT_HELP) for row in (side, letter)):
            return
    sentence = _(
        "This person cannot work on this referral: without an authorisation or a statement of"
        " confidentiality, or in a conflict of interest."
    )
    raise RuleBroken("worker.cannot_see", sentence, field="worker")
