"""What the pages of diagnoses show: each reader the ratings that are open to him."""

from typing import Any

from tests.surfaces.pages import NAMES, Page, household, people_of

WORDS = ("strengths", "needs", "words")


def owners(page: Page) -> bool:
    return page.seen.sees(page.at) and bool(page.at.owner_id == page.actor.institution_id)


def rates(page: Page) -> bool:
    """Whether the actor may process data of the area is asked beside; then the answer is a 404."""
    return owners(page)


def _ratings(page: Page, made: Any) -> Any:
    return page.seen.of("arearating", diagnosis_id=made.pk)


def _diagnosis(page: Page, made: Any) -> None:
    page.tells(page.seen.one("case", pk=made.case_id), "number")
    page.links(page.seen.of("diagnosis", case_id=made.case_id))
    page.tells(_ratings(page, made), *WORDS)
    page.links(page.seen.of("workshop", case_id=made.case_id))


def diagnosis(page: Page) -> None:
    _diagnosis(page, page.at)
    case = page.seen.one("case", pk=page.at.case_id)
    page.may_tell(case, "external_number")
    page.may_tell(household(page, case), "name", "place")


def diagnosis_as_rows(page: Page) -> None:
    _diagnosis(page, page.at)


def of_case(page: Page) -> None:
    page.tells(page.at, "number")
    page.may_tell(household(page, page.at), "name", "place")
    for one in page.seen.of("diagnosis", case_id=page.at.pk):
        _diagnosis(page, one)


def of_case_as_rows(page: Page) -> None:
    page.links(page.at)
    page.links(page.seen.of("diagnosis", case_id=page.at.pk))
    page.links(page.seen.of("workshop", case_id=page.at.pk))


def workshop(page: Page) -> None:
    page.links(page.at)


def sheet(page: Page) -> None:
    page.tells(_ratings(page, page.at), *WORDS)


def paper(page: Page) -> None:
    case = page.seen.one("case", pk=page.at.case_id)
    page.tells(case, "number")
    page.may_tell(household(page, case), "name")
    page.tells(_ratings(page, page.at), *WORDS)


def named(page: Page) -> None:
    """The lines above a form."""
    page.may_tell(page.at, "number")
    page.may_tell(household(page, page.at), "name")


def form(page: Page) -> None:
    """A form over a diagnosis or a workshop, or an answer to a program that did something with it."""
    case = page.seen.one("case", pk=page.at.case_id)
    page.may_tell(case, "number")
    page.may_tell(household(page, case), "name")
    page.may_tell(people_of(page, case), *NAMES)
    page.links(page.seen.of("diagnosis", case_id=page.at.case_id))
    page.links(page.seen.of("workshop", case_id=page.at.case_id))
    for one in page.seen.of("diagnosis", case_id=page.at.case_id):
        page.may_tell(_ratings(page, one), *WORDS)
