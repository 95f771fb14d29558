"""One meeting, one point of its agenda, and who sees a point: for actions and pages."""

from collections.abc import Collection, Iterable

from django.db.models import OuterRef, Prefetch, QuerySet, prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext as _

from kooperacja.access.door import visible
from kooperacja.access.explain import who_can_see
from kooperacja.access.models import VetoKind
from kooperacja.access.queries import vetoes
from kooperacja.access.snapshot import snapshot
from kooperacja.agreements.labels import Purpose
from kooperacja.cases.models import Case
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.errors import NotFound
from kooperacja.meetings.models import CaseItem, GeneralItem, Invitation, Meeting
from kooperacja.teams.access import visible_teams
from kooperacja.teams.models import Seat

HELP = Purpose.JOINT_HELP
Item = GeneralItem | CaseItem


def meetings_of(actor: Actor) -> QuerySet[Meeting]:
    """Those of the teams that this reader knows of."""
    return Meeting.objects.filter(team__in=visible_teams(actor))


def get_meeting(actor: Actor, ref: str) -> Meeting:
    """With its team and its seats, in two statements."""
    found = find_meeting(actor, ref)
    seats = Seat.objects.select_related("institution", "user").order_by("institution__folded", "pk")
    prefetch_related_objects([found], Prefetch("team__seats", queryset=seats))
    return found


def find_meeting(actor: Actor, ref: str) -> Meeting:
    """Without its seats."""
    rows = meetings_of(actor).select_related("team__variant", "team__leader", "team__agreement", "next_one")
    found = rows.filter(ref=ref).first()
    if found is None:
        raise missing()
    return found


def get_item(actor: Actor, meeting: Meeting, ref: str) -> Item:
    """A point that is closed to the reader is missing, as one that is not there."""
    general = GeneralItem.objects.filter(meeting=meeting, ref=ref).first()
    if general is not None:
        return general
    with snapshot():
        return visible(CaseItem, actor, HELP).filter(meeting_id=meeting.pk, is_dropped=False).get(ref=ref)


def items_of(actor: Actor, meeting: Meeting) -> list[Item]:
    """In the order of the agenda, those that the reader sees. Needs an open snapshot."""
    general = GeneralItem.objects.filter(meeting=meeting).select_related("charged")
    rows = visible(CaseItem, actor, HELP).filter(meeting_id=meeting.pk, is_dropped=False)
    number = visible(Case, actor, HELP).value("ref", "number", anchor_id=OuterRef("anchor_id"))
    cases = rows.beside("charged", case_told=number).all("position")
    return sorted([*general, *cases], key=lambda item: (item.position, item.ref))


def present(meeting: Meeting) -> list[Invitation]:
    rows = Invitation.objects.filter(meeting=meeting, is_present=True)
    return list(rows.select_related("seat__institution", "user").order_by("user__full_name", "pk"))


def invited(meeting: Meeting) -> list[Invitation]:
    """In the order of their invitation."""
    return list(Invitation.objects.filter(meeting=meeting).select_related("seat", "user").order_by("pk"))


def following_ref(meeting: Meeting) -> str:
    """Of the meeting that this one forced; empty where there is none."""
    following = getattr(meeting, "next_one", None)
    return following.ref if following else ""


def heads(rows: Iterable[Invitation], without: Iterable[int] = ()) -> int:
    """For how many seats somebody is there; a substitute beside the one he stands in for is one head."""
    out = set(without)
    return len({row.counts_as for row in rows if row.pk not in out})


def seers(item: CaseItem) -> set[tuple[int, int]]:
    """Workers and the institution for which they see the point."""
    return {(sight.user_id, sight.institution_id) for sight in who_can_see(item, HELP)}


def bound(item: CaseItem) -> set[int]:
    """Workers who declared a conflict of interest about this family."""
    rows = vetoes([item.anchor_id, item.subject_id]).filter(kind=VetoKind.CONFLICT)
    return set(rows.values_list("user_id", flat=True))


def page_of_meeting(actor: Actor, kind: str, pk: int) -> str:
    """The address of a meeting of a team that the reader knows of."""
    if kind != "meeting":
        return ""
    ref = meetings_of(actor).filter(pk=pk).values_list("ref", flat=True).first()
    return reverse("meetings:show", args=[ref]) if ref else ""


def closed_meetings(actor: Actor, objects: Collection[tuple[str, int]]) -> set[tuple[str, int]]:
    """Of the meetings among these those that the reader does not know of any more."""
    asked = {pk for kind, pk in objects if kind == "meeting"}
    there = set(meetings_of(actor).filter(pk__in=asked).values_list("pk", flat=True)) if asked else set()
    return {("meeting", pk) for pk in asked - there}


def missing() -> NotFound:
    return NotFound("not_found", _("There is no such page, or you have no access to it."))
