"""G.1, steps 5, 6 and 8: a plan is written with the family, the team approves it, the clinic accepts its own action,
reports it and it is confirmed.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journeys.conftest import CHROMIUM, Reader
from tests.journeys.test_disclosure import new_family
from tests.journeys.test_walk import choose, write

pytestmark = [
    pytest.mark.browser,
    pytest.mark.once,
    pytest.mark.django_db,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine"),
]


def test_a_plan_goes_from_the_family_to_a_confirmed_action(person: Callable[[str], Reader]) -> None:
    anna, halina = person("anna"), person("halina")
    plan = _written(anna)
    _decided(anna, halina, plan)
    _done(person("ida"), anna)
    anna.open(plan)
    assert "Potwierdzone" in anna.text()
    anna.looks_right("plan")
    anna.press("Według instytucji")
    anna.looks_right("plan-tablica")


def _written(anna: Reader) -> str:
    new_family(anna, "Jaworscy")
    anna.open(anna.page.url.removeprefix(anna.url).removesuffix("przekaz/") + "plan/")
    anna.press("Napisz plan")
    plan = anna.page.url.removeprefix(anna.url)
    anna.open(f"{plan}cele/")
    write(anna, title="Dzieci chodzą do szkoły regularnie", indicator="obecność 90%")
    choose(anna, "category", "Edukacja")
    anna.page.get_by_label("Cel główny planu").check()
    anna.looks_right("plan-cel")
    anna.press("Zapisz")
    anna.open(f"{plan}dzialania/")
    write(anna, title="Wizyta dzieci u psychologa", wanted_on="12.12.2026")
    choose(anna, "taker", "PPP")
    choose(anna, "goal", "Dzieci chodzą")
    anna.looks_right("plan-dzialanie")
    anna.press("Zapisz")
    assert "14.12.2026" in anna.text()
    anna.open(f"{plan}ruch/consult/")
    anna.press("Wyślij do konsultacji")
    anna.open(f"{plan}uwagi/")
    write(anna, text="Zgadzamy się. Prosimy tylko nie dzwonić rano.")
    anna.press("Zapisz")
    return plan


def _decided(anna: Reader, halina: Reader, plan: str) -> None:
    """The manager coordinates here; with a quorum of one worker and one vote more."""
    for move in ("submit", "approve"):
        halina.open(f"{plan}ruch/{move}/")
        if move == "approve":
            write(halina, decided_on="02.11.2026", votes_for="4")
            halina.looks_right("plan-decyzja")
        halina.press("Zatwierdź plan" if move == "approve" else "Przekaż zespołowi")
    for who in ("Marta", "Ja, pracownik wiodący"):
        anna.open(f"{plan}podpis/")
        choose(anna, "person", who)
        if who == "Marta":
            anna.looks_right("plan-podpis")
        anna.press("Zapisz")
    halina.open(f"{plan}ruch/enforce/")
    halina.press("Wprowadź plan w życie")
    assert "Plan obowiązuje" in halina.text()
    with anna.page.expect_download() as found:
        anna.open(plan)
        anna.page.get_by_role("link", name="Plan (PDF)").click()
    assert Path(found.value.path()).read_bytes().startswith(b"%PDF-")


def _done(ida: Reader, anna: Reader) -> None:
    ida.open("/skrzynka/")
    ida.press("Pokaż działania")
    ida.looks_right("dzialania")
    ida.follow(ida.page.get_by_role("link", name="Wizyta dzieci u psychologa"))
    ida.looks_right("dzialanie")
    action = ida.page.url.removeprefix(ida.url)
    ida.press("Przyjmij działanie")
    ida.press("Przyjmij działanie")
    ida.press("Zgłoś wykonanie")
    write(ida, text="Ola i Kuba byli na konsultacji. Rodzice mają opinię.")
    ida.press("Zgłoś wykonanie")
    anna.open(action)
    anna.press("Potwierdź wykonanie")
    anna.press("Potwierdź wykonanie")
    anna.looks_right("dzialanie-potwierdzone")
