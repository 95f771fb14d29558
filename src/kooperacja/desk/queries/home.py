"""A worker's home: what is late, what waits, what came back, what comes next."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from kooperacja.access.door import visible
from kooperacja.agreements.labels import Purpose
from kooperacja.cases.models import ENDED, NO_DATE, Case
from kooperacja.cases.workflow import CASE_FLOW
from kooperacja.deadlines.queries import Item, cases_of, item_of, tasks_of
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import local_date, today
from kooperacja.foundation.workflow import State
from kooperacja.people.access import writing
from kooperacja.referrals.queries import Row, Task, late, returned_to, waiting
from kooperacja.ui.formats import date_text, time_text

# What is farther than this is on the list of dates, and presses nobody yet.
SOON = 5
MOST_SHOWN, MOST_DATES = 8, 5


@dataclass(frozen=True, slots=True)
class News:
    """A referral that came back with an answer which the reader has not opened yet."""

    title: str
    note: str
    url: str
    state: State
    when: str


@dataclass(frozen=True, slots=True)
class Families:
    """How many cases of a state the reader sees."""

    state: State
    number: int


@dataclass(frozen=True, slots=True)
class Home:
    """Each part holds what is shown; the numbers beside them count all there is. Who supervises
    sees the cases of the whole institution.
    """

    late: tuple[Item, ...] = ()
    late_number: int = 0
    waiting: tuple[Item, ...] = ()
    waiting_number: int = 0
    news: tuple[News, ...] = ()
    dates: tuple[Item, ...] = ()
    families: tuple[Families, ...] = ()
    supervises: bool = False


def home(actor: Actor, *, referrals: bool, families: bool) -> Home:
    """The parts that belong to the reader's role: what is not on the menu is not on the home page."""
    page = _with_tasks(_of_referrals(actor), actor) if referrals else Home()
    return _with_families(page, actor) if families else page


def _of_referrals(actor: Actor) -> Home:
    news = returned_to(actor, Purpose.JOINT_HELP)
    told = {row.pk for row in news}
    overdue = [item_of(task) for task in late(actor, Purpose.JOINT_HELP)]
    rest = [task for task in waiting(actor, Purpose.JOINT_HELP) if task.row.pk not in told]
    later = [item_of(task) for task in rest if _can_wait(task)]
    soon = [item_of(task) for task in rest if not _can_wait(task)]
    return Home(
        late=tuple(overdue[:MOST_SHOWN]),
        late_number=len(overdue),
        waiting=tuple(soon[:MOST_SHOWN]),
        waiting_number=len(soon),
        news=tuple(map(_news, news)),
        dates=tuple(later[:MOST_DATES]),
    )


def _with_tasks(page: Home, actor: Actor) -> Home:
    """Actions press as referrals do: what is late, what waits for a word of the reader, what comes."""
    found = tasks_of(actor)
    overdue = [one for one in found if one.days_left < 0]
    soon = [one for one in found if 0 <= one.days_left <= SOON]
    return replace(
        page,
        late=tuple(sorted([*page.late, *overdue], key=_by_day)[:MOST_SHOWN]),
        late_number=page.late_number + len(overdue),
        waiting=(*page.waiting, *soon)[:MOST_SHOWN],
        waiting_number=page.waiting_number + len(soon),
        dates=tuple(sorted([*page.dates, *(one for one in found if one.days_left > SOON)], key=_by_day)[:MOST_DATES]),
    )


def _with_families(page: Home, actor: Actor) -> Home:
    made = cases_of(actor)
    overdue = sorted([*page.late, *(one for one in made if one.days_left < 0)], key=_by_day)
    dates = sorted([*page.dates, *(one for one in made if one.days_left >= 0)], key=_by_day)
    return replace(
        page,
        late=tuple(overdue[:MOST_SHOWN]),
        late_number=page.late_number + len(overdue) - len(page.late),
        dates=tuple(dates[:MOST_DATES]),
        families=_families(actor),
        supervises=writing(actor).supervises,
    )


def _by_day(item: Item) -> date:
    return item.due_on or NO_DATE


def _can_wait(task: Task) -> bool:
    """Work that is under way stands among the dates until its deadline comes near."""
    return task.icon == "run" and task.row.due is not None and task.row.due.days_left > SOON


def _news(row: Row) -> News:
    told = {"partner": row.partner, "number": row.number}
    return News(
        title=_("%(partner)s: referral %(number)s") % told,
        note=row.who,
        url=reverse("referrals:show", args=[row.ref]),
        state=row.state,
        when=_moment(row.since_at),
    )


def _moment(at: datetime) -> str:
    """The hour matters only today."""
    if local_date(at) == today():
        return _("today, %(time)s") % {"time": time_text(at)}
    return date_text(at)


def _families(actor: Actor) -> tuple[Families, ...]:
    numbers = visible(Case, actor, Purpose.JOINT_HELP).exclude(state__in=ENDED).tally("state")
    return tuple(Families(state, numbers[state.value]) for state in CASE_FLOW.states if numbers.get(state.value))
