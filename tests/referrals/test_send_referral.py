"""Sending: a copy of the letter becomes the addressee's, and its workers are told."""

from datetime import date
from typing import Any

import pytest

from kooperacja.access.door import visible
from kooperacja.access.models import AnchorKind, Appointment
from kooperacja.access.snapshot import snapshot
from kooperacja.audit.models import Entry
from kooperacja.foundation.errors import Conflict, NotAllowed, NotFound, RuleBroken
from kooperacja.notices.models import Notice
from kooperacja.referrals import actions
from kooperacja.referrals.models import Letter
from tests.cast import Town
from tests.referrals.story import JOINT_HELP, OLA, drafted, sent, side_of


def test_the_addressee_gets_a_copy_in_its_inbox(cast: Town, at_monday: Any) -> None:
    side = sent(cast)
    theirs = side_of(cast.anna, side)
    assert theirs.owner_id == cast.at("gops").pk
    assert theirs.anchor.kind == AnchorKind.INBOX
    assert theirs.subject_id != side.subject_id, "each institution has an anchor of its own for the person"
    with snapshot():
        letter = visible(Letter, cast.anna.actor, JOINT_HELP).get(side_id=theirs.pk)
    assert (letter.request, letter.first_name, letter.category) == (OLA.request, "Ola", "education")


def test_the_referral_is_sent_and_its_deadline_is_counted(cast: Town, at_monday: Any) -> None:
    referral = sent(cast).referral
    assert (referral.state, referral.due_on) == ("sent", date(2026, 11, 4))
    assert referral.was_sent


def test_an_urgent_one_is_to_be_opened_the_same_day(cast: Town, at_monday: Any) -> None:
    assert sent(cast, urgency="urgent").referral.due_on == date(2026, 11, 2)


def test_those_who_open_the_inbox_are_told_and_nobody_else(cast: Town, at_monday: Any) -> None:
    side = sent(cast)
    told = Notice.objects.filter(code="referral.send", about_id=side.referral_id)
    assert {row.user_id for row in told} == {cast.anna.user.pk, cast.ewa.user.pk}


def test_the_trail_names_the_institution_and_the_person(cast: Town, at_monday: Any) -> None:
    side = sent(cast)
    entry = Entry.objects.get(action="referral.send")
    assert (entry.institution_id, entry.about_kind, entry.about_id) == (
        cast.at("school").pk,
        "referral",
        side.referral_id,
    )
    assert [row.subject_id for row in entry.subjects.all()] == [side.subject_id]


@pytest.mark.parametrize("missing", ["request", "reason", "first_name", "basis"])
def test_what_a_letter_needs_is_asked_for(cast: Town, at_monday: Any, missing: str) -> None:
    side = drafted(cast, **{missing: "  "})
    with pytest.raises(RuleBroken) as refused:
        actions.send_referral(actor=cast.piotr.actor, side=side)
    assert (refused.value.code, refused.value.field) == (f"referral.no_{missing}", missing)
    assert side_of(cast.piotr, side).referral.state == "draft"


def test_a_letter_without_addressee_is_not_sent(cast: Town, at_monday: Any) -> None:
    with pytest.raises(RuleBroken) as refused:
        actions.send_referral(actor=cast.piotr.actor, side=drafted(cast, to=""))
    assert refused.value.field == "addressee"


def test_an_institution_that_has_ended_gets_nothing(cast: Town, at_monday: Any) -> None:
    side = drafted(cast)
    cast.at("gops").ended_on = date(2026, 11, 1)
    cast.at("gops").save()
    with pytest.raises(RuleBroken) as refused:
        actions.send_referral(actor=cast.piotr.actor, side=side_of(cast.piotr, side))
    assert refused.value.code == "institution.ended"


def test_an_inbox_that_nobody_opens_gets_nothing(cast: Town, at_monday: Any) -> None:
    Appointment.objects.filter(user__in=[cast.olga.user]).delete()
    with pytest.raises(RuleBroken) as refused:
        actions.send_referral(actor=cast.piotr.actor, side=drafted(cast, to="pcpr"))
    assert refused.value.code == "addressee.nobody"


def test_no_agreement_is_needed_for_a_letter(cast: Town, at_monday: Any) -> None:
    side = sent(cast, to="mostek")
    assert side_of(cast.grazyna, side).referral.state == "sent"


def test_the_headmistress_may_send_what_a_teacher_wrote(cast: Town, at_monday: Any) -> None:
    side = drafted(cast)
    actions.send_referral(actor=cast.wanda.actor, side=side_of(cast.wanda, side))
    assert side_of(cast.piotr, side).referral.state == "sent"


def test_the_second_of_two_senders_is_told_so(cast: Town, at_monday: Any) -> None:
    side = drafted(cast)
    mine, hers = side_of(cast.piotr, side), side_of(cast.wanda, side)
    actions.send_referral(actor=cast.piotr.actor, side=mine)
    with pytest.raises(Conflict) as refused:
        actions.send_referral(actor=cast.wanda.actor, side=hers)
    assert refused.value.code == "state.changed"
    assert "Wysłane" in str(refused.value)


def test_nobody_of_another_institution_can_send_a_draft(cast: Town, at_monday: Any) -> None:
    side = drafted(cast)
    with pytest.raises(NotFound):
        side_of(cast.anna, side)
    with pytest.raises(NotAllowed):
        actions.send_referral(actor=cast.anna.actor, side=side)


def test_a_click_sends_it_and_a_double_click_changes_nothing(cast: Town, at_monday: Any, as_worker: Any) -> None:
    side = drafted(cast)
    browser, address = as_worker(cast.piotr), f"/skierowania/{side.referral.ref}/wyslij/"
    first = browser.post(address, {"once": "x"})
    second = browser.post(address, {"once": "x"})
    assert (first.status_code, second.status_code) == (303, 303)
    assert Entry.objects.filter(action="referral.send").count() == 1
    page = browser.get(first["Location"]).content.decode()
    assert "Skierowanie jest wysłane." in page
    assert "Następny termin: 04.11.2026." in page


def test_a_page_that_was_left_open_says_what_has_happened(cast: Town, at_monday: Any, as_worker: Any) -> None:
    side = sent(cast)
    answer = as_worker(cast.piotr).post(f"/skierowania/{side.referral.ref}/wyslij/", {"once": "y"})
    assert answer.status_code == 409
    assert "state.changed" in answer.content.decode()
