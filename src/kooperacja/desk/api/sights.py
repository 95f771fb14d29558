"""Why the reader sees a row, and who else does, for programs."""

from datetime import datetime
from typing import Any

from ninja import Query

from kooperacja.access.explain import FactReport, GroundReport
from kooperacja.access.reading import reading
from kooperacja.agreements.labels import Purpose
from kooperacja.desk.queries.sights import sights
from kooperacja.desk.queries.why import grounds
from kooperacja.foundation.endpoints import Endpoints, Given, Number, Told, Word, Words
from kooperacja.foundation.routes import ActorRequest

API = Endpoints("access", "row", Purpose.JOINT_HELP)


class FactOut(Told):
    """One condition and since when it holds; an end of null is open."""

    name: str
    sentence: Words
    holds: bool
    valid_from: datetime | None
    valid_to: datetime | None

    @classmethod
    def of(cls, fact: FactReport) -> "FactOut":
        end = None if fact.is_open else fact.valid_to
        return cls(
            name=fact.name, sentence=str(fact.sentence), holds=fact.holds, valid_from=fact.valid_from, valid_to=end
        )


class GroundOut(Told):
    name: str
    sentence: Words
    facts: list[FactOut]

    @classmethod
    def of(cls, ground: GroundReport) -> "GroundOut":
        return cls(name=ground.name, sentence=str(ground.sentence), facts=[FactOut.of(fact) for fact in ground.facts])


class ExplainOut(Told):
    """The grounds on which the row is open to the reader now."""

    kind: str
    id: int
    purpose: Purpose
    title: str
    grounds: list[GroundOut]


class PersonWhoSees(Told):
    name: str
    title: str
    why: str


class SeenByOut(Told):
    institution: str
    is_owner: bool
    people: list[PersonWhoSees]


class WhoCanSeeOut(Told):
    """Everybody to whom the row is open now; the other party holds a copy of its own, or is empty."""

    kind: str
    id: int
    title: str
    seen_by: list[SeenByOut]
    other_party: str


class RowWanted(Given):
    """Kinds: side, letter, answer, case, note, person, household, relation, occupation."""

    kind: Word
    id: Number


class ExplainWanted(RowWanted):
    purpose: Purpose = Purpose.JOINT_HELP


@API.get("/explain", "explain", ExplainOut)
def explain(request: ActorRequest, wanted: Query[ExplainWanted]) -> ExplainOut:
    """Why the reader sees this row. A row that he does not see is missing."""
    with reading(request):
        naming, _row, holding = grounds(request.actor, wanted.kind, wanted.id, wanted.purpose)
    found: list[Any] = [GroundOut.of(ground) for ground in holding]
    return ExplainOut(kind=wanted.kind, id=wanted.id, purpose=wanted.purpose, title=naming.title, grounds=found)


@API.get("/who-can-see", "who_can_see", WhoCanSeeOut)
def who_can_see(request: ActorRequest, wanted: Query[RowWanted]) -> WhoCanSeeOut:
    """Who sees this row now, by institution, and why."""
    with reading(request):
        page = sights(request.actor, wanted.kind, wanted.id)
    seen_by = [SeenByOut.model_validate(one) for one in page.seen_by]
    title, other = page.naming.title, page.other_party
    return WhoCanSeeOut(kind=wanted.kind, id=wanted.id, title=title, seen_by=seen_by, other_party=other)
