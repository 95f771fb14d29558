"""What a file shows to partners: the consent or provision, the window that rests on it, and who looks through.

The owner's side opens and closes; the recipient's side says which of its workers look through. So it takes
two people of two institutions to show anything to anybody (I16).
"""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kooperacja.access import actions as facts
from kooperacja.access.models import Basis, Capacity, Share
from kooperacja.access.queries import covering
from kooperacja.access.visible import missing
from kooperacja.agreements.models import Agreement
from kooperacja.cases.models import Case
from kooperacja.consents.actions import end_consents
from kooperacja.directory.queries import workers
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import OPEN_END, day_end, today
from kooperacja.foundation.errors import RuleBroken
from kooperacja.sharing.access import can_place_reader, can_take_readers
from kooperacja.sharing.actions.checks import is_of_the_file, may_show, may_take_back
from kooperacja.sharing.hooks import OPENED
from kooperacja.sharing.queries.emergencies import institutions


@transaction.atomic
def record_basis(
    *,
    actor: Actor,
    case: Case,
    subject_id: int,
    recipient_id: int,
    category: str,
    purpose: str,
    is_consent: bool,
    source: str,
    until: date | None = None,
) -> Basis:
    """A consent of a person of the case, or a provision of law, for one recipient, category and purpose."""
    may_show(actor, case, category)
    subject = is_of_the_file(case, subject_id, "subject_id")
    if subject.pk == case.anchor_id:
        raise RuleBroken("basis.subject", _("A basis is about a person or the family."), field="subject_id")
    if recipient_id not in dict(institutions()):
        raise RuleBroken("basis.recipient_unknown", _("There is no such institution."), field="recipient_id")
    what = {"recipient_id": recipient_id, "category": category, "purpose": purpose}
    told = {"is_consent": is_consent, "source": source, "valid_to": _end(until)}
    return facts.record_basis(actor, subject_id=subject.pk, **what, **told)  # type: ignore[arg-type]


@transaction.atomic
def end_basis(*, actor: Actor, case: Case, basis: Basis) -> None:
    """A consent is withdrawn or a provision stops; windows that rest on it close at the next request."""
    may_take_back(actor, case)
    if basis.is_consent:
        end_consents(actor, [basis])
    else:
        facts.end_basis(actor, basis)


@transaction.atomic
def open_window(
    *,
    actor: Actor,
    case: Case,
    place_id: int,
    basis: Basis,
    agreement: Agreement | None = None,
    until: date | None = None,
    is_entered: bool = False,
) -> Share:
    """Show the recipient of a basis what it is for, of the file, the family or the very person. Without an
    agreement that is named, the oldest one that covers it. Who has entered it in a register already says so.
    """
    may_show(actor, case, basis.category)
    place = is_of_the_file(case, place_id, "place_id")
    subject = is_of_the_file(case, basis.subject_id, "basis_id")
    if place.pk not in {case.anchor_id, case.subject_id, subject.pk}:
        sentence = _("The basis is about another person.")
        raise RuleBroken("share.other_person", sentence, field="place_id", is_denial=True)
    what = {"recipient_id": basis.recipient_id, "category": basis.category, "purpose": basis.purpose}
    found = covering(actor.institution_id, **what)  # type: ignore[arg-type]
    rests_on = agreement.pk if agreement else next(iter(found), 0)
    keys = {"anchor_id": place.pk, "subject_id": subject.pk, "agreement_id": rests_on, "basis_id": basis.pk}
    share = facts.open_share(actor, **keys, **what, valid_to=_end(until))  # type: ignore[arg-type]
    for enter in () if is_entered else OPENED:
        enter(actor=actor, case=case, share=share)
    return share


@transaction.atomic
def close_window(*, actor: Actor, case: Case, window: Share) -> None:
    may_take_back(actor, case)
    facts.close_share(actor, window)


def _end(until: date | None) -> datetime:
    if until is not None and until < today():
        raise RuleBroken("share.past", _("The last day cannot be in the past."), field="until")
    return day_end(until) if until else OPEN_END


# ---- The recipient's side


@transaction.atomic
def place_reader(*, actor: Actor, window: Share, user_id: int) -> None:
    """A worker of the recipient looks through this window from now, and through each other one to his
    institution on the same file or person.
    """
    can_place_reader(actor, user_id).require()
    if not workers(actor.institution_id).filter(user_id=user_id, user__is_active=True).exists():
        raise RuleBroken("window.worker_unknown", _("Choose a worker of your institution."), field="user_id")
    keys = {"user_id": user_id, "institution_id": actor.institution_id}
    facts.appoint(actor, **keys, anchor=window.anchor, capacity=Capacity.TEAM)


@transaction.atomic
def recall_reader(*, actor: Actor, window: Share, user_id: int) -> None:
    """The worker sees nothing through it from the next request."""
    can_take_readers(actor).require()
    keys = {"user_id": user_id, "institution_id": actor.institution_id}
    if not facts.recall(actor, **keys, anchor_id=window.anchor_id, capacities=[Capacity.TEAM]):
        raise missing()
