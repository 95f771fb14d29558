"""Actions in “Who got my data”: whoever is offered one learns that a family of this case number is helped."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from kooperacja.access.door import visible
from kooperacja.access.models import AnchorKind, Part
from kooperacja.disclosures.hooks import Somebody, Written
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import local_date, now
from kooperacja.foundation.intervals import valid_at
from kooperacja.tasks.models import TaskParty, TaskSide


def told_of_tasks(actor: Actor, people: Sequence[Somebody], purpose: str) -> Iterator[Written]:
    """Each action that was offered to another institution, once for each of these people of its case. Two
    statements; a third where there are people.
    """
    asked = sorted({one.anchor_id for one in people})
    usual = Part.objects.filter(valid_at(now()), subject__in=asked, dossier__kind=AnchorKind.DOSSIER)
    parts = usual.values_list("dossier_id", "subject_id")
    places: dict[int, list[int]] = {}
    for dossier, subject in sorted(set(parts)):
        places.setdefault(dossier, []).append(subject)
    if not places:
        return
    rows = visible(TaskSide, actor, purpose).owned().filter(party=TaskParty.GIVER, anchor_id__in=sorted(places))
    offered = rows.filter(task__handed_at__isnull=False).select_related("task__taker", "task__author")
    for side in offered.all("pk"):
        if side.task.is_own:
            continue
        for subject in places[side.anchor_id]:
            yield _written(side, subject)


def _written(side: TaskSide, subject_id: int) -> Written:
    task = side.task
    return Written(
        day=local_date(task.handed_at or task.made_at),
        institution=task.taker.name,
        subject_id=subject_id,
        what=_("Number of the case, title and deadline of an action"),
        why=_("We asked to do: %(title)s") % {"title": task.title},
        source=_("an agreement of both institutions"),
        worker=task.author.full_name,
    )
