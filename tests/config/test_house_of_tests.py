import socket
import urllib.request
from dataclasses import replace
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import transaction

from kooperacja.access.permit import permit
from kooperacja.accounts.models import User
from kooperacja.directory.models import Area, Membership
from tests.cast import PASSWORD, Town, town
from tests.replay import Replay


def test_a_test_cannot_reach_the_network() -> None:
    with pytest.raises(Exception, match="may not reach"), socket.socket() as outside:
        outside.connect(("192.0.2.1", 80))
    with pytest.raises(Exception, match="may not reach"):
        urllib.request.urlopen("http://example.invalid/", timeout=1)


def test_a_test_can_reach_its_own_server() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_what_a_test_commits_is_gone_and_the_law_stays(turn: int) -> None:
    assert Area.objects.exists()
    assert not User.objects.exists()
    User.objects.create(email="a@example.org")


@pytest.mark.django_db
def test_the_law_is_there_for_the_next_test() -> None:
    assert Area.objects.exists()
    assert not User.objects.exists()


def _stored() -> dict[str, list[str]]:
    """Every row of every table, without its numbers, which no two buildings share, and the salted password."""
    with permit():
        return {
            model._meta.label: sorted(str(_told(row)) for row in model._base_manager.values())
            for model in apps.get_models()
        }


def _told(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if not name.endswith("id") and name != "password"}


@pytest.mark.django_db
def test_the_town_written_again_is_the_town_that_is_built(town_again: Replay) -> None:
    with transaction.atomic():
        built, there = town(), _stored()
        transaction.set_rollback(True)
    again = town_again()
    assert _stored() == there
    assert again.institutions.keys() == built.institutions.keys()
    for name, worker in again.workers.items():
        assert worker.membership == Membership.objects.get(user__email=built.workers[name].email)
        assert worker.user.check_password(PASSWORD)
        assert worker.actor == replace(
            built.workers[name].actor,
            user_id=worker.user.pk,
            membership_id=worker.membership.pk,
            institution_id=worker.institution.pk,
        )


@pytest.mark.django_db
@pytest.mark.parametrize("turn", [1, 2])
def test_what_a_test_does_to_the_town_stays_with_that_test(cast: Town, turn: int) -> None:
    assert cast.anna.user.full_name == "Anna Lis"
    assert User.objects.get(pk=cast.anna.user.pk).full_name == "Anna Lis"
    cast.anna.user.full_name = "Ktoś Inny"
    cast.anna.user.save()
    del cast.workers["piotr"]


@pytest.mark.django_db(transaction=True)
def test_after_the_town_new_rows_have_numbers_of_their_own(town_again: Replay) -> None:
    """Also when the rows stay, and the tables are emptied for the next town."""
    for turn in range(2):
        cast = town_again()
        later = User.objects.create(email=f"later{turn}@example.org")
        assert later.pk > max(worker.user.pk for worker in cast.workers.values())
        call_command("flush", interactive=False, verbosity=0, reset_sequences=False)


@pytest.mark.django_db
def test_the_town_stands_beside_what_the_test_has_made_before(town_again: Replay) -> None:
    stranger = User.objects.create(email="stranger@example.org")
    cast = town_again()
    assert stranger.pk not in {worker.user.pk for worker in cast.workers.values()}
    assert User.objects.count() == len(cast.workers) + 1
