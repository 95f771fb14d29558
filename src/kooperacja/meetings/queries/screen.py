"""The screen on the wall of the room: only what everybody who is marked as present may see."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from kooperacja.access.explain import who_can_see_each
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.errors import NotAllowed
from kooperacja.meetings.models import CaseItem, Meeting
from kooperacja.meetings.queries.page import ItemRow, numbered
from kooperacja.meetings.queries.rows import find_meeting, items_of, present


@dataclass(frozen=True, slots=True)
class Line:
    """A point on the wall: no name, no text of the minutes."""

    number: int
    title: str
    case_number: str
    decision: str
    is_adopted: bool
    votes_for: int
    votes_against: int
    abstained: int
    charged: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class ScreenPage:
    meeting: Meeting
    lines: tuple[Line, ...]
    number: int


def screen_page(actor: Actor, ref: str, purpose: str) -> ScreenPage:
    """For somebody who is in the room: what he does not see himself is not there either."""
    meeting = find_meeting(actor, ref)
    there = present(meeting)
    if actor.user_id not in {row.user_id for row in there}:
        sentence = _("The screen is for those who are in the room: mark yourself as present first.")
        raise NotAllowed("meeting.not_in_room", sentence)
    people = {(row.user_id, row.seat.institution_id) for row in there}
    items = [item for item in items_of(actor, meeting) if isinstance(item, CaseItem) or not item.is_proposed]
    seen = who_can_see_each([item for item in items if isinstance(item, CaseItem)], purpose)
    open_to_all = [item for item in items if not isinstance(item, CaseItem) or people <= seen[item.pk]]
    return ScreenPage(meeting, tuple(map(_line, numbered(meeting, open_to_all))), len(there))


def _line(row: ItemRow) -> Line:
    shown = {name: getattr(row, name) for name in Line.__slots__}
    return Line(**shown)
