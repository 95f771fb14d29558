"""Floors: a package leans only on what stands below it, by import, by relation and by dotted name."""

import ast
from collections.abc import Iterator
from configparser import ConfigParser
from itertools import pairwise

from django.apps import apps
from django.db.migrations.loader import MigrationLoader
from django.db.models import Model

from tests.house.tree import ROOT, Finding, assert_kept, modules, packages
from tools.map import floors

FLOORS = floors()
# The height of each package; packages beside one another have the same.
HEIGHT = {place.name: -number for number, floor in enumerate(FLOORS) for place in floor}


def package_of(model: type[Model]) -> str:
    """The package that a model stands in, or nothing for a model of a library."""
    root, _, rest = model.__module__.partition(".")
    return rest.split(".")[0] if root == "kooperacja" else ""


def leans_wrongly(package: str, on: str) -> bool:
    return package != on and HEIGHT[on] >= HEIGHT[package]


def relations() -> Iterator[tuple[type[Model], str, type[Model]]]:
    """Every relation that a model declares, also by a string, also by the table of a many-to-many."""
    for model in apps.get_models(include_auto_created=True):
        for field in (*model._meta.local_fields, *model._meta.local_many_to_many):
            if field.remote_field and isinstance(field.remote_field.model, type):
                yield model, field.name, field.remote_field.model


def test_relations_of_models_point_down_only() -> None:
    assert_kept(
        Finding(f"{model._meta.label}.{field} -> {target._meta.label}", package_of(model))
        for model, field, target in relations()
        if package_of(model) and package_of(target) and leans_wrongly(package_of(model), package_of(target))
    )


def test_no_library_model_points_at_one_of_ours_but_at_the_account() -> None:
    pointed = {target._meta.label for model, _, target in relations() if package_of(target) and not package_of(model)}
    assert pointed <= {"accounts.User"}


def test_every_table_stands_on_a_floor() -> None:
    ours = {package_of(model) for model in apps.get_models()} - {""}
    assert ours <= HEIGHT.keys()


def test_migrations_depend_downwards_only() -> None:
    disk = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    assert_kept(
        Finding(f"{app}.{name} -> {on}", f"src/kooperacja/{app}/migrations/{name}.py")
        for (app, name), migration in disk.items()
        for on, _name in (*migration.dependencies, *migration.run_before)
        if app in HEIGHT and on in HEIGHT and leans_wrongly(app, on)
    )


def test_dotted_names_in_strings_point_down_only() -> None:
    """A package that is reached by a string is a dependency that import-linter does not see."""
    assert_kept(
        module.find(node, name)
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith("kooperacja.")
        for name in [node.value.split(".")[1]]
        if name in HEIGHT and module.package in HEIGHT and leans_wrongly(module.package, name)
    )


def test_import_linter_checks_the_floors_of_every_package() -> None:
    parser = ConfigParser()
    parser.read(ROOT / ".importlinter", encoding="utf-8")
    contract = parser["importlinter:contract:floors"]
    assert contract["type"] == "layers"
    assert contract["containers"] == "kooperacja"
    assert contract["exhaustive"] == "true"
    assert contract["exhaustive_ignores"].split() == ["__main__"]
    assert not {"ignore_imports", "closed_layers"} & set(contract)


def test_what_is_built_stands_on_a_floor_and_what_is_not_is_in_parentheses() -> None:
    assert {place.name for floor in FLOORS for place in floor if place.is_built} == set(packages())


def test_no_package_stands_on_two_floors() -> None:
    names = sorted(place.name for floor in FLOORS for place in floor)
    assert [a for a, b in pairwise(names) if a == b] == []


def test_case_work_stands_above_the_kernel_and_the_kernel_above_what_it_reads() -> None:
    """The order that nobody may turn round: below `access` no package knows clients."""
    order = ["config", "desk", "referrals", "cases", "people", "access", "agreements", "directory", "audit", "accounts"]
    assert [HEIGHT[name] for name in order] == sorted((HEIGHT[name] for name in order), reverse=True)


def test_the_rule_notices_what_it_forbids() -> None:
    assert leans_wrongly("access", "cases")
    assert leans_wrongly("foundation", "ui")
    assert leans_wrongly("insight", "privacy")
    assert not leans_wrongly("cases", "access")
    assert not leans_wrongly("cases", "cases")
