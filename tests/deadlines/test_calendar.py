"""The calendar with its secret address: how many, on which day, and nothing else; dead with its membership."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar

from kooperacja.access.actions import recall
from kooperacja.access.models import Capacity
from kooperacja.cases.models import Case
from kooperacja.deadlines.models import CalendarAddress
from kooperacja.directory.models import Membership
from kooperacja.foundation.clock import now
from tests.cast import Town

pytestmark = pytest.mark.usefixtures("at_monday")
Browser = Callable[..., Any]


@pytest.fixture
def address(cast: Town, case: Case, as_worker: Browser) -> str:
    text = as_worker(cast.anna).post("/terminy/kalendarz/").content.decode()
    return str(text.partition("<code>http://testserver")[2].partition("</code>")[0])


def events(address: str) -> dict[str, str]:
    answer = Client().get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    found = Calendar.from_ical(answer.content).walk("VEVENT")
    return {one["dtstart"].dt.isoformat(): str(one["summary"]) for one in found}


def test_it_says_how_many_and_nothing_of_anybody(cast: Town, case: Case, address: str) -> None:
    assert events(address) == {"2026-11-23": "Kooperacja: 1 termin"}
    told = Client().get(address).content.decode().replace("\r\n ", "")
    assert "http://testserver/terminy/?dzien=2026-11-23" in told
    for secret in (case.number, case.ref, "Lipa", "GOPS", "Anna", cast.anna.user.email):
        assert secret not in told


def test_the_secret_itself_is_kept_nowhere(address: str) -> None:
    secret = address.removeprefix("/terminy/kalendarz/").removesuffix("/")
    assert len(secret) > 40
    assert secret not in str(list(CalendarAddress.objects.values()))


def test_a_new_address_kills_the_old_one_and_revoking_kills_it_too(
    cast: Town, address: str, as_worker: Browser
) -> None:
    anna = as_worker(cast.anna)
    anna.post("/terminy/kalendarz/")
    assert Client().get(address).status_code == 404
    assert CalendarAddress.objects.filter(revoked_at=None).count() == 1
    anna.post("/terminy/kalendarz/uniewaznij/")
    assert CalendarAddress.objects.filter(revoked_at=None).count() == 0


@pytest.mark.parametrize("end", ["membership", "account"])
def test_it_dies_with_the_membership_and_the_account(cast: Town, address: str, end: str) -> None:
    if end == "account":
        cast.anna.user.is_active = False
        cast.anna.user.save()
    else:
        Membership.objects.filter(pk=cast.anna.membership.pk).update(valid_to=now())
    assert Client().get(address).status_code == Client().get("/terminy/kalendarz/nic/").status_code == 404


def test_what_was_taken_away_is_gone_from_it(cast: Town, case: Case, address: str) -> None:
    keys = {"user_id": cast.anna.user.pk, "institution_id": cast.anna.institution.pk}
    recall(cast.halina.actor, **keys, anchor_id=case.anchor_id, capacities=[Capacity.KEY_WORKER])
    assert events(address) == {}
