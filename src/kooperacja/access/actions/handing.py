"""Many appointments at once, in as many statements as for one: a substitution, the files of who leaves."""

from collections.abc import Collection, Iterable

from django.db import transaction
from django.db.models import F

from kooperacja.access.models import Appointment
from kooperacja.access.snapshot import forget
from kooperacja.audit.actions import record_each
from kooperacja.audit.models import About
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import now


@transaction.atomic
def appoint_each(actor: Actor, rows: Iterable[Appointment]) -> list[Appointment]:
    """Store these appointments. The caller has decided that the actor may, and that none of them holds already."""
    made = list(rows)
    for row in made:
        row.recorded_by = actor.user_id
    Appointment.objects.bulk_create(made)
    _told(actor, "access.appoint", made)
    return made


@transaction.atomic
def end_each(actor: Actor, rows: Collection[Appointment]) -> int:
    """End these appointments from now, and those that stand in for them; what has not begun never will.
    Returns how many of `rows` ended.
    """
    at, pks = now(), [row.pk for row in rows]
    standing_in = Appointment.objects.filter(instead_of__in=pks, valid_to__gt=at)
    mine = Appointment.objects.filter(pk__in=pks, valid_to__gt=at)
    for some in (standing_in, mine):
        some.filter(valid_from__gt=at).update(valid_to=F("valid_from"))
    standing_in.filter(valid_from__lte=at).update(valid_to=at)
    ended = mine.filter(valid_from__lte=at).update(valid_to=at)
    _told(actor, "access.recall", rows)
    return ended


def _told(actor: Actor, action: str, rows: Collection[Appointment]) -> None:
    record_each(
        actor,
        action,
        (
            (About("appointment", row.pk, row.anchor_id), {"user": row.user_id, "capacity": row.capacity})
            for row in rows
        ),
    )
    forget(0)
