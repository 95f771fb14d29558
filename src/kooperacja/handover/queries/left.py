"""Files that somebody must take: those of a worker for good, and those that nobody leads."""

from django.db.models import Q

from kooperacja.access.door import visible
from kooperacja.access.plans import later
from kooperacja.cases.models import Case
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import now
from kooperacja.handover.access import can_arrange, can_see_left
from kooperacja.handover.queries.files import HELP, files_of, gathered
from kooperacja.handover.queries.hidden import TAKEN_UP, dead, led, not_shown, number_hidden, present
from kooperacja.handover.queries.people import candidates, somebody
from kooperacja.handover.queries.substitutions import Handing
from kooperacja.referrals.models import Side


def for_good(actor: Actor, worker_id: int) -> Handing:
    """What somebody has, and who could take it from today."""
    can_arrange(actor, worker_id).require()
    worker, at = somebody(actor, worker_id), now()
    files = files_of(actor, worker_id)
    people = candidates(actor, worker_id, at, at, ())
    return Handing(worker_id, worker.full_name, tuple(files), tuple(people), number_hidden(actor, worker_id, files))


def unattended(actor: Actor) -> Handing:
    """Open cases without a key worker who works here, and referrals whose worker has left."""
    can_see_left(actor).require()
    at = now()
    leads = {"institution": actor.institution_id, "at": at}
    files = gathered(
        actor,
        list(dead(actor.institution_id, at).select_related("anchor", "user").order_by("pk")),
        cases=visible(Case, actor, HELP).filter(~Q(anchor__in=later(led, **leads))),
        sides=visible(Side, actor, HELP).filter(~Q(referral__assigned_to__in=later(present, **leads)), **TAKEN_UP),
        takes=lambda side: True,
    )
    found = [one for one in files if one.assigned or one.case is not None]
    people = candidates(actor, 0, at, at, ())
    return Handing(0, "", tuple(found), tuple(people), not_shown(actor, len(found)))
