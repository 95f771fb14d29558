"""`kooperacja search rebuild`: it changes nothing that is right, and mends what is not."""

from typing import Any

import pytest
from django.db import connection

from kooperacja.access.permit import permit
from kooperacja.audit.models import Entry
from kooperacja.cases.models import Case
from kooperacja.config.cli import main
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.words import index_of
from kooperacja.people.models import Person
from kooperacja.search.actions import rebuild, searchable
from tests.cast import Town
from tests.roles import as_owner
from tests.search.test_questions import found

ROBOT = Actor.system("search rebuild")


def kept() -> dict[str, list[Any]]:
    with permit():
        return {one._meta.label: list(one._base_manager.order_by("pk").values()) for one in searchable()}


INDEXES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE name LIKE '%_words%'",
    "postgresql": "SELECT indexname FROM pg_indexes WHERE indexname LIKE '%_words'",
}


@pytest.mark.django_db
def test_every_searchable_table_has_its_index_in_the_database() -> None:
    """A migration that is made again loses `IndexWords`, which the state of the models says nothing of."""
    with connection.cursor() as cursor:
        cursor.execute(INDEXES[connection.vendor])
        there = {name for (name,) in cursor.fetchall()}
    kept = ("", "_added", "_gone", "_changed") if connection.vendor == "sqlite" else ("",)
    for model in searchable():
        missing = {index_of(model._meta.db_table) + part for part in kept} - there
        assert not missing, f"add IndexWords to the migration of {model._meta.label}: {missing}"
    assert [one._meta.label for one in searchable()] == [
        "agreements.Agreement",
        "cases.Case",
        "cases.Note",
        "directory.Institution",
        "people.Detail",
        "people.Household",
        "people.Person",
        "referrals.Letter",
        "referrals.Referral",
        "teams.Team",
    ]


def test_rebuilding_mends_a_wrong_word_and_changes_nothing_else(
    cast: Town, known: Case, capsys: pytest.CaptureFixture[str]
) -> None:
    before = kept()
    assert [rebuild(model, actor=ROBOT) for model in searchable()] == [0] * len(searchable())
    assert kept() == before
    with as_owner(), permit():
        Person._base_manager.filter(first_name="Marta").update(words="nonsens")
    assert "Marta Malinowska" not in found(cast.anna, "Marta").get("people", set())
    assert main(["search", "rebuild"]) == 0
    assert "osoby: słowa utworzone na nowo: 1" in capsys.readouterr().out
    assert found(cast.anna, "Marta")["people"] == {"Marta Malinowska"}
    assert not found(cast.anna, "nonsens")
    entry = Entry.objects.filter(action="search.rebuild").latest("pk")
    assert b"Marta" not in bytes(entry.payload)


@pytest.mark.sqlite
def test_the_index_of_sqlite_follows_every_write(cast: Town, known: Case) -> None:
    for model in searchable():
        index = index_of(model._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(f'INSERT INTO "{index}" ("{index}", rank) VALUES (\'integrity-check\', 1)')  # noqa: S608 - our own names.
