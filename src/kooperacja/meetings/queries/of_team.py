"""What the page of a team tells of its meetings: the next and the newest one, the families it works for, and how long
a family waited.
"""

from django.db.models import OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kooperacja.access.door import visible
from kooperacja.access.plans import parted
from kooperacja.access.snapshot import snapshot
from kooperacja.cases.models import Case
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import local_date, now
from kooperacja.meetings import access
from kooperacja.meetings.models import AFTER, CaseItem, Meeting, MeetingState
from kooperacja.meetings.queries.listing import SHEET, waited_of
from kooperacja.meetings.queries.rows import HELP
from kooperacja.teams.hooks import Box, Link
from kooperacja.teams.models import Team
from kooperacja.ui.formats import date_text, datetime_text

# So many families stand on the page; the others are found among the meetings.
MOST = 12


def boxes_of_team(actor: Actor, team: Team) -> list[Box]:
    """In two statements, whatever the number of meetings."""
    items = _items(actor, team)
    families = _families(items)
    waited = waited_of([item for item in items if item.meeting.state in AFTER])
    told = ngettext("%(count)s day", "%(count)s days", waited or 0) % {"count": waited}
    facts = ((_("From the need to the first meeting"), told),) if waited is not None else ()
    new = Link(_("Plan a meeting"), reverse("meetings:plan", args=[team.ref])) if access.can_plan(actor, team) else None
    meetings = Box(_("Meetings"), facts, (*_meetings(team), _all(team)), new)
    return [meetings, Box(_("Families that it works for"), links=families)] if families else [meetings]


def _items(actor: Actor, team: Team) -> list[CaseItem]:
    with snapshot():
        number = visible(Case, actor, HELP).value("ref", "number", anchor_id=OuterRef("anchor_id"))
        rows = visible(CaseItem, actor, HELP).filter(meeting__team_id=team.pk, is_dropped=False)
        rows = rows.exclude(meeting__state=MeetingState.CANCELLED).select_related("meeting")
        return rows.beside(case_told=number).all("-pk", limit=SHEET)


def _families(items: list[CaseItem]) -> tuple[Link, ...]:
    """The newest first; each once, with the day of its newest meeting."""
    newest: dict[int, CaseItem] = {}
    for item in sorted(items, key=lambda one: one.meeting.starts_at, reverse=True):
        newest.setdefault(item.case_id, item)
    return tuple(_family(item) for item in list(newest.values())[:MOST])


def _family(item: CaseItem) -> Link:
    ref, number = parted(vars(item)["case_told"], 2)
    day = date_text(local_date(item.meeting.starts_at))
    return Link(_("Case %(number)s") % {"number": number}, reverse("desk:case_file", args=[ref]), day)


def _meetings(team: Team) -> tuple[Link, ...]:
    """The next one, and the newest that was held."""
    rows = list(Meeting.objects.filter(team=team).exclude(state=MeetingState.CANCELLED).order_by("-starts_at")[:SHEET])
    coming = [row for row in rows if row.starts_at >= now() and row.state not in AFTER][-1:]
    held = [row for row in rows if row.state in AFTER][:1]
    return tuple(_meeting(row) for row in (*coming, *held))


def _meeting(row: Meeting) -> Link:
    url = reverse("meetings:show", args=[row.ref])
    return Link(datetime_text(row.starts_at), url, str(MeetingState(row.state).label))


def _all(team: Team) -> Link:
    return Link(_("All meetings of this team"), f"{reverse('meetings:list')}?team={team.ref}")
