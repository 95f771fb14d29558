"""Setting a lock as people name it on the form; the facts are written by `access`."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from kooperacja.access import actions as facts
from kooperacja.access.models import VetoKind
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.errors import RuleBroken


@dataclass(frozen=True, slots=True)
class Lock:
    """What somebody typed: the kind, the dossier, person or household, and whom it names (0: nobody)."""

    kind: str
    place: int
    worker: int = 0
    institution: int = 0
    first_keeper: int = 0
    second_keeper: int = 0


def set_lock(*, actor: Actor, lock: Lock) -> None:
    """Set the veto of this kind; what the kind does not ask for is refused, so that nobody believes in it."""
    _says_only_what_counts(lock)
    if lock.kind == VetoKind.CONFLICT:
        facts.declare_conflict(actor, anchor_id=lock.place, user_id=lock.worker)
    elif lock.kind == VetoKind.DO_NOT_SHOW_TO:
        facts.hide_from(actor, anchor_id=lock.place, user_id=lock.worker, institution_id=lock.institution)
    elif lock.kind == VetoKind.SEALED:
        facts.seal(actor, anchor_id=lock.place, keepers=[lock.first_keeper, lock.second_keeper])
    else:
        SIMPLE[lock.kind](actor, anchor_id=lock.place)


SIMPLE: dict[str, Callable[..., object]] = {
    VetoKind.RESTRICTION: facts.restrict,
    VetoKind.PROTECTED_ADDRESS: facts.protect_address,
    VetoKind.REPORTER: facts.protect_reporter,
}


def _says_only_what_counts(lock: Lock) -> None:
    named = {VetoKind.CONFLICT: {"worker"}, VetoKind.DO_NOT_SHOW_TO: {"worker", "institution"}}
    asked = named.get(VetoKind(lock.kind), {"first_keeper", "second_keeper"} if lock.kind == VetoKind.SEALED else set())
    for name in ("worker", "institution", "first_keeper", "second_keeper"):
        if getattr(lock, name) and name not in asked:
            raise RuleBroken("veto.not_asked", _("This kind of lock does not ask for it. Leave it empty."), field=name)
    if lock.kind == VetoKind.CONFLICT and not lock.worker:
        raise RuleBroken("veto.nobody", _("Name the worker whom the conflict concerns."), field="worker")
    if lock.kind == VetoKind.DO_NOT_SHOW_TO and not (lock.worker or lock.institution):
        raise RuleBroken("veto.nobody", _("Name the worker or the institution."), field="worker")
