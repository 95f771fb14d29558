"""What the law and our proposals say about referrals: deadlines, reasons, legal bases.

Reviewed as files. Every line is dated `[from, to)` and names its source; `[I]` marks a proposal of
ours. The words are Polish because they are the law's and the form's, like names in the directory.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from kooperacja.agreements.labels import Category

HERE = Path(__file__).parent
# How a source begins where the line is ours and not the law's.
PROPOSAL = "[I]"


@dataclass(frozen=True, slots=True)
class Line:
    """A dated line; without `kinds` it is for institutions of every kind but those of `but`."""

    code: str
    label: str
    kinds: frozenset[str]
    but: frozenset[str]
    since: date
    until: date
    source: str

    def serves(self, kind: str, day: date) -> bool:
        return self.since <= day < self.until and kind not in self.but and (not self.kinds or kind in self.kinds)


@dataclass(frozen=True, slots=True)
class Reason(Line):
    """A coded reason. `list` is what it is given for: a referral, or one of its moves."""

    list: str


@dataclass(frozen=True, slots=True)
class Basis(Line):
    """On what the sender rests the letter. `category` is the most that it may hold; `passes` the only fields of
    it, empty where all may be filled. `is_agreement`: it is somebody's will, and no task of the sender.
    """

    article: str
    category: Category
    is_agreement: bool
    passes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """How long somebody has; `stage` names what for. Working or calendar days."""

    stage: str
    urgent: bool
    days: int
    working: bool
    since: date
    until: date
    source: str


def _lines(file: str, table: str) -> Iterator[dict[str, Any]]:
    with (HERE / file).open("rb") as source:
        yield from tomllib.load(source)[table]


def _common(line: dict[str, Any]) -> dict[str, Any]:
    return {
        "code": line["code"],
        "label": line["label"],
        "kinds": frozenset(line.get("kinds", ())),
        "but": frozenset(line.get("except", ())),
        "since": line["from"],
        "until": line.get("to", date.max),
        "source": line["source"],
    }


@cache
def reasons() -> tuple[Reason, ...]:
    return tuple(Reason(**_common(line), list=line["list"]) for line in _lines("reasons.toml", "reason"))


@cache
def bases() -> tuple[Basis, ...]:
    return tuple(
        Basis(
            **_common(line),
            article=line["article"],
            category=Category(line["category"]),
            is_agreement=line.get("agreement", False),
            passes=tuple(line.get("passes", ())),
        )
        for line in _lines("bases.toml", "basis")
    )


@cache
def terms() -> tuple[Term, ...]:
    return tuple(
        Term(
            stage=line["stage"],
            urgent=urgent,
            days=line["days"],
            working=line["working"],
            since=line["from"],
            until=line.get("to", date.max),
            source=line["source"],
        )
        for line in _lines("deadlines.toml", "deadline")
        for urgent in line["urgent"]
    )


def reasons_for(list_name: str, kind: str, day: date) -> list[Reason]:
    """What may be chosen now, by an institution of this kind."""
    return [row for row in reasons() if row.list == list_name and row.serves(kind, day)]


def bases_for(kind: str, day: date) -> list[Basis]:
    return [row for row in bases() if row.serves(kind, day)]


def agreement_for(kind: str, day: date) -> Basis | None:
    """The agreement of a client with which such an institution may write a few words; None for all others."""
    return next((row for row in bases_for(kind, day) if row.passes), None)


def passes_little(code: str) -> bool:
    """Such a letter has a form of its own."""
    return any(row.code == code and row.passes for row in bases())


def has_own_task(kind: str, day: date) -> bool:
    """Whether the law gives such an institution a task to rest a letter on; a bureau or an association has none."""
    return any(row.kinds and not row.is_agreement for row in bases_for(kind, day))


def basis_of(code: str) -> Basis | None:
    """The line of a code whatever its dates: an old letter still says on what it rested."""
    return next((row for row in bases() if row.code == code), None)


def reason_label(code: str) -> str:
    return next((row.label for row in reasons() if row.code == code), "")


def term_of(stage: str, day: date, *, urgent: bool) -> Term | None:
    """The term in force on the day from which it is counted."""
    found = (t for t in terms() if t.stage == stage and t.urgent == urgent and t.since <= day < t.until)
    return next(found, None)
