"""`kooperacja bench pages`: whole pages, signed in, over fifty thousand referrals, each request by another
person; the list beside those that an ordinary view, the admin and DRF make of the same rows.
"""

import re
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, nullcontext
from typing import Any

from django.db import connection
from django.test import Client

from bench import stores
from bench.access import as_application, let_the_application_in
from bench.peers.settings import HAS_DRF
from bench.rounds import Act, Case, Goal, Report, measure, opened, verdict
from bench.town import CROWD, SUPERVISORS, WORKERS, build
from kooperacja.access import wall
from kooperacja.accounts.models import User
from kooperacja.cases.models import Case as Family
from kooperacja.config import terminal
from kooperacja.directory.models import Membership
from kooperacja.referrals.models import Side

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
OURS, ORDINARY, ADMIN, DRF, BARE = "our list", "ordinary view", "Django admin", "DRF", "bare SQL, template"
LIST = "/skierowania/"
PEERS = {ORDINARY: "/peers/ordinary/", BARE: "/peers/bare/", ADMIN: "/peers/admin/referrals/side/"}
# Milliseconds of the middle request, and how much longer each peer should take.
MOST, TIMES = 8, {ORDINARY: 2, DRF: 5, ADMIN: 50}
# References of rows as each page writes them; the admin's and DRF's stand alone.
REF = re.compile(r'(?:data-ref="|href="/skierowania/|"ref":"|field-ref[^>]*>(?:<a[^>]*>)?)([0-9a-z-]{8,})["/<]')
LEAST_ROWS = 2000


def main(options: Namespace) -> int:
    rows = max(min(options.rows, 50_000), LEAST_ROWS)
    with ExitStack() as stack:
        name = stores.built(f"pages_{rows}", lambda: build(rows))
        stack.enter_context(stores.connected(stack.enter_context(stores.working_copy(name))))
        let_the_application_in()
        report = opened(stack, options, bench="pages", rows=rows)
        for case in _cases():
            if options.only in case.name:
                measure(case, report, options.rounds)
        _tell_statements(report)
    return verdict(report)


def _cases() -> Iterator[Case]:
    supervisors, workers = _crowd(SUPERVISORS), _crowd(WORKERS)
    peers = {**PEERS, **({DRF: "/peers/drf/"} if HAS_DRF else {})}
    if not HAS_DRF:
        terminal.complain("DRF is not installed and is left out: pip install -r bench/requirements.txt")
    acts = {OURS: _act(supervisors, LIST), **{name: _act_of_peer(supervisors, peers[name]) for name in peers}}
    goals = [Goal(OURS, most=MOST), *(Goal(name, OURS, least=TIMES.get(name)) for name in peers)]
    yield Case("list of referrals, first page, supervisor", acts, goals, same=tuple(acts))
    for name, address in _pages().items():
        pair = {WORKERS: _act(workers, address), SUPERVISORS: _act(supervisors, address)}
        yield Case(f"page: {name}", pair, [Goal(WORKERS), Goal(SUPERVISORS)])


def _act(crowd: Sequence[Client], address: str) -> Act:
    """On PostgreSQL the product runs in the role that the policies bind, as when it is installed."""
    around = as_application if wall.is_possible() else nullcontext
    return Act(_asker(crowd, address), repeat=CROWD, around=around)


def _act_of_peer(crowd: Sequence[Client], address: str) -> Act:
    """Peers ask past the door, and policies would show them nothing."""
    return Act(_asker(crowd, address), repeat=CROWD)


def _asker(crowd: Sequence[Client], address: str) -> Callable[[int], Any]:
    """Each request by the next of the crowd; answers with the rows that the page shows, in their order."""

    def ask(number: int) -> list[str]:
        answer = crowd[number % len(crowd)].get(address)
        if answer.status_code != 200:
            raise RuntimeError(f"{address}: {answer.status_code}")
        return list(dict.fromkeys(REF.findall(answer.content.decode())))

    return ask


def _pages() -> dict[str, str]:
    """The main pages; the referral and the family are those that each of the two kinds of readers sees."""
    family = Family._base_manager.get()
    side = Side._base_manager.select_related("referral").filter(anchor=family.anchor).order_by("pk")[0]
    return {
        "list of referrals": LIST,
        "home": "/",
        "inbox": "/skrzynka/",
        "list of families": "/rodziny/",
        "referral": f"/skierowania/{side.referral.ref}/",
        "case file": f"/rodziny/{family.ref}/",
    }


def _crowd(kind: str) -> list[Client]:
    users = User.objects.filter(email__startswith=kind).order_by("pk")
    return [_signed_in(user) for user in users]


def _signed_in(user: User) -> Client:
    client = Client(SERVER_NAME="localhost")
    client.force_login(user, backend=BACKEND)
    membership = Membership.objects.get(user=user)
    session = client.session
    session["membership"], session["institution"] = membership.pk, membership.institution_id
    session.save()
    return client


def _tell_statements(report: Report) -> None:
    worker, supervisor = _crowd(WORKERS)[0], _crowd(SUPERVISORS)[0]
    rows = [(name, *(str(_number(one, address)) for one in (worker, supervisor))) for name, address in _pages().items()]
    terminal.say("\nstatements of a page", "bold")
    terminal.show_table(("", WORKERS, SUPERVISORS), rows)


def _number(client: Client, address: str) -> int:
    heard: list[str] = []

    def hear(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        heard.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(hear):
        client.get(address)
    return len(heard)
