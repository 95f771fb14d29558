"""What the fictional county shows to partners, locks, and opens in an emergency."""

from typing import Any

from kooperacja.access import actions as facts
from kooperacja.access.models import Capacity, Emergency
from kooperacja.access.queries import covering
from kooperacja.access.snapshot import snapshot
from kooperacja.agreements.labels import Category, Purpose
from kooperacja.cases.models import Case
from kooperacja.cases.queries import case_header, case_people
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import now

CONSENT = "zgoda przedstawicielki ustawowej z {day:%d.%m.%Y}"
PROVISION = "art. 100 ust. 2 ustawy o pomocy społecznej"
DANGER = "Dziecko spadło z drabiny i straciło przytomność, ratownik pyta o choroby i leki."


def child_of(actor: Actor, case: Case, first_name: str) -> int:
    with snapshot():
        header = case_header(actor, case.ref, Purpose.JOINT_HELP)
        found = next(one for one in case_people(actor, header, Purpose.JOINT_HELP) if one.first_name == first_name)
    return found.anchor_id


def show_to(actor: Actor, case: Case, reader: Actor, first_name: str) -> None:
    """Who works with the family, on a provision; who the child is and where it learns, on a consent."""
    child = child_of(actor, case, first_name)
    keys: dict[str, Any] = {"user_id": reader.user_id, "institution_id": reader.institution_id}
    facts.appoint(actor, **keys, anchor=case.anchor, capacity=Capacity.TEAM)
    window(actor, reader, case.anchor_id, case.subject_id, Category.COORDINATION)
    for category in (Category.IDENTITY, Category.EDUCATION):
        window(actor, reader, child, child, category)


def window(actor: Actor, reader: Actor, anchor_id: int, subject_id: int, category: Category) -> None:
    what: dict[str, Any] = {"category": category, "purpose": Purpose.JOINT_HELP, "recipient_id": reader.institution_id}
    is_consent = anchor_id == subject_id
    source = CONSENT.format(day=now()) if is_consent else PROVISION
    basis = facts.record_basis(actor, subject_id=subject_id, **what, is_consent=is_consent, source=source)
    agreement = covering(actor.institution_id, reader.institution_id, category, Purpose.JOINT_HELP)[0]
    row: dict[str, Any] = {"anchor_id": anchor_id, "subject_id": subject_id}
    facts.open_share(actor, **row, **what, agreement_id=agreement, basis_id=basis.pk)


def hide(actor: Actor, case: Case, worker: Actor) -> None:
    facts.hide_from(actor, anchor_id=case.subject_id, user_id=worker.user_id)


def open_in_danger(actor: Actor, leader: Actor, case: Case, first_name: str) -> Emergency:
    return facts.break_glass(actor, subject_id=child_of(leader, case, first_name), reason=DANGER)


def approve(actor: Actor, emergency: Emergency) -> None:
    facts.review_emergency(actor, emergency, outcome="justified")
