"""The papers of a case are filled with what is written down; the rest is left to write by hand, and counted."""

from io import BytesIO
from typing import Any

import pytest
from django.urls import reverse
from pypdf import PdfReader

from kooperacja.access.snapshot import snapshot
from kooperacja.agreements.labels import Purpose
from kooperacja.cases.models import Case
from kooperacja.foundation.errors import NotFound
from kooperacja.papers.queries import paper, papers_page
from kooperacja.papers.sheets import Known, fill, sheets
from kooperacja.people.models import Person
from tests.cast import Town

HELP = Purpose.JOINT_HELP
CODES = [f"T{number:02}" for number in range(1, 17)]


def said(content: Any) -> str:
    """All words of the parts of a paper."""
    return str(content.parts)


def test_there_are_the_sixteen_papers_of_the_model() -> None:
    assert list(sheets()) == CODES


def test_a_referral_card_is_filled_with_the_family_and_says_the_name_in_the_right_form(
    cast: Town, case: Case, family: dict[str, Person]
) -> None:
    with snapshot():
        made_of = paper(cast.anna.actor, case.ref, "T05", HELP)
    words = said(made_of.content)
    for fact in (case.number, "Malinowscy", "Ola Malinowska", "Adama Malinowskiego", "Wierzbowo"):
        assert fact in words
    assert made_of.content.blank > 0


def test_the_minutes_hold_a_number_and_no_name(cast: Town, case: Case, family: dict[str, Person]) -> None:
    with snapshot():
        words = said(paper(cast.anna.actor, case.ref, "T12", HELP).content)
    assert case.number in words
    assert "Malinowsk" not in words
    assert "Malinowscy" not in words


def test_each_field_is_either_filled_or_left_blank() -> None:
    class Everything(dict[str, Any]):
        def __missing__(self, name: str) -> str:
            return f"<{name}>"

    full = Known(Everything(), {name: [Everything()] * 2 for name in ("areas", "people", "adults", "seats")})
    empty = Known(dict.fromkeys(_names(), ""), {"areas": [], "people": [], "adults": [], "seats": []})
    for sheet in sheets().values():
        assert fill(sheet, full).filled > 0
        assert fill(sheet, empty).filled == 0


def _names() -> set[str]:
    facts = [row for sheet in sheets().values() for part in sheet.parts for row in part.get("facts", ())]
    return {row[1] for row in facts if len(row) > 1}


def test_each_field_of_the_sixteen_papers_is_known(cast: Town, case: Case, family: dict[str, Person]) -> None:
    with snapshot():
        page = papers_page(cast.anna.actor, case.ref, HELP)
    assert [row.code for row in page.rows] == CODES
    assert all(row.filled for row in page.rows)


def test_what_was_made_is_counted_and_who_made_it_is_told(
    cast: Town, case: Case, family: dict[str, Person], as_worker: Any
) -> None:
    browser = as_worker(cast.anna)
    answer = browser.get(reverse("papers:pdf", args=[case.ref, "T05"]))
    assert "T05" in answer["Content-Disposition"]
    assert "Malinowsk" not in answer["Content-Disposition"]
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)
    assert "Adama Malinowskiego" in text
    with snapshot():
        page = papers_page(cast.anna.actor, case.ref, HELP)
    row = next(one for one in page.rows if one.code == "T05")
    assert (row.made, row.made_by) == (1, cast.anna.user.full_name)
    assert (page.filled, page.blank) == (row.filled, row.blank)
    shown = browser.get(reverse("papers:case", args=[case.ref])).content.decode()
    assert f"{page.share}%" in shown


def test_an_unknown_code_and_a_stranger_find_nothing(cast: Town, case: Case, family: dict[str, Person]) -> None:
    with snapshot(), pytest.raises(NotFound):
        paper(cast.anna.actor, case.ref, "T99", HELP)
    with snapshot(), pytest.raises(NotFound):
        paper(cast.ewa.actor, case.ref, "T05", HELP)
    with snapshot():
        page = papers_page(cast.anna.actor, case.ref, HELP)
    assert sum(row.made for row in page.rows) == 0
