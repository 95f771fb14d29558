"""What the team talks about: general points, and points about families, each with its own visibility."""

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from kooperacja.access import door
from kooperacja.access.snapshot import snapshot
from kooperacja.access.writing import writes
from kooperacja.audit.actions import record
from kooperacja.cases.actions.checks import may_work
from kooperacja.cases.models import Case
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.errors import RuleBroken
from kooperacja.meetings import access
from kooperacja.meetings.actions.naming import names_nobody
from kooperacja.meetings.models import AFTER, CaseItem, GeneralItem, Meeting, Why
from kooperacja.meetings.queries.rows import HELP, Item, items_of

# Between two points there is room for those that are moved there.
STEP = 1024
LONGEST = 200


@transaction.atomic
def add_item(*, actor: Actor, meeting: Meeting, title: str) -> GeneralItem:
    """A general point, for all members. Of a member it is a proposal until whoever keeps the meeting takes it up."""
    access.can_propose(actor, meeting).require()
    tidy = " ".join(title.split())
    if not tidy or len(tidy) > LONGEST:
        told = _("Write what it is about, in at most %(most)s characters and without names.") % {"most": LONGEST}
        raise RuleBroken("item.title", told, field="title")
    names_nobody(actor, meeting, None, "title", tidy)
    is_proposed = not access.can_keep(actor, meeting)
    row = GeneralItem.objects.create(
        meeting=meeting, title=tidy, is_proposed=is_proposed, position=_place(meeting), added_by=actor.user_id
    )
    record(actor, "meeting.propose" if is_proposed else "meeting.add", meeting.about(), item=row.pk)
    return row


@writes
def add_case(*, actor: Actor, meeting: Meeting, case: Case, why: str) -> CaseItem:
    """A family of the actor's own institution. It lies in its file: who does not see the file's number does not see
    the point either.
    """
    access.can_add_case(actor, meeting).require()
    may_work(actor, case)
    if why not in Why.values:
        raise RuleBroken("item.why", _("Choose why the family is on the agenda."), field="why")
    with snapshot():
        before = door.visible(CaseItem, actor, HELP).filter(case_id=case.pk, meeting__state__in=AFTER).exists()
    row = CaseItem(
        owner_id=case.owner_id,
        anchor_id=case.anchor_id,
        subject_id=case.subject_id,
        **access.LABEL,
        meeting=meeting,
        case=case,
        why=why,
        need_on=case.learned_on,
        is_first=not before,
        position=_place(meeting),
        added_by=actor.user_id,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        sentence = _("This family is on the agenda already, for the same reason.")
        raise RuleBroken("item.doubled", sentence, field="case") from error
    record(actor, "meeting.add_case", row.about(), meeting=meeting.pk, why=why)
    return row


@transaction.atomic
def take_up(*, actor: Actor, meeting: Meeting, item: Item) -> None:
    """A proposal becomes a point of the agenda."""
    access.can_arrange(actor, meeting).require()
    if isinstance(item, GeneralItem):
        GeneralItem.objects.filter(pk=item.pk).update(is_proposed=False)
        record(actor, "meeting.take_up", meeting.about(), item=item.pk)


@writes
def drop(*, actor: Actor, meeting: Meeting, item: Item) -> None:
    """A point that is not needed; one of which something was written or decided stays."""
    _may_arrange(actor, meeting, item)
    if item.text or item.decision:
        raise RuleBroken("item.written", _("Something was written or decided here already, so it stays."))
    record(actor, "meeting.drop", item.about() if isinstance(item, CaseItem) else meeting.about(), item=item.pk)
    if isinstance(item, GeneralItem):
        item.delete()
        return
    # A row of a file is not deleted: it leaves the agenda for the pile of what was not discussed.
    type(item)._base_manager.filter(pk=item.pk).update(is_dropped=True)


@writes
def shift(*, actor: Actor, meeting: Meeting, item: Item, is_up: bool) -> None:
    """One place up or down among the points that the actor sees."""
    _may_arrange(actor, meeting, item)
    with snapshot():
        places = [one.position for one in items_of(actor, meeting)]
    here = places.index(item.position)
    there = here - 1 if is_up else here + 1
    if not 0 <= there < len(places):
        return
    beyond = there - 1 if is_up else there + 1
    edge = places[there] + (-STEP if is_up else STEP)
    last = places[beyond] if 0 <= beyond < len(places) else edge
    type(item)._base_manager.filter(pk=item.pk).update(position=(places[there] + last) // 2)
    record(actor, "meeting.shift", item.about() if isinstance(item, CaseItem) else meeting.about(), item=item.pk)


def _may_arrange(actor: Actor, meeting: Meeting, item: Item) -> None:
    access.can_arrange(actor, meeting).require()
    if isinstance(item, CaseItem):
        door.require(actor, door.WRITE, item, HELP)


def _place(meeting: Meeting) -> int:
    """After all others; the row of the meeting is held, so no two points stand in one place."""
    Meeting.objects.filter(pk=meeting.pk).update(last_position=F("last_position") + STEP)
    return int(Meeting.objects.values_list("last_position", flat=True).get(pk=meeting.pk))
