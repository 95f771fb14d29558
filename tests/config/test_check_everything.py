from argparse import Namespace
from itertools import product
from pathlib import Path

import pytest
from _pytest.mark.expression import Expression

from kooperacja.config import cluster, machine, testing
from kooperacja.config.testing import Step, Tally

EVERYTHING = Namespace(fast=False, full=False, units=False, k=None, paths=[])


@pytest.fixture(autouse=True)
def _by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setenv("LANGUAGE", "en")


UNITS = "units and house (SQLite)"
ON_SQLITE = [UNITS, "pages, installation, surfaces (SQLite)", "proofs (SQLite)"]


def titles(options: Namespace, tally: Tally) -> list[str]:
    with testing.ExitStack() as stack:
        return [step.title for step in testing._steps(options, tally, stack)]


def test_style_comes_before_tests_and_tests_run_on_both_databases_and_in_the_browser(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("KOOPERACJA_TEST_POSTGRES_URL", "postgresql://somewhere/db")
    monkeypatch.setattr(machine, "chromium", lambda: "/usr/bin/chromium")
    tally = Tally()
    found = titles(EVERYTHING, tally)
    assert found[:7] == [
        "mypy",
        "tests are prepared (SQLite)",
        "ruff format --check",
        "ruff check",
        "lint-imports",
        "djlint",
        "makemigrations --check",
    ]
    assert found[-7:] == [
        *ON_SQLITE,
        "units, pages, installation, surfaces (PostgreSQL)",
        "proofs (PostgreSQL)",
        "browser (SQLite)",
        "browser (PostgreSQL)",
    ]


def test_what_the_machine_lacks_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KOOPERACJA_TEST_POSTGRES_URL", raising=False)
    for name in ("chromium", "postgresql"):
        monkeypatch.setattr(machine, name, lambda: None)
    monkeypatch.setattr(machine, "program", lambda *names: None)
    tally = Tally()
    assert titles(EVERYTHING, tally)[-3:] == ON_SQLITE
    assert [lack.partition(" ")[0].rstrip(":") for lack in tally.missing] == ["gettext", "PostgreSQL", "Chromium"]


def test_a_fast_run_is_style_types_and_units(monkeypatch: pytest.MonkeyPatch) -> None:
    fast = Namespace(fast=True, full=False, units=False, k=None, paths=[])
    assert titles(fast, Tally())[-2:] == [UNITS, "pages and installation (SQLite)"]
    assert len(titles(fast, Tally())) == 9


@pytest.mark.parametrize("full", [False, True])
def test_each_test_is_in_one_step_and_only_the_long_ones_may_be_in_none(
    monkeypatch: pytest.MonkeyPatch, full: bool
) -> None:
    monkeypatch.setattr(machine, "chromium", lambda: "/usr/bin/chromium")
    monkeypatch.setattr(testing, "_postgresql", lambda tally, stack: "")
    with testing.ExitStack() as stack:
        everything = Namespace(fast=False, full=full, units=False, k=None, paths=[])
        steps = list(testing._steps(everything, Tally(), stack))
    asking = [step.command for step in steps if "pytest" in step.command and step.counted]
    chosen = [words[words.index("-m", 3) + 1] for words in asking]
    for marks in product((False, True), repeat=6):
        known = dict(zip(("browser", "proof", "surface", "installation", "served", "full"), marks, strict=True))
        if sum((known["browser"], known["proof"], known["surface"])) > 1:
            continue
        times = sum(Expression.compile(one).evaluate(lambda name: known[name]) for one in chosen)  # noqa: B023
        assert times == (0 if known["full"] and not full else 1), known


def test_units_alone_are_one_step() -> None:
    assert titles(Namespace(fast=False, full=False, units=True, k=None, paths=[]), Tally()) == [UNITS]


def test_a_narrowed_run_checks_only_the_named_tests() -> None:
    narrowed = Namespace(fast=True, full=False, units=False, k="accepts", paths=["tests/cases"])
    with testing.ExitStack() as stack:
        steps = list(testing._steps(narrowed, Tally(), stack))
    assert {step.command[-3:] for step in steps} == {("-k", "accepts", "tests/cases")}


@pytest.mark.parametrize(("ci", "code"), [("", 0), ("true", 1)])
def test_missing_is_a_failure_only_in_ci(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], ci: str, code: int
) -> None:
    monkeypatch.setenv("CI", ci)
    tally = Tally(missing=["Chromium: the pages were not tried in a browser"], passed=7, skipped=1)
    assert testing._report(tally, 61.0) == code
    said = capsys.readouterr().out
    assert "NOT TRIED, missing on this machine - Chromium" in said
    assert said.splitlines()[-1] == "kooperacja: 7 passed, 0 failed, 1 skipped"


def test_steps_are_counted_and_a_failed_one_is_remembered(tmp_path: object) -> None:
    tally = Tally()
    testing._perform_in_turn(iter([Step("good", ("true",)), Step("bad", ("false",))]), tally)
    assert tally.failures == ["bad"]
    assert testing._report(tally, 1.0) == 1


def test_steps_beside_one_another_meet_and_a_failed_one_is_heard_when_it_has_ended(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    tally = Tally()
    # Each waits until the other has begun: one after the other they would never end.
    meet = 'touch "$1"; while ! test -e "$2"; do sleep 0.01; done; echo "said by $1" >&2; exit $3'
    names = [str(tmp_path / name) for name in ("left", "right")]
    steps = [
        Step(code, ("sh", "-c", meet, "sh", *order, code), beside=True)
        for order, code in ((names, "0"), (names[::-1], "1"))
    ]
    testing._perform_beside(iter(steps), tally)
    assert tally.failures == ["1"]
    assert sorted(title for title, _seconds, _outcome in tally.rows) == ["0", "1"]
    said = capfd.readouterr().out
    assert f"said by {names[1]}" in said
    assert f"said by {names[0]}" not in said


@pytest.mark.parametrize(("narrowed", "failures"), [(True, []), (False, ["pytest (none)"])])
def test_a_whole_run_that_finds_no_test_has_failed(narrowed: bool, failures: list[str]) -> None:
    tally = Tally()
    # What pytest answers when it collected nothing; its arguments are of no interest here.
    command = ("sh", "-c", f"exit {testing.NOTHING_COLLECTED}", "pytest")
    testing._perform_in_turn(iter([Step("pytest (none)", command, may_find_nothing=narrowed)]), tally)
    assert tally.failures == failures
    assert tally.rows[0][2] == "no test was found"


def test_a_throwaway_postgresql_starts_and_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    programs = machine.postgresql()
    if programs is None:
        pytest.skip("no PostgreSQL on this machine")
    import psycopg

    with cluster.throwaway_postgresql(programs) as address:
        with psycopg.connect(address.rpartition("/")[0] + "/postgres") as connection:
            row = connection.execute("SHOW fsync").fetchone()
        assert row == ("off",)
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(address)
