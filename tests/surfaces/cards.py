"""What the pages of Blue Cards show: to who sits over one, and to nobody else that there is any."""

from tests.surfaces.pages import NAMES, Page, household, people_of

PEOPLE = ("first_name", "last_name", "born_on")


def owners_form(page: Page) -> None:
    """The case and the people whom the card may name."""
    page.may_tell(page.at, "number")
    page.may_tell(household(page, page.at), "name")
    page.may_tell(people_of(page, page.at), *NAMES)


def listed(page: Page) -> None:
    """By name of who suffers; no address of anybody."""
    for card in page.seen.of("bluecard"):
        page.links(card)
        page.tells(page.seen.of("cardperson", card_id=card.pk, part="child"), "first_name", "last_name")


def card(page: Page) -> None:
    _whole(page)
    page.tells(page.seen.of("cardaddress", card_id=page.at.pk), "address")
    page.tells(page.seen.of("cardentry", card_id=page.at.pk), "text")


def paper(page: Page) -> None:
    """Card A: no address of who suffers, and nothing of what came after it."""
    _whole(page)


def _whole(page: Page) -> None:
    page.tells(page.at, "course")
    page.tells(page.seen.of("cardperson", card_id=page.at.pk), *PEOPLE)
    page.may_tell(page.seen.one("case", pk=page.at.case_id), "number")


def named(page: Page) -> None:
    page.links(page.at)
