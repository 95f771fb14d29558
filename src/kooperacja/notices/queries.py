"""A worker's own notices."""

from django.db.models import QuerySet

from kooperacja.foundation.actor import Actor
from kooperacja.notices.models import Notice


def unseen(actor: Actor, kind: str) -> QuerySet[Notice]:
    """New notices of the actor in the acting institution, newest first."""
    return Notice.objects.filter(
        user_id=actor.user_id,
        institution_id=actor.institution_id,
        about_kind=kind,
        seen_at=None,
    ).order_by("-created_at", "-pk")
