"""A clock that goes back opens nothing that has ended, and sensitive reads stop (I42)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from kooperacja.access.actions import appoint, break_glass, new_anchor
from kooperacja.access.door import visible
from kooperacja.access.models import (
    AnchorKind,
    Appointment,
    Authorisation,
    Basis,
    Capacity,
    Declaration,
    Emergency,
    Share,
)
from kooperacja.access.snapshot import CLOCK_SLACK, snapshot
from kooperacja.agreements.actions import rederive
from kooperacja.agreements.labels import Category, Purpose
from kooperacja.agreements.models import AgreementForce
from kooperacja.audit.actions import record
from kooperacja.audit.queries import clock_mark
from kooperacja.directory.models import Membership
from kooperacja.foundation.clock import now
from kooperacja.people.models import Person
from tests.cast import MONDAY, Town, Worker

LATER = MONDAY + timedelta(days=3)


@pytest.fixture
def window(cast: Town, at_monday: object) -> Person:
    """Ola of GOPS, on whom Anna works and whom Piotr of the school sees through a window."""
    gops, school = cast.at("gops"), cast.at("school")
    anchor = new_anchor(AnchorKind.PERSON, gops.pk)
    label = {"owner": gops, "anchor": anchor, "subject": anchor, "category": Category.IDENTITY, "level": 2}
    row = Person(**label, ref="ola1", first_name="Ola", folded="ola")
    row.save(force_insert=True)
    about: dict[str, Any] = {
        "subject": anchor,
        "recipient": school,
        "category": row.category,
        "purpose": Purpose.JOINT_HELP,
    }
    basis = Basis.objects.create(**about, source="zgoda")
    Share.objects.create(**about, owner=gops, anchor=anchor, basis=basis, agreement=cast.agreement)
    for worker in (cast.anna, cast.piotr):
        keys = {"user_id": worker.user.pk, "institution_id": worker.institution.pk}
        appoint(cast.anna.actor, **keys, anchor=anchor, capacity=Capacity.TEAM)
    return row


def sees(worker: Worker) -> bool:
    with snapshot():
        return visible(Person, worker.actor, Purpose.JOINT_HELP).exists()


def time_went_on(cast: Town) -> None:
    """Something happened later, and the trail says when."""
    with time_machine.travel(LATER, tick=False):
        record(cast.ewa.actor, "test.later")


def end_agreement(cast: Town) -> None:
    assert cast.agreement is not None
    AgreementForce.objects.filter(agreement=cast.agreement).update(valid_to=now())
    rederive(cast.agreement.pk)


ENDINGS: dict[str, Callable[[Town], object]] = {
    "share": lambda cast: Share.objects.update(valid_to=now()),
    "basis": lambda cast: Basis.objects.update(valid_to=now()),
    "appointment": lambda cast: Appointment.objects.update(valid_to=now()),
    "authorisation": lambda cast: Authorisation.objects.update(valid_to=now()),
    "declaration": lambda cast: Declaration.objects.update(valid_to=now()),
    "membership": lambda cast: Membership.objects.update(valid_to=now()),
    "agreement": end_agreement,
}


@pytest.mark.parametrize("fact", ENDINGS)
def test_what_has_ended_stays_ended_when_the_clock_goes_back(cast: Town, window: Person, fact: str) -> None:
    """I42, for each fact that a window rests on."""
    assert sees(cast.piotr)
    with time_machine.travel(LATER, tick=False):
        ENDINGS[fact](cast)
        record(cast.ewa.actor, "test.later")
    assert not sees(cast.piotr)


def test_an_emergency_that_is_over_stays_over(cast: Town, window: Person) -> None:
    """I17, I42"""
    Appointment.objects.all().delete()
    break_glass(cast.anna.actor, subject_id=window.subject_id, reason="Dziecko zasłabło w szkole.")
    opened = Emergency.objects.get()
    assert opened.valid_to - opened.valid_from <= timedelta(hours=24)
    time_went_on(cast)
    assert not sees(cast.anna)


def test_the_mark_never_falls_though_entries_are_written_behind_it(cast: Town, window: Person) -> None:
    """I42: what is done while the clock is behind is noted, and moves nothing back."""
    time_went_on(cast)
    record(cast.ewa.actor, "test.behind")
    assert clock_mark() == LATER
    with snapshot() as shot:
        assert shot.at == LATER
        assert shot.clock_behind


@pytest.mark.parametrize(
    ("behind", "is_alarm"),
    [
        (timedelta(0), False),
        (CLOCK_SLACK, False),
        (CLOCK_SLACK + timedelta(microseconds=1), True),
        (timedelta(days=1), True),
    ],
)
def test_more_than_five_seconds_behind_is_an_alarm(cast: Town, behind: timedelta, is_alarm: bool) -> None:
    """I42"""
    time_went_on(cast)
    assert timedelta(seconds=5) == CLOCK_SLACK
    with time_machine.travel(LATER - behind, tick=False), snapshot() as shot:
        assert shot.at == LATER
        assert shot.clock_behind == is_alarm


def test_while_the_clock_is_behind_nothing_of_another_institution_is_served(
    cast: Town, window: Person, as_worker: Any
) -> None:
    """I42: a sensitive read is refused, without a byte of it."""
    address = f"/dlaczego/person/{window.pk}/"
    browser = as_worker(cast.piotr)
    assert browser.get(address).status_code == 200
    time_went_on(cast)
    answer = browser.get(address)
    assert answer.status_code == 503
    assert "clock.behind" in answer.content.decode()
    assert "GOPS" not in answer.content.decode()
    with time_machine.travel(LATER, tick=False):
        again = as_worker(cast.piotr)
        assert again.get(address).status_code == 200
