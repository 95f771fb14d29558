"""Arithmetic of the income help: whatever is given, it is exact, and the criterion itself is not exceeded."""

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kooperacja.foundation.errors import RuleBroken
from kooperacja.income.amounts import grosze, read_amount
from kooperacja.income.law import Effect, kinds, kinds_on, multiples, tables
from kooperacja.income.reckoning import MOST_LINES, MOST_PEOPLE, Check, Given, reckon

DAY = date(2026, 11, 2)
GROSZ = Decimal("0.01")


def amounts(most: int = 5_000_000) -> st.SearchStrategy[Decimal]:
    return st.integers(0, most).map(lambda cents: Decimal(cents) / 100)


RECEIPTS = st.lists(
    st.tuples(st.integers(1, 8), st.sampled_from(["employment", "pension", "benefit", "other", "farm"]), amounts()),
    max_size=20,
)


def check(people: int, *receipts: tuple[int, str, str], day: date = DAY) -> Check:
    given_ones = [Given(person, kind, Decimal(amount), line) for line, (person, kind, amount) in enumerate(receipts)]
    return reckon(day=day, people=people, given=given_ones)


def refused(people: int, *receipts: tuple[int, str, str], day: date = DAY) -> tuple[str, str | None]:
    with pytest.raises(RuleBroken) as refusal:
        check(people, *receipts, day=day)
    return refusal.value.code, refusal.value.field


# ---- Examples


def test_the_family_of_the_scenario() -> None:
    """domain.md G.1, step 3."""
    found = check(4, (1, "employment", "2100"), (1, "farm", "1.20"))
    assert [step.counted for step in found.steps] == [Decimal("2100.00"), Decimal("550.80")]
    assert (found.total, found.per_person) == (Decimal("2650.80"), Decimal("662.70"))
    assert (found.family, found.criterion.limit, found.criterion.difference) == (
        Decimal(823),
        Decimal(3292),
        Decimal("641.20"),
    )
    assert found.table.since == date(2025, 1, 1)


@pytest.mark.parametrize(("people", "limit"), [(1, "1010.00"), (2, "1646.00"), (7, "5761.00")])
def test_exactly_the_criterion_is_within_and_one_grosz_more_is_not(people: int, limit: str) -> None:
    equal = check(people, (1, "pension", limit)).criterion
    assert (equal.is_equal, equal.is_within, equal.gap) == (True, True, 0)
    over = check(people, (1, "pension", str(Decimal(limit) + GROSZ))).criterion
    assert (over.is_equal, over.is_within, over.gap) == (False, False, GROSZ)


def test_a_grosz_that_rounding_hides_in_the_income_of_one_person_still_counts() -> None:
    found = check(3, (1, "pension", "2469.01"))
    assert found.per_person == found.family
    assert not found.criterion.is_within


@pytest.mark.parametrize(
    ("day", "single", "family", "hectare"),
    [
        ("2022-01-01", 776, 600, 345),
        ("2024-12-31", 776, 600, 345),
        ("2025-01-01", 1010, 823, 459),
        ("2026-11-23", 1010, 823, 459),
    ],
)
def test_the_table_of_the_day_is_used(day: str, single: int, family: int, hectare: int) -> None:
    found = check(2, (1, "farm", "1"), day=date.fromisoformat(day))
    assert (found.single, found.family, found.hectare, found.total) == (single, family, hectare, hectare)


@pytest.mark.parametrize(("day", "is_old"), [("2027-12-31", False), ("2028-01-01", True), ("2024-12-31", False)])
def test_a_day_on_which_a_newer_table_is_expected_is_marked(day: str, is_old: bool) -> None:
    assert check(1, day=date.fromisoformat(day)).may_be_outdated is is_old


def test_there_is_no_table_before_the_first() -> None:
    assert refused(1, day=date(2021, 12, 31)) == ("income.no_table", "day")


@pytest.mark.parametrize(
    ("people", "amount", "counted", "months"),
    [
        (1, "5050.00", "5050.00", 1),
        (1, "5050.01", "420.83", 12),
        (4, "16460.00", "16460.00", 1),
        (4, "16460.01", "1371.67", 12),
    ],
)
def test_a_one_off_income_is_divided_only_above_five_times_the_criterion(
    people: int, amount: str, counted: str, months: int
) -> None:
    step = check(people, (1, "one_off", amount)).steps[0]
    assert (step.counted, step.months) == (Decimal(counted), months)


def test_what_is_not_counted_stands_in_the_steps_with_nothing() -> None:
    found = check(2, (1, "not_counted", "800"), (2, "employment", "100"))
    assert [step.counted for step in found.steps] == [0, 100]
    assert found.total == 100


def test_alimony_paid_is_deducted_from_its_payer_and_from_nobody_else() -> None:
    found = check(2, (1, "employment", "1000"), (1, "alimony_paid", "400"), (2, "pension", "500"))
    assert (found.persons, found.total) == ((600, 500), 1100)
    more = (1, "employment", "300"), (1, "alimony_paid", "300.01"), (2, "pension", "500")
    assert refused(2, *more) == ("income.deducted_too_much", "amount_1")


@pytest.mark.parametrize(
    ("receipt", "code", "field"),
    [
        ((1, "employment", "-0.01"), "income.negative", "amount_0"),
        ((1, "employment", "NaN"), "income.negative", "amount_0"),
        ((1, "employment", "1000000000000"), "income.too_much", "amount_0"),
        ((1, "farm", "10000.0001"), "income.too_much", "amount_0"),
        ((1, "employment", "1.001"), "income.too_fine", "amount_0"),
        ((1, "farm", "1.00001"), "income.too_fine", "amount_0"),
        ((1, "lottery", "1"), "income.kind", "kind_0"),
        ((3, "employment", "1"), "income.person", "person_0"),
        ((0, "employment", "1"), "income.person", "person_0"),
    ],
)
def test_what_no_household_has_is_refused_at_its_field(receipt: tuple[int, str, str], code: str, field: str) -> None:
    assert refused(2, receipt) == (code, field)


@pytest.mark.parametrize("people", [0, -1, MOST_PEOPLE + 1, 10**12])
def test_a_household_has_some_people(people: int) -> None:
    assert refused(people) == ("income.people", "people")


def test_five_hundred_lines_are_refused() -> None:
    assert refused(1, *[(1, "other", "1")] * 500) == ("income.too_many", "lines")
    assert check(1, *[(1, "other", "1")] * MOST_LINES).total == MOST_LINES


# ---- Whatever is given


@given(RECEIPTS, st.sampled_from(tables()))
def test_sums_are_the_sums_of_their_parts(receipts: list[tuple[int, str, Decimal]], table: object) -> None:
    rows = [one for one in receipts if one[1] != "farm" or one[2] <= 10_000]
    found = reckon(day=table.since, people=8, given=[Given(*one) for one in rows])  # type: ignore[attr-defined]
    assert found.total == sum(step.counted for step in found.steps) == sum(found.persons)
    assert abs(found.per_person * 8 - found.total) <= GROSZ * 4
    assert all(one.limit - one.difference == found.total for one in found.comparisons)
    assert all(one.is_within == (found.total <= one.limit) for one in found.comparisons)


@given(amounts(), amounts(), st.integers(1, MOST_PEOPLE))
def test_more_income_never_leaves_more_below_the_criterion(first: Decimal, second: Decimal, people: int) -> None:
    less, more = sorted((first, second))
    low, high = (check(people, (1, "other", str(one))).criterion.difference for one in (less, more))
    assert low - high == more - less


@given(st.integers(0, 100_000_000))
def test_hectares_are_rounded_once_half_a_grosz_up(ten_thousandths: int) -> None:
    area = Decimal(ten_thousandths) / 10_000
    expected = (area * 459).quantize(GROSZ, ROUND_HALF_UP)
    assert check(1, (1, "farm", str(area))).total == expected


@given(st.integers(5051_00, 10_000_000_000))
def test_twelve_months_make_the_one_off_income_again(cents: int) -> None:
    step = check(1, (1, "one_off", str(Decimal(cents) / 100))).steps[0]
    assert abs(step.counted * 12 - Decimal(cents) / 100) <= GROSZ * 6


@given(st.integers(0, 10**12))
def test_all_ways_of_writing_an_amount_are_the_same_number(cents: int) -> None:
    value = Decimal(cents) / 100
    english = f"{value:,.2f}"
    polish = english.replace(",", " ").replace(".", ",")
    wide, plain = polish.replace(" ", "\u00a0"), f"{value:.2f}"
    for text in (polish, wide, plain, f"{polish} zł", f"{wide}\u00a0zł", f" {plain} PLN "):
        assert read_amount(text) == value
        assert grosze(read_amount(text)) == cents


@given(st.text(max_size=60))
def test_any_text_is_an_amount_or_refused(text: str) -> None:
    try:
        value = read_amount(text)
    except RuleBroken:
        return
    assert value.is_finite()
    assert value >= 0


@pytest.mark.parametrize(
    "text", ["", "dużo", "12 34", "1.234,56", "1,2,3", "1e5", "٣", "½", "0x10", "+5", "12 zł zł", ",5", "5,", "9" * 41]
)
def test_what_could_be_read_in_two_ways_is_not_guessed(text: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        read_amount(text)
    assert refusal.value.code == "income.not_an_amount"


@pytest.mark.parametrize("text", ["-5", "\u22125", "\u20135,00 zł"])
def test_a_minus_is_refused_in_any_type(text: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        read_amount(text)
    assert refusal.value.code == "income.negative"


# ---- The files of law


def test_tables_follow_one_another_without_a_gap() -> None:
    ordered = sorted(tables(), key=lambda table: table.since)
    assert [one.until for one in ordered[:-1]] == [one.since for one in ordered[1:]]
    assert ordered[-1].until == date.max
    assert ordered[0].until - timedelta(days=1) == date(2024, 12, 31)


def test_every_line_says_on_what_it_rests_and_only_the_criterion_is_called_law() -> None:
    assert all(table.source for table in tables())
    assert all(kind.article and kind.note for kind in kinds())
    assert [one.percent for one in multiples() if one.is_law] == [100]
    assert all(one.words for one in multiples())


def test_kinds_are_there_on_each_day_that_has_a_table() -> None:
    for table in tables():
        assert {kind.effect for kind in kinds_on(table.since).values()} == set(Effect)
    codes = [kind.code for kind in kinds()]
    assert len(codes) == len(set(codes))
