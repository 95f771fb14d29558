"""What a program reads is what the page shows, through the same queries (I6)."""

from typing import Any

from kooperacja.cases import actions as cases
from kooperacja.cases.models import Case
from tests.cast import MONDAY, Town
from tests.referrals import story


def family(cast: Town, name: str = "Malinowscy") -> Case:
    anna = cast.anna.actor
    case = cases.open_case(actor=anna, family_name=name, learned_on=MONDAY.date(), key_worker_id=cast.anna.user.pk)
    cases.add_member(actor=anna, case=case, first_name="Ola", last_name=name, kinship="daughter")
    return case


def test_the_reader_is_told_as_whom_the_program_acts(cast: Town, at_monday: Any, program: Any) -> None:
    told = program(cast.anna).get("/me").json()
    assert told["name"] == "Anna Lis"
    assert told["acts_as"]["institution_id"] == cast.at("gops").pk
    assert told["token"]["scope"] == "write"


def test_every_list_and_every_row_opens(cast: Town, at_monday: Any, program: Any) -> None:
    case, side = family(cast), story.sent(cast)
    anna = program(cast.anna)
    people = anna.get(f"/cases/{case.ref}").json()["people"]
    places = [
        "/institutions",
        f"/institutions/{cast.at('gops').pk}",
        "/agreements",
        f"/agreements/{cast.agreement.ref}",
        "/cases",
        f"/cases/{case.ref}",
        f"/cases/{case.ref}/family",
        f"/people/{people[0]['ref']}",
        "/referrals",
        f"/referrals/{side.referral.ref}",
        "/referrals/choices",
        "/notices",
        f"/explain?kind=case&id={case.pk}",
        f"/who-can-see?kind=case&id={case.pk}",
    ]
    for place in places:
        answer = anna.get(place)
        assert answer.status_code == 200, (place, answer.content)
        assert answer.headers["Content-Type"] == "application/json; charset=utf-8"
        assert answer.headers["Cache-Control"] == "no-store"
