"""An installation on PostgreSQL: one address owns the tables, the other serves."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from urllib.parse import quote

import psycopg
import pytest
from django.db import connection

Installed = Callable[..., "subprocess.CompletedProcess[str]"]
BARE = {name: value for name, value in os.environ.items() if not name.startswith(("KOOPERACJA_", "DJANGO_"))}

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]


def address(user: str, password: str, database: str) -> str:
    place = connection.settings_dict
    login = f"{quote(user)}:{quote(password)}" if password else quote(user)
    return f"postgresql://{login}@{quote(place['HOST'], safe='')}:{place['PORT']}/{database}"


def as_superuser(database: str) -> str:
    return address(connection.settings_dict["USER"], connection.settings_dict["PASSWORD"], database)


def server() -> "psycopg.Connection[tuple[object, ...]]":
    return psycopg.connect(as_superuser("postgres"), autocommit=True)


@pytest.fixture
def names() -> Iterator[tuple[str, str, str]]:
    """An empty database, its owner, and the role that is to be made."""
    database = f"{connection.settings_dict['NAME']}_installed"
    owner, application = f"{database}_owner", f"{database}_app"
    with server() as admin:
        _clear(admin, database, owner, application)
        admin.execute(f"CREATE ROLE {owner} LOGIN CREATEROLE PASSWORD 'first'")
        admin.execute(f"CREATE DATABASE {database} OWNER {owner}")
        with psycopg.connect(
            address(connection.settings_dict["USER"], connection.settings_dict["PASSWORD"], database)
        ) as inside:
            inside.execute(f"ALTER SCHEMA public OWNER TO {owner}")
        yield database, owner, application
        _clear(admin, database, owner, application)


def _clear(admin: "psycopg.Connection[tuple[object, ...]]", database: str, *roles: str) -> None:
    admin.execute(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")
    for role in roles:
        admin.execute(f"DROP ROLE IF EXISTS {role}")


@pytest.fixture
def kooperacja(names: tuple[str, str, str]) -> Installed:
    database, owner, application = names
    urls = {
        "KOOPERACJA_ADMIN_DATABASE_URL": address(owner, "first", database),
        "KOOPERACJA_DATABASE_URL": address(application, "se@cond", database),
        "KOOPERACJA_SECRET_KEY": "a secret of this test",
        "LANGUAGE": "en",
    }

    def run(*given: str, **other: str) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", "kooperacja", *given]
        return subprocess.run(
            command, env=BARE | urls | other, capture_output=True, text=True, timeout=120, check=False
        )

    return run


def wall_of(done: "subprocess.CompletedProcess[str]") -> str:
    """What `doctor` says of it, on one line."""
    text = " ".join(done.stdout.replace("│", " ").split())
    return text.partition("Row-level security")[2].partition("Data folder")[0].strip()


RIGHTS = "SELECT rolsuper, rolbypassrls, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = current_user"


@pytest.mark.long
def test_migrate_makes_the_role_and_the_wall(kooperacja: Installed, names: tuple[str, str, str]) -> None:
    database, _owner, application = names
    migrated = kooperacja("migrate")
    assert "applied" in migrated.stdout, migrated.stderr
    assert kooperacja("migrate").stdout.startswith("0 ")
    assert wall_of(kooperacja("doctor")) == "in order good"
    with psycopg.connect(address(application, "se@cond", database)) as inside:
        assert inside.execute(RIGHTS).fetchone() == (False, False, False, False)
        assert inside.execute("SELECT count(*) FROM cases_case").fetchone() == (0,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            inside.execute("TRUNCATE audit_entry CASCADE")
    other = {"KOOPERACJA_SECRET_KEY": "another"}
    assert "run `kooperacja migrate`" in wall_of(kooperacja("doctor", **other))
    refused = kooperacja("run", "--port", "0", **other)
    assert refused.returncode == 2
    assert "laid with another secret" in refused.stderr


@pytest.mark.long
def test_one_address_is_only_part_of_the_wall_and_a_superuser_none(
    kooperacja: Installed, names: tuple[str, str, str]
) -> None:
    database, owner, _application = names
    alone = {"KOOPERACJA_DATABASE_URL": address(owner, "first", database), "KOOPERACJA_ADMIN_DATABASE_URL": ""}
    assert kooperacja("migrate", **alone).returncode == 0
    assert wall_of(kooperacja("doctor", **alone)).startswith("only partly")
    above = {"KOOPERACJA_DATABASE_URL": as_superuser(database), "KOOPERACJA_ADMIN_DATABASE_URL": ""}
    refused = kooperacja("run", "--port", "0", **above)
    assert refused.returncode == 2
    assert "does not bind" in refused.stderr


def test_two_addresses_must_name_one_database(kooperacja: Installed, names: tuple[str, str, str]) -> None:
    elsewhere = {"KOOPERACJA_ADMIN_DATABASE_URL": address(names[1], "first", "postgres")}
    refused = kooperacja("migrate", **elsewhere)
    assert refused.returncode == 2
    assert "same database" in refused.stderr
