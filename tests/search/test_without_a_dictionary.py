"""Where Morfeusz is not packaged for the machine: stems of words are compared, and `doctor` says so."""

from collections.abc import Iterator

import pytest

from kooperacja.config import doctor
from kooperacja.foundation import lemmas, words


@pytest.fixture
def _no_morfeusz(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What was read from the dictionary is forgotten before and after."""
    remembered = (lemmas.lemmas_of, lemmas._analyser, words._meant)
    with monkeypatch.context() as hidden:
        hidden.setattr(lemmas, "find_spec", lambda _name: None)
        for one in remembered:
            one.cache_clear()
        yield
    for one in remembered:
        one.cache_clear()


@pytest.mark.usefixtures("_no_morfeusz")
def test_endings_and_polish_letters_are_passed_over() -> None:
    for typed, told in (
        ("Malinowskiej", "Marta Malinowska"),
        ("Malinowskich", "Malinowscy"),
        ("lodówce", "Lodówka była pusta"),
        ("lodowke", "Lodówka była pusta"),
        ("Żołnierzowi", "Łucja Żołnierz"),
        ("wierzbowie", "Wierzbowo"),
        ("Mal", "Marta Malinowska"),
    ):
        assert words.is_answered_by(typed, told), typed
    for typed, told in (("Marta Lis", "Marta Malinowska"), ("choroba", "lodówka")):
        assert not words.is_answered_by(typed, told), typed


@pytest.mark.usefixtures("_no_morfeusz")
def test_doctor_says_what_is_missing() -> None:
    told = doctor._dictionary()
    assert (told.good, told.needed) == (False, False)
    assert "Morfeusz" in told.found


def test_with_the_dictionary_a_changed_stem_is_known() -> None:
    assert words.is_answered_by("Marcie", "Marta Malinowska")
    assert doctor._dictionary().good
