"""Who leads a referral: it leaves the inbox for the dossier of that worker."""

from typing import Any

import pytest

from kooperacja.access.actions import declare_conflict, end_authorisations
from kooperacja.access.models import AnchorKind
from kooperacja.access.snapshot import snapshot
from kooperacja.foundation.errors import Conflict, NotAllowed, NotFound, RuleBroken
from kooperacja.notices.models import Notice
from kooperacja.referrals import actions, queries
from tests.cast import Town
from tests.referrals.story import JOINT_HELP, accepted, assigned, received, side_of


def test_the_named_worker_sees_it_and_the_inbox_does_not(cast: Town, at_monday: Any) -> None:
    side = accepted(cast)
    actions.assign(actor=cast.ewa.actor, side=side_of(cast.ewa, side), worker_id=cast.iga.user.pk)
    hers = side_of(cast.iga, side)
    assert hers.anchor.kind == AnchorKind.DOSSIER
    assert (hers.referral.state, hers.referral.assigned_to) == ("in_progress", cast.iga.user)
    with snapshot():
        page = queries.referral_page(cast.iga.actor, hers, JOINT_HELP)
    assert page.letter is not None, "the letter came along"
    for worker in (cast.anna, cast.ewa):
        with pytest.raises(NotFound):
            side_of(worker, side)
    assert side_of(cast.halina, side).referral.state == "in_progress"


def test_the_worker_and_the_sender_are_told(cast: Town, at_monday: Any) -> None:
    side = accepted(cast)
    actions.assign(actor=cast.anna.actor, side=side, worker_id=cast.iga.user.pk)
    told = Notice.objects.filter(code__in=["referral.yours", "referral.assign"]).values_list("code", "user_id")
    assert set(told) == {("referral.yours", cast.iga.user.pk), ("referral.assign", cast.piotr.user.pk)}


def test_the_deadline_still_runs_from_the_acceptance(cast: Town, at_monday: Any) -> None:
    side = accepted(cast)
    due_on = side.referral.due_on
    at_monday.shift(5 * 86400)
    actions.assign(actor=cast.anna.actor, side=side, worker_id=cast.anna.user.pk)
    assert side_of(cast.anna, side).referral.due_on == due_on


def test_somebody_of_another_institution_or_without_work_is_refused(cast: Town, at_monday: Any) -> None:
    side = accepted(cast)
    for worker in (cast.jan, cast.filip):
        with pytest.raises(RuleBroken) as refused:
            actions.assign(actor=cast.anna.actor, side=side, worker_id=worker.user.pk)
        assert refused.value.code == "worker.unknown"
    assert side_of(cast.anna, side).referral.state == "accepted"


def test_nobody_is_named_who_would_see_nothing(cast: Town, at_monday: Any) -> None:
    end_authorisations(cast.halina.actor, user_id=cast.iga.user.pk, institution_id=cast.at("gops").pk)
    with pytest.raises(RuleBroken) as refused:
        actions.assign(actor=cast.anna.actor, side=accepted(cast), worker_id=cast.iga.user.pk)
    assert refused.value.code == "worker.cannot_see"


def test_nobody_is_named_in_a_conflict_of_interest(cast: Town, at_monday: Any) -> None:
    side = accepted(cast)
    declare_conflict(cast.iga.actor, anchor_id=side.subject_id, user_id=cast.iga.user.pk)
    with pytest.raises(RuleBroken):
        actions.assign(actor=cast.anna.actor, side=side, worker_id=cast.iga.user.pk)
    assert side_of(cast.anna, side).anchor.kind == AnchorKind.INBOX


def test_the_sender_names_nobody(cast: Town, at_monday: Any) -> None:
    side = side_of(cast.piotr, accepted(cast))
    with pytest.raises(NotAllowed):
        actions.assign(actor=cast.piotr.actor, side=side, worker_id=cast.piotr.user.pk)


def test_what_is_not_accepted_has_no_leader(cast: Town, at_monday: Any) -> None:
    with pytest.raises(Conflict):
        actions.assign(actor=cast.anna.actor, side=received(cast), worker_id=cast.anna.user.pk)


def test_another_worker_takes_over_and_the_first_one_stays_in_the_team(cast: Town, at_monday: Any) -> None:
    side = assigned(cast)
    actions.reassign(actor=cast.anna.actor, side=side, worker_id=cast.iga.user.pk)
    assert side_of(cast.iga, side).referral.assigned_to == cast.iga.user
    assert side_of(cast.anna, side).referral.state == "in_progress"


def test_who_gave_it_away_goes_back_to_the_list(cast: Town, at_monday: Any, as_worker: Any) -> None:
    side = accepted(cast)
    browser, address = as_worker(cast.anna), f"/skierowania/{side.referral.ref}/wyznacz/"
    assert "Iga Klon, pracownik socjalny" in browser.get(address).content.decode()
    for _click in range(2):
        answer = browser.post(address, {"worker": cast.iga.user.pk, "once": "1"})
        assert (answer.status_code, answer["Location"]) == (303, "/skierowania/")
    assert "Osoba prowadząca jest wyznaczona" in browser.get("/skierowania/").content.decode()


def test_a_forged_worker_is_refused_by_the_form(cast: Town, at_monday: Any, as_worker: Any) -> None:
    side = accepted(cast)
    answer = as_worker(cast.anna).post(
        f"/skierowania/{side.referral.ref}/wyznacz/", {"worker": cast.jan.user.pk, "once": "1"}
    )
    assert answer.status_code == 422
