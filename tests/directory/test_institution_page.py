"""The page of an institution and the forms that stand on it."""

from typing import Any

import pytest

from kooperacja.directory.actions import add_unit, create_institution
from kooperacja.directory.models import Institution, Unit
from tests.cast import Town

NEW = {"name": "Klub „Promyk”", "kind": "integration_club", "level": "commune"}


def page_of(browser: Any, pk: int) -> str:
    response = browser.get(f"/instytucje/{pk}/")
    assert response.status_code == 200
    return str(response.content.decode())


def test_it_tells_what_is_known(cast: Town, as_worker: Any) -> None:
    row = create_institution(
        actor=cast.ewa.actor,
        **NEW,
        terc="2007022",
        place="Łomża",
        nip="5260006841",
        email="biuro@promyk.example",
        note="powstał z porozumienia",
    )
    add_unit(actor=cast.ewa.actor, institution=row, name="Świetlica")
    page = page_of(as_worker(cast.anna), row.pk)
    for told in (
        "Klub „Promyk”",
        "powiat łomżyński, woj. podlaskie",
        "5260006841",
        "mailto:biuro@promyk.example",
        "Świetlica",
        "powstał z porozumienia",
        "Nikt jeszcze nie sprawdził tych danych",
        f"/porozumienia/?institution={row.pk}",
    ):
        assert told in page


def test_only_who_may_change_it_sees_the_buttons(cast: Town, as_worker: Any) -> None:
    school = cast.at("school").pk
    assert "Zmień dane" in page_of(as_worker(cast.wanda), school)
    assert "Zmień dane" not in page_of(as_worker(cast.piotr), school)
    assert "Zmień dane" not in page_of(as_worker(cast.wanda), cast.at("gops").pk)


@pytest.mark.parametrize("path", ["", "zmien/", "zakoncz/", "komorki/nowa/", "komorki/1/zakoncz/"])
def test_what_is_not_there_is_not_found(cast: Town, as_worker: Any, path: str) -> None:
    assert as_worker(cast.ewa).get(f"/instytucje/999999/{path}").status_code == 404


def test_a_coordinator_adds_one_and_lands_on_its_page(cast: Town, as_worker: Any) -> None:
    browser = as_worker(cast.ewa)
    response = browser.post("/instytucje/nowa/", {**NEW, "once": "a"})
    row = Institution.objects.get(name=NEW["name"])
    assert (response.status_code, response["Location"]) == (303, f"/instytucje/{row.pk}/")


def test_a_double_click_adds_one(cast: Town, as_worker: Any) -> None:
    """I36."""
    browser = as_worker(cast.ewa)
    places = {browser.post("/instytucje/nowa/", {**NEW, "once": "b"})["Location"] for _ in range(2)}
    assert (len(places), Institution.objects.filter(name=NEW["name"]).count()) == (1, 1)


def test_all_faults_are_told_at_once_and_nothing_is_lost(cast: Town, as_worker: Any) -> None:
    wrong = {**NEW, "kind": "", "nip": "526-000-68-42", "regon": "1", "krs": "2", "terc": "2007027", "email": "x"}
    response = as_worker(cast.ewa).post("/instytucje/nowa/", {**wrong, "website": "javascript:alert(1)"})
    page = response.content.decode()
    assert response.status_code == 422
    assert "Popraw 7 pól" in page or page.count('class="error"') == 7
    assert "NIP 5260006842 ma błędną cyfrę" in page
    assert 'value="526-000-68-42"' in page
    assert not Institution.objects.filter(name=NEW["name"]).exists()


def test_an_unknown_county_is_told_at_its_field(cast: Town, as_worker: Any) -> None:
    response = as_worker(cast.ewa).post("/instytucje/nowa/", {**NEW, "terc": "2099"})
    assert response.status_code == 422
    assert "Nie ma obszaru o kodzie TERYT 2099" in response.content.decode()


@pytest.mark.parametrize("who", ["anna", "piotr", "grazyna"])
def test_others_may_not_add(cast: Town, as_worker: Any, who: str) -> None:
    response = as_worker(getattr(cast, who)).post("/instytucje/nowa/", NEW)
    assert response.status_code == 403
    assert "Nowe instytucje dodają kierownicy i koordynatorzy" in response.content.decode()


def test_hostile_text_is_shown_as_text(cast: Town, as_worker: Any) -> None:
    hostile = "<script>alert(1)</script>"
    row = create_institution(actor=cast.ewa.actor, **{**NEW, "name": hostile, "note": hostile, "place": hostile})
    page = page_of(as_worker(cast.anna), row.pk)
    assert hostile not in page
    assert "&lt;script&gt;" in page


def test_a_stale_form_overwrites_nothing_and_keeps_what_was_typed(cast: Town, as_worker: Any) -> None:
    browser, gops = as_worker(cast.halina), cast.at("gops")
    form = {"name": gops.name, "short_name": gops.short_name, "kind": gops.kind, "level": gops.level}
    form |= {"case_pattern": gops.case_pattern, "referral_pattern": gops.referral_pattern, "version": 1}
    address = f"/instytucje/{gops.pk}/zmien/"
    assert browser.post(address, {**form, "phone": "111", "once": "c"}).status_code == 303
    response = browser.post(address, {**form, "phone": "222", "once": "d"})
    page = response.content.decode()
    assert response.status_code == 409
    assert "Co w międzyczasie zapisał ktoś inny" in page
    assert 'value="222"' in page
    assert ">111<" in page
    assert 'name="version" value="2"' in page
    assert Institution.objects.get(pk=gops.pk).phone == "111"
    assert browser.post(address, {**form, "phone": "222", "version": 2, "once": "e"}).status_code == 303
    assert Institution.objects.get(pk=gops.pk).phone == "222"


def test_a_coordinator_of_another_institution_does_not_see_its_numbering(cast: Town, as_worker: Any) -> None:
    address = f"/instytucje/{cast.at('school').pk}/zmien/"
    assert "case_pattern" not in as_worker(cast.ewa).get(address).content.decode()
    assert "case_pattern" in as_worker(cast.wanda).get(address).content.decode()


def test_an_institution_ends_from_its_page(cast: Town, as_worker: Any) -> None:
    browser, ppp = as_worker(cast.ewa), cast.at("ppp")
    address = f"/instytucje/{ppp.pk}/zakoncz/"
    assert browser.post(address, {"ended_on": "31.12.2026", "reason": ""}).status_code == 422
    assert browser.post(address, {"ended_on": "31.12.2026", "reason": "połączenie"}).status_code == 303
    assert "kończy działalność 31.12.2026" in page_of(browser, ppp.pk)
    assert browser.get(address).status_code == 403


def test_units_are_added_and_ended_from_the_page(cast: Town, as_worker: Any) -> None:
    browser, school = as_worker(cast.wanda), cast.at("school").pk
    assert browser.post(f"/instytucje/{school}/komorki/nowa/", {"name": "Filia"}).status_code == 303
    assert browser.post(f"/instytucje/{school}/komorki/nowa/", {"name": "Filia"}).status_code == 422
    unit = Unit.objects.get(name="Filia")
    address = f"/instytucje/{school}/komorki/{unit.pk}/zakoncz/"
    assert browser.post(address, {"ended_on": "31.12.2026"}).status_code == 303
    assert browser.post(address, {"ended_on": "31.12.2026"}).status_code == 409
    assert browser.get(f"/instytucje/{cast.at('gops').pk}/komorki/{unit.pk}/zakoncz/").status_code == 404


def test_the_small_forms_come_alone_into_a_dialog(cast: Town, as_worker: Any) -> None:
    response = as_worker(cast.ewa).get(f"/instytucje/{cast.at('ppp').pk}/zakoncz/", headers={"HX-Request": "true"})
    page = response.content.decode()
    assert page.lstrip().startswith("<form")
    assert "csrfmiddlewaretoken" in page
