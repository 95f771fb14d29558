"""Setting a lock as people name it on the form; the facts are written by `access`."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from kooperacja.access import actions as facts
from kooperacja.access.models import Veto, VetoKind
from kooperacja.cases.models import Case
from kooperacja.cases.queries import workers_of
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.errors import RuleBroken
from kooperacja.sharing.actions.checks import is_at_the_file, is_of_the_file
from kooperacja.sharing.queries.emergencies import institutions


@dataclass(frozen=True, slots=True)
class Lock:
    """What somebody typed: the kind, the dossier, person or household, and whom it names (0: nobody)."""

    kind: str
    place: int
    worker: int = 0
    institution: int = 0
    first_keeper: int = 0
    second_keeper: int = 0


def set_lock(*, actor: Actor, case: Case, lock: Lock) -> None:
    """Set the veto of this kind; what the kind does not ask for is refused, so that nobody believes in it."""
    is_at_the_file(actor, case)
    is_of_the_file(case, lock.place, "place")
    _says_only_what_counts(lock)
    _names_somebody(case, lock)
    if lock.kind == VetoKind.CONFLICT:
        facts.declare_conflict(actor, anchor_id=lock.place, user_id=lock.worker)
    elif lock.kind == VetoKind.DO_NOT_SHOW_TO:
        facts.hide_from(actor, anchor_id=lock.place, user_id=lock.worker, institution_id=lock.institution)
    elif lock.kind == VetoKind.SEALED:
        facts.seal(actor, anchor_id=lock.place, keepers=[lock.first_keeper, lock.second_keeper])
    else:
        SIMPLE[lock.kind](actor, anchor_id=lock.place)


def declare_own_conflict(*, actor: Actor, case: Case) -> None:
    """Whoever sees a case, also a partner's, closes it to himself."""
    facts.declare_conflict(actor, anchor_id=case.anchor_id, user_id=actor.user_id)


def lift_lock(*, actor: Actor, veto: Veto) -> None:
    """By role alone: a restriction or a seal closes the file also to those who lift it."""
    facts.lift_veto(actor, veto)


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


def _names_somebody(case: Case, lock: Lock) -> None:
    """A number that is nobody's would lock nothing, and look as if it did."""
    if lock.worker and lock.worker not in dict(workers_of(case.owner_id)):
        raise RuleBroken("veto.worker_unknown", _("Choose a worker of your institution."), field="worker")
    if lock.institution and lock.institution not in dict(institutions()):
        raise RuleBroken("veto.institution_unknown", _("There is no such institution."), field="institution")
