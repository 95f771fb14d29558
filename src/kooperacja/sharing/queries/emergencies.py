"""Emergency accesses: the reader's own, those that wait for a review, and what one of them opens."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from kooperacja.access.door import visible
from kooperacja.access.models import Emergency, EmergencyOutcome, Labelled, Part
from kooperacja.access.unrestricted import unrestricted
from kooperacja.access.visible import missing
from kooperacja.agreements.labels import Category
from kooperacja.cases.models import Case, Note
from kooperacja.directory.models import Institution
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import now, today
from kooperacja.foundation.folding import fold
from kooperacja.foundation.intervals import valid_at
from kooperacja.foundation.paging import KeyPage, key_page
from kooperacja.people.models import Household, Occupation, Person

__all__ = [
    "OUTCOMES",
    "EmergencyOutcome",
    "EmergencyRow",
    "Vital",
    "emergency_keys",
    "emergency_row",
    "find_subject",
    "get_emergency",
    "get_own",
    "institutions",
    "mine",
    "opened",
    "to_review",
    "waiting",
]


@dataclass(frozen=True, slots=True)
class EmergencyRow:
    """One access as a list shows it. It names the worker and the institutions, never the person. `outcome`
    is a word for people, `verdict` the same for programs; both are empty before the review.
    """

    pk: int
    worker: str
    institution: str
    owner: str
    reason: str
    since: datetime
    until: datetime
    is_live: bool
    outcome: str
    verdict: str
    reviewed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Vital:
    """One row that is open: what it is, its words, its category, and since when it says so."""

    what: str
    text: str
    category: str
    day: date


OUTCOMES = EmergencyOutcome.choices


def mine(actor: Actor) -> list[EmergencyRow]:
    """The reader's own accesses, newest first."""
    return _rows(Q(user=actor.user_id, institution=actor.institution_id))


def _concerns(actor: Actor) -> Q:
    """The actor's institution asked for it, or keeps the data."""
    return Q(institution=actor.institution_id) | Q(subject__owner=actor.institution_id)


def _reviewed_by(actor: Actor) -> Q:
    return _concerns(actor) & ~Q(user=actor.user_id)


def waiting(actor: Actor) -> int:
    """How many wait for this officer."""
    return Emergency.objects.filter(_reviewed_by(actor), reviewed_at=None).count()


def to_review(actor: Actor) -> list[EmergencyRow]:
    """Accesses of the officer's institution, or to its data; those without a review first."""
    found = _rows(_reviewed_by(actor))
    return sorted(found, key=lambda row: row.reviewed_at is not None)


def _rows(wanted: Q) -> list[EmergencyRow]:
    return [_row(row) for row in _with_names(wanted).order_by("-valid_from", "-pk")[:200]]


def _with_names(wanted: Q) -> QuerySet[Emergency]:
    return Emergency.objects.filter(wanted).select_related("user", "institution", "subject__owner")


def _row(row: Emergency) -> EmergencyRow:
    return EmergencyRow(
        pk=row.pk,
        worker=row.user.full_name,
        institution=row.institution.short_name,
        owner=row.subject.owner.short_name,
        reason=row.reason,
        since=row.valid_from,
        until=row.valid_to,
        is_live=row.holds_at(now()),
        outcome=row.get_outcome_display() if row.outcome else "",
        verdict=row.outcome,
        reviewed_at=row.reviewed_at,
    )


def emergency_keys(actor: Actor, *, to_review: bool, after: str, before: str, limit: int) -> KeyPage[EmergencyRow]:
    """The reader's own, or those that wait for this officer, for programs; the oldest first."""
    own = Q(user=actor.user_id, institution=actor.institution_id)
    wanted = _reviewed_by(actor) & Q(reviewed_at=None) if to_review else own
    page = key_page(_with_names(wanted), ("pk",), after=after, before=before, limit=limit)
    return replace(page, rows=[_row(row) for row in page.rows])


def emergency_row(actor: Actor, pk: int) -> EmergencyRow:
    return _row(get_emergency(pk, actor))


def get_emergency(pk: int, actor: Actor) -> Emergency:
    """One that the reader opened or may review, or `NotFound`."""
    row = _with_names(_concerns(actor) & Q(pk=pk)).first()
    if row is None:
        raise missing()
    return row


def get_own(pk: int, actor: Actor) -> Emergency:
    row = get_emergency(pk, actor)
    if row.user_id != actor.user_id or row.institution_id != actor.institution_id:
        raise missing()
    return row


def institutions() -> list[tuple[int, str]]:
    """Whose case it may be; the directory is open to all."""
    rows = Institution.objects.filter(Q(ended_on=None) | Q(ended_on__gt=today()))
    return list(rows.order_by("short_name").values_list("pk", "short_name"))


def find_subject(*, owner_id: int, case_number: str, first_name: str) -> int:
    """The one person of this name in the case of this number; 0 for none and for several alike."""
    with unrestricted(Case, "sharing.emergency") as cases:
        dossiers = list(
            cases.filter(owner_id=owner_id, number__iexact=case_number.strip()).values_list("anchor_id", flat=True)
        )
    subjects = Part.objects.filter(valid_at(now()), dossier__in=dossiers).values("subject")
    wanted = fold(first_name)
    with unrestricted(Person, "sharing.emergency") as people:
        rows = list(people.filter(anchor__in=subjects).values_list("anchor_id", "first_name"))
    found = {anchor for anchor, name in rows if wanted and fold(name) == wanted}
    return found.pop() if len(found) == 1 else 0


def opened(actor: Actor, emergency: Emergency, purpose: str) -> list[Vital]:
    """What can be read of this person now; everything that is shown is written to the trail."""
    found = [row for model, words in KINDS for row in _told(model, words, actor, emergency, purpose)]
    return sorted(found, key=lambda one: (one.what, one.category, one.day))


def _told(
    model: type[Labelled], words: Callable[[Any], tuple[str, str]], actor: Actor, emergency: Emergency, purpose: str
) -> Iterator[Vital]:
    for row in visible(model, actor, purpose).filter(subject_id=emergency.subject_id).all(limit=100):
        what, text = words(row)
        yield Vital(what, text, str(Category(row.category).label), row.updated_at.date())


def _person(row: Person) -> tuple[str, str]:
    born = _("born %(day)s") % {"day": f"{row.born_on:%d.%m.%Y}"} if row.born_on else ""
    return _("Person"), ", ".join(filter(None, (f"{row.first_name} {row.last_name}".strip(), born)))


def _occupation(row: Occupation) -> tuple[str, str]:
    return _("School or work"), row.text


def _household(row: Household) -> tuple[str, str]:
    return _("Household"), ", ".join(filter(None, (row.name, row.place)))


def _note(row: Note) -> tuple[str, str]:
    return _("Note"), row.text


KINDS: tuple[tuple[type[Labelled], Callable[[Any], tuple[str, str]]], ...] = (
    (Person, _person),
    (Occupation, _occupation),
    (Household, _household),
    (Note, _note),
)
