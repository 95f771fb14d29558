"""The way of a referral: the six steps on top of its page, and what happened, from the trail."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

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
    """One of the steps: `at` when it was reached, `due_on` until when it should be, and a remark."""

    label: Text
    state: Literal["done", "now", "todo"]
    at: datetime | None = None
    due_on: date | None = None
    remark: Text = ""


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


@dataclass(frozen=True, slots=True)
class _Part:
    """One part of the way: its state, its words, and when it was reached."""

    state: ReferralState
    label: Text
    at: datetime | None


def steps(referral: Referral) -> list[Step]:
    """Done, now, still to do. A referral that ended otherwise shows that end as its last step."""
    way = _way(referral)
    if referral.state in ENDED and not referral.confirmed_at:
        passed = [_done(referral, part) for part in way if part.at]
        return [*passed, Step(shown(referral).label, "now", referral.ended_at)]
    present = _present(referral)
    return [
        *(_done(referral, part) for part in way[:present]),
        *(_now(referral, part) for part in way[present : present + 1]),
        *(_to_do(referral, part) for part in way[present + 1 :]),
    ]


def _way(referral: Referral) -> list[_Part]:
    reached = {column: getattr(referral, column) for _state, column, _label in WAY}
    if not referral.was_sent:
        reached["sent_at"] = None
    return [_Part(state, label, reached[column]) for state, column, label in WAY]


def _present(referral: Referral) -> int:
    """The place of the present state on the way; a returned letter waits where it was received."""
    if referral.state == ReferralState.CLOSED:
        return len(WAY)
    if referral.state == ReferralState.RETURNED:
        return 1
    order = [state for state, _column, _label in WAY]
    return order.index(ReferralState(referral.state)) if referral.state in order else 0


def _done(referral: Referral, part: _Part) -> Step:
    return Step(part.label, "done", part.at, remark=_remark(referral, part.state))


def _now(referral: Referral, part: _Part) -> Step:
    if referral.state == ReferralState.RETURNED:
        return Step(shown(referral).label, "now", referral.since_at)
    words = {ReferralState.RECEIVED: _("waits for a decision"), ReferralState.DRAFT: _("not sent yet")}
    remark = words.get(ReferralState(referral.state)) or _remark(referral, part.state)
    return Step(part.label, "now", part.at, remark=remark)


def _to_do(referral: Referral, part: _Part) -> Step:
    due_on = referral.due_on if part.state == DUE_STEP.get(referral.state) else None
    return Step(part.label, "todo", due_on=due_on, remark="" if due_on else _awaited(referral, part.state))


def _remark(referral: Referral, state: ReferralState) -> str:
    """Who made a step, where that says something."""
    if state == ReferralState.SENT and referral.was_sent:
        return referral.sender.short_name
    return _worker(referral) if state == ReferralState.IN_PROGRESS else ""


def _awaited(referral: Referral, state: ReferralState) -> Text:
    """What a step that is still to come will bring."""
    expected: dict[str, Text] = {
        ReferralState.IN_PROGRESS: _worker(referral) or _("who leads it"),
        ReferralState.ANSWERED: _("feedback"),
        ReferralState.CLOSED: pgettext("confirmed", "by %(sender)s") % {"sender": referral.sender.short_name},
    }
    return expected.get(state, "")


def _worker(referral: Referral) -> str:
    return referral.assigned_to.full_name if referral.assigned_to else ""


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
