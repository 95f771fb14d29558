"""Correcting a person: by form, with both texts shown when somebody was quicker."""

from typing import Any

import pytest

from kooperacja.access.permit import permit
from kooperacja.audit.models import Entry
from kooperacja.cases.models import Case
from kooperacja.people.actions import set_occupation
from kooperacja.people.models import Person, Relation
from tests.cast import Town


def address(person: Person) -> str:
    return f"/osoby/{person.ref}/popraw/"


@pytest.fixture
def typed() -> dict[str, str]:
    return {
        "first_name": "Aleksandra",
        "last_name": "Malinowska",
        "born_on": "21.03.2014",
        "education": "SP Wierzbowo, klasa 7",
        "employment": "",
        "change": "error",
        "version": "1",
        "education_version": "1",
        "employment_version": "0",
        "pesel_version": "0",
        "once": "one-form",
    }


def test_the_form_shows_what_is_saved(cast: Town, family: dict[str, Person], as_worker: Any) -> None:
    page = as_worker(cast.anna).get(address(family["Ola"])).content.decode()
    assert 'value="Ola"' in page
    assert 'value="21.03.2014"' in page
    assert 'value="SP Wierzbowo, klasa 6"' in page


def test_the_key_worker_corrects_a_person(
    cast: Town, family: dict[str, Person], as_worker: Any, typed: dict[str, str]
) -> None:
    browser = as_worker(cast.anna)
    answer = browser.post(address(family["Ola"]), typed)
    assert (answer.status_code, answer["Location"]) == (303, f"/osoby/{family['Ola'].ref}/")
    page = browser.get(answer["Location"]).content.decode()
    assert "Aleksandra" in page
    assert "SP Wierzbowo, klasa 7" in page
    assert Entry.objects.filter(action="person.edit", user_id=cast.anna.user.pk).exists()


def test_an_iso_date_is_understood(
    cast: Town, family: dict[str, Person], as_worker: Any, typed: dict[str, str]
) -> None:
    answer = as_worker(cast.anna).post(address(family["Ola"]), typed | {"born_on": "2014-03-20"})
    assert answer.status_code == 303


@pytest.mark.parametrize("born_on", ["31.02.2014", "w marcu", "03.11.2026", "01.01.1899", "2014.03.21"])
def test_a_wrong_date_is_refused_and_keeps_what_was_typed(
    cast: Town, family: dict[str, Person], as_worker: Any, typed: dict[str, str], born_on: str
) -> None:
    answer = as_worker(cast.anna).post(address(family["Ola"]), typed | {"born_on": born_on})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert f'value="{born_on}"' in page
    assert 'value="Aleksandra"' in page


def test_a_stale_form_shows_both_texts_and_overwrites_nothing(
    cast: Town, family: dict[str, Person], as_worker: Any, typed: dict[str, str]
) -> None:
    """I35: the second of two edits overwrites nothing."""
    browser = as_worker(cast.anna)
    browser.post(address(family["Ola"]), typed | {"first_name": "Olga", "once": "a"})
    answer = browser.post(address(family["Ola"]), typed | {"first_name": "Aleksandra", "once": "b"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Olga" in page
    assert 'value="Aleksandra"' in page
    assert "Olga" in browser.get(f"/osoby/{family['Ola'].ref}/").content.decode()


def test_after_the_comparison_the_second_text_can_be_saved(
    cast: Town, family: dict[str, Person], as_worker: Any, typed: dict[str, str]
) -> None:
    browser = as_worker(cast.anna)
    browser.post(address(family["Ola"]), typed | {"first_name": "Olga", "once": "a"})
    shown = browser.post(address(family["Ola"]), typed | {"once": "b"}).content.decode()
    assert 'name="version" value="2"' in shown
    again = browser.post(address(family["Ola"]), typed | {"version": "2", "education_version": "2", "once": "b"})
    assert again.status_code == 303


def test_a_stale_school_refuses_the_whole_form(
    cast: Town, family: dict[str, Person], as_worker: Any, typed: dict[str, str]
) -> None:
    set_occupation(actor=cast.anna.actor, person=family["Ola"], kind="education", text="SP Zalesie", version=1)
    browser = as_worker(cast.anna)
    answer = browser.post(address(family["Ola"]), typed)
    assert answer.status_code == 409
    assert "Aleksandra" not in browser.get(f"/osoby/{family['Ola'].ref}/").content.decode()


def test_a_school_can_be_left(cast: Town, family: dict[str, Person], as_worker: Any, typed: dict[str, str]) -> None:
    browser = as_worker(cast.anna)
    browser.post(address(family["Ola"]), typed | {"education": ""})
    present, _now, past = browser.get(f"/osoby/{family['Ola'].ref}/").content.decode().partition('id="past"')
    assert ("klasa 6" in present, "klasa 6" in past) == (False, True)


def test_a_wrong_place_in_the_family_is_corrected_and_the_wrong_entry_stays_ended(
    cast: Town, family: dict[str, Person], as_worker: Any, typed: dict[str, str]
) -> None:
    browser = as_worker(cast.anna)
    assert browser.post(address(family["Ola"]), typed | {"kinship": "foster_child"}).status_code == 303
    assert "dziecko w pieczy zastępczej" in browser.get(f"/osoby/{family['Ola'].ref}/").content.decode()
    with permit():
        entries = Relation._base_manager.filter(person=family["Ola"]).order_by("pk")
        assert [(row.kinship, row.ended_on is None) for row in entries] == [("daughter", False), ("foster_child", True)]


def test_a_double_click_writes_once(
    cast: Town, family: dict[str, Person], as_worker: Any, typed: dict[str, str]
) -> None:
    browser = as_worker(cast.anna)
    first, second = (browser.post(address(family["Ola"]), typed) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Entry.objects.filter(action="person.edit").count() == 1


def test_markup_is_shown_as_text(cast: Town, family: dict[str, Person], as_worker: Any, typed: dict[str, str]) -> None:
    browser = as_worker(cast.anna)
    browser.post(address(family["Ola"]), typed | {"last_name": "<script>alert(1)</script>"})
    page = browser.get(f"/osoby/{family['Ola'].ref}/").content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert(1)" not in page


@pytest.mark.parametrize("who", ["iga", "filip", "piotr", "jan", "grazyna"])
def test_others_get_the_page_of_a_missing_address(
    cast: Town, family: dict[str, Person], as_worker: Any, typed: dict[str, str], who: str
) -> None:
    browser = as_worker(cast.workers[who])
    missing = browser.get("/osoby/nieistnieje/")
    for answer in (browser.get(f"/osoby/{family['Ola'].ref}/"), browser.get(address(family["Ola"]))):
        assert answer.status_code == missing.status_code == 404
    assert browser.post(address(family["Ola"]), typed).status_code == 404


def test_the_person_page_shows_the_family_and_the_way_to_its_file(
    cast: Town, case: Case, family: dict[str, Person], as_worker: Any
) -> None:
    browser = as_worker(cast.anna)
    page = browser.get(f"/osoby/{family['Ola'].ref}/").content.decode()
    assert "Marta Malinowska" in page
    assert "córka" in page
    household = page.split("/rodziny/gospodarstwo/")[1].split("/")[0]
    assert browser.get(f"/rodziny/gospodarstwo/{household}/")["Location"] == f"/rodziny/{case.ref}/"
