"""`kooperacja bench access`: the door to protected rows over a million of them, beside an owner's list
without any rights and beside the one OR of all grounds (docs/performance.md).
"""

from argparse import Namespace
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial

from django.db import connection

from bench import changes, stores
from bench.asked import DOOR, OWNER, PAGE, WHOLE_OR, Asked
from bench.county import County, build
from bench.rounds import SQL, Act, Case, Goal, measure, opened, verdict
from kooperacja.access import wall

TIMES_OWNER, TIMES_OR, TIMES_WALL, TIMES_TEN = 10, 100, 2.5, 1.3
ROLE = "kooperacja_measured"
LEAST_ROWS = 2000


def main(options: Namespace) -> int:
    rows = max(options.rows, LEAST_ROWS)
    with ExitStack() as stack:
        name = stack.enter_context(stores.working_copy(_base(rows, options.seed)))
        stack.enter_context(stores.connected(name))
        let_the_application_in()
        report = opened(stack, options, bench="access", rows=rows)
        asked = Asked(County(rows, options.seed))
        for case in _cases(asked, options.seed, stack):
            if options.only in case.name:
                measure(case, report, options.rounds)
    return verdict(report)


def _base(rows: int, seed: int) -> str:
    return stores.built(f"access_{rows}_{seed}", lambda: build(rows, seed))


def let_the_application_in() -> None:
    if wall.is_possible():
        wall.lay()
        wall.admit(ROLE, "")


# ---- What is measured


@dataclass(frozen=True, slots=True)
class Crowd:
    """Workers of one kind, who ask in turn; for some the one OR is timed too, which takes long."""

    name: str
    of: str
    beside_or: bool = False


CROWDS = (
    Crowd("worker of 60 dossiers", "workers", beside_or=True),
    Crowd("worker of 60 dossiers in the largest institution", "colleagues"),
    Crowd("supervisor of 60,000 dossiers in a million rows", "supervisors", beside_or=True),
    Crowd("partner's worker", "partners", beside_or=True),
    Crowd("worker in an emergency", "rescuers"),
)


def _cases(asked: Asked, seed: int, stack: ExitStack) -> Iterator[Case]:
    for crowd in CROWDS:
        yield _page(asked, crowd)
    yield _deep(asked)
    yield from _single(asked)
    for crowd in CROWDS[1:3]:
        yield from _lists(asked, crowd)
    if wall.is_possible():
        for crowd in CROWDS[:4]:
            yield _walled(asked, crowd)
    if asked.county.rows >= 10 * LEAST_ROWS:
        yield from _tenth(asked, seed, stack)
    yield from changes.cases(asked)
    for crowd in CROWDS:
        if crowd.beside_or:
            yield _beside_or(asked, crowd)


def _page(asked: Asked, crowd: Crowd) -> Case:
    actors = getattr(asked, crowd.of)
    return Case(
        f"page of a {crowd.name}",
        {
            DOOR: Act(partial(asked.page, actors)),
            OWNER: Act(partial(asked.owner_page, actors)),
            WHOLE_OR: Act(partial(asked.whole_page, actors), repeat=0),
        },
        (Goal(DOOR, OWNER, most=TIMES_OWNER, by=SQL), Goal(DOOR, OWNER)),
        same=(DOOR, WHOLE_OR),
    )


def _beside_or(asked: Asked, crowd: Crowd) -> Case:
    """By itself: reading the whole table drives all else out of the memory of the processor and the engine."""
    actors = getattr(asked, crowd.of)
    return Case(
        f"beside one OR, page of a {crowd.name}",
        {DOOR: Act(partial(asked.page, actors)), WHOLE_OR: Act(partial(asked.whole_page, actors), repeat=1)},
        (Goal(WHOLE_OR, DOOR, least=TIMES_OR, by=SQL),),
    )


def _deep(asked: Asked) -> Case:
    cursor, start = asked.deep()
    one = asked.supervisors[:1]
    return Case(
        f"page {start // PAGE + 1} of a supervisor",
        {
            "deep": Act(partial(asked.page, one, after=cursor)),
            "first": Act(partial(asked.page, one)),
            WHOLE_OR: Act(partial(asked.whole_page, one, start=start), repeat=0),
        },
        # Differences under 1.5 mean nothing on a shared machine.
        (Goal("deep", "first", most=1.5, by=SQL), Goal("deep", "first", most=1.5)),
        same=("deep", WHOLE_OR),
    )


def _single(asked: Asked) -> Iterator[Case]:
    for crowd in (CROWDS[0], CROWDS[3]):
        yield from _single_of(asked, crowd)
    yield Case(
        "who can see one object",
        {"who can see": Act(asked.seers), "asked one by one": Act(asked.seers_one_by_one, repeat=1)},
        (Goal("who can see", "asked one by one"),),
        same=("who can see", "asked one by one"),
    )


def _single_of(asked: Asked, crowd: Crowd) -> Iterator[Case]:
    actors = getattr(asked, crowd.of)
    yield Case(
        f"one object, {crowd.name}",
        {DOOR: Act(partial(asked.one, actors)), OWNER: Act(partial(asked.bare_one, actors))},
        (Goal(DOOR, OWNER, by=SQL), Goal(DOOR, OWNER)),
        same=(DOOR, OWNER),
    )
    yield Case(
        f"explain one object, {crowd.name}",
        {"explain": Act(partial(asked.explained, actors)), "decide": Act(partial(asked.decided, actors))},
        (Goal("explain", "decide"),),
        same=("explain", "decide"),
    )


def _lists(asked: Asked, crowd: Crowd) -> Iterator[Case]:
    actors = getattr(asked, crowd.of)
    yield Case(
        f"count up to a thousand, {crowd.name}",
        {
            DOOR: Act(partial(asked.count, actors)),
            OWNER: Act(partial(asked.owner_count, actors)),
            WHOLE_OR: Act(partial(asked.whole_count, actors), repeat=0),
        },
        (Goal(DOOR, OWNER, by=SQL), Goal(DOOR, OWNER)),
        same=(DOOR, WHOLE_OR),
    )
    yield Case(
        f"search of a family in the list of cases, {crowd.name}",
        {
            DOOR: Act(partial(asked.search, actors), repeat=3),
            OWNER: Act(partial(asked.owner_search, actors), repeat=3),
            WHOLE_OR: Act(partial(asked.whole_search, actors), repeat=0),
        },
        (Goal(DOOR, OWNER, by=SQL), Goal(DOOR, OWNER)),
        same=(DOOR, WHOLE_OR),
    )


def _walled(asked: Asked, crowd: Crowd) -> Case:
    page = partial(asked.page, getattr(asked, crowd.of))
    return Case(
        f"row-level security, page of a {crowd.name}",
        {"with policies": Act(page, around=as_application), "without": Act(page)},
        (Goal("with policies", "without", most=TIMES_WALL), Goal("with policies", "without", by=SQL)),
        same=("with policies", "without"),
    )


@contextmanager
def as_application() -> Iterator[None]:
    """In the role that the policies bind (docs/how-to/operate.md)."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {ROLE}")
        try:
            yield
        finally:
            cursor.execute("RESET ROLE")


def _tenth(asked: Asked, seed: int, stack: ExitStack) -> Iterator[Case]:
    """The same pages over a tenth of the rows, in the same run."""
    rows = asked.county.rows // 10
    with stores.connected(_base(rows, seed)) as other:
        less = Asked(County(rows, seed))
    stack.callback(other.close)
    there = partial(stores.passing_through, other)
    for crowd in CROWDS[:4]:
        all_of, tenth_of = getattr(asked, crowd.of), getattr(less, crowd.of)
        yield Case(
            f"ten times the rows, page of a {crowd.name}",
            {"all": Act(partial(asked.page, all_of)), "a tenth": Act(partial(less.page, tenth_of), around=there)},
            (Goal("all", "a tenth", most=TIMES_TEN, by=SQL), Goal("all", "a tenth")),
        )
