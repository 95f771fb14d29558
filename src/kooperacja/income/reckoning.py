"""The income of a household and the criterion beside it. Pure arithmetic in grosze: nothing is read or kept.

Comparisons are exact: the sum of a household with the criterion times its people, so that the rounding of
the income of one person, which is only shown, decides nothing. Income equal to the criterion does not exceed it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from kooperacja.foundation.errors import RuleBroken
from kooperacja.income.amounts import grosze, rounded, zlote
from kooperacja.income.law import Effect, Kind, Multiple, Table, kinds_on, multiples_on, table_on, tables

MOST_PEOPLE = 30
MOST_LINES = 60
MOST_ZLOTE = Decimal(100_000_000)
MOST_HECTARES = Decimal(10_000)
PLACES = {Effect.HECTARES: 4}
MONTHS = 12
WHOLE = 100
# A one-off income above this many times the criterion is divided into months.
TIMES = 5


@dataclass(frozen=True, slots=True)
class Given:
    """One receipt of one person: złoty a month, or conversion hectares. `line` names it in a refusal."""

    person: int
    kind: str
    amount: Decimal
    line: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """What became of one receipt. `counted` is in złoty, negative for a deduction."""

    person: int
    kind: Kind
    amount: Decimal
    counted: Decimal
    months: int = 1


@dataclass(frozen=True, slots=True)
class Comparison:
    """A multiple of the criterion for the whole household; `difference` is negative above it."""

    multiple: Multiple
    each: Decimal
    limit: Decimal
    difference: Decimal

    @property
    def is_within(self) -> bool:
        return self.difference >= 0

    @property
    def is_equal(self) -> bool:
        return self.difference == 0

    @property
    def gap(self) -> Decimal:
        return abs(self.difference)


@dataclass(frozen=True, slots=True)
class Check:
    """The whole reckoning, step by step, with the table that it rests on. Amounts are in złoty."""

    day: date
    people: int
    table: Table
    steps: tuple[Step, ...]
    persons: tuple[Decimal, ...]
    total: Decimal
    per_person: Decimal
    comparisons: tuple[Comparison, ...]

    @property
    def criterion(self) -> Comparison:
        """The criterion of the act itself."""
        return next(one for one in self.comparisons if one.multiple.percent == WHOLE)

    @property
    def is_single(self) -> bool:
        return self.people == 1

    @property
    def may_be_outdated(self) -> bool:
        return self.day >= self.table.review

    @property
    def single(self) -> Decimal:
        return self.table.single_zlote

    @property
    def family(self) -> Decimal:
        return self.table.family_zlote

    @property
    def hectare(self) -> Decimal:
        return self.table.hectare_zlote


def reckon(*, day: date, people: int, given: Sequence[Given]) -> Check:
    """Refuses what cannot be reckoned by the table of the day; the refusal names the field of its line."""
    table = _table(day)
    _measured(people, given)
    steps = tuple(_steps(table, day, people, given))
    persons = tuple(_person(steps, number) for number in range(1, people + 1))
    _covered(steps, persons, given)
    total = sum(persons, Decimal(0))
    return Check(
        day=day,
        people=people,
        table=table,
        steps=steps,
        persons=persons,
        total=total,
        per_person=zlote(rounded(total * 100 / people)),
        comparisons=tuple(_compared(table, people, grosze(total), one) for one in multiples_on(day)),
    )


def _table(day: date) -> Table:
    if (table := table_on(day)) is None:
        sentence = _("There is no table of amounts for this day here. The first one is valid from %(day)s.")
        first = min(one.since for one in tables())
        raise RuleBroken("income.no_table", sentence % {"day": f"{first:%d.%m.%Y}"}, field="day")
    return table


def _measured(people: int, given: Sequence[Given]) -> None:
    if not 1 <= people <= MOST_PEOPLE:
        sentence = _("Give a number of people from 1 to %(most)s.") % {"most": MOST_PEOPLE}
        raise RuleBroken("income.people", sentence, field="people")
    if len(given) > MOST_LINES:
        sentence = _("At most %(most)s receipts can be reckoned at once.") % {"most": MOST_LINES}
        raise RuleBroken("income.too_many", sentence, field="lines")


def _steps(table: Table, day: date, people: int, given: Sequence[Given]) -> Iterator[Step]:
    kinds = kinds_on(day)
    for one in given:
        if not 1 <= one.person <= people:
            sentence = _("There is no person with this number. People are numbered from 1 to %(most)s.")
            raise RuleBroken("income.person", sentence % {"most": people}, field=f"person_{one.line}")
        if (kind := kinds.get(one.kind)) is None:
            raise RuleBroken("income.kind", _("Choose what kind of receipt this is."), field=f"kind_{one.line}")
        _amount(one, kind)
        yield _step(table, people, one, kind)


def _amount(one: Given, kind: Kind) -> None:
    """An amount that a household can have, written to the grosz, or to the ten-thousandth of a hectare."""
    field = f"amount_{one.line}"
    most = MOST_HECTARES if kind.effect is Effect.HECTARES else MOST_ZLOTE
    if not one.amount.is_finite() or one.amount < 0:
        sentence = _("Write the amount without a minus. What is deducted has its own kind.")
        raise RuleBroken("income.negative", sentence, field=field)
    if one.amount > most:
        sentence = _("This is more than the reckoning takes. Check the number of digits.")
        raise RuleBroken("income.too_much", sentence, field=field)
    places = PLACES.get(kind.effect, 2)
    if one.amount != round(one.amount, places):
        sentence = _("Write at most %(places)s digits after the comma.") % {"places": places}
        raise RuleBroken("income.too_fine", sentence, field=field)


def _step(table: Table, people: int, one: Given, kind: Kind) -> Step:
    counted, months = _counted(table, people, one, kind)
    return Step(person=one.person, kind=kind, amount=one.amount, counted=zlote(counted), months=months)


def _counted(table: Table, people: int, one: Given, kind: Kind) -> tuple[int, int]:
    """Grosze of one month, and over how many months the receipt was divided."""
    match kind.effect:
        case Effect.IGNORE:
            return 0, 1
        case Effect.DEDUCT:
            return -grosze(one.amount), 1
        case Effect.HECTARES:
            return rounded(one.amount * table.hectare), 1
        case Effect.SPREAD if grosze(one.amount) > TIMES * table.criterion(people) * people:
            return rounded(one.amount * 100 / MONTHS), MONTHS
        case _:
            return grosze(one.amount), 1


def _person(steps: Sequence[Step], number: int) -> Decimal:
    return sum((step.counted for step in steps if step.person == number), Decimal(0))


def _covered(steps: Sequence[Step], persons: Sequence[Decimal], given: Sequence[Given]) -> None:
    """Whether a deduction may lower the income of others was not checked in the act, so it is not reckoned."""
    for step, one in zip(steps, given, strict=True):
        if step.kind.effect is Effect.DEDUCT and persons[step.person - 1] < 0:
            sentence = _("More is deducted than this person has. Write at most as much as the person's income.")
            raise RuleBroken("income.deducted_too_much", sentence, field=f"amount_{one.line}")


def _compared(table: Table, people: int, total: int, multiple: Multiple) -> Comparison:
    """The criteria are whole złoty, so a percentage of them is whole grosze."""
    each = table.criterion(people) * multiple.percent // WHOLE
    return Comparison(
        multiple=multiple, each=zlote(each), limit=zlote(each * people), difference=zlote(each * people - total)
    )
