"""Preparing an agreement: who may, what it holds, what is refused."""

from datetime import date
from typing import Any

import pytest

from kooperacja.agreements import actions
from kooperacja.agreements.models import Agreement
from kooperacja.audit.models import Entry
from kooperacja.directory.actions import end_institution
from kooperacja.foundation.errors import Conflict, NotAllowed, RuleBroken
from tests.agreements.conftest import CLAUSE
from tests.cast import Town


def keys(agreement: Agreement) -> set[str | None]:
    return {party.institution.key for party in agreement.parties.select_related("institution")}


def test_who_drafts_is_the_first_party_and_is_bound_by_nothing(cast: Town) -> None:
    row = actions.draft_agreement(actor=cast.ewa.actor, title="Porozumienie")
    [party] = row.parties.all()
    assert (party.institution, party.has_signed, row.state) == (cast.at("gops"), False, "draft")


@pytest.mark.parametrize("who", ["anna", "piotr", "filip", "grazyna"])
def test_workers_without_the_role_do_not_draft(cast: Town, who: str) -> None:
    with pytest.raises(NotAllowed) as refused:
        actions.draft_agreement(actor=getattr(cast, who).actor, title="Porozumienie")
    assert refused.value.code == "agreement.not_keeper"


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"title": "  "}, "title"),
        ({"signed_on": date(2026, 11, 3)}, "signed_on"),
        ({"valid_on": date(2027, 1, 2), "valid_until": date(2027, 1, 1)}, "valid_until"),
    ],
)
def test_what_cannot_be_is_named(cast: Town, at_monday: Any, facts: dict[str, Any], field: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        actions.draft_agreement(**{"actor": cast.ewa.actor, "title": "Porozumienie", **facts})
    assert refused.value.field == field
    assert Agreement.objects.count() == 1


def test_a_draft_is_changed_by_those_whom_it_concerns(cast: Town, draft: Agreement) -> None:
    row = actions.change_agreement(actor=cast.wanda.actor, agreement=draft, version=1, number="7/2026")
    assert (Agreement.objects.get(pk=row.pk).number, row.version) == ("7/2026", 2)
    other = actions.draft_agreement(actor=cast.ewa.actor, title="Inne")
    with pytest.raises(NotAllowed) as refused:
        actions.change_agreement(actor=cast.wanda.actor, agreement=other, version=1, number="8")
    assert refused.value.code == "agreement.not_party"


def test_of_two_people_the_second_overwrites_nothing(cast: Town, draft: Agreement) -> None:
    actions.change_agreement(actor=cast.ewa.actor, agreement=draft, version=1, number="1")
    with pytest.raises(Conflict) as refused:
        actions.change_agreement(actor=cast.wanda.actor, agreement=draft, version=1, number="2")
    assert refused.value.code == "version.stale"


def test_dates_are_judged_together_with_those_that_stay(cast: Town, draft: Agreement) -> None:
    with pytest.raises(RuleBroken):
        actions.change_agreement(actor=cast.ewa.actor, agreement=draft, version=1, valid_on=date(2028, 1, 1))


def test_a_party_is_named_once(cast: Town, draft: Agreement) -> None:
    with pytest.raises(RuleBroken) as refused:
        actions.add_party(actor=cast.ewa.actor, agreement=draft, institution=cast.at("school"))
    assert refused.value.code == "party.doubled"


def test_an_ended_institution_becomes_no_party(cast: Town, draft: Agreement) -> None:
    end_institution(actor=cast.ewa.actor, institution=cast.at("ppp"), ended_on=date(2026, 10, 1), reason="połączenie")
    with pytest.raises(RuleBroken) as refused:
        actions.add_party(actor=cast.ewa.actor, agreement=draft, institution=cast.at("ppp"))
    assert refused.value.field == "institution"


def test_a_party_leaves_a_draft_and_may_come_back(cast: Town, draft: Agreement) -> None:
    party = draft.parties.get(institution=cast.at("mostek"))
    actions.remove_party(actor=cast.ewa.actor, party=party)
    assert keys(draft) == {"gops", "school"}
    actions.add_party(actor=cast.ewa.actor, agreement=draft, institution=cast.at("mostek"))
    assert keys(draft) == {"gops", "school", "mostek"}


def test_a_party_that_a_clause_names_stays(cast: Town, draft: Agreement) -> None:
    actions.add_clause(actor=cast.ewa.actor, agreement=draft, **CLAUSE, giver_id=cast.at("mostek").pk)
    with pytest.raises(RuleBroken) as refused:
        actions.remove_party(actor=cast.ewa.actor, party=draft.parties.get(institution=cast.at("mostek")))
    assert refused.value.code == "party.named"


def test_removing_twice_is_told(cast: Town, draft: Agreement) -> None:
    party = draft.parties.get(institution=cast.at("mostek"))
    actions.remove_party(actor=cast.ewa.actor, party=party)
    with pytest.raises(Conflict):
        actions.remove_party(actor=cast.wanda.actor, party=party)


def test_the_words_are_fixed_once_sent(cast: Town, sent: Agreement) -> None:
    with pytest.raises(NotAllowed) as refused:
        actions.change_agreement(actor=cast.ewa.actor, agreement=sent, version=sent.version, number="1")
    assert refused.value.code == "agreement.not_draft"
    with pytest.raises(NotAllowed):
        actions.add_clause(actor=cast.ewa.actor, agreement=sent, **CLAUSE)
    with pytest.raises(NotAllowed):
        actions.add_party(actor=cast.ewa.actor, agreement=sent, institution=cast.at("pcpr"))


def test_who_was_slower_than_the_sending_is_told(cast: Town, draft: Agreement) -> None:
    stale = Agreement.objects.get(pk=draft.pk)
    actions.negotiate(actor=cast.ewa.actor, agreement=draft)
    with pytest.raises(Conflict) as refused:
        actions.add_clause(actor=cast.wanda.actor, agreement=stale, **CLAUSE)
    assert refused.value.code == "state.changed"


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"max_level": 1}, "max_level", "clause.low_level"),
        ({"max_level": 4}, "category", "clause.closed_level"),
        ({"category": "violence", "max_level": 4}, "category", "clause.closed_level"),
        ({"category": "advice", "max_level": 3}, "category", "clause.closed_level"),
        ({"category": "castles"}, "category", "clause.closed_level"),
    ],
)
def test_a_clause_opens_what_an_agreement_may_open(
    cast: Town, draft: Agreement, change: dict[str, Any], field: str, code: str
) -> None:
    with pytest.raises(RuleBroken) as refused:
        actions.add_clause(actor=cast.ewa.actor, agreement=draft, **{**CLAUSE, **change})
    assert (refused.value.field, refused.value.code) == (field, code)


def test_a_clause_flows_between_parties_only(cast: Town, draft: Agreement) -> None:
    gops, police = cast.at("gops").pk, cast.at("police").pk
    with pytest.raises(RuleBroken) as refused:
        actions.add_clause(actor=cast.ewa.actor, agreement=draft, **CLAUSE, giver_id=police)
    assert refused.value.code == "clause.not_party"
    with pytest.raises(RuleBroken) as refused:
        actions.add_clause(actor=cast.ewa.actor, agreement=draft, **CLAUSE, giver_id=gops, receiver_id=gops)
    assert refused.value.code == "clause.to_itself"


def test_the_trail_holds_no_words_of_the_paper(cast: Town, draft: Agreement) -> None:
    entries = Entry.objects.filter(about_kind="agreement", about_id=draft.pk)
    assert [entry.action for entry in entries] == [
        "agreement.draft",
        "agreement.add_party",
        "agreement.add_party",
        "agreement.add_clause",
    ]
    assert not any("świetlicy".encode() in bytes(entry.payload) for entry in entries)
