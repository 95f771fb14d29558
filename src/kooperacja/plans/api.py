"""Plans of families for programs: writing, reading, signatures, and moves. Actions are those of `tasks`."""

from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpResponse
from ninja import File
from ninja.files import UploadedFile
from ninja.responses import Status
from pydantic import Field, StringConstraints

from kooperacja.access.reading import reading
from kooperacja.agreements.labels import Category, Purpose
from kooperacja.audit.repeats import acted_once, serve_moves
from kooperacja.consents.queries.case import get_case_of, get_person
from kooperacja.documents.transfer import content_of
from kooperacja.foundation.endpoints import (
    Day,
    Endpoints,
    Given,
    Id,
    MoveOut,
    Prose,
    Ref,
    Sentence,
    StateOut,
    Told,
    marked,
    plain,
    version,
)
from kooperacja.foundation.routes import ActorRequest
from kooperacja.plans import actions
from kooperacja.plans.actions import GoalWords
from kooperacja.plans.moves import PLAN_MOVES
from kooperacja.plans.queries.page import GoalRow, PlanPage, case_plans, plan_page
from kooperacja.plans.queries.rows import get_goal, get_plan
from kooperacja.tasks.actions import Wanted
from kooperacja.tasks.shapes import TaskRowOut

API = Endpoints("plans", "plan", Purpose.JOINT_HELP)
Votes = Annotated[int, Field(ge=0, le=99, strict=True)]


class GoalOut(Told):
    key: str
    number: int
    is_main: bool
    title: str
    indicator: str
    commitment: str
    category: str
    version: int
    tasks: list[TaskRowOut]


class RemarkOut(Told):
    text: str
    said_on: date
    author: str


class SignatureOut(Told):
    """`file` is the reference of the scan."""

    who: str
    is_family: bool
    medium: str
    signed_on: date
    file: str


class VersionOut(Told):
    ref: str
    number: int
    state: StateOut
    in_force_on: date | None
    ended_on: date | None


class PlanOut(Told):
    """`closed` are actions of goals that the reader may not read."""

    ref: str
    number: int
    state: StateOut
    case_number: str
    approved_on: date | None
    in_force_on: date | None
    review_on: date | None
    reason: str
    goals: list[GoalOut]
    closed: list[TaskRowOut]
    remarks: list[RemarkOut]
    signatures: list[SignatureOut]
    versions: list[VersionOut]
    available_moves: list[MoveOut]


class CasePlanOut(Told):
    """The plan to read first: in force, or the newest; empty where there is none."""

    ref: str


class GoalIn(Given):
    title: Sentence
    category: Category
    indicator: Sentence = ""
    commitment: Prose = ""
    is_main: bool = False


class GoalWordsIn(Given):
    title: Sentence
    indicator: Sentence = ""
    commitment: Prose = ""


class ActionIn(Given):
    """`goal` is the key of a goal of this plan; the title names nobody."""

    goal: Ref
    title: Annotated[str, StringConstraints(max_length=200)]
    taker: Id
    wanted_on: Day
    indicator: Annotated[str, StringConstraints(max_length=200)] = ""
    helpers: list[Id] = Field(default_factory=list, max_length=20)


class RemarkIn(Given):
    text: Prose
    said_on: Day


class DecisionIn(Given):
    """The votes of the team; whoever was recused is not among them."""

    decided_on: Day
    votes_for: Votes
    votes_against: Votes = 0
    abstained: Votes = 0
    recused: Votes = 0


class SignIn(Given):
    """Without a person it is the key worker who signs, for himself."""

    person: Ref | None = None
    medium: Literal["paper", "screen"]
    signed_on: Day


@API.get("/cases/{slug:ref}/plan", "case_first_plan", CasePlanOut, resource="case")
def plan_of_case(request: ActorRequest, ref: str) -> CasePlanOut:
    """Which plan of a case to read first."""
    with reading(request):
        return CasePlanOut(ref=case_plans(request.actor, ref, request.purpose).ref)


@API.make("/cases/{slug:ref}/plans", "case_plans", CasePlanOut, resource="case")
def make_plan(request: ActorRequest, ref: str) -> Status[CasePlanOut]:
    """Begin the first plan of a case, or the next version."""

    def act() -> str:
        case = get_case_of(request.actor, ref, request.purpose)
        return actions.make_plan(actor=request.actor, case=case).ref

    return Status(201, CasePlanOut(ref=acted_once(request, act)))


@API.get("/plans/{slug:ref}", "plan", PlanOut)
def show_plan(request: ActorRequest, response: HttpResponse, ref: str) -> PlanOut:
    """One version of a plan, as far as the reader may read it."""
    with reading(request):
        page = plan_page(request.actor, ref, request.purpose)
    marked(response, page.version)
    return PlanOut.model_validate(_told(page))


@API.make("/plans/{slug:ref}/goals", "plan_goals", PlanOut)
def add_goal(request: ActorRequest, response: HttpResponse, ref: str, given: GoalIn) -> Status[PlanOut]:
    """A goal with the category of what it is about, which decides who may read it."""

    def act() -> None:
        plan = get_plan(request.actor, ref, request.purpose)
        words = GoalWords(given.title, given.indicator, given.commitment)
        keys: dict[str, Any] = {"category": given.category.value, "is_main": given.is_main}
        actions.add_goal(actor=request.actor, plan=plan, words=words, **keys)

    return _changed(request, response, ref, act)


@API.edit("/plans/{slug:ref}/goals/{slug:key}", "plan_goal", PlanOut)
def change_goal(request: ActorRequest, response: HttpResponse, ref: str, key: str, given: GoalWordsIn) -> PlanOut:
    """By the version of the goal."""
    plan = get_plan(request.actor, ref, request.purpose)
    goal = get_goal(request.actor, plan, key, request.purpose)
    words = GoalWords(given.title, given.indicator, given.commitment)
    actions.change_goal(actor=request.actor, goal=goal, version=version(request), words=words)
    return show_plan(request, response, ref)


@API.make("/plans/{slug:ref}/actions", "plan_actions", PlanOut)
def add_action(request: ActorRequest, response: HttpResponse, ref: str, given: ActionIn) -> Status[PlanOut]:
    """Offered when the plan goes to the team, or at once when it is in force."""

    def act() -> None:
        plan = get_plan(request.actor, ref, request.purpose)
        goal = get_goal(request.actor, plan, given.goal, request.purpose)
        told: dict[str, Any] = {"wanted_on": given.wanted_on, "indicator": plain(given.indicator)}
        wanted = Wanted(plain(given.title), given.taker, helpers=tuple(given.helpers), **told)
        actions.add_action(actor=request.actor, plan=plan, goal=goal, wanted=wanted)

    return _changed(request, response, ref, act)


@API.make("/plans/{slug:ref}/remarks", "plan_remarks", PlanOut)
def add_remark(request: ActorRequest, response: HttpResponse, ref: str, given: RemarkIn) -> Status[PlanOut]:
    """What the family says of the plan, in its own words."""

    def act() -> None:
        plan = get_plan(request.actor, ref, request.purpose)
        actions.add_remark(actor=request.actor, plan=plan, text=given.text, said_on=given.said_on)

    return _changed(request, response, ref, act)


@API.make("/plans/{slug:ref}/decision", "plan_decision", PlanOut)
def approve_plan(request: ActorRequest, response: HttpResponse, ref: str, given: DecisionIn) -> Status[PlanOut]:
    """The team approved the plan, with these votes."""

    def act() -> None:
        plan = get_plan(request.actor, ref, request.purpose)
        actions.approve_plan(actor=request.actor, plan=plan, **given.model_dump())

    return _changed(request, response, ref, act)


@API.make("/plans/{slug:ref}/signatures", "plan_signatures", PlanOut)
def sign_plan(request: ActorRequest, response: HttpResponse, ref: str, given: SignIn) -> Status[PlanOut]:
    """Of somebody of the family, or of the key worker."""

    def act() -> None:
        plan = get_plan(request.actor, ref, request.purpose)
        person = get_person(request.actor, given.person, request.purpose) if given.person else None
        told: dict[str, Any] = {"medium": given.medium, "signed_on": given.signed_on}
        actions.sign_plan(actor=request.actor, plan=plan, person=person, **told)

    return _changed(request, response, ref, act)


@API.make("/plans/{slug:ref}/scan", "plan_scan", PlanOut, takes_files=True)
def attach_signed_plan(
    request: ActorRequest, response: HttpResponse, ref: str, file: File[UploadedFile]
) -> Status[PlanOut]:
    """The signed paper, of the kinds and the size that files of a case have."""

    def act() -> None:
        plan = get_plan(request.actor, ref, request.purpose)
        actions.attach_scan(actor=request.actor, plan=plan, name=file.name or "", content=content_of(file))

    return _changed(request, response, ref, act)


def _changed(request: ActorRequest, response: HttpResponse, ref: str, act: Any) -> Status[PlanOut]:
    acted_once(request, act)
    return Status(201, show_plan(request, response, ref))


def _told(page: PlanPage) -> dict[str, Any]:
    names = ("ref", "number", "approved_on", "in_force_on", "review_on", "reason", "remarks", "signatures")
    return {name: getattr(page, name) for name in names} | {
        "state": StateOut.of(page.state),
        "case_number": page.case.number,
        "goals": [_goal(one) for one in page.goals],
        "closed": [TaskRowOut.model_validate(row) for row in page.closed],
        "versions": [VersionOut.model_validate(one) for one in page.versions],
        "available_moves": MoveOut.all_of(page.moves),
    }


def _goal(goal: GoalRow) -> GoalOut:
    told = {name: getattr(goal, name) for name in GoalOut.model_fields if name != "tasks"}
    return GoalOut(**told, tasks=[TaskRowOut.model_validate(row) for row in goal.tasks])


serve_moves(API, "/plans/{slug:ref}", PLAN_MOVES, show_plan, answer=PlanOut)
