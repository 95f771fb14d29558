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
    arms = _arms(model, mine)
    claim = Claim(**who(actor, purpose, mine.action), at=shot.at)
    return Visible(model, actor, shot, list(arms.values()), list(arms), claim=claim)


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


def _arms(model: type[M], mine: Standing) -> dict[str, QuerySet[M]]:
    """Disjoint: the first two by the owner of the row, the others leave out what was in those before."""
    if not (mine.is_live and mine.categories):
        return {}
    compiler = Compiler(ROW_COLUMNS, who(mine.actor, mine.purpose, mine.action), mine.at)
    rows: QuerySet[M] = model._base_manager.filter(~compiler.bound(mine.spared), category__in=sorted(mine.categories))
    usual = {OWN: _mine(mine), SHARED: _theirs(mine, compiler)}
    arms = {name: rows.filter(place) for name, place in usual.items() if place is not None}
    earlier = [~place for place in usual.values() if place is not None]
    for name, place in ((STATUTORY, _statutory(mine, compiler)), (EMERGENCY, _emergency(mine, compiler))):
        if place is not None:
            arms[name] = rows.filter(place, *earlier)
            earlier.append(~place)
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


def _mine(mine: Standing) -> Q | None:
    place = _supervised(mine) if mine.supervises else _appointed(mine)
    return None if place is None else Q(place, owner_id=mine.actor.institution_id, anchor__owner_id=F("owner_id"))


def _supervised(mine: Standing) -> Q | None:
    if mine.kinds.issuperset(AnchorKind.values):
        return Q()
    return Q(anchor__kind__in=sorted(mine.kinds)) if mine.kinds else None


def _appointed(mine: Standing) -> Q | None:
    anchors = mine.own_anchors
    if len(anchors) <= MANY_ANCHORS:
        return Q(anchor_id__in=anchors) if anchors else None
    appointed = Appointment.objects.filter(
        valid_at(mine.at),
        user=mine.actor.user_id,
        institution=mine.actor.institution_id,
        capacity__in=TEAM,
    ).values("anchor")
    through = Part.objects.filter(valid_at(mine.at), dossier__in=appointed).values("subject")
    reached = Q(anchor__in=appointed) | Q(anchor__in=through)
    return Q(reached, anchor__kind__in=sorted(mine.kinds))


def _theirs(mine: Standing, compiler: Compiler) -> Q | None:
    anchors = mine.foreign_anchors
    if not anchors or mine.action not in TAKE:
        return None
    return Q(compiler.chain(WINDOW), ~Q(owner_id=mine.actor.institution_id), anchor_id__in=anchors)


def _statutory(mine: Standing, compiler: Compiler) -> Q | None:
    anchors = mine.statutory_anchors
    if not anchors:
        return None
    by_law = compiler.ground(STATUTORY_FILE) | compiler.ground(STATUTORY_REGISTER)
    return Q(by_law, anchor_id__in=anchors)


def _emergency(mine: Standing, compiler: Compiler) -> Q | None:
    if not mine.emergencies or mine.action not in BREAK_GLASS.mine:
        return None
    return Q(compiler.ground(BREAK_GLASS), subject_id__in=sorted(mine.emergencies))
