"""A consent: one signature, several items; what it opens, and every way in which it is refused."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from kooperacja.access.models import Basis
from kooperacja.access.permit import permit
from kooperacja.audit.models import Entry
from kooperacja.cases.models import Case
from kooperacja.consents import actions
from kooperacja.consents.actions import Item
from kooperacja.consents.models import ConsentItem, Wording
from kooperacja.foundation.clock import day_end, now
from kooperacja.foundation.errors import KooperacjaError, NotAllowed, NotFound, RuleBroken
from kooperacja.people.models import Person
from tests.cast import MONDAY, Town
from tests.consents.conftest import UNTIL, Give, approved, items_of

People = dict[str, Person]


def refused(code: str, give: Give, **told: Any) -> KooperacjaError:
    with pytest.raises(KooperacjaError) as refusal:
        give(**told)
    assert refusal.value.code == code
    assert not Basis.objects.exists()
    return refusal.value


def test_marta_agrees_to_two_things_and_refuses_a_third(cast: Town, family: People, give: Give) -> None:
    school, pcpr, pup = (cast.at(key).pk for key in ("school", "pcpr", "pup"))
    row = give(items=[Item(school, "education"), Item(pcpr, "housing"), Item(pup, "employment", is_given=False)])
    found = [(one.number, one.recipient_id, one.data, one.basis is not None) for one in items_of(row)]
    assert found == [(1, school, "education", True), (2, pcpr, "housing", True), (3, pup, "employment", False)]
    basis = Basis.objects.get(recipient=school)
    assert (basis.subject_id, basis.category, basis.is_consent) == (family["Marta"].anchor_id, "education", True)
    assert (basis.valid_from, basis.valid_to) == (now(), day_end(UNTIL))
    assert basis.source == "Zgoda z 02.11.2026, punkt 1"
    assert Entry.objects.filter(action="consent.give").count() == 1


def test_a_mother_signs_for_her_child_until_the_child_is_of_age(family: People, give: Give) -> None:
    ola = family["Ola"]
    far = date(2040, 1, 1)
    row = give(person=ola, until=far)
    birthday = ola.born_on.replace(year=ola.born_on.year + 18)  # type: ignore[union-attr]
    assert (row.until, row.ends_at_majority) == (birthday - timedelta(days=1), True)
    assert Basis.objects.get().valid_to == day_end(birthday - timedelta(days=1))
    assert give(person=ola).ends_at_majority is False


def test_a_child_consents_to_nothing_itself(family: People, give: Give) -> None:
    told = refused("consent.not_entitled", give, person=family["Ola"], signer=family["Ola"])
    assert "nie jest pełnoletnia" in str(told)
    assert told.field == "signer"


def test_nobody_consents_for_another_adult(family: People, give: Give) -> None:
    refused("consent.not_entitled", give, person=family["Marta"], signer=family["Adam"])


def test_an_institution_outside_of_the_agreement_is_refused_by_name(cast: Town, give: Give) -> None:
    told = refused("consent.outside_agreement", give, items=[Item(cast.at("mostek").pk, "education")])
    assert "Mostek" in str(told)
    assert told.is_denial


def test_data_that_the_agreement_does_not_cover_are_refused(cast: Town, give: Give) -> None:
    told = refused("consent.outside_agreement", give, items=[Item(cast.at("school").pk, "addiction")])
    assert "Pomiń" in str(told)


def test_an_institution_that_is_not_here_is_refused(give: Give) -> None:
    told = refused("consent.recipient_unknown", give, items=[Item(987654321, "education")])
    assert "platformie" in str(told)


def test_one_refused_item_takes_the_whole_paper_back(cast: Town, give: Give) -> None:
    items = [Item(cast.at("school").pk, "education"), Item(cast.at("mostek").pk, "education")]
    refused("consent.outside_agreement", give, items=items)
    with permit():
        assert not ConsentItem._base_manager.exists()


def test_a_text_that_expired_before_the_signature_is_refused(
    cast: Town, give: Give, consent_text: Wording, at_monday: Any
) -> None:
    at_monday.move_to(datetime.combine(date(2026, 11, 9), MONDAY.timetz()))
    newer = actions.write_text(actor=cast.filip.actor, kind="consent", language="pl", body="Nowszy tekst")
    actions.approve_text(actor=cast.halina.actor, wording=newer, version=1, since=date(2026, 11, 9))
    told = refused("wording.expired", give, signed_on=date(2026, 11, 9))
    assert "08.11.2026" in str(told)
    assert give(signed_on=date(2026, 11, 8)).wording_id == consent_text.pk


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("consent.empty", {"items": []}),
        ("consent.past", {"until": date(2026, 11, 1)}),
        ("case.day_impossible", {"signed_on": date(2026, 11, 3)}),
        ("wording.not_yet", {"signed_on": date(2026, 10, 30)}),
        ("wording.unknown", {"wording": 987654321}),
        ("consent.medium", {"medium": "sms"}),
    ],
)
def test_a_paper_that_says_too_little_is_refused(give: Give, code: str, told: dict[str, Any]) -> None:
    assert isinstance(refused(code, give, **told), RuleBroken)


def test_the_same_thing_is_not_given_and_refused_at_once(cast: Town, give: Give) -> None:
    school = cast.at("school").pk
    refused("consent.twice", give, items=[Item(school, "education"), Item(school, "education", is_given=False)])


def test_the_own_institution_needs_no_consent(cast: Town, give: Give) -> None:
    refused("consent.own_institution", give, items=[Item(cast.at("gops").pk, "education")])


def test_a_text_of_notices_and_a_draft_are_no_text_of_consents(cast: Town, give: Give, notice_text: Wording) -> None:
    refused("wording.unknown", give, wording=notice_text.pk)
    draft = actions.write_text(actor=cast.filip.actor, kind="consent", language="uk", body="Чернетка")
    refused("wording.draft", give, wording=draft.pk)


def test_a_text_of_another_institution_is_unknown(cast: Town, give: Give) -> None:
    theirs = actions.write_text(actor=cast.wanda.actor, kind="consent", language="pl", body="Szkolny")
    actions.approve_text(actor=cast.wanda.actor, wording=theirs, version=1, since=MONDAY.date())
    refused("wording.unknown", give, wording=theirs.pk)
    assert approved(cast, "consent", "uk").number == 1


def test_who_does_not_work_on_the_case_records_nothing(cast: Town, give: Give, case: Case) -> None:
    for worker in (cast.iga, cast.piotr):
        with pytest.raises((NotAllowed, NotFound)):
            give(actor=worker.actor)
    assert not Basis.objects.exists()
