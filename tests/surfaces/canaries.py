"""Words that stand in one field of one row and nowhere else, and what of them an answer holds.

Each text of each protected row gets such a word, in the field itself and not in words around it; each
date of birth is a day of its own; references and the ids of protected rows and of their anchors are
such words too. So whatever reaches a reader, however it is formatted, says from which row it came.
"""

import base64
import binascii
import html
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.apps import apps
from django.db import models
from pypdf import PdfReader
from pypdf.errors import PyPdfError
from stdnum.pl import pesel

from kooperacja.access.models import Guarded, Labelled
from kooperacja.foundation.words import WordsField

# Without vowels, so that no word of the interface is made of it by chance.
LETTERS = "23456789bcdfghjkmnpqrstvwxz"
MARK, LENGTH = "zq", 6
FIRST_BIRTH = date(1931, 1, 1)
# Ids begin here, each kind of row with a million of its own, and fit the narrowest whole number.
FIRST_ID, ROOM = 600_000_000, 1_000_000
ANCHORS = 90
KEYS = {"pk", "ref"}

# Texts that hold a code of a closed list, which the law or the workflow keeps and not the writer.
CODES = {
    ("letter", "reason_code"): "a code of referrals/law",
    ("letter", "basis"): "a code of referrals/law",
    ("plangoal", "key"): "a reference, the same in all versions of a plan",
    ("planline", "goal_key"): "the reference of a goal",
    ("diagnosis", "form"): "a code of a questionnaire",
    ("answer", "reason_code"): "a code of referrals/law",
    ("answer", "move"): "the name of a move",
}


class Cell(NamedTuple):
    """One field of one row: `person 603000001 first_name`."""

    kind: str
    pk: int
    field: str


def protected() -> list[type[models.Model]]:
    """Every table that only the door opens, in a fixed order."""
    return sorted((one for one in apps.get_models() if issubclass(one, Guarded)), key=lambda one: one._meta.label)


def kinds_of_rows() -> dict[str, type[Labelled]]:
    return {str(one._meta.model_name): one for one in protected() if issubclass(one, Labelled)}


def texts(model: type[models.Model]) -> list[str]:
    """The fields into which people write: each must hold a canary. Words for searching are made of them."""
    kind = str(model._meta.model_name)
    return [
        one.attname
        for one in model._meta.concrete_fields
        if isinstance(one, models.CharField | models.TextField)
        and not isinstance(one, WordsField)
        and not one.choices
        and one.name not in KEYS
        and (kind, one.name) not in CODES
    ]


def births(model: type[models.Model]) -> list[str]:
    return [one.attname for one in model._meta.concrete_fields if one.name == "born_on"]


@dataclass
class Canaries:
    """The words that were given out, each with its cell."""

    cells: dict[str, Cell] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)

    def next_id(self, kind: str) -> int:
        place = ANCHORS if kind == "anchor" else [str(one._meta.model_name) for one in protected()].index(kind)
        self.numbers[kind] = self.numbers.get(kind, 0) + 1
        return FIRST_ID + ROOM * place + self.numbers[kind]

    def word(self) -> str:
        """Scattered, so that no word is the beginning of another or looks like the next."""
        number, letters = (len(self.cells) * 104_729 + 7) % len(LETTERS) ** LENGTH, ""
        for _place in range(LENGTH):
            number, rest = divmod(number, len(LETTERS))
            letters += LETTERS[rest]
        return MARK + letters

    def typed(self) -> str:
        """What an actor types into a form: nobody wrote it before."""
        word = self.word()
        self.cells[word] = Cell("typed", len(self.cells), "text")
        return word.capitalize()

    def mark(self, row: models.Model, **kept: Any) -> None:
        """Fill every text of a new row, and register what names it."""
        kind = str(row._meta.model_name)
        for name in texts(type(row)):
            if name not in kept:
                setattr(row, name, self._told(Cell(kind, row.pk, name)))
        for name in births(type(row)):
            setattr(row, name, self._born(Cell(kind, row.pk, name)))
        self.cells[str(row.pk)] = Cell(kind, row.pk, "pk")
        if hasattr(row, "ref"):
            self.cells[row.ref] = Cell(kind, row.pk, "ref")

    def number(self, row: models.Model, born_on: date) -> str:
        """A valid PESEL number, which nobody else has, because nobody else was born on that day."""
        digits = f"{born_on:%y%m%d}0000"
        told = digits + pesel.calc_check_digit(digits)
        self.cells[told] = Cell("pesel", row.pk, "number")
        return told

    def private(self, kind: str, pk: int, name: str) -> str:
        """A text of a row that is not protected, and that not everybody reads either."""
        return self._told(Cell(kind, pk, name))

    def _told(self, cell: Cell) -> str:
        word = self.word()
        assert word not in self.cells
        self.cells[word] = cell
        return word if cell.field == "folded" else word.capitalize()

    def _born(self, cell: Cell) -> date:
        day = FIRST_BIRTH + timedelta(days=len(self.cells))
        for text in (f"{day:%d.%m.%Y}", day.isoformat()):
            self.cells[text] = cell
        return day

    def word_of(self, cell: Cell) -> str:
        return next(word for word, there in self.cells.items() if there == cell)

    def found(self, *parts: str) -> set[Cell]:
        """The cells whose words are in these texts."""
        return {self.cells[word] for part in parts for word in words(part) if word in self.cells}


# ---- Reading


# A reference comes first: one that happens to begin as a canary does is a reference all the same.
WORD = re.compile(
    r"(?<![0-9a-z])[2-9b-z]{12}(?![0-9a-z])"
    rf"|{MARK}[{LETTERS}]{{{LENGTH}}}"
    r"|(?<!\d)6\d{8}(?!\d)"
    r"|(?<!\d)\d{11}(?!\d)"
    r"|\d{2}\.\d{2}\.\d{4}|\d{4}-\d{2}-\d{2}"
)
# A cursor of a page is a list in JSON and base64: it begins with a bracket.
CURSOR = re.compile(r"(?<![\w-])W[\w-]{10,}")


def words(text: str) -> Iterator[str]:
    """Whatever may be a canary, in any case, escaped or not, and inside of cursors."""
    yield from WORD.findall(html.unescape(text).casefold())
    for cursor in CURSOR.findall(text):
        try:
            inside = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
        except (binascii.Error, UnicodeDecodeError, ValueError):
            continue
        yield from WORD.findall(inside.casefold())


def unpacked(content: bytes) -> str:
    """A spreadsheet with all its parts: sheets, their names, shared texts, the author of the document."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return "\n".join([*parts.namelist(), *(parts.read(name).decode() for name in parts.namelist())])


def printed(content: bytes) -> str:
    """The words of a PDF, who made it and what it is called; its bytes too, for what is not folded in them."""
    said = [content.decode("utf-8", "replace")]
    try:
        paper = PdfReader(io.BytesIO(content))
        said += [page.extract_text() for page in paper.pages]
        said += map(str, (paper.metadata or {}).values())
    except PyPdfError:
        # A file that somebody attached need not be whole.
        pass
    return "\n".join(said)


def texts_of(facts: Mapping[str, Any] | Iterable[Any]) -> str:
    """Everything that a row of another table says, bytes too."""
    values = facts.values() if isinstance(facts, Mapping) else facts
    said = (bytes(one) if isinstance(one, memoryview) else one for one in values)
    return "\n".join(one.decode("utf-8", "replace") if isinstance(one, bytes) else str(one) for one in said)
