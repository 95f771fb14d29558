"""The whole walk of a referral, step by step (scenario G.1)."""

from datetime import date

from kooperacja.access.door import visible
from kooperacja.access.snapshot import snapshot
from kooperacja.referrals import actions, queries
from kooperacja.referrals.models import Letter
from kooperacja.referrals.queries import get_side
from tests.cast import Town
from tests.referrals.story import JOINT_HELP, drafted, side_of


def test_a_school_asks_the_welfare_centre_answers_and_the_school_confirms(cast: Town, at_monday: object) -> None:
    side = drafted(cast)
    piotr, anna = cast.piotr, cast.anna
    actions.send_referral(actor=piotr.actor, side=side)
    mine = side_of(anna, side)
    assert mine.referral.state == "sent"
    actions.receive(actor=anna.actor, side=mine)
    actions.accept(actor=anna.actor, side=mine)
    case = actions.open_case(
        actor=anna.actor,
        side=mine,
        family_name="Malinowscy",
        place="Wierzbowo",
        learned_on=date(2026, 11, 2),
        key_worker_id=anna.user.pk,
        kinship="daughter",
        occupation_kind="education",
    )
    assert case.interview_due_on == date(2026, 11, 23)
    mine = side_of(anna, side)
    assert mine.referral.state == "in_progress"
    actions.report_done(actor=anna.actor, side=mine, text="Asystent rodziny od grudnia.")
    actions.confirm(actor=piotr.actor, side=side_of(piotr, side))
    assert side_of(anna, side).referral.state == "closed"


def test_each_page_of_the_walk_can_be_read(cast: Town, at_monday: object) -> None:
    side = drafted(cast)
    actions.send_referral(actor=cast.piotr.actor, side=side)
    for worker in (cast.piotr, cast.anna, cast.wanda, cast.halina, cast.filip):
        with snapshot():
            page = queries.referral_page(
                worker.actor, get_side(worker.actor, side.referral.ref, JOINT_HELP), JOINT_HELP
            )
        assert page.number == "SP.W.0001.2026"
    with snapshot():
        assert visible(Letter, cast.filip.actor, JOINT_HELP).count().number == 0
