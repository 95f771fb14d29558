"""Setting and lifting what denies (ADR 0018). Who may do it is `law/vetoes.toml`."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kooperacja.access.actions.facts import appoint, end_now, written
from kooperacja.access.models import Anchor, Capacity, Veto, VetoKind
from kooperacja.access.rights import may_lift, may_set
from kooperacja.agreements.labels import Category
from kooperacja.audit.models import About
from kooperacja.directory.models import Membership
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import now
from kooperacja.foundation.errors import RuleBroken
from kooperacja.foundation.intervals import valid_at

KEEPERS = 2


def declare_conflict(actor: Actor, *, anchor_id: int, user_id: int) -> Veto:
    """A conflict of interest: this user sees nothing of this dossier, person or household."""
    return _set(actor, anchor_id, VetoKind.CONFLICT, user_id=user_id)


def restrict(actor: Actor, *, anchor_id: int, category: str = "") -> Veto:
    """Restriction of processing (art. 18 RODO): only the key worker still acts, marked as such."""
    return _set(actor, anchor_id, VetoKind.RESTRICTION, category=category)


def protect_address(actor: Actor, *, anchor_id: int) -> Veto:
    """The address is left to the people appointed to the owner's file."""
    return _set(actor, anchor_id, VetoKind.PROTECTED_ADDRESS, category=Category.ADDRESS)


def protect_reporter(actor: Actor, *, anchor_id: int) -> Veto:
    """Who reported is left to the owner's key worker."""
    return _set(actor, anchor_id, VetoKind.REPORTER, category=Category.REPORTER)


def hide_from(actor: Actor, *, anchor_id: int, user_id: int = 0, institution_id: int = 0) -> Veto:
    """A named worker or institution sees nothing of this dossier, person or household."""
    if not (user_id or institution_id):
        raise RuleBroken("veto.nobody", _("Name the worker or the institution to whom it may not be shown."))
    return _set(actor, anchor_id, VetoKind.DO_NOT_SHOW_TO, user_id=user_id, institution_id=institution_id)


@transaction.atomic
def seal(actor: Actor, *, anchor_id: int, keepers: Collection[int]) -> Veto:
    """A sealed file is left to two named keepers, workers of the owner."""
    anchor = Anchor.objects.get(pk=anchor_id)
    if len(set(keepers)) != KEEPERS or _workers(anchor.owner_id, keepers) != KEEPERS:
        raise RuleBroken("veto.keepers", _("A sealed file needs two different keepers, both workers of its owner."))
    row = _set(actor, anchor_id, VetoKind.SEALED)
    for user_id in sorted(set(keepers)):
        appoint(actor, user_id=user_id, institution_id=anchor.owner_id, anchor=anchor, capacity=Capacity.KEEPER)
    return row


def _workers(institution_id: int, users: Collection[int]) -> int:
    rows = Membership.objects.filter(valid_at(now()), institution=institution_id, user__in=users, user__is_active=True)
    return rows.values("user").distinct().count()


@transaction.atomic
def _set(actor: Actor, anchor_id: int, kind: str, **binds: Any) -> Veto:
    """One that already holds is returned as it is."""
    may_set(actor, kind, Anchor.objects.get(pk=anchor_id).owner_id, binds.get("user_id", 0)).require()
    keys = {"anchor_id": anchor_id, "kind": kind, "user_id": 0, "institution_id": 0, "category": "", **binds}
    live = Veto.objects.filter(valid_at(now()), **keys).first()
    if live is not None:
        return live
    row = Veto.objects.create(**keys, recorded_by=actor.user_id)
    written(actor, f"access.{kind}", About("veto", row.pk, anchor_id, (anchor_id,)), user=keys["user_id"])
    return row


@transaction.atomic
def lift_veto(actor: Actor, veto: Veto) -> None:
    """End a veto from now. Nobody lifts one that binds himself by name."""
    if veto.user_id == actor.user_id:
        raise RuleBroken("veto.own", _("Somebody else must lift a veto that concerns you."))
    may_lift(actor, veto.kind, veto.anchor.owner_id).require()
    if end_now(Veto.objects.filter(pk=veto.pk)):
        about = About("veto", veto.pk, veto.anchor_id, (veto.anchor_id,))
        written(actor, "access.lift_veto", about, veto=veto.kind)
