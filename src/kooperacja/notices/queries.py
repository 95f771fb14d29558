"""A worker's own notices."""

from datetime import datetime

from django.db.models import QuerySet

from kooperacja.foundation.actor import Actor
from kooperacja.notices import hooks
from kooperacja.notices.models import Notice

PORTION = 64


def unseen(actor: Actor, kind: str) -> QuerySet[Notice]:
    """New notices of the actor in the acting institution, newest first."""
    return unseen_of(actor.user_id, actor.institution_id, kind)


def unseen_of(user_id: int, institution_id: int, kind: str) -> QuerySet[Notice]:
    """New notices of a worker of an institution, newest first."""
    mine = Notice.objects.filter(user_id=user_id, institution_id=institution_id, seen_at=None)
    return mine.filter(about_kind=kind).order_by("-created_at", "-pk")


def all_unseen(actor: Actor, limit: int) -> list[Notice]:
    """New notices of every kind, newest first, without those of what is closed to the actor by now."""
    mine = Notice.objects.filter(user_id=actor.user_id, institution_id=actor.institution_id, seen_at=None)
    rows, found, start = mine.order_by("-created_at", "-pk"), list[Notice](), 0
    while len(found) < limit and (portion := list(rows[start : start + PORTION])):
        found += _still_open(actor, portion)
        start += PORTION
    return found[:limit]


def _still_open(actor: Actor, notices: list[Notice]) -> list[Notice]:
    objects = {(notice.about_kind, notice.about_id) for notice in notices}
    closed = set[hooks.Object]().union(*(judge(actor, objects) for judge in hooks.CLOSED))
    return [notice for notice in notices if (notice.about_kind, notice.about_id) not in closed]


def unseen_before(instant: datetime) -> list[Notice]:
    """Everybody's notices that nobody has opened, written before an instant, oldest first."""
    return list(Notice.objects.filter(seen_at=None, created_at__lt=instant).order_by("created_at", "pk"))
