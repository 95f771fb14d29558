"""Writing notices, in the transaction of the act that they tell of."""

from collections.abc import Iterable

from kooperacja.audit.models import About
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import now
from kooperacja.notices.models import Notice


def send(*, to: Iterable[int], institution_id: int, code: str, about: About) -> None:
    """One notice for each of these workers of one institution."""
    Notice.objects.bulk_create(
        Notice(
            user_id=user_id,
            institution_id=institution_id,
            code=code,
            about_kind=about.kind,
            about_id=about.pk,
        )
        for user_id in sorted(set(to))
    )


def mark_seen(*, actor: Actor, about: About) -> int:
    """The actor opened the object: its notices are no longer new for him."""
    mine = Notice.objects.filter(
        user_id=actor.user_id,
        institution_id=actor.institution_id,
        about_kind=about.kind,
        about_id=about.pk,
        seen_at=None,
    )
    return mine.update(seen_at=now())


def mark_seen_by_number(*, actor: Actor, kind: str, pk: int) -> int:
    """The same for a program, which knows an object by the kind and number that the notice tells."""
    return mark_seen(actor=actor, about=About(kind, pk))
