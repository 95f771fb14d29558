"""The list of referrals: what came in, what went out, filtered, sorted, page by page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from kooperacja.access.door import visible
from kooperacja.access.visible import Total, Visible
from kooperacja.directory.kinds import InstitutionKind
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import today
from kooperacja.referrals.models import Party, ReferralState, Side, Urgency
from kooperacja.referrals.queries.home import IN_THE_INBOX, in_the_inbox
from kooperacja.referrals.queries.rows import Row, described, matching, row_of
from kooperacja.referrals.workflow import OPEN

PAGE = 50
# Lines of a download that are read in one snapshot.
CHUNK = 500

INCOMING, OUTGOING = "incoming", "outgoing"
PARTY = {INCOMING: Party.ADDRESSEE, OUTGOING: Party.SENDER}
UNANSWERED = "unanswered"
LATE, THIS_WEEK, URGENT = "late", "week", "urgent"

# Each ends in a unique column, and none of them is ever NULL (`Visible.page`).
ORDERS = {
    "due": ("due_on", "pk"),
    "-due": ("-due_on", "-pk"),
    "sent": ("referral__sent_at", "pk"),
    "-sent": ("-referral__sent_at", "-pk"),
    "number": ("referral__number", "pk"),
    "-number": ("-referral__number", "-pk"),
}
FIRST_ORDER = "due"


@dataclass(frozen=True, slots=True)
class Filters:
    """What the reader asked for; what is unknown among the values is as if it were not asked."""

    tab: str = INCOMING
    text: str = ""
    state: str = ""
    partner: str = ""
    due: str = ""
    sort: str = FIRST_ORDER

    @property
    def order(self) -> tuple[str, ...]:
        return ORDERS.get(self.sort, ORDERS[FIRST_ORDER])

    @property
    def are_set(self) -> bool:
        return any((self.text, self.state, self.partner, self.due))


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page, how many there are in all, and the cursors of its neighbours."""

    rows: list[Row]
    total: Total
    incoming: Total
    outgoing: Total
    after: str
    before: str


def referral_list(
    actor: Actor, filters: Filters, purpose: str, *, after: str = "", before: str = "", limit: int = PAGE
) -> ListPage:
    """Two statements, whatever the data: the page, and its totals."""
    mine = _mine(actor, purpose)
    chosen = _chosen(actor, filters, purpose)
    page = described(mine.filter(chosen), actor, purpose).page(filters.order, after=after, before=before, limit=limit)
    tabs = [Q(party=PARTY[INCOMING]), Q(party=PARTY[OUTGOING])]
    incoming, outgoing, *rest = mine.totals(*tabs, *([chosen] if filters.are_set else []), order=ORDERS[FIRST_ORDER])
    total = rest[0] if rest else (incoming if filters.tab != OUTGOING else outgoing)
    return ListPage([row_of(side) for side in page.rows], total, incoming, outgoing, page.after, page.before)


def sheet_chunk(actor: Actor, filters: Filters, purpose: str, after: str = "") -> tuple[list[Row], str]:
    """The next lines of a download, and the cursor after them; the edge takes a new snapshot for
    each, so that whoever loses access loses the rest of the file (I9).
    """
    chosen = _mine(actor, purpose).filter(_chosen(actor, filters, purpose))
    page = described(chosen, actor, purpose).page(filters.order, after=after, limit=CHUNK)
    return [row_of(side) for side in page.rows], page.after


def inbox_chunk(actor: Actor, purpose: str, after: str = "") -> tuple[list[Row], str]:
    """The same of the letters that nobody has taken up yet."""
    waiting = visible(Side, actor, purpose).filter(in_the_inbox())
    page = described(waiting, actor, purpose).page(IN_THE_INBOX, after=after, limit=CHUNK)
    return [row_of(side) for side in page.rows], page.after


def _mine(actor: Actor, purpose: str) -> Visible[Side]:
    """Sides of the actor's institution; another one's, shown by a share, are on the page of its case."""
    return visible(Side, actor, purpose).owned()


def _chosen(actor: Actor, filters: Filters, purpose: str) -> Q:
    """The rows of the tab that the filters leave."""
    chosen = Q(party=PARTY.get(filters.tab, Party.ADDRESSEE))
    if filters.text:
        chosen &= matching(filters.text, actor, purpose)
    for condition in _conditions(filters):
        chosen &= condition
    return chosen


def _conditions(filters: Filters) -> Iterable[Q]:
    if filters.state == UNANSWERED:
        yield Q(referral_state__in=OPEN)
    elif filters.state in ReferralState.values:
        yield Q(referral_state=filters.state)
    if filters.partner in InstitutionKind.values:
        other = "sender" if filters.tab == INCOMING else "addressee"
        yield Q(**{f"referral__{other}__kind": filters.partner})
    yield _deadline(filters.due, today())


def _deadline(due: str, day: date) -> Q:
    if due == LATE:
        return Q(due_on__lt=day)
    if due == THIS_WEEK:
        sunday = day + timedelta(days=6 - day.weekday())
        return Q(due_on__gte=day, due_on__lte=sunday)
    return Q(referral__urgency=Urgency.URGENT) if due == URGENT else Q()
