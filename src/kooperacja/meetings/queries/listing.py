"""Meetings as lines of a list, decisions as lines of a spreadsheet, and what waits for somebody."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median
from typing import Any

from django.db.models import CharField, Count, DateField, Exists, OuterRef, Q, QuerySet, Subquery, Value

from kooperacja.access.door import visible
from kooperacja.cases.models import ENDED, Case
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import WARSAW, day_start, local_date, now, today
from kooperacja.foundation.paging import KeyPage, key_page
from kooperacja.foundation.workflow import State
from kooperacja.foundation.working_days import next_working_day
from kooperacja.meetings import law
from kooperacja.meetings.models import BEFORE, Answer, CaseItem, GeneralItem, Invitation, Meeting, MeetingState
from kooperacja.meetings.queries.rows import HELP, meetings_of
from kooperacja.meetings.workflow import MEETING_FLOW
from kooperacja.teams.access import visible_teams
from kooperacja.teams.models import Team

ORDERS: dict[str, tuple[str, str]] = {"when": ("starts_at", "pk"), "team": ("team__folded", "pk")}
PAGE, SHEET, MOST = 50, 500, 50


@dataclass(frozen=True, slots=True)
class Filter:
    """The newest first, unless said otherwise."""

    team: str = ""
    state: str = ""
    since: date | None = None
    until: date | None = None
    sort: str = "-when"

    @property
    def order(self) -> tuple[str, ...]:
        columns = ORDERS.get(self.sort.lstrip("-"), ORDERS["when"])
        return tuple(f"-{column}" for column in columns) if self.sort.startswith("-") else columns

    @property
    def is_narrowed(self) -> bool:
        return any((self.team, self.state, self.since, self.until))


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """`items` and `waited` count what the reader sees; `waited` is the median of days from the need to the meeting."""

    ref: str
    team: str
    team_ref: str
    starts_at: datetime
    place: str
    state: State
    items: int
    waited: int | None
    answer: str


def meetings_page(
    actor: Actor, wanted: Filter, *, after: str = "", before: str = "", limit: int = PAGE
) -> KeyPage[MeetingRow]:
    """Needs an open snapshot."""
    found = key_page(_found(actor, wanted), wanted.order, after=after, before=before, limit=limit)
    return KeyPage(list(_rows(actor, found.rows)), found.total, found.after, found.before)


def meeting_rows(actor: Actor, wanted: Filter) -> Iterator[MeetingRow]:
    after, more = "", True
    while more:
        page = meetings_page(actor, wanted, after=after, limit=SHEET)
        yield from page.rows
        after, more = page.after, bool(page.after)


def teams_of(actor: Actor) -> list[tuple[str, str]]:
    return list(visible_teams(actor).order_by("folded", "pk").values_list("ref", "name"))


def _found(actor: Actor, wanted: Filter) -> QuerySet[Meeting]:
    mine = Invitation.objects.filter(meeting=OuterRef("pk"), user=actor.user_id).values("answer")[:1]
    general = GeneralItem.objects.filter(meeting=OuterRef("pk"), is_proposed=False).order_by().values("meeting")
    counts = {"mine": Subquery(mine), "general": Subquery(general.annotate(number=Count("pk")).values("number"))}
    rows = meetings_of(actor).select_related("team").annotate(**counts)
    if wanted.team:
        rows = rows.filter(team__ref=wanted.team)
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    if wanted.since:
        rows = rows.filter(starts_at__gte=day_start(wanted.since))
    return rows.filter(starts_at__lt=day_start(wanted.until + timedelta(days=1))) if wanted.until else rows


def _rows(actor: Actor, meetings: Sequence[Meeting]) -> Iterator[MeetingRow]:
    """One statement for a page, whatever its length."""
    keys = sorted(row.pk for row in meetings)
    cases: dict[int, list[CaseItem]] = defaultdict(list)
    if keys:
        for item in visible(CaseItem, actor, HELP).filter(meeting_id__in=keys, is_dropped=False).all():
            cases[item.meeting_id].append(item)
    for row in meetings:
        told = vars(row)
        yield MeetingRow(
            ref=row.ref,
            team=row.team.name,
            team_ref=row.team.ref,
            starts_at=row.starts_at,
            place=row.place or row.link,
            state=MEETING_FLOW.state(row.state),
            items=(told["general"] or 0) + len(cases[row.pk]),
            waited=_waited(row, cases[row.pk]),
            answer=str(Answer(told["mine"]).label) if told["mine"] and row.state in BEFORE else "",
        )


def _waited(meeting: Meeting, items: Iterable[CaseItem]) -> int | None:
    if meeting.state == MeetingState.CANCELLED:
        return None
    day = local_date(meeting.starts_at)
    days = [(day - item.need_on).days for item in items if item.is_first]
    return round(median(days)) if days else None


def waited_of(items: Iterable[CaseItem]) -> int | None:
    """Median of days from the need to the first of the meetings about each family; they are loaded."""
    first: dict[int, int] = {}
    for row in items:
        days = (local_date(row.meeting.starts_at) - row.need_on).days
        first[row.case_id] = min(days, first.get(row.case_id, days))
    return round(median(first.values())) if first else None


# ---- What waits


@dataclass(frozen=True, slots=True)
class Waiting:
    """A meeting to which the reader is invited, or what a general decision asks of the institution; `item_ref` is
    empty for a meeting.
    """

    meeting_ref: str
    item_ref: str
    team: str
    starts_at: datetime
    told: str
    due_on: date | None


def waiting(actor: Actor, *others: QuerySet[Any, Any]) -> list[Waiting]:
    """In one statement, together with `others` of the same columns."""
    mine = Invitation.objects.filter(meeting=OuterRef("pk"), user=actor.user_id).exclude(answer=Answer.NO)
    mine = mine.filter(seat__institution=actor.institution_id)
    to_come = Meeting.objects.filter(Exists(mine), state=MeetingState.INVITED, starts_at__gte=day_start(today()))
    to_come = to_come.annotate(item_ref=Value("", CharField()), due=Value(None, DateField()))
    meetings = to_come.values_list("ref", "item_ref", "team__name", "starts_at", "place", "due")
    asked = GeneralItem.objects.filter(charged=actor.institution_id, is_adopted=True, done_on=None)
    columns = ("meeting__ref", "ref", "meeting__team__name", "meeting__starts_at", "decision", "due_on")
    found = meetings.union(asked.filter(due_on__isnull=False).values_list(*columns), *others, all=True)
    return [Waiting(*row) for row in found[:MOST]]


def due_cases(actor: Actor, meeting: Meeting) -> list[Case]:
    """The reader's own open cases with which this team has not dealt for so long that it should, or never."""
    since = meeting.starts_at - timedelta(days=law.review_days())
    near = Q(meeting=meeting) | Q(meeting__starts_at__gte=since)
    seen = visible(CaseItem, actor, HELP).filter(near, meeting__team_id=meeting.team_id, is_dropped=False)
    recent = sorted({row.case_id for row in seen.all()})
    rows = visible(Case, actor, HELP).owned().exclude(pk__in=recent).exclude(state__in=ENDED)
    return rows.all("learned_on", "pk", limit=MOST)


def choosable(actor: Actor) -> list[Case]:
    """All of the reader's own open cases, by number."""
    return visible(Case, actor, HELP).owned().exclude(state__in=ENDED).all("number", "pk", limit=SHEET)


def proposed_start(team: Team) -> datetime:
    """By the cadence of its kind after the last meeting, at the same time of day; never in the past."""
    last = Meeting.objects.filter(team=team).exclude(state=MeetingState.CANCELLED).order_by("-starts_at").first()
    days = team.says().cadence_days or 30
    base = last.starts_at.astimezone(WARSAW) if last else now().astimezone(WARSAW).replace(hour=10, minute=0)
    start = base + timedelta(days=days)
    while start <= now():
        start += timedelta(days=days)
    day = next_working_day(start.date())
    return start.replace(year=day.year, month=day.month, day=day.day, second=0, microsecond=0)
