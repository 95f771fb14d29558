"""Serves the real product with the cast in a fresh database, at an instant of its own.

Started by the journeys as a program: ``python tests/journeys/serve.py prepare INSTANT`` fills a migrated database,
``python tests/journeys/serve.py PORT INSTANT`` serves a filled one, and goes to another instant when a line says so.
The database and the data folder come from the environment, as in an installation.
"""

import os
import sys
from datetime import datetime
from pathlib import Path
from threading import Thread

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
os.environ["DJANGO_SETTINGS_MODULE"] = "kooperacja.config.settings"

import django  # noqa: E402 - settings come first.
import time_machine  # noqa: E402

django.setup()

from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402

from kooperacja.config.demo.agreed import approve_texts  # noqa: E402
from kooperacja.config.demo.county import PLACES, POSTS  # noqa: E402
from kooperacja.config.demo.people import ORDINARY  # noqa: E402
from kooperacja.directory.models import Institution  # noqa: E402
from tests.cast import START, Town, cover_health, founded, hired, town  # noqa: E402
from tests.kept import beside_fresh  # noqa: E402


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """The journeys read the pages, not a log."""


def prepare() -> None:
    cast = town()
    cover_health(cast)
    with time_machine.travel(START, tick=False):
        approve_texts(cast.filip.actor, cast.halina.actor)
        neighbours(cast)


def neighbours(cast: Town) -> None:
    """Who heads the county's centre, and a bureau of citizens' advice; the leaflet says where the centre is."""
    cast.workers["malgorzata"] = hired(cast, "malgorzata", POSTS["malgorzata"])
    cast.institutions["bpo"] = founded("bpo", PLACES["bpo"])
    cast.workers["zofia"] = hired(cast, "zofia", POSTS["zofia"], categories=ORDINARY)
    Institution.objects.filter(key="gops").update(address="ul. Szkolna 2", phone="00 500 100 200")


def serve(port: int) -> None:
    server = ThreadedWSGIServer(("127.0.0.1", port), Quiet)
    server.set_app(get_wsgi_application())
    print("ready", flush=True)  # noqa: T201 - what the journeys wait for.
    server.serve_forever()


def follow(clock: time_machine.Traveller) -> None:
    """Each line is an instant to which the town goes: a story of months is told in one town."""
    for line in sys.stdin:
        clock.move_to(datetime.fromisoformat(line.strip()))
        print("moved", flush=True)  # noqa: T201 - what the journeys wait for.


def main(what: str, instant: datetime) -> None:
    with time_machine.travel(instant, tick=True) as clock:
        if what == "prepare":
            prepare()
            return
        Thread(target=follow, args=(clock,), daemon=True).start()
        with beside_fresh():
            serve(int(what))


if __name__ == "__main__":
    main(sys.argv[1], datetime.fromisoformat(sys.argv[2]))
