"""What the pages of lawful sharing show: locks, bases and windows of a case, emergencies and their reasons."""

from kooperacja.access.models import Basis, Emergency, Veto
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import now
from kooperacja.foundation.intervals import valid_at
from tests.surfaces.canaries import Cell
from tests.surfaces.pages import FAMILY_NAMES, NAMES, Page, household, people_of


def locks(page: Page) -> None:
    page.tells(page.at, "number")
    locks_as_rows(page)


def locks_as_rows(page: Page) -> None:
    locked = set(Veto.objects.filter(valid_at(now())).values_list("anchor_id", flat=True))
    page.tells([one for one in people_of(page, page.at) if one.anchor_id in locked], *NAMES)


def lock_form(page: Page) -> None:
    page.tells(page.at, "number")
    page.tells(household(page, page.at), "name")
    page.tells(people_of(page, page.at), *NAMES)


def lock_to_lift(page: Page) -> None:
    page.tells(page.at, "number")
    page.tells(household(page, page.at), "name")


def vital(page: Page) -> None:
    """Everything that is open of the one person, and the reason that the reader gave."""
    subject = page.at.subject_id
    shown = {"person": (*NAMES, "born_on"), "occupation": ("text",), "household": FAMILY_NAMES, "note": ("text",)}
    for kind, fields in shown.items():
        page.tells(page.seen.of(kind, subject_id=subject), *fields)
    page.must |= {Cell("emergency", page.at.pk, "reason")}


def reason_to_review(page: Page) -> None:
    page.must |= {Cell("emergency", page.at.pk, "reason")}


def reasons(page: Page) -> None:
    page.must |= {Cell("emergency", row.pk, "reason") for row in concerning(page.actor)}


def own_reasons(page: Page) -> None:
    mine = Emergency.objects.filter(user_id=page.actor.user_id, institution_id=page.actor.institution_id)
    page.must |= {Cell("emergency", pk, "reason") for pk in mine.values_list("pk", flat=True)}


def reasons_waiting(page: Page) -> None:
    reasons(page)
    page.must = {cell for cell in page.must if Emergency.objects.get(pk=cell.pk).reviewed_at is None}


def concerning(actor: Actor) -> list[Emergency]:
    """Those that the officer of the one who asked, or of the owner of the data, answers for."""
    rows = Emergency.objects.select_related("subject")
    return [row for row in rows if actor.institution_id in {row.institution_id, row.subject.owner_id}]


# ---- What is shown to partners


def places(page: Page) -> None:
    """What an act can be about: the people of the case by their names."""
    page.tells(people_of(page, page.at), *NAMES)


def bases(page: Page) -> None:
    """Each consent and provision that holds, with the words of its paper."""
    places(page)
    about = {page.at.subject_id, page.at.anchor_id, *(one.anchor_id for one in people_of(page, page.at))}
    rows = Basis.objects.filter(valid_at(now()), subject_id__in=about)
    page.must |= {Cell("basis", pk, "source") for pk in rows.values_list("pk", flat=True)}
