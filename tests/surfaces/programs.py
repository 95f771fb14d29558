"""What the endpoints for programs show: the same rows as the pages, with their ids and references."""

from typing import Any

from tests.surfaces import pages
from tests.surfaces.canaries import Cell
from tests.surfaces.pages import FAMILY_NAMES, LETTER, NAMES, Page


def _keyed(page: Page, rows: Any, *fields: str) -> None:
    """A program finds each row again by its id and its reference."""
    for row in pages.each(rows):
        keys = [name for name in ("pk", "ref") if hasattr(row, name)]
        page.tells(row, *fields, *keys)


def cases(page: Page) -> None:
    for one in page.seen.of("case"):
        if "state=all" in page.query or one.state not in pages.OVER:
            home = pages.household(page, one)
            _keyed(page, one, "number", "external_number")
            page.tells(home, *FAMILY_NAMES)
            page.may_tell(home, "folded")
    cut_to_one(page)


def cut_to_one(page: Page) -> None:
    """A page of one row shows one of those that are open, and by its cursor where it ends."""
    if "limit=1" in page.query:
        page.may, page.must = page.may | page.must, set()


def case(page: Page) -> None:
    one = page.at if page.at._meta.model_name == "case" else page.seen.one("case", pk=page.at.case_id)
    home, people = pages.household(page, one), pages.people_of(page, one)
    _keyed(page, one, "number", "external_number")
    page.tells(home, *FAMILY_NAMES, "ref")
    _members(page, people)
    _keyed(page, page.seen.of("note", case_id=one.pk), "text")


def _members(page: Page, people: list[Any]) -> None:
    _keyed(page, people, *NAMES, "born_on")
    for person_row in people:
        page.tells(page.seen.of("occupation", person_id=person_row.pk), "text")


def files(page: Page) -> None:
    _keyed(page, page.seen.of("storedfile", anchor_id=page.at.anchor_id), "name")


def file(page: Page) -> None:
    _keyed(page, page.at, "name")


def family(page: Page) -> None:
    page.tells(pages.household(page, page.at), *FAMILY_NAMES)


def person(page: Page) -> None:
    homes = {row.household_id for row in page.seen.of("relation", person_id=page.at.pk)}
    home = next((row for row in page.seen.of("household") if row.pk in homes), None)
    people = {page.at.pk}
    if home:
        page.tells(home, *FAMILY_NAMES, "ref")
        people |= {row.person_id for row in page.seen.of("relation", household_id=home.pk)}
    _members(page, [row for row in page.seen.of("person") if row.pk in people])


def card(page: Page) -> None:
    pages.on_card(page, page.seen.of("detail", person_id=page.at.pk), "ref")


def card_line(page: Page) -> None:
    pages.on_card(page, page.at, "ref")


def number(page: Page) -> None:
    page.tells(page.seen.of("pesel", person_id=page.at.pk), "number")


def referrals(page: Page) -> None:
    pages.referrals(page)
    page.may = {cell for cell in page.may if cell.kind != "savedview"}
    for cell in [cell for cell in page.may if cell.kind == "side" or cell == Cell("referral", cell.pk, "ref")]:
        page.must.add(cell)
    cut_to_one(page)


def referral(page: Page) -> None:
    for side in pages.sides_of(page, page.at):
        page.tells(page.at, "number", "ref")
        page.tells(side, "pk")
        page.tells(pages.letters(page, side), *LETTER, "pk")
        page.tells(pages.answers(page, side), "text")
        page.tells(page.seen.one("case", pk=side.case_id), "number", "ref")
