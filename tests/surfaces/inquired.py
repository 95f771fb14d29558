"""What the pages of requests show: to each party its own side, and what was asked and answered as far as it is open."""

from typing import Any

from tests.surfaces.pages import NAMES, Page, household, people_of


def sides(page: Page) -> list[Any]:
    """The reader's own side at this address."""
    found = page.seen.of("inquiryside", inquiry_id=page.at.pk)
    return [row for row in found if row.owner_id == page.actor.institution_id]


def is_party(page: Page) -> bool:
    return bool(sides(page))


def form(page: Page) -> None:
    """The case, and whom one may ask about; without anybody to ask nobody is named."""
    page.may_tell(page.at, "number")
    page.may_tell(household(page, page.at), "name")
    page.may_tell(people_of(page, page.at), *NAMES)
    _waiting(page, page.at.anchor_id)


def again(page: Page) -> None:
    page.links(page.at)
    for entry in page.seen.of("registerentry", disclosure_id=page.at.pk):
        _waiting(page, entry.anchor_id)


def _waiting(page: Page, anchor_id: int) -> None:
    for side in page.seen.of("inquiryside", anchor_id=anchor_id, party="asker"):
        page.links(page.seen.of("inquiry", pk=side.inquiry_id))


def _listed(page: Page, party: str) -> None:
    for side in page.seen.of("inquiryside", party=party):
        if side.owner_id == page.actor.institution_id:
            page.links([side, *page.seen.of("inquiry", pk=side.inquiry_id)])
            page.tells(page.seen.one("case", anchor_id=side.anchor_id), "number")


def asked(page: Page) -> None:
    _listed(page, "asker")


def to_us(page: Page) -> None:
    _listed(page, "addressee")


def inquiry(page: Page) -> None:
    _inquiry(page, "name")


def told(page: Page) -> None:
    """For programs a file of an answer is its reference."""
    _inquiry(page, "ref")


def _inquiry(page: Page, file: str) -> None:
    page.links(page.at)
    for side in sides(page):
        page.links(side)
        page.tells(page.seen.one("case", anchor_id=side.anchor_id), "number")
        for text in page.seen.of("inquirytext", side_id=side.pk):
            fields = ("who", "born_on", "text") if text.section == "question" else ("text",)
            page.tells(text, *fields)
            files = page.seen.of("storedfile", pk=text.file_id)
            page.links(files)
            page.tells(files, file)


def named(page: Page) -> None:
    """The line above a form of a move, or an answer to a program that made one."""
    page.links(page.at)


def attach(page: Page) -> None:
    """The form for a file of an answer, with the name of the one that is there."""
    page.links(page.at)
    for side in sides(page):
        for text in page.seen.of("inquirytext", side_id=side.pk, section="answer"):
            page.may_tell(page.seen.of("storedfile", pk=text.file_id), "name")


def on_paper(page: Page) -> None:
    """The letter of who asks, without the number of the file and without an answer."""
    for side in sides(page):
        for text in page.seen.of("inquirytext", side_id=side.pk, section="question"):
            page.tells(text, "who", "born_on", "text")
