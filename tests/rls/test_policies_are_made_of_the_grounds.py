"""The checked-in script is what the grounds make, for every protected table (I24)."""

import re

import pytest
from django.apps import apps
from django.db import connection

from kooperacja.access.models import Guarded
from kooperacja.access.permit import NAMES, settings_of
from kooperacja.access.policies import FILE, policies
from kooperacja.access.unrestricted import PERMITTED
from tests.tripwire import protected_tables

NAMED = {str(model._meta.model_name) for model in apps.get_models() if issubclass(model, Guarded)}


def test_the_script_that_is_kept_is_the_one_that_is_made() -> None:
    """After a change of grounds, labels or reasons: `kooperacja policies --write`."""
    assert FILE.read_text(encoding="utf-8") == policies()


def test_every_protected_table_has_policies_that_bind_its_owner_too() -> None:
    script = policies()
    for table in protected_tables():
        assert f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY' in script
        for command in ("SELECT", "INSERT", "UPDATE"):
            assert re.search(rf'CREATE POLICY \w+ ON "{table}" FOR {command} ', script)
    assert "FOR DELETE" not in script
    assert "FOR ALL" not in script


def test_settings_are_read_by_the_functions_of_the_claim_alone() -> None:
    """A policy that read a setting by itself could be told another one than was sealed, and once a row."""
    functions, *policies_of_tables = policies().split("\nALTER TABLE ")
    assert "current_setting" not in "".join(policies_of_tables)
    reading = [text for text in functions.split("CREATE ") if "current_setting(" in text]
    assert [re.search(r"kooperacja_\w+", text).group() for text in reading] == [  # type: ignore[union-attr]
        "kooperacja_sealed",
        "kooperacja_standing",
    ]


def test_reasons_name_tables_that_exist() -> None:
    for name, reason in PERMITTED.items():
        assert reason.reads <= NAMED, name
        assert reason.writes <= reason.reads, name


@pytest.mark.postgres
def test_every_protected_table_is_closed_in_the_database(db: None) -> None:
    """I24: policies and FORCE are there for each of them."""
    statement = """
        SELECT relname, count(polname) FROM pg_class JOIN pg_policy ON polrelid = pg_class.oid
        WHERE relrowsecurity AND relforcerowsecurity GROUP BY relname
    """
    with connection.cursor() as cursor:
        cursor.execute(statement)
        assert dict(cursor.fetchall()) == dict.fromkeys(protected_tables(), 3)


@pytest.mark.postgres
def test_no_view_looks_past_the_policies(db: None) -> None:
    """A view reads as its owner unless it says otherwise; a materialised one keeps rows for everybody."""
    statement = """
        SELECT DISTINCT c.relname FROM pg_class AS c
        JOIN pg_rewrite AS r ON r.ev_class = c.oid
        JOIN pg_depend AS d ON d.objid = r.oid AND d.classid = 'pg_rewrite'::regclass
        JOIN pg_class AS t ON t.oid = d.refobjid
        WHERE t.relname = ANY(%s) AND c.oid <> t.oid
        AND (c.relkind = 'm' OR NOT coalesce(c.reloptions @> '{security_invoker=true}', false))
    """
    with connection.cursor() as cursor:
        cursor.execute(statement, [protected_tables()])
        assert cursor.fetchall() == []


def test_all_that_is_claimed_is_under_the_seal() -> None:
    script = policies()
    seal, _, standing = script.partition("$$;")
    assert {f"kooperacja.{name}" for name in NAMES} <= set(re.findall(r"kooperacja\.\w+", seal))
    assert re.search(r"BEGIN\s+IF kooperacja_sealed\(\) IS NOT TRUE THEN\s+RETURN;", standing)
    conditions = re.findall(r"(?:USING|WITH CHECK) \((?:\(CASE WHEN )?(.{56})", script)
    assert len(conditions) == 4 * len(protected_tables())
    assert set(conditions) == {"EXISTS (SELECT 1 FROM kooperacja_standing() AS my WHERE "}


def test_names_of_settings_are_those_of_the_claim() -> None:
    from kooperacja.access.permit import NOTHING

    assert list(settings_of(NOTHING)) == [*NAMES, "seal"]
