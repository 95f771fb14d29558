"""`kooperacja bench search`: questions of a first name and a surname, in another case and without Polish letters,
over fifty thousand people of one institution; the page of people beside the bare index that asks nobody's rights,
and beside `LIKE` on the columns of names.
"""

import statistics
import time
from argparse import Namespace
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from random import Random
from typing import Any

from django.db import connection

from bench import stores
from bench.access import as_application, let_the_application_in
from bench.rounds import Act, Case, Goal, measure, opened, verdict
from bench.town import SUPERVISORS, WORKERS, build_people
from kooperacja.access import wall
from kooperacja.access.door import visible
from kooperacja.access.permit import permit
from kooperacja.access.snapshot import snapshot
from kooperacja.agreements.labels import Purpose
from kooperacja.config import terminal
from kooperacja.directory.models import Membership
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.words import index_of, question
from kooperacja.people.models import Person
from kooperacja.search.queries import NEWEST, PAGE, search

PEOPLE, WALLED, ALL, BARE, LIKE = "page of people", "with policies", "all kinds", "bare index", "LIKE"
MOST, LEAST_ROWS, QUESTIONS = 8, 2000, 200
HELP = Purpose.JOINT_HELP


def main(options: Namespace) -> int:
    rows = max(min(options.rows, 50_000), LEAST_ROWS)
    with ExitStack() as stack:
        name = stores.built(f"people_{rows}", lambda: build_people(rows, options.seed))
        stack.enter_context(stores.connected(stack.enter_context(stores.working_copy(name))))
        let_the_application_in()
        report = opened(stack, options, bench="search", rows=rows)
        asked = questions(options.seed)
        for kind in (SUPERVISORS, WORKERS):
            if options.only in kind:
                measure(_case(kind, asked), report, options.rounds)
                _tell_slowest(kind, asked)
    return verdict(report)


def questions(seed: int) -> list[str]:
    """Of people who are there: the surname in the instrumental, half of them without Polish letters."""
    with permit():
        people = list(Person._base_manager.order_by("pk").values_list("first_name", "last_name"))
    chosen = Random(seed).choices(people, k=QUESTIONS)  # noqa: S311 - invented people.
    return [_typed(f"{first} {last}", place) for place, (first, last) in enumerate(chosen)]


def _typed(name: str, place: int) -> str:
    plain = str.maketrans("ąćęłńóśźżŁŚŻ", "acelnoszzLSZ")
    inflected = f"{name}m" if name.endswith("ki") else name
    return inflected.translate(plain) if place % 2 else inflected


def _case(kind: str, asked: Sequence[str]) -> Case:
    actor = _actor(kind)
    acts = {
        PEOPLE: Act(_in_turn(asked, lambda text: _people(actor, text)), repeat=40),
        ALL: Act(_in_turn(asked, lambda text: _everything(actor, text)), repeat=20),
        LIKE: Act(_in_turn(asked, lambda text: _like(actor, text)), repeat=10),
    }
    same = [PEOPLE]
    if wall.is_possible():
        acts[WALLED] = Act(_in_turn(asked, lambda text: _people(actor, text)), repeat=3, around=as_application)
        same.append(WALLED)
    if kind == SUPERVISORS:
        acts[BARE] = Act(_in_turn(asked, _bare), repeat=40)
        same.append(BARE)
    return Case(
        f"search, {kind}", acts, [Goal(PEOPLE, most=MOST), *(Goal(one, PEOPLE) for one in acts if one != PEOPLE)], same
    )


def _actor(kind: str) -> Actor:
    post = Membership.objects.select_related("user").filter(user__email__startswith=kind).order_by("pk")[0]
    return Actor(post.user_id, post.pk, post.institution_id, post.role, post.user.full_name)


def _in_turn(asked: Sequence[str], ask: Callable[[str], Any]) -> Callable[[int], Any]:
    return lambda number: ask(asked[number % len(asked)])


def _people(actor: Actor, text: str) -> int:
    """How many there are; their first page is read as well."""
    with snapshot():
        return sum(group.total.number for group in search(actor, HELP, text, kind="people"))


def _everything(actor: Actor, text: str) -> int:
    with snapshot():
        return len(search(actor, HELP, text))


def _like(actor: Actor, text: str) -> int:
    first = text.split(maxsplit=1)[0].casefold()
    with snapshot():
        rows = visible(Person, actor, HELP).filter(folded__contains=first)
        return len(rows.page(NEWEST, limit=PAGE).rows) + rows.count().number


def _bare(text: str) -> int:
    table = Person._meta.db_table
    where = f'"{index_of(table)}" MATCH %s' if connection.vendor == "sqlite" else "words @@ %s::tsquery"
    of = index_of(table) if connection.vendor == "sqlite" else table
    with permit(), connection.cursor() as cursor:
        cursor.execute(f'SELECT count(*) FROM "{of}" WHERE {where}', [question(text)])  # noqa: S608 - our own names.
        return int(cursor.fetchone()[0])


def _tell_slowest(kind: str, asked: Sequence[str]) -> None:
    """Each question once, of those that were not asked before as well."""
    actor, clock = _actor(kind), time.process_time if connection.vendor == "sqlite" else time.perf_counter
    taken = []
    for text in asked:
        began = clock()
        _people(actor, text)
        taken.append((clock() - began) * 1000)
    middle, slow = statistics.median(taken), statistics.quantiles(taken, n=20)[-1]
    terminal.say(f"  {len(asked)} questions of {kind}: median {middle:.1f} ms, p95 {slow:.1f} ms")
