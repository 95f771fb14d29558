"""Entering an institution: by whom, with what, and what is refused."""

from datetime import date
from typing import Any

import pytest

from kooperacja.audit.models import Entry
from kooperacja.directory.actions import create_institution
from kooperacja.directory.kinds import InstitutionKind, Level, Sector
from kooperacja.directory.models import Institution
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.errors import NotAllowed, RuleBroken
from tests.cast import Town

BASICS = {"name": "Ośrodek Wsparcia „Przystań”", "kind": InstitutionKind.CRISIS_CENTRE, "level": Level.COUNTY}


def create(actor: Actor, **facts: Any) -> Institution:
    return create_institution(actor=actor, **{**BASICS, **facts})


def test_a_coordinator_needs_only_name_kind_and_area(cast: Town) -> None:
    row = create(cast.ewa.actor)
    assert (row.short_name, row.terc, row.sector, row.nip) == ("Ośrodek Wsparcia „Przystań”", "", "", "")


def test_everything_that_is_published_can_be_kept(cast: Town) -> None:
    row = create(
        cast.ewa.actor,
        short_name="OW Przystań",
        sector=Sector.WELFARE,
        terc="2007",
        place="Łomża",
        nip="526-000-68-41",
        regon="000331501",
        krs="0000123456",
        email="biuro@przystan.example",
        website="https://przystan.example",
        checked_on=date(2026, 9, 1),
    )
    stored = Institution.objects.get(pk=row.pk)
    assert (stored.nip, stored.regon, stored.krs, stored.terc) == ("5260006841", "000331501", "0000123456", "2007")


def test_spaces_around_words_are_not_kept(cast: Town) -> None:
    assert create(cast.ewa.actor, name="  Dom \n Kultury ", kind=InstitutionKind.CULTURE_CENTRE).name == "Dom Kultury"


def test_it_is_found_without_polish_letters(cast: Town) -> None:
    create(cast.ewa.actor, name="Świetlica „Łąka”", place="Żory")
    assert Institution.objects.filter(folded__contains="laka").get().folded.endswith("zory")


@pytest.mark.parametrize("who", ["ewa", "halina", "wanda"])
def test_managers_and_coordinators_may(cast: Town, who: str) -> None:
    assert create(getattr(cast, who).actor).pk


@pytest.mark.parametrize("who", ["anna", "piotr", "jan", "filip", "grazyna"])
def test_nobody_else_may(cast: Town, who: str) -> None:
    with pytest.raises(NotAllowed) as refused:
        create(getattr(cast, who).actor)
    assert refused.value.code == "institution.not_keeper"


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("name", "   ", "institution.name"),
        ("name", "x" * 251, "institution.name"),
        ("kind", "castle", "institution.kind"),
        ("level", "", "institution.level"),
        ("email", "no at sign", "institution.email"),
        ("website", "javascript:alert(1)", "institution.website"),
        ("nip", "5260006842", "institution.nip"),
        ("regon", "12", "institution.regon"),
        ("krs", "123456", "institution.krs"),
        ("terc", "20070", "area.terc"),
        ("terc", "2099", "area.unknown"),
        ("terc", "99", "area.unknown"),
        ("terc", "2007027", "area.terc_type"),
        ("case_pattern", "{number.__class__}", "institution.pattern"),
    ],
)
def test_a_wrong_value_is_named_and_nothing_is_stored(cast: Town, field: str, value: str, code: str) -> None:
    before = Institution.objects.count()
    with pytest.raises(RuleBroken) as refused:
        create(cast.ewa.actor, **{field: value})
    assert (refused.value.code, refused.value.field, Institution.objects.count()) == (code, field, before)


def test_a_commune_is_known_by_its_county(cast: Town) -> None:
    assert create(cast.ewa.actor, terc="2007022").terc == "2007022"


def test_hostile_text_stays_a_text(cast: Town) -> None:
    text = "<script>alert(1)</script> '; DROP TABLE x; -- =1+1"
    assert Institution.objects.get(pk=create(cast.ewa.actor, name=text).pk).name == text


def test_the_trail_tells_who_and_no_names(cast: Town) -> None:
    row = create(cast.ewa.actor)
    entry = Entry.objects.get(action="institution.create", about_id=row.pk)
    assert (entry.user_id, entry.institution_id) == (cast.ewa.user.pk, cast.at("gops").pk)
    assert "Przystań".encode() not in bytes(entry.payload)
