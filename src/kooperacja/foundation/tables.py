"""CSV files that offices send: read whole, or refused with a sentence that says how to mend them.

Semicolons, UTF-8 (with or without its mark), the names of the columns in the first row. A file in
another encoding is refused and not guessed: a wrong guess would break names without a word.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from typing_extensions import override

from kooperacja.foundation.errors import RuleBroken

SEPARATOR = ";"
OTHER_SEPARATORS = ",\t|"


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the file; `number` counts lines as an editor shows them."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Refused:
    """One thing that is wrong with one row."""

    number: int
    column: str
    sentence: str

    @override
    def __str__(self) -> str:
        if not self.column:
            return _("Line %(number)s: %(sentence)s") % {"number": self.number, "sentence": self.sentence}
        told = {"number": self.number, "column": self.column, "sentence": self.sentence}
        return _("Line %(number)s, column %(column)s: %(sentence)s") % told


def read(path: Path, required: Sequence[str], optional: Sequence[str] = ()) -> list[Line]:
    """All rows that are not blank. Raises when the file as a whole cannot be read, or when a row
    has more or fewer cells than the first one.
    """
    rows = _numbered(_decoded(path))
    _first, head = next(rows, (1, []))
    columns = [name.strip() for name in head]
    _check_columns(columns, required, optional)
    found, refused = [], []
    for number, cells in rows:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(columns):
            told = {"cells": len(cells), "columns": len(columns)}
            refused.append(Refused(number, "", _("%(cells)s cells instead of %(columns)s.") % told))
            continue
        tidy = (" ".join(cell.split()) for cell in cells)
        found.append(Line(number, dict(zip(columns, tidy, strict=True))))
    refuse(refused)
    if not found:
        raise RuleBroken("file.empty", _("The file holds no row below the names of its columns."))
    return found


def refuse(refused: Iterable[Refused]) -> None:
    """Raise with one sentence for each refused row, in their order; nothing when there is none."""
    told = sorted(refused, key=lambda one: one.number)
    if not told:
        return
    rows = len({one.number for one in told})
    head = ngettext(
        "%(count)s row was refused, so nothing was read:", "%(count)s rows were refused, so nothing was read:", rows
    )
    raise RuleBroken("file.rows_refused", "\n".join([head % {"count": rows}, *map(str, told)]))


def doubled(lines: Iterable[Line], column: str) -> Iterator[Refused]:
    """Rows whose key is empty, or stands in an earlier row already."""
    first: dict[str, int] = {}
    for line in lines:
        key = line.cells[column]
        if not key:
            yield Refused(line.number, column, _("The key is missing."))
        elif key in first:
            told = _("The key “%(key)s” stands in line %(first)s already.")
            yield Refused(line.number, column, told % {"key": key, "first": first[key]})
        else:
            first[key] = line.number


def _decoded(path: Path) -> str:
    content = path.read_bytes()
    if not content.strip():
        raise RuleBroken("file.empty", _("The file is empty."))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RuleBroken(
            "file.encoding",
            _("The file is not in UTF-8 (it may be in Windows-1250), so Polish letters would be broken."),
            ways=[
                _("In Excel: Save as, type “CSV UTF-8”."),
                _("In LibreOffice Calc: Save as, Text CSV, edit the filter settings, character set Unicode (UTF-8)."),
            ],
        ) from error
    if "\0" in text:
        raise RuleBroken("file.not_text", _("This is no text file. Save the sheet as CSV UTF-8."))
    return text


def _numbered(text: str) -> Iterator[tuple[int, list[str]]]:
    """Rows with the line on which each begins: a cell may hold line breaks."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=SEPARATOR, strict=True)
    number = 1
    try:
        for row in reader:
            yield number, row
            number = reader.line_num + 1
    except csv.Error as error:
        told = _("Line %(number)s: a quotation mark opens a cell and does not close it, or the cell is too long.")
        raise RuleBroken("file.quotes", told % {"number": number}) from error


def _check_columns(columns: list[str], required: Sequence[str], optional: Sequence[str]) -> None:
    if len(columns) == 1 and any(mark in columns[0] for mark in OTHER_SEPARATORS):
        raise RuleBroken(
            "file.separator", _("The cells are not divided by semicolons. Save the sheet as CSV with “;”.")
        )
    known = [*required, *optional]
    for names, sentence in (
        ([name for name in required if name not in columns], _("Columns are missing: %(names)s.")),
        ([name for name in columns if name not in known], _("Columns are unknown: %(names)s.")),
        (sorted({name for name in columns if columns.count(name) > 1}), _("Columns stand twice: %(names)s.")),
    ):
        if names:
            told = sentence % {"names": ", ".join(names)}
            ways = [_("Known columns: %(names)s.") % {"names": ", ".join(known)}]
            raise RuleBroken("file.columns", told, ways=ways)
