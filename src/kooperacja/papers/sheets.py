"""Templates as they are described, and what comes of one when fields are filled in.

A `Filled` has the parts of a letter (`papers/sheet.typ`), the names of what was filled, and two counts:
`filled` fields and `blank` ones that are written by hand. A cell of a table is a field; lines to write on are one.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

SET = Path(__file__).parent / "sets" / "standard.toml"
DOTS = "." * 40
CELL = " "
LINE = "." * 170

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A template: `fills` says in words what is known of it beforehand."""

    code: str
    name: str
    fills: str
    parts: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What fields hold: texts by name, and lists of rows by name. An unknown text is empty."""

    texts: Mapping[str, str]
    lists: Mapping[str, Sequence[Row]]


@dataclass(slots=True)
class Filled:
    parts: list[dict[str, Any]] = field(default_factory=list)
    filled: int = 0
    blank: int = 0

    def put(self, value: str, empty: str) -> str:
        """A field on the paper, counted."""
        if value:
            self.filled += 1
            return value
        self.blank += 1
        return empty


@cache
def sheets() -> dict[str, Sheet]:
    """By code, in the order of the codes."""
    rows = tomllib.loads(SET.read_text("utf-8"))["template"]
    return {row["code"]: Sheet(row["code"], row["name"], row["fills"], tuple(row["parts"])) for row in rows}


def fill(sheet: Sheet, known: Known) -> Filled:
    made = Filled()
    for part in sheet.parts:
        if "heading" in part:
            made.parts.append({"heading": part["heading"]})
        if "text" in part:
            made.parts.append({"text": part["text"]})
        if "facts" in part:
            made.parts.append({"facts": [_fact(made, known, *row) for row in part["facts"]]})
        if "table" in part:
            made.parts.append({"head": part["table"], "rows": _rows(made, known, part)})
        if "lines" in part:
            made.blank += 1
            made.parts.append({"text": "\n".join([LINE] * part["lines"])})
        if "sign" in part:
            made.parts.append({"sign": part["sign"]})
    return made


def _fact(made: Filled, known: Known, label: str, name: str = "") -> list[str]:
    return [label, made.put(known.texts[name] if name else "", DOTS)]


def _rows(made: Filled, known: Known, part: Mapping[str, Any]) -> list[list[str]]:
    if "fixed" in part:
        return [[said, *(made.put("", CELL) for _one in part["table"][1:])] for said in part["fixed"]]
    found = known.lists[part["of"]] if "of" in part else ()
    if found:
        return [[made.put(row[name] if name else "", CELL) for name in part["columns"]] for row in found]
    return [[made.put("", CELL) for _one in part["table"]] for _row in range(part["rows"])]
