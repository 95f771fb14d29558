"""The whole way of a referral and of an agreement by programs: moves come from the workflow tables."""

from typing import Any

import pytest

from kooperacja.agreements.moves import AGREEMENT_MOVES
from kooperacja.audit.models import Entry
from kooperacja.blue_cards.moves import CARD_MOVES
from kooperacja.cases.moves import CASE_MOVES
from kooperacja.config.api import description
from kooperacja.disclosures.moves import DISCLOSURE_MOVES
from kooperacja.foundation.moves import Moves
from kooperacja.inquiries.moves import INQUIRY_MOVES
from kooperacja.meetings.moves import MEETING_MOVES
from kooperacja.plans.moves import PLAN_MOVES
from kooperacja.referrals.moves import REFERRAL_MOVES
from kooperacja.tasks.moves import TASK_MOVES
from tests.cast import Town
from tests.referrals import story

TABLES = (AGREEMENT_MOVES, CASE_MOVES, DISCLOSURE_MOVES, INQUIRY_MOVES, PLAN_MOVES, REFERRAL_MOVES, TASK_MOVES)
TABLES = (AGREEMENT_MOVES, CARD_MOVES, CASE_MOVES, DISCLOSURE_MOVES, INQUIRY_MOVES, MEETING_MOVES, REFERRAL_MOVES)
# Made by the passing of a deadline, and by what follows the agreement.
OF_NOBODY = {"close_unconfirmed", "renew"}
# Made with the disclosure itself, by one act that takes a case; by it a request for access is answered. The first entry
# of a card begins its monitoring, and its group is named by an act that takes a list.
WITH_THE_ROW = {"monitor", "name_group", "disclose", "ask", "share", "approve", "sign", "amend"}
PLURAL = {"inquiry": "inquiries", "bluecard": "blue-cards"}


def moves_of(answer: Any) -> set[str]:
    assert answer.status_code == 200, answer.content
    return {move["name"] for move in answer.json()["available_moves"]}


@pytest.mark.parametrize("moves", TABLES, ids=lambda moves: moves.flow.name)
def test_every_move_that_people_make_has_an_endpoint(moves: Moves) -> None:
    assert {move.name for move in moves.flow.moves} - moves.acts.keys() <= OF_NOBODY | WITH_THE_ROW
    start = f"/{PLURAL.get(moves.flow.name, moves.flow.name + 's')}/{{ref}}/moves/"
    paths = (path.partition(start)[2] for path in description()["paths"])
    served = {name for name in paths if name}
    assert served == moves.acts.keys()


def test_a_referral_goes_its_whole_way(cast: Town, at_monday: Any, program: Any) -> None:
    piotr, anna = program(cast.piotr), program(cast.anna)
    choices = piotr.get("/referrals/choices").json()
    assert cast.at("gops").pk in {one["value"] for one in choices["institutions"]}
    letter = {
        "addressee_id": cast.at("gops").pk,
        "request": "Rozpoznanie sytuacji rodziny.",
        "reason": "34 godziny nieobecności.",
        "first_name": "Ola",
        "basis": "school_duty",
    }
    ref = piotr.post("/referrals", letter).json()["ref"]
    path = f"/referrals/{ref}"
    assert anna.get(path).status_code == 404
    piotr.edit(path, {"last_name": "Malinowska", "place": "Wierzbowo"})
    assert "send" in moves_of(piotr.get(path))
    assert piotr.post(f"{path}/moves/send").json()["state"]["value"] == "sent"
    assert anna.get("/notices").json()["items"][0]["code"] == "referral.send"
    assert moves_of(anna.get(path)) == {"receive"}
    assert piotr.get(path).json()["state"]["value"] == "sent", "reading alone receives nothing"
    assert "accept" in moves_of(anna.post(f"{path}/moves/receive"))
    assert "assign" in moves_of(anna.post(f"{path}/moves/accept"))
    case = {"family_name": "Malinowscy", "learned_on": "2026-11-02", "key_worker_id": cast.anna.user.pk}
    opened = anna.post(f"{path}/moves/open_case", case | {"kinship": "daughter"})
    assert opened.json()["case"]["ref"]
    assert anna.post(f"{path}/moves/report_done", {"text": "Pomoc jest."}).json()["state"]["value"] == "answered"
    assert piotr.get(path).json()["answers"][0]["text"] == "Pomoc jest."
    assert piotr.post(f"{path}/moves/confirm").json()["state"]["value"] == "closed"
    assert Entry.objects.filter(action="referral.confirm", via="api").count() == 1


def test_who_gives_a_referral_out_of_his_hands_gets_no_content(cast: Town, at_monday: Any, program: Any) -> None:
    side = story.accepted(cast)
    answer = program(cast.anna).post(f"/referrals/{side.referral.ref}/moves/assign", {"worker_id": cast.ewa.user.pk})
    assert (answer.status_code, answer.content) == (204, b"")


def test_an_agreement_is_drafted_with_parties_and_clauses(cast: Town, at_monday: Any, program: Any) -> None:
    halina = program(cast.halina)
    ref = halina.post("/agreements", {"title": "Porozumienie próbne"}).json()["ref"]
    path = f"/agreements/{ref}"
    halina.edit(path, {"number": "9/2026", "valid_until": "2027-12-31"})
    halina.post(f"{path}/parties", {"institution_id": cast.at("school").pk})
    clause = {"paragraph": "§ 1", "purpose": "joint_help", "category": "family", "max_level": 2}
    told = halina.post(f"{path}/clauses", clause | {"basis_act": "ustawa", "basis_article": "art. 1"}).json()
    assert (len(told["parties"]), len(told["clauses"]), told["number"]) == (2, 1, "9/2026")
    assert "negotiate" in moves_of(halina.get(path))
    assert halina.post(f"{path}/moves/negotiate").json()["state"]["value"] == "negotiated"
    assert program(cast.jan).post(f"{path}/moves/discard", {"reason": "x"}).status_code == 403


def test_a_party_suspends_and_only_the_same_resumes(cast: Town, at_monday: Any, program: Any) -> None:
    halina, wanda, path = program(cast.halina), program(cast.wanda), f"/agreements/{cast.agreement.ref}"
    wrong = wanda.post(f"{path}/moves/suspend", {"code": "because"})
    assert (wrong.status_code, wrong.json()["field"]) == (422, "code")
    assert wanda.post(f"{path}/moves/suspend", {"code": "law"}).json()["state"]["value"] == "suspended"
    assert "resume" not in moves_of(halina.get(path))
    assert halina.post(f"{path}/moves/resume").status_code == 403
    assert wanda.post(f"{path}/moves/resume").json()["state"]["value"] == "in_force"


def test_a_move_that_no_workflow_has_is_missing(cast: Town, at_monday: Any, program: Any) -> None:
    side = story.received(cast)
    for name in ("nothing", "close_unconfirmed"):
        assert program(cast.anna).post(f"/referrals/{side.referral.ref}/moves/{name}").status_code == 404
