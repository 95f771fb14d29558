"""Each row of a diagnosis answers „why can I see this” and „who sees this”, and names nobody."""

from typing import Any

from kooperacja.access.door import visible
from kooperacja.access.snapshot import snapshot
from kooperacja.diagnosis import actions
from kooperacja.diagnosis.models import AreaRating, Diagnosis, Workshop
from tests.cast import Town
from tests.diagnosis.conftest import HELP, held, rating


def test_its_worker_is_told_and_a_stranger_finds_nothing(
    cast: Town, assessed: Any, made: Diagnosis, as_worker: Any
) -> None:
    actions.rate_area(actor=cast.anna.actor, diagnosis=made, area="health", rating=rating())
    held(cast.anna, assessed)
    anna, jan = as_worker(cast.anna), as_worker(cast.jan)
    for model in (Diagnosis, AreaRating, Workshop):
        with snapshot():
            [row] = visible(model, cast.anna.actor, HELP).owned().all("pk", limit=1)  # type: ignore[type-var]
        for path in ("dlaczego", "kto-widzi"):
            address = f"/{path}/{model._meta.model_name}/{row.pk}/"
            answer = anna.get(address)
            assert answer.status_code == 200, address
            assert "Malinowsk" not in answer.content.decode()
            assert jan.get(address).status_code == 404
