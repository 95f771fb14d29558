"""A letter that lacks something goes back, is completed, and comes again as its next version."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kooperacja.access.snapshot import snapshot
from kooperacja.foundation.errors import NotAllowed, RuleBroken
from kooperacja.referrals import actions, queries
from kooperacja.referrals.models import Side
from tests.cast import Town, Worker
from tests.referrals.story import JOINT_HELP, OLA, received, returned, side_of


def page_of(worker: Worker, side: Side) -> queries.ReferralPage:
    with snapshot():
        return queries.referral_page(worker.actor, side_of(worker, side), JOINT_HELP)


def completed(cast: Town) -> Side:
    side = returned(cast)
    with snapshot():
        mark = queries.letter_content(cast.piotr.actor, side, JOINT_HELP).mark
    content = replace(OLA, reason="Od 5.10: 34 godziny, bez usprawiedliwienia.")
    actions.change_draft(actor=cast.piotr.actor, side=side, mark=mark, content=content)
    return side_of(cast.piotr, side)


def test_the_sender_reads_what_is_missing_and_until_when(cast: Town, at_monday: Any) -> None:
    page = page_of(cast.piotr, returned(cast))
    assert page.last_answer is not None
    assert (page.last_answer.reason, page.last_answer.text) == (
        "brakuje opisu tego, co zaobserwowano",
        "Od kiedy trwają nieobecności?",
    )
    assert page.due is not None
    assert page.due.on == date(2026, 11, 9)
    assert page.is_my_turn


def test_both_sides_keep_their_copy_of_the_words(cast: Town, at_monday: Any) -> None:
    side = returned(cast)
    texts = {page_of(worker, side).answers[0].text for worker in (cast.piotr, cast.anna)}
    assert texts == {"Od kiedy trwają nieobecności?"}


@pytest.mark.parametrize(("code", "text", "field"), [("", "x", "reason_code"), ("missing_facts", " ", "text")])
def test_a_return_needs_a_code_and_words(cast: Town, at_monday: Any, code: str, text: str, field: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        actions.return_for_completion(actor=cast.anna.actor, side=received(cast), reason_code=code, text=text)
    assert refused.value.field == field


def test_the_form_says_what_is_wrong_beside_its_field(cast: Town, at_monday: Any, as_worker: Any) -> None:
    side = received(cast)
    browser, address = as_worker(cast.anna), f"/skierowania/{side.referral.ref}/zwroc/"
    assert "Zwróć do uzupełnienia" in browser.get(address).content.decode()
    wrong = browser.post(address, {"reason_code": "missing_facts", "text": "", "once": "1"})
    assert wrong.status_code == 422
    right = browser.post(address, {"reason_code": "missing_facts", "text": "Od kiedy?", "once": "1"})
    assert right.status_code == 303
    assert side_of(cast.anna, side).referral.state == "returned"


def test_an_unchanged_letter_is_not_sent_again(cast: Town, at_monday: Any) -> None:
    side = returned(cast)
    assert "resend" not in {move.name for move in page_of(cast.piotr, side).moves}
    with pytest.raises(RuleBroken) as refused:
        actions.resend(actor=cast.piotr.actor, side=side)
    assert refused.value.code == "letter.unchanged"


def test_what_is_being_completed_is_seen_by_the_sender_only(cast: Town, at_monday: Any) -> None:
    side = completed(cast)
    assert page_of(cast.piotr, side).is_completed
    hers = page_of(cast.anna, side)
    assert hers.letter is not None
    assert (hers.letter.number, hers.letter.reason) == (1, OLA.reason)


def test_the_completed_letter_is_the_next_version_on_both_sides(cast: Town, at_monday: Any) -> None:
    side = completed(cast)
    actions.resend(actor=cast.piotr.actor, side=side)
    hers = page_of(cast.anna, side)
    assert hers.letter is not None
    assert hers.letter.reason == "Od 5.10: 34 godziny, bez usprawiedliwienia."
    assert [letter.number for letter in hers.earlier] == [1]
    assert hers.state.value == "sent"


def test_the_list_finds_a_completed_letter_once(cast: Town, at_monday: Any) -> None:
    side = completed(cast)
    actions.resend(actor=cast.piotr.actor, side=side)
    for worker, tab in ((cast.anna, "incoming"), (cast.piotr, "outgoing")):
        with snapshot():
            found = queries.referral_list(worker.actor, queries.Filters(tab=tab, text="malinowska"), JOINT_HELP)
        assert (len(found.rows), found.total.number) == (1, 1)


def test_the_addressee_cannot_complete_it(cast: Town, at_monday: Any) -> None:
    side = side_of(cast.anna, returned(cast))
    with pytest.raises(NotAllowed):
        actions.change_draft(actor=cast.anna.actor, side=side, mark="1.1", content=OLA)


def test_the_form_completes_and_sends_again(cast: Town, at_monday: Any, as_worker: Any) -> None:
    side = returned(cast)
    browser, address = as_worker(cast.piotr), f"/skierowania/{side.referral.ref}/list/"
    page = browser.get(address).content.decode()
    assert 'name="addressee"' not in page, "a completed letter goes to the same addressee"
    typed = {name: getattr(OLA, name) for name in ("request", "first_name", "basis")}
    saved = browser.post(address, {**typed, "reason": "Uzupełnione.", "version": "1.2", "once": "1"})
    assert saved.status_code == 303
    assert "Wyślij ponownie" in browser.get(saved["Location"]).content.decode()
    again = browser.post(f"/skierowania/{side.referral.ref}/wyslij-ponownie/", {"once": "2"})
    assert again.status_code == 303
    assert side_of(cast.anna, side).referral.state == "sent"
