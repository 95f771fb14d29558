"""The vetoes on one case: on its file, its household and its people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Subquery, TextField, Value
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

__all__ = ["Place", "VetoRow", "get_veto", "kinds_to_set", "places", "rights_of", "still_sees", "vetoes_of"]

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
    place: str
    binds: str
    since: datetime
    set_by: str
    may_lift: bool


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
            place=names[row.anchor_id],
            binds=vars(row)["worker"] or vars(row)["institution"],
            since=row.valid_from,
            set_by=vars(row)["setter"],
            may_lift=(row.kind, LIFT) in rights and row.user_id != actor.user_id,
        )
        for row in facts.vetoes(names).annotate(
            worker=_name(User, "full_name", "user_id"),
            institution=_name(Institution, "short_name", "institution_id"),
            setter=_name(User, "full_name", "recorded_by"),
        )
    ]


def _name(model: type[User | Institution], column: str, key: str) -> Coalesce:
    """The name behind a number of a veto; numbers that are 0 or gone have none."""
    named = Subquery(model.objects.filter(pk=OuterRef(key)).values(column)[:1])
    return Coalesce(named, Value(""), output_field=TextField())


def kinds_to_set(rights: Rights) -> list[tuple[str, str]]:
    return [(kind.value, str(kind.label)) for kind in VetoKind if (kind, SET) in rights]


def get_veto(pk: int, where: Sequence[Place]) -> Veto:
    """One that holds now on a place of the case, or `NotFound`."""
    for row in facts.vetoes(place.anchor_id for place in where):
        if row.pk == pk:
            return row
    raise missing()


def still_sees(actor: Actor, case: CaseHeader, purpose: str) -> bool:
    with snapshot():
        return visible(Case, actor, purpose).filter(pk=case.pk).exists()
