"""Signatures under an approved plan: of somebody of the family, and of the key worker; on paper or on the screen."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kooperacja.access import door
from kooperacja.access.snapshot import snapshot
from kooperacja.access.writing import writes
from kooperacja.agreements.labels import LEVEL_OF, Category
from kooperacja.audit import actions as audit
from kooperacja.audit.actions import record
from kooperacja.cases.actions.checks import belongs, not_future
from kooperacja.documents.actions import store_file
from kooperacja.documents.models import StoredFile
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.errors import RuleBroken
from kooperacja.people.models import Person
from kooperacja.plans.access import can_attach, can_sign, leads
from kooperacja.plans.actions.writing import JOINT_HELP
from kooperacja.plans.models import Plan, PlanSignature, PlanState, SignedBy
from kooperacja.plans.workflow import FLOW


@writes
def sign_plan(*, actor: Actor, plan: Plan, medium: str, signed_on: date, person: Person | None = None) -> PlanSignature:
    """Of this person of the family, or without one of the key worker, who signs for himself alone. When both
    are there, the plan is signed.
    """
    door.require(actor, door.WRITE, plan, JOINT_HELP)
    can_sign(actor, plan).require()
    if plan.state != PlanState.APPROVED:
        sentence = _(
            "A plan is signed after the team has approved it, and once. This one is not waiting for signatures."
        )
        raise RuleBroken("plan.not_to_sign", sentence)
    if medium not in SignedBy.values:
        raise RuleBroken("plan.medium", _("Choose how it was signed."), field="medium")
    not_future(signed_on, "signed_on")
    if plan.approved_on and signed_on < plan.approved_on:
        sentence = _("Nobody could sign before the team approved the plan. Check the day.")
        raise RuleBroken("plan.signed_before", sentence, field="signed_on")
    if person is not None and not belongs(plan.case, person.anchor_id):
        raise RuleBroken("plan.signer", _("Choose a person of this case."), field="person")
    if person is None and not leads(actor, plan):
        sentence = _("For the institution the key worker signs, and nobody for him. Ask the key worker of this case.")
        raise RuleBroken("plan.key_worker_signs", sentence, field="person")
    already = _signatures(actor, plan)
    if any(
        (row.person_id, row.worker_id) == (person.pk if person else None, None if person else actor.user_id)
        for row in already
    ):
        raise RuleBroken("plan.signed_already", _("This person has signed already."), field="person")
    row = PlanSignature(
        owner_id=plan.owner_id,
        anchor_id=plan.anchor_id,
        subject_id=person.anchor_id if person else plan.subject_id,
        category=Category.FAMILY,
        level=LEVEL_OF[Category.FAMILY],
        plan=plan,
        person=person,
        worker_id=None if person else actor.user_id,
        medium=medium,
        signed_on=signed_on,
    )
    row.save(force_insert=True)
    record(actor, "plan.signature", plan.about(), by="family" if person else "worker")
    sides = {row.person_id is None for row in [*already, row]}
    if sides == {True, False}:
        audit.move(actor, plan, FLOW, "sign")
    return row


@transaction.atomic
def attach_scan(*, actor: Actor, plan: Plan, name: str, content: bytes) -> StoredFile:
    """The signed paper: a file of the case, which the signatures on paper name."""
    door.require(actor, door.WRITE, plan, JOINT_HELP)
    can_attach(actor, plan).require()
    signed = [row for row in _signatures(actor, plan) if row.medium == SignedBy.PAPER]
    if not signed:
        sentence = _("Nobody has signed this plan on paper. Write the signature down first.")
        raise RuleBroken("plan.no_paper", sentence, field="file")
    file = store_file(
        actor=actor,
        anchor_id=plan.anchor_id,
        subject_id=plan.subject_id,
        category=Category.FAMILY,
        name=name,
        content=content,
        purpose=JOINT_HELP,
    )
    _bind(actor=actor, plan=plan, signed=signed, file=file)
    return file


@writes
def _bind(*, actor: Actor, plan: Plan, signed: list[PlanSignature], file: StoredFile) -> None:
    PlanSignature._base_manager.filter(pk__in=[row.pk for row in signed]).update(scan=file)
    record(actor, "plan.scan", plan.about(), file=file.pk)


def _signatures(actor: Actor, plan: Plan) -> list[PlanSignature]:
    with snapshot():
        return door.visible(PlanSignature, actor, JOINT_HELP).filter(plan_id=plan.pk).all("pk")
