"""The short name that is made when nobody gave one."""

import pytest

from kooperacja.directory.naming import SHORT_LIMIT, shortened


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Regionalny Ośrodek Polityki Społecznej w Białymstoku", "ROPS w Białymstoku"),
        ("Gminny Ośrodek Pomocy Społecznej w Wierzbowie", "GOPS w Wierzbowie"),
        ("Miejsko-Gminny Ośrodek Pomocy Społecznej w Szczuczynie", "MGOPS w Szczuczynie"),
        ("Ośrodek Pomocy Społecznej Gminy Łomża", "OPS Gminy Łomża"),
        ("Powiatowe Centrum Pomocy Rodzinie w Piszu", "PCPR w Piszu"),
        ("Powiatowy Urząd Pracy w Łomży", "PUP w Łomży"),
        ("Powiatowa Poradnia Psychologiczno-Pedagogiczna w Piszu", "PPP w Piszu"),
        ("Zakład Karny w Czerwonym Borze", "ZK w Czerwonym Borze"),
        ("Szkoła Podstawowa nr 2 w Brzezinie", "SP nr 2 w Brzezinie"),
        ("Zakład Aktywności Zawodowej „Poligrafia” w Bydgoszczy", "ZAZ „Poligrafia” w Bydgoszczy"),
        ("Fordońska Spółdzielnia Mieszkaniowa", "Fordońska Spółdzielnia Mieszkaniowa"),
    ],
)
def test_known_words_become_their_abbreviations(name: str, short: str) -> None:
    assert shortened(name) == short


def test_a_long_name_is_cut_at_a_word() -> None:
    short = shortened(
        "Zarząd Rejonowy Polskiego Związku Emerytów, Rencistów i Inwalidów w mieście Łomża i we wsiach wokoło"
    )
    assert len(short) <= SHORT_LIMIT
    assert short.endswith(" w mieście…")


def test_one_endless_word_is_cut_too() -> None:
    assert len(shortened("x" * 250)) == SHORT_LIMIT
