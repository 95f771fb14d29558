"""`docs/glossary.md` fixes one English word for each Polish term; here the code is held to it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Model
from django.db.models.enums import ChoicesType
from django.utils import translation

from kooperacja.agreements.labels import Category, Purpose
from kooperacja.directory.kinds import InstitutionKind, Role
from tests.house.tree import each

GLOSSARY = Path(__file__).parents[2] / "docs" / "glossary.md"
HEAD = ["Polish term", "English identifier", "Meaning", "Legal source"]
MODEL = re.compile(r"\w+\.[A-Z]\w+")
OURS = sorted(
    (model for model in apps.get_models() if model.__module__.startswith("kooperacja.")), key=lambda m: m._meta.label
)


@dataclass(frozen=True)
class Row:
    polish: str
    english: tuple[str, ...]


def tables() -> list[list[list[str]]]:
    """The cells of every table, without its two lines of head."""
    found: list[list[list[str]]] = []
    for line in GLOSSARY.read_text(encoding="utf-8").splitlines():
        if not line.startswith("|"):
            continue
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if cells == HEAD:
            found.append([])
        elif not set(cells[0]) <= {"-"}:
            found[-1].append(cells)
    return found


def rows() -> Iterator[Row]:
    for polish, english, *_rest in (cells for table in tables() for cells in table):
        yield Row(polish, tuple(word.strip(" `") for word in english.split(",")))


def test_every_row_is_whole() -> None:
    assert [cells for table in tables() for cells in table if len(cells) != len(HEAD) or not all(cells)] == []


@each("model", OURS, lambda model: model._meta.label)
def test_every_model_is_called_as_the_glossary_says(model: type[Model]) -> None:
    with translation.override("en"):
        english = str(model._meta.verbose_name)
    with translation.override("pl"):
        polish = str(model._meta.verbose_name)
    wanted = Row(polish, (english, model._meta.label))
    assert wanted in set(rows()), f"no row | {polish} | {english}, `{model._meta.label}` | in docs/glossary.md"


def test_every_model_that_the_glossary_names_exists() -> None:
    named = {word for row in rows() for word in row.english if MODEL.fullmatch(word)}
    assert named - {model._meta.label for model in OURS} == set()


@pytest.mark.parametrize("choices", [Role, InstitutionKind, Purpose, Category])
def test_every_value_that_data_hold_is_in_the_glossary(choices: ChoicesType) -> None:
    words = {word for row in rows() for word in row.english}
    assert set(choices.values) - words == set()


def test_no_english_word_stands_for_two_polish_terms() -> None:
    words = [word for row in rows() for word in row.english]
    assert sorted({word for word in words if words.count(word) > 1}) == []
