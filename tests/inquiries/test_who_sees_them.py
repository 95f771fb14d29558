"""A side of a request and its text answer „why can I see this” and „who sees this”, and name nobody."""

from typing import Any

import pytest

from kooperacja.access.door import visible
from kooperacja.access.snapshot import snapshot
from kooperacja.inquiries.models import InquirySide, InquiryText
from tests.cast import Town
from tests.inquiries.conftest import HELP, Ask


@pytest.mark.parametrize("model", [InquirySide, InquiryText])
def test_its_worker_is_told_and_a_stranger_finds_nothing(cast: Town, question: Ask, as_worker: Any, model: Any) -> None:
    question()
    for worker in (cast.anna, cast.tomasz):
        with snapshot():
            [row] = visible(model, worker.actor, HELP).owned().all("pk", limit=1)
        for path in ("dlaczego", "kto-widzi"):
            address = f"/{path}/{model._meta.model_name}/{row.pk}/"
            answer = as_worker(worker).get(address)
            assert answer.status_code == 200
            assert "Malinowsk" not in answer.content.decode()
            assert as_worker(cast.jan).get(address).status_code == 404
