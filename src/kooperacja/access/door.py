"""The one door to protected rows.

`visible(Model, actor, purpose)` answers with the actor's rows as a few disjoint *arms*, each of
which an index can walk; never one OR of grounds, for which both engines read the whole table.
"""

from dataclasses import replace
from typing import Any, TypeVar

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from kooperacja.access import standing as standings
from kooperacja.access.compiler import ROW_COLUMNS, Compiler
from kooperacja.access.grounds import BREAK_GLASS, EXPORT, READ, STATUTORY_FILE, STATUTORY_REGISTER, TAKE, WINDOW, WRITE
from kooperacja.access.models import TEAM, AnchorKind, Appointment, DoorBypassed, Labelled, Part
from kooperacja.access.permit import Claim
from kooperacja.access.plans import Place, Plan, owned_by
from kooperacja.access.snapshot import Snapshot, current, snapshot
from kooperacja.access.standing import Standing
from kooperacja.access.visible import EMERGENCY, OWN, SHARED, STATUTORY, Visible
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.intervals import valid_at
from kooperacja.foundation.verdict import YES, Verdict, no

# Above this many anchors the list of values is replaced by a sub-select (kernel.md 4).
MANY_ANCHORS = 1000

__all__ = ["EXPORT", "READ", "WRITE", "decide", "require", "standing", "visible", "who"]

M = TypeVar("M", bound=Labelled)


def visible(model: type[M], actor: Actor, purpose: str, action: str = "") -> Visible[M]:
    """The rows of `model` that the actor may read, export or write for this purpose, now. Without an
    action it is that of the reading: a route that exports asks for exportable rows everywhere.

    Needs an open `snapshot()`; nothing that it returns outlives it.
    """
    shot = current()
    if shot is None:
        raise DoorBypassed("visible(...) needs an open snapshot()")
    mine = standing(actor, purpose, shot, action or shot.action)
    place = shot.once(("place", actor, purpose, mine.action), lambda: _place(mine))
    claim = Claim(**who(actor, purpose, mine.action), at=shot.at)
    return Visible(Plan(model, place, _arms), actor, shot, claim=claim)


def standing(actor: Actor, purpose: str, shot: Snapshot, action: str = READ) -> Standing:
    """The actor's own facts, looked up once in a snapshot."""
    mine = shot.once(("standing", actor, purpose), lambda: standings.load(actor, purpose, READ, shot.at))
    return mine if mine.action == action else replace(mine, action=action)


def decide(actor: Actor, action: str, row: Labelled, purpose: str) -> Verdict:
    """May this actor read or write this row? Writing needs the owner's side."""
    with snapshot():
        if visible(type(row), actor, purpose, action).filter(pk=row.pk).exists():
            return YES
    return no("row.closed", _("You cannot do this with this record."))


def require(actor: Actor, action: str, row: Labelled, purpose: str) -> None:
    """`decide`, raising `NotAllowed` on a no."""
    decide(actor, action, row, purpose).require()


def _place(mine: Standing) -> Place:
    anchors = mine.own_anchors
    return Place(
        **who(mine.actor, mine.purpose, mine.action),
        supervises=mine.supervises,
        kinds=tuple(sorted(mine.kinds)),
        at=mine.at,
        categories=sorted(mine.categories) if mine.is_live else (),
        own=anchors if len(anchors) <= MANY_ANCHORS else None,
        foreign=mine.foreign_anchors if mine.action in TAKE else (),
        statutory=mine.statutory_anchors if mine.is_listed else (),
        emergencies=sorted(mine.emergencies) if mine.action in BREAK_GLASS.mine else (),
        spared=tuple(mine.spared),
    )


def _arms(model: type[Labelled], place: Place) -> dict[str, QuerySet[Any]]:
    """Disjoint: the first two by the owner of the row, the others leave out what was in those before."""
    if not place.categories:
        return {}
    compiler = Compiler(ROW_COLUMNS, place.who, place.at)
    rows = model._base_manager.filter(~compiler.bound(place.spared), category__in=place.categories)
    usual = {OWN: _mine(place), SHARED: _theirs(place, compiler)}
    arms = {name: rows.filter(where) for name, where in usual.items() if where is not None}
    earlier = [~where for where in usual.values() if where is not None]
    for name, where in ((STATUTORY, _statutory(place, compiler)), (EMERGENCY, _emergency(place, compiler))):
        if where is not None:
            arms[name] = rows.filter(where, *earlier)
            earlier.append(~where)
    return arms


def who(actor: Actor, purpose: str, action: str = READ) -> dict[str, Any]:
    """The actor as the values that grounds are bound to."""
    return {
        "user": actor.user_id,
        "institution": actor.institution_id,
        "role": actor.role,
        "purpose": purpose,
        "action": action,
    }


def _mine(place: Place) -> Q | None:
    where = _supervised(place) if place.supervises else _appointed(place)
    if where is None:
        return None
    listed = not place.supervises and place.own is not None
    owned = owned_by(place.institution) if listed or place.led else Q(owner_id=place.institution)
    return Q(where, owned, anchor__owner_id=F("owner_id"))


def _supervised(place: Place) -> Q | None:
    if set(AnchorKind.values) <= set(place.kinds):
        return Q()
    return Q(anchor__kind__in=place.kinds) if place.kinds else None


def _appointed(place: Place) -> Q | None:
    if place.own is not None:
        return Q(anchor_id__in=place.own) if place.own else None
    appointed = Appointment.objects.filter(
        valid_at(place.at),
        user=place.user,
        institution=place.institution,
        capacity__in=TEAM,
    ).values("anchor")
    through = Part.objects.filter(valid_at(place.at), dossier__in=appointed).values("subject")
    reached = Q(anchor__in=appointed) | Q(anchor__in=through)
    return Q(reached, anchor__kind__in=place.kinds)


def _theirs(place: Place, compiler: Compiler) -> Q | None:
    if not place.foreign:
        return None
    return Q(compiler.chain(WINDOW), ~Q(owner_id=place.institution), anchor_id__in=place.foreign)


def _statutory(place: Place, compiler: Compiler) -> Q | None:
    if not place.statutory:
        return None
    by_law = compiler.ground(STATUTORY_FILE) | compiler.ground(STATUTORY_REGISTER)
    return Q(by_law, anchor_id__in=place.statutory)


def _emergency(place: Place, compiler: Compiler) -> Q | None:
    if not place.emergencies:
        return None
    return Q(compiler.ground(BREAK_GLASS), subject_id__in=place.emergencies)
