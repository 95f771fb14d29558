"""A mistake in a surname is put right: the recipient of a letter takes the new version over, the officer decides that
workers are named, and the person reads all of it.
"""

from collections.abc import Callable

import pytest

from tests.journeys.conftest import CHROMIUM, Reader
from tests.journeys.test_disclosure import mark, new_family
from tests.journeys.test_walk import write

pytestmark = [
    pytest.mark.browser,
    # The pages are the same on each engine; what the engines answer is asked below the browser.
    pytest.mark.once,
    pytest.mark.django_db,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine"),
]


def test_a_mistake_is_put_right_where_the_letter_went_and_the_person_reads_it(person: Callable[[str], Reader]) -> None:
    anna, olga, filip = person("anna"), person("olga"), person("filip")
    new_family(anna, "Bukowscy")
    mark(anna, "tożsamość, Marta Bukowscy: PCPR w Brzezinie")
    mark(anna, "Pismem: PCPR w Brzezinie")
    anna.page.get_by_role("button", name="Przekaż dane 1 odbiorcy").wait_for()
    anna.press("Przekaż dane 1 odbiorcy")
    entry = anna.page.url.removeprefix(anna.url)
    _put_right(anna)
    olga.open("/skrzynka/")
    olga.press("Pokaż, co przyszło")
    assert "poprawione po przekazaniu, jeszcze nie przejęte" in olga.text()
    olga.open(entry)
    olga.looks_right("sprostowanie")
    assert "Marta Bukowska" in olga.text()
    olga.press("Poprawiono u nas")
    olga.press("Poprawiono u nas")
    assert "Przekazujący wie, że dane są u Was poprawione" in olga.text()
    filip.open("/udostepnienia/")
    filip.press("Nazwiska pracowników")
    filip.press("Nowa decyzja")
    filip.page.get_by_label("tak, podaje się, kto przekazał dane").check()
    write(filip, since="02.11.2026", reason="Art. 15 RODO: rodziny pytają, z kim rozmawiać.")
    filip.press("Zapisz decyzję")
    filip.looks_right("nazwiska-pracownikow")
    anna.open(entry)
    assert "poprawione u odbiorcy 02.11.2026" in anna.text()
    anna.follow(anna.page.get_by_role("link", name="Marta Bukowska"))
    told = anna.text()
    assert "Instytucja poprawiła je u siebie 02.11.2026" in told
    assert "Kto przekazał: Anna Lis" in told
    anna.looks_right()


def _put_right(anna: Reader) -> None:
    """It was a mistake: the form asks."""
    anna.follow(anna.page.get_by_role("link", name="Marta Bukowscy"))
    anna.open(anna.page.url.removeprefix(anna.url).removesuffix("kto-dostal/"))
    anna.press("Popraw dane")
    anna.looks_right()
    write(anna, last_name="Bukowska")
    anna.page.get_by_label("to była pomyłka").check()
    anna.press("Zapisz dane")
    assert "Bukowska" in anna.text()
