"""`test`: everything that must hold, in one order, on both databases and in a real browser.

What this machine lacks is left out and said loudly at the end; with `CI=true` it is a failure.
"""

import os
import subprocess
import sys
import sysconfig
import tempfile
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from gettext import gettext as _
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path
from xml.etree import ElementTree as Xml

from kooperacja.config import machine, terminal, words
from kooperacja.foundation.commands import Command
from kooperacja.foundation.errors import RuleBroken

NOTHING_COLLECTED = 5
# Each test is in one step. Units and the house are answered in a minute, so that they are asked after every change;
# each further step costs the start of its processes, so there are few.
BROWSER = "browser"
APART = "not browser and not proof"
UNITS = f"{APART} and not served and not installation and not surface"
FAST = f"{APART} and not surface and (served or installation)"
SERVED = f"{APART} and (served or installation or surface)"
# Where tests of a kind stand, so that their step need not read all others; `tests/conftest.py` refuses them elsewhere.
PLACES = {"proof": ("tests/kernel/", "tests/rls/"), "browser": ("tests/journeys/", "tests/ui/")}
# Here stands no unit, so that the step of units need not read these; refused there too.
NO_UNITS = ("tests/api/", "tests/deadlines/", "tests/journeys/", "tests/kernel/", "tests/surfaces/")
OTHERS = ("browser", "proof", "served", "installation", "surface")


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to run; `database` is the address that tests use, empty for SQLite. In the folder `kept` the steps
    of a run leave to one another what need not be made twice. Neighbours that are `beside` are run at the same time;
    what is not `counted` asks nothing.

    A narrowed run may well name no test of one kind; a whole run that finds none is broken.
    """

    title: str
    command: tuple[str, ...]
    database: str = ""
    may_find_nothing: bool = False
    kept: str = ""
    beside: bool = False
    counted: bool = True


@dataclass(frozen=True, slots=True)
class Done:
    """A step that has ended: its code, what it said if that was kept, and its tests (passed, failed, skipped)."""

    step: Step
    seconds: float
    code: int
    said: str
    counts: tuple[int, int, int]


@dataclass(slots=True)
class Tally:
    """What has been run so far, and what could not be."""

    rows: list[tuple[str, float, str]] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    passed: int = 0
    failed: int = 0
    skipped: int = 0


def _arguments(parser: ArgumentParser) -> None:
    pace = parser.add_mutually_exclusive_group()
    pace.add_argument("--fast", action="store_true", help=_("style, types, units and installation on SQLite only"))
    pace.add_argument("--units", action="store_true", help=_("units and the house on SQLite only"))
    pace.add_argument("--full", action="store_true", help=_("also the long proofs"))
    parser.add_argument("-k", metavar="TEXT", help=_("only tests whose names hold the text"))
    parser.add_argument("paths", nargs="*", metavar="PATH", help=_("only tests of these files"))


def _run(options: Namespace) -> int:
    root = machine.checkout()
    if root is None or find_spec("pytest") is None:
        sentence = _("Tests need the source checkout and its tools: run `./kooperacja test` there.")
        raise RuleBroken("test.no_checkout", sentence)
    os.chdir(root)
    tally, began = Tally(), time.monotonic()
    with ExitStack() as stack:
        kept = stack.enter_context(tempfile.TemporaryDirectory(prefix="kooperacja-run-"))
        for beside, steps in groupby(_steps(options, tally, stack), lambda step: step.beside):
            perform = _perform_beside if beside else _perform_in_turn
            perform((replace(step, kept=kept) for step in steps), tally)
    _note_missing_python(tally)
    return _report(tally, time.monotonic() - began)


# ---- What is run


def _steps(options: Namespace, tally: Tally, stack: ExitStack) -> Iterator[Step]:
    narrowed = bool(options.k or options.paths)
    if not narrowed and not options.units:
        yield from (replace(step, beside=True) for step in _quick_steps(options, tally))
    yield _tests("units and house (SQLite)", options, UNITS)
    if options.units:
        return
    if options.fast:
        yield _tests("pages and installation (SQLite)", options, FAST)
        return
    yield _tests("pages, installation, surfaces (SQLite)", options, SERVED)
    yield _tests("proofs (SQLite)", options, "proof")
    database = _postgresql(tally, stack)
    if database:
        yield _tests("units, pages, installation, surfaces (PostgreSQL)", options, APART, database)
        yield _tests("proofs (PostgreSQL)", options, "proof", database)
    if machine.chromium() is None:
        tally.missing.append(_("Chromium: the pages were not tried in a browser"))
        return
    yield _tests("browser (SQLite)", options, BROWSER)
    if database:
        yield _tests("browser (PostgreSQL)", options, BROWSER, database)


def _quick_steps(options: Namespace, tally: Tally) -> Iterator[Step]:
    """What one processor does each. The first are the longest, so that nobody waits for one at the end."""
    yield Step("mypy", _tool("mypy"))
    yield _prepared()
    yield from _static_steps()
    if not options.fast:
        yield from _catalogue_steps(tally)


def _prepared() -> Step:
    """Reads every test, so that it is compiled, and sets the database of one up, which is kept for all."""
    words = (sys.executable, "-m", "pytest", "-n", "0", "-q", "--setup-only", "-m", "prepared")
    return Step("tests are prepared (SQLite)", words, counted=False)


def _tool(name: str, *arguments: str) -> tuple[str, ...]:
    return str(Path(sysconfig.get_path("scripts")) / name), *arguments


def _static_steps() -> Iterator[Step]:
    yield Step("ruff format --check", _tool("ruff", "format", "--check", "--quiet"))
    yield Step("ruff check", _tool("ruff", "check"))
    yield Step("lint-imports", _tool("lint-imports"))
    yield Step("djlint", _tool("djlint", "src", "--lint", "--quiet"))
    migrations = ("-m", "django", "makemigrations", "--check", "--dry-run")
    yield Step("makemigrations --check", (sys.executable, *migrations))


def _catalogue_steps(tally: Tally) -> Iterator[Step]:
    msgfmt = machine.program("msgfmt")
    if msgfmt is None:
        tally.missing.append(_("gettext: the catalogues were not read by msgfmt"))
        return
    each = 'for one in "$@"; do "$0" -c -o /dev/null "$one" || exit 1; done'
    catalogues = (str(path) for path in sorted(Path("src").rglob("*.po")))
    yield Step("msgfmt", ("sh", "-c", each, msgfmt, *catalogues))


def _tests(title: str, options: Namespace, markers: str, database: str = "") -> Step:
    chosen = markers if options.full else f"{markers} and not full"
    # While a browser paints, its test waits: one more at a time leaves no processor idle.
    workers = str((os.cpu_count() or 1) + 1) if markers == BROWSER else "auto"
    command = [sys.executable, "-m", "pytest", "-n", workers, "--dist", "worksteal", "--durations=10", "-m", chosen]
    if options.k:
        command += ["-k", options.k]
    narrowed = bool(options.k or options.paths)
    passed_over = [f"--ignore={place}" for place in NO_UNITS] if markers == UNITS and not narrowed else ()
    places = options.paths or PLACES.get(markers, passed_over)
    return Step(title, (*command, *places), database, may_find_nothing=narrowed)


def _postgresql(tally: Tally, stack: ExitStack) -> str:
    given = os.environ.get("KOOPERACJA_TEST_POSTGRES_URL", "")
    programs = machine.postgresql()
    if given or programs is None:
        if not given:
            tally.missing.append(_("PostgreSQL 15 or newer: nothing was tried on it"))
        return given
    # PostgreSQL's accounts exist on Unix only; serving works elsewhere too.
    from kooperacja.config.cluster import ClusterFailed, throwaway_postgresql  # noqa: PLC0415

    try:
        return stack.enter_context(throwaway_postgresql(programs))
    except (ClusterFailed, OSError) as error:
        reason = _("PostgreSQL is installed but did not start: %(reason)s")
        tally.missing.append(reason % {"reason": str(error).splitlines()[-1]})
        return ""


def _note_missing_python(tally: Tally) -> None:
    newest = Path.home() / ".pyenv" / "versions"
    if sys.version_info < (3, 13) and not machine.program("python3.13") and not list(newest.glob("3.13*")):
        terminal.say(_("Python 3.13 was not found; CI tries it in any case."), "yellow")


# ---- Running it


def _environment(step: Step) -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if name != "LANGUAGE"}
    return clean | {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "KOOPERACJA_TESTING": "1",
        "KOOPERACJA_DATABASE_URL": step.database,
        # A server that is given outlives the run, which would leave its database there.
        "KOOPERACJA_TEST_KEPT": "" if os.environ.get("KOOPERACJA_TEST_POSTGRES_URL") else step.kept,
        "LC_ALL": "C.UTF-8",
    }


def _perform_in_turn(steps: Iterator[Step], tally: Tally) -> None:
    for step in steps:
        terminal.say(f"\n━━ {step.title}", "bold")
        _note(_performed(step), tally)


def _perform_beside(steps: Iterator[Step], tally: Tally) -> None:
    """As many at a time as there are processors. What a failed one has said is shown when it has ended."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for ended in as_completed([pool.submit(_performed, step) for step in steps]):
            done = ended.result()
            if done.code:
                terminal.say(f"\n{done.said}".rstrip())
            _note(done, tally)


def _performed(step: Step) -> Done:
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder) / "junit.xml"
        extra = [f"--junit-xml={record}"] if "pytest" in step.command and step.counted else []
        words, place = [*step.command, *extra], _environment(step)
        into = subprocess.PIPE if step.beside else None
        ran = subprocess.run(words, env=place, check=False, stdout=into, stderr=into and subprocess.STDOUT, text=True)  # noqa: S603 - our own tools.
        counts = _counts(record)
    return Done(step, time.monotonic() - began, ran.returncode, ran.stdout or "", counts)


def _note(done: Done, tally: Tally) -> None:
    step = done.step
    nothing = "pytest" in step.command and done.code == NOTHING_COLLECTED
    good = done.code == 0 or (nothing and step.may_find_nothing)
    outcome = _("no test was found") if nothing else _("passed") if good else _("FAILED")
    if not good:
        tally.failures.append(step.title)
    passed, failed, skipped = done.counts
    tally.passed, tally.failed, tally.skipped = tally.passed + passed, tally.failed + failed, tally.skipped + skipped
    tally.rows.append((step.title, done.seconds, outcome))
    terminal.say(f"━━ {step.title}: {outcome}, {done.seconds:.1f} s", "green" if good else "red")


def _counts(record: Path) -> tuple[int, int, int]:
    """Passed, failed, skipped."""
    passed = failed = left_out = 0
    if record.exists():
        for suite in Xml.parse(record).getroot().iter("testsuite"):  # noqa: S314 - pytest wrote it just now.
            total, *kinds = (int(suite.get(name, 0)) for name in ("tests", "failures", "errors", "skipped"))
            failures, errors, skipped = kinds
            failed += failures + errors
            left_out += skipped
            passed += total - failures - errors - skipped
    return passed, failed, left_out


def _report(tally: Tally, seconds: float) -> int:
    strict = os.environ.get("CI", "").lower() in {"1", "true"}
    terminal.say("")
    headings = (_("Step"), _("Seconds"), _("Result"))
    terminal.show_table(
        headings,
        [(title, f"{took:.1f}", outcome) for title, took, outcome in tally.rows],
        styles=["red" if title in tally.failures else "" for title, _took, _outcome in tally.rows],
    )
    for lack in tally.missing:
        terminal.say(_("NOT TRIED, missing on this machine - %(what)s.") % {"what": lack}, "bold yellow")
    bad = bool(tally.failures) or (strict and bool(tally.missing))
    verdict = _("Something failed: %(what)s.") if bad else _("Everything passed.")
    named = ", ".join([*tally.failures, *(tally.missing if strict else [])])
    terminal.say(verdict % {"what": named}, "bold red" if bad else "bold green")
    minutes, rest = divmod(round(seconds), 60)
    terminal.say(_("Time: %(minutes)d min %(seconds)d s") % {"minutes": minutes, "seconds": rest})
    # Kept in English and in this form: programs that read test runs look for it.
    terminal.say(f"kooperacja: {tally.passed} passed, {tally.failed} failed, {tally.skipped} skipped")
    return 1 if bad else 0


def _messages_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("packages", nargs="*", metavar="PACKAGE", help=_("all, if none is named"))
    parser.add_argument("--check", action="store_true", help=_("change nothing, only report"))


def _messages(options: Namespace) -> int:
    root = machine.checkout()
    if root is None or find_spec("babel") is None:
        sentence = _("Catalogues are kept in the source checkout; run `./kooperacja test` there once.")
        raise RuleBroken("messages.no_checkout", sentence)
    flags = ["--check"] if options.check else []
    command = [sys.executable, str(root / "tools" / "messages.py"), *flags, *options.packages]
    return subprocess.run(command, check=False).returncode  # noqa: S603 - our own tool.


COMMANDS = (
    Command("test", words.gettext_noop("Check everything"), _arguments, _run),
    Command(
        "messages",
        words.gettext_noop("Keep the Polish catalogues complete"),
        _messages_arguments,
        _messages,
    ),
)
