"""The minutes of a meeting (T12) as parts of a paper: cases by number, and only what the reader sees."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from kooperacja.meetings.queries.page import ItemRow, MeetingPage
from kooperacja.ui.formats import date_text, datetime_text


def parts(page: MeetingPage) -> dict[str, Any]:
    return {"place": page.meeting.place, "parts": [*_head(page), *_points(page), *_end(page)]}


def _head(page: MeetingPage) -> Iterator[dict[str, Any]]:
    meeting = page.meeting
    there = {one.name for one in page.people if one.is_present}
    away = [one.name for one in page.people if one.invitation_id and one.name not in there]
    facts = [
        [_("Team"), meeting.team.name],
        [_("When"), datetime_text(meeting.starts_at)],
        [_("Quorum"), str(meeting.quorum)],
        [_("Present"), "; ".join(f"{one.name}, {one.institution}" for one in page.people if one.is_present)],
        [_("Absent"), "; ".join(away)],
    ]
    yield {"facts": [row for row in facts if row[1]]}


def _points(page: MeetingPage) -> Iterator[dict[str, Any]]:
    for row in page.items:
        yield {"heading": f"{row.number}. {heading(row)}"}
        if row.text:
            yield {"text": row.text}
        if row.is_decided:
            yield {"facts": [one for one in _decision(row) if one[1]]}


def heading(row: ItemRow) -> str:
    if not row.is_case:
        return row.title
    return f"{case_words(row.case_number)}: {row.title}"


def case_words(number: str) -> str:
    return _("Case %(number)s") % {"number": number}


def _decision(row: ItemRow) -> Iterator[list[str]]:
    outcome = _("adopted") if row.is_adopted else _("not adopted")
    told = {"yes": row.votes_for, "no": row.votes_against, "none": row.abstained, "away": row.recused}
    yield [_("Decision"), f"{row.decision} ({outcome})"]
    yield [_("Votes"), _("for %(yes)s, against %(no)s, abstained %(none)s, recused %(away)s") % told]
    yield [_("By name"), "; ".join(f"{vote.name}: {vote.label}" for vote in row.votes)]
    yield [_("Dissenting opinions"), "; ".join(f"{one.name}: {one.objection}" for one in row.votes if one.objection)]
    yield [_("Who does it"), f"{row.charged}, {date_text(row.due_on)}" if row.due_on else ""]


def _end(page: MeetingPage) -> Iterator[dict[str, Any]]:
    following = getattr(page.meeting, "next_one", None)
    told = datetime_text(following.starts_at) if following else page.meeting.no_next_reason
    yield {"facts": [[_("Next meeting"), told]]} if told else {"text": ""}
    signed = [[_("Minutes finished by"), page.written_by], [_("Signed by"), page.signed_by]]
    if any(name for _label, name in signed):
        yield {"facts": [row for row in signed if row[1]]}
    yield {"sign": _("signature")}
