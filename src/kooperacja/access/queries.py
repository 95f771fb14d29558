"""Reads of the facts: who is appointed, authorised, who opens the inbox."""

from collections.abc import Iterable

from django.db.models import QuerySet

from kooperacja.access.models import (
    AnchorKind,
    Appointment,
    Authorisation,
    Capacity,
    Declaration,
    Veto,
)
from kooperacja.agreements.models import Pact
from kooperacja.foundation.clock import now
from kooperacja.foundation.intervals import valid_at


def appointed(anchor_ids: Iterable[int]) -> QuerySet[Appointment]:
    """Live appointments to these files, key workers first."""
    return (
        Appointment.objects.filter(valid_at(now()), anchor_id__in=list(anchor_ids))
        .select_related("user", "institution", "instead_of__user")
        .order_by("capacity", "user__full_name", "pk")
    )


def key_workers(anchor_ids: Iterable[int]) -> dict[int, str]:
    """Names of the key workers by anchor, in one statement."""
    rows = appointed(anchor_ids).filter(capacity=Capacity.KEY_WORKER, instead_of=None)
    return {row.anchor_id: row.user.full_name for row in rows}


def key_worker_of(anchor_id: int) -> int | None:
    """The account of who leads a file; who only stands in for him does not."""
    rows = appointed([anchor_id]).filter(capacity=Capacity.KEY_WORKER, instead_of=None)
    return rows.values_list("user_id", flat=True).first()


def intake_workers(institution_id: int) -> list[int]:
    """Accounts of those who open an institution's inbox."""
    rows = Appointment.objects.filter(
        valid_at(now()),
        institution_id=institution_id,
        anchor__kind=AnchorKind.INBOX,
        anchor__owner_id=institution_id,
        capacity=Capacity.INTAKE,
    )
    return sorted(set(rows.values_list("user_id", flat=True)))


def authorisations(institution_id: int) -> QuerySet[Authorisation]:
    """Live authorisations of an institution's workers."""
    return Authorisation.objects.filter(valid_at(now()), institution_id=institution_id).order_by("user_id", "category")


def declarations(institution_id: int) -> QuerySet[Declaration]:
    """Live statements of confidentiality of an institution's workers."""
    return Declaration.objects.filter(valid_at(now()), institution_id=institution_id)


def covering(owner_id: int, recipient_id: int, category: str, purpose: str) -> list[int]:
    """Agreements in force by which the owner may show this to the recipient, the oldest first."""
    keys = {"owner": owner_id, "recipient": recipient_id, "category": category, "purpose": purpose}
    rows = Pact.objects.filter(valid_at(now()), **keys).order_by("agreement").values_list("agreement", flat=True)
    return list(dict.fromkeys(rows))


def vetoes(anchor_ids: Iterable[int]) -> QuerySet[Veto]:
    """Live vetoes on these dossiers, people and households."""
    return Veto.objects.filter(valid_at(now()), anchor_id__in=list(anchor_ids)).order_by("pk")
