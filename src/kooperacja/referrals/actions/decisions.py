"""What the addressee says to a letter. Every one of these reaches the sender."""

from contextlib import suppress

from kooperacja.access.writing import writes
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import now
from kooperacja.foundation.errors import Conflict, NotAllowed
from kooperacja.referrals.actions.steps import other_institution, said, turn
from kooperacja.referrals.models import Side


def receive(*, actor: Actor, side: Side) -> None:
    """Somebody who may act on it has opened the letter. When two open it at once, it is received all
    the same, and neither of them is refused. Who may not read the letter has not received it.
    """
    with suppress(Conflict, NotAllowed):
        _receive(actor=actor, side=side)


@writes
def _receive(*, actor: Actor, side: Side) -> None:
    turn(actor, side, "receive", received_at=now())


@writes
def accept(*, actor: Actor, side: Side) -> None:
    turn(actor, side, "accept", accepted_at=now())


@writes
def return_for_completion(*, actor: Actor, side: Side, reason_code: str, text: str) -> None:
    """The missing data are named; the sender completes the letter."""
    turn(actor, side, "return", said(actor, "return", reason_code, text))


@writes
def decline(*, actor: Actor, side: Side, reason_code: str, text: str, better_id: int | None = None) -> None:
    """With a reason, and if possible with an institution that can help instead."""
    words = said(actor, "decline", reason_code, text)
    better = other_institution(actor, better_id, "better") if better_id else None
    turn(actor, side, "decline", words, redirected_to=better, ended_at=now())


@writes
def redirect(*, actor: Actor, side: Side, better_id: int | None, reason_code: str, text: str) -> None:
    """Name another institution. The letter does not go there: see `workflow`."""
    words = said(actor, "redirect", reason_code, text)
    better = other_institution(actor, better_id, "better")
    turn(actor, side, "redirect", words, redirected_to=better, ended_at=now())
