"""Markup, formulas, statements and too long texts in every field: shown as typed, or refused."""

from dataclasses import asdict
from typing import Any

from django.test import Client

from kooperacja.access.snapshot import snapshot
from kooperacja.referrals import actions, queries
from tests.cast import Town
from tests.referrals.story import JOINT_HELP, assigned, received, sent, side_of

NASTY = "<script>alert('x')</script>{{ 7*7 }}'; DROP TABLE referrals_letter; -- =1+1"
TEXTS = ("request", "reason", "done_so_far", "first_name", "last_name", "occupation", "guardians", "place")


def test_what_is_typed_into_a_letter_is_shown_as_typed(cast: Town, at_monday: Any, as_worker: Any) -> None:
    text = NASTY[:80]
    side = sent(cast, **dict.fromkeys(TEXTS, text))
    for path in (f"{side.referral.ref}/", f"{side.referral.ref}/druk/", ""):
        page = as_worker(cast.anna).get(f"/skierowania/{path}").content.decode()
        assert "<script>alert" not in page
        assert "49'" not in page
    with snapshot():
        shown = queries.letter_content(cast.anna.actor, side_of(cast.anna, side), JOINT_HELP)
    assert {asdict(shown.content)[field] for field in TEXTS} == {text}


def test_what_is_said_with_a_move_is_shown_as_typed(cast: Town, at_monday: Any, as_worker: Any) -> None:
    side = received(cast)
    actions.return_for_completion(actor=cast.anna.actor, side=side, reason_code="missing_facts", text=NASTY + "\nb")
    page = as_worker(cast.piotr).get(f"/skierowania/{side.referral.ref}/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page
    assert "=1+1<br>b" in page


WRONG = (
    ("first_name", "x" * 81),
    ("guardians", "x" * 201),
    ("request", "x" * 10_001),
    ("born_on", "31.02.2014"),
    ("born_on", "01.01.1700"),
    ("born_on", "01.01.2099"),
    ("addressee", "abc"),
    ("addressee", "999999"),
    ("urgency", "now"),
    ("basis", "1; DROP TABLE"),
    ("request", "zero\x00byte"),
)


def test_a_wrong_value_is_refused_and_the_rest_is_kept(cast: Town, at_monday: Any, as_worker: Any) -> None:
    browser = as_worker(cast.piotr)
    for field, value in WRONG:
        typed = {"first_name": "Ola", "reason": "Zachowany tekst.", "urgency": "normal", "once": "1", field: value}
        answer = browser.post("/skierowania/nowe/", typed)
        assert answer.status_code == 422, (field, value[:20])
        assert "Zachowany tekst." in answer.content.decode(), field
    with snapshot():
        mine = queries.referral_list(cast.piotr.actor, queries.Filters(tab="outgoing"), JOINT_HELP)
    assert mine.total.number == 0


FORGED = ("q=%00", "q=%27%22%3C", "state=x&due=y&partner=z&tab=w&sort=v", "after=%00&before=x", "q=" + "x" * 500)


def test_forged_filters_show_a_list_or_a_refusal(cast: Town, at_monday: Any, as_worker: Any) -> None:
    received(cast)
    browser = as_worker(cast.anna)
    for query in FORGED:
        assert browser.get(f"/skierowania/?{query}").status_code in {200, 422}, query
        assert browser.get(f"/skierowania/xlsx/?{query}").status_code in {200, 422}, query


def test_text_of_a_move_may_not_be_endless(cast: Town, at_monday: Any, as_worker: Any) -> None:
    side = assigned(cast)
    answer = as_worker(cast.anna).post(
        f"/skierowania/{side.referral.ref}/zglos-wykonanie/", {"text": "x" * 10_001, "once": "1"}
    )
    assert answer.status_code == 422
    assert side_of(cast.anna, side).referral.state == "in_progress"


def test_a_form_without_its_mark_of_origin_is_refused(cast: Town, at_monday: Any) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast.anna.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    side = received(cast)
    assert browser.post(f"/skierowania/{side.referral.ref}/przyjmij/", {"once": "1"}).status_code == 403
    assert side_of(cast.anna, side).referral.state == "received"
