"""Every address is in the table of routes, says what it shows and why, and asks who comes."""

import ast
import inspect
import json
import re
from collections import Counter
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.test import Client
from django.urls import resolve, reverse
from django.urls.exceptions import NoReverseMatch

from kooperacja.access.models import Guarded
from kooperacja.agreements.labels import Purpose
from kooperacja.config.cli import main
from kooperacja.foundation.routes import TABLE, Route
from tests.cast import Town
from tests.house import exceptions
from tests.house.addresses import Served, nothing_at, served
from tests.house.tree import Finding, assert_kept, calls, each, modules, templates

SERVED = served()
ROUTES = [(one, one.route) for one in SERVED if one.route is not None]
# Kinds of pages that show protected rows: one row, or what a desk composes of many.
CLIENT_KINDS = {model._meta.model_name for model in apps.get_models() if issubclass(model, Guarded)} | {"desk", "row"}
OPEN_KINDS = {"public", "account"}
PAGES = [(one, route) for one, route in ROUTES if not one.is_for_programs]
WRITING = [one for one, route in PAGES if "POST" in route.methods]
GUARDED = [one for one, route in PAGES if route.needs_sign_in]
# Rows of clients are looked at in test_forbidden_is_missing.py.
OPEN_ROWS = [one for one, route in PAGES if one.parameters and route.needs_actor and route.resource not in CLIENT_KINDS]


def at(one: Served) -> str:
    return f"/{one.path} ({one.name})"


# ---- The table


def test_every_address_is_in_the_table_or_is_a_named_page_of_a_library() -> None:
    assert_kept((Finding(one.name, at(one)) for one in SERVED if one.route is None), exceptions.LIBRARY_PAGES)


def test_every_route_of_the_table_is_served_once_and_at_its_own_path() -> None:
    """I24: every route has an entry in the table."""
    assert {one.name for one, _ in ROUTES} == set(TABLE)
    assert [name for name, times in Counter(one.name for one in SERVED).items() if times > 1] == []
    assert [at(one) for one, route in ROUTES if one.path != route.path] == []


def test_no_address_hides_another() -> None:
    hidden = [at(one) for one in SERVED if resolve(nothing_at(one)).view_name != one.name]
    assert hidden == []


def test_the_command_prints_the_same_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["routes", "--json"]) == 0
    printed = {row["name"]: row for row in json.loads(capsys.readouterr().out)}
    assert printed.keys() == {one.name for one in SERVED}
    for one, route in ROUTES:
        row = printed[one.name]
        assert row["path"] == f"/{one.path}"
        assert row["resource"] == route.resource
        assert tuple(row["methods"]) == route.methods
        assert row["purpose"] == route.purpose
        assert row["sign_in"] == (route.resource != "public")


@each("one, route", ROUTES, lambda value: getattr(value, "name", ""))
def test_a_route_says_what_it_shows_and_why(one: Served, route: Route) -> None:
    assert set(route.methods) <= {"GET", "POST"} | ({"PATCH"} if one.is_for_programs else set())
    assert route.methods
    if route.resource in CLIENT_KINDS:
        assert route.purpose in Purpose.values, "a page of clients has exactly one purpose"
    else:
        assert route.resource in OPEN_KINDS | exceptions.OTHER_KINDS.keys(), "what kind of page is it?"
        assert route.purpose == "", "a purpose is for reading about clients"


@each("one, route", ROUTES, lambda value: getattr(value, "name", ""))
def test_a_route_has_a_check_that_takes_the_actor_and_gives_a_verdict(one: Served, route: Route) -> None:
    signature = inspect.signature(route.check)
    needed = [name for name, given in signature.parameters.items() if given.default is inspect.Parameter.empty]
    assert needed == ["actor"]
    assert str(signature.return_annotation).endswith("Verdict'>")
    home = route.check.__module__
    assert home == "kooperacja.foundation.routes" or home.split(".")[2] == "access"


def test_no_kind_of_page_is_named_for_nothing() -> None:
    assert exceptions.OTHER_KINDS.keys() - {route.resource for _, route in ROUTES} == set()


def test_paths_are_polish_without_diacritics_and_end_in_a_slash() -> None:
    plain = re.compile(r"([a-z0-9-]+/|<[a-z_]+:[a-z_]+>/)*")
    machine = re.compile(r"livez|readyz|api/v1(/[a-z_.-]+|/<(slug|int):[a-z_]+>)+")
    assert [at(one) for one in SERVED if not plain.fullmatch(one.path) and not machine.fullmatch(one.path)] == []


# ---- Names in the source


def _names_in_python() -> list[tuple[str, str]]:
    return [
        (first.value, f"{module.where}:{call.lineno}")
        for module in modules()
        for call, name in calls(module)
        if name in {"reverse", "reverse_lazy", "redirect", "url"} and call.args
        for first in [call.args[0]]
        if isinstance(first, ast.Constant) and isinstance(first.value, str) and re.fullmatch(r"\w+:\w+", first.value)
    ]


def _names_in_templates() -> list[tuple[str, str]]:
    return [
        (name, path.as_posix())
        for path in templates()
        for name in re.findall(r"""\burl\(\s*["']([\w:]+)["']""", path.read_text(encoding="utf-8"))
    ]


def test_every_address_that_the_source_names_exists() -> None:
    known = {one.name for one in SERVED}
    named = [*_names_in_python(), *_names_in_templates()]
    assert named
    assert_kept(Finding(name, where) for name, where in named if name not in known)


# ---- Who comes


def test_who_is_not_signed_in_is_sent_to_the_sign_in(client: Client, db: None) -> None:
    sign_in = reverse("account_login")
    for one in GUARDED:
        address = nothing_at(one)
        answer = client.generic(one.route.methods[0], address)
        assert (answer.status_code, answer.headers.get("Location", "").split("?")[0]) == (302, sign_in), at(one)


def test_a_public_page_opens_for_everybody(client: Client, db: None) -> None:
    for one, route in ROUTES:
        if route.resource == "public" and "GET" in route.methods:
            # One that names something by a secret answers a wrong secret as an address of nothing.
            expected = 404 if one.parameters else 200
            assert client.get(nothing_at(one)).status_code == expected, at(one)


def test_an_account_without_a_membership_is_sent_to_choose_a_role(client: Client, db: None) -> None:
    from kooperacja.accounts.models import User

    client.force_login(User.objects.create_user("obcy@nikt.example", full_name="Osoba Bez Roli"))
    choose = reverse("directory:act_as")
    for one, route in PAGES:
        if route.needs_actor:
            answer = client.generic(route.methods[0], nothing_at(one))
            place, _question, _next = answer.headers.get("Location", "").partition("?next=")
            assert (answer.status_code, place) == (302, choose), at(one)


@pytest.mark.once
def test_a_method_that_is_not_declared_is_refused(cast: Town, as_worker: Any) -> None:
    browser = as_worker(cast.halina)
    for one, route in ROUTES:
        for method in {"GET", "POST", "DELETE"} - set(route.methods):
            assert browser.generic(method, nothing_at(one)).status_code == 405, f"{method} {at(one)}"


# ---- Forms


def test_no_view_is_exempt_from_the_mark_against_forged_forms() -> None:
    assert "django.middleware.csrf.CsrfViewMiddleware" in settings.MIDDLEWARE
    exempt = {one.name for one in SERVED if getattr(one.pattern.callback, "csrf_exempt", False)}
    assert exempt == {one.name for one in SERVED if one.is_for_programs}, "a key is no cookie, all else needs the mark"


def test_a_forged_form_is_refused_everywhere(cast: Town, as_worker: Any) -> None:
    browser = as_worker(cast.anna)
    browser.handler.enforce_csrf_checks = True
    for one in WRITING:
        answer = browser.post(nothing_at(one), {})
        assert answer.status_code == 403, at(one)


# ---- What is not there


def test_a_row_that_does_not_exist_is_not_found_at_every_address(cast: Town, as_worker: Any) -> None:
    """Or the route's own check has refused before. Never a fault, never a page."""
    browser, wrong = as_worker(cast.halina), []
    for one in OPEN_ROWS:
        expected = 404 if one.route.check(cast.halina.actor) else 403
        for method in one.route.methods:
            status = browser.generic(method, nothing_at(one)).status_code
            if status != expected:
                wrong.append(f"{method} {at(one)}: {status}, not {expected}")
    assert wrong == []


def test_an_address_that_leads_nowhere_is_the_same_page(cast: Town, as_worker: Any) -> None:
    browser = as_worker(cast.anna)
    assert browser.get("/nie-ma-takiej-strony/").status_code == 404
    with pytest.raises(NoReverseMatch):
        reverse("desk:nothing")
