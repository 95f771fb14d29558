"""Leading a card on: each step with its day, and with the deadline of the one after it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from kooperacja.access import door
from kooperacja.access.unrestricted import on_behalf
from kooperacja.access.writing import writes
from kooperacja.audit import actions as audit
from kooperacja.blue_cards import law
from kooperacja.blue_cards.access import LABEL, can_name_group, can_tell_absent, can_write_entry
from kooperacja.blue_cards.actions.checks import fits, may_act, sit, tell, written
from kooperacja.blue_cards.models import BlueCard, Body, CardEntry, CardState
from kooperacja.blue_cards.queries.naming import chairs, live_seats
from kooperacja.blue_cards.workflow import CARD_FLOW
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import today
from kooperacja.foundation.errors import RuleBroken
from kooperacja.teams.models import Team


@writes
def hand_over(*, actor: Actor, card: BlueCard, team: Team, day: date) -> None:
    """To the interdisciplinary team: whoever leads it is let in."""
    door.require(actor, door.WRITE, card, "violence")
    may_act(actor, card)
    fits(day, card.filled_on)
    leading = chairs(team)
    if not leading:
        sentence = _("Nobody leads %(name)s now. Ask the institution that leads the team to fill the seat.")
        raise RuleBroken("blue_card.no_chair", sentence % {"name": team.name}, field="team")
    audit.move(actor, card, CARD_FLOW, "hand_over", team=team, handed_on=day, due_on=None)
    for seat in leading:
        sit(actor, card, seat, Body.TEAM, "team")
    tell(card, "hand_over", actor)


@writes
def receive(*, actor: Actor, card: BlueCard, day: date) -> None:
    due_on = law.deadline("name_group", fits(day, card.handed_on)).due_on
    _move(actor, card, "receive", received_on=day, due_on=due_on)


@writes
def name_group(*, actor: Actor, card: BlueCard, members: Sequence[int], day: date) -> None:
    """By the numbers of their seats in the team. Each needs the signed statement and the authorisation."""
    may_act(actor, card)
    can_name_group(actor, card).require()
    chosen = [seat for seat in live_seats(card) if seat.pk in set(members)]
    if not chosen or len(chosen) < len(set(members)):
        raise RuleBroken("blue_card.members", _("Choose the members of the group from the list."), field="members")
    kinds = {seat.institution.kind for seat in chosen}
    if not all(kinds & set(one) for one in law.core(today())):
        sentence = _("In the group sit at least a social worker and a police officer.")
        raise RuleBroken("blue_card.core", sentence, field="members")
    fits(day, card.received_on)
    _move(actor, card, "name_group", named_on=day, due_on=None, tells=False)
    with on_behalf("blue_cards.procedure"):
        for seat in chosen:
            sit(actor, card, seat, Body.GROUP, "members")
    tell(card, "name_group", actor)


@writes
def accept(*, actor: Actor, card: BlueCard, day: date) -> None:
    due_on = law.deadline("meet", fits(day, card.named_on)).due_on
    _move(actor, card, "accept", accepted_on=day, due_on=due_on)


@writes
def meet(*, actor: Actor, card: BlueCard, day: date, absence_on: date | None = None) -> None:
    """The first meeting. `absence_on` is when the absence of the suspect was stated; then the time runs in which
    this person is to be informed.
    """
    fits(day, card.accepted_on)
    facts: dict[str, Any] = {"met_on": day, "due_on": None}
    if absence_on is not None:
        fits(absence_on, card.accepted_on, "absence_on")
        facts |= {"absence_on": absence_on, "tell_due_on": law.deadline("tell_absent", absence_on).due_on}
    _move(actor, card, "meet", **facts)


@writes
def tell_absent(*, actor: Actor, card: BlueCard, day: date) -> None:
    may_act(actor, card)
    can_tell_absent(actor, card).require()
    fits(day, card.absence_on)
    with on_behalf("blue_cards.procedure"):
        audit.edit(actor, card, "bluecard.tell_absent", card.version, told_on=day, tell_due_on=None)


@writes
def write_entry(*, actor: Actor, card: BlueCard, seen_on: date, text: str) -> CardEntry:
    """What was seen or done. The first one begins the monitoring."""
    may_act(actor, card)
    can_write_entry(actor, card).require()
    fits(seen_on, card.accepted_on, "seen_on")
    row = CardEntry(
        owner_id=card.owner_id,
        anchor_id=card.anchor_id,
        subject_id=card.subject_id,
        card=card,
        seen_on=seen_on,
        text=written(text),
        author_id=actor.user_id,
        institution_id=actor.institution_id,
        **LABEL,
    )
    with on_behalf("blue_cards.procedure"):
        row.save(force_insert=True)
        if card.state == CardState.MET:
            audit.move(actor, card, CARD_FLOW, "monitor")
        else:
            audit.edit(actor, card, "bluecard.entry", card.version)
    return row


@writes
def end(*, actor: Actor, card: BlueCard, reason_code: str, day: date) -> None:
    fits(day, card.met_on)
    _move(actor, card, "end", code=reason_code, ended_on=day, end_reason=reason_code)


def _move(actor: Actor, card: BlueCard, name: str, *, code: str = "", tells: bool = True, **facts: Any) -> None:
    may_act(actor, card)
    with on_behalf("blue_cards.procedure"):
        audit.move(actor, card, CARD_FLOW, name, code=code, **facts)
    if tells:
        tell(card, name, actor)
