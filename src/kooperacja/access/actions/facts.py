"""The writers of the facts that grounds are made of. Nothing is deleted; facts end."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from kooperacja.access.actions.handing import end_each
from kooperacja.access.models import (
    Anchor,
    AnchorKind,
    Appointment,
    Authorisation,
    Capacity,
    Declaration,
    Part,
    PartKind,
)
from kooperacja.access.snapshot import forget
from kooperacja.audit.actions import record
from kooperacja.audit.models import About
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import OPEN_END, now
from kooperacja.foundation.intervals import valid_at


def written(actor: Actor, action: str, about: About | None = None, **facts: Any) -> None:
    """A fact was written: the trail tells of it, and an open snapshot asks for the facts anew."""
    record(actor, action, about, **facts)
    forget(facts.get("user", 0))


def end_now(rows: QuerySet[Any]) -> int:
    """End those of these facts that hold, from now (never from the past); returns how many there were."""
    at = now()
    return rows.filter(valid_at(at)).update(valid_to=at)


def new_anchor(kind: str, owner_id: int) -> Anchor:
    """A new dossier, person or household of this institution; opens to nobody yet."""
    return Anchor.objects.create(kind=kind, owner_id=owner_id)


def inbox_of(institution_id: int) -> Anchor:
    """The institution's inbox, made when the first letter or the first intake worker comes."""
    return Anchor.objects.get_or_create(kind=AnchorKind.INBOX, owner_id=institution_id)[0]


@transaction.atomic
def appoint(actor: Actor, *, user_id: int, institution_id: int, anchor: Anchor, capacity: str) -> Appointment:
    """Appoint a worker to a file. The caller has decided that the actor may; an appointment that
    already holds in this capacity is returned as it is. Who only stands in there is appointed anew.
    """
    keys = {
        "user_id": user_id,
        "institution_id": institution_id,
        "anchor": anchor,
        "capacity": capacity,
    }
    live = Appointment.objects.filter(valid_at(now()), instead_of=None, **keys).first()
    if live is not None:
        return live
    row = Appointment.objects.create(recorded_by=actor.user_id, **keys)
    about = About("appointment", row.pk, anchor.pk)
    written(actor, "access.appoint", about, user=user_id, capacity=capacity)
    return row


@transaction.atomic
def recall(
    actor: Actor,
    *,
    user_id: int,
    anchor_id: int,
    capacities: Iterable[str] = Capacity.values,
    institution_id: int = 0,
) -> int:
    """End a worker's appointments to a file, from now, of one institution if it is named; returns how many ended.
    Whoever stands in for him there does so no longer.
    """
    keys: dict[str, Any] = {"user_id": user_id, "anchor_id": anchor_id, "capacity__in": list(capacities)}
    keys |= {"institution_id": institution_id} if institution_id else {}
    live = Appointment.objects.filter(valid_at(now()), **keys)
    substitutes = list(Appointment.objects.filter(instead_of__in=live, valid_to__gt=now()))
    ended = end_now(Appointment.objects.filter(**keys))
    if substitutes:
        end_each(actor, substitutes)
    if ended:
        written(actor, "access.recall", About("anchor", anchor_id, anchor_id), user=user_id)
    return ended


def replace_key_worker(actor: Actor, *, user_id: int, institution_id: int, anchor: Anchor) -> None:
    """One key worker at a time: the earlier one stays in the team, the new one takes over. Who stands in for
    the earlier one ends with him.
    """
    at = now()
    leading = Appointment.objects.filter(valid_at(at), anchor=anchor, capacity=Capacity.KEY_WORKER, instead_of=None)
    earlier = leading.exclude(user_id=user_id)
    for row in list(earlier):
        recall(actor, user_id=row.user_id, anchor_id=anchor.pk, capacities=[Capacity.KEY_WORKER])
        appoint(
            actor,
            user_id=row.user_id,
            institution_id=row.institution_id,
            anchor=anchor,
            capacity=Capacity.TEAM,
        )
    appoint(
        actor,
        user_id=user_id,
        institution_id=institution_id,
        anchor=anchor,
        capacity=Capacity.KEY_WORKER,
    )


def add_part(actor: Actor, *, dossier_id: int, subject_id: int, part: str = PartKind.MEMBER) -> Part:
    """A person or household belongs to a dossier: its team reaches the register rows."""
    row = Part.objects.create(dossier_id=dossier_id, subject_id=subject_id, part=part, recorded_by=actor.user_id)
    written(actor, "access.part", About("part", row.pk, dossier_id, (subject_id,)))
    return row


@transaction.atomic
def end_part(actor: Actor, part: Part) -> None:
    """A person or household no longer belongs to a dossier, from now."""
    if end_now(Part.objects.filter(pk=part.pk)):
        written(actor, "access.end_part", About("part", part.pk, part.dossier_id, (part.subject_id,)))


@transaction.atomic
def authorise(
    actor: Actor,
    *,
    user_id: int,
    institution_id: int,
    categories: Iterable[str],
    number: str = "",
    signed_on: date | None = None,
    valid_to: datetime = OPEN_END,
) -> list[Authorisation]:
    """A named permission (art. 29 RODO) for these categories, from now."""
    rows = Authorisation.objects.bulk_create(
        Authorisation(
            user_id=user_id,
            institution_id=institution_id,
            category=category,
            number=number,
            signed_on=signed_on,
            valid_to=valid_to,
            recorded_by=actor.user_id,
        )
        for category in sorted(set(categories))
    )
    written(actor, "access.authorise", user=user_id, categories=sorted(set(categories)))
    return rows


@transaction.atomic
def end_authorisations(actor: Actor, *, user_id: int, institution_id: int) -> int:
    """End a worker's authorisations in one institution, from now."""
    ended = end_now(Authorisation.objects.filter(user_id=user_id, institution_id=institution_id))
    if ended:
        written(actor, "access.end_authorisations", user=user_id)
    return ended


@transaction.atomic
def declare_confidentiality(
    actor: Actor, *, user_id: int, institution_id: int, signed_on: date | None = None
) -> Declaration:
    """Record that a worker signed the statement of confidentiality."""
    row = Declaration.objects.create(
        user_id=user_id,
        institution_id=institution_id,
        signed_on=signed_on,
        recorded_by=actor.user_id,
    )
    written(actor, "access.declare_confidentiality", user=user_id)
    return row
