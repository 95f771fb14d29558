"""The workers of an institution: who acts for it, with which authorisation, who opens the inbox."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kooperacja.access import actions as facts
from kooperacja.access.models import Capacity
from kooperacja.accounts import actions as accounts
from kooperacja.audit.actions import record
from kooperacja.audit.models import About
from kooperacja.desk.access import can_equip, can_keep_workers, can_part_with
from kooperacja.desk.queries.workers import account_of, categories_of, files_left, institution_called
from kooperacja.directory import actions as directory
from kooperacja.directory.kinds import Role
from kooperacja.directory.models import Institution, Membership, Unit
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import OPEN_END, day_end, today
from kooperacja.foundation.errors import RuleBroken
from kooperacja.handover.actions import release


@dataclass(frozen=True, slots=True)
class Added:
    """A new worker. `password` is shown once, and empty where the person had an account already."""

    membership: Membership
    password: str


@transaction.atomic
def add_worker(
    *,
    actor: Actor,
    institution: Institution,
    email: str,
    full_name: str,
    role: str,
    title: str,
    unit: Unit | None = None,
    supervises: bool = False,
    since: date | None = None,
) -> Added:
    """From now on, or from a later day, this person acts for the institution. It opens no data yet:
    the authorisation, the statement of confidentiality and appointments do.
    """
    can_keep_workers(actor).require()
    user, password = accounts.open_account(actor=actor, email=email, full_name=full_name)
    if password:
        record(actor, "accounts.open", About("user", user.pk))
    membership = directory.join(
        actor=actor,
        user_id=user.pk,
        institution=institution,
        role=role,
        title=title,
        unit=unit,
        supervises=supervises,
        since=since,
    )
    return Added(membership, password)


@transaction.atomic
def add_first_administrator(
    *, actor: Actor, institution: str, kind: str, level: str, email: str, full_name: str, password: str
) -> Membership:
    """The account from which an installation begins: it keeps workers and opens no data of families.
    An institution that is not there yet is entered, when its kind is given.
    """
    place = institution_called(institution) or _new_institution(actor, institution, kind, level)
    user = accounts.open_first_account(actor=actor, email=email, full_name=full_name, password=password)
    record(actor, "accounts.open", About("user", user.pk))
    title = str(Role.SYSTEM_ADMIN.label)
    return directory.join(actor=actor, user_id=user.pk, institution=place, role=Role.SYSTEM_ADMIN, title=title)


def _new_institution(actor: Actor, name: str, kind: str, level: str) -> Institution:
    if not kind:
        sentence = _("There is no institution “%(name)s”. To enter it, say of what kind it is with --kind.")
        raise RuleBroken("institution.unknown", sentence % {"name": name})
    return directory.create_institution(actor=actor, name=name, kind=kind, level=level)


@transaction.atomic
def close_account(*, actor: Actor, email: str) -> None:
    """Nobody signs in with it any more, in no institution; its open sessions end at once."""
    user = account_of(email)
    if user is None:
        raise RuleBroken("account.unknown", _("There is no account with this e-mail address."), field="email")
    if accounts.close_account(actor=actor, user=user):
        record(actor, "accounts.close", About("user", user.pk))


@transaction.atomic
def authorise_worker(
    *,
    actor: Actor,
    membership: Membership,
    categories: Collection[str],
    number: str,
    signed_on: date | None,
    until: date | None = None,
) -> None:
    """A named permission (art. 29 RODO) to process these categories, from now until the end of a day."""
    can_equip(actor, membership.user_id).require()
    if not set(categories) or not set(categories) <= set(categories_of(membership.role)):
        sentence = _("Choose categories that the role of this worker may cover.")
        raise RuleBroken("authorisation.category", sentence, field="categories")
    if until is not None and until < today():
        sentence = _("The last day of an authorisation cannot be in the past.")
        raise RuleBroken("authorisation.past", sentence, field="until")
    end = day_end(until) if until else OPEN_END
    facts.authorise(actor, **_who(membership), categories=categories, number=number, signed_on=signed_on, valid_to=end)


@transaction.atomic
def revoke_authorisations(*, actor: Actor, membership: Membership) -> None:
    """All of a worker's authorisations end now, and with them all that they open."""
    can_part_with(actor, membership.user_id).require()
    facts.end_authorisations(actor, **_who(membership))


@transaction.atomic
def record_statement(*, actor: Actor, membership: Membership, signed_on: date) -> None:
    """The worker has signed the statement of confidentiality."""
    can_equip(actor, membership.user_id).require()
    facts.declare_confidentiality(actor, signed_on=signed_on, **_who(membership))


@transaction.atomic
def give_inbox_duty(*, actor: Actor, membership: Membership) -> None:
    """The worker opens the inbox: he sees letters that nobody has taken up yet."""
    can_equip(actor, membership.user_id).require()
    facts.appoint(actor, **_who(membership), anchor=facts.inbox_of(membership.institution_id), capacity=Capacity.INTAKE)


@transaction.atomic
def end_inbox_duty(*, actor: Actor, membership: Membership) -> None:
    can_keep_workers(actor).require()
    _end_inbox_duty(actor, membership)


@transaction.atomic
def end_membership(*, actor: Actor, membership: Membership, reason: str, at_once: bool = False) -> None:
    """The worker leaves: open sessions end with their next request (I14). Authorisations and the
    inbox duty end too, so that coming back opens nothing by itself. His files are handed over first;
    where there is no time for it, `at_once` leaves them on the list of files that nobody leads.
    """
    can_part_with(actor, membership.user_id).require()
    if not at_once:
        _leaves_nothing(membership)
    directory.leave(actor=actor, membership=membership, reason=reason)
    facts.end_authorisations(actor, **_who(membership))
    _end_inbox_duty(actor, membership)
    release(actor=actor, membership=membership)


def _leaves_nothing(membership: Membership) -> None:
    number = files_left(membership)
    if number:
        sentence = ngettext(
            "This worker leads %(num)s file. Hand it over first, or mark that the worker leaves at once.",
            "This worker leads %(num)s files. Hand them over first, or mark that the worker leaves at once.",
            number,
        )
        raise RuleBroken("worker.files_left", sentence % {"num": number}, field="at_once")


def _who(membership: Membership) -> dict[str, int]:
    return {"user_id": membership.user_id, "institution_id": membership.institution_id}


def _end_inbox_duty(actor: Actor, membership: Membership) -> None:
    inbox = facts.inbox_of(membership.institution_id)
    facts.recall(actor, user_id=membership.user_id, anchor_id=inbox.pk, capacities=[Capacity.INTAKE])
