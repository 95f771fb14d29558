"""The instants at which facts begin and end, to the microsecond, and the days of Warsaw (I7, I8)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine

from kooperacja.access.actions import appoint, new_anchor
from kooperacja.access.door import visible
from kooperacja.access.models import AnchorKind, Appointment, Basis, Capacity, Share
from kooperacja.access.snapshot import snapshot
from kooperacja.agreements.actions import rederive
from kooperacja.agreements.labels import Category, Purpose
from kooperacja.agreements.models import AgreementForce, Pact
from kooperacja.foundation.clock import WARSAW, day_end, day_start
from kooperacja.people.models import Person
from tests.cast import START, Town
from tests.kernel.asked import differences
from tests.kernel.chains import named, stands_by, whole_chains
from tests.kernel.model import Anchor
from tests.kernel.model import Basis as PlainBasis
from tests.kernel.scenes import AT, TABLES, Scene, decided, with_facts

MICROSECOND = timedelta(microseconds=1)
Periods = tuple[tuple[int, int], ...]

ONE = tuple(((start, end),) for start in (AT - 1, AT, AT + 1) for end in (AT - 1, AT, AT + 1, AT + 2) if start <= end)
TWO: tuple[Periods, ...] = (
    ((AT - 5, AT + 1), (AT - 1, AT + 5)),  # Overlapping.
    ((AT - 5, AT), (AT - 2, AT)),  # Overlapping, and over.
    ((AT - 5, AT), (AT, AT + 5)),  # One takes over from the other.
    ((AT - 5, AT), (AT + 1, AT + 5)),  # An instant between them.
    ((AT, AT), (AT - 1, AT + 1)),  # An empty one beside a live one.
    ((AT, AT), (AT + 1, AT + 5)),  # An empty one and one that has not begun.
)


def moved_facts() -> Iterator[tuple[Scene, Scene, bool]]:
    """Every timed fact of every chain in every period: the chain, the scene, and is the fact live."""
    for name, whole in whole_chains().items():
        for table in TABLES:
            for index, fact in enumerate(getattr(whole.world, table)):
                if isinstance(fact, Anchor) or stands_by(fact, whole):
                    continue
                for periods in ONE if isinstance(fact, PlainBasis) else (*ONE, *TWO):
                    facts = list(getattr(whole.world, table))
                    facts[index : index + 1] = [replace(fact, start=start, end=end) for start, end in periods]
                    moved = named(with_facts(whole, **{table: tuple(facts)}), f"{name}: {table}[{index}] in {periods}")
                    yield whole, moved, any(start <= AT < end for start, end in periods)


def test_in_the_model_a_fact_counts_exactly_from_its_first_instant_until_before_its_end() -> None:
    """I7: the start is inside, the end is outside; empty is never; two periods are a union."""
    counted = 0
    for whole, moved, is_live in moved_facts():
        assert not is_live or decided(moved) == decided(whole), moved.atoms
        counted += decided(moved) != decided(whole)
    assert counted > 500


def test_the_kernel_agrees_at_every_end_of_every_fact(proof: None) -> None:
    """I7, I8"""
    asked, opened, differing = differences(moved for _, moved, _ in moved_facts())
    print(f"boundary instants: {asked}, open {opened}, differences {len(differing)}")  # noqa: T201
    assert not differing, differing[:3]
    assert 0 < opened < asked


# Days of Warsaw. The two days of 2027 on which the clock is moved have 23 and 25 hours.
LAST_DAYS = {
    date(2027, 12, 31): "2027-12-31T23:00:00+00:00",
    date(2027, 3, 27): "2027-03-27T23:00:00+00:00",
    date(2027, 3, 28): "2027-03-28T22:00:00+00:00",
    date(2027, 10, 30): "2027-10-30T22:00:00+00:00",
    date(2027, 10, 31): "2027-10-31T23:00:00+00:00",
}


@pytest.mark.parametrize(("last_day", "end"), LAST_DAYS.items())
def test_a_day_ends_when_the_next_one_begins_in_warsaw(last_day: date, end: str) -> None:
    """I7: "until 31.12.2027" ends at 2028-01-01T00:00 Europe/Warsaw."""
    assert day_end(last_day) == datetime.fromisoformat(end)
    assert day_end(last_day).astimezone(WARSAW).hour == 0
    assert day_end(last_day) == day_start(last_day + timedelta(days=1))


def test_the_days_of_the_clock_change_have_23_and_25_hours() -> None:
    hours = {day: day_end(day) - day_start(day) for day in (date(2027, 3, 28), date(2027, 10, 31))}
    assert hours == {date(2027, 3, 28): timedelta(hours=23), date(2027, 10, 31): timedelta(hours=25)}


@pytest.fixture
def window(cast: Town) -> Person:
    """Ola of GOPS, whom Piotr of the school sees through a window of the agreement."""
    gops, school = cast.at("gops"), cast.at("school")
    with time_machine.travel(START + timedelta(days=1), tick=False):
        anchor = new_anchor(AnchorKind.PERSON, gops.pk)
        label = {"owner": gops, "anchor": anchor, "subject": anchor, "category": Category.IDENTITY, "level": 2}
        row = Person(**label, first_name="Ola", folded="ola")
        row.save(force_insert=True)
        about: dict[str, Any] = {"subject": anchor, "recipient": school, "category": row.category}
        basis = Basis.objects.create(**about, purpose=Purpose.JOINT_HELP, source="zgoda")
        share = {**about, "purpose": Purpose.JOINT_HELP, "owner": gops, "anchor": anchor, "basis": basis}
        Share.objects.create(**share, agreement=cast.agreement)
        piotr = {"user_id": cast.piotr.user.pk, "institution_id": school.pk}
        appoint(cast.anna.actor, **piotr, anchor=anchor, capacity=Capacity.TEAM)
    return row


def sees(cast: Town, instant: datetime) -> bool:
    with time_machine.travel(instant, tick=False), snapshot() as shot:
        assert shot.at == instant
        return visible(Person, cast.piotr.actor, Purpose.JOINT_HELP).exists()


@pytest.mark.parametrize("last_day", LAST_DAYS)
def test_a_window_closes_at_the_instant_at_which_the_agreement_ends(cast: Town, window: Person, last_day: date) -> None:
    """I7: open in the last microsecond of the last day, closed in the first of the next."""
    assert cast.agreement is not None
    end = day_end(last_day)
    AgreementForce.objects.filter(agreement=cast.agreement).update(valid_to=end)
    rederive(cast.agreement.pk)
    assert sees(cast, end - MICROSECOND)
    assert not sees(cast, end)
    assert not sees(cast, end + MICROSECOND)


@pytest.mark.parametrize("model", [Share, Basis, Appointment, Pact])
def test_the_hour_that_comes_twice_is_two_hours(cast: Town, window: Person, model: Any) -> None:
    """On 31 October 2027 in Warsaw it is half past two twice; what ends at the first is over at the second."""
    first = datetime(2027, 10, 31, 2, 30, tzinfo=WARSAW, fold=0)
    second = first.replace(fold=1)
    assert second.timestamp() - first.timestamp() == 3600
    if model is Pact:
        assert cast.agreement is not None
        AgreementForce.objects.filter(agreement=cast.agreement).update(valid_to=first)
        rederive(cast.agreement.pk)
    else:
        model.objects.update(valid_to=first)
    instant = datetime.fromtimestamp(first.timestamp(), tz=START.tzinfo)
    assert sees(cast, instant - MICROSECOND)
    assert not sees(cast, instant)
    assert not sees(cast, instant + timedelta(hours=1))
