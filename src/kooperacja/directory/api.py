"""The directory for programs: institutions and their units, and who the program acts as."""

from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpResponse
from ninja import Query
from ninja.responses import Status
from pydantic import StringConstraints

from kooperacja.audit.repeats import acted_once
from kooperacja.directory import actions, queries
from kooperacja.directory.kinds import InstitutionKind, Level, Role, Sector
from kooperacja.directory.models import Institution, Membership
from kooperacja.foundation.endpoints import (
    Day,
    Endpoints,
    Given,
    Line,
    PageIn,
    PageOut,
    Search,
    Sentence,
    Told,
    TotalOut,
    Words,
    marked,
    version,
)
from kooperacja.foundation.routes import ActorRequest

API = Endpoints("institutions", "institution")
OWN = Endpoints("account", "account")

Code = Annotated[str, StringConstraints(max_length=20, pattern=r"^[0-9 -]*$")]


# ---- Who acts


class MembershipOut(Told):
    """A live membership of the person whose key it is."""

    id: int
    institution_id: int
    institution: Words
    role: Role
    title: str
    supervises: bool
    is_acting: bool


class TokenOut(Told):
    """The key that was used."""

    name: str
    scope: str
    expires_at: datetime


class MeOut(Told):
    """As whom the program acts, and until when its key is valid."""

    user_id: int
    name: str
    acts_as: MembershipOut
    memberships: list[MembershipOut]
    token: TokenOut


@OWN.get("/me", "me", MeOut)
def me(request: ActorRequest) -> MeOut:
    """As whom the program acts. A key is bound to one membership; the others are only named."""
    actor = request.actor
    mine = [_membership(row, actor.membership_id) for row in queries.memberships_of(actor.user_id)]
    acting = next(one for one in mine if one.is_acting)
    token = TokenOut.model_validate(request.auth)  # type: ignore[attr-defined]
    return MeOut(user_id=actor.user_id, name=actor.name, acts_as=acting, memberships=mine, token=token)


def _membership(row: Membership, acting: int) -> MembershipOut:
    return MembershipOut(
        id=row.pk,
        institution_id=row.institution_id,
        institution=row.institution.short_name,
        role=Role(row.role),
        title=row.title,
        supervises=row.supervises,
        is_acting=row.pk == acting,
    )


# ---- Institutions


class InstitutionRow(Told):
    """An institution in the list; `area` is told in words."""

    id: int
    short_name: str
    name: str
    kind: InstitutionKind
    level: Level
    place: str
    area: str
    has_ended: bool

    @classmethod
    def of(cls, row: queries.Row) -> "InstitutionRow":
        told = {name: getattr(row.institution, name) for name in ("id", "short_name", "name", "kind", "level", "place")}
        return cls(**told, area=row.area, has_ended=row.has_ended)


class InstitutionsOut(PageOut):
    items: list[InstitutionRow]


class UnitOut(Told):
    id: int
    name: str
    ended_on: date | None


class InstitutionOut(Told):
    """What is published of an institution."""

    id: int
    name: str
    short_name: str
    kind: InstitutionKind
    level: Level
    sector: str
    terc: str
    areas: list[str]
    place: str
    address: str
    phone: str
    email: str
    website: str
    dpo_contact: str
    nip: str
    regon: str
    krs: str
    note: str
    case_pattern: str
    referral_pattern: str
    checked_on: date | None
    ended_on: date | None
    ended_reason: str
    has_ended: bool
    units: list[UnitOut]
    version: int
    updated_at: datetime


class InstitutionsWanted(Given):
    """Filters of the list, as on its page; `shown` is empty for those that work."""

    q: Search = ""
    kind: InstitutionKind | None = None
    level: Level | None = None
    county: Code = ""
    shown: Annotated[str, StringConstraints(pattern="^(|ended|all)$")] = ""


class InstitutionChange(Given):
    """What is known; a field that is left out stays as it is."""

    name: Sentence | None = None
    short_name: Sentence | None = None
    kind: InstitutionKind | None = None
    level: Level | None = None
    sector: Sector | None = None
    terc: Code | None = None
    place: Sentence | None = None
    address: Sentence | None = None
    phone: Sentence | None = None
    email: Sentence | None = None
    website: Sentence | None = None
    dpo_contact: Sentence | None = None
    nip: Sentence | None = None
    regon: Sentence | None = None
    krs: Sentence | None = None
    note: Sentence | None = None
    case_pattern: Sentence | None = None
    referral_pattern: Sentence | None = None
    checked_on: Day | None = None


class InstitutionNew(InstitutionChange):
    """Only name, kind and level are asked for."""

    name: Sentence
    kind: InstitutionKind
    level: Level


class InstitutionEnd(Given):
    ended_on: Day
    reason: Sentence


class UnitNew(Given):
    name: Line


class UnitEnd(Given):
    ended_on: Day


@API.get("/institutions", "institutions", InstitutionsOut)
def list_institutions(request: ActorRequest, wanted: Query[InstitutionsWanted], page: Query[PageIn]) -> InstitutionsOut:
    """The directory by name."""
    asked = queries.Wanted(**{name: str(value) for name, value in wanted.facts().items() if value})
    found = queries.institution_keys(asked, after=page.after, before=page.before, limit=page.limit)
    rows = [InstitutionRow.of(row) for row in found.rows]
    return InstitutionsOut(items=rows, total=TotalOut(number=found.total), after=found.after, before=found.before)


@API.get("/institutions/{int:pk}", "institution", InstitutionOut)
def show_institution(request: ActorRequest, response: HttpResponse, pk: int) -> InstitutionOut:
    """One institution with its units."""
    page = queries.institution_page(pk)
    marked(response, page.institution.version)
    row = {field.name: getattr(page.institution, field.name) for field in Institution._meta.concrete_fields}
    more = {"areas": page.areas, "units": page.units, "has_ended": page.has_ended}
    return InstitutionOut.model_validate({**row, **more})


@API.make("/institutions", "institutions", InstitutionOut)
def create_institution(request: ActorRequest, response: HttpResponse, given: InstitutionNew) -> Status[InstitutionOut]:
    """Enter an institution."""
    pk = acted_once(request, lambda: actions.create_institution(actor=request.actor, **_known(given)).pk)
    return Status(201, show_institution(request, response, int(pk)))


@API.edit("/institutions/{int:pk}", "institution", InstitutionOut)
def change_institution(
    request: ActorRequest, response: HttpResponse, pk: int, given: InstitutionChange
) -> InstitutionOut:
    """Change what is known of an institution."""
    row = queries.get_institution(pk)
    actions.change_institution(actor=request.actor, institution=row, version=version(request), **_known(given))
    return show_institution(request, response, pk)


@API.act("/institutions/{int:pk}/end", "institution_end", InstitutionOut)
def end_institution(
    request: ActorRequest, response: HttpResponse, pk: int, given: InstitutionEnd
) -> Status[InstitutionOut]:
    """End an institution with a day and a reason; it is never deleted."""
    row = queries.get_institution(pk)
    acted_once(request, lambda: actions.end_institution(actor=request.actor, institution=row, **given.facts()))
    return Status(200, show_institution(request, response, pk))


@API.act("/institutions/{int:pk}/units", "unit_add", InstitutionOut)
def add_unit(request: ActorRequest, response: HttpResponse, pk: int, given: UnitNew) -> Status[InstitutionOut]:
    """Add a section, a building or a field office."""
    row = queries.get_institution(pk)
    acted_once(request, lambda: actions.add_unit(actor=request.actor, institution=row, name=given.name).pk)
    return Status(200, show_institution(request, response, pk))


@API.act("/institutions/{int:pk}/units/{int:unit}/end", "unit_end", InstitutionOut)
def end_unit(
    request: ActorRequest, response: HttpResponse, pk: int, unit: int, given: UnitEnd
) -> Status[InstitutionOut]:
    """End a unit."""
    row = queries.get_unit(pk, unit)
    acted_once(request, lambda: actions.end_unit(actor=request.actor, unit=row, ended_on=given.ended_on))
    return Status(200, show_institution(request, response, pk))


def _known(given: InstitutionChange) -> dict[str, Any]:
    """Nothing given for a text is an empty text; a day may be taken away."""
    return {name: "" if value is None and name != "checked_on" else value for name, value in given.facts().items()}
