"""What a case shows to partners, for programs of its owner."""

from datetime import datetime
from typing import Annotated

from django.http import HttpResponse
from ninja.responses import Status
from pydantic import AfterValidator, Field, StringConstraints

from kooperacja.agreements.labels import Category, Purpose
from kooperacja.audit.repeats import acted_once
from kooperacja.foundation.endpoints import Day, Given, Id, Ref, Told, plain
from kooperacja.foundation.routes import ActorRequest
from kooperacja.sharing import actions
from kooperacja.sharing.api.endpoints import API, PlaceOut, file_of, read_file
from kooperacja.sharing.api.trials import TrialOut
from kooperacja.sharing.queries import windows as queries
from kooperacja.sharing.queries.vetoes import is_among

Source = Annotated[str, StringConstraints(min_length=3, max_length=200), AfterValidator(plain)]


class BasisOut(Told):
    """A consent of a person, or a provision of law; `windows` rest on it."""

    id: Annotated[int, Field(validation_alias="pk")]
    subject_id: int
    about: str
    recipient_id: int
    recipient: str
    category: Category
    purpose: Purpose
    is_consent: bool
    source: str
    since: datetime
    until: datetime
    windows: int


class BasesOut(Told):
    items: list[BasisOut]
    places: list[PlaceOut]


class BasisNew(Given):
    """`subject_id` is a person of the case or the family, as in its places. A family gives no consent."""

    subject_id: Id
    recipient_id: Id
    category: Category
    purpose: Purpose = Purpose.JOINT_HELP
    is_consent: bool
    source: Source
    until: Day | None = None


class ReaderOut(Told):
    user_id: int
    name: str


class WindowOut(Told):
    """`is_open` is false while the basis or the agreement does not hold."""

    id: Annotated[int, Field(validation_alias="pk")]
    place_id: int
    place: str
    about: str
    owner: str
    recipient_id: int
    recipient: str
    category: Category
    purpose: Purpose
    agreement: str
    basis_id: int
    since: datetime
    until: datetime
    is_open: bool
    readers: list[ReaderOut]


class WindowsOut(Told):
    items: list[WindowOut]
    places: list[PlaceOut]


class WindowNew(Given):
    """`place_id` is the case, the family, or the very person whom the basis is about. Without an agreement the
    oldest that covers it; without a day the window ends with the agreement.
    """

    place_id: Id
    basis_id: Id
    agreement: Ref = ""
    until: Day | None = None


# ---- Bases


@API.get("/cases/{slug:ref}/bases", "bases", BasesOut)
def list_bases(request: ActorRequest, response: HttpResponse, ref: str) -> BasesOut:
    """Consents of the people of this case and provisions of law, for its owner's side."""
    _case, where = read_file(request, ref)
    rows = [BasisOut.model_validate(row) for row in queries.bases_of(where)]
    return BasesOut(items=rows, places=[PlaceOut.model_validate(place) for place in where])


@API.make("/cases/{slug:ref}/bases", "bases", BasisOut)
def record_basis(request: ActorRequest, response: HttpResponse, ref: str, given: BasisNew) -> Status[BasisOut]:
    """Record a consent or a provision, for one recipient, category and purpose."""

    def act() -> int:
        _case, where = read_file(request, ref)
        is_among(where, given.subject_id)
        facts = given.facts() | {"purpose": given.purpose.value}
        return actions.record_basis(actor=request.actor, case=file_of(request, ref), **facts).pk

    return Status(201, _basis(request, ref, acted_once(request, act)))


@API.act("/cases/{slug:ref}/bases/{int:pk}/end", "basis_end", BasisOut)
def end_basis(request: ActorRequest, response: HttpResponse, ref: str, pk: int) -> Status[BasisOut]:
    """The consent is withdrawn, or the provision stops: what rests on it closes at the next request."""

    def act() -> None:
        _case, where = read_file(request, ref)
        row = queries.get_basis(pk, where)
        actions.end_basis(actor=request.actor, case=file_of(request, ref), basis=row)

    acted_once(request, act)
    return Status(200, _basis(request, ref, str(pk)))


@API.get("/cases/{slug:ref}/bases/{int:pk}/what-if", "basis_what_if", TrialOut)
def try_withdrawal(request: ActorRequest, response: HttpResponse, ref: str, pk: int) -> TrialOut:
    """What partners would lose if this ended now: workers and numbers. Nothing is changed."""
    _case, where = read_file(request, ref)
    row = queries.get_basis(pk, where)
    return TrialOut.of(actions.try_withdrawal(actor=request.actor, case=file_of(request, ref), basis=row))


# ---- Windows


@API.get("/cases/{slug:ref}/windows", "windows", WindowsOut)
def list_windows(request: ActorRequest, response: HttpResponse, ref: str) -> WindowsOut:
    """What partners are shown of this case, its family and its people, for its owner's side."""
    _case, where = read_file(request, ref)
    rows = [WindowOut.model_validate(row) for row in queries.windows_of(where)]
    return WindowsOut(items=rows, places=[PlaceOut.model_validate(place) for place in where])


@API.make("/cases/{slug:ref}/windows", "windows", WindowOut)
def open_window(request: ActorRequest, response: HttpResponse, ref: str, given: WindowNew) -> Status[WindowOut]:
    """Show the recipient of a basis what the basis is for."""

    def act() -> int:
        _case, where = read_file(request, ref)
        is_among(where, given.place_id)
        rests_on = {"basis": queries.get_basis(given.basis_id, where)}
        paper = queries.get_agreement(given.agreement) if given.agreement else None
        more = {"place_id": given.place_id, "until": given.until, "agreement": paper, **rests_on}
        return actions.open_window(actor=request.actor, case=file_of(request, ref), **more).pk  # type: ignore[arg-type]

    return Status(201, _window(request, ref, acted_once(request, act)))


@API.act("/cases/{slug:ref}/windows/{int:pk}/close", "window_close", WindowOut)
def close_window(request: ActorRequest, response: HttpResponse, ref: str, pk: int) -> Status[WindowOut]:
    """Close the window at the next request of whoever looks through it."""

    def act() -> None:
        _case, where = read_file(request, ref)
        row = queries.get_window(pk, where)
        actions.close_window(actor=request.actor, case=file_of(request, ref), window=row)

    acted_once(request, act)
    return Status(200, _window(request, ref, str(pk)))


def _basis(request: ActorRequest, ref: str, pk: str) -> BasisOut:
    _case, where = read_file(request, ref)
    return BasisOut.model_validate(queries.bases_of(where, int(pk))[0])


def _window(request: ActorRequest, ref: str, pk: str) -> WindowOut:
    _case, where = read_file(request, ref)
    return WindowOut.model_validate(queries.windows_of(where, int(pk))[0])
