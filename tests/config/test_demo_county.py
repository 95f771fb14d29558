"""The county of the demonstration: whole, invented, the same every time, open to each role."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from kooperacja.accounts.models import User
from kooperacja.config.demo import accounts, load
from kooperacja.config.demo.county import AREAS, PLACES
from kooperacja.config.demo.plan import planned
from kooperacja.config.demo.summary import PROMISED, Summary
from kooperacja.directory.kinds import Role
from kooperacja.directory.models import Area

# Marked, because the database of a run is made only when a test asks for it.
pytestmark = pytest.mark.django_db

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
DAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def county(django_db_setup: None, django_db_blocker: Any) -> Iterator[Summary]:
    """The smallest county, loaded once for this file and forgotten after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield load(size="tiny")
        transaction.set_rollback(True)


def test_it_holds_what_the_documentation_promises(county: Summary) -> None:
    assert county.checked("tiny") is county
    assert county.institutions >= 30
    assert county.kinds >= 15
    assert sum(county.referrals.values()) >= PROMISED["tiny"]["referrals"]


def test_every_role_has_an_account_and_a_home(county: Summary) -> None:
    assert set(county.roles) == set(Role.values)
    for _who, email, _password in accounts():
        browser = Client()
        browser.force_login(User.objects.get(email=email), backend=BACKEND)
        answer = browser.get("/", follow=True)
        assert answer.status_code == 200, email
        assert answer.wsgi_request.path in {"/", "/rola/"}, email


def test_the_printed_password_opens_the_account(county: Summary) -> None:
    _who, email, password = accounts()[0]
    assert User.objects.get(email=email).check_password(password)


def test_its_areas_are_marked_as_invented(county: Summary) -> None:
    assert Area.objects.filter(terc__in=AREAS, is_fictional=True).count() == len(AREAS)
    assert not Area.objects.filter(is_fictional=True).exclude(terc__in=AREAS).exists()


@pytest.mark.parametrize("size", ["tiny", "small"])
def test_the_same_day_has_the_same_two_years(size: str) -> None:
    one, two = (planned(DAY, size).timeline() for _time in range(2))
    assert [(step.at, step) for _story, step in one] == [(step.at, step) for _story, step in two]


def test_nobody_of_it_can_be_reached(county: Summary) -> None:
    assert all(user.email.endswith(".example") for user in User.objects.all())
    assert len(PLACES) >= 30
