"""What a worker's home and inbox show of referrals. All need an open snapshot."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from kooperacja.access.door import visible
from kooperacja.access.models import AnchorKind
from kooperacja.access.plans import later
from kooperacja.access.snapshot import snapshot
from kooperacja.foundation.actor import Actor
from kooperacja.notices.models import Notice
from kooperacja.notices.queries import unseen_of
from kooperacja.people.access import writing
from kooperacja.referrals.access import can_receive
from kooperacja.referrals.models import Party, ReferralState, Side
from kooperacja.referrals.queries.rows import Row, described, row_of
from kooperacja.referrals.workflow import offered

# More than this waits for nobody at once; what is due first comes first.
MOST = 100
BY_DEADLINE = ("due_on", "pk")
# The same by the referral's own column: an inbox holds few rows, and is found by its anchor, which SQLite
# would not do if an index of the whole institution gave the order.
IN_THE_INBOX = ("referral__due_on", "pk")


@dataclass(frozen=True, slots=True)
class Task:
    """What the reader is to do with a referral: a sentence with a verb, and its icon."""

    title: str
    icon: str
    row: Row


def late(actor: Actor, purpose: str) -> list[Task]:
    """What waits for the actor and is past its deadline, the oldest first."""
    return [task for task in _tasks(actor, purpose) if task.row.due and task.row.due.is_late]


def waiting(actor: Actor, purpose: str) -> list[Task]:
    """What waits for the actor and is not late, by deadline; drafts of his last."""
    return [task for task in _tasks(actor, purpose) if not (task.row.due and task.row.due.is_late)]


def returned_to(actor: Actor, purpose: str, limit: int = 10) -> list[Row]:
    """Referrals that the actor's institution sent and that came back with news which the actor has
    not opened yet, newest first.
    """
    news = later(_news, user=actor.user_id, institution=actor.institution_id)
    mine = visible(Side, actor, purpose).owned().filter(party=Party.SENDER, referral_id__in=news)
    rows = described(mine, actor, purpose).all("-referral__since_at", "-pk", limit=limit)
    return [row_of(side) for side in rows]


def _news(user: int, institution: int) -> QuerySet[Notice, Any]:
    return unseen_of(user, institution, "referral").exclude(code="referral.receive").values("about_id")


def inbox(actor: Actor, purpose: str) -> list[Row]:
    """Letters to the institution that nobody has taken up yet, by deadline."""
    rows = visible(Side, actor, purpose).filter(in_the_inbox())
    return [row_of(side) for side in described(rows, actor, purpose).all(*IN_THE_INBOX, limit=MOST)]


def inbox_count(actor: Actor, purpose: str) -> int:
    """For the menu; exact up to a thousand."""
    return visible(Side, actor, purpose).filter(in_the_inbox()).count().number


def in_the_inbox() -> Q:
    """It waits until it is assigned or answered with a no; then it leaves the inbox or is done with."""
    states = (ReferralState.SENT, ReferralState.RECEIVED, ReferralState.ACCEPTED)
    return Q(anchor__kind=AnchorKind.INBOX, party=Party.ADDRESSEE, referral_state__in=states)


def _tasks(actor: Actor, purpose: str) -> list[Task]:
    """Late and waiting come from one statement of a snapshot."""
    with snapshot() as shot:
        return shot.once(("referrals.tasks", actor, purpose), lambda: _load(actor, purpose))


def _load(actor: Actor, purpose: str) -> list[Task]:
    mine = visible(Side, actor, purpose).owned().filter(_our_turn(), _my_turn(actor))
    sides = described(mine, actor, purpose).all(*BY_DEADLINE, limit=MOST)
    return [_task(side) for side in sides if _has_main_move(actor, side)]


# The states in which the next step is this party's, and those in which it is one worker's.
TURNS = {
    Party.ADDRESSEE: (
        *(ReferralState.SENT, ReferralState.RECEIVED),
        *(ReferralState.ACCEPTED, ReferralState.IN_PROGRESS),
    ),
    Party.SENDER: (ReferralState.RETURNED, ReferralState.ANSWERED, ReferralState.DRAFT),
}
PERSONAL = {ReferralState.IN_PROGRESS: "assigned_to", ReferralState.DRAFT: "author"}


def _our_turn() -> Q:
    """Of the side alone, so that an index answers it before the referral is looked at."""
    return Q(*(Q(party=party, referral_state__in=states) for party, states in TURNS.items()), _connector=Q.OR)


def _my_turn(actor: Actor) -> Q:
    """One taken up waits for who leads it, or stands in for him there; a draft for its author."""
    condition = ~Q(referral_state__in=tuple(PERSONAL))
    for absent, anchors in writing(actor).stands_in.items():
        mine = {"referral__assigned_to": absent, "anchor_id__in": anchors}
        condition |= Q(referral_state=ReferralState.IN_PROGRESS, **mine)
    for state, worker in PERSONAL.items():
        condition |= Q(referral_state=state, **{f"referral__{worker}": actor.user_id})
    return condition


def _has_main_move(actor: Actor, side: Side) -> bool:
    """Who only watches (the data protection officer) has nothing to do here."""
    if side.referral.state == ReferralState.SENT:
        return bool(can_receive(actor, side.referral))
    return any(move.style == "go" for move in offered(actor, side.referral, has_case=False))


def _task(side: Side) -> Task:
    row = row_of(side)
    words = {
        ReferralState.DRAFT: (_("Finish and send the draft of a referral"), "pen"),
        ReferralState.SENT: (_("Open the referral from %(partner)s"), "inbox"),
        ReferralState.RECEIVED: (_("Accept or return the referral from %(partner)s"), "inbox"),
        ReferralState.ACCEPTED: (_("Name who leads the referral from %(partner)s"), "user"),
        ReferralState.IN_PROGRESS: (_("Answer the referral from %(partner)s"), "run"),
        ReferralState.RETURNED: (_("Complete the referral to %(partner)s"), "back"),
        ReferralState.ANSWERED: (_("Confirm what %(partner)s has done"), "done"),
    }
    title, icon = words[ReferralState(side.referral.state)]
    return Task(title % {"partner": row.partner}, icon, row)
