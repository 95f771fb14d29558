"""Serves the real product with the cast in a fresh database, at an instant of its own.

Started by the journeys as a program: ``python tests/journeys/serve.py prepare INSTANT`` fills a migrated database,
``python tests/journeys/serve.py PORT INSTANT`` serves a filled one. The database and the data folder come from the
environment, as in an installation.
"""

import os
import sys
from datetime import datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
os.environ["DJANGO_SETTINGS_MODULE"] = "kooperacja.config.settings"

import django  # noqa: E402 - settings come first.
import time_machine  # noqa: E402

django.setup()

from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402

from kooperacja.agreements.actions import rederive  # noqa: E402
from kooperacja.agreements.labels import Category, Level, Purpose  # noqa: E402
from kooperacja.agreements.models import Clause  # noqa: E402
from kooperacja.config.demo.people import CLAUSE  # noqa: E402
from tests.cast import START, Town, town  # noqa: E402


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """The journeys read the pages, not a log."""


def prepare() -> None:
    cover_health(town())


def cover_health(cast: Town) -> None:
    """The centre may ask whether the labour office may learn of health: what nobody may offer, nobody can refuse."""
    since = {"valid_from": START, "recorded_at": START}
    way = {"giver": cast.at("gops"), "receiver": cast.at("pup")}
    told = {**CLAUSE, "paragraph": "§ 4 ust. 3", "max_level": Level.SPECIAL}
    Clause.objects.create(
        agreement=cast.agreement, purpose=Purpose.JOINT_HELP, category=Category.HEALTH, **way, **told, **since
    )
    rederive(cast.agreement.pk)


def serve(port: int) -> None:
    server = ThreadedWSGIServer(("127.0.0.1", port), Quiet)
    server.set_app(get_wsgi_application())
    print("ready", flush=True)  # noqa: T201 - what the journeys wait for.
    server.serve_forever()


def main(what: str, instant: datetime) -> None:
    with time_machine.travel(instant, tick=True):
        prepare() if what == "prepare" else serve(int(what))


if __name__ == "__main__":
    main(sys.argv[1], datetime.fromisoformat(sys.argv[2]))
