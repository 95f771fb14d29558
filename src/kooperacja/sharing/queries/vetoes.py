"""The vetoes on one case: on its file, its household and its people."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Coalesce

from kooperacja.access import queries as facts
from kooperacja.access.door import visible
from kooperacja.access.models import Veto, VetoKind
from kooperacja.access.rights import LIFT, SET, rights_of
from kooperacja.access.snapshot import snapshot
from kooperacja.access.visible import missing
from kooperacja.accounts.models import User
from kooperacja.cases.models import Case
from kooperacja.cases.queries import CaseHeader, case_people
from kooperacja.directory.models import Institution
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import now
from kooperacja.foundation.intervals import valid_at
from kooperacja.foundation.paging import KeyPage, key_page

__all__ = [
    "Place",
    "VetoKind",
    "VetoRow",
    "all_kept",
    "get_kept",
    "get_veto",
    "is_among",
    "kept",
    "kept_lock",
    "kinds_to_set",
    "places",
    "rights_of",
    "still_sees",
    "vetoes_of",
]

Rights = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Place:
    """Something that can be locked: the file, the household, or a person of the case."""

    anchor_id: int
    name: str


@dataclass(frozen=True, slots=True)
class VetoRow:
    """`binds` names the worker or the institution, or is empty for everybody."""

    pk: int
    kind: str
    label: str
    anchor_id: int
    place: str
    binds: str
    since: datetime
    set_by: str
    may_lift: bool


@dataclass(frozen=True, slots=True)
class KeptLock:
    """A lock on a file that the reader perhaps does not see: no name, and on what kind of thing it lies."""

    pk: int
    kind: str
    label: str
    on: str
    binds: str
    since: datetime
    set_by: str


def places(actor: Actor, case: CaseHeader, purpose: str, words: tuple[str, str]) -> list[Place]:
    """`words` are those for the file and for the family. Whom the owner keeps out is told to nobody
    outside of it: for a partner there is no such page.
    """
    if case.owner_id != actor.institution_id:
        raise missing()
    people = case_people(actor, case, purpose)
    return [
        Place(case.anchor_id, words[0]),
        Place(case.subject_id, words[1]),
        *(Place(one.anchor_id, one.name) for one in people),
    ]


def vetoes_of(actor: Actor, rights: Rights, where: Sequence[Place]) -> list[VetoRow]:
    names = {place.anchor_id: place.name for place in where}
    return [
        VetoRow(
            pk=row.pk,
            kind=row.kind,
            label=row.get_kind_display(),
            anchor_id=row.anchor_id,
            place=names[row.anchor_id],
            binds=vars(row)["worker"] or vars(row)["institution"],
            since=row.valid_from,
            set_by=vars(row)["setter"],
            may_lift=(row.kind, LIFT) in rights and row.user_id != actor.user_id,
        )
        for row in _named(facts.vetoes(names))
    ]


def _named(rows: QuerySet[Veto]) -> QuerySet[Veto]:
    return rows.annotate(
        worker=_name(User, "full_name", "user_id"),
        institution=_name(Institution, "short_name", "institution_id"),
        setter=_name(User, "full_name", "recorded_by"),
    )


def kept(actor: Actor, *, after: str, before: str, limit: int) -> KeyPage[KeptLock]:
    """Locks on files of the reader's institution that his role lifts, but those that bind himself."""
    page = key_page(_named(_to_lift(actor)), ("pk",), after=after, before=before, limit=limit)
    return replace(page, rows=[kept_lock(row) for row in page.rows])


def all_kept(actor: Actor) -> list[KeptLock]:
    return [kept_lock(row) for row in _named(_to_lift(actor)).order_by("pk")]


def get_kept(actor: Actor, pk: int) -> Veto:
    """One of those, or `NotFound`."""
    row = _named(_to_lift(actor)).filter(pk=pk).first()
    if row is None:
        raise missing()
    return row


def _to_lift(actor: Actor) -> QuerySet[Veto]:
    kinds = [kind for kind, action in rights_of(actor, actor.institution_id) if action == LIFT]
    rows = Veto.objects.filter(valid_at(now()), anchor__owner=actor.institution_id, kind__in=kinds)
    return rows.exclude(user_id=actor.user_id).select_related("anchor")


def kept_lock(row: Veto) -> KeptLock:
    return KeptLock(
        pk=row.pk,
        kind=row.kind,
        label=row.get_kind_display(),
        on=row.anchor.get_kind_display(),
        binds=vars(row)["worker"] or vars(row)["institution"],
        since=row.valid_from,
        set_by=vars(row)["setter"],
    )


def _name(model: type[User | Institution], column: str, key: str) -> Coalesce:
    """The name behind a number of a veto; numbers that are 0 or gone have none."""
    named = Subquery(model.objects.filter(pk=OuterRef(key)).values(column)[:1])
    return Coalesce(named, Value(""), output_field=TextField())


def kinds_to_set(rights: Rights) -> list[tuple[str, str]]:
    return [(kind.value, str(kind.label)) for kind in VetoKind if (kind, SET) in rights]


def is_among(where: Sequence[Place], anchor_id: int) -> None:
    """A person of another case, or one who is locked to the reader, is missing."""
    if anchor_id not in {place.anchor_id for place in where}:
        raise missing()


def get_veto(pk: int, where: Sequence[Place]) -> Veto:
    """One that holds now on a place of the case, or `NotFound`."""
    for row in facts.vetoes(place.anchor_id for place in where):
        if row.pk == pk:
            return row
    raise missing()


def still_sees(actor: Actor, case: CaseHeader, purpose: str) -> bool:
    with snapshot():
        return visible(Case, actor, purpose).filter(pk=case.pk).exists()
