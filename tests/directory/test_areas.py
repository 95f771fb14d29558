"""Areas: shipped, read from the statistical office's register, invented for the demonstration."""

import pytest

from kooperacja.directory.actions import invent_areas, load_areas, load_teryt
from kooperacja.directory.areas import REGISTER, SHIPPED, registered
from kooperacja.directory.kinds import Level
from kooperacja.directory.models import Area
from kooperacja.directory.queries import unknown_area
from kooperacja.foundation.tables import Line

pytestmark = pytest.mark.django_db

ROWS = (
    ("20", "", "", "", "PODLASKIE", "województwo", "2026-01-01"),
    ("20", "07", "", "", "łomżyński", "powiat", "2026-01-01"),
    ("20", "62", "", "", "Łomża", "miasto na prawach powiatu", "2026-01-01"),
    ("20", "07", "02", "2", "Łomża", "gmina wiejska", "2026-01-01"),
)


def stored() -> dict[str, tuple[str, str]]:
    return {area.terc: (area.name, area.level) for area in Area.objects.all()}


def test_the_product_ships_all_voivodeships_and_counties() -> None:
    load_areas()
    assert Area.objects.filter(level=Level.VOIVODESHIP).count() == 16
    assert Area.objects.filter(level=Level.COUNTY).count() == 380
    assert stored()["2007"] == ("powiat łomżyński", Level.COUNTY)
    assert stored()["2062"] == ("Łomża", Level.COUNTY)
    assert stored()["20"] == ("podlaskie", Level.VOIVODESHIP)


@pytest.mark.prepared
def test_loading_again_changes_nothing() -> None:
    load_areas()
    before = stored()
    load_areas()
    assert stored() == before


def test_the_source_is_named_in_the_file() -> None:
    head = SHIPPED.read_text(encoding="utf-8").splitlines()[:3]
    assert "GeoNames" in head[1]
    assert "CC BY 4.0" in head[1]


def test_the_register_adds_communes_and_agrees_with_what_is_shipped() -> None:
    load_areas()
    before = stored()
    load_teryt(registered(Line(2, dict(zip(REGISTER, row, strict=True))) for row in ROWS))
    after = stored()
    assert after.pop("2007022") == ("Łomża (gmina wiejska)", Level.COMMUNE)
    assert after == before


def test_an_invented_county_is_marked() -> None:
    invent_areas({"98": "wierzbowskie", "9801": "powiat brzeziński", "9801022": "Wierzbowo"})
    assert set(Area.objects.filter(is_fictional=True).values_list("pk", flat=True)) == {"98", "9801", "9801022"}
    assert unknown_area("9801022") == ""


@pytest.mark.parametrize(("terc", "missing"), [("", ""), ("20", ""), ("2007", ""), ("2099022", "2099"), ("97", "97")])
def test_a_commune_is_judged_by_its_county(terc: str, missing: str) -> None:
    load_areas()
    assert unknown_area(terc) == missing
