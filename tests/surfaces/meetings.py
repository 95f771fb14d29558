"""What the pages of meetings show: to the institutions of the team the meeting, and of families only what is open."""

from typing import Any

from kooperacja.teams.models import Seat
from tests.surfaces.pages import Page


def _knows(page: Page, team: Any) -> bool:
    place = page.actor.institution_id
    return place == team.leader_id or Seat.objects.filter(team=team, institution_id=place).exists()


def knows_team(page: Page) -> bool:
    return _knows(page, page.at)


def knows(page: Page) -> bool:
    return _knows(page, page.at.team)


def sees_point(page: Page) -> bool:
    return page.seen.sees(page.at) and _knows(page, page.at.meeting.team)


def listed(page: Page) -> None:
    """Points are counted, and none is named."""


def _numbers(page: Page) -> None:
    for row in page.seen.of("caseitem"):
        page.links(row)
        page.tells(page.seen.one("case", anchor_id=row.anchor_id), "number")


def agenda(page: Page) -> None:
    _numbers(page)
    page.tells(page.seen.of("caseitem"), "decision")


decisions = agenda


def minutes(page: Page) -> None:
    agenda(page)
    page.tells(page.seen.of("caseitem"), "text")


told = minutes


def point(page: Page) -> None:
    """This one whole; the others by their numbers."""
    _numbers(page)
    page.tells(page.at, "text", "decision")


def named(page: Page) -> None:
    page.links(page.at)
    page.may_tell(page.seen.one("case", anchor_id=page.at.anchor_id), "number")


def wall(page: Page) -> None:
    """Some of what the reader sees: what everybody in the room does."""
    for row in page.seen.of("caseitem"):
        page.may_tell(row, "decision")
        page.may_tell(page.seen.one("case", anchor_id=row.anchor_id), "number")


def choice(page: Page) -> None:
    for row in page.seen.of("case"):
        page.may_tell(row, "number")
