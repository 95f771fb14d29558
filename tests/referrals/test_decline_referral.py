"""A no with a reason, or a pointer to another institution."""

from typing import Any

import pytest

from kooperacja.access.snapshot import snapshot
from kooperacja.cases.models import NO_DATE
from kooperacja.foundation.errors import NotFound, RuleBroken
from kooperacja.referrals import actions, queries
from tests.cast import Town
from tests.referrals.story import JOINT_HELP, received, side_of


def test_a_decline_tells_the_sender_why_and_who_can_help(cast: Town, at_monday: Any) -> None:
    side = received(cast)
    pcpr = cast.at("pcpr")
    actions.decline(
        actor=cast.anna.actor, side=side, reason_code="not_ours", text="Zajmie się PCPR.", better_id=pcpr.pk
    )
    with snapshot():
        page = queries.referral_page(cast.piotr.actor, side_of(cast.piotr, side), JOINT_HELP)
    assert page.state.label == "Odmowa przyjęcia"
    assert page.better == (pcpr.pk, "PCPR w Brzezinie")
    assert page.last_answer is not None
    assert (page.last_answer.reason, page.last_answer.text) == ("to zadanie innej instytucji", "Zajmie się PCPR.")
    assert side.referral.due_on == NO_DATE


def test_a_decline_without_a_code_is_refused(cast: Town, at_monday: Any) -> None:
    with pytest.raises(RuleBroken) as refused:
        actions.decline(actor=cast.anna.actor, side=received(cast), reason_code="absence", text="Nie.")
    assert refused.value.code == "reason.unknown"


def test_a_redirect_names_another_institution(cast: Town, at_monday: Any) -> None:
    side = received(cast)
    keys = {"actor": cast.anna.actor, "side": side, "reason_code": "competence", "text": "To zadanie powiatu."}
    wrong_ones = ((None, "unknown"), (987_654, "unknown"), (cast.at("gops").pk, "own"))
    for wrong, code in wrong_ones:
        with pytest.raises(RuleBroken) as refused:
            actions.redirect(better_id=wrong, **keys)
        assert (refused.value.code, refused.value.field) == (f"institution.{code}", "better")
    actions.redirect(better_id=cast.at("pcpr").pk, **keys)
    assert side_of(cast.piotr, side).referral.redirected_to == cast.at("pcpr")


def test_the_letter_does_not_go_to_the_institution_that_was_named(cast: Town, at_monday: Any, as_worker: Any) -> None:
    side = received(cast)
    actions.redirect(
        actor=cast.anna.actor,
        side=side,
        better_id=cast.at("pcpr").pk,
        reason_code="competence",
        text="To zadanie powiatu.",
    )
    with pytest.raises(NotFound):
        side_of(cast.olga, side)
    page = as_worker(cast.piotr).get(f"/skierowania/{side.referral.ref}/").content.decode()
    assert "GOPS Wierzbowo wskazuje: PCPR w Brzezinie" in page
    assert "Napisz nowe skierowanie do: PCPR w Brzezinie" in page


@pytest.mark.parametrize("move", ["odmow", "przekaz"])
def test_the_form_is_a_page_and_a_dialog(cast: Town, at_monday: Any, as_worker: Any, move: str) -> None:
    side = received(cast)
    browser, address = as_worker(cast.anna), f"/skierowania/{side.referral.ref}/{move}/"
    page = browser.get(address).content.decode()
    assert "<!doctype html>" in page
    part = browser.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<!doctype html>" not in part
    assert "<form" in part
    refused = browser.post(address, {"reason_code": "zmyslony", "text": "Nie."}, headers={"HX-Request": "true"})
    assert refused.status_code == 422


def test_the_form_declines(cast: Town, at_monday: Any, as_worker: Any) -> None:
    side = received(cast)
    answer = as_worker(cast.anna).post(
        f"/skierowania/{side.referral.ref}/odmow/",
        {"reason_code": "no_basis", "text": "Nie mamy podstawy.", "once": "1"},
    )
    assert answer.status_code == 303
    assert side_of(cast.piotr, side).referral.state == "declined"
