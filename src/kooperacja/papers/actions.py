"""That a paper was made: one entry of the trail, with its code and how much of it was filled in."""

from kooperacja.access.writing import writes
from kooperacja.audit.actions import record
from kooperacja.audit.models import About
from kooperacja.foundation.actor import Actor
from kooperacja.papers.queries import MADE, Paper


@writes
def made(*, actor: Actor, paper: Paper) -> None:
    """The paper was read through `visible` by this actor in this request."""
    case = paper.case
    about = About("case", case.pk, case.anchor_id, (case.subject_id,))
    content = paper.content
    record(actor, MADE, about, code=paper.sheet.code, filled=content.filled, blank=content.blank)
