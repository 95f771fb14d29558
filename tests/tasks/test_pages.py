"""The pages of actions: the inbox, the list, one action, its moves and card, home and deadlines, the sheet."""

from io import BytesIO
from typing import Any

import openpyxl

from kooperacja.mailing.hooks import PAGES
from kooperacja.tasks.queries.rows import closed_tasks
from tests.cast import Town
from tests.tasks.conftest import VISIT, Give, side_of


def text_of(answer: Any, status: int = 200) -> str:
    assert answer.status_code == status, answer.status_code
    return answer.content.decode()  # type: ignore[no-any-return]


def test_from_the_inbox_to_confirmed(cast: Town, give: Give, as_worker: Any) -> None:
    mine = give()
    ida, anna = as_worker(cast.ida), as_worker(cast.anna)
    here = f"/dzialania/{mine.task.ref}/"
    assert "1 działanie czeka" in text_of(ida.get("/skrzynka/"))
    for page in ("/", "/terminy/", "/dzialania/", "/dzialania/?state=proposed&sort=due"):
        assert here in text_of(ida.get(page)), page
        assert "Malinowsk" not in text_of(ida.get(page)), page
    assert here not in text_of(ida.get("/dzialania/?state=late"))
    assert here not in text_of(as_worker(cast.tomasz).get("/dzialania/"))
    assert as_worker(cast.tomasz).get(here).status_code == 404
    shown = text_of(ida.get(here))
    for told in (VISIT, mine.case_number, "12.12.2026 to dzień wolny", "Przyjmij działanie", "Odrzuć działanie"):
        assert told in shown, told
    assert "/rodziny/" not in shown.split("<main")[1].split("</main>")[0].replace('href="/rodziny/"', "")
    assert ida.post(f"{here}ruch/accept/").status_code == 303
    assert ida.post(f"{here}ruch/start/", {"worker_id": cast.ida.user.pk}).status_code == 303
    note = {"kind": "obstacle", "text": "Kuba był chory."}
    assert ida.post(f"{here}karta/", note).status_code == 303
    assert "Kuba był chory." in text_of(anna.get(here))
    assert "To pole jest wymagane" in text_of(ida.post(f"{here}ruch/report/", {"text": " "}), 422)
    assert ida.post(f"{here}ruch/report/", {"text": "Byli oboje."}).status_code == 303
    assert "Potwierdź wykonanie" in text_of(anna.get("/terminy/"))
    assert anna.post(f"{here}ruch/confirm/").status_code == 303
    assert anna.post(f"{here}ruch/confirm/").status_code == 409
    assert "Potwierdzone" in text_of(ida.get(here))
    for path, worker in (("/dzialania/", ida), ("/dzialania/dla-naszych-rodzin/", anna)):
        assert here not in text_of(worker.get(path)), "what is finished is shown when it is asked for"
        assert here in text_of(worker.get(f"{path}?state=all"))
        sheet = openpyxl.load_workbook(BytesIO(worker.get(f"{path}xlsx/?state=all").content)).active
        assert sheet is not None
        assert [row[0].value for row in sheet.iter_rows(min_row=2)] == [VISIT]


def test_late_ones_are_on_the_list_of_the_institution(
    cast: Town, give: Give, as_worker: Any, time_machine: Any
) -> None:
    mine = give()
    time_machine.move_to("2026-12-15T09:00:00+00:00")
    ida = as_worker(cast.ida)
    late = text_of(ida.get("/dzialania/?state=late"))
    assert f"/dzialania/{mine.task.ref}/" in late
    assert "1 dzień roboczy po terminie" in late
    said = text_of(ida.post(f"/dzialania/{mine.task.ref}/ruch/accept/"), 422)
    assert "Termin minął 14.12.2026" in said


def test_an_institution_that_helps_answers_for_itself(cast: Town, give: Give, as_worker: Any) -> None:
    mine = give(helpers=(cast.at("pup").pk,))
    here = f"/dzialania/{mine.task.ref}/"
    tomasz = as_worker(cast.tomasz)
    assert "ma współdziałać" in text_of(tomasz.get(here))
    assert tomasz.post(f"{here}wspoldzialanie/", {"agrees": "yes"}).status_code == 303
    assert "Twoja instytucja współdziała" in text_of(tomasz.get(here))
    assert as_worker(cast.ida).get(f"{here}wspoldzialanie/").status_code == 404
    assert tomasz.get(f"{here}ruch/accept/").status_code == 403


def test_a_notice_leads_to_the_action_of_ones_own_side(cast: Town, give: Give) -> None:
    mine = give()
    found = {
        name: "".join(page(cast.workers[name].actor, "task", mine.task_id) for page in PAGES) for name in ("ida", "jan")
    }
    assert found == {"ida": f"/dzialania/{mine.task.ref}/", "jan": ""}
    assert closed_tasks(cast.jan.actor, [("task", mine.task_id)]) == {("task", mine.task_id)}
    assert not closed_tasks(cast.ida.actor, [("task", mine.task_id)])
    assert side_of(cast.ida, mine)
