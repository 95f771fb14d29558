"""Which term runs in which state of a referral, and until when. Pure; the numbers are in `law`."""

from datetime import date, datetime, timedelta

from kooperacja.cases.models import NO_DATE
from kooperacja.foundation.clock import local_date
from kooperacja.foundation.working_days import Deadline, holiday_name, in_calendar_days, in_working_days
from kooperacja.referrals import law
from kooperacja.referrals.models import Referral, ReferralState, Urgency

ANSWER, SUPPLEMENT = "answer", "supplement"
STAGES = {
    ReferralState.SENT: "receive",
    ReferralState.RECEIVED: "decide",
    ReferralState.RETURNED: "complete",
    ReferralState.ACCEPTED: ANSWER,
    ReferralState.IN_PROGRESS: ANSWER,
    ReferralState.ANSWERED: "confirm",
}


def counted(stage: str, since: datetime, *, urgent: bool) -> Deadline | None:
    """The deadline of a stage that began at this instant; days are those of Warsaw."""
    start = local_date(since)
    term = law.term_of(stage, start, urgent=urgent)
    if term is None:
        return None
    return in_working_days(start, term.days) if term.working else in_calendar_days(start, term.days)


def stage_in(state: str) -> str:
    """What the term of a state is for; empty where nothing runs."""
    return STAGES.get(ReferralState(state), "")


def stage_of(referral: Referral) -> str:
    """The stage of the running term; what was reported and found wanting has a term of its own."""
    if referral.state == ReferralState.IN_PROGRESS and referral.answered_at:
        return SUPPLEMENT
    return stage_in(referral.state)


def started_at(referral: Referral) -> datetime:
    """From when the running term is counted: the answer is due from the acceptance, whoever took
    the referral up and when.
    """
    if stage_of(referral) == ANSWER and referral.accepted_at:
        return referral.accepted_at
    return referral.since_at


def running(referral: Referral) -> Deadline | None:
    """The deadline that runs now; equals `due_on`, and says how it was counted."""
    stage = stage_of(referral)
    return counted(stage, started_at(referral), urgent=is_urgent(referral)) if stage else None


def due_on(stage: str, since: datetime, *, urgent: bool) -> date:
    deadline = counted(stage, since, urgent=urgent) if stage else None
    return deadline.due_on if deadline else NO_DATE


def is_urgent(referral: Referral) -> bool:
    return referral.urgency == Urgency.URGENT


def holidays_around(deadline: Deadline) -> list[date]:
    """Public holidays of the whole weeks in which the deadline is counted, for its picture."""
    first = deadline.start - timedelta(days=deadline.start.weekday())
    last = deadline.due_on + timedelta(days=6 - deadline.due_on.weekday())
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [day for day in days if holiday_name(day)]
