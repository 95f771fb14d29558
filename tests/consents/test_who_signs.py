"""Whose signature counts: parents, guardians and curators as courts left them, on the day of the paper and today."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from kooperacja.access.actions import authorise, end_authorisations
from kooperacja.access.models import Basis
from kooperacja.cases.actions import add_member
from kooperacja.cases.models import Case
from kooperacja.consents.models import Wording
from kooperacja.foundation.clock import day_end
from kooperacja.foundation.errors import RuleBroken
from kooperacja.people.actions import end_detail
from kooperacja.people.kinds import DetailKind
from kooperacja.people.models import Person
from tests.cast import MONDAY, Town
from tests.consents.conftest import UNTIL, Give
from tests.people.test_who_may_consent_for import ruled

People = dict[str, Person]
DAY = MONDAY.date()


def refused(code: str, give: Give, **told: Any) -> RuleBroken:
    with pytest.raises(RuleBroken) as refusal:
        give(**told)
    assert (refusal.value.code, Basis.objects.exists()) == (code, False)
    return refusal.value


def on(day: date) -> datetime:
    return datetime.combine(day, MONDAY.timetz())


def born(cast: Town, case: Case, day: date) -> Person:
    names = {"first_name": "Leon", "last_name": "Malinowski"}
    return add_member(actor=cast.anna.actor, case=case, born_on=day, kinship="son", **names)


def test_a_parent_deprived_of_authority_does_not_consent_for_this_child(cast: Town, family: People, give: Give) -> None:
    ruled(cast, family["Ola"], DetailKind.AUTHORITY_DEPRIVED, family["Adam"])
    refused("consent.not_entitled", give, person=family["Ola"], signer=family["Adam"])
    row = give(person=family["Ola"], signer=family["Marta"])
    assert (row.signed_as, give(person=family["Kuba"], signer=family["Adam"]).signed_as) == ("parent", "parent")


def test_a_ruling_between_the_signature_and_its_recording_is_heard(
    cast: Town, family: People, give: Give, at_monday: Any
) -> None:
    at_monday.move_to(on(DAY + timedelta(days=7)))
    ruled(cast, family["Ola"], DetailKind.AUTHORITY_DEPRIVED, family["Adam"], since=DAY + timedelta(days=3))
    told = refused("consent.power_ended", give, person=family["Ola"], signer=family["Adam"])
    assert "Zapytaj" in str(told)


def test_a_guardian_appointed_by_a_court_consents_while_the_ruling_holds(
    cast: Town, family: People, give: Give
) -> None:
    last = DAY + timedelta(days=60)
    ruled(cast, family["Kuba"], DetailKind.GUARDIAN, family["Adam"], until=last)
    refused("consent.not_entitled", give, person=family["Kuba"], signer=family["Marta"])
    row = give(person=family["Kuba"], signer=family["Adam"], until=UNTIL)
    assert (row.signed_as, row.until, row.ends_at_majority) == ("guardian", last - timedelta(days=1), False)
    assert Basis.objects.get().valid_to == day_end(last - timedelta(days=1))


def test_a_guardian_known_by_name_only_is_first_added_to_the_case(
    cast: Town, case: Case, family: People, give: Give, consent_text: Wording, as_worker: Any
) -> None:
    ruled(cast, family["Kuba"], DetailKind.GUARDIAN, text="Zofia Malinowska")
    told = refused("consent.not_entitled", give, person=family["Kuba"], signer=family["Marta"])
    assert "Zofia Malinowska" in str(told)
    page = as_worker(cast.anna).get(f"/rodziny/{case.ref}/zgody/nowa/{family['Kuba'].ref}/").content.decode()
    assert "znamy tylko z nazwiska" in page
    assert f"/rodziny/{case.ref}/osoba/" in page
    assert 'name="given"' not in page


def test_from_thirteen_the_child_is_asked_too_and_this_is_kept(
    cast: Town, case: Case, give: Give, as_worker: Any, at_monday: Any
) -> None:
    """Young the day before the birthday, old enough on it: what counts is the day on which data are opened."""
    leon = born(cast, case, date(2013, 11, 3))
    at_monday.move_to(on(date(2026, 11, 3)))
    assert refused("consent.must_agree", give, person=leon).field == "person_agreed"
    anna = as_worker(cast.anna)
    form = anna.get(f"/rodziny/{case.ref}/zgody/nowa/{leon.ref}/").content.decode()
    assert 'name="person_agreed"' in form
    assert "Rodzic osoby niepełnoletniej." in form
    row = give(person=leon, person_agreed=True)
    receipt = anna.get(f"/rodziny/{case.ref}/zgody/{row.ref}/").content.decode()
    assert row.person_agreed
    assert "Leon Malinowski zgadza się" in receipt
    assert "rodzic osoby niepełnoletniej" in receipt


def test_before_thirteen_nothing_is_said_in_its_name(family: People, give: Give) -> None:
    assert give(person=family["Ola"], person_agreed=True).person_agreed is False


def test_who_is_partly_incapacitated_signs_nothing_and_agrees_beside_the_curator(
    cast: Town, family: People, give: Give
) -> None:
    adam, marta = family["Adam"], family["Marta"]
    ruled(cast, adam, DetailKind.INCAPACITATED_PARTLY)
    ruled(cast, adam, DetailKind.CURATOR, marta)
    refused("consent.not_entitled", give, person=adam, signer=adam)
    refused("consent.must_agree", give, person=adam, signer=marta)
    row = give(person=adam, signer=marta, person_agreed=True)
    assert (row.signed_as, row.person_agreed, row.ends_at_majority) == ("curator", True, False)


def test_who_came_of_age_before_the_paper_was_written_down_is_asked(
    cast: Town, case: Case, give: Give, at_monday: Any
) -> None:
    leon = born(cast, case, date(2008, 11, 9))
    at_monday.move_to(on(date(2026, 11, 9)))
    told = refused("consent.of_age", give, person=leon, person_agreed=True)
    assert "09.11.2026" in str(told)
    refused("consent.not_entitled", give, person=leon, signer=leon)
    assert give(person=leon, signer=leon, signed_on=date(2026, 11, 9)).signed_as == "self"


def test_a_power_that_ended_today_signs_no_more(cast: Town, family: People, give: Give) -> None:
    row = ruled(cast, family["Kuba"], DetailKind.GUARDIAN, family["Adam"])
    end_detail(actor=cast.anna.actor, detail=row, until=DAY)
    give(person=family["Kuba"], signer=family["Marta"])


def test_who_may_not_see_family_matters_reads_a_sentence_and_no_form(
    cast: Town, case: Case, family: People, give: Give, consent_text: Wording, as_worker: Any
) -> None:
    """Anna is authorised for what she shows, and not for matters of the family."""
    keys = {"user_id": cast.anna.user.pk, "institution_id": cast.at("gops").pk}
    end_authorisations(cast.halina.actor, **keys)
    authorise(cast.halina.actor, **keys, categories=("coordination", "identity", "education"))
    told = refused("consent.family_hidden", give)
    assert "osobę prowadzącą" in str(told)
    anna, marta = as_worker(cast.anna), family["Marta"]
    for way in ("nowa", "ekran"):
        page = anna.get(f"/rodziny/{case.ref}/zgody/{way}/{marta.ref}/").content.decode()
        assert ("Nie widzisz, kto może podpisać" in page, 'name="signer"' in page) == (True, False)
