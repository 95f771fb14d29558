"""The rows of requests, for actions, and which of them are closed to a reader of notices."""

from collections.abc import Collection

from django.urls import reverse

from kooperacja.access.door import visible
from kooperacja.access.snapshot import snapshot
from kooperacja.agreements.labels import Purpose
from kooperacja.audit import queries as trail
from kooperacja.foundation.actor import Actor
from kooperacja.inquiries.models import Inquiry, InquirySide

ANSWERS = frozenset({"inquiry.answer", "inquiry.write_down"})


def get_side(actor: Actor, ref: str, purpose: str) -> InquirySide:
    """The actor's own side; missing and forbidden are the same."""
    with snapshot():
        rows = visible(InquirySide, actor, purpose).owned()
        return rows.select_related("inquiry__asker", "inquiry__addressee").get(inquiry__ref=ref)


def has_answered(actor: Actor, inquiry: Inquiry) -> bool:
    """Whether the answer in words is of the actor's institution."""
    return any(is_answer_of(actor, step) for step in trail.timeline("inquiry", [inquiry.pk], with_people=False))


def is_answer_of(actor: Actor, step: trail.Step) -> bool:
    return step.action in ANSWERS and step.institution_id == actor.institution_id


def closed_inquiries(actor: Actor, objects: Collection[tuple[str, int]]) -> set[tuple[str, int]]:
    """Of the requests among these those of which no side is open to the actor: a notice may not name them."""
    asked = {pk for kind, pk in objects if kind == "inquiry"}
    if not asked:
        return set()
    with snapshot():
        rows = visible(InquirySide, actor, Purpose.JOINT_HELP).owned().filter(inquiry_id__in=sorted(asked)).all()
    return {("inquiry", pk) for pk in asked.difference(row.inquiry_id for row in rows)}


def page_of_inquiry(actor: Actor, kind: str, pk: int) -> str:
    """The address of a request of which the actor's side is open to him."""
    if kind != "inquiry":
        return ""
    with snapshot():
        rows = visible(InquirySide, actor, Purpose.JOINT_HELP).owned().filter(inquiry_id=pk)
        found = rows.select_related("inquiry").all(limit=1)
    return reverse("inquiries:show", args=[found[0].inquiry.ref]) if found else ""
