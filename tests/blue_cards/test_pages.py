"""The pages, the sheet and the paper of a card; two people who live together; and the whole way by programs."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.db import connection
from pypdf import PdfReader

from kooperacja.blue_cards.models import BlueCard
from kooperacja.cases.models import Case
from kooperacja.people.models import Person
from kooperacja.teams.models import Team
from tests.api.conftest import program  # noqa: F401 - a fixture.
from tests.blue_cards.conftest import ADDRESS, seat_of
from tests.cast import Town


def text_of(answer: Any, status: int = 200) -> str:
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()  # type: ignore[no-any-return]


def test_from_the_page_of_the_case_to_the_first_meeting(
    cast: Town, case: Case, family: dict[str, Person], team: Team, as_worker: Any, at_monday: Any
) -> None:
    at_monday.move_to("2026-11-03T09:00:00+00:00")
    anna, iga = as_worker(cast.anna), as_worker(cast.iga)
    form = f"/rodziny/{case.ref}/procedura/"
    assert form in text_of(anna.get(f"/rodziny/{case.ref}/"))
    assert '/procedury/"' not in text_of(anna.get("/"))
    marta, adam = family["Marta"].ref, family["Adam"].ref
    typed = {
        "happened_on": "02.11.2026",
        "place": "home",
        "acts": ["physical"],
        f"part_{marta}": "victim",
        f"address_{marta}": ADDRESS,
        f"part_{adam}": "suspect",
    }
    assert "Wskaż, kto doznaje" in text_of(anna.post(form, {**typed, f"part_{marta}": "witness"}), 422)
    page = anna.post(form, typed)["Location"]
    shown = text_of(anna.get(page))
    for words in ("10.11.2026", "5 dni roboczych od 03.11.2026", ADDRESS, "Adam Malinowski"):
        assert words in shown, words
    assert 'href="/procedury/"' in text_of(anna.get("/"))
    assert page in text_of(anna.get("/terminy/"))
    assert iga.get(page).status_code == as_worker(cast.ewa).get(page).status_code == 404
    sent = anna.post(f"{page}ruch/hand_over/", {"team": team.ref, "day": "03.11.2026"})
    assert sent.status_code == 303
    assert "Marta Malinowska" in text_of(iga.get("/procedury/?state=open"))
    assert iga.post(f"{page}ruch/receive/", {"day": "03.11.2026"}).status_code == 303
    assert iga.post(f"{page}ruch/receive/", {"day": "03.11.2026"}).status_code == 409
    assert "co najmniej pracownik socjalny" in text_of(
        iga.post(f"{page}ruch/name_group/", {"members": [seat_of(team, cast.jan)], "day": "03.11.2026"}), 422
    )


def test_the_list_the_sheet_the_search_and_the_paper_hold_no_address(
    cast: Town, go: Callable[[str], BlueCard], as_worker: Any
) -> None:
    card = go("met")
    jan = as_worker(cast.jan)
    book = openpyxl.load_workbook(BytesIO(jan.get("/procedury/xlsx/").content)).active
    assert book is not None
    cells = [str(cell.value) for row in book.iter_rows() for cell in row]
    assert "Marta Malinowska, Kuba Malinowski" in cells
    paper = PdfReader(BytesIO(jan.get(f"/procedury/{card.ref}/pdf/").content))
    words = " ".join(page.extract_text() for page in paper.pages)
    assert "Marta Malinowska" in words
    assert "zamaskowany" in words
    for told in (*cells, words, text_of(jan.get("/procedury/"))):
        assert "Schronienia" not in told
    for sort in ("filled", "-changed", "people__address"):
        assert "Schronienia" not in text_of(jan.get(f"/procedury/?sort={sort}"))
    for words in ("Schronienia", "Malinowska"):
        assert card.ref not in text_of(jan.get(f"/szukaj/?q={words}"))
    assert ADDRESS in text_of(jan.get(f"/procedury/{card.ref}/"))


@pytest.mark.served
def test_the_scenario_by_programs(
    cast: Town,
    case: Case,
    family: dict[str, Person],
    team: Team,
    program: Any,  # noqa: F811
    at_monday: Any,
) -> None:
    """G.2 with exactly its dates."""
    assert connection.vendor in {"sqlite", "postgresql"}
    anna, iga, jan = (program(one) for one in (cast.anna, cast.iga, cast.jan))
    at_monday.move_to("2026-11-03T09:00:00+00:00")
    card = {
        "case": case.ref,
        "happened_on": "2026-11-02",
        "place": "home",
        "acts": ["physical"],
        "people": [
            {"part": "victim", "person": family["Marta"].ref, "address": ADDRESS},
            {"part": "suspect", "person": family["Adam"].ref},
        ],
    }
    assert program(cast.tomasz).post("/blue-cards", {**card, "case": ""}).status_code in {403, 404}
    made = anna.post("/blue-cards", card)
    assert made.status_code == 201, made.content
    path = f"/blue-cards/{made.json()['ref']}"
    assert made.json()["deadline"] == "2026-11-10"
    ewa, piotr = program(cast.ewa), program(cast.piotr)
    for other in (ewa, piotr, jan):
        assert [other.get(one).status_code for one in (path, "/blue-cards")] == [404, 404]

    def step(worker: Any, day: str, what: str, **more: Any) -> Any:
        at_monday.move_to(f"{day}T10:00:00+00:00")
        answer = worker.post(f"{path}/{what}", {"day": day, **more})
        assert answer.status_code == 200, answer.content
        return answer.json()

    step(anna, "2026-11-05", "moves/hand_over", team=team.ref)
    assert step(iga, "2026-11-05", "moves/receive")["deadline"] == "2026-11-10"
    seats = [seat_of(team, cast.anna), seat_of(team, cast.jan)]
    step(iga, "2026-11-09", "group", members=seats)
    assert step(jan, "2026-11-09", "moves/accept")["deadline"] == "2026-11-17"
    met = step(jan, "2026-11-16", "moves/meet", absence_on="2026-11-16")
    assert met["deadline"] == "2026-11-19"
    assert "11.11.2026" in next(one["explanation"] for one in met["steps"] if one["name"] == "meet")
    assert step(jan, "2026-11-19", "absent-told")["deadline"] is None
    at_monday.move_to("2026-11-30T10:00:00+00:00")
    noted = jan.post(f"{path}/entries", {"seen_on": "2026-11-30", "text": "Spokój."})
    assert noted.json()["state"]["value"] == "monitored"
    assert step(anna, "2026-12-01", "moves/end", reason_code="stopped")["state"]["value"] == "concluded"
    for other in (ewa, piotr):
        assert other.get(path).status_code == 404
