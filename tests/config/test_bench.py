import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from bench import rounds
from bench.pages import REF
from bench.rounds import SQL, Act, Case, Goal, Report, Taken
from kooperacja.config import benching, cli, machine
from kooperacja.foundation.commands import Command

ROWS = 2000


def bench(folder: Path, *given: str) -> subprocess.CompletedProcess[str]:
    """The command as people start it; its data lie in `folder`."""
    bare = {name: value for name, value in os.environ.items() if not name.startswith(("KOOPERACJA_", "DJANGO_"))}
    command = [sys.executable, "-m", "kooperacja", "bench", *given]
    environment = bare | {"LANGUAGE": "en", "KOOPERACJA_DATA_DIR": str(folder)}
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300, check=False)


def server() -> list[str]:
    """The option that names the server of PostgreSQL on which the tests run; nothing on SQLite."""
    if connection.vendor == "sqlite":
        return []
    asked = connection.settings_dict
    return [f"--database=postgresql://{asked['USER']}:{asked['PASSWORD']}@{asked['HOST']}:{asked['PORT']}/postgres"]


@pytest.fixture
def _no_data_left() -> Any:
    """On PostgreSQL the data lie on the server, which outlives the test."""
    yield
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"kooperacja_bench_%_{ROWS}_%"])
            for (name,) in cursor.fetchall():
                cursor.execute(f'DROP DATABASE "{name}"')


@pytest.mark.long
@pytest.mark.once
@pytest.mark.installation
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_no_data_left")
def test_the_access_benchmark_finds_the_same_rows_each_way_and_writes_a_line_a_round(tmp_path: Path) -> None:
    lines = tmp_path / "rounds.jsonl"
    done = bench(tmp_path, "access", f"--rows={ROWS}", "--rounds=1", "--seed=7", f"--json={lines}", *server())
    assert done.returncode == 0, done.stdout + done.stderr
    assert "DIFFERENCE" not in done.stdout + done.stderr
    rows = [json.loads(line) for line in lines.read_text(encoding="utf-8").splitlines()]
    assert {row["bench"] for row in rows} == {"access"}
    assert {(row["rows"], row["seed"], row["engine"].split()[0]) for row in rows} == {(ROWS, 7, connection.vendor)}
    measured = {row["case"] for row in rows}
    assert {"page of a partner's worker", "withdraw a consent", "rebuild of all pacts"} <= measured
    walled = any(name.startswith("row-level security") for name in measured)
    assert walled == (connection.vendor == "postgresql")
    assert all(row["seconds"] and set(row["seconds"]) == set(row["sql_seconds"]) for row in rows)


@pytest.mark.full
@pytest.mark.once
@pytest.mark.installation
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_no_data_left")
def test_the_pages_benchmark_finds_the_same_rows_on_each_page_and_writes_a_line_a_round(tmp_path: Path) -> None:
    lines = tmp_path / "rounds.jsonl"
    done = bench(tmp_path, "pages", f"--rows={ROWS}", "--rounds=1", f"--json={lines}", *server())
    assert done.returncode == 0, done.stdout + done.stderr
    assert "DIFFERENCE" not in done.stdout + done.stderr
    rows = [json.loads(line) for line in lines.read_text(encoding="utf-8").splitlines()]
    [of_list] = [row for row in rows if row["case"].startswith("list of referrals")]
    assert {"our list", "ordinary view", "Django admin", "bare SQL, template"} <= set(of_list["seconds"])
    assert {"page: home", "page: referral", "page: case file"} <= {row["case"] for row in rows}


def test_the_pages_benchmark_compares_fifty_rows_and_not_none() -> None:
    """The rows that each page shows are found by their references, as each of the pages writes them."""
    for page in (
        '<tr data-ref="{}">',
        '<a href="/skierowania/{}/">',
        '{{"ref":"{}"}}',
        '<td class="field-ref">{}</td>',
    ):
        assert REF.findall(page.format("92nkhb7dzz5q")) == ["92nkhb7dzz5q"]


@pytest.mark.django_db
def test_a_difference_of_results_is_told_and_nothing_is_timed(capsys: pytest.CaptureFixture[str]) -> None:
    report = Report({})
    acts = {"one": Act(lambda _number: [1, 2]), "other": Act(lambda number: [1, 2 + number])}
    rounds.measure(Case("two lists", acts, (Goal("one", "other"),), same=("one", "other")), report, rounds=1)
    assert [difference.split(":")[0] for difference in report.differences] == ["two lists"]
    said = capsys.readouterr()
    assert "DIFFERENCE: two lists" in said.err
    assert "one / other" not in said.out


def test_a_goal_is_judged_by_the_median_of_the_ratios(capsys: pytest.CaptureFixture[str]) -> None:
    goal = Goal("ours", "theirs", most=2, by=SQL)
    case = Case("a page", {}, (goal,))
    taken = [{"ours": Taken(9, ours), "theirs": Taken(1, 1)} for ours in (1.0, 3.0, 9.0)]
    report = Report({})
    report.case(case, taken)
    assert report.missed == ["a page: ours / theirs, SQL: 3.00 (1.00-9.00), goal <= 2"]
    assert "MISSED" in capsys.readouterr().out
    assert not goal.is_met(3.0)
    assert goal.is_met(2.0)


@pytest.mark.parametrize("checkout", [None, "an installed package"])
def test_the_command_says_where_benchmarks_are_kept(
    checkout: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.setattr(machine, "checkout", lambda: checkout and tmp_path)
    assert cli.main(["bench", "access"]) == cli.REFUSED
    assert "Benchmarks are kept in the source checkout" in capsys.readouterr().err


def test_an_unknown_benchmark_is_refused_with_the_names_of_those_that_exist(tmp_path: Path) -> None:
    done = bench(tmp_path, "nothing")
    assert done.returncode == cli.REFUSED
    assert "access" in done.stderr


def test_the_command_is_one_of_those_that_need_no_settings() -> None:
    [command] = benching.COMMANDS
    assert isinstance(command, Command)
    assert command in cli.PLAIN
