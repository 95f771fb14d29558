"""Adds to the prepared town what a meeting needs: PZK Wierzbowo with seven seats, and a family that most may know of.

Started by its journey as a program, as `serve.py` is.
"""

import sys
from datetime import datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import time_machine  # noqa: E402

import tests.journeys.serve  # noqa: E402, F401 - sets the product up.
from kooperacja.access.actions import appoint  # noqa: E402
from kooperacja.access.models import Capacity  # noqa: E402
from kooperacja.agreements.models import Agreement  # noqa: E402
from kooperacja.cases import actions as cases  # noqa: E402
from kooperacja.config.demo.county import CAST_PLACES  # noqa: E402
from kooperacja.directory.models import Institution  # noqa: E402
from tests.cast import MONDAY, Town  # noqa: E402
from tests.journeys.statute import worker  # noqa: E402
from tests.meetings.conftest import SEATS, founded, show_coordination  # noqa: E402


def gather() -> None:
    places = {row.key: row for row in Institution.objects.filter(key__in=CAST_PLACES)}
    cast = Town(institutions=places, workers={key: worker(key) for key in SEATS}, agreement=Agreement.objects.get())
    founded(cast)
    anna = cast.anna
    keys = {"family_name": "Malinowscy", "learned_on": MONDAY.date(), "key_worker_id": anna.user.pk}
    case = cases.open_case(actor=anna.actor, **keys)
    cases.add_member(actor=anna.actor, case=case, first_name="Marta", kinship="mother")
    for name in ("piotr", "jan", "olga", "tomasz"):
        show_coordination(cast, case, getattr(cast, name))
    ewa = {"user_id": cast.ewa.user.pk, "institution_id": cast.at("gops").pk}
    appoint(anna.actor, anchor=case.anchor, capacity=Capacity.TEAM, **ewa)


if __name__ == "__main__":
    with time_machine.travel(datetime.fromisoformat(sys.argv[1]), tick=False):
        gather()
