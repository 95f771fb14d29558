"""What is known about a person, as dated rows: written, ended by a paper, or corrected. Nothing is overwritten,
so the old value, its author and the date stay (I38).
"""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from kooperacja.access import door
from kooperacja.access.snapshot import snapshot
from kooperacja.access.visible import missing
from kooperacja.access.writing import writes
from kooperacja.agreements.labels import LEVEL_OF, Purpose
from kooperacja.audit.actions import read, record
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import now
from kooperacja.foundation.errors import Conflict, NotAllowed, RuleBroken
from kooperacja.foundation.replacing import Change
from kooperacja.people.access import writing
from kooperacja.people.actions.pesel import ground_of
from kooperacja.people.actions.replacing import follow
from kooperacja.people.kinds import CATEGORY_OF, KEPT, MASKED, OF_COURT, OF_SOMEBODY, WORDLESS, DetailKind
from kooperacja.people.models import Detail, Person


@dataclass(frozen=True, slots=True)
class DetailText:
    """What somebody typed. `other` is the guardian or the parent whom the court's decision names."""

    kind: str
    since: date
    text: str = ""
    paper: str = ""
    until: date | None = None
    other: Person | None = None


@writes
def add_detail(*, actor: Actor, person: Person, typed: DetailText) -> Detail:
    """Write down one thing. Whoever may write the person and is authorised for its category may."""
    door.require(actor, door.WRITE, person, Purpose.JOINT_HELP)
    _is_whole(actor, person, typed)
    return _write(actor, person, typed)


@writes
def end_detail(*, actor: Actor, detail: Detail, until: date) -> None:
    """It held until this day, and holds no more from it on."""
    door.require(actor, door.WRITE, detail, Purpose.JOINT_HELP)
    if until < detail.since:
        raise RuleBroken("detail.order", _("It cannot end before it begins."), field="until")
    _close(actor, detail, until, "detail.end")


@writes
def correct_detail(*, actor: Actor, detail: Detail, person: Person, typed: DetailText) -> Detail:
    """It was wrong: it is closed as one that never held, and the right one is written beside it. The kind
    stays, for a row of another category would be read by other people.
    """
    door.require(actor, door.WRITE, detail, Purpose.JOINT_HELP)
    door.require(actor, door.WRITE, person, Purpose.JOINT_HELP)
    if typed.kind != detail.kind or detail.person_id != person.pk:
        raise RuleBroken(
            "detail.other", _("A correction stays of the same kind and about the same person."), field="kind"
        )
    _is_whole(actor, person, typed)
    _close(actor, detail, detail.since, "detail.correct")
    right = _write(actor, person, typed)
    place = (detail.owner_id, detail.anchor_id, detail.subject_id)
    follow(actor, Change.ERROR, place, detail.category, since=detail.written_at)
    return right


def reveal_detail(*, actor: Actor, ref: str, purpose: str) -> str:
    """What a masked row says. That it was shown is in the trail before it is (I25); a row that no page masks is
    as one that does not exist.
    """
    with snapshot() as shot:
        row = door.visible(Detail, actor, purpose).get(ref=ref)
        if row.kind not in MASKED:
            raise missing()
        ground = ground_of(shot)
    read(actor, "detail.reveal", (row.subject_id,), purpose=purpose, ground=ground, count=1, about=row.about())
    return row.text


def _is_whole(actor: Actor, person: Person, typed: DetailText) -> None:
    if typed.kind not in DetailKind.values or typed.kind in KEPT:
        raise RuleBroken("detail.kind", _("Say what you are writing down."), field="kind")
    if CATEGORY_OF[DetailKind(typed.kind)] not in writing(actor).categories:
        raise NotAllowed("detail.category", _("You are not authorised for data of this category."))
    if typed.until and typed.until < typed.since:
        raise RuleBroken("detail.order", _("It cannot end before it begins."), field="until")
    if typed.kind in OF_COURT and not typed.paper.strip():
        raise RuleBroken("detail.paper", _("Name the paper that it rests on: court, date, number."), field="paper")
    if typed.kind in OF_SOMEBODY:
        _names_somebody(actor, person, typed)
    elif typed.other:
        raise RuleBroken("detail.nobody", _("This kind names no other person."), field="other")
    if typed.kind not in OF_COURT | WORDLESS and not typed.text.strip():
        raise RuleBroken("detail.empty", _("Write what is known."), field="text")


def _names_somebody(actor: Actor, person: Person, typed: DetailText) -> None:
    """A guardian may be a stranger, of whom only the name is written; a limit names one of the parents, and so does
    what says whose child it is.
    """
    is_by_name = typed.kind in {DetailKind.GUARDIAN, DetailKind.CURATOR} and typed.text.strip()
    if not typed.other and not is_by_name:
        raise RuleBroken("detail.who", _("Say whom it concerns."), field="other")
    if typed.other:
        door.require(actor, door.WRITE, typed.other, Purpose.JOINT_HELP)
        if typed.other.pk == person.pk:
            raise RuleBroken(
                "detail.who", _("Choose somebody else: this is the person whom the row is about."), field="other"
            )


def _write(actor: Actor, person: Person, typed: DetailText) -> Detail:
    category = CATEGORY_OF[DetailKind(typed.kind)]
    detail = Detail(
        owner_id=person.owner_id,
        anchor_id=person.anchor_id,
        subject_id=person.anchor_id,
        category=category,
        level=LEVEL_OF[category],
        person=person,
        kind=typed.kind,
        text=typed.text.strip(),
        other=typed.other,
        paper=typed.paper.strip(),
        since=typed.since,
        until=typed.until,
        author_id=actor.user_id,
    )
    detail.save(force_insert=True)
    record(actor, "detail.add", detail.about(), says=typed.kind)
    return detail


def _close(actor: Actor, detail: Detail, until: date, action: str) -> None:
    closed = {"until": until, "closed_by_id": actor.user_id, "closed_at": now(), "updated_at": now()}
    if not Detail._base_manager.filter(pk=detail.pk, closed_at=None).update(**closed):
        raise Conflict("detail.closed", _("Somebody has ended or corrected this meanwhile. Look at the page again."))
    record(actor, action, detail.about(), says=detail.kind)
