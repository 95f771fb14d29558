"""Whether the server lives, and whether it can serve: for the machine that watches it. No data is in it."""

from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse

from kooperacja.access.snapshot import snapshot
from kooperacja.audit.actions import can_be_written
from kooperacja.config import machine
from kooperacja.keys.queries import trouble


def live(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return _answer({})


def ready(request: HttpRequest) -> HttpResponse:
    """Database, trail, clock, root keys and data folder are as serving needs them."""
    try:
        found = {"database": _migrated(), "trail": can_be_written(), "clock": _in_time(), "keys": not trouble()}
    except DatabaseError:
        found = {"database": False}
    return _answer(found | {"data_folder": machine.writable(Path(settings.DATA_DIR))})


def _answer(found: dict[str, bool]) -> HttpResponse:
    good = all(found.values())
    response = JsonResponse({"ok": good, "checks": found}, status=200 if good else 503)
    response["Cache-Control"] = "no-store"
    return response


def _migrated() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _in_time() -> bool:
    with snapshot() as shot:
        return not shot.clock_behind
