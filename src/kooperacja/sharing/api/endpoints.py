"""The endpoints of this package, and the file that most of them are about."""

from typing import Annotated, Any

from django.utils.translation import gettext as _
from pydantic import Field

from kooperacja.access.reading import reading
from kooperacja.agreements.labels import Purpose
from kooperacja.cases.queries import CaseHeader, case_header, get_case
from kooperacja.foundation.endpoints import Endpoints, Told
from kooperacja.foundation.routes import ActorRequest
from kooperacja.sharing.queries.vetoes import Place, places

API = Endpoints("sharing", "case", Purpose.JOINT_HELP)


class PlaceOut(Told):
    """What an act can be about: the file, the household, or a person of the case."""

    id: Annotated[int, Field(validation_alias="anchor_id")]
    name: str


def read_file(request: ActorRequest, ref: str) -> tuple[CaseHeader, list[Place]]:
    """The case with its places, for its owner's side; for anybody else there is nothing here."""
    with reading(request):
        case = case_header(request.actor, ref, request.purpose)
        return case, places(request.actor, case, request.purpose, (_("the whole case"), _("the whole family")))


def file_of(request: ActorRequest, ref: str) -> Any:
    """The row, for an action."""
    return get_case(request.actor, ref, request.purpose)
