"""Adds to the prepared town what a Blue Card needs: an interdisciplinary team that works, and named authorisations.

Started by its journey as a program, as `serve.py` is.
"""

import sys
from datetime import datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import time_machine  # noqa: E402

import tests.journeys.serve  # noqa: E402, F401 - sets the product up.
from kooperacja.accounts.models import User  # noqa: E402
from kooperacja.config.demo.county import email  # noqa: E402
from kooperacja.directory.models import Membership  # noqa: E402
from kooperacja.teams import actions as teams  # noqa: E402
from tests.blue_cards.conftest import ORDINANCE, seated, trust  # noqa: E402
from tests.cast import Town, Worker  # noqa: E402


def worker(key: str) -> Worker:
    user = User.objects.get(email=email(key))
    return Worker(user, Membership.objects.select_related("institution").get(user=user))


def statute() -> None:
    cast = Town(workers={key: worker(key) for key in ("halina", "wanda", "anna", "iga", "jan", "piotr")})
    halina = cast.halina.actor
    about = {"variant": "statutory", "kind": "interdisciplinary", "agreement": None}
    team = teams.found_team(actor=halina, name="Zespół interdyscyplinarny w Wierzbowie", **about)
    teams.add_act(actor=halina, team=team, kind="ordinance", **ORDINANCE)
    for one, function in ((cast.iga, "coordinator"), (cast.jan, "member"), (cast.anna, "member")):
        seated(cast, team, one, function)
        trust(one)
    seated(cast, team, cast.piotr, signed=False)
    teams.start(actor=halina, team=team)


if __name__ == "__main__":
    with time_machine.travel(datetime.fromisoformat(sys.argv[1]), tick=False):
        statute()
