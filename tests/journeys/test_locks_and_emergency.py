"""Locks, an emergency and its review, the rules and "what if", in real browsers."""

import re
from collections.abc import Callable

import pytest

from tests.journeys.conftest import CHROMIUM, Reader, Served
from tests.journeys.test_walk import add_member, choose, number_in_title, open_case_file, title, write

pytestmark = [
    pytest.mark.browser,
    pytest.mark.once,
    # The pages are the same on each engine; what the engines answer is asked below the browser.
    pytest.mark.django_db,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine"),
]

People = Callable[[str], Reader]
LOCKS = "blokady/"
EMERGENCY = "/dostep-ratunkowy/"


@pytest.mark.long
def test_a_file_is_locked_and_opened_in_an_emergency_which_is_reviewed(person: People, served: Served) -> None:
    anna = person("anna")
    case_file, number = anna_opens_a_case(anna, served)
    halina = person("halina")
    halina_sets_a_lock_and_lifts_it(halina, case_file)
    halina_lifts_what_closes_the_file_to_her(anna, halina, case_file)
    jan_opens_vital_data(person("jan"), number, case_file)
    filip_reviews(person("filip"))
    halina_reads_the_rules_and_tries_a_suspension(halina, served)


def anna_opens_a_case(anna: Reader, served: Served) -> tuple[str, str]:
    anna.open("/rodziny/nowa/")
    write(anna, family_name="Lipa")
    choose(anna, "key_worker", "Anna Lis")
    anna.follow(anna.page.locator("main form").get_by_role("button").first)
    case_file = open_case_file(anna, served)
    add_member(anna, case_file, "Łucja Lipa", "03.02.2015", "córka", "", "")
    anna.open(case_file)
    return case_file, number_in_title(anna)


def halina_sets_a_lock_and_lifts_it(halina: Reader, case_file: str) -> None:
    halina.open(f"{case_file}{LOCKS}")
    halina.looks_right("blokady-brak")
    halina.open(f"{case_file}{LOCKS}nowa/")
    halina.looks_right("blokada-nowa")
    choose(halina, "kind", "konflikt interesów")
    halina.page.locator("select[name=place] option").nth(1).evaluate("option => { option.selected = true }")
    choose(halina, "worker", "Iga Klon")
    halina.follow(halina.page.locator("main form").get_by_role("button").first)
    halina.open(f"{case_file}{LOCKS}")
    assert "Iga Klon" in halina.text()
    halina.looks_right("blokady")
    address = halina.page.locator(f"a[href*='{LOCKS}']").filter(has_text="Uchyl").first.get_attribute("href")
    assert address is not None
    halina.open(address)
    halina.looks_right("blokada-zdjecie")
    halina.follow(halina.page.locator("main form").get_by_role("button").first)
    halina.open(f"{case_file}{LOCKS}")
    assert "Iga Klon" not in halina.text()


def halina_lifts_what_closes_the_file_to_her(anna: Reader, halina: Reader, case_file: str) -> None:
    anna.open(f"{case_file}{LOCKS}nowa/")
    choose(anna, "kind", "ograniczenie przetwarzania")
    anna.page.locator("select[name=place] option").nth(1).evaluate("option => { option.selected = true }")
    anna.follow(anna.page.locator("main form").get_by_role("button").first)
    halina.open(case_file, status=404)
    halina.open("/blokady/")
    halina.looks_right("blokady-do-uchylenia")
    address = halina.page.locator("main table a[href^='/blokady/']").first.get_attribute("href")
    assert address is not None
    halina.open(address)
    halina.looks_right("uchylenie")
    halina.follow(halina.page.locator("main form").get_by_role("button").first)
    halina.looks_right()
    halina.open(case_file)


def jan_opens_vital_data(jan: Reader, number: str, case_file: str) -> None:
    jan.open(case_file, status=404)
    jan.open(EMERGENCY)
    jan.looks_right("dostep-ratunkowy-pusty")
    choose(jan, "owner", "GOPS Wierzbowo")
    write(jan, case_number=number, first_name="Łucja", reason="Dziecko nieprzytomne, ratownik pyta o choroby.")
    jan.follow(jan.page.locator("main form").get_by_role("button").first)
    assert re.search(rf"{EMERGENCY}\d+/$", jan.page.url)
    assert "Łucja" in jan.text()
    jan.looks_right("dostep-ratunkowy")
    opened = jan.page.url
    jan.follow(jan.page.locator("main form").get_by_role("button").first)
    jan.page.goto(opened)
    assert "Łucja" not in jan.text()
    jan.complaints.clear()
    jan.open(case_file, status=404)


def filip_reviews(filip: Reader) -> None:
    filip.open(f"{EMERGENCY}oceny/")
    assert "Jan Klon" in filip.text()
    assert "Łucja" not in filip.text()
    filip.looks_right("oceny")
    address = filip.page.locator("a[href$='/ocena/']").first.get_attribute("href")
    assert address is not None
    filip.open(address)
    filip.looks_right("ocena")
    filip.page.locator("[name=outcome][value=justified]").check()
    filip.follow(filip.page.locator("main form").get_by_role("button").first)
    filip.open(f"{EMERGENCY}oceny/")
    filip.looks_right("oceny-po")


def halina_reads_the_rules_and_tries_a_suspension(halina: Reader, served: Served) -> None:
    halina.open("/zasady-dostepu/")
    halina.looks_right("zasady-dostepu")
    ((ref,),) = served.rows("select ref from agreements_agreement")
    halina.open(f"/co-jesli/{ref}/")
    halina.looks_right("co-jesli")
    halina.page.locator("select[name=act] option").nth(1).evaluate("option => { option.selected = true }")
    halina.follow(halina.page.locator("main form").get_by_role("button").first)
    assert title(halina)
    halina.looks_right("co-jesli-wynik")
