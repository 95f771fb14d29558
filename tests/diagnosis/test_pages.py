"""The page of a diagnosis: from the case file to a comparison over time, the paper, the sheet, and programs."""

from io import BytesIO
from typing import Any

import openpyxl
from pypdf import PdfReader

from kooperacja.access.models import Authorisation
from kooperacja.access.snapshot import snapshot
from kooperacja.cases.models import Case
from kooperacja.diagnosis import actions
from kooperacja.diagnosis.models import Diagnosis
from kooperacja.diagnosis.picture import slope
from kooperacja.diagnosis.queries.rows import get_diagnosis
from kooperacja.foundation.clock import now
from kooperacja.papers.queries import paper
from tests.api.conftest import Program
from tests.cast import Town
from tests.diagnosis.conftest import HELP, rate_all, rating

FILLED = {"score": "2", "strengths": "", "needs": "Zimno.", "words": "Marzniemy.", "source": "visit"}


def text_of(answer: Any, status: int = 200) -> str:
    assert answer.status_code == status, answer.status_code
    return answer.content.decode()  # type: ignore[no-any-return]


def test_the_areas_are_rated_one_by_one_from_the_case_file(cast: Town, assessed: Case, as_worker: Any) -> None:
    anna = as_worker(cast.anna)
    here = f"/rodziny/{assessed.ref}/diagnoza/"
    assert here in text_of(anna.get(f"/rodziny/{assessed.ref}/"))
    assert "Nie ma jeszcze diagnozy" in text_of(anna.get(here))
    assert anna.post(here)["Location"] == here
    shown = text_of(anna.get(here))
    assert "ocenione: 0 z 10" in shown
    assert "nasza propozycja" in shown
    made = shown.split('href="/diagnozy/')[1].split("/")[0]
    area = f"/diagnozy/{made}/obszary/housing/"
    form = text_of(anna.get(area))
    assert "2 – mieszkanie zagrożone utratą" in form
    typed = {**FILLED, "known_on": "02.11.2026"}
    assert "Ania" in text_of(anna.post(area, {**typed, "score": "7", "words": "Ania pisze"}), 422)
    assert "Wybierz poprawną wartość" in text_of(anna.post(area, {**typed, "score": "7"}), 422)
    assert anna.post(area, typed).status_code == 303
    assert anna.post(area, {**typed, "version": 0}).status_code == 409
    assert anna.post(area, {**typed, "score": "3", "version": 1}).status_code == 303
    for told in ("ocenione: 1 z 10", "jest gdzie mieszkać", "Marzniemy.", "wizyta w domu"):
        assert told in text_of(anna.get(here)), told
    assert "Brakuje: Dochód" in text_of(anna.post(f"/diagnozy/{made}/ruch/finish/", {}), 422)
    assert anna.post(f"/rodziny/{assessed.ref}/warsztaty/", {"day": "02.11.2026"}).status_code == 303
    move = text_of(anna.get(here)).split('href="/warsztaty/')[1].split('"')[0]
    attended = {"held_on": "02.11.2026", "from_family": 2, "institutions": [cast.at("school").pk]}
    assert anna.post(f"/warsztaty/{move}", attended).status_code == 303
    for told in ("odbyte: 1 z 2", "GOPS Wierzbowo, SP Wierzbowo"):
        assert told in text_of(anna.get(here)), told
    jan = as_worker(cast.jan)
    for address in (here, f"/diagnozy/{made}/", area, f"/diagnozy/{made}/pdf/", f"/diagnozy/{made}/xlsx/"):
        assert jan.get(address).status_code == 404, address
    assert anna.get(f"/diagnozy/{made}/obszary/garden/").status_code == 404


def test_two_rounds_are_compared_in_a_picture_a_table_a_sheet_and_on_paper(
    cast: Town, assessed: Case, made: Diagnosis, as_worker: Any, django_assert_max_num_queries: Any
) -> None:
    anna = cast.anna.actor
    first = rate_all(cast.anna, made, 2)
    actions.finish(actor=anna, diagnosis=first, without_workshops="away")
    second = actions.begin_diagnosis(actor=anna, case=assessed)
    actions.rate_area(actor=anna, diagnosis=second, area="school", rating=rating(4, words="Chodzę sama."))
    browser = as_worker(cast.anna)
    browser.get(f"/rodziny/{assessed.ref}/")
    with django_assert_max_num_queries(20):
        shown = text_of(browser.get(f"/rodziny/{assessed.ref}/diagnoza/"))
    for told in ("Rozwój dziecka i szkoła: 2, 4", "+2", "<td>–</td></tr>", "Mieszkanie: 2, –", "Chodzę sama."):
        assert told in shown, told
    assert "rodzina nie mogła przyjść" in text_of(browser.get(f"/diagnozy/{first.ref}/"))
    sheet = browser.get(f"/diagnozy/{second.ref}/xlsx/")
    rows = list(openpyxl.load_workbook(BytesIO(sheet.content)).active.values)  # type: ignore[union-attr]
    assert len(rows) == 11
    assert [row[-2:] for row in rows if row[0] == "Rozwój dziecka i szkoła"] == [(2, 4)]
    Authorisation.objects.filter(user=cast.anna.user, category="health").update(valid_to=now())
    closed = text_of(browser.get(f"/diagnozy/{first.ref}/"))
    assert "zamknięte dla Ciebie" in closed
    assert f"/diagnozy/{second.ref}/obszary/health/" not in text_of(browser.get(f"/diagnozy/{second.ref}/"))
    paper = browser.get(f"/diagnozy/{first.ref}/pdf/")
    words = " ".join(page.extract_text() for page in PdfReader(BytesIO(paper.content)).pages)
    assert "Mieszkanie" in words
    assert "Zdrowie" not in words


def test_the_paper_t09_is_filled_from_what_its_maker_may_read(cast: Town, assessed: Case, made: Diagnosis) -> None:
    rate_all(cast.anna, made)
    Authorisation.objects.filter(user=cast.anna.user, category="addiction").update(valid_to=now())
    with snapshot():
        parts = paper(cast.anna.actor, assessed.ref, "T09", HELP).content.parts
    facts = {row[0]: row[1] for part in parts for row in part.get("facts", [])}
    assert (facts["Dnia"], facts["Źródło"]) == ("02.11.2026", "wizyta w domu")
    rows = {row[0]: row[1:] for part in parts for row in part.get("rows", [])}
    assert rows["Mieszkanie"] == ["Babcia mieszka obok.", "Zimno.", "Chcemy mieć ciepło.", "2"]
    assert not "".join(rows["Uzależnienia"]).strip()


def test_the_picture_leaves_a_gap_where_nothing_was_rated() -> None:
    picture = slope([2, None, 4, 3])
    assert [dot.x for dot in picture.dots] == [18, 130, 186]
    assert [dot.label for dot in picture.dots] == ["2", "", "3"]
    assert len(picture.lines) == 1
    assert slope([5]).dots[0].y < slope([1]).dots[0].y


def test_programs_rate_finish_and_read_it(cast: Town, assessed: Case) -> None:
    anna = Program(cast.anna)
    made = anna.post(f"/cases/{assessed.ref}/diagnoses", {}).json()["ref"]
    there = f"/diagnoses/{made}"
    body = {"score": 2, "source": "talk", "known_on": "2026-11-02", "needs": "Zimno."}
    assert anna.post(f"{there}/areas/housing", {**body, "score": 7}).status_code == 422
    told = anna.post(f"{there}/areas/housing", body).json()
    assert told["areas"][0]["rating"]["anchor"].startswith("mieszkanie zagrożone")
    assert (told["form"], told["form_number"]) == ("standard", 1)
    assert anna.post(f"{there}/moves/finish", {}).json()["code"] == "diagnosis.not_whole"
    rate_all(cast.anna, get_diagnosis(cast.anna.actor, made, HELP), but="housing")
    assert anna.post(f"{there}/moves/finish", {"without_workshops": "alone"}).json()["state"]["value"] == "finished"
    workshop = anna.post(f"/cases/{assessed.ref}/workshops", {"day": "2026-11-02"}).json()["workshops"][0]["ref"]
    held = anna.post(f"/workshops/{workshop}/hold", {"held_on": "2026-11-02", "from_family": 2})
    assert held.json()["institutions"] == ["GOPS Wierzbowo"]
    assert Program(cast.jan).get(there).status_code == 404
