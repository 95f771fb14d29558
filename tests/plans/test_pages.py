"""The pages of a plan: from the case file to a plan in force, its versions, the board, the paper and the sheet."""

from io import BytesIO
from typing import Any

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfReader

from kooperacja.access.models import Authorisation
from kooperacja.foundation.clock import now
from kooperacja.people.models import Person
from kooperacja.plans import actions
from kooperacja.plans.actions import GoalWords
from kooperacja.tasks.actions import Wanted
from tests.cast import Town
from tests.documents.conftest import pdf
from tests.plans.conftest import REMARK, of
from tests.tasks.conftest import side_of


def text_of(answer: Any, status: int = 200) -> str:
    assert answer.status_code == status, answer.status_code
    return answer.content.decode()  # type: ignore[no-any-return]


def test_the_plan_is_written_from_the_case_file(cast: Town, led: Any, as_worker: Any) -> None:
    anna = as_worker(cast.anna)
    assert f"/rodziny/{led.ref}/plan/" in text_of(anna.get(f"/rodziny/{led.ref}/"))
    here = f"/rodziny/{led.ref}/plan/"
    assert "Nie ma jeszcze planu" in text_of(anna.get(here))
    plan = anna.post(here)["Location"]
    goal = {"title": "Dzieci chodzą do szkoły", "category": "education", "indicator": "obecność 90%"}
    assert "To pole jest wymagane" in text_of(anna.post(f"{plan}cele/", {**goal, "title": " "}), 422)
    assert anna.post(f"{plan}cele/", {**goal, "is_main": "on"}).status_code == 303
    key = text_of(anna.get(plan)).split(f'href="{plan}cele/')[1].split('/"')[0]
    action = {"goal": key, "title": "Wizyta u psychologa", "wanted_on": "12.12.2026", "taker": cast.at("ppp").pk}
    form = text_of(anna.get(f"{plan}dzialania/"))
    assert "PPP" in form
    assert "Mostek" not in form
    assert anna.post(f"{plan}dzialania/", action).status_code == 303
    shown = text_of(anna.get(plan))
    for told in ("Cel główny. Dzieci chodzą do szkoły", "14.12.2026", "12.12.2026 to dzień wolny", "Zaproponowane"):
        assert told in shown, told
    row = shown.split(f'href="{plan}dzialania/')[1].split('/"')[0]
    changed = {**action, "title": "Konsultacja u psychologa", "version": 1}
    assert anna.post(f"{plan}dzialania/{row}/", changed).status_code == 303
    assert anna.post(f"{plan}dzialania/{row}/", changed).status_code == 409
    served = text_of(anna.post(f"{plan}cele/{key}/", {"drop": "1", "title": "", "version": 1}), 422)
    assert "prowadzą działania" in served
    assert as_worker(cast.ida).get(plan).status_code == 404
    assert anna.get(f"{plan}podpis/").status_code == 404
    assert anna.get(f"{plan}ruch/sign/").status_code == 404


def test_on_its_way_each_step_has_its_button(
    cast: Town, submitted: Any, family: dict[str, Person], as_worker: Any
) -> None:
    anna, ewa = as_worker(cast.anna), as_worker(cast.ewa)
    plan = f"/plany/{submitted.plan.ref}/"
    assert f"{plan}ruch/approve/" not in text_of(anna.get(plan))
    assert REMARK in text_of(anna.get(plan))
    vote = {"decided_on": "02.11.2026", "votes_for": 0, "votes_against": 0, "abstained": 0, "recused": 0}
    assert "Nie było kworum" in text_of(ewa.post(f"{plan}ruch/approve/", vote), 422)
    assert ewa.post(f"{plan}ruch/approve/", {**vote, "votes_for": 4}).status_code == 303
    signature = {"person": family["Marta"].ref, "medium": "paper", "signed_on": "02.11.2026"}
    assert anna.post(f"{plan}podpis/", signature).status_code == 303
    assert anna.post(f"{plan}podpis/", {**signature, "person": ""}).status_code == 303
    assert anna.post(f"{plan}skan/", {"file": SimpleUploadedFile("plan.pdf", pdf())}).status_code == 303
    assert ewa.post(f"{plan}ruch/enforce/").status_code == 303
    shown = text_of(anna.get(plan))
    for told in (
        "Plan obowiązuje",
        "Marta Malinowska, 02.11.2026, na papierze",
        "4 za, 0 przeciw",
        "02.02.2027",
        "skan",
    ):
        assert told in shown, told


def test_paper_sheet_and_board_hold_what_their_reader_may_read(cast: Town, draft: Any, as_worker: Any) -> None:
    """Ewa may not read of addiction: of that goal she gets the action alone."""
    words = GoalWords("Adam nie pije", commitment="Adam chodzi na terapię.")
    goal = actions.add_goal(actor=cast.anna.actor, plan=draft.plan, category="addiction", words=words)
    wanted = Wanted("Grupa wsparcia", cast.at("gops").pk, draft.sides[0].task.wanted_on)
    actions.add_action(actor=cast.anna.actor, plan=draft.plan, goal=goal, wanted=wanted)
    Authorisation.objects.filter(user=cast.ewa.user, category="addiction").update(valid_to=now())
    plan = f"/plany/{draft.plan.ref}/"
    for worker, reads in ((cast.anna, True), (cast.ewa, False)):
        browser = as_worker(worker)
        paper = " ".join(one.extract_text() for one in PdfReader(BytesIO(browser.get(f"{plan}pdf/").content)).pages)
        sheet = openpyxl.load_workbook(BytesIO(browser.get(f"{plan}xlsx/").content)).active
        assert sheet is not None
        cells = str([[cell.value for cell in row] for row in sheet.iter_rows()])
        for told in (text_of(browser.get(plan)), paper, cells):
            assert ("Adam nie pije" in told) is reads
            assert "Grupa wsparcia" in told
        board = text_of(browser.get(f"{plan}tablica/"))
        assert "Adam" not in board
        assert "Grupa wsparcia" in board
    assert "podpis rodziny" in paper


def test_versions_are_compared(cast: Town, in_force: Any, family: dict[str, Person], as_worker: Any) -> None:
    anna = as_worker(cast.anna)
    first = f"/plany/{in_force.plan.ref}/"
    assert anna.get(f"{first}roznice/").status_code == 404
    second = anna.post(f"/rodziny/{in_force.case.ref}/plan/")["Location"]
    actions.add_goal(
        actor=cast.anna.actor,
        plan=of(cast.anna, type("Ref", (), {"ref": second.split("/")[2]})),  # type: ignore[arg-type]
        category="housing",
        words=GoalWords("Ciepłe mieszkanie"),
    )
    said = text_of(anna.get(f"{second}roznice/"))
    assert "Nowy cel" in said
    assert "Ciepłe mieszkanie" in said
    assert f'href="{first}"' in text_of(anna.get(second))


def test_a_partner_sees_titles_by_a_window_and_no_goal(
    cast: Town, in_force: Any, open_window: Any, as_worker: Any
) -> None:
    open_window(in_force.case, cast.wanda)
    wanda = as_worker(cast.wanda)
    shown = text_of(wanda.get(f"/plany/{in_force.plan.ref}/"))
    assert "Wizyta u psychologa" in shown
    assert "Dzieci chodzą do szkoły" not in shown
    assert REMARK not in shown
    assert "ruch/" not in shown
    assert side_of(cast.ida, in_force.sides[1]).task.state == "proposed"


def test_a_page_takes_few_statements_whatever_the_number_of_rows(
    cast: Town, in_force: Any, family: dict[str, Person], as_worker: Any, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        goal = in_force.goals[number % 3]
        wanted = Wanted(f"Działanie {number}", cast.at("ppp").pk, in_force.sides[0].task.wanted_on)
        actions.add_action(actor=cast.anna.actor, plan=of(cast.anna, in_force.plan), goal=goal, wanted=wanted)
    anna = as_worker(cast.anna)
    anna.get("/")
    with django_assert_max_num_queries(18):
        anna.get(f"/plany/{in_force.plan.ref}/")
