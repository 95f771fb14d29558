"""A file of institutions: its columns, and what its rows say in our words."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from kooperacja.directory import checks
from kooperacja.directory.queries import known_counties, missing_area
from kooperacja.directory.vocabulary import KIND_WORDS, LEVEL_WORDS, SECTOR_WORDS, Words
from kooperacja.foundation.clock import today
from kooperacja.foundation.importing import with_bar
from kooperacja.foundation.tables import Line, Refused, doubled, read, refuse

# Column of the file: column of the institution.
REQUIRED = {"key": "key", "name": "name", "kind": "kind", "level": "level"}
OPTIONAL = {
    "sector": "sector",
    "terc": "terc",
    "place": "place",
    "what_is_published": "note",
    **{
        name: name
        for name in (
            "short_name",
            "address",
            "phone",
            "email",
            "website",
            "dpo_contact",
            "nip",
            "regon",
            "krs",
            "checked_on",
        )
    },
}
COLUMNS = {**REQUIRED, **OPTIONAL}
WORDS: dict[str, Words] = {"kind": KIND_WORDS, "level": LEVEL_WORDS, "sector": SECTOR_WORDS}


def rows_of(path: Path) -> list[dict[str, Any]]:
    """The facts of each row, ready to be stored; raises with everything that is wrong."""
    lines = read(path, tuple(REQUIRED), tuple(OPTIONAL))
    counties = known_counties()
    refused = [*doubled(lines, "key")]
    rows = []
    for line in with_bar(lines, _("Checking")):
        facts, wrong = _facts(line, counties)
        refused += wrong
        rows.append(facts)
    refuse(refused)
    return rows


def _facts(line: Line, counties: set[str]) -> tuple[dict[str, Any], list[Refused]]:
    facts: dict[str, Any] = {COLUMNS[name]: text for name, text in line.cells.items()}
    if not facts.get("short_name"):
        # Left out, it is made from the name.
        facts.pop("short_name", None)
    wrong = [*_translated(line, facts), *_dated(line, facts)]
    told = {column: name for name, column in COLUMNS.items()}
    seen = {refusal.column for refusal in wrong} | ({"key"} if not facts["key"] else set())
    judged = {name: value for name, value in facts.items() if told[name] not in seen}
    wrong += [Refused(line.number, told[fault.field or ""], str(fault)) for fault in checks.faults(judged)]
    if not wrong:
        facts = checks.cleaned(judged)
        wrong += _placed(line, facts.get("terc", ""), counties)
    return facts, wrong


def _translated(line: Line, facts: dict[str, Any]) -> Iterator[Refused]:
    for column, words in WORDS.items():
        word = line.cells.get(column, "")
        meaning = words.meaning(word) if word else None
        if meaning is not None:
            facts[column] = str(meaning)
        elif word:
            yield Refused(line.number, column, _unknown(word, words))


def _unknown(word: str, words: Words) -> str:
    told = {"word": word, "nearest": ", ".join(words.nearest(word))}
    if told["nearest"]:
        return _("the word “%(word)s” is not known. Did you mean: %(nearest)s?") % told
    return _("the word “%(word)s” is not known.") % told


def _dated(line: Line, facts: dict[str, Any]) -> Iterator[Refused]:
    if "checked_on" not in line.cells:
        return
    text, facts["checked_on"] = line.cells["checked_on"], None
    try:
        facts["checked_on"] = date.fromisoformat(text) if text else None
    except ValueError:
        yield Refused(line.number, "checked_on", _("Write the day like this: 2026-11-23."))
        return
    if facts["checked_on"] and facts["checked_on"] > today():
        yield Refused(line.number, "checked_on", _("This day has not come yet."))


def _placed(line: Line, terc: str, counties: set[str]) -> Iterator[Refused]:
    if missing := missing_area(terc, counties):
        yield Refused(line.number, "terc", _("There is no area with the TERYT code %(code)s.") % {"code": missing})
