"""Changing the entry of an institution, and what two people at once see."""

import json

import pytest

from kooperacja.audit.models import Entry
from kooperacja.directory.actions import change_institution
from kooperacja.directory.models import Institution
from kooperacja.foundation.errors import Conflict, NotAllowed, RuleBroken
from tests.cast import Town


def entries(row: Institution) -> list[Entry]:
    return list(Entry.objects.filter(about_kind="institution", about_id=row.pk))


def test_a_coordinator_changes_any_institution(cast: Town) -> None:
    police = cast.at("police")
    change_institution(actor=cast.ewa.actor, institution=police, version=1, phone="47 000 00 00")
    assert (Institution.objects.get(pk=police.pk).phone, police.version) == ("47 000 00 00", 2)


def test_the_trail_names_the_fields_only(cast: Town) -> None:
    school = cast.at("school")
    change_institution(actor=cast.wanda.actor, institution=school, version=1, phone="600 000 000")
    [entry] = entries(school)
    assert json.loads(bytes(entry.payload)) == {"fields": ["phone"]}


def test_a_manager_changes_the_own_institution_only(cast: Town) -> None:
    change_institution(actor=cast.wanda.actor, institution=cast.at("school"), version=1, place="Lipiny")
    with pytest.raises(NotAllowed) as refused:
        change_institution(actor=cast.wanda.actor, institution=cast.at("gops"), version=1, place="Lipiny")
    assert refused.value.code == "institution.not_own"


def test_of_two_people_the_second_overwrites_nothing(cast: Town) -> None:
    """I35."""
    first, second = (Institution.objects.get(pk=cast.at("pcpr").pk) for _ in range(2))
    change_institution(actor=cast.ewa.actor, institution=first, version=1, phone="1")
    with pytest.raises(Conflict) as refused:
        change_institution(actor=cast.ewa.actor, institution=second, version=1, phone="2")
    assert (refused.value.code, Institution.objects.get(pk=first.pk).phone) == ("version.stale", "1")


def test_saving_without_a_change_writes_nothing(cast: Town) -> None:
    gops = cast.at("gops")
    change_institution(actor=cast.ewa.actor, institution=gops, version=1, name=gops.name)
    assert (gops.version, entries(gops)) == (1, [])


def test_a_new_name_is_found_at_once(cast: Town) -> None:
    school = cast.at("school")
    change_institution(actor=cast.wanda.actor, institution=school, version=1, name="Zespół Szkół w Wierzbowie")
    assert "zespol szkol" in Institution.objects.get(pk=school.pk).folded


def test_an_emptied_short_name_is_made_from_the_name(cast: Town) -> None:
    ppp = cast.at("ppp")
    change_institution(actor=cast.ewa.actor, institution=ppp, version=1, short_name=" ")
    assert ppp.short_name == "PPP w Brzezinie"


def test_only_the_institution_itself_changes_its_numbering(cast: Town) -> None:
    pattern = "SP.{number:03}/{year}"
    with pytest.raises(NotAllowed) as refused:
        change_institution(actor=cast.ewa.actor, institution=cast.at("school"), version=1, case_pattern=pattern)
    assert refused.value.code == "institution.numbering"
    change_institution(actor=cast.wanda.actor, institution=cast.at("school"), version=1, case_pattern=pattern)


@pytest.mark.parametrize(
    "pattern",
    ["", "S", "{number}", "{number}.{year}.{number}", "{year!r}{number}", "{number:{year}}", "{", "{number:>9}{year}"],
)
def test_a_pattern_that_could_read_more_is_refused(cast: Town, pattern: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        change_institution(actor=cast.wanda.actor, institution=cast.at("school"), version=1, case_pattern=pattern)
    assert refused.value.field == "case_pattern"
