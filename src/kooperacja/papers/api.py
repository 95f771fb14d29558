"""Papers of a case for programs: what can be made and what was."""

from datetime import datetime

from django.http import HttpResponse

from kooperacja.access.reading import reading
from kooperacja.agreements.labels import Purpose
from kooperacja.foundation.endpoints import Endpoints, Told
from kooperacja.foundation.routes import ActorRequest
from kooperacja.papers import queries

API = Endpoints("papers", "case", Purpose.JOINT_HELP)


class PaperOut(Told):
    """`filled` of `filled + blank` fields come from what is written down; `made` is how often it was made."""

    code: str
    name: str
    filled: int
    blank: int
    made: int
    made_at: datetime | None
    made_by: str


class PaperCase(Told):
    number: str


class PapersOut(Told):
    """The counts are of all papers that were made in this case."""

    case: PaperCase
    rows: list[PaperOut]
    filled: int
    blank: int
    share: int


@API.get("/cases/{slug:ref}/papers", "case_papers", PapersOut)
def show_papers(request: ActorRequest, response: HttpResponse, ref: str) -> PapersOut:
    """The sixteen papers of the model in this case; for the owner's side. Paper itself is made on the page."""
    with reading(request):
        page = queries.papers_page(request.actor, ref, request.purpose)
    return PapersOut.model_validate(page)
