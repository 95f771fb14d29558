"""What a worker has marked so far: kept when the session ends, emptied when the data are handed over."""

from collections.abc import Sequence

from kooperacja.access import door
from kooperacja.access.snapshot import snapshot
from kooperacja.access.writing import writes
from kooperacja.audit.actions import record
from kooperacja.cases.actions.checks import may_work
from kooperacja.cases.models import Case
from kooperacja.disclosures.access import LABEL
from kooperacja.disclosures.actions.checks import JOINT_HELP
from kooperacja.disclosures.models import Draft
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import now


@writes
def save_draft(*, actor: Actor, case: Case, aim: str, marks: Sequence[str], letters: Sequence[int] = ()) -> Draft:
    """Numbers and categories alone; whether they may go is judged when they go."""
    may_work(actor, case)
    row = _mine(actor, case)
    if row is None:
        row = Draft(
            **LABEL,
            owner_id=case.owner_id,
            anchor_id=case.anchor_id,
            subject_id=case.subject_id,
            case=case,
            author_id=actor.user_id,
            purpose=aim,
        )
        row.save(force_insert=True)
    changes = {"purpose": aim, "marks": list(marks), "letters": list(letters), "updated_at": now()}
    Draft._base_manager.filter(pk=row.pk).update(**changes)
    record(actor, "disclosure.draft", row.about(), marks=len(marks))
    return row


def forget_draft(actor: Actor, case: Case) -> None:
    row = _mine(actor, case)
    if row is not None:
        Draft._base_manager.filter(pk=row.pk).update(marks=[], letters=[], updated_at=now())


def _mine(actor: Actor, case: Case) -> Draft | None:
    with snapshot():
        rows = door.visible(Draft, actor, JOINT_HELP).filter(case_id=case.pk, author_id=actor.user_id)
        return next(iter(rows.all("pk", limit=1)), None)
