"""The income help for programs, asked by POST: no amount stands in an address, which would be logged."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from django.utils.translation import gettext as _
from pydantic import Field

from kooperacja.foundation.clock import today
from kooperacja.foundation.endpoints import Day, Endpoints, Given, Told, Word
from kooperacja.foundation.routes import ActorRequest
from kooperacja.income import reckoning
from kooperacja.income.reckoning import MOST_LINES, Check, Comparison, Step

API = Endpoints("income", "income")

Amount = Annotated[Decimal, Field(max_digits=20, allow_inf_nan=False)]
People = Annotated[int, Field(strict=True, ge=1, le=reckoning.MOST_PEOPLE)]


class ReceiptIn(Given):
    """Złoty a month, or conversion hectares where the kind is `farm`."""

    person: People = 1
    kind: Word
    amount: Amount


class IncomeIn(Given):
    people: People
    day: Day | None = None
    receipts: Annotated[list[ReceiptIn], Field(max_length=MOST_LINES)] = Field(default_factory=list)


class StepOut(Told):
    person: int
    kind: str
    label: str
    article: str
    amount: Decimal
    counted: Decimal
    months: int

    @classmethod
    def of(cls, step: Step) -> "StepOut":
        kind = step.kind
        about = {"kind": kind.code, "label": kind.label, "article": kind.article}
        return cls(person=step.person, amount=step.amount, counted=step.counted, months=step.months, **about)


class ComparisonOut(Told):
    """`difference` is what is left below the limit, negative above it. `is_law` false: only for comparison."""

    percent: int
    is_law: bool
    source: str
    each: Decimal
    limit: Decimal
    difference: Decimal
    is_within: bool

    @classmethod
    def of(cls, one: Comparison) -> "ComparisonOut":
        multiple = one.multiple
        return cls(
            percent=multiple.percent,
            is_law=multiple.is_law,
            source=multiple.words,
            each=one.each,
            limit=one.limit,
            difference=one.difference,
            is_within=one.is_within,
        )


class TableOut(Told):
    valid_from: date
    source: str
    single: Decimal
    family: Decimal
    hectare: Decimal


class IncomeOut(Told):
    """The reckoning. It is not a decision, and says so."""

    notice: str
    day: date
    may_be_outdated: bool
    people: int
    table: TableOut
    steps: list[StepOut]
    persons: list[Decimal]
    total: Decimal
    per_person: Decimal
    comparisons: list[ComparisonOut]


@API.ask("/income/check", "income_check", IncomeOut)
def check_income(request: ActorRequest, given: IncomeIn) -> IncomeOut:
    """The income of a household beside the criteria of the day. Nothing is kept, and nothing is decided."""
    receipts = [reckoning.Given(one.person, one.kind, one.amount, number) for number, one in enumerate(given.receipts)]
    return _told(reckoning.reckon(day=given.day or today(), people=given.people, given=receipts))


def _told(check: Check) -> IncomeOut:
    amounts = {"single": check.single, "family": check.family, "hectare": check.hectare}
    return IncomeOut(
        notice=_("This is not a decision."),
        day=check.day,
        may_be_outdated=check.may_be_outdated,
        people=check.people,
        table=TableOut(valid_from=check.table.since, source=check.table.source, **amounts),
        steps=[StepOut.of(step) for step in check.steps],
        persons=list(check.persons),
        total=check.total,
        per_person=check.per_person,
        comparisons=[ComparisonOut.of(one) for one in check.comparisons],
    )
