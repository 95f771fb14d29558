"""May this actor set or lift a veto, open or review an emergency? Yes, or why not."""

from django.utils.translation import gettext_lazy as _

from kooperacja.access.models import Emergency, VetoKind, VetoRight
from kooperacja.directory.kinds import Role
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import now
from kooperacja.foundation.intervals import valid_at
from kooperacja.foundation.verdict import YES, Verdict, no

SET, LIFT = "set", "lift"


def may_set(actor: Actor, kind: str, owner_id: int, user_id: int = 0) -> Verdict:
    """`owner_id` is the institution that keeps the dossier, person or household; `user_id` whom the
    veto names. Anybody declares a conflict of his own, also about a partner's file.
    """
    if kind == VetoKind.CONFLICT and user_id == actor.user_id:
        return YES
    return _by_role(actor, kind, SET, owner_id)


def may_lift(actor: Actor, kind: str, owner_id: int) -> Verdict:
    return _by_role(actor, kind, LIFT, owner_id)


def _by_role(actor: Actor, kind: str, action: str, owner_id: int) -> Verdict:
    if actor.is_system:
        return YES
    if actor.institution_id != owner_id:
        return no("veto.other_institution", _("Only the institution that keeps the file may do this."))
    if not VetoRight.objects.filter(valid_at(now()), kind=kind, action=action, role=actor.role).exists():
        return no("veto.role", _("Your role may not do this."), _("Ask the manager of your institution."))
    return YES


def rights_of(actor: Actor, owner_id: int) -> frozenset[tuple[str, str]]:
    """(kind, set or lift) that the actor may do on files of this owner, in one statement."""
    if actor.institution_id != owner_id:
        return frozenset()
    rows = VetoRight.objects.filter(valid_at(now()), role=actor.role)
    return frozenset(rows.values_list("kind", "action"))


def may_review(actor: Actor, emergency: Emergency) -> Verdict:
    """The data-protection officer of the institution that asked or of the owner, and never the one who asked."""
    if actor.user_id == emergency.user_id:
        return no("emergency.own", _("Somebody else must review an access that you opened."))
    if actor.role != Role.DATA_PROTECTION_OFFICER:
        return no("emergency.role", _("The data-protection officer reviews an emergency access."))
    if actor.institution_id not in {emergency.institution_id, emergency.subject.owner_id}:
        return no("emergency.other_institution", _("This emergency access concerns other institutions."))
    return YES
