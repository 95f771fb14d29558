"""The workers of an institution for programs: authorisations, statements, the inbox, leaving.

Nobody is entered here: a new account has a first password, which a person hands over.
"""

from datetime import date
from typing import Annotated, Any

from django.http import HttpResponse
from ninja.responses import Status
from pydantic import AfterValidator, Field, StringConstraints

from kooperacja.agreements.labels import Category
from kooperacja.audit.repeats import acted_once
from kooperacja.desk import actions
from kooperacja.desk.access import can_see_workers
from kooperacja.desk.queries import workers as queries
from kooperacja.foundation.endpoints import Day, Endpoints, Given, Told, Word, has_come, plain
from kooperacja.foundation.routes import ActorRequest

WORKERS = Endpoints("workers", "worker")
PastDay = Annotated[Day, AfterValidator(has_come)]
Reason = Annotated[str, StringConstraints(min_length=1, max_length=200), AfterValidator(plain)]


class PermissionOut(Told):
    """One paper; `until` of null has no end."""

    number: str
    categories: list[str]
    since: date
    until: date | None


class EmployeeOut(Told):
    """A membership of the institution, what opens data to it, and what this key may do with it."""

    id: Annotated[int, Field(validation_alias="pk")]
    user_id: int
    name: str
    email: str
    role: str
    title: str
    unit: str
    supervises: bool
    since: date
    until: date | None
    permissions: list[PermissionOut]
    has_declared: bool
    declared_on: date | None
    opens_inbox: bool
    can_equip: bool
    can_part: bool


class EmployeesOut(Told):
    items: list[EmployeeOut]


class AuthorisationNew(Given):
    """A named permission (art. 29 RODO), from now until the end of a day; without one it has no end."""

    categories: Annotated[list[Category], Field(min_length=1, max_length=len(Category))]
    number: Word
    signed_on: PastDay
    until: Day | None = None


class StatementNew(Given):
    signed_on: PastDay


class InboxDuty(Given):
    opens: bool


class Leaving(Given):
    """Files are handed over first; `at_once` leaves them on the list of files that nobody leads."""

    reason: Reason
    at_once: bool = False


@WORKERS.get("/workers", "workers", EmployeesOut)
def list_workers(request: ActorRequest, response: HttpResponse) -> EmployeesOut:
    """All workers of the institution by name; there are never so many that they need pages."""
    can_see_workers(request.actor).require()
    return EmployeesOut(items=[EmployeeOut.model_validate(row) for row in queries.workers(request.actor)])


@WORKERS.get("/workers/{int:pk}", "worker", EmployeeOut)
def show_worker(request: ActorRequest, response: HttpResponse, pk: int) -> EmployeeOut:
    """One membership of the institution."""
    can_see_workers(request.actor).require()
    return EmployeeOut.model_validate(queries.worker(request.actor, pk))


@WORKERS.act("/workers/{int:pk}/authorise", "worker_authorise", EmployeeOut)
def authorise_worker(
    request: ActorRequest, response: HttpResponse, pk: int, given: AuthorisationNew
) -> Status[EmployeeOut]:
    """Authorise a worker for categories that the role may cover. Nobody authorises himself."""
    row = queries.get_member(request.actor, pk)
    facts = {**given.facts(), "categories": [category.value for category in given.categories]}
    acted_once(request, lambda: actions.authorise_worker(actor=request.actor, membership=row, **facts))
    return Status(200, show_worker(request, response, pk))


@WORKERS.act("/workers/{int:pk}/revoke", "worker_revoke", EmployeeOut)
def revoke_authorisations(request: ActorRequest, response: HttpResponse, pk: int) -> Status[EmployeeOut]:
    """End all authorisations of a worker, and with them all that they open."""
    row = queries.get_member(request.actor, pk)
    acted_once(request, lambda: actions.revoke_authorisations(actor=request.actor, membership=row))
    return Status(200, show_worker(request, response, pk))


@WORKERS.act("/workers/{int:pk}/statement", "worker_statement", EmployeeOut)
def record_statement(
    request: ActorRequest, response: HttpResponse, pk: int, given: StatementNew
) -> Status[EmployeeOut]:
    """Record that the worker has signed the statement of confidentiality."""
    row = queries.get_member(request.actor, pk)
    acted_once(
        request,
        lambda: actions.record_statement(actor=request.actor, membership=row, signed_on=given.signed_on),
    )
    return Status(200, show_worker(request, response, pk))


@WORKERS.act("/workers/{int:pk}/inbox", "worker_inbox", EmployeeOut)
def set_inbox_duty(request: ActorRequest, response: HttpResponse, pk: int, given: InboxDuty) -> Status[EmployeeOut]:
    """The worker opens the inbox, or does not any more."""
    row = queries.get_member(request.actor, pk)
    act = actions.give_inbox_duty if given.opens else actions.end_inbox_duty
    acted_once(request, lambda: act(actor=request.actor, membership=row))
    return Status(200, show_worker(request, response, pk))


@WORKERS.act("/workers/{int:pk}/leave", "worker_leave", EmployeeOut)
def end_membership(request: ActorRequest, response: HttpResponse, pk: int, given: Leaving) -> Status[None]:
    """The worker leaves: keys and sessions end with their next request."""

    def act() -> None:
        row = queries.get_member(request.actor, pk)
        leaving: dict[str, Any] = {"reason": given.reason, "at_once": given.at_once}
        actions.end_membership(actor=request.actor, membership=row, **leaving)

    acted_once(request, act)
    return Status(204, None)
