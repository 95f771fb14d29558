"""Reads of the directory; all of it is level 0, the list of workers is for the institution."""

from collections.abc import Iterable

from django.db.models import QuerySet

from kooperacja.directory.models import Area, Institution, Membership
from kooperacja.foundation.clock import now
from kooperacja.foundation.intervals import valid_at


def memberships_of(user_id: int) -> QuerySet[Membership]:
    """The live memberships of a person, in the order in which they began."""
    return (
        Membership.objects.filter(valid_at(now()), user_id=user_id)
        .select_related("institution")
        .order_by("valid_from", "pk")
    )


def acting_membership(user_id: int, chosen: int | None) -> Membership | None:
    """The chosen membership if it is live; the only one when there is just one; else None."""
    live = list(memberships_of(user_id))
    if chosen is not None:
        return next((row for row in live if row.pk == chosen), None)
    return live[0] if len(live) == 1 else None


def workers(institution_id: int) -> QuerySet[Membership]:
    """Live memberships of an institution with their people, by displayed name."""
    rows = Membership.objects.filter(valid_at(now()), institution_id=institution_id)
    return rows.select_related("user", "unit").order_by("user__full_name", "pk")


def institution_names(pks: Iterable[int]) -> dict[int, str]:
    """Short names by id, in one query."""
    return dict(Institution.objects.filter(pk__in=set(pks)).values_list("pk", "short_name"))


def unknown_area(terc: str) -> str:
    """The voivodeship or county of this code that no area has; empty when all is well. Communes
    are known only where the register was loaded, so a commune is judged by its county.
    """
    parts = [terc[:digits] for digits in (2, 4) if len(terc) >= digits]
    known = set(Area.objects.filter(pk__in=parts).values_list("pk", flat=True)) if parts else set()
    return next((part for part in parts if part not in known), "")
