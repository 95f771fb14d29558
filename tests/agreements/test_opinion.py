"""The opinion of a data protection officer: who gives it, what goes on with it, when it stops counting."""

import pytest

from kooperacja.agreements import actions
from kooperacja.agreements.models import Agreement
from kooperacja.audit.models import Entry
from kooperacja.foundation.errors import NotAllowed, RuleBroken
from kooperacja.notices.models import Notice
from tests.agreements.conftest import promote
from tests.cast import Town


@pytest.fixture
def reviewed(cast: Town, draft: Agreement) -> Agreement:
    """Ewa has sent it for an opinion."""
    actions.negotiate(actor=cast.ewa.actor, agreement=draft)
    return actions.review(actor=cast.ewa.actor, agreement=draft)


def refused(cast: Town, agreement: Agreement) -> str:
    with pytest.raises(NotAllowed) as no:
        actions.submit(actor=cast.ewa.actor, agreement=agreement)
    return no.value.code


def test_an_agreement_by_which_data_flow_needs_a_positive_opinion(cast: Town, reviewed: Agreement) -> None:
    assert refused(cast, reviewed) == "opinion.missing"
    actions.give_opinion(actor=cast.filip.actor, agreement=reviewed, advice="positive")
    assert actions.submit(actor=cast.ewa.actor, agreement=reviewed).state == "for_signature"


def test_it_cannot_pass_by_the_officer(cast: Town, draft: Agreement) -> None:
    actions.negotiate(actor=cast.ewa.actor, agreement=draft)
    assert refused(cast, draft) == "opinion.missing"


def test_an_agreement_without_clauses_needs_none(cast: Town, draft: Agreement) -> None:
    actions.end_clause(actor=cast.ewa.actor, clause=draft.clauses.select_related("agreement").get())
    actions.negotiate(actor=cast.ewa.actor, agreement=draft)
    assert actions.submit(actor=cast.ewa.actor, agreement=draft).state == "for_signature"


@pytest.mark.parametrize("advice", ["remarks", "negative"])
def test_with_anything_but_a_positive_one_it_does_not_go_on(cast: Town, reviewed: Agreement, advice: str) -> None:
    with pytest.raises(RuleBroken) as told:
        actions.give_opinion(actor=cast.filip.actor, agreement=reviewed, advice=advice)
    assert told.value.field == "remarks"
    opinion = actions.give_opinion(
        actor=cast.filip.actor, agreement=reviewed, advice=advice, remarks="Zawęzić klauzulę."
    )
    assert (opinion.recorded_by, opinion.institution) == (cast.filip.user.pk, cast.at("gops"))
    assert refused(cast, reviewed) == "opinion.not_positive"


def test_a_later_opinion_takes_the_place_of_the_earlier_one(cast: Town, reviewed: Agreement) -> None:
    actions.give_opinion(actor=cast.filip.actor, agreement=reviewed, advice="negative", remarks="Nie.")
    actions.give_opinion(actor=cast.filip.actor, agreement=reviewed, advice="positive")
    assert actions.submit(actor=cast.ewa.actor, agreement=reviewed).state == "for_signature"
    assert reviewed.opinions.count() == 2


def test_one_officer_against_it_stops_it(cast: Town, reviewed: Agreement) -> None:
    officer = cast.piotr
    officer.membership.role = "data_protection_officer"
    actions.give_opinion(actor=cast.filip.actor, agreement=reviewed, advice="positive")
    actions.give_opinion(actor=officer.actor, agreement=reviewed, advice="negative", remarks="Nie.")
    assert refused(cast, reviewed) == "opinion.not_positive"


def test_taking_it_back_voids_the_opinions(cast: Town, reviewed: Agreement) -> None:
    actions.give_opinion(actor=cast.filip.actor, agreement=reviewed, advice="positive")
    actions.back_to_draft(actor=cast.wanda.actor, agreement=reviewed)
    actions.negotiate(actor=cast.ewa.actor, agreement=reviewed)
    actions.review(actor=cast.ewa.actor, agreement=reviewed)
    assert refused(cast, reviewed) == "opinion.missing"


def test_only_an_officer_of_a_party_is_heard_and_not_on_his_own_paper(cast: Town, reviewed: Agreement) -> None:
    def code(who: str) -> str:
        with pytest.raises(NotAllowed) as no:
            actions.give_opinion(actor=getattr(cast, who).actor, agreement=reviewed, advice="positive")
        return no.value.code

    cast.olga.membership.role = "data_protection_officer"
    assert (code("halina"), code("olga")) == ("opinion.not_officer", "agreement.not_party")
    Agreement.objects.filter(pk=reviewed.pk).update(prepared_by=cast.filip.user.pk)
    assert code("filip") == "opinion.own"


def test_an_opinion_is_given_while_it_is_asked_for(cast: Town, draft: Agreement) -> None:
    with pytest.raises(NotAllowed) as no:
        actions.give_opinion(actor=cast.filip.actor, agreement=draft, advice="positive")
    assert no.value.code == "opinion.not_asked"


def test_the_words_are_fixed_while_it_is_judged(cast: Town, reviewed: Agreement) -> None:
    with pytest.raises(NotAllowed) as no:
        actions.change_agreement(actor=cast.ewa.actor, agreement=reviewed, version=reviewed.version, number="1")
    assert no.value.code == "agreement.not_draft"


def test_words_may_be_changed_while_they_are_negotiated(cast: Town, draft: Agreement) -> None:
    row = actions.negotiate(actor=cast.ewa.actor, agreement=draft)
    actions.change_agreement(actor=cast.wanda.actor, agreement=row, version=row.version, number="1")
    assert Agreement.objects.get(pk=draft.pk).number == "1"


def test_who_is_to_act_is_told_and_the_trail_keeps_codes_only(cast: Town, draft: Agreement) -> None:
    promote(cast.grazyna)
    actions.negotiate(actor=cast.ewa.actor, agreement=draft)
    told = set(Notice.objects.filter(code="agreement.negotiate").values_list("user_id", flat=True))
    assert told == {cast.halina.user.pk, cast.wanda.user.pk, cast.grazyna.user.pk}
    actions.review(actor=cast.ewa.actor, agreement=draft)
    assert [notice.user_id for notice in Notice.objects.filter(code="agreement.review")] == [cast.filip.user.pk]
    actions.give_opinion(actor=cast.filip.actor, agreement=draft, advice="negative", remarks="Tajne uwagi.")
    entry = Entry.objects.get(action="agreement.opinion")
    assert b"negative" in bytes(entry.payload)
    assert b"Tajne" not in bytes(entry.payload)
