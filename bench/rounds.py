"""Things run alternately, A B A B, their results compared first; what a round took, and what was hoped for."""

import json
import statistics
import subprocess
import time
from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

from django.db import connection
from typing_extensions import override

from kooperacja.access import permit
from kooperacja.access.snapshot import read_transaction
from kooperacja.config import terminal

ROOT = Path(__file__).resolve().parents[1]
WHOLE, SQL = "whole", "SQL"
# Seconds: of comparisons, after which one is enough, and of one act.
LONG, SLOW = 5, 1


@dataclass(frozen=True, slots=True)
class Act:
    """One of the things compared. `run` is given the number of the repetition and returns what the others
    must return too; one without repetitions is only compared. `around` is entered before the clock starts.
    What an act changes, `undo` takes back.
    """

    run: Callable[[int], Any]
    repeat: int = 5
    around: Callable[[], AbstractContextManager[Any]] = nullcontext
    undo: Callable[[int], Any] | None = None


@dataclass(frozen=True, slots=True)
class Goal:
    """The ratio of two acts (or, without the second one, the seconds of the first), by their whole time
    or by that of the database alone.
    """

    over: str
    under: str = ""
    most: float | None = None
    least: float | None = None
    by: str = WHOLE

    @override
    def __str__(self) -> str:
        return f"{self.over} / {self.under}, {self.by}" if self.under else f"{self.over}, ms"

    def value(self, taken: Mapping[str, "Taken"]) -> float:
        name = "sql" if self.by == SQL else "whole"
        over: float = getattr(taken[self.over], name)
        return over / getattr(taken[self.under], name) if self.under else over * 1000

    def limit(self) -> str:
        return f"<= {self.most:g}" if self.most is not None else f">= {self.least:g}" if self.least is not None else ""

    def is_met(self, value: float) -> bool:
        return (self.most is None or value <= self.most) and (self.least is None or value >= self.least)


@dataclass(frozen=True, slots=True)
class Case:
    """Acts over the same data. Those of `same` must return the same."""

    name: str
    acts: Mapping[str, Act]
    goals: Sequence[Goal] = ()
    same: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds of one act in one round: of its best repetition, because whoever else uses the processor
    delays long acts more than short ones. On SQLite they are seconds of the processor, because all is
    done by this process; only waiting for the disk at a commit is left out. On PostgreSQL they are of
    the clock, and `python` is what this process was busy.
    """

    whole: float
    sql: float
    python: float = 0.0


@dataclass(slots=True)
class Report:
    """Prints as it goes, and keeps a line of JSON a round."""

    facts: Mapping[str, Any]
    lines: TextIO | None = None
    missed: list[str] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)

    def round(self, case: Case, number: int, taken: Mapping[str, Taken]) -> None:
        if self.lines is None:
            return
        line = {
            **self.facts,
            "case": case.name,
            "round": number,
            "seconds": {name: round(one.whole, 7) for name, one in taken.items()},
            "sql_seconds": {name: round(one.sql, 7) for name, one in taken.items()},
            "python_seconds": {name: round(one.python, 7) for name, one in taken.items()},
            "ratio": {str(goal): round(goal.value(taken), 4) for goal in case.goals},
        }
        self.lines.write(json.dumps(line, ensure_ascii=False) + "\n")
        self.lines.flush()

    def differs(self, case: str, what: str) -> None:
        self.differences.append(f"{case}: {what}")
        terminal.complain(f"DIFFERENCE: {case}: {what}")

    def case(self, case: Case, rounds: Sequence[Mapping[str, Taken]]) -> None:
        terminal.say(f"\n{case.name}", "bold")
        rows = []
        for name in rounds[0]:
            whole = statistics.median(taken[name].whole for taken in rounds) * 1000
            sql = statistics.median(taken[name].sql for taken in rounds) * 1000
            python = statistics.median(taken[name].python for taken in rounds) * 1000
            rows.append((name, f"{whole:.2f}", f"{sql:.2f}", f"{python:.2f}"))
        terminal.show_table(("", "ms", "database", "Python"), rows)
        for goal in case.goals:
            self._goal(case, goal, [goal.value(taken) for taken in rounds])

    def _goal(self, case: Case, goal: Goal, values: Sequence[float]) -> None:
        middle = statistics.median(values)
        said = f"{goal}: {middle:.2f} ({min(values):.2f}-{max(values):.2f})"
        if not goal.limit():
            terminal.say(f"  {said}")
            return
        met = goal.is_met(middle)
        if not met:
            self.missed.append(f"{case.name}: {said}, goal {goal.limit()}")
        terminal.say(f"  {said}, goal {goal.limit()}: {'met' if met else 'MISSED'}", "green" if met else "yellow")


def opened(stack: ExitStack, options: Namespace, **facts: Any) -> Report:
    """A report on the database that is connected now; its lines are closed with the stack."""
    lines = stack.enter_context(options.json.open("a", encoding="utf-8")) if options.json else None
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version" if connection.vendor == "postgresql" else "SELECT sqlite_version()")
        [version] = cursor.fetchone()
    engine = f"{connection.vendor} {version.split()[0]}"
    report = Report({**facts, "engine": engine, "seed": options.seed, "commit": commit()}, lines)
    terminal.say(", ".join(f"{fact} {value}" for fact, value in report.facts.items()))
    return report


def verdict(report: Report) -> int:
    """Tells what was missed; a missed goal is no failure, a difference is one."""
    terminal.say("")
    for goal in report.missed:
        terminal.say(f"missed: {goal}", "yellow")
    for difference in report.differences:
        terminal.complain(f"different: {difference}")
    return 1 if report.differences else 0


def commit() -> str:
    command = ["git", "-C", str(ROOT), "rev-parse", "--short", "HEAD"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return done.stdout.strip()


def measure(case: Case, report: Report, rounds: int) -> None:
    """Compare, then time. A difference is told, and nothing of that case is timed. A case without goals
    only compares. One round is a trial: nothing is repeated in it.
    """
    if not _agree(case, report):
        return
    if not case.goals:
        terminal.say(f"\n{case.name}: the same", "bold")
        return
    taken = []
    for number in range(rounds):
        acts = {name: act for name, act in case.acts.items() if act.repeat}
        taken.append({name: _timed(act, number, act.repeat if rounds > 1 else 1) for name, act in acts.items()})
        report.round(case, number, taken[-1])
    report.case(case, taken)


def _agree(case: Case, report: Report) -> bool:
    """Ask three times, or once where that takes long."""
    began = time.perf_counter()
    for number in range(3):
        found = {name: _result(case.acts[name], number) for name in case.same}
        if len({repr(value) for value in found.values()}) > 1:
            report.differs(case.name, f"{number}: " + "; ".join(f"{n} {_short(v)}" for n, v in found.items()))
            return False
        if time.perf_counter() - began > LONG:
            break
    return True


def _short(value: Any) -> str:
    words = repr(value)
    return words if len(words) <= 200 else f"{words[:200]}…"


def _result(act: Act, number: int) -> Any:
    with act.around():
        found = act.run(number)
        if act.undo:
            act.undo(number)
    return found


def _timed(act: Act, round_number: int, repeat: int) -> Taken:
    found = []
    for number in range(round_number * repeat, (round_number + 1) * repeat):
        with act.around():
            found.append(_once(act, number))
    return Taken(*(min(getattr(one, name) for one in found) for name in ("whole", "sql", "python")))


def _once(act: Act, number: int) -> Taken:
    clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter
    listener = Listener(clock)
    with connection.execute_wrapper(listener):
        began, busy = clock(), time.process_time()
        act.run(number)
        whole, own = clock() - began, time.process_time() - busy
    if act.undo:
        act.undo(number)
    sql = listener.alone(whole)
    return Taken(whole, sql, whole - sql if connection.vendor == "sqlite" else own)


class Listener:
    """Hears the statements of an act. Those that read are sent once more, bare, to learn what the database
    alone needs, with its rows fetched: SQLite works while they are fetched.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self.clock = clock
        self.heard: list[tuple[str, Any, Any]] = []
        self.inside = 0.0
        self.writes = False

    def __call__(self, execute: Any, sql: str, params: Any, many: Any, context: Any) -> Any:
        began = self.clock()
        try:
            return execute(sql, params, many, context)
        finally:
            self.inside += self.clock() - began
            self.heard.append((sql, params, permit._permit.get()))
            self.writes = self.writes or sql[:6].upper() in permit.CHANGES

    def alone(self, whole: float) -> float:
        """Seconds of the database. What takes long is all in it, and is not asked twice."""
        if whole > SLOW:
            return whole
        return self.inside if self.writes else self._again()

    def _again(self) -> float:
        spent = 0.0
        with ExitStack() as stack, connection.cursor() as cursor:
            stack.enter_context(read_transaction())
            for sql, params, claim in self._selects():
                with permit.permit(claim) if claim else nullcontext():
                    began = self.clock()
                    cursor.execute(sql, params)
                    cursor.fetchall()
                    spent += self.clock() - began
        return spent

    def _selects(self) -> Iterator[tuple[str, Any, Any]]:
        return ((sql, params, claim) for sql, params, claim in self.heard if sql.lstrip("( ").startswith("SELECT"))
