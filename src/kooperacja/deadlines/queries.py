"""What is to be done until when: of referrals, requests, actions, cases, agreements; of one reader."""

from calendar import Calendar
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Case as Choice
from django.db.models import CharField, DateField, DateTimeField, Exists, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Least
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kooperacja.access.door import visible
from kooperacja.access.models import Appointment, Capacity
from kooperacja.access.plans import later
from kooperacja.access.snapshot import snapshot
from kooperacja.accounts.keys import digest
from kooperacja.agreements.access import KEEPERS
from kooperacja.agreements.labels import Purpose
from kooperacja.agreements.models import Agreement, AgreementState
from kooperacja.agreements.workflow import last_expiring_day
from kooperacja.blue_cards.queries.listing import due as due_cards
from kooperacja.cases.models import ENDED, NO_DATE, Case, CaseState
from kooperacja.cases.queries.case import described
from kooperacja.deadlines.models import CalendarAddress
from kooperacja.directory.queries import acting_membership, actor_of
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import local_date, now, today
from kooperacja.foundation.errors import NotFound
from kooperacja.foundation.intervals import valid_at
from kooperacja.foundation.working_days import working_days_between
from kooperacja.inquiries.queries.listing import InquiryRow, due
from kooperacja.meetings.queries.listing import Waiting
from kooperacja.meetings.queries.listing import waiting as of_teams
from kooperacja.referrals.queries import Task, late, waiting
from kooperacja.tasks.queries.listing import TaskRow
from kooperacja.tasks.queries.listing import due as due_tasks
from kooperacja.ui.formats import distance_text, time_text

MOST_CASES = 50
# In the place of the reference of a point.
AGREEMENT, ADDRESS = "agreement", "address"
HELP = Purpose.JOINT_HELP


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do. `days_left` are working days, negative when it is late."""

    title: str
    note: str
    url: str
    icon: str
    due_on: date | None
    days_left: int
    distance: str

    @property
    def is_late(self) -> bool:
        return self.days_left < 0


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a month; one of the month before or after has `is_inside` no."""

    on: date
    number: int
    is_inside: bool
    is_today: bool
    is_free: bool


@dataclass(frozen=True, slots=True)
class Part:
    """Deadlines that lie together: late, this week, the next one, after it."""

    key: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class DeadlinesPage:
    parts: tuple[Part, ...]
    weeks: tuple[tuple[Day, ...], ...]
    month: str
    before: date
    after: date
    day: date | None
    number: int
    has_calendar: bool


# ---- All of one reader


def deadlines(actor: Actor) -> list[Item]:
    """By day, the oldest first. Needs an open snapshot."""
    return _found(actor)[0]


def _found(actor: Actor) -> tuple[list[Item], bool]:
    """All, and whether the reader has an address of a calendar."""
    tasks = [*late(actor, HELP), *waiting(actor, HELP)]
    found = [*(item_of(task) for task in tasks), *inquiries_of(actor), *tasks_of(actor), *cases_of(actor)]
    found += cards_of(actor)
    beside, has_calendar = _beside(actor)
    return sorted((one for one in [*found, *beside] if one.due_on), key=_by_day), has_calendar


def _by_day(item: Item) -> tuple[date, str]:
    return item.due_on or NO_DATE, item.title


def deadlines_page(actor: Actor, *, month: date | None, day: date | None) -> DeadlinesPage:
    with snapshot():
        found, has_calendar = _found(actor)
    shown = [item for item in found if day in {None, item.due_on}]
    first = (month or day or today()).replace(day=1)
    return DeadlinesPage(
        parts=tuple(_parts(shown)),
        weeks=_weeks(first, Counter(item.due_on for item in found if item.due_on)),
        month=date_format(first, "F Y"),
        before=(first - timedelta(days=1)).replace(day=1),
        after=(first + timedelta(days=31)).replace(day=1),
        day=day,
        number=len(shown),
        has_calendar=has_calendar,
    )


def _parts(items: Iterable[Item]) -> Iterable[Part]:
    by_part: dict[str, list[Item]] = defaultdict(list)
    sunday = today() + timedelta(days=6 - today().weekday())
    for item in items:
        on = item.due_on or NO_DATE
        by_part[_part(on, item, sunday)].append(item)
    return (Part(key, tuple(by_part[key])) for key in ("late", "week", "next", "then") if by_part[key])


def _part(on: date, item: Item, sunday: date) -> str:
    if item.is_late:
        return "late"
    if on <= sunday:
        return "week"
    return "next" if on <= sunday + timedelta(days=7) else "then"


def _weeks(first: date, numbers: Counter[date]) -> tuple[tuple[Day, ...], ...]:
    weeks = Calendar().monthdatescalendar(first.year, first.month)
    return tuple(tuple(_day(on, first, numbers[on]) for on in week) for week in weeks)


def _day(on: date, first: date, number: int) -> Day:
    is_free = working_days_between(on - timedelta(days=1), on) == 0
    return Day(on, number, on.month == first.month, on == today(), is_free)


# ---- Of referrals


def item_of(task: Task) -> Item:
    row, due = task.row, task.row.due
    return Item(
        title=task.title,
        note=" · ".join(filter(None, [row.who, row.number, _("urgent") if row.is_urgent else ""])),
        url=reverse("referrals:show", args=[row.ref]),
        icon=task.icon,
        due_on=due.on if due else None,
        days_left=due.days_left if due else 0,
        distance=due.text if due else "",
    )


# ---- Of requests between institutions


def inquiries_of(actor: Actor) -> list[Item]:
    return [_inquiry(row) for row in due(actor, HELP)]


def _inquiry(row: InquiryRow) -> Item:
    title = _("Await the answer of %(partner)s") if row.is_asker else _("Answer the request of %(partner)s")
    return Item(
        title=title % {"partner": row.partner},
        note=" · ".join(filter(None, [row.case_number, row.data])),
        url=reverse("inquiries:show", args=[row.ref]),
        icon="clock" if row.is_asker else "inbox",
        due_on=row.due_on,
        days_left=row.days_left,
        distance=row.distance,
    )


# ---- Of actions


def tasks_of(actor: Actor) -> list[Item]:
    return [_task(row) for row in due_tasks(actor, HELP)]


def _task(row: TaskRow) -> Item:
    """What was offered waits for a yes or no; what was reported waits for who asked, by the same day."""
    waits = _("Accept or reject: %(title)s") if row.is_offered else "%(title)s"
    title = waits if row.presses else _("Confirm that it is done: %(title)s")
    left = row.days_left if row.presses else 0
    return Item(
        title=title % {"title": row.title},
        note=" · ".join(filter(None, [row.case_number, row.giver if row.is_taker else row.taker])),
        url=reverse("tasks:show", args=[row.ref]),
        icon="inbox" if row.presses else "clock",
        due_on=row.due_on,
        days_left=left,
        distance=row.distance,
    )


# ---- Of cases


def cases_of(actor: Actor) -> list[Item]:
    """What the reader, as key worker, has still to do in cases by a day: the family interview, the review of the plan,
    resuming after a rest. In one statement.
    """
    led = later(_led, user=actor.user_id, institution=actor.institution_id, at=now())
    rows = visible(Case, actor, HELP).filter(led).exclude(state__in=ENDED).annotate(due=_due())
    found = described(rows.filter(due__lt=NO_DATE), actor, HELP).all("due", "pk", limit=MOST_CASES)
    return [item for row in found for item in _of_case(row)]


def _due() -> Least:
    """The nearest day of the case; NO_DATE where it waits for none."""
    resting = Q(state=CaseState.SUSPENDED)
    working = Q(state__in=(CaseState.ACTIVE, CaseState.REVIEW))
    none, kind = Value(NO_DATE), DateField()
    interview = Choice(When(interview_done_on=None, then="interview_due_on"), default=none, output_field=kind)
    way = Choice(When(resting, then="resume_on"), When(working, then="review_due_on"), default=none, output_field=kind)
    return Least(interview, way)


def _led(user: int, institution: int, at: datetime) -> Exists:
    mine = Appointment.objects.filter(valid_at(at), user=user, institution=institution, capacity=Capacity.KEY_WORKER)
    return Exists(mine.filter(anchor=OuterRef("anchor_id")))


def _of_case(row: Case) -> Iterator[Item]:
    if row.has_interview() and row.interview_done_on is None:
        yield _item_of_case(row, _("Make the family interview"), "house", row.interview_due_on)
    if row.has_review():
        yield _item_of_case(row, _("Review the work with the family"), "clock", row.review_due_on)
    if row.state == CaseState.SUSPENDED:
        yield _item_of_case(row, _("Resume the work with the family"), "run", row.resume_on)


def _item_of_case(row: Case, title: str, icon: str, due_on: date) -> Item:
    left = working_days_between(today(), due_on)
    return Item(
        title=title,
        note=" · ".join(filter(None, [vars(row)["family"], row.number])),
        url=reverse("desk:case_file", args=[row.ref]),
        icon=icon,
        due_on=due_on,
        days_left=left,
        distance=distance_text(left),
    )


# ---- Of statutory procedures


def cards_of(actor: Actor) -> list[Item]:
    """For those who sit over a card; whom it is about is told on its own page alone."""
    return [
        Item(
            title=_("Make the next step of the procedure"),
            note=row.filler,
            url=reverse("blue_cards:show", args=[row.ref]),
            icon="clock",
            due_on=row.deadline,
            days_left=row.days_left,
            distance=row.distance,
        )
        for row in due_cards(actor)
    ]


# ---- Of teams


def _beside(actor: Actor) -> tuple[list[Item], bool]:
    """Meetings to which the reader is invited, what general decisions ask of the institution, agreements that expire,
    and whether there is an address of a calendar: rows of level 0 and 1, in one statement.
    """
    rows = of_teams(actor, *_agreements(actor), _addresses(actor))
    told = [row for row in rows if row.item_ref != ADDRESS]
    items = [_agreement(row) if row.item_ref == AGREEMENT else _of_team(row) for row in told]
    return items, len(told) < len(rows)


def _addresses(actor: Actor) -> QuerySet[CalendarAddress, Any]:
    rows = CalendarAddress.objects.filter(membership_id=actor.membership_id, revoked_at=None).annotate(
        stands_for=Value(ADDRESS, CharField()),
        at=Value(now(), DateTimeField()),
        nothing=Value("", CharField()),
        never=Value(None, DateField()),
    )
    return rows.order_by().values_list("nothing", "stands_for", "nothing", "at", "nothing", "never")


def _of_team(row: Waiting) -> Item:
    day = row.due_on or local_date(row.starts_at)
    left = working_days_between(today(), day)
    path = ("meetings:item", [row.meeting_ref, row.item_ref]) if row.item_ref else ("meetings:show", [row.meeting_ref])
    when = "" if row.item_ref else time_text(row.starts_at)
    return Item(
        title=_("Do what the team decided") if row.item_ref else _("Meeting of %(team)s") % {"team": row.team},
        note=" · ".join(filter(None, [row.team if row.item_ref else when, row.told])),
        url=reverse(path[0], args=path[1]),
        icon="check" if row.item_ref else "users",
        due_on=day,
        days_left=left,
        distance=distance_text(left),
    )


# ---- Of agreements, which are asked together with teams


def _agreements(actor: Actor) -> list[QuerySet[Agreement, Any]]:
    """Agreements of the institution that expire soon, for those who keep them, as rows that stand beside others."""
    if actor.role not in KEEPERS:
        return []
    mine = Q(parties__institution=actor.institution_id) & valid_at(now(), "parties__")
    ending = Q(state=AgreementState.IN_FORCE, amends=None, valid_until__range=(today(), last_expiring_day(today())))
    rows = Agreement.objects.filter(mine, ending).annotate(
        stands_for=Value(AGREEMENT, CharField()), at=Value(now(), DateTimeField()), nothing=Value("", CharField())
    )
    return [rows.order_by().values_list("ref", "stands_for", "title", "at", "nothing", "valid_until")]


def _agreement(row: Waiting) -> Item:
    until = row.due_on or NO_DATE
    left = working_days_between(today(), until)
    return Item(
        title=_("Renew the agreement or let it end"),
        note=row.team,
        url=reverse("agreements:show", args=[row.meeting_ref]),
        icon="handshake",
        due_on=until,
        days_left=left,
        distance=distance_text(left),
    )


# ---- The calendar that leaves the house


def has_address(actor: Actor) -> bool:
    return CalendarAddress.objects.filter(membership_id=actor.membership_id, revoked_at=None).exists()


def numbers_by_day(secret: str) -> dict[date, int]:
    """How many deadlines each day has, for whoever knows the address. An unknown, a revoked and a dead one are the
    same. A late deadline stands on its day.
    """
    row = CalendarAddress.objects.filter(digest=digest(secret), revoked_at=None).select_related("user").first()
    membership = acting_membership(row.user_id, row.membership_id) if row and row.user.is_active else None
    if row is None or membership is None:
        raise NotFound("not_found", _("There is no such page, or you have no access to it."))
    with snapshot():
        found = deadlines(actor_of(membership, str(row.user), "calendar"))
    return dict(sorted(Counter(item.due_on for item in found if item.due_on).items()))
