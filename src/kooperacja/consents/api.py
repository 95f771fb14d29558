"""Notices, consents and their texts for programs."""

from datetime import date, datetime
from typing import Annotated

from django.http import HttpResponse
from ninja import File, Query
from ninja.files import UploadedFile
from ninja.responses import Status
from pydantic import Field, field_validator

from kooperacja.access.reading import reading
from kooperacja.agreements.labels import Category, Purpose
from kooperacja.audit.repeats import acted_once
from kooperacja.consents import actions
from kooperacja.consents.models import Deferral, Language, Medium, NoticeWay, TextKind
from kooperacja.consents.queries import case as queries
from kooperacja.consents.queries import listing, wordings
from kooperacja.documents.queries import FileRow
from kooperacja.documents.transfer import content_of
from kooperacja.foundation.endpoints import Day, Endpoints, Given, Id, PageIn, PageOut, Prose, Ref, Told, TotalOut, Word
from kooperacja.foundation.routes import ActorRequest

API = Endpoints("consents", "case", Purpose.JOINT_HELP)
MOST_ITEMS = 200
People = Annotated[list[Ref], Field(min_length=1, max_length=50)]


class ItemOut(Told):
    """`status` is given, refused, withdrawn or ended. `basis_id` is the fact that windows rest on, 0 for none."""

    number: int
    recipient: str
    category: str
    status: str
    ended_at: datetime | None
    basis_id: int


class ConsentOut(Told):
    """`scan` is the reference of the signed paper among the files of the case, empty where there is none to read;
    `shown` is what stood on the screen that was signed instead.
    """

    ref: str
    person: str
    signer: str
    signed_as: str
    person_agreed: bool
    medium: str
    scan: str
    shown: str
    signed_on: date
    until: date
    ends_at_majority: bool
    wording: str
    items: list[ItemOut]

    @field_validator("scan", mode="before")
    @classmethod
    def _named(cls, file: FileRow | None) -> str:
        return file.ref if file else ""


class PersonTold(Told):
    """A person of the case; `status` is told, deferred or untold."""

    ref: str
    name: str
    is_minor: bool
    status: str
    notice_ref: str
    day: date | None
    review_on: date | None


class CaseConsentsOut(Told):
    people: list[PersonTold]
    consents: list[ConsentOut]


class ItemNew(Given):
    """A refusal is recorded too, so that nobody asks twice."""

    recipient: Id
    category: Category
    is_given: bool = True


class ConsentNew(Given):
    """`person` and `signer` are references of people of the case; `wording` is an approved text. `person_agreed` is
    asked of a child from 13 years on, and of who is partly incapacitated. On screen the signer signs today and
    with his own `name`, and who has to agree too with `agreed_name`.
    """

    person: Ref
    signer: Ref
    wording: Id
    medium: Medium
    signed_on: Day
    until: Day
    person_agreed: bool = False
    name: Word = ""
    agreed_name: Word = ""
    items: Annotated[list[ItemNew], Field(min_length=1, max_length=MOST_ITEMS)]


class WithdrawIn(Given):
    items: Annotated[list[Annotated[int, Field(ge=1, le=MOST_ITEMS)]], Field(min_length=1, max_length=MOST_ITEMS)]


class NoticeNew(Given):
    """`receiver` is who took it for them, where they did not themselves."""

    people: People
    wording: Id
    way: NoticeWay
    given_on: Day
    receiver: Ref = ""


class DeferralNew(Given):
    people: People
    reason: Deferral
    review_on: Day


class ListItemOut(Told):
    """An item of a consent; a reader who sees coordination only gets no name."""

    case_ref: str
    case_number: str
    consent_ref: str
    number: int
    person: str
    recipient: str
    category: str
    signed_on: date
    until: date
    status: str
    ended_at: datetime | None


class ListOut(PageOut):
    items: list[ListItemOut]


class ListIn(PageIn):
    status: Annotated[str, Field(pattern="^(live|soon|over|refused|all)$")] = listing.LIVE
    recipient: Annotated[int, Field(ge=0, le=2**63 - 1)] = 0
    sort: Annotated[str, Field(pattern="^-?(until|signed|recipient)$")] = "until"


class TextOut(Told):
    """`status` is unapproved, coming, present or ended."""

    id: Annotated[int, Field(validation_alias="pk")]
    kind: TextKind
    language: Language
    number: int
    body: str
    since: date | None
    until: date | None
    status: str
    version: int


class TextsOut(Told):
    items: list[TextOut]


class TextNew(Given):
    kind: TextKind
    language: Language
    body: Prose


class ApprovalIn(Given):
    since: Day
    version: Annotated[int, Field(ge=1, le=10**9)]


# ---- A case


@API.get("/cases/{slug:ref}/consents", "case_consents", CaseConsentsOut)
def list_case_consents(request: ActorRequest, response: HttpResponse, ref: str) -> CaseConsentsOut:
    """Who of this case was told about the data, and who agreed to what; for its owner's side."""
    with reading(request):
        page = queries.case_page(request.actor, ref, request.purpose)
    return CaseConsentsOut.model_validate(page)


@API.make("/cases/{slug:ref}/consents", "case_consents", ConsentOut)
def give_consent(request: ActorRequest, response: HttpResponse, ref: str, given: ConsentNew) -> Status[ConsentOut]:
    """Record what somebody signed: each item that was given is a basis of its own from now."""

    def act() -> str:
        case = queries.get_case_of(request.actor, ref, request.purpose)
        person = queries.get_person(request.actor, given.person, request.purpose)
        signer = queries.get_person(request.actor, given.signer, request.purpose)
        facts = given.facts() | {"person": person, "signer": signer}
        facts["items"] = [actions.Item(one.recipient, one.category.value, one.is_given) for one in given.items]
        return actions.give_consent(actor=request.actor, case=case, **facts).ref

    return Status(201, _consent(request, ref, acted_once(request, act)))


@API.make("/cases/{slug:ref}/consents/{slug:consent}/scan", "consent_scan", ConsentOut, takes_files=True)
def attach_scan(
    request: ActorRequest, response: HttpResponse, ref: str, consent: str, file: File[UploadedFile]
) -> Status[ConsentOut]:
    """The signed paper, of the kinds and the size that files of a case have."""

    def act() -> None:
        case = queries.get_case_of(request.actor, ref, request.purpose)
        row = queries.get_consent(request.actor, case.pk, consent, request.purpose)
        actions.attach_scan(actor=request.actor, case=case, consent=row, name=file.name or "", content=content_of(file))

    acted_once(request, act)
    return Status(201, _consent(request, ref, consent))


@API.act("/cases/{slug:ref}/consents/{slug:consent}/withdraw", "consent_withdraw", ConsentOut)
def withdraw_consent(
    request: ActorRequest, response: HttpResponse, ref: str, consent: str, given: WithdrawIn
) -> Status[ConsentOut]:
    """These items of the consent end now; windows that rest on them close at the next request."""

    def act() -> None:
        case = queries.get_case_of(request.actor, ref, request.purpose)
        row = queries.get_consent(request.actor, case.pk, consent, request.purpose)
        items = queries.get_items(request.actor, row, given.items, request.purpose)
        actions.withdraw(actor=request.actor, case=case, consent=row, items=items)

    acted_once(request, act)
    return Status(200, _consent(request, ref, consent))


@API.make("/cases/{slug:ref}/notices", "case_notices", CaseConsentsOut)
def give_notice(request: ActorRequest, response: HttpResponse, ref: str, given: NoticeNew) -> Status[CaseConsentsOut]:
    """These people were told who keeps their data and why (art. 13 and 14 RODO)."""

    def act() -> None:
        case = queries.get_case_of(request.actor, ref, request.purpose)
        facts = given.facts() | {"people": queries.get_people(request.actor, given.people, request.purpose)}
        if given.receiver:
            facts["receiver"] = queries.get_person(request.actor, given.receiver, request.purpose)
        actions.give_notice(actor=request.actor, case=case, **facts)

    acted_once(request, act)
    return Status(201, list_case_consents(request, response, ref))


@API.make("/cases/{slug:ref}/notices/deferred", "case_notices_deferred", CaseConsentsOut)
def defer_notice(
    request: ActorRequest, response: HttpResponse, ref: str, given: DeferralNew
) -> Status[CaseConsentsOut]:
    """These people are told later, for a reason that the law knows."""

    def act() -> None:
        case = queries.get_case_of(request.actor, ref, request.purpose)
        facts = given.facts() | {"people": queries.get_people(request.actor, given.people, request.purpose)}
        actions.defer_notice(actor=request.actor, case=case, **facts)

    acted_once(request, act)
    return Status(201, list_case_consents(request, response, ref))


def _consent(request: ActorRequest, ref: str, consent: str) -> ConsentOut:
    with reading(request):
        _case, row = queries.consent_page(request.actor, ref, consent, request.purpose)
    return ConsentOut.model_validate(row)


# ---- The institution


@API.get("/consents", "consents", ListOut, resource="consentitem")
def list_consents(request: ActorRequest, wanted: Query[ListIn]) -> ListOut:
    """Items of consents that the reader may see, those that end first on top."""
    asked = listing.Wanted(wanted.status, wanted.recipient, wanted.sort)
    neighbours = {"after": wanted.after, "before": wanted.before, "limit": wanted.limit}
    with reading(request):
        page = listing.item_page(request.actor, request.purpose, asked, **neighbours)  # type: ignore[arg-type]
    rows = [ListItemOut.model_validate(row) for row in page.rows]
    total = TotalOut(number=page.total.number, more=page.total.more)
    return ListOut(items=rows, total=total, after=page.after, before=page.before)


@API.get("/consent-texts", "consent_texts", TextsOut, resource="wording", purpose="")
def list_texts(request: ActorRequest) -> TextsOut:
    """Versions of the institution's texts of notices and consents."""
    return TextsOut(items=[TextOut.model_validate(row) for row in wordings.texts(request.actor)])


@API.make("/consent-texts", "consent_texts", TextOut, resource="wording", purpose="")
def write_text(request: ActorRequest, response: HttpResponse, given: TextNew) -> Status[TextOut]:
    """A draft of the next version."""
    pk = acted_once(request, lambda: actions.write_text(actor=request.actor, **given.facts()).pk)
    return Status(201, TextOut.model_validate(wordings.text(request.actor, int(pk))))


@API.act("/consent-texts/{int:pk}/approve", "consent_text_approve", TextOut, resource="wording", purpose="")
def approve_text(request: ActorRequest, response: HttpResponse, pk: int, given: ApprovalIn) -> Status[TextOut]:
    """In force from a day; the version before it ends on the day before."""

    def act() -> None:
        wording = wordings.get_text(request.actor, pk)
        actions.approve_text(actor=request.actor, wording=wording, **given.facts())

    acted_once(request, act)
    return Status(200, TextOut.model_validate(wordings.text(request.actor, pk)))
