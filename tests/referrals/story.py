"""The school's request about Ola, told as far as a test needs it; every step by the real actions."""

from dataclasses import replace
from typing import Any

from kooperacja.agreements.labels import Purpose
from kooperacja.config.demo.people import signal_about_ola
from kooperacja.referrals import actions
from kooperacja.referrals.models import Side
from kooperacja.referrals.queries import get_side
from tests.cast import Town, Worker
from tests.replay import retold

JOINT_HELP = Purpose.JOINT_HELP

OLA = signal_about_ola()


def side_of(worker: Worker, side: Side) -> Side:
    """The worker's own side of the same referral, as it is now."""
    return get_side(worker.actor, side.referral.ref, JOINT_HELP)


@retold
def drafted(cast: Town, to: str = "gops", *, by: str = "piotr", urgency: str = "normal", **changed: Any) -> Side:
    worker = cast.workers[by]
    return actions.draft_referral(
        actor=worker.actor,
        content=replace(OLA, **changed),
        addressee_id=cast.at(to).pk if to else None,
        urgency=urgency,
    )


@retold
def sent(cast: Town, to: str = "gops", *, by: str = "piotr", urgency: str = "normal", **changed: Any) -> Side:
    side = drafted(cast, to, by=by, urgency=urgency, **changed)
    actions.send_referral(actor=cast.workers[by].actor, side=side_of(cast.workers[by], side))
    return side_of(cast.workers[by], side)


@retold
def received(cast: Town, **options: Any) -> Side:
    """Anna's side, opened by her."""
    side = side_of(cast.anna, sent(cast, **options))
    actions.receive(actor=cast.anna.actor, side=side)
    return side_of(cast.anna, side)


@retold
def accepted(cast: Town, **options: Any) -> Side:
    side = received(cast, **options)
    actions.accept(actor=cast.anna.actor, side=side)
    return side_of(cast.anna, side)


@retold
def assigned(cast: Town, **options: Any) -> Side:
    """Anna leads it herself."""
    side = accepted(cast, **options)
    actions.assign(actor=cast.anna.actor, side=side, worker_id=cast.anna.user.pk)
    return side_of(cast.anna, side)


@retold
def answered(cast: Town, **options: Any) -> Side:
    side = assigned(cast, **options)
    actions.report_done(actor=cast.anna.actor, side=side, text="Rodzina dostała pomoc asystenta.")
    return side_of(cast.anna, side)


@retold
def returned(cast: Town, **options: Any) -> Side:
    """Piotr's side of a referral that Anna returned."""
    side = received(cast, **options)
    actions.return_for_completion(
        actor=cast.anna.actor, side=side, reason_code="missing_facts", text="Od kiedy trwają nieobecności?"
    )
    return side_of(cast.piotr, side)
