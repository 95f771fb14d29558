"""Who works on a case: appointing, naming the key worker, recalling."""

from django.utils.translation import gettext_lazy as _

from kooperacja.access import actions as facts
from kooperacja.access import door
from kooperacja.access.models import Appointment, Capacity
from kooperacja.access.queries import appointed
from kooperacja.access.visible import missing
from kooperacja.access.writing import writes
from kooperacja.cases.actions.checks import JOINT_HELP, changed, may_lead
from kooperacja.cases.models import Case
from kooperacja.directory.models import Membership
from kooperacja.directory.queries import workers
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.errors import RuleBroken
from kooperacja.notices import actions as notices


@writes
def appoint_worker(*, actor: Actor, case: Case, user_id: int) -> None:
    """A worker of the same institution joins the family team; he sees the case from now."""
    may_lead(actor, case)
    is_worker(actor, user_id)
    if user_id in {row.user_id for row in appointed([case.anchor_id])}:
        raise RuleBroken("case.appointed_already", _("This person already works on this case."), field="worker")
    facts.appoint(
        actor, user_id=user_id, institution_id=actor.institution_id, anchor=case.anchor, capacity=Capacity.TEAM
    )
    sees(actor, case, user_id)
    changed(actor, case, "case.appoint", user=user_id)
    tell(actor, case, user_id, "case.appointed")


@writes
def change_key_worker(*, actor: Actor, case: Case, user_id: int) -> None:
    """Another worker leads the case from now; the earlier one stays in the team."""
    may_lead(actor, case)
    is_worker(actor, user_id)
    if user_id in {row.user_id for row in _key_workers(case)}:
        raise RuleBroken("case.leads_already", _("This person already leads this case."), field="worker")
    facts.recall(actor, user_id=user_id, anchor_id=case.anchor_id, capacities=[Capacity.TEAM])
    facts.replace_key_worker(actor, user_id=user_id, institution_id=actor.institution_id, anchor=case.anchor)
    sees(actor, case, user_id)
    changed(actor, case, "case.key_worker", user=user_id)
    tell(actor, case, user_id, "case.key_worker")


@writes
def recall_worker(*, actor: Actor, case: Case, user_id: int) -> None:
    """A worker leaves the team and sees nothing of the case from the next request."""
    may_lead(actor, case)
    if user_id in {row.user_id for row in _key_workers(case)}:
        sentence = _("This person leads the case. First name another key worker.")
        raise RuleBroken("case.key_worker_needed", sentence, field="worker")
    if not facts.recall(actor, user_id=user_id, anchor_id=case.anchor_id):
        raise missing()
    changed(actor, case, "case.recall", user=user_id)


def supervises(actor: Actor) -> bool:
    return Membership.objects.filter(pk=actor.membership_id, supervises=True).exists()


def is_worker(actor: Actor, user_id: int, field: str = "worker") -> None:
    if not workers(actor.institution_id).filter(user_id=user_id, user__is_active=True).exists():
        raise RuleBroken("case.worker_unknown", _("Choose a worker of your institution."), field=field)


def sees(actor: Actor, case: Case, user_id: int, field: str = "worker") -> None:
    """Nobody is appointed who would see nothing: not authorised, bound by a conflict or a restriction."""
    for membership in workers(actor.institution_id).filter(user_id=user_id):
        other = Actor(user_id, membership.pk, actor.institution_id, membership.role, "")
        if door.decide(other, door.WRITE, case, JOINT_HELP):
            return
    sentence = _(
        "This person cannot work on this case: without an authorisation or a statement of confidentiality,"
        " in a conflict of interest, or the case is restricted."
    )
    raise RuleBroken("case.worker_cannot_see", sentence, field=field)


def _key_workers(case: Case) -> list[Appointment]:
    return list(appointed([case.anchor_id]).filter(capacity=Capacity.KEY_WORKER, instead_of=None))


def tell(actor: Actor, case: Case, user_id: int, code: str) -> None:
    if user_id != actor.user_id:
        notices.send(to=[user_id], institution_id=actor.institution_id, code=code, about=case.about())
