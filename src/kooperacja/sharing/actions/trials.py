"""An act on an agreement or on a basis, tried and taken back."""

from collections.abc import Callable

from django.db.models import Q

from kooperacja.access.models import Basis, Share
from kooperacja.access.what_if import what_if
from kooperacja.agreements import actions
from kooperacja.agreements.models import Agreement, WithdrawReason
from kooperacja.cases.models import Case
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import day_start, now
from kooperacja.foundation.errors import KooperacjaError
from kooperacja.foundation.intervals import valid_at
from kooperacja.sharing.actions.windows import end_basis
from kooperacja.sharing.queries.trials import END, ENFORCE, RESUME, SUSPEND, WITHDRAW, Trial

TRIED: dict[str, Callable[[Actor, Agreement], object]] = {
    SUSPEND: lambda actor, row: actions.suspend(actor=actor, agreement=row, code="law"),
    RESUME: lambda actor, row: actions.resume(actor=actor, agreement=row),
    END: lambda actor, row: actions.end(actor=actor, agreement=row, reason="what if"),
    ENFORCE: lambda actor, row: actions.enforce(actor=actor, agreement=row),
    WITHDRAW: lambda actor, row: actions.withdraw_party(actor=actor, agreement=row, code=WithdrawReason.TASKS),
}


def try_act(*, actor: Actor, agreement: Agreement, act: str) -> Trial:
    """For the windows of this agreement, or of the one that this annex amends, which the actor's
    institution gives or reads through.
    """
    mine, rests_on = actor.institution_id, agreement.amends_id or agreement.pk
    shares = Share.objects.filter(Q(owner=mine) | Q(recipient=mine), agreement=rests_on, valid_to__gt=now())
    begins = day_start(agreement.valid_on) if act == ENFORCE and agreement.valid_on else None
    try:
        changes = what_if(lambda: TRIED[act](actor, agreement), shares, begins)
    except KooperacjaError as refusal:
        return Trial((), 0, str(refusal))
    return Trial(tuple(changes), shares.count())


def try_withdrawal(*, actor: Actor, case: Case, basis: Basis) -> Trial:
    """What partners lose when this consent is withdrawn or this provision stops."""
    shares = Share.objects.filter(valid_at(now()), basis=basis)
    changes = what_if(lambda: end_basis(actor=actor, case=case, basis=basis), shares)
    return Trial(tuple(changes), shares.count())
