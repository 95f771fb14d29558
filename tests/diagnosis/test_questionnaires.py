"""A centre changes the questionnaire in Excel; a bad workbook is refused with the cell of each fault."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kooperacja.cases.models import Case
from kooperacja.diagnosis import actions
from kooperacja.diagnosis.law import shipped
from kooperacja.diagnosis.models import Questionnaire
from kooperacja.diagnosis.queries.rows import get_diagnosis
from kooperacja.diagnosis.xlsform import form_of_bytes, workbook_of
from kooperacja.foundation.errors import NotAllowed, RuleBroken
from tests.api.conftest import Program
from tests.cast import Town
from tests.diagnosis.conftest import HELP, rating
from tests.diagnosis.test_pages import text_of
from tests.tasks.conftest import refused

Change = Callable[[Any], None]
# Added at the end of the area of housing, from row 8 on.
DAMP = ("select_one yes_no", "damp", "Czy jest wilgoć?", "", "yes")
ROOMS = ("integer", "rooms", "Ile pokoi?", "", "", "${damp} = 'yes'", ". > 0 and . < 20", "", "Od 1 do 19 pokoi.")
WORSE = (
    "calculate",
    "worse",
    "Wilgoć i ciasnota",
    "",
    "",
    "",
    "",
    "if(${damp} = 'yes' and ${rooms} < 2, 'tak', 'nie')",
)


def workbook(*rows: tuple[str, ...], change: Change | None = None) -> bytes:
    """The shipped one with a code of its own and these rows added to housing."""
    book = openpyxl.load_workbook(BytesIO(workbook_of(shipped()["standard", 1])))
    survey = book["survey"]
    if rows:
        survey.insert_rows(8, len(rows))
    for number, row in enumerate(rows, 8):
        for column, text in enumerate(row, 1):
            survey.cell(number, column, text)
    for value, label in (("yes", "tak"), ("no", "nie")):
        book["choices"].append(("yes_no", value, label))
    book["settings"]["A2"] = "our_sheet"
    if change:
        change(book)
    memory = BytesIO()
    book.save(memory)
    return memory.getvalue()


def faults(raw: bytes) -> str:
    with pytest.raises(RuleBroken) as refusal:
        form_of_bytes(raw)
    return str(refusal.value)


def test_the_standard_workbook_read_back_is_the_same_and_keeps_what_was_added() -> None:
    standard = shipped()["standard", 1]
    read = form_of_bytes(workbook_of(standard))
    assert (read.code, read.title) == (standard.code, standard.title)
    assert [area.anchors for area in read.areas] == [area.anchors for area in standard.areas]
    added = form_of_bytes(workbook(DAMP, ROOMS, WORSE))
    assert added.added == 3
    assert form_of_bytes(workbook_of(added)) == added


def relevant(formula: str, name: str = "why") -> tuple[str, ...]:
    return ("text", name, "Dlaczego?", "", "", formula)


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([relevant("pulldata('a', 'b')")], "arkusz survey, komórka F8: funkcja „pulldata” nie jest tu znana"),
        ([relevant("${damp} =")], "komórka F8: „damp” nie jest pytaniem tego samego obszaru"),
        ([relevant("${health_score} > 2")], "F8: „health_score” nie jest pytaniem tego samego"),
        ([relevant("//secret")], "komórka F8: „//” nie jest tu znane"),
        ([relevant("secret = 1")], "komórka F8: odpowiedź zapisz jako ${name}"),
        ([relevant("1 +")], "komórka F8: nie da się odczytać wzoru"),
        ([relevant("${b} = 1", "a"), relevant("${a} = 1", "b")], "komórka F8: pytania krążą w kółko: a → b → a"),
        ([("geopoint", "where", "Gdzie?")], "komórka A8: typ „geopoint” nie jest znany"),
        ([("text", "Why?", "Dlaczego?")], "komórka B8: pisz małymi literami"),
        ([("select_one nothing", "which", "Co?")], "komórka A8: listy „nothing” nie ma na arkuszu choices"),
        ([("text", "why", "")], "komórka C8: wpisz etykietę"),
        ([("text", "housing_words", "Dwa razy")], "komórka B8: „housing_words” stoi już w wierszu 6"),
    ],
    ids=[
        "function",
        "unknown",
        "other_area",
        "path",
        "word",
        "syntax",
        "cycle",
        "type",
        "name",
        "list",
        "label",
        "twice",
    ],
)
def test_a_fault_is_told_with_its_cell(rows: list[tuple[str, ...]], told: str) -> None:
    assert told in faults(workbook(*rows))


def test_a_scale_of_seven_a_missing_area_and_what_is_no_workbook(cast: Town) -> None:
    def seven(book: Any) -> None:
        book["choices"].append(("housing_scale", "7", "jeszcze lepiej"))

    told = faults(workbook(change=seven))
    last = 5 + 50 + 2 + 1 + 1
    assert f"arkusz choices, komórka B{last}: „7” jest poza skalą od 1 do 5" in told

    def without_health(book: Any) -> None:
        rows = [row[0].row for row in book["survey"].iter_rows() if "health" in str(row[1].value)]
        book["survey"].delete_rows(rows[0], len(rows) + 1)

    assert "brakuje obszaru „Zdrowie i niepełnosprawność”: grupy o nazwie health" in faults(
        workbook(change=without_health)
    )
    assert "nie ma takiego arkusza" in faults(workbook(change=lambda book: book.remove(book["choices"])))
    assert "nie jest skoroszyt" in faults(b"PK\x03\x04 nothing")
    assert "za duży" in faults(b"0" * 1_000_001)


def test_relevance_constraint_and_calculation_are_asked_on_the_server(cast: Town, assessed: Case) -> None:
    halina, anna = cast.halina.actor, cast.anna.actor
    with pytest.raises(NotAllowed):
        actions.define_questionnaire(actor=anna, said=form_of_bytes(workbook(DAMP)))
    standard = form_of_bytes(workbook_of(shipped()["standard", 1]))
    refused("questionnaire.taken", lambda: actions.define_questionnaire(actor=halina, said=standard))
    form = form_of_bytes(workbook(DAMP, ROOMS, WORSE))
    assert actions.define_questionnaire(actor=halina, said=form, dry_run=True).new == 1
    assert not Questionnaire.objects.exists()
    actions.define_questionnaire(actor=halina, said=form)
    assert actions.define_questionnaire(actor=halina, said=form).same == 1
    made = actions.begin_diagnosis(actor=anna, case=assessed)
    assert (made.form, made.form_number) == ("our_sheet", 1)
    keys: dict[str, Any] = {"actor": anna, "diagnosis": made, "area": "housing"}

    def rate(version: int = 0, **answers: Any) -> dict[str, Any]:
        return actions.rate_area(**keys, rating=rating(2, answers=answers), version=version).answers

    assert refused("diagnosis.answer_required", rate).field == "damp"
    impossible = refused("diagnosis.answer_impossible", lambda: rate(damp="yes", rooms=20))
    assert (str(impossible), impossible.field) == ("Od 1 do 19 pokoi.", "rooms")
    refused("diagnosis.answer_unreadable", lambda: rate(damp="maybe"))
    refused("diagnosis.question", lambda: rate(damp="no", garden="x"))
    assert rate(damp="yes", rooms=1) == {"damp": "yes", "rooms": 1, "worse": "tak"}
    assert rate(1, damp="no", rooms=7) == {"damp": "no", "worse": "nie"}
    actions.define_questionnaire(actor=halina, said=form_of_bytes(workbook(DAMP)))
    assert get_diagnosis(anna, made.ref, HELP).form_number == 1
    assert Questionnaire.objects.count() == 2


def test_on_pages_a_workbook_is_downloaded_checked_saved_and_chosen(cast: Town, assessed: Case, as_worker: Any) -> None:
    anna, halina = as_worker(cast.anna), as_worker(cast.halina)
    there = "/kwestionariusze/nowy-plik/"
    assert anna.get(there).status_code == 403
    standard = halina.get("/kwestionariusze/standard/xlsx/")
    assert openpyxl.load_workbook(BytesIO(standard.content)).sheetnames == ["survey", "choices", "settings"]

    def send(raw: bytes, button: str) -> Any:
        return halina.post(there, {"file": SimpleUploadedFile("a.xlsx", raw), button: "1"})

    bad = text_of(send(workbook(relevant("foo(1)")), "save"), 422)
    assert "komórka F8: funkcja „foo”" in bad
    assert "nic jeszcze nie jest zapisane" in text_of(send(workbook(DAMP, ROOMS), "check"))
    assert not Questionnaire.objects.exists()
    assert send(workbook(DAMP, ROOMS), "save")["Location"] == "/kwestionariusze/our_sheet/"
    assert "Ile pokoi?" in text_of(anna.get("/kwestionariusze/our_sheet/"))
    here = f"/rodziny/{assessed.ref}/diagnoza/"
    assert '<option value="our_sheet">' in text_of(anna.get(here))
    assert anna.post(here, {"form": "our_sheet"}).status_code == 303
    made = text_of(anna.get(here)).split('href="/diagnozy/')[1].split("/")[0]
    area = f"/diagnozy/{made}/obszary/housing/"
    assert "Czy jest wilgoć?" in text_of(anna.get(area))
    typed = {"score": "2", "source": "visit", "known_on": "02.11.2026"}
    assert "Odpowiedz na to pytanie" in text_of(anna.post(area, typed), 422)
    assert anna.post(area, {**typed, "damp": "yes", "rooms": "3"}).status_code == 303
    assert "Ile pokoi?: 3" in text_of(anna.get(here))
    assert as_worker(cast.piotr).get("/kwestionariusze/our_sheet/").status_code == 404
    listed = Program(cast.anna).get("/questionnaires").json()["items"]
    assert [one["code"] for one in listed] == ["our_sheet", "standard"]
