"""What the pages of plans and actions show: each reader the rows that are open to him, and actions by them."""

from typing import Any

from tests.surfaces.pages import NAMES, Page, household, people_of


def sides(page: Page, task: Any) -> list[Any]:
    """The reader's own side of an action."""
    found = page.seen.of("taskside", task_id=task.pk)
    return [row for row in found if row.owner_id == page.actor.institution_id]


def is_party(page: Page) -> bool:
    return bool(sides(page, page.at))


def owners(page: Page) -> bool:
    return page.seen.sees(page.at) and bool(page.at.owner_id == page.actor.institution_id)


# ---- Actions


def _listed(page: Page, parties: set[str], *fields: str) -> None:
    for side in page.seen.of("taskside"):
        if side.owner_id == page.actor.institution_id and side.party in parties:
            page.tells(page.seen.of("task", pk=side.task_id), *fields)
            page.tells(side, "case_number")
            page.links(page.seen.one("case", anchor_id=side.anchor_id))


def taken(page: Page) -> None:
    _listed(page, {"taker", "helper"}, "title")


def taken_as_rows(page: Page) -> None:
    _listed(page, {"taker", "helper"}, "title", "indicator")


def given(page: Page) -> None:
    _listed(page, {"giver"}, "title")


def task(page: Page) -> None:
    page.tells(page.at, "title", "indicator")
    for side in sides(page, page.at):
        page.tells(side, "case_number")
        page.links(page.seen.one("case", anchor_id=side.anchor_id))
        page.tells(page.seen.of("tasktext", side_id=side.pk), "text")


def named(page: Page) -> None:
    """The lines above a form, or an answer to a program that did something."""
    page.may_tell(page.at, "title", "indicator")
    for side in sides(page, page.at):
        page.may_tell(side, "case_number")
        page.may_tell(page.seen.of("tasktext", side_id=side.pk), "text")
        page.links(page.seen.one("case", anchor_id=side.anchor_id))


# ---- Plans


def _tasks(page: Page, plan: Any, *fields: str) -> None:
    for line in page.seen.of("planline", plan_id=plan.pk):
        for side in page.seen.of("taskside", task_id=line.task_id):
            page.tells(page.seen.of("task", pk=side.task_id), *fields)
            page.may_tell(side, "case_number")


def _plan(page: Page, plan: Any, *fields: str) -> None:
    case = page.seen.one("case", pk=plan.case_id)
    page.tells(case, "number")
    page.may_tell(case, "external_number")
    page.links(page.seen.of("plan", case_id=plan.case_id))
    goals = page.seen.of("plangoal", plan_id=plan.pk)
    page.tells(goals, "title", "indicator", "commitment")
    page.tells(page.seen.of("planremark", plan_id=plan.pk), "text")
    for signature in page.seen.of("plansignature", plan_id=plan.pk):
        page.may_tell(people_of(page, case), *NAMES)
        page.may_tell(page.seen.of("storedfile", pk=signature.scan_id), "name")
    _tasks(page, plan, *fields)


def plan(page: Page) -> None:
    _plan(page, page.at, "title")
    page.may_tell(household(page, page.seen.one("case", pk=page.at.case_id)), "name", "place")


def plan_as_rows(page: Page) -> None:
    _plan(page, page.at, "title", "indicator")


def of_case(page: Page) -> None:
    """The plan of a case that is shown first, or that there is none."""
    page.tells(page.at, "number")
    page.may_tell(household(page, page.at), "name", "place")
    for one in page.seen.of("plan", case_id=page.at.pk):
        _plan(page, one, "title")


def first_of_case(page: Page) -> None:
    page.links(page.at)
    page.links(page.seen.of("plan", case_id=page.at.pk))


def board(page: Page) -> None:
    page.tells(page.seen.one("case", pk=page.at.case_id), "number")
    page.links(page.at)
    _tasks(page, page.at, "title")


def sheet(page: Page) -> None:
    """Actions, each with its goal where that may be read."""
    for line in page.seen.of("planline", plan_id=page.at.pk):
        page.tells(page.seen.of("plangoal", plan_id=page.at.pk, key=line.goal_key), "title")
    _tasks(page, page.at, "title", "indicator")


def paper(page: Page) -> None:
    case = page.seen.one("case", pk=page.at.case_id)
    page.tells(case, "number")
    page.may_tell(household(page, case), "name")
    page.tells(page.seen.of("plangoal", plan_id=page.at.pk), "title", "indicator", "commitment")
    page.tells(page.seen.of("planremark", plan_id=page.at.pk), "text")
    _tasks(page, page.at, "title")


def form(page: Page) -> None:
    """A form over a plan, or an answer to a program that did something with it."""
    case = page.seen.one("case", pk=page.at.case_id)
    page.may_tell(case, "number")
    page.may_tell(household(page, case), "name")
    page.may_tell(people_of(page, case), *NAMES)
    page.links(page.seen.of("plan", case_id=page.at.case_id))
    goals = page.seen.of("plangoal", plan_id=page.at.pk)
    page.may_tell(goals, "title", "indicator", "commitment")
    page.may_tell(page.seen.of("planremark", plan_id=page.at.pk), "text")
    for line in page.seen.of("planline", plan_id=page.at.pk):
        page.may_tell(page.seen.of("task", pk=line.task_id), "title", "indicator")
        page.may_tell(page.seen.of("taskside", task_id=line.task_id), "case_number")
