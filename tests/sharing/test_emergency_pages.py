"""Emergency access on its pages: asking, reading, ending, reviewing."""

from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from kooperacja.access.models import Emergency
from kooperacja.audit.models import Entry
from kooperacja.cases.models import Case
from tests.cast import Town

ASK = "/dostep-ratunkowy/"
WHY = "Dziecko nieprzytomne, ratownik pyta o choroby."


def asked(cast: Town, case: Case, **other: str) -> dict[str, Any]:
    typed = {"owner": cast.at("gops").pk, "case_number": case.number, "first_name": "lucja", "reason": WHY}
    return {**typed, "once": "a", **other}


def test_a_policeman_reads_vital_data_and_the_trail_has_it(cast: Town, case: Case, as_worker: Any) -> None:
    jan = as_worker(cast.jan)
    answer = jan.post(ASK, asked(cast, case))
    row = Emergency.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"{ASK}{row.pk}/")
    text = jan.get(f"{ASK}{row.pk}/").content.decode()
    assert "Łucja Lipa" in text
    assert WHY in text
    entry = Entry.objects.filter(kind="read").latest("pk")
    assert (entry.ground, entry.user_id) == ("emergency", cast.jan.user.pk)


@pytest.mark.parametrize("other", [{"first_name": "Kuba"}, {"case_number": "GOPS.0.0"}, {"first_name": " "}])
def test_who_is_not_found_is_not_told_apart_and_is_written_down(
    cast: Town, case: Case, as_worker: Any, other: dict[str, str]
) -> None:
    answer = as_worker(cast.jan).post(ASK, asked(cast, case, **other))
    assert answer.status_code == 422
    assert not Emergency.objects.exists()
    if other["first_name" if "first_name" in other else "case_number"].strip():
        assert "Do tego numeru i imienia nie pasuje jedna osoba" in answer.content.decode()
        assert Entry.objects.filter(kind="denied", action="access.break_glass").count() == 1


def test_a_second_one_waits_for_the_review(cast: Town, case: Case, as_worker: Any) -> None:
    jan, filip = as_worker(cast.jan), as_worker(cast.filip)
    jan.post(ASK, asked(cast, case))
    refused = jan.post(ASK, asked(cast, case, once="b"))
    assert refused.status_code == 409
    assert "nie został jeszcze oceniony" in refused.content.decode()
    assert "Jan Klon" in filip.get(f"{ASK}oceny/").content.decode()
    row = Emergency.objects.get()
    assert filip.post(f"{ASK}{row.pk}/ocena/", {"outcome": "justified"}).status_code == 303
    assert jan.post(ASK, asked(cast, case, once="c")).status_code == 303


def test_ending_it_closes_the_page(cast: Town, case: Case, as_worker: Any) -> None:
    jan = as_worker(cast.jan)
    jan.post(ASK, asked(cast, case))
    row = Emergency.objects.get()
    assert jan.post(f"{ASK}{row.pk}/koniec/").status_code == 303
    text = jan.get(f"{ASK}{row.pk}/").content.decode()
    assert "Nic nie jest tu już otwarte" in text
    assert "Łucja" not in text


def test_reviews_are_for_the_officer_of_one_of_the_two_institutions(cast: Town, case: Case, as_worker: Any) -> None:
    as_worker(cast.jan).post(ASK, asked(cast, case))
    row = Emergency.objects.get()
    assert as_worker(cast.halina).get(f"{ASK}oceny/").status_code == 403
    assert as_worker(cast.piotr).get(f"{ASK}{row.pk}/").status_code == 404
    assert as_worker(cast.filip).get(f"{ASK}{row.pk}/").status_code == 404
    assert as_worker(cast.piotr).post(f"{ASK}{row.pk}/koniec/").status_code == 404
    assert as_worker(cast.jan).get(f"{ASK}{row.pk}/ocena/").status_code == 403


def test_people_are_named_in_no_list_of_accesses(cast: Town, case: Case, as_worker: Any) -> None:
    as_worker(cast.jan).post(ASK, asked(cast, case))
    for worker, place in ((cast.filip, f"{ASK}oceny/"), (cast.jan, ASK)):
        assert "Łucja" not in as_worker(worker).get(place).content.decode()
    sheet = load_workbook(BytesIO(as_worker(cast.filip).get(f"{ASK}oceny/xlsx/").content)).active
    head, row = sheet.iter_rows(values_only=True)
    assert (head[0], row[0]) == ("Pracownik", cast.jan.user.full_name)
    assert "Łucja" not in str(row)
    assert as_worker(cast.halina).get(f"{ASK}oceny/xlsx/").status_code == 403
