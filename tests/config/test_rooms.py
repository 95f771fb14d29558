import ast
from pathlib import Path

import pytest
from grimp import ImportGraph

from tools.rooms import Place, RoomsContract

PACKAGES = Path(__file__).resolve().parents[2] / "src" / "kooperacja"
RULES = {
    "rules": ["models: actions views", "queries: actions"],
    "edges": ["views"],
    "closed": ["models"],
    "without_rooms": ["config", "foundation"],
}


def refused(importer: str, imported: str) -> list[str]:
    graph = ImportGraph()
    for module in (importer, imported):
        graph.add_module(f"k.{module}")
    graph.add_import(importer=f"k.{importer}", imported=f"k.{imported}")
    contract = RoomsContract(name="rooms", session_options={}, contract_options=RULES)
    found = contract.check(graph, verbose=False).metadata["refused"]
    assert isinstance(found, list)
    return found


def test_a_module_has_a_package_and_a_room() -> None:
    assert Place.of("k.cases.views.page") == Place("cases", "views")
    assert Place.of("k.cases") == Place("cases", "")
    assert Place.of("k") == Place("", "")


@pytest.mark.parametrize(
    ("importer", "imported", "reason"),
    [
        ("cases.models", "cases.actions", "models may not import actions"),
        ("cases.models", "people.actions.write", "models may not import actions"),
        ("desk.actions", "cases.views", "the views of a package are its own"),
        ("desk.views.home", "cases.models", "views may not import the models of another package"),
    ],
)
def test_a_trespass_is_refused_with_its_reason(importer: str, imported: str, reason: str) -> None:
    (line,) = refused(importer, imported)
    assert line == f"k.{importer} -> k.{imported}: {reason}"


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        ("cases.views", "cases.models"),
        ("cases.urls", "cases.views"),
        ("desk.actions", "cases.models"),
        ("config.urls", "cases.views"),
        ("cases.views", "foundation.models"),
    ],
)
def test_what_the_house_allows_is_kept(importer: str, imported: str) -> None:
    assert refused(importer, imported) == []


def test_workflows_do_not_touch_the_database() -> None:
    for path in PACKAGES.glob("*/workflow.py"):
        tree = ast.parse(path.read_text())
        names = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        assert not {name for name in names if name.startswith("django.db")}, path
        assert not {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)} & {"objects"}, path
