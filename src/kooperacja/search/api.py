"""The search for programs, asked by POST: what is looked for stands in no address, which would be logged."""

from typing import Annotated, Literal

from pydantic import StringConstraints

from kooperacja.access.reading import reading
from kooperacja.agreements.labels import Purpose
from kooperacja.foundation.endpoints import Endpoints, Given, Told, TotalOut
from kooperacja.foundation.routes import ActorRequest
from kooperacja.search.queries import search

API = Endpoints("search", "row", Purpose.JOINT_HELP)
Kind = Literal["", "families", "people", "referrals", "notes", "institutions", "agreements", "teams", "workers"]


class SearchIn(Given):
    """`after` is the cursor that a group of the same kind gave."""

    q: Annotated[str, StringConstraints(max_length=20_000)]
    kind: Kind = ""
    after: Annotated[str, StringConstraints(max_length=600)] = ""


class HitOut(Told):
    """`ref` names the row at its own address; for a note it is that of the case, for a worker it is empty."""

    ref: str
    label: str
    facts: list[str]
    excerpt: str


class GroupOut(Told):
    kind: str
    label: str
    hits: list[HitOut]
    total: TotalOut
    after: str


class SearchOut(Told):
    groups: list[GroupOut]


@API.ask("/search", "search", SearchOut)
def search_all(request: ActorRequest, given: SearchIn) -> SearchOut:
    """One question over all that the actor may see. Five hits of each kind, or a page of one kind."""
    with reading(request):
        groups = search(request.actor, request.purpose, given.q, kind=given.kind, after=given.after)
    return SearchOut(groups=[GroupOut.model_validate(group) for group in groups])
