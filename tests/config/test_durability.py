"""A database that would lose what it acknowledged is not served."""

import pytest
from django.db import connection

from kooperacja.config import durability
from kooperacja.foundation.errors import Unavailable


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_the_settings_of_an_installation_are_strong() -> None:
    durability.require()
    assert {setting.name for setting in durability.settings()} == {"synchronous", "journal_mode", "mmap_size"}


@pytest.mark.sqlite
@pytest.mark.parametrize("weakened", ["synchronous=NORMAL", "synchronous=OFF", "mmap_size=1000000"])
@pytest.mark.django_db(transaction=True)
def test_a_weak_setting_stops_the_start_and_is_named(weakened: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {weakened}")
    try:
        with pytest.raises(Unavailable) as refused:
            durability.require()
    finally:
        connection.close()
    assert refused.value.code == "database.not_durable"
    assert weakened.split("=", maxsplit=1)[0] in str(refused.value)


@pytest.mark.postgres
@pytest.mark.django_db
def test_postgresql_tells_what_it_keeps() -> None:
    names = {setting.name for setting in durability.settings()}
    assert names == {"fsync", "full_page_writes", "synchronous_commit"}
