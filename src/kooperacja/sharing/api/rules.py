"""The dated tables of roles, locks, statutory teams and emergencies, for programs. They are no personal data."""

from django.http import HttpResponse

from kooperacja.foundation.endpoints import Told, Words
from kooperacja.foundation.routes import ActorRequest
from kooperacja.sharing.api.endpoints import API
from kooperacja.sharing.queries import rules as queries


class RightOut(Told):
    """One role: by category, in the order of the heads, what it may do."""

    role: Words
    cells: list[list[str]]
    sources: list[str]

    @classmethod
    def of(cls, row: queries.Right) -> "RightOut":
        return cls(role=row.role, cells=[sorted(cell) for cell in row.cells], sources=list(row.sources))


class VetoRuleOut(Told):
    kind: Words
    setters: list[str]
    lifters: list[str]
    sources: list[str]


class PartRuleOut(Told):
    part: Words
    categories: list[str]
    sources: list[str]


class RulesOut(Told):
    """What holds today; `heads` are the categories with their levels."""

    heads: list[tuple[str, int]]
    rights: list[RightOut]
    vetoes: list[VetoRuleOut]
    parts: list[PartRuleOut]
    vital: list[str]
    vital_sources: list[str]


@API.get("/rules", "rules", RulesOut, resource="rule", purpose="")
def show_rules(request: ActorRequest, response: HttpResponse) -> RulesOut:
    """Who may do what with which data, who locks and lifts, what the law and an emergency open."""
    found = queries.rules()
    told = {name: getattr(found, name) for name in RulesOut.model_fields}
    return RulesOut.model_validate(told | {"rights": [RightOut.of(row) for row in found.rights]})
