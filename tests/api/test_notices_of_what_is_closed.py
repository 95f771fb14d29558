"""A notice stays with who got it; what it is about is named only while it is open. Found by `--full`."""

from typing import Any

import pytest

from kooperacja.cases.actions import appoint_worker, recall_worker
from kooperacja.cases.models import Case
from kooperacja.notices.actions import send
from tests.cast import Town

pytestmark = pytest.mark.usefixtures("at_monday")


def told(program: Any) -> list[tuple[str, int]]:
    return [(one["about_kind"], one["about_id"]) for one in program.get("/notices").json()["items"]]


def test_who_was_recalled_is_not_told_the_number_of_the_case_again(cast: Town, case: Case, program: Any) -> None:
    appoint_worker(actor=cast.anna.actor, case=case, user_id=cast.iga.user.pk)
    iga = program(cast.iga)
    assert told(iga) == [("case", case.pk)]
    recall_worker(actor=cast.anna.actor, case=case, user_id=cast.iga.user.pk)
    assert told(iga) == []


def test_what_is_open_is_found_behind_what_is_closed(cast: Town, case: Case, program: Any) -> None:
    iga, gops = program(cast.iga), cast.at("gops").pk
    send(to=[cast.iga.user.pk], institution_id=gops, code="agreement.signed", about=cast.agreement.about())
    for _time in range(3):
        send(to=[cast.iga.user.pk], institution_id=gops, code="case.appointed", about=case.about())
    assert iga.get("/notices?limit=1").json()["items"][0]["about_kind"] == "agreement"
