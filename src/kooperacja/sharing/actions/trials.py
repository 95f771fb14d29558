"""An act on an agreement, tried and taken back."""

from collections.abc import Callable

from django.db.models import Q

from kooperacja.access.models import Share
from kooperacja.access.what_if import what_if
from kooperacja.agreements import actions
from kooperacja.agreements.models import Agreement
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import now
from kooperacja.foundation.errors import KooperacjaError
from kooperacja.sharing.queries.trials import END, RESUME, SUSPEND, WITHDRAW, Trial

TRIED: dict[str, Callable[[Actor, Agreement], object]] = {
    SUSPEND: lambda actor, row: actions.suspend(actor=actor, agreement=row, code="law"),
    RESUME: lambda actor, row: actions.resume(actor=actor, agreement=row),
    END: lambda actor, row: actions.end(actor=actor, agreement=row, reason="what if"),
    WITHDRAW: lambda actor, row: actions.withdraw_party(actor=actor, agreement=row),
}


def try_act(*, actor: Actor, agreement: Agreement, act: str) -> Trial:
    """For the windows of this agreement which the actor's institution gives or reads through."""
    mine = actor.institution_id
    shares = Share.objects.filter(Q(owner=mine) | Q(recipient=mine), agreement=agreement, valid_to__gt=now())
    try:
        changes = what_if(lambda: TRIED[act](actor, agreement), shares)
    except KooperacjaError as refusal:
        return Trial((), 0, str(refusal))
    return Trial(tuple(changes), shares.count())
