"""The combined case file: the parts of one case from all packages that hold some."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kooperacja.access.door import visible
from kooperacja.agreements.labels import Purpose
from kooperacja.cases import queries as cases
from kooperacja.directory.queries import institution_names
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import local_date
from kooperacja.people.queries import Member
from kooperacja.referrals.models import Side
from kooperacja.referrals.queries import Row, described, row_of

NOTES_SHOWN, EVENTS_SHOWN, MOST_REFERRALS = 3, 6, 50
NOTES_OF_JOURNAL, MOST_NOTES = 50, 1000
JOINT_HELP = Purpose.JOINT_HELP


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of the short timeline."""

    day: date
    text: str
    icon: str
    tone: str = "calm"
    url: str = ""


@dataclass(frozen=True, slots=True)
class CaseFile:
    """`owner` is the name of the institution that leads the case where it is not the reader's."""

    case: cases.CaseHeader
    owner: str
    people: tuple[Member, ...]
    referrals: tuple[Row, ...]
    notes: cases.NoteList
    team: tuple[cases.Worker, ...]
    moments: tuple[Moment, ...]


@dataclass(frozen=True, slots=True)
class Journal:
    case: cases.CaseHeader
    notes: cases.NoteList


@dataclass(frozen=True, slots=True)
class History:
    case: cases.CaseHeader
    events: tuple[cases.Event, ...]


def case_file(actor: Actor, ref: str) -> CaseFile:
    """Five statements; one more for a case of another institution."""
    case = cases.case_header(actor, ref, JOINT_HELP)
    people = cases.case_people(actor, case, JOINT_HELP)
    notes = cases.case_notes(actor, case, JOINT_HELP, people, limit=NOTES_SHOWN)
    referrals = _referrals(actor, case)
    team = cases.case_team(case)
    told = sorted(_moments(case, referrals, notes, team), key=lambda one: one.day)
    return CaseFile(
        case=case,
        owner=_owner(actor, case),
        people=tuple(people),
        referrals=tuple(referrals),
        notes=notes,
        team=tuple(team),
        moments=tuple(told[: -EVENTS_SHOWN - 1 : -1]),
    )


def journal(actor: Actor, ref: str, *, everything: bool) -> Journal:
    case = cases.case_header(actor, ref, JOINT_HELP)
    people = cases.case_people(actor, case, JOINT_HELP)
    limit = MOST_NOTES if everything else NOTES_OF_JOURNAL
    return Journal(case, cases.case_notes(actor, case, JOINT_HELP, people, limit=limit))


def history(actor: Actor, ref: str) -> History:
    """From the trail: every change of the case, with who made it."""
    case = cases.case_header(actor, ref, JOINT_HELP)
    return History(case, tuple(cases.case_timeline(case)))


def _owner(actor: Actor, case: cases.CaseHeader) -> str:
    if case.owner_id == actor.institution_id:
        return ""
    return institution_names([case.owner_id]).get(case.owner_id, "")


def _referrals(actor: Actor, case: cases.CaseHeader) -> list[Row]:
    """Referrals that brought the case or were written from it, the latest change first."""
    rows = described(visible(Side, actor, JOINT_HELP).filter(case_id=case.pk), actor, JOINT_HELP)
    return [row_of(side) for side in rows.all("-referral__since_at", "-pk", limit=MOST_REFERRALS)]


def _moments(
    case: cases.CaseHeader, referrals: list[Row], notes: cases.NoteList, team: list[cases.Worker]
) -> Iterator[Moment]:
    """In the order in which they follow one another within a day."""
    for row in referrals:
        yield from _of_referral(row)
    yield Moment(case.opened_on, _("Case opened"), "file")
    for worker in team:
        told = {"name": worker.name, "capacity": worker.capacity}
        yield Moment(local_date(worker.since), _("%(name)s: %(capacity)s") % told, "users", "accent")
    for note in reversed(notes.rows):
        yield Moment(note.happened_on, _("Note: %(kind)s") % {"kind": note.kind}, "note")
    if case.interview and case.interview.done_on:
        yield Moment(case.interview.done_on, _("Family interview made"), "check", "ok")
    if case.closed_on:
        yield Moment(case.closed_on, _("Case closed: %(reason)s") % {"reason": case.close_reason}, "done", "ok")


def _of_referral(row: Row) -> Iterator[Moment]:
    url = reverse("referrals:show", args=[row.ref])
    if row.sent_at:
        sentence = _("Referral to %(partner)s") if row.is_outgoing else _("Referral from %(partner)s")
        yield Moment(local_date(row.sent_at), sentence % {"partner": row.partner}, "send", url=url)
    if _has_moved(row.sent_at, row.since_at):
        told = {"number": row.number, "state": row.state.label}
        text = pgettext("timeline", "%(number)s: %(state)s") % told
        yield Moment(local_date(row.since_at), text, row.state.icon, row.state.tone, url)


def _has_moved(sent_at: datetime | None, since_at: datetime) -> bool:
    return sent_at is not None and since_at > sent_at
