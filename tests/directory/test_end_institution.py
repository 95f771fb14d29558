"""Institutions and their units end with a date; nothing is deleted."""

from datetime import date

import pytest

from kooperacja.directory.actions import add_unit, end_institution, end_unit, join
from kooperacja.directory.kinds import Role
from kooperacja.directory.models import Institution, Unit
from kooperacja.foundation.errors import Conflict, NotAllowed, RuleBroken
from tests.cast import Town

DAY = date(2026, 12, 31)


def test_an_institution_ends_with_a_date_and_a_reason(cast: Town) -> None:
    end_institution(actor=cast.ewa.actor, institution=cast.at("ppp"), ended_on=DAY, reason="połączenie  z zespołem")
    row = Institution.objects.get(pk=cast.at("ppp").pk)
    assert (row.ended_on, row.ended_reason) == (DAY, "połączenie z zespołem")
    assert row.has_ended(DAY)
    assert not row.has_ended(date(2026, 12, 30))


def test_a_reason_must_be_told(cast: Town) -> None:
    with pytest.raises(RuleBroken) as refused:
        end_institution(actor=cast.ewa.actor, institution=cast.at("ppp"), ended_on=DAY, reason="  ")
    assert refused.value.code == "institution.end_reason"


def test_it_ends_once(cast: Town) -> None:
    end_institution(actor=cast.ewa.actor, institution=cast.at("ppp"), ended_on=DAY, reason="połączenie")
    with pytest.raises(NotAllowed) as refused:
        end_institution(actor=cast.ewa.actor, institution=cast.at("ppp"), ended_on=DAY, reason="znowu")
    assert refused.value.code == "institution.ended"


def test_of_two_people_who_end_it_one_is_told(cast: Town) -> None:
    seen_earlier = Institution.objects.get(pk=cast.at("ppp").pk)
    end_institution(actor=cast.ewa.actor, institution=cast.at("ppp"), ended_on=DAY, reason="połączenie")
    with pytest.raises(Conflict):
        end_institution(actor=cast.ewa.actor, institution=seen_earlier, ended_on=DAY, reason="inny powód")


def test_nobody_joins_an_ended_institution(cast: Town) -> None:
    end_institution(actor=cast.ewa.actor, institution=cast.at("school"), ended_on=DAY, reason="połączenie")
    with pytest.raises(RuleBroken) as refused:
        join(
            actor=cast.wanda.actor,
            user_id=cast.anna.user.pk,
            institution=cast.at("school"),
            role=Role.TEAM_MEMBER,
            title="pedagog",
        )
    assert refused.value.code == "institution.ended"


def test_a_manager_adds_a_unit_of_the_own_institution(cast: Town) -> None:
    unit = add_unit(actor=cast.halina.actor, institution=cast.at("gops"), name=" Dział  świadczeń ")
    assert (unit.name, unit.institution) == ("Dział świadczeń", cast.at("gops"))


@pytest.mark.parametrize(("name", "code"), [("Filia", "unit.doubled"), ("  ", "unit.name")])
def test_a_unit_needs_a_name_of_its_own(cast: Town, name: str, code: str) -> None:
    add_unit(actor=cast.halina.actor, institution=cast.at("gops"), name="Filia")
    with pytest.raises(RuleBroken) as refused:
        add_unit(actor=cast.halina.actor, institution=cast.at("gops"), name=name)
    assert refused.value.code == code


def test_an_ended_unit_comes_back_under_its_name(cast: Town) -> None:
    unit = add_unit(actor=cast.halina.actor, institution=cast.at("gops"), name="Filia")
    end_unit(actor=cast.halina.actor, unit=unit, ended_on=DAY)
    again = add_unit(actor=cast.halina.actor, institution=cast.at("gops"), name="Filia")
    assert (again.pk, Unit.objects.get(pk=unit.pk).ended_on) == (unit.pk, None)


def test_a_unit_ends_once(cast: Town) -> None:
    unit = add_unit(actor=cast.halina.actor, institution=cast.at("gops"), name="Filia")
    end_unit(actor=cast.halina.actor, unit=unit, ended_on=DAY)
    with pytest.raises(Conflict):
        end_unit(actor=cast.halina.actor, unit=unit, ended_on=DAY)


def test_a_manager_touches_no_unit_of_another_institution(cast: Town) -> None:
    unit = add_unit(actor=cast.halina.actor, institution=cast.at("gops"), name="Filia")
    with pytest.raises(NotAllowed):
        add_unit(actor=cast.wanda.actor, institution=cast.at("gops"), name="Oddział")
    with pytest.raises(NotAllowed):
        end_unit(actor=cast.wanda.actor, unit=unit, ended_on=DAY)
