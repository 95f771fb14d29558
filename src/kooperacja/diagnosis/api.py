"""Diagnoses of families for programs: rounds, ratings of areas, workshops, and moves."""

from datetime import date
from typing import Annotated, Any

from django.http import HttpResponse
from ninja import File
from ninja.files import UploadedFile
from ninja.responses import Status
from pydantic import Field

from kooperacja.access.reading import reading
from kooperacja.agreements.labels import Purpose
from kooperacja.audit.repeats import acted_once, serve_moves
from kooperacja.consents.queries.case import get_case_of
from kooperacja.diagnosis import actions
from kooperacja.diagnosis.actions import Rating
from kooperacja.diagnosis.kinds import HIGHEST, LOWEST, Source
from kooperacja.diagnosis.moves import DIAGNOSIS_MOVES, WORKSHOP_MOVES
from kooperacja.diagnosis.queries.forms import offered
from kooperacja.diagnosis.queries.page import DiagnosisPage, case_page, diagnosis_page, workshop_page
from kooperacja.diagnosis.queries.rows import get_diagnosis, get_workshop
from kooperacja.diagnosis.xlsform import form_of_bytes
from kooperacja.documents.transfer import content_of
from kooperacja.foundation.clock import today
from kooperacja.foundation.endpoints import Day, Endpoints, Given, Id, MoveOut, Prose, StateOut, Told, Word, marked
from kooperacja.foundation.routes import ActorRequest

API = Endpoints("diagnosis", "diagnosis", Purpose.JOINT_HELP)
WORKSHOPS = Endpoints("diagnosis", "workshop", Purpose.JOINT_HELP)
OF_SHEETS: dict[str, str] = {"resource": "questionnaire", "purpose": ""}
OF_CASE: dict[str, str] = {"resource": "case"}
# The texts of an area are as long in the form.
Words = Annotated[Prose, Field(max_length=4000)]


class RatingOut(Told):
    """`anchor` is what the step of the scale means; `version` is given back with a change; `answers` are those to the
    questions that the questionnaire adds, by name.
    """

    score: int
    anchor: str
    strengths: str
    needs: str
    words: str
    source: str
    known_on: date
    version: int
    answers: dict[str, Any]


class AreaOut(Told):
    """`is_rated` without a rating: it is closed to the reader. `scores` are those of the compared rounds."""

    code: str
    label: str
    rating: RatingOut | None
    is_rated: bool
    scores: list[int | None]


class RoundOut(Told):
    ref: str
    number: int
    state: StateOut
    day: date


class WorkshopOut(Told):
    """Of the family only how many people came."""

    ref: str
    state: StateOut
    day: date
    from_family: int
    institutions: list[str]
    reason: str


class DiagnosisOut(Told):
    """One round with the questionnaire that it was answered with, and all rounds of the case."""

    ref: str
    number: int
    state: StateOut
    case_number: str
    form: str
    form_number: int
    begun_on: date
    ready_by: date
    finished_on: date | None
    without_workshops: str
    areas: list[AreaOut]
    rounds: list[RoundOut]
    compared: list[RoundOut]
    workshops: list[WorkshopOut]
    available_moves: list[MoveOut]


class CaseDiagnosisOut(Told):
    """The round to read first (empty where there is none), and the workshops with the family."""

    ref: str
    rounds: list[RoundOut]
    workshops: list[WorkshopOut]


class RatingIn(Given):
    """`version` is that of the rating that was shown, 0 for the first time."""

    score: Annotated[int, Field(ge=LOWEST, le=HIGHEST, strict=True)]
    strengths: Words = ""
    needs: Words = ""
    words: Words = ""
    source: Source
    known_on: Day
    version: Annotated[int, Field(ge=0, strict=True)] = 0
    answers: dict[str, Annotated[str, Field(max_length=2000)]] = Field(default_factory=dict, max_length=50)


class BeginIn(Given):
    """The code of a questionnaire; without one that of the institution, or the one that the product brings."""

    form: Word = ""


class QuestionnaireRow(Told):
    """`owner` is empty where the product brings it; `added` is how many questions it adds."""

    code: str
    number: int
    title: str
    owner: str
    added: int


class QuestionnairesOut(Told):
    items: list[QuestionnaireRow]


class QuestionnaireReadOut(Told):
    """What the workbook did: how many questionnaires are new, got another version, were there already."""

    new: int
    changed: int
    same: int


class WorkshopIn(Given):
    day: Day


class HeldIn(Given):
    """`institutions` are those beside the own one."""

    held_on: Day
    from_family: Annotated[int, Field(ge=1, le=30, strict=True)]
    institutions: list[Id] = Field(default_factory=list, max_length=20)


@API.get("/cases/{slug:ref}/diagnosis", "case_diagnosis", CaseDiagnosisOut, **OF_CASE)
def diagnosis_of_case(request: ActorRequest, ref: str) -> CaseDiagnosisOut:
    """Which round of a case to read first, and its workshops."""
    with reading(request):
        page = case_page(request.actor, ref, request.purpose, today())
    return _of_case(page)


@API.make("/cases/{slug:ref}/diagnoses", "case_diagnoses", CaseDiagnosisOut, **OF_CASE)
def begin_diagnosis(request: ActorRequest, ref: str, given: BeginIn) -> Status[CaseDiagnosisOut]:
    """Begin the first diagnosis of a case, or the next one."""

    def act() -> None:
        case = get_case_of(request.actor, ref, request.purpose)
        actions.begin_diagnosis(actor=request.actor, case=case, questionnaire=given.form)

    acted_once(request, act)
    return Status(201, diagnosis_of_case(request, ref))


@API.make("/cases/{slug:ref}/workshops", "case_workshops", CaseDiagnosisOut, **OF_CASE)
def plan_workshop(request: ActorRequest, ref: str, given: WorkshopIn) -> Status[CaseDiagnosisOut]:
    """Plan a workshop with the family."""

    def act() -> None:
        case = get_case_of(request.actor, ref, request.purpose)
        actions.plan_workshop(actor=request.actor, case=case, day=given.day)

    acted_once(request, act)
    return Status(201, diagnosis_of_case(request, ref))


@API.get("/diagnoses/{slug:ref}", "diagnosis", DiagnosisOut)
def show_diagnosis(request: ActorRequest, response: HttpResponse, ref: str) -> DiagnosisOut:
    """One round, as far as the reader may read it."""
    with reading(request):
        page = diagnosis_page(request.actor, ref, request.purpose, today())
    told = _told(page)
    marked(response, page.shown.version if page.shown else 0)
    return told


@API.make("/diagnoses/{slug:ref}/areas/{slug:area}", "diagnosis_area", DiagnosisOut)
def rate_area(
    request: ActorRequest, response: HttpResponse, ref: str, area: str, given: RatingIn
) -> Status[DiagnosisOut]:
    """Rate one area, for the first time or anew; each is saved on its own."""

    def act() -> None:
        facts: dict[str, Any] = given.model_dump(exclude={"version"})
        rating = Rating(**{**facts, "source": given.source.value})
        diagnosis = get_diagnosis(request.actor, ref, request.purpose)
        keys: dict[str, Any] = {"area": area, "rating": rating, "version": given.version}
        actions.rate_area(actor=request.actor, diagnosis=diagnosis, **keys)

    acted_once(request, act)
    return Status(201, show_diagnosis(request, response, ref))


@WORKSHOPS.get("/workshops/{slug:ref}", "workshop", WorkshopOut)
def show_workshop(request: ActorRequest, response: HttpResponse, ref: str) -> WorkshopOut:
    """One workshop with the family."""
    with reading(request):
        row, version = workshop_page(request.actor, ref, request.purpose)
    marked(response, version)
    return WorkshopOut.model_validate(row)


@WORKSHOPS.make("/workshops/{slug:ref}/hold", "workshop_hold", WorkshopOut)
def hold_workshop(request: ActorRequest, response: HttpResponse, ref: str, given: HeldIn) -> Status[WorkshopOut]:
    """It was held."""

    def act() -> None:
        workshop = get_workshop(request.actor, ref, request.purpose)
        actions.hold(actor=request.actor, workshop=workshop, **given.model_dump())

    acted_once(request, act)
    return Status(201, show_workshop(request, response, ref))


def _of_case(page: DiagnosisPage) -> CaseDiagnosisOut:
    return CaseDiagnosisOut(
        ref=page.shown.ref if page.shown else "",
        rounds=[RoundOut.model_validate(one) for one in page.rounds],
        workshops=[WorkshopOut.model_validate(one) for one in page.workshops],
    )


def _told(page: DiagnosisPage) -> DiagnosisOut:
    names = ("ref", "number", "form", "form_number", "begun_on", "ready_by", "finished_on", "without_workshops")
    facts = {name: getattr(page.shown, name) for name in names}
    return DiagnosisOut(
        **facts,
        state=StateOut.model_validate(page.state),
        case_number=page.case.number,
        areas=[AreaOut.model_validate(one) for one in page.areas],
        rounds=[RoundOut.model_validate(one) for one in page.rounds],
        compared=[RoundOut.model_validate(one) for one in page.compared],
        workshops=[WorkshopOut.model_validate(one) for one in page.workshops],
        available_moves=MoveOut.all_of(page.moves),
    )


@API.get("/questionnaires", "questionnaires", QuestionnairesOut, **OF_SHEETS)
def list_questionnaires(request: ActorRequest) -> QuestionnairesOut:
    """With which a diagnosis can begin, the one that is used unless another is named first."""
    rows = [
        QuestionnaireRow(
            code=line.form.code,
            number=line.form.number,
            title=line.form.title,
            owner=line.owner,
            added=line.form.added,
        )
        for line in offered(request.actor)
    ]
    return QuestionnairesOut(items=rows)


@API.make("/questionnaires", "questionnaires", QuestionnaireReadOut, takes_files=True, **OF_SHEETS)
def define_questionnaire(request: ActorRequest, file: File[UploadedFile]) -> Status[QuestionnaireReadOut]:
    """Define a questionnaire, or its next version, by a workbook (XLSForm). The same words twice are one."""

    def act() -> str:
        said = form_of_bytes(content_of(file))
        done = actions.define_questionnaire(actor=request.actor, said=said)
        return f"{done.new} {done.changed} {done.same}"

    new, changed, same = map(int, acted_once(request, act).split())
    return Status(201, QuestionnaireReadOut(new=new, changed=changed, same=same))


serve_moves(API, "/diagnoses/{slug:ref}", DIAGNOSIS_MOVES, show_diagnosis, answer=DiagnosisOut)
serve_moves(WORKSHOPS, "/workshops/{slug:ref}", WORKSHOP_MOVES, show_workshop, answer=WorkshopOut)
