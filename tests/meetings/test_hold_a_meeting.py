"""Scenario G.1, step 6: six of seven invited, quorum four, five present, Jan keeps away, the plan is approved 4:0."""

from datetime import date, timedelta
from typing import Any

import pytest

from kooperacja.access.snapshot import snapshot
from kooperacja.agreements.labels import Purpose
from kooperacja.audit.models import Entry
from kooperacja.cases.models import Case
from kooperacja.foundation.errors import NotFound
from kooperacja.meetings import actions
from kooperacja.meetings.actions import Decided
from kooperacja.meetings.actions.planning import next_after
from kooperacja.meetings.models import CaseItem, Invitation, Meeting
from kooperacja.meetings.queries.page import MeetingPage, meeting_page
from kooperacja.teams import actions as teams
from kooperacja.teams.models import ModelVariant, Seat, Team
from kooperacja.teams.queries import get_team
from tests.cast import Town
from tests.meetings.conftest import DAY, come, of, place, refused, seen, votes

YES = {"ewa": "for", "anna": "for", "piotr": "for", "olga": "for"}


def page_of(worker: Any, meeting: Meeting) -> MeetingPage:
    with snapshot():
        return meeting_page(worker.actor, meeting.ref, Purpose.JOINT_HELP)


def decide(cast: Town, item: CaseItem, **more: Any) -> None:
    facts: dict[str, Any] = {"words": "Zespół zatwierdza plan.", "votes": votes(cast, item.meeting, **YES), **more}
    meeting = of(cast.ewa, item.meeting)
    actions.decide(actor=cast.ewa.actor, meeting=meeting, item=seen(cast.ewa, item), decided=Decided(**facts))


def test_six_of_seven_are_invited_and_four_are_a_quorum(cast: Town, held: Meeting) -> None:
    assert (held.members, held.quorum) == (7, 4)
    names = set(Invitation.objects.filter(meeting=held).values_list("user__full_name", flat=True))
    assert len(names) == 6
    assert cast.grazyna.user.full_name not in names


def test_jan_keeps_away_and_the_plan_is_approved_four_to_none(cast: Town, held: Meeting, item: CaseItem) -> None:
    actions.recuse(actor=cast.jan.actor, meeting=of(cast.jan, held), item=seen(cast.jan, item))
    with pytest.raises(NotFound):
        seen(cast.jan, item)
    assert page_of(cast.jan, held).items == ()
    refused("vote.recused", lambda: decide(cast, item, votes=votes(cast, held, **YES, jan="for")))
    decide(cast, item)
    row = page_of(cast.piotr, held).items[0]
    assert (row.votes_for, row.votes_against, row.recused, row.is_adopted) == (4, 0, 1, True)
    assert Entry.objects.filter(action="meeting.decide").count() == 1


def test_without_a_quorum_nothing_is_decided(cast: Town, held: Meeting, item: CaseItem) -> None:
    come(cast, held, "ewa", "anna", "piotr", "jan")
    actions.recuse(actor=cast.jan.actor, meeting=of(cast.jan, held), item=seen(cast.jan, item))
    three = votes(cast, held, ewa="for", anna="for", piotr="for")
    refusal = refused("meeting.no_quorum", lambda: decide(cast, item, votes=three))
    assert "3" in str(refusal)
    assert "4" in str(refusal)
    assert page_of(cast.ewa, held).items[0].decision == ""


def test_votes_that_cannot_be_are_refused(cast: Town, held: Meeting, item: CaseItem) -> None:
    absent = votes(cast, held, **YES, tomasz="for")
    refused("vote.not_present", lambda: decide(cast, item, votes=absent))
    come(cast, held, "ewa", "anna", "piotr", "jan", "olga", "tomasz")
    refused("vote.cannot_see", lambda: decide(cast, item, votes=absent))
    refused("vote.choice", lambda: decide(cast, item, votes={place(cast, held, "ewa").pk: "maybe"}))
    refused("vote.none", lambda: decide(cast, item, votes={}))
    refused("decision.half", lambda: decide(cast, item, charged_id=cast.at("pup").pk))
    pup = {"charged_id": cast.at("pup").pk, "due_on": date(2026, 12, 14)}
    refused("decision.cannot_see", lambda: decide(cast, item, **pup))


def test_a_substitute_does_not_vote_beside_whom_he_stands_in_for(cast: Town, held: Meeting, item: CaseItem) -> None:
    main = Seat.objects.get(team=held.team, user=cast.piotr.user)
    Seat.objects.create(
        team=held.team,
        institution=main.institution,
        function="member",
        user=cast.wanda.user,
        substitute_for=main,
        statement="paper",
        stated_on=date(2026, 11, 2),
    )
    come(cast, held, "ewa", "anna", "piotr", "wanda", "jan", "olga")
    both = votes(cast, held, **YES, wanda="for")
    refused("vote.doubled", lambda: decide(cast, item, votes=both))
    assert page_of(cast.ewa, held).counted == 5


def test_a_dissenting_opinion_stays_with_the_vote(cast: Town, held: Meeting, item: CaseItem) -> None:
    olga = place(cast, held, "olga").pk
    choices = votes(cast, held, ewa="for", anna="for", piotr="for", olga="against")
    decide(cast, item, votes=choices, objections={olga: "Termin jest zbyt krótki."})
    told = {vote.name: (vote.choice, vote.objection) for vote in page_of(cast.anna, held).items[0].votes}
    assert told[cast.olga.user.full_name] == ("against", "Termin jest zbyt krótki.")


def test_who_may_not_see_an_item_sees_neither_it_nor_a_gap(cast: Town, held: Meeting, item: CaseItem) -> None:
    actions.add_item(actor=cast.ewa.actor, meeting=held, title="Szkolenie zespołu")
    assert [(row.number, row.is_case) for row in page_of(cast.piotr, held).items] == [(1, True), (2, False)]
    assert [(row.number, row.title) for row in page_of(cast.tomasz, held).items] == [(1, "Szkolenie zespołu")]


def test_the_next_date_is_forced_and_another_one_signs(cast: Town, held: Meeting) -> None:
    ewa, anna = cast.ewa.actor, cast.anna.actor
    refused("meeting.no_next", lambda: actions.finish(actor=anna, meeting=of(cast.anna, held)))
    day = held.starts_at.date() + timedelta(days=35)
    actions.finish(actor=anna, meeting=of(cast.anna, held), next_on=day)
    following = Meeting.objects.get(follows=held)
    assert (following.starts_at, following.place, following.state) == (
        held.starts_at + timedelta(days=35),
        held.place,
        "planned",
    )
    refused("meeting.own_minutes", lambda: actions.sign(actor=anna, meeting=of(cast.anna, held)))
    actions.sign(actor=ewa, meeting=of(cast.ewa, held))
    signed = of(cast.ewa, held)
    assert (signed.state, signed.written_by, signed.signed_by) == ("signed", anna.user_id, ewa.user_id)
    refused("meeting.closed", lambda: come(cast, signed, "ewa"))


def test_only_the_keepers_plan_and_open(cast: Town, meeting: Meeting) -> None:
    refused("meeting.not_keeper", lambda: actions.invite(actor=cast.piotr.actor, meeting=of(cast.piotr, meeting)))
    team = get_team(cast.piotr.actor, meeting.team.ref)
    plan = {"starts_at": meeting.starts_at, "place": "szkoła"}
    refused("meeting.not_keeper", lambda: actions.plan(actor=cast.piotr.actor, team=team, **plan))
    with pytest.raises(NotFound):
        of(cast.ida, meeting)


def test_of_two_who_decide_at_once_the_second_is_told_of_the_first(cast: Town, held: Meeting, item: CaseItem) -> None:
    general = actions.add_item(actor=cast.ewa.actor, meeting=held, title="Szkolenie")
    for row in (general, item):
        ours, theirs = seen(cast.ewa, row), seen(cast.anna, row)
        choices = votes(cast, held, **YES)

        def by(worker: Any, at: Any, words: str, mark: int = 0, choices: Any = choices) -> None:
            decided = Decided(words, choices, mark=mark)
            actions.decide(actor=worker.actor, meeting=of(worker, held), item=at, decided=decided)

        by(cast.ewa, ours, "Zgoda.")
        refused("decision.meanwhile", lambda at=theirs, act=by: act(cast.anna, at, "Sprzeciw."))
        assert seen(cast.anna, row).decision == "Zgoda."
    refused("decision.meanwhile", lambda: by(cast.anna, seen(cast.anna, general), "Sprzeciw."))
    by(cast.anna, seen(cast.anna, general), "Termin w styczniu.", seen(cast.anna, general).mark)
    assert seen(cast.ewa, general).decision == "Termin w styczniu."


def test_a_meeting_is_not_opened_before_its_day(cast: Town, meeting: Meeting) -> None:
    actions.invite(actor=cast.ewa.actor, meeting=meeting)
    refused("meeting.too_early", lambda: actions.open_meeting(actor=cast.ewa.actor, meeting=of(cast.ewa, meeting)))


def test_a_case_does_not_stand_on_the_agenda_of_a_team_against_violence(
    cast: Town, meeting: Meeting, case: Case
) -> None:
    facts: dict[str, Any] = {"name": "Zespół interdyscyplinarny", "variant": "statutory", "kind": "interdisciplinary"}
    law = teams.found_team(actor=cast.ewa.actor, agreement=None, **facts)
    Team.objects.filter(pk=meeting.team_id).update(variant=law.variant, kind=law.kind)
    row = of(cast.anna, meeting)
    refused("meeting.statutory", lambda: actions.add_case(actor=cast.anna.actor, meeting=row, case=case, why="plan"))


@pytest.mark.parametrize(("percent", "written", "needed"), [(66, 0, 5), (66, 6, 6), (0, 3, 3)])
def test_the_quorum_is_that_of_the_variant_or_the_one_that_was_written(
    cast: Town, team: Team, percent: int, written: int, needed: int
) -> None:
    kinds = [{**kind, "quorum_percent": percent} for kind in team.variant.content["kinds"]]
    ModelVariant.objects.filter(pk=team.variant_id).update(content={**team.variant.content, "kinds": kinds})
    mine = get_team(cast.ewa.actor, team.ref)
    row = actions.plan(actor=cast.ewa.actor, team=mine, starts_at=DAY, place="GOPS", quorum=written)
    actions.invite(actor=cast.ewa.actor, meeting=of(cast.ewa, row))
    assert (of(cast.ewa, row).members, of(cast.ewa, row).quorum) == (7, needed)
    following = next_after(of(cast.ewa, row), DAY.date() + timedelta(days=30))
    actions.invite(actor=cast.ewa.actor, meeting=of(cast.ewa, following))
    assert of(cast.ewa, following).quorum == needed
