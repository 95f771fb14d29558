"""The family of a case for programs: who belongs to whom, and its ties."""

from datetime import date

from kooperacja.access.reading import reading
from kooperacja.agreements.labels import Purpose
from kooperacja.foundation.clock import today
from kooperacja.foundation.endpoints import Endpoints, Told
from kooperacja.foundation.routes import ActorRequest
from kooperacja.genograms.queries.page import family_page
from kooperacja.genograms.queries.relatives import Bond, Sex
from kooperacja.genograms.queries.ties import Strength

API = Endpoints("genograms", "case", Purpose.JOINT_HELP)


class RelativeOut(Told):
    """`level` counts generations from the oldest one that the reader sees, 0."""

    ref: str
    name: str
    kinship: str
    sex: Sex
    age: int | None
    has_died: bool
    level: int


class BondOut(Told):
    """References of two people: a parent or carer first, the child second; a couple in no order."""

    one: str
    two: str
    bond: Bond


class TieOut(Told):
    """`whose` is empty for the family as a whole."""

    what: str
    whose: str
    strength: Strength
    since: date | None
    source: str
    is_team: bool


class FamilyPictureOut(Told):
    people: list[RelativeOut]
    links: list[BondOut]
    ties: list[TieOut]


@API.get("/cases/{slug:ref}/family-picture", "case_family_picture", FamilyPictureOut)
def show_family_picture(request: ActorRequest, ref: str) -> FamilyPictureOut:
    """What the genogram and the ecomap of a case are drawn of, as far as the reader sees it."""
    with reading(request):
        page = family_page(request.actor, ref, "", request.purpose, today())
    refs = {one.pk: one.ref for one in page.tree.people}
    return FamilyPictureOut(
        people=[RelativeOut.model_validate(one) for one in page.tree.people],
        links=[BondOut(one=refs[link.one], two=refs[link.two], bond=link.bond) for link in page.tree.links],
        ties=[TieOut.model_validate(one) for one in page.ties],
    )
