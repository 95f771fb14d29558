"""The notes of a case. They are never changed: a correction is a new entry."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from kooperacja.access import door
from kooperacja.access.snapshot import snapshot
from kooperacja.access.visible import missing
from kooperacja.access.writing import writes
from kooperacja.agreements.labels import LEVEL_OF, Category
from kooperacja.audit.actions import record
from kooperacja.cases.access import can_lead, writable_categories
from kooperacja.cases.actions.checks import JOINT_HELP, belongs, may_work, not_future, touch
from kooperacja.cases.models import Case, Note, NoteKind
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.errors import RuleBroken
from kooperacja.people.models import Person


@writes
def write_note(
    *,
    actor: Actor,
    case: Case,
    kind: str,
    happened_on: date,
    category: str,
    text: str,
    person: Person | None = None,
) -> Note:
    """What a contact brought. The category is chosen, the level follows from it; the note is about
    one person of the case, or about the family.
    """
    may_work(actor, case)
    if category not in writable_categories(actor):
        raise RuleBroken("note.category", _("You are not authorised to write about this."), field="category")
    if person is not None and not belongs(case, person.anchor_id):
        raise RuleBroken("note.person", _("This person does not belong to this case."), field="person")
    subject_id = person.anchor_id if person else case.subject_id
    note = _new_note(actor, case, subject_id, category, kind=kind, happened_on=happened_on, text=text)
    record(actor, "note.write", note.about(), category=category)
    touch(case)
    return note


@writes
def correct_note(*, actor: Actor, case: Case, note: Note, happened_on: date, text: str) -> Note:
    """A correction is a new entry of the same category about the same; the first one stays. It is
    written by the author, or by who leads the case.
    """
    may_work(actor, case)
    if note.author_id != actor.user_id:
        can_lead(actor, case).require()
    door.require(actor, door.WRITE, note, JOINT_HELP)
    if note.case_id != case.pk:
        raise missing()
    later = _new_note(
        actor,
        case,
        note.subject_id,
        note.category,
        kind=note.kind,
        happened_on=happened_on,
        text=text,
        corrects=_not_corrected(actor, note),
    )
    record(actor, "note.correct", later.about(), category=note.category, corrects=note.pk)
    touch(case)
    return later


def _new_note(
    actor: Actor,
    case: Case,
    subject_id: int,
    category: str,
    *,
    kind: str,
    happened_on: date,
    text: str,
    corrects: Note | None = None,
) -> Note:
    not_future(happened_on, "happened_on")
    if kind not in NoteKind.values:
        raise RuleBroken("note.kind", _("Say what kind of contact it was."), field="kind")
    if not text.strip():
        raise RuleBroken("note.empty", _("Write the text of the note."), field="text")
    note = Note(
        owner_id=case.owner_id,
        anchor_id=case.anchor_id,
        subject_id=subject_id,
        category=category,
        level=LEVEL_OF[Category(category)],
        case=case,
        kind=kind,
        happened_on=happened_on,
        text=text.strip(),
        author_id=actor.user_id,
        corrects=corrects,
    )
    note.save(force_insert=True)
    return note


def _not_corrected(actor: Actor, note: Note) -> Note:
    """Only the last entry is corrected, so that there is never more than one valid text."""
    with snapshot():
        later = door.visible(Note, actor, JOINT_HELP).filter(corrects_id=note.pk).exists()
    if later:
        sentence = _("This note was corrected already. Correct the latest entry.")
        raise RuleBroken("note.corrected", sentence, field="text")
    return note
