"""The way of a referral: the six steps on top of its page, and what happened, from the trail."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from django.utils.translation import pgettext_lazy

from kooperacja.audit import queries as trail
from kooperacja.foundation.errors import Text
from kooperacja.foundation.workflow import State
from kooperacja.referrals.models import Referral, ReferralState, Side
from kooperacja.referrals.workflow import ENDED, FLOW, UNCONFIRMED, shown

# An answer and the trail entry of its move are written in one transaction.
TOGETHER = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class AnswerText:
    """What one party told the other with a move."""

    move: str
    reason: str
    text: str
    author: str
    written_at: datetime


@dataclass(frozen=True, slots=True)
class Step:
    """One of the steps. `name` is its state; `at` when it was reached, `due_on` until when it should."""

    name: str
    label: Text
    state: Literal["done", "now", "todo"]
    at: datetime | None = None
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """One act: what the state became, who acted for whom, and what was said, as far as visible."""

    move: str
    label: Text
    icon: str
    tone: str
    at: datetime
    who: str
    institution: str
    answer: AnswerText | None


WAY = (
    (ReferralState.SENT, "sent_at", pgettext_lazy("referral", "Sent")),
    (ReferralState.RECEIVED, "received_at", pgettext_lazy("referral", "Received")),
    (ReferralState.ACCEPTED, "accepted_at", pgettext_lazy("referral", "Accepted")),
    (ReferralState.IN_PROGRESS, "started_at", pgettext_lazy("referral", "In progress")),
    (ReferralState.ANSWERED, "answered_at", pgettext_lazy("step of a referral", "Done")),
    (ReferralState.CLOSED, "confirmed_at", pgettext_lazy("referral", "Confirmed")),
)
# In which state the running deadline is that of which step. A letter that came back has none on the way.
DUE_STEP: dict[str, str] = {
    ReferralState.SENT: ReferralState.RECEIVED,
    ReferralState.RECEIVED: ReferralState.ACCEPTED,
    ReferralState.ACCEPTED: ReferralState.ANSWERED,
    ReferralState.IN_PROGRESS: ReferralState.ANSWERED,
    ReferralState.ANSWERED: ReferralState.CLOSED,
}
# Moves whose act reads otherwise than the state that they lead to.
ACTS = {
    "draft": State("draft", pgettext_lazy("referral", "Draft"), "calm", "draft"),
    "resend": State("sent", pgettext_lazy("act", "Sent again"), "calm", "send"),
    "reassign": State("in_progress", pgettext_lazy("act", "Another worker leads it"), "accent", "user"),
    "not_done": State("in_progress", pgettext_lazy("act", "Something is missing"), "warn", "back"),
    "close_unconfirmed": UNCONFIRMED,
}
CASE_ACTS = {
    "open_case": State("in_progress", pgettext_lazy("act", "Case opened"), "accent", "file"),
    "link_case": State("in_progress", pgettext_lazy("act", "Added to a case"), "accent", "link"),
}


def steps(referral: Referral) -> list[Step]:
    """Done, now, still to do. A referral that ended otherwise shows that end as its last step."""
    reached = [_step(referral, *place) for place in WAY]
    if referral.state in ENDED and not referral.confirmed_at:
        return [*_passed(reached), Step(referral.state, shown(referral).label, "now", at=referral.ended_at)]
    present = _present(referral)
    return [_placed(step, present, place, referral) for place, step in enumerate(reached)]


def _step(referral: Referral, state: ReferralState, column: str, label: Text) -> Step:
    at: datetime | None = getattr(referral, column)
    if state == ReferralState.SENT and not referral.was_sent:
        at = None
    return Step(state, label, "todo", at)


def _passed(reached: Sequence[Step]) -> list[Step]:
    return [Step(step.name, step.label, "done", step.at) for step in reached if step.at]


def _present(referral: Referral) -> int:
    """The place of the present state on the way; a returned letter waits where it was received."""
    if referral.state == ReferralState.CLOSED:
        return len(WAY)
    if referral.state == ReferralState.RETURNED:
        return 1
    order = [state for state, _column, _label in WAY]
    return order.index(ReferralState(referral.state)) if referral.state in order else 0


def _placed(step: Step, present: int, place: int, referral: Referral) -> Step:
    if place < present:
        return Step(step.name, step.label, "done", step.at)
    if place > present:
        due_on = referral.due_on if step.name == DUE_STEP.get(referral.state) else None
        return Step(step.name, step.label, "todo", due_on=due_on)
    label = shown(referral).label if referral.state == ReferralState.RETURNED else step.label
    return Step(step.name, label, "now", step.at)


def events(side: Side, answers: Sequence[AnswerText]) -> list[Event]:
    """What happened, newest first. What the sender did before sending is his own."""
    told = trail.timeline("referral", [side.referral_id])
    acts = ((step, _act(side, step)) for step in told)
    return [_event(side, step, act, answers) for step, act in acts if act is not None]


def _name(step: trail.Step) -> str:
    return step.action.partition(".")[2]


def _act(side: Side, step: trail.Step) -> State | None:
    """How an act reads on this side; None where it is none of the course, or none of this party's."""
    name, target = _name(step), step.facts.get("after", "")
    if name == "draft" and not side.is_sender:
        return None
    # Whether the addressee has a case is not for the sender: he reads the state only.
    if name in CASE_ACTS and not side.is_sender:
        return CASE_ACTS[name]
    return ACTS.get(name) or (FLOW.state(target) if target else None)


def _event(side: Side, step: trail.Step, act: State, answers: Sequence[AnswerText]) -> Event:
    names = _parties(side.referral)
    said = (one for one in answers if one.move == _name(step) and abs(one.written_at - step.at) < TOGETHER)
    return Event(
        move=_name(step),
        label=act.label,
        icon=act.icon,
        tone=act.tone,
        at=step.at,
        who=step.user_name if step.institution_id in names else "",
        institution=names.get(step.institution_id, ""),
        answer=next(said, None),
    )


def _parties(referral: Referral) -> dict[int, str]:
    both = filter(None, (referral.sender, referral.addressee))
    return {institution.pk: institution.short_name for institution in both}
