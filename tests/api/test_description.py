"""The description is the one that was looked at, and says of each endpoint what programs need."""

import json
from pathlib import Path
from typing import Any
from unittest import mock

from django.db import DatabaseError
from django.test import Client

from kooperacja.config.api import description
from tests.house.test_routes import ROUTES
from tests.house.tree import ROOT, assert_fresh

# Asked by POST, so that what is asked stands in no address; they keep nothing that could be done twice.
QUESTIONS = {"check_income", "search_all"}
SNAPSHOT = ROOT / "docs" / "openapi.json"


def text() -> str:
    return json.dumps(description(), indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def operations() -> list[tuple[str, str, dict[str, Any]]]:
    return [(path, method, one) for path, all_of in description()["paths"].items() for method, one in all_of.items()]


def test_the_committed_description_is_fresh() -> None:
    assert_fresh(SNAPSHOT, text(), "KOOPERACJA_WRITE_SNAPSHOTS=1 python -m pytest tests/api/test_description.py")


def test_every_address_of_the_table_is_described_and_the_other_way_round() -> None:
    """I24"""
    described = {(path, method.upper()) for path, method, _ in operations()}
    served = {
        ("/" + route.path.replace("<", "{").replace(">", "}").replace("slug:", "").replace("int:", ""), method)
        for one, route in ROUTES
        if one.is_for_programs
        for method in route.methods
    }
    assert described == served


def test_every_operation_has_a_name_a_sentence_a_key_and_refusals() -> None:
    assert description()["openapi"] == "3.1.0"
    names = [one["operationId"] for _, _, one in operations()]
    assert len(names) == len(set(names))
    for path, method, one in operations():
        assert one["description"], path
        assert one["security"] == [{"Bearer": []}], path
        assert "default" in one["responses"], path
        headers = {parameter["name"] for parameter in one["parameters"] if parameter["in"] == "header"}
        expected = {"get": set(), "post": {"Idempotency-Key"}, "patch": {"If-Match"}}[method]
        assert headers == (set() if one["operationId"] in QUESTIONS else expected), path


def test_the_description_is_open_and_names_nothing_outside(client: Client, db: None) -> None:
    answer = client.get("/api/v1/openapi.json")
    assert answer.status_code == 200
    assert answer.json() == json.loads(text())
    assert "://" not in answer.content.decode()


def test_the_server_says_whether_it_lives_and_can_serve(client: Client, db: None) -> None:
    assert client.get("/livez").json() == {"ok": True, "checks": {}}
    checks = dict.fromkeys(("clock", "data_folder", "database", "keys", "trail"), True)
    assert client.get("/readyz").json() == {"ok": True, "checks": checks}


def test_the_server_is_not_ready_without_what_serving_needs(client: Client, db: None, tmp_path: Path) -> None:
    for place in ("_migrated", "can_be_written", "_in_time"):
        with mock.patch(f"kooperacja.config.health.{place}", return_value=False):
            assert client.get("/readyz").status_code == 503, place
    with mock.patch("kooperacja.config.health._migrated", side_effect=DatabaseError("host and password")):
        answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "password" not in answer.content.decode()
    assert client.get("/livez").status_code == 200
