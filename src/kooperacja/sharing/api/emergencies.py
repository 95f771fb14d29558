"""Emergency accesses for programs: asking, reading, ending, reviewing."""

from datetime import date, datetime
from typing import Annotated

from django.http import HttpResponse
from ninja import Query
from ninja.responses import Status
from pydantic import AfterValidator, Field, StringConstraints

from kooperacja.access import actions as facts
from kooperacja.access.reading import reading
from kooperacja.agreements.labels import Purpose
from kooperacja.audit.repeats import acted_once
from kooperacja.foundation.endpoints import Given, Id, PageIn, PageOut, Short, Told, TotalOut, plain
from kooperacja.foundation.routes import ActorRequest
from kooperacja.sharing import actions
from kooperacja.sharing.access import can_review
from kooperacja.sharing.api.endpoints import API
from kooperacja.sharing.queries import emergencies as queries
from kooperacja.sharing.queries.emergencies import EmergencyOutcome

ANYWAY = {"resource": "emergency", "purpose": ""}
Why = Annotated[str, StringConstraints(max_length=500), AfterValidator(plain)]


class EmergencyOut(Told):
    """Who opened vital data, of whose file, why, and how it was reviewed; the person is never named."""

    id: Annotated[int, Field(validation_alias="pk")]
    worker: str
    institution: str
    owner: str
    reason: str
    since: datetime
    until: datetime
    is_live: bool
    verdict: str
    reviewed_at: datetime | None


class EmergenciesOut(PageOut):
    items: list[EmergencyOut]


class VitalOut(Told):
    """One row that is open."""

    what: str
    text: str
    category: str
    day: date


class OpenedOut(Told):
    emergency: EmergencyOut
    items: list[VitalOut]


class EmergencyNew(Given):
    """Whose case it is, its number, the first name of the person, and why it cannot wait."""

    owner_id: Id
    case_number: Short
    first_name: Short
    reason: Why


class ReviewNew(Given):
    outcome: EmergencyOutcome


@API.get("/emergencies", "emergencies", EmergenciesOut, **ANYWAY)
def list_emergencies(request: ActorRequest, page: Query[PageIn]) -> EmergenciesOut:
    """The reader's own emergency accesses, the oldest first."""
    return _page(request, page, to_review=False)


@API.get("/emergencies/waiting", "emergencies_waiting", EmergenciesOut, **ANYWAY)
def list_waiting(request: ActorRequest, page: Query[PageIn]) -> EmergenciesOut:
    """Those that wait for the review of this data-protection officer, the oldest first."""
    can_review(request.actor).require()
    return _page(request, page, to_review=True)


@API.make("/emergencies", "emergencies", EmergencyOut, **ANYWAY)
def break_glass(request: ActorRequest, response: HttpResponse, given: EmergencyNew) -> Status[EmergencyOut]:
    """Open vital data of one person for at most a day, for reading. The data-protection officers are told at once."""
    who = {"case_number": given.case_number, "first_name": given.first_name}
    subject = actions.name_subject(actor=request.actor, owner=given.owner_id, **who)
    pk = acted_once(request, lambda: facts.break_glass(request.actor, subject_id=subject, reason=given.reason).pk)
    return Status(201, _row(request, int(pk)))


@API.get("/emergencies/{int:pk}", "emergency", OpenedOut, resource="person", purpose=Purpose.JOINT_HELP)
def show_emergency(request: ActorRequest, response: HttpResponse, pk: int) -> OpenedOut:
    """What the reader's own access opens now. Everything that is shown is in the trail."""
    with reading(request):
        row = queries.get_own(pk, request.actor)
        found = queries.opened(request.actor, row, request.purpose)
    items = [VitalOut.model_validate(one) for one in found]
    return OpenedOut(emergency=_row(request, pk), items=items)


@API.act("/emergencies/{int:pk}/end", "emergency_end", EmergencyOut, **ANYWAY)
def end_emergency(request: ActorRequest, response: HttpResponse, pk: int) -> Status[EmergencyOut]:
    """The one who asked needs it no longer, or a reviewer stops it."""
    row = queries.get_emergency(pk, request.actor)
    acted_once(request, lambda: facts.end_emergency(request.actor, row))
    return Status(200, _row(request, pk))


@API.act("/emergencies/{int:pk}/review", "emergency_review", EmergencyOut, **ANYWAY)
def review_emergency(request: ActorRequest, response: HttpResponse, pk: int, given: ReviewNew) -> Status[EmergencyOut]:
    """Say whether it was justified; one that was not ends at once."""
    row = queries.get_emergency(pk, request.actor)
    acted_once(request, lambda: facts.review_emergency(request.actor, row, outcome=given.outcome.value))
    return Status(200, _row(request, pk))


def _page(request: ActorRequest, page: PageIn, *, to_review: bool) -> EmergenciesOut:
    cut = {"after": page.after, "before": page.before, "limit": page.limit}
    found = queries.emergency_keys(request.actor, to_review=to_review, **cut)  # type: ignore[arg-type]
    rows = [EmergencyOut.model_validate(row) for row in found.rows]
    return EmergenciesOut(items=rows, total=TotalOut(number=found.total), after=found.after, before=found.before)


def _row(request: ActorRequest, pk: int) -> EmergencyOut:
    return EmergencyOut.model_validate(queries.emergency_row(request.actor, pk))
