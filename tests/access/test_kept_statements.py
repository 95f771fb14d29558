"""A statement that is kept says what it would say built anew, and nothing is kept that depends on its values."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.db.models import F, Q

from kooperacja.access import plans
from kooperacja.access.actions import new_anchor
from kooperacja.access.door import visible
from kooperacja.access.models import Anchor, AnchorKind
from kooperacja.access.prepared import Shelf, Statement, fresh, said
from kooperacja.access.snapshot import snapshot
from kooperacja.directory.models import Institution, Membership
from kooperacja.foundation.clock import now
from kooperacja.people.models import Person
from tests.access.conftest import MakeRow, put
from tests.cast import Town

pytestmark = pytest.mark.django_db

Make = Callable[..., Any]


def third(make: Make, *rounds: list[Any]) -> tuple[list[Statement], list[Statement]]:
    """What a shelf answers to the last round, after the others; and the same built anew."""
    shelf = Shelf()
    for values in rounds:
        answer = shelf.statements("a shape", values, lambda given: [("", make(*given))])
    return answer, fresh([("", make(*rounds[-1]))])


def both(make: Make, *rounds: list[Any]) -> None:
    kept, anew = third(make, *rounds)
    assert list(map(said, kept)) == list(map(said, anew))


def test_numbers_texts_days_and_instants_are_put_into_their_places() -> None:
    both(lambda pk, name: Institution.objects.filter(pk=pk, name=name), [1, "a"], [2, "b"], [3, "c"])
    both(lambda at: Membership.objects.filter(valid_from__lte=at), [datetime(2026, 1, 1, tzinfo=UTC)], [now()], [now()])
    both(lambda day: Institution.objects.filter(checked_on=day), *([date(2026, 1, day)] for day in (1, 2, 3)))


def test_a_text_that_is_looked_for_is_escaped_as_the_orm_does() -> None:
    for text in ("50%", "a_b", "c\\d", "'; DROP TABLE x; --", "%s", "\x1a0.0"):
        both(lambda name: Institution.objects.filter(name__icontains=name), ["x"], ["y"], [text])


def test_a_value_that_the_orm_changes_is_never_kept() -> None:
    """A number asked of a column of texts, and a text of one of numbers, come out changed."""
    both(lambda pk: Institution.objects.filter(name=pk), [1], [2], [3])
    both(lambda pk: Institution.objects.filter(pk=pk), ["1"], ["2"], ["3"])
    both(lambda name: Institution.objects.filter(name__startswith=name), ["a"], ["b"], ["c%"])


def test_a_value_that_equals_a_constant_of_the_statement_stays_apart_from_it() -> None:
    both(lambda pk: Institution.objects.filter(pk=pk).exclude(pk=16_000), [1], [16_000], [24_000])
    both(lambda pk: Institution.objects.filter(pk=pk).exclude(pk=16_000), [16_000], [1], [24_000])
    both(lambda pk: Institution.objects.filter(pk=pk).exclude(pk=24_000), [24_000], [1], [16_000])
    both(lambda name: Institution.objects.filter(name=name).exclude(name="a"), ["a"], ["a"], ["b"])


def test_a_statement_whose_text_depends_on_a_value_is_never_kept() -> None:
    both(lambda number: Institution.objects.order_by("pk")[:number], [1], [2], [3])
    both(lambda number: Institution.objects.filter(pk__in=range(number)), [1], [2], [3])


def test_a_list_of_any_length_asks_for_its_values_only(cast: Town, make_row: MakeRow) -> None:
    rows = [make_row(anchor) for anchor in anchors_of(cast)]
    for length in (0, 1, 2, 3, 5, 9, 4, 0, 7):
        wanted = [row.pk for row in rows[:length]]
        with snapshot():
            found = visible(Person, cast.halina.actor, "joint_help").filter(pk__in=wanted).all("pk")
        assert [row.pk for row in found] == wanted


def anchors_of(cast: Town) -> list[Anchor]:
    return [new_anchor(AnchorKind.PERSON, cast.at("gops").pk) for _number in range(9)]


def test_two_workers_with_the_same_shape_see_each_their_own(cast: Town, make_row: MakeRow) -> None:
    """The statement is one; who asks is among its values."""
    mine, hers = anchors_of(cast)[:2]
    put(cast.anna, mine, "team")
    put(cast.iga, hers, "team")
    rows = [(cast.anna, make_row(mine).pk), (cast.iga, make_row(hers).pk)]
    for _round in range(3):
        for worker, pk in rows:
            with snapshot():
                assert [row.pk for row in visible(Person, worker.actor, "joint_help").all()] == [pk]


@pytest.mark.parametrize(
    "condition",
    [Q(pk__in=Institution.objects.values("pk")), Q(pk=2**31), Q(level__lte=1.5), Q(owner=Institution())],
    ids=["another query", "a number beyond the columns", "a fraction", "a row"],
)
def test_what_a_shape_cannot_tell_is_built_each_time(condition: Q) -> None:
    with pytest.raises(plans.Unsuited):
        plans.Walk(lambda value: value).part(condition)


def test_shapes_differ_by_all_but_their_values() -> None:
    conditions = [
        Q(pk=1),
        ~Q(pk=1),
        Q(pk="1"),
        Q(pk=None),
        Q(pk=True),
        Q(pk=F("level")),
        Q(level=1),
        Q(pk=1, level=1),
        Q(pk=1) | Q(level=1),
        Q(pk__in=[1]),
        Q(pk__in=[1, 2, 3, 4, 5]),
        Q(pk__in=[]),
        Q(pk__in=["1"]),
        Q(pk__lt=1),
    ]
    shapes = {plans.Walk(lambda value: value).part(condition)[0] for condition in conditions}
    assert len(shapes) == len(conditions)


def test_a_shelf_that_is_full_forgets(monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf(limit=3)
    for shape in (1, 2, 3, 4, 1, 1):
        shelf.statements(shape, [7], lambda given: [("", Institution.objects.filter(pk=given[0]))])
        assert len(shelf._kept) <= shelf.limit
    assert list(shelf._kept) == [(connection.vendor, 4), (connection.vendor, 1)]
