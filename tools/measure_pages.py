"""Server time of the main pages over 50,000 referrals of one institution.

`python tools/measure_pages.py [NUMBER]` builds them in a database of its own and prints, for a worker
and for a supervisor, statements and the median time of each page, without network: of the processor for
Python, and of the clock with the database. On PostgreSQL twice: without row-level security and with it.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
# A database of this run alone, unless another one is named, which then must be empty.
FOLDER = tempfile.TemporaryDirectory()
os.environ.setdefault("KOOPERACJA_DATABASE_URL", f"sqlite:///{FOLDER.name}/pages.sqlite3")

import django  # noqa: E402 - settings come first.

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402

from kooperacja.access import wall  # noqa: E402
from kooperacja.access.actions import appoint, load_law, new_anchor  # noqa: E402
from kooperacja.access.models import Anchor, AnchorKind, Capacity  # noqa: E402
from kooperacja.agreements.labels import Category  # noqa: E402
from kooperacja.cases.actions import open_case  # noqa: E402
from kooperacja.foundation.clock import now, today  # noqa: E402
from kooperacja.referrals.models import Letter, Party, Referral, Side  # noqa: E402
from tests.cast import Town, Worker, town  # noqa: E402

ROUNDS, DOSSIERS, BATCH = 31, 60, 500
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
# Most of an old institution's referrals have ended; some are under way.
STATES = ("closed",) * 8 + ("received", "in_progress")


def build(cast: Town, number: int) -> None:
    """Received referrals of GOPS Wierzbowo: Anna works on sixty dossiers, the rest is of others."""
    gops, school, piotr = cast.at("gops"), cast.at("school"), cast.piotr.user
    inbox = Anchor.objects.get(kind=AnchorKind.INBOX, owner=gops)
    dossiers = [new_anchor(AnchorKind.DOSSIER, gops.pk) for _number in range(number // 20)]
    people = Anchor.objects.bulk_create([Anchor(kind=AnchorKind.PERSON, owner=gops) for _n in range(number)], BATCH)
    for dossier in dossiers[:DOSSIERS]:
        appoint(
            cast.anna.actor,
            user_id=cast.anna.user.pk,
            institution_id=gops.pk,
            anchor=dossier,
            capacity=Capacity.TEAM,
        )
    rows = [_referral(order, gops.pk, school.pk, piotr.pk) for order in range(number)]
    referrals = Referral._base_manager.bulk_create(rows, BATCH)
    label = {"owner": gops, "level": 1, "category": Category.COORDINATION}
    sides = Side._base_manager.bulk_create(
        [
            Side(
                **label,
                anchor=_place(row, order, dossiers, inbox),
                subject=people[order],
                referral=row,
                party=Party.ADDRESSEE,
            )
            for order, row in enumerate(referrals)
        ],
        BATCH,
    )
    label = {"owner": gops, "level": 2, "category": Category.EDUCATION}
    Letter._base_manager.bulk_create(
        [
            Letter(
                **label,
                anchor=side.anchor,
                subject=side.subject,
                side=side,
                first_name=f"Osoba {order}",
                folded=f"osoba {order}",
            )
            for order, side in enumerate(sides)
        ],
        BATCH,
    )


def _referral(order: int, gops: int, school: int, author: int) -> Referral:
    sent = now() - timedelta(hours=order)
    return Referral(
        number=f"M.{order}",
        sender_id=school,
        addressee_id=gops,
        author_id=author,
        state=STATES[order % len(STATES)],
        sent_at=sent,
        received_at=sent,
        updated_at=sent,
        due_on=today() + timedelta(days=order % 30),
    )


def _place(row: Referral, order: int, dossiers: list[Anchor], inbox: Anchor) -> Anchor:
    return inbox if row.state == "received" and order % 100 == 0 else dossiers[order % len(dossiers)]


def browser_of(worker: Worker) -> Client:
    client = Client()
    client.force_login(worker.user, backend=BACKEND)
    session = client.session
    session["membership"] = worker.membership.pk
    session.save()
    return client


def measured(worker: Worker, pages: dict[str, str]) -> Iterator[tuple[str, int, float, float, int]]:
    client = browser_of(worker)
    for name, address in pages.items():
        client.get(address)
        counted = Counted()
        with connection.execute_wrapper(counted):
            answer = client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)  # noqa: PLR2004, S101 - a tool, not a page.
        busy, whole = zip(*(_timed(client, address) for _round in range(ROUNDS)), strict=True)
        times = (statistics.median(times) * 1000 for times in (busy, whole))
        yield name, counted.number, *times, len(answer.content)


class Counted:
    """Counts the statements that pass."""

    def __init__(self) -> None:
        self.number = 0

    def __call__(self, execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
        self.number += 1
        return execute(sql, params, many, context)


def _timed(client: Client, address: str) -> tuple[float, float]:
    busy, whole = time.process_time(), time.perf_counter()
    client.get(address)
    return time.process_time() - busy, time.perf_counter() - whole


def as_application() -> None:
    """From now on a role that the policies bind; its own database is thrown away with it."""
    wall.lay()
    wall.admit("kooperacja_measured", "")
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE kooperacja_measured")


def main(number: int) -> None:
    call_command("migrate", interactive=False, verbosity=0)
    load_law()
    with transaction.atomic():
        cast = town()
        build(cast, number)
        anna = cast.anna.user.pk
        case = open_case(actor=cast.anna.actor, family_name="Malinowscy", learned_on=today(), key_worker_id=anna)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    mine = Side._base_manager.select_related("referral").filter(anchor__appointments__user=cast.anna.user).first()
    assert mine is not None  # noqa: S101
    pages = {"home": "/", "list": "/skierowania/", "referral": f"/skierowania/{mine.referral.ref}/"}
    pages |= {"inbox": "/skrzynka/", "case file": f"/rodziny/{case.ref}/"}
    print(f"{connection.vendor}, {number} referrals; statements, median ms of the processor, of the clock, bytes")
    report(cast, pages)
    if wall.is_possible():
        as_application()
        print("with row-level security")
        report(cast, pages)


def report(cast: Town, pages: dict[str, str]) -> None:
    for worker in (cast.anna, cast.halina):
        for name, statements, busy, whole, size in measured(worker, pages):
            print(f"{worker.user.full_name:<14}{name:<12}{statements:>4}{busy:>9.1f}{whole:>9.1f}{size:>9}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50_000)
