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
from kooperacja.access.grounds import CONFLICT, RESTRICTION, WINDOW
from kooperacja.access.models import AnchorKind, Appointment, DoorBypassed, Labelled, Part
from kooperacja.access.snapshot import Snapshot, current, snapshot
from kooperacja.access.standing import Standing
from kooperacja.access.visible import Visible
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.intervals import valid_at
from kooperacja.foundation.verdict import YES, Verdict, no

# Above this many anchors the list of values is replaced by a sub-select (kernel.md 4).
MANY_ANCHORS = 1000

READ, WRITE = "read", "write"
M = TypeVar("M", bound=Labelled)


def visible(model: type[M], actor: Actor, purpose: str, action: str = READ) -> Visible[M]:
    """The rows of `model` that the actor may read (or write) for this purpose, now.

    Needs an open `snapshot()`; nothing that it returns outlives it.
    """
    shot = current()
    if shot is None:
        raise DoorBypassed("visible(...) needs an open snapshot()")
    mine = standing(actor, purpose, shot, action)
    return Visible(model, actor, shot, _arms(model, mine))


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


def _arms(model: type[M], mine: Standing) -> tuple[QuerySet[M], ...]:
    if not (mine.is_live and mine.categories):
        return ()
    compiler = Compiler(ROW_COLUMNS, who(mine.actor, mine.purpose, mine.action), mine.at)
    rows: QuerySet[M] = model._base_manager.filter(category__in=sorted(mine.categories))
    arms = (_mine(rows, mine, compiler), _theirs(rows, mine, compiler))
    return tuple(arm for arm in arms if arm is not None)


def who(actor: Actor, purpose: str, action: str = READ) -> dict[str, Any]:
    """The actor as the values that grounds are bound to."""
    return {
        "user": actor.user_id,
        "institution": actor.institution_id,
        "role": actor.role,
        "purpose": purpose,
        "action": action,
    }


def _mine(rows: QuerySet[M], mine: Standing, compiler: Compiler) -> QuerySet[M] | None:
    place = _supervised(mine) if mine.supervises else _appointed(mine)
    if place is None:
        return None
    restricted = Q(compiler.chain((RESTRICTION.fact,)))
    if mine.key_anchors:
        restricted &= ~Q(anchor_id__in=mine.key_anchors)
    conflict = Q(compiler.chain((CONFLICT.fact,)))
    return rows.filter(
        place, ~conflict, ~restricted, owner_id=mine.actor.institution_id, anchor__owner_id=F("owner_id")
    )


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
        anchor__kind__in=sorted(mine.kinds),
    )
    through = Part.objects.filter(
        valid_at(mine.at),
        dossier__in=appointed.values("anchor"),
        subject__kind__in=sorted(mine.kinds),
    )
    return Q(anchor__in=appointed.values("anchor")) | Q(anchor__in=through.values("subject"))


def _theirs(rows: QuerySet[M], mine: Standing, compiler: Compiler) -> QuerySet[M] | None:
    anchors = mine.foreign_anchors
    if not anchors or mine.action != READ:
        return None
    window = Q(compiler.chain(WINDOW))
    return rows.filter(
        window,
        ~Q(compiler.chain((CONFLICT.fact,))),
        ~Q(compiler.chain((RESTRICTION.fact,))),
        anchor_id__in=anchors,
    ).exclude(owner_id=mine.actor.institution_id)
