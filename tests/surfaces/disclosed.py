"""What the pages of disclosures show: to each party its own entry, and to the person what the register says."""

from typing import Any

from kooperacja.access.models import Basis
from kooperacja.access.permit import permit
from kooperacja.disclosures.models import RegisterEntry
from kooperacja.foundation.clock import now
from kooperacja.foundation.intervals import valid_at
from tests.surfaces.canaries import Cell
from tests.surfaces.pages import NAMES, Page, household, people_of


def entries(page: Page) -> list[Any]:
    """The entries of the reader's own side at this address."""
    found = page.seen.of("registerentry", disclosure_id=page.at.pk)
    return [row for row in found if row.owner_id == page.actor.institution_id]


def is_party(page: Page) -> bool:
    return bool(entries(page))


def matrix(page: Page) -> None:
    """The case, and whom each row is about; of what is known only what kind of thing it is."""
    page.tells(page.at, "number")
    page.tells(household(page, page.at), "name")
    page.tells(people_of(page, page.at), *NAMES)


def named_people(page: Page) -> None:
    """Whom each row is about; the case is named by the address."""
    page.links(page.at)
    page.tells(people_of(page, page.at), *NAMES)
    about = {page.at.subject_id, page.at.anchor_id, *(one.anchor_id for one in people_of(page, page.at))}
    held = Basis.objects.filter(valid_at(now()), subject_id__in=about)
    # A cell that is open says on what; one that is locked says nothing of a basis.
    page.may |= {Cell("basis", pk, "source") for pk in held.values_list("pk", flat=True)}


def _listed(page: Page, party: str) -> None:
    for entry in page.seen.of("registerentry", party=party):
        if entry.owner_id == page.actor.institution_id:
            page.links([entry, *page.seen.of("disclosure", pk=entry.disclosure_id)])
            page.tells(page.seen.one("case", anchor_id=entry.anchor_id), "number")
            for item in page.seen.of("discloseditem", entry_id=entry.pk):
                _on(page, item)


def _on(page: Page, item: Any) -> None:
    """The words of the consent or provision on which a line went out."""
    page.must |= {Cell("basis", item.basis_id, "source")}


def given(page: Page) -> None:
    _listed(page, "giver")


def received(page: Page) -> None:
    _listed(page, "recipient")


def named(page: Page) -> None:
    """The line above a form of a move."""
    page.links(page.at)


def entry(page: Page) -> None:
    """Lines with what they are about; whom, and the copy of a letter, as far as they are open too."""
    page.links(page.at)
    for row in entries(page):
        page.links(row)
        page.tells(page.seen.one("case", anchor_id=row.anchor_id), "number")
        for item in page.seen.of("discloseditem", entry_id=row.pk):
            page.tells(item, "words")
            _on(page, item)
            page.may_tell(item, "paragraph")
            page.tells(page.seen.of("person", anchor_id=item.subject_id), *NAMES)
            page.tells(page.seen.of("copy", item_id=item.pk), "text")


def told(page: Page) -> None:
    """What went out about the person, the family and the children, and nobody who did it."""
    page.tells(page.at, *NAMES)
    with permit():
        ours = RegisterEntry._base_manager.filter(owner_id=page.actor.institution_id, party="giver")
        sent = set(ours.values_list("pk", flat=True))
    for item in page.seen.of("discloseditem"):
        if item.entry_id in sent and item.subject_id == page.at.anchor_id:
            page.tells(item, "words")
            _on(page, item)
        elif item.entry_id in sent:
            page.may_tell(item, "words")
    page.may_tell(page.seen.of("person"), "first_name")
    for side in page.seen.of("taskside", party="giver"):
        page.may_tell(page.seen.of("task", pk=side.task_id), "title")


def told_as_rows(page: Page) -> None:
    """The sheet has the rows alone, without the head that names the person."""
    told(page)
    page.must = {cell for cell in page.must if cell.kind != "person"}
