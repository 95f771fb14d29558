"""The vetoes on one case: on its file, its household and its people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kooperacja.access import queries as facts
from kooperacja.access.door import visible
from kooperacja.access.models import Veto, VetoKind
from kooperacja.access.rights import LIFT, SET, rights_of
from kooperacja.access.snapshot import snapshot
from kooperacja.access.visible import missing
from kooperacja.accounts.models import User
from kooperacja.cases.models import Case
from kooperacja.cases.queries import CaseHeader, case_people
from kooperacja.directory.queries import institution_names
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
    """`words` are those for the file and for the family."""
    people = case_people(actor, case, purpose)
    return [
        Place(case.anchor_id, words[0]),
        Place(case.subject_id, words[1]),
        *(Place(one.anchor_id, one.name) for one in people),
    ]


def vetoes_of(actor: Actor, rights: Rights, where: Sequence[Place]) -> list[VetoRow]:
    rows = list(facts.vetoes(place.anchor_id for place in where))
    people = _names({row.user_id for row in rows} | {row.recorded_by for row in rows})
    institutions = institution_names(row.institution_id for row in rows)
    names = {place.anchor_id: place.name for place in where}
    return [
        VetoRow(
            pk=row.pk,
            kind=row.kind,
            label=row.get_kind_display(),
            place=names[row.anchor_id],
            binds=people.get(row.user_id, "") or institutions.get(row.institution_id, ""),
            since=row.valid_from,
            set_by=people.get(row.recorded_by, ""),
            may_lift=(row.kind, LIFT) in rights and row.user_id != actor.user_id,
        )
        for row in rows
    ]


def _names(pks: set[int]) -> dict[int, str]:
    return dict(User.objects.filter(pk__in=pks).values_list("pk", "full_name"))


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
