"""What the file has that could be handed over, as its worker sees it: one row for a person and a category."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from kooperacja.access.door import visible
from kooperacja.agreements.labels import LEVEL_OF, Category
from kooperacja.cases.queries import CaseHeader, case_people
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import today
from kooperacja.people.models import Detail
from kooperacja.people.queries import Member
from kooperacja.ui.formats import date_text


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the matrix. `place_id` is where its rows lie: a person, the household or the dossier. `words`
    tell what is in it without its content, `lines` are the content itself: what a letter hands over.
    """

    place_id: int
    subject_id: int
    category: Category
    who: str
    words: tuple[str, ...]
    lines: tuple[str, ...]
    person_ref: str = ""

    @property
    def is_of_family(self) -> bool:
        """About several people at once: no one person's consent opens it."""
        return not self.person_ref

    @property
    def key(self) -> str:
        return f"{self.place_id}-{self.subject_id}-{self.category.value}"

    @property
    def label(self) -> str:
        return str(self.category.label)

    @property
    def level(self) -> int:
        return LEVEL_OF[self.category]

    @property
    def told(self) -> str:
        return ", ".join(self.words)


Piece = tuple[int, Category, str, str]


def rows_of(actor: Actor, case: CaseHeader, purpose: str) -> list[Row]:
    """Ordinary data first; two statements."""
    people = case_people(actor, case, purpose)
    rows = [_of_case(case), *_of_household(case)]
    details = _details(actor, people, purpose)
    for one in people:
        rows += _of_person(one, [*_known(one, case.subject_id), *details.get(one.pk, ())])
    return sorted(rows, key=lambda row: (row.level, list(LEVEL_OF).index(row.category)))


def _of_case(case: CaseHeader) -> Row:
    words = (_("case number"), _("who leads it"), _("its state"))
    lines = (
        _("Case number: %(value)s") % {"value": case.number},
        _("Key worker: %(value)s") % {"value": case.key_worker},
        _("State: %(value)s") % {"value": case.state.label},
    )
    return Row(case.anchor_id, case.subject_id, Category.COORDINATION, _("case"), words, lines)


def _of_household(case: CaseHeader) -> Iterator[Row]:
    if case.family:
        words = (_("surname of the family"), _("place"))
        named = _("Family: %(value)s") % {"value": case.family}
        lines = (named, _("Place: %(value)s") % {"value": case.place}) if case.place else (named,)
        yield Row(case.subject_id, case.subject_id, Category.FAMILY, _("family"), words, lines)


def _known(one: Member, household_id: int) -> Iterator[Piece]:
    """Of the register row itself: where it lies, its category, what it is, what it says."""
    yield one.anchor_id, Category.IDENTITY, _("first name and surname"), one.name
    if one.born_on:
        yield one.anchor_id, Category.IDENTITY, _("date of birth"), date_text(one.born_on)
    if one.kinship:
        yield household_id, Category.FAMILY, _("who in the family"), one.kinship
    if one.education:
        yield one.anchor_id, Category.EDUCATION, _("school and class"), one.education
    if one.employment:
        yield one.anchor_id, Category.EMPLOYMENT, _("work"), one.employment


def _details(actor: Actor, people: Sequence[Member], purpose: str) -> dict[int, list[Piece]]:
    """What holds today, by person."""
    anchors = {one.pk: one.anchor_id for one in people}
    rows = visible(Detail, actor, purpose).owned().filter(_holds(today()), person_id__in=list(anchors))
    found: dict[int, list[Piece]] = {}
    for row in rows.all("pk"):
        piece = (anchors[row.person_id], Category(row.category), row.get_kind_display(), row.text or row.paper)
        found.setdefault(row.person_id, []).append(piece)
    return found


def _holds(day: date) -> Q:
    return Q(until=None) | Q(until__gt=day)


def _of_person(one: Member, pieces: Sequence[Piece]) -> Iterator[Row]:
    """Pieces that lie in one place and are of one category open together, so they are one row."""
    for place, category in dict.fromkeys((place, category) for place, category, _word, _text in pieces):
        mine = [(word, text) for at, kind, word, text in pieces if (at, kind) == (place, category)]
        yield Row(
            place_id=place,
            subject_id=one.anchor_id,
            category=category,
            who=one.name,
            words=tuple(dict.fromkeys(word for word, _text in mine)),
            lines=tuple(f"{word}: {text}" for word, text in mine),
            person_ref=one.ref,
        )
