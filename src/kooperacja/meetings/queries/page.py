"""One meeting as its reader sees it: who comes, and the points that are open to him, numbered without a gap."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter
from typing import Any

from django.db.models import QuerySet

from kooperacja.access.plans import parted
from kooperacja.accounts.models import User
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import local_date, today
from kooperacja.foundation.verdict import Verdict
from kooperacja.foundation.workflow import Move, State
from kooperacja.meetings import access
from kooperacja.meetings.models import (
    BEFORE,
    Answer,
    CaseItem,
    Choice,
    GeneralItem,
    Invitation,
    Meeting,
    MeetingState,
    Why,
)
from kooperacja.meetings.queries.rows import Item, bound, following_ref, get_meeting, heads, items_of, missing, seers
from kooperacja.meetings.workflow import MEETING_FLOW
from kooperacja.teams.access import live_seats
from kooperacja.teams.models import Seat
from kooperacja.teams.shape import Function


@dataclass(frozen=True, slots=True)
class Person:
    """A seat at the meeting. `answer` is empty for a seat that was not invited."""

    seat_id: int
    invitation_id: int
    name: str
    institution: str
    function: str
    answer: str
    answer_label: str
    is_present: bool
    is_substitute: bool
    user_id: int


@dataclass(frozen=True, slots=True)
class Vote:
    name: str
    choice: str
    label: str
    objection: str


@dataclass(frozen=True, slots=True)
class ItemRow:
    """A point. `number` counts what the reader sees; `case_number` is empty of a general one; `waited` are the days
    from the need to the meeting, where it is the first one about this family.
    """

    ref: str
    number: int
    title: str
    is_case: bool
    is_proposed: bool
    case_ref: str
    case_number: str
    why: str
    waited: int | None
    text: str
    version: int
    decision: str
    mark: int
    is_adopted: bool
    votes: tuple[Vote, ...]
    votes_for: int
    votes_against: int
    abstained: int
    recused: int
    charged: str
    charged_id: int
    due_on: date | None
    done_on: date | None
    is_late: bool
    can_write: bool
    can_arrange: bool
    item: Item = field(compare=False, repr=False)

    @property
    def is_decided(self) -> bool:
        return bool(self.decision)


@dataclass(frozen=True, slots=True)
class MeetingPage:
    meeting: Meeting
    state: State
    moves: tuple[Move, ...]
    people: tuple[Person, ...]
    items: tuple[ItemRow, ...]
    proposals: tuple[ItemRow, ...]
    mine: Person | None
    counted: int
    written_by: str
    signed_by: str
    can_write: Verdict
    can_propose: Verdict
    can_add_case: Verdict
    can_arrange: Verdict
    can_change: bool
    can_keep: bool
    can_answer: bool

    @property
    def has_quorum(self) -> bool:
        return self.counted >= self.meeting.quorum

    @property
    def next_ref(self) -> str:
        return following_ref(self.meeting)


def meeting_page(actor: Actor, ref: str, purpose: str) -> MeetingPage:
    meeting = get_meeting(actor, ref)
    invitations = list(_invitations(meeting))
    people = _people(meeting, invitations)
    items = rows_of(actor, meeting, items_of(actor, meeting), invitations)
    names = _names(meeting)
    return MeetingPage(
        meeting=meeting,
        state=MEETING_FLOW.state(meeting.state),
        moves=tuple(MEETING_FLOW.available(meeting, actor)),
        people=tuple(people),
        items=tuple(row for row in items if not row.is_proposed),
        proposals=tuple(row for row in items if row.is_proposed),
        mine=next((one for one in people if one.user_id == actor.user_id and one.invitation_id), None),
        counted=heads(row for row in invitations if row.is_present),
        written_by=names.get(meeting.written_by, ""),
        signed_by=names.get(meeting.signed_by, ""),
        can_write=access.can_write(actor, meeting),
        can_propose=access.can_propose(actor, meeting),
        can_add_case=access.can_add_case(actor, meeting),
        can_arrange=access.can_arrange(actor, meeting),
        can_change=meeting.state in BEFORE and bool(access.can_change(actor, meeting)),
        can_keep=bool(access.can_keep(actor, meeting)),
        can_answer=bool(access.can_answer(actor, meeting)),
    )


@dataclass(frozen=True, slots=True)
class ItemPage:
    """One point while the meeting is held: who may vote on it, who keeps away, who does what is decided."""

    page: MeetingPage
    row: ItemRow
    voters: tuple[Person, ...]
    recused: tuple[Person, ...]
    closed_to: tuple[Person, ...]
    counted: int
    institutions: tuple[tuple[int, str], ...]
    is_recusable: bool


def item_page(actor: Actor, ref: str, item_ref: str, purpose: str) -> ItemPage:
    page = meeting_page(actor, ref, purpose)
    row = next((one for one in (*page.items, *page.proposals) if one.ref == item_ref), None)
    if row is None:
        raise missing()
    there = [one for one in page.people if one.is_present]
    item = row.item
    seats = {seat.pk: seat for seat in live_seats(page.meeting.team)}
    sees, recused = there, []
    if isinstance(item, CaseItem) and there and row.can_write:
        seen = seers(item)
        sees = [one for one in there if (one.user_id, _place(seats, one)) in seen]
        away = bound(item) if len(sees) < len(there) else set()
        recused = [one for one in there if one.user_id in away]
    voters = [one for one in sees if one not in recused]
    return ItemPage(
        page=page,
        row=row,
        voters=tuple(voters),
        recused=tuple(recused),
        closed_to=tuple(one for one in there if one not in voters and one not in recused),
        counted=len({_counts_as(seats, one) for one in there if one not in recused}),
        institutions=tuple(sorted(_institutions(seats), key=itemgetter(1))),
        is_recusable=isinstance(item, CaseItem) and bool(access.is_member(actor, page.meeting)),
    )


def _institutions(seats: dict[int, Seat]) -> set[tuple[int, str]]:
    return {(seat.institution_id, seat.institution.short_name) for seat in seats.values()}


def _place(seats: dict[int, Seat], one: Person) -> int:
    return seats[one.seat_id].institution_id if one.seat_id in seats else 0


def _counts_as(seats: dict[int, Seat], one: Person) -> int:
    seat = seats.get(one.seat_id)
    return (seat.substitute_for_id or seat.pk) if seat else one.seat_id


def rows_of(actor: Actor, meeting: Meeting, items: list[Item], invitations: list[Invitation]) -> list[ItemRow]:
    """Numbered in the order in which they are given; a proposal has no number yet."""
    reader = _Reader(
        names={str(row.pk): row.user.full_name for row in invitations},
        writable=frozenset(item.ref for item in items if _may_write(actor, meeting, item)),
        arranges=bool(access.can_arrange(actor, meeting)),
        day=local_date(meeting.starts_at),
    )
    number, rows = 0, []
    for item in items:
        number += 0 if isinstance(item, GeneralItem) and item.is_proposed else 1
        rows.append(_row(item, number, reader))
    return rows


def numbered(meeting: Meeting, items: list[Item]) -> list[ItemRow]:
    """Only read: nothing is offered, and nobody is named."""
    reader = _Reader({}, frozenset(), arranges=False, day=local_date(meeting.starts_at))
    return [_row(item, number, reader) for number, item in enumerate(items, 1)]


@dataclass(frozen=True, slots=True)
class _Reader:
    names: dict[str, str]
    writable: frozenset[str]
    arranges: bool
    day: date


def _may_write(actor: Actor, meeting: Meeting, item: Item) -> bool:
    """What the page offers; the door is asked when somebody writes."""
    if isinstance(item, CaseItem):
        return item.owner_id == actor.institution_id and bool(access.is_member(actor, meeting))
    return bool(access.can_keep(actor, meeting))


def _row(item: Item, number: int, reader: _Reader) -> ItemRow:
    told = _told(item, reader)
    return ItemRow(
        ref=item.ref,
        number=number,
        text=item.text,
        version=item.version,
        decision=item.decision,
        mark=item.mark,
        is_adopted=item.is_adopted,
        votes=tuple(_votes(item, reader.names)),
        votes_for=item.counted(Choice.FOR),
        votes_against=item.counted(Choice.AGAINST),
        abstained=item.counted(Choice.ABSTAINED),
        recused=item.recused,
        charged=item.charged.short_name if item.charged else "",
        charged_id=item.charged_id or 0,
        due_on=item.due_on,
        done_on=item.done_on,
        is_late=item.is_late(today()),
        can_write=item.ref in reader.writable,
        can_arrange=reader.arranges and item.ref in reader.writable and not (item.text or item.decision),
        item=item,
        **told,
    )


def _told(item: Item, reader: _Reader) -> dict[str, Any]:
    """What the two kinds of points say differently."""
    if isinstance(item, GeneralItem):
        said = {"title": item.title, "is_proposed": item.is_proposed, "is_case": False}
        return {**said, "case_ref": "", "case_number": "", "why": "", "waited": None}
    case_ref, case_number = parted(vars(item)["case_told"], 2)
    return {
        "title": str(Why(item.why).label).capitalize(),
        "is_proposed": False,
        "is_case": True,
        "case_ref": case_ref,
        "case_number": case_number,
        "why": item.why,
        "waited": (reader.day - item.need_on).days if item.is_first else None,
    }


def _votes(item: Item, names: dict[str, str]) -> Iterator[Vote]:
    for pk, choice in item.votes.items():
        yield Vote(names.get(pk, ""), choice, str(Choice(choice).label), item.objections.get(pk, ""))


def _invitations(meeting: Meeting) -> QuerySet[Invitation]:
    return Invitation.objects.filter(meeting=meeting).select_related("seat__institution", "user").order_by("pk")


def _people(meeting: Meeting, invitations: list[Invitation]) -> Iterator[Person]:
    """Who is invited; while the meeting is made or held also the seats that were not."""
    for row in invitations:
        yield _person(row.seat, row)
    if meeting.state in (*BEFORE, MeetingState.HELD):
        there = {row.seat_id for row in invitations}
        for seat in live_seats(meeting.team):
            if seat.pk not in there and seat.user_id:
                yield _person(seat, None)


def _person(seat: Seat, row: Invitation | None) -> Person:
    user = row.user if row else seat.user
    return Person(
        seat_id=seat.pk,
        invitation_id=row.pk if row else 0,
        name=user.full_name if user else "",
        institution=seat.institution.short_name,
        function=str(Function(seat.function).label),
        answer=row.answer if row else "",
        answer_label=str(Answer(row.answer).label) if row else "",
        is_present=row.is_present if row else False,
        is_substitute=bool(seat.substitute_for_id),
        user_id=user.pk if user else 0,
    )


def _names(meeting: Meeting) -> dict[int, str]:
    wanted = {pk for pk in (meeting.written_by, meeting.signed_by) if pk}
    return dict(User.objects.filter(pk__in=wanted).values_list("pk", "full_name")) if wanted else {}
