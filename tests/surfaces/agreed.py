"""What the pages of consents and notices show, to the owner's side alone."""

from typing import Any

from kooperacja.consents.models import Wording
from kooperacja.foundation.clock import today
from kooperacja.people.law import is_minor
from tests.surfaces.pages import NAMES, Page, household, people_of


def _mine(page: Page, kind: str, **equal: Any) -> list[Any]:
    return [row for row in page.seen.of(kind, **equal) if row.owner_id == page.actor.institution_id]


def _case(page: Page) -> Any:
    return page.at if page.at._meta.model_name == "case" else page.seen.one("case", pk=page.at.case_id)


def of_case(page: Page) -> None:
    """Whom it is about, who was told, and links to the papers."""
    telling(page)
    page.tells(_mine(page, "consent", case_id=page.at.pk), "ref")
    people = {one.pk for one in people_of(page, page.at)}
    page.tells([row for row in _mine(page, "privacynotice", case_id=page.at.pk) if row.person_id in people], "ref")


def about_a_person(page: Page) -> None:
    """The person of the address, and who may sign; which of them, the address says."""
    page.tells(page.at, "number")
    page.may_tell(people_of(page, page.at), *NAMES)


def telling(page: Page) -> None:
    page.tells(page.at, "number")
    page.tells(household(page, page.at), "name")
    page.tells(people_of(page, page.at), *NAMES)


def taking_part(page: Page) -> None:
    """Adults are asked, and who may be one."""
    page.tells(page.at, "number")
    page.tells(household(page, page.at), "name")
    page.tells(_adults(page), *NAMES)


def numbered(page: Page) -> None:
    """Papers are listed by their codes."""
    page.tells(page.at, "number")


def headed(page: Page) -> None:
    """The case and its family above what names nobody."""
    page.tells(page.at, "number")
    page.tells(household(page, page.at), "name")


def on_papers(page: Page) -> None:
    """What the papers of a case are filled with."""
    page.tells(page.at, "number")
    page.tells(household(page, page.at), "name", "place")
    people = people_of(page, page.at)
    page.tells(people, *NAMES, "born_on")
    for person in people:
        page.may_tell(page.seen.of("occupation", person_id=person.pk), "text")


def answers(page: Page) -> None:
    adults = _adults(page)
    page.links(adults)
    page.tells(adults, *NAMES)
    asked = {one.pk for one in adults}
    page.tells([row for row in _mine(page, "participation", case_id=page.at.pk) if row.person_id in asked], "ref")


def _adults(page: Page) -> list[Any]:
    return [one for one in people_of(page, page.at) if not is_minor(one.born_on, today())]


def telling_by_a_text(page: Page) -> None:
    """Where the institution has approved no text, the page says so and names nobody."""
    if Wording.objects.filter(institution=page.actor.institution_id, kind="notice", since__isnull=False).exists():
        return telling(page)
    page.tells(page.at, "number")
    return page.may_tell(household(page, page.at), "name")


def paper(page: Page) -> None:
    case = _case(page)
    page.tells(case, "number")
    page.tells([one for one in people_of(page, case) if one.pk == page.at.person_id], *NAMES)
    page.links(page.at)


def paper_with_scan(page: Page) -> None:
    """Of the signed paper the name, to those who may open it; what is in it, a download alone tells."""
    paper(page)
    page.tells(_scan(page), "name")


def _scan(page: Page) -> list[Any]:
    return page.seen.of("storedfile", pk=page.at.scan_id)


def listed(page: Page) -> None:
    for item in _mine(page, "consentitem"):
        page.tells(page.seen.one("case", anchor_id=item.anchor_id), "number")
        page.tells(page.seen.of("person", anchor_id=item.subject_id), *NAMES)
        page.links(page.seen.of("consent", pk=item.consent_id))


# ---- For programs


def told(page: Page) -> None:
    case = _case(page)
    page.tells(people_of(page, case), *NAMES)
    consents = _mine(page, "consent", case_id=case.pk)
    page.links(consents)
    page.links([row for one in consents for row in page.seen.of("storedfile", pk=one.scan_id)])
    page.links(_mine(page, "privacynotice", case_id=case.pk))


def told_with_screens(page: Page) -> None:
    """Also what stood on the screen that was signed."""
    told(page)
    page.tells(_mine(page, "consent", case_id=_case(page).pk), "shown")


def withdrawn(page: Page) -> None:
    page.tells([one for one in people_of(page, _case(page)) if one.pk == page.at.person_id], *NAMES)
    page.links(page.at)
    page.tells(page.at, "shown")
    page.links(_scan(page))
