"""A file of agreements: its columns, and what its rows say. Papers become drafts: the dates are
kept as they were published, and nobody is bound by what a file says.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kooperacja.agreements.access import PARTIES_NEEDED
from kooperacja.agreements.models import Agreement, AgreementState
from kooperacja.agreements.queries import agreements_of_keys, differs
from kooperacja.directory.models import Institution
from kooperacja.directory.queries import institutions_of_keys
from kooperacja.foundation.clock import today
from kooperacja.foundation.importing import portions
from kooperacja.foundation.tables import Line, Refused, doubled, read, refuse

REQUIRED = ("key", "title", "parties")
OPTIONAL = ("number", "signed_on", "valid_on", "valid_until", "subject")
DAYS = ("signed_on", "valid_on", "valid_until")


def rows_of(path: Path) -> list[dict[str, Any]]:
    """The facts of each row, ready to be stored; raises with everything that is wrong."""
    lines = read(path, REQUIRED, OPTIONAL)
    refused, rows = [*doubled(lines, "key")], []
    for some in portions(lines):
        parties = institutions_of_keys(chain.from_iterable(map(_keys, some)))
        present = agreements_of_keys([line.cells["key"] for line in some])
        for line in some:
            facts, wrong = _facts(line, parties)
            wrong = wrong or [*_fixed(line, present.get(line.cells["key"]), facts)]
            refused += wrong
            rows.append(facts)
    refuse(refused)
    return rows


def _keys(line: Line) -> list[str]:
    return [key for key in (part.strip() for part in line.cells["parties"].split(",")) if key]


def _facts(line: Line, known: Mapping[str, Institution]) -> tuple[dict[str, Any], list[Refused]]:
    facts: dict[str, Any] = {name: text for name, text in line.cells.items() if name != "parties"}
    wrong = [*_dated(line, facts), *_named(line, known), *_misfits(line, facts)]
    facts["parties"] = [known[key] for key in _keys(line) if key in known]
    return facts, wrong


def _dated(line: Line, facts: dict[str, Any]) -> Iterator[Refused]:
    for column in (name for name in DAYS if name in line.cells):
        text, facts[column] = line.cells[column], None
        try:
            facts[column] = date.fromisoformat(text) if text else None
        except ValueError:
            yield Refused(line.number, column, _("Write the day like this: 2026-11-23."))
    if facts.get("signed_on") and facts["signed_on"] > today():
        yield Refused(line.number, "signed_on", _("This day has not come yet."))
    if facts.get("valid_on") and facts.get("valid_until") and facts["valid_until"] < facts["valid_on"]:
        yield Refused(line.number, "valid_until", _("The last day is before the first one."))


def _named(line: Line, known: Mapping[str, Institution]) -> Iterator[Refused]:
    keys = _keys(line)
    for key in dict.fromkeys(keys):
        if key not in known:
            told = _("There is no institution with the key “%(key)s”. Read the file of institutions first.")
            yield Refused(line.number, "parties", told % {"key": key})
        elif keys.count(key) > 1:
            yield Refused(line.number, "parties", _("The key “%(key)s” stands twice.") % {"key": key})
        elif known[key].has_ended(today()):
            yield Refused(line.number, "parties", _("This institution has ended already."))
    if len(set(keys)) < PARTIES_NEEDED:
        yield Refused(line.number, "parties", _("An agreement needs at least two parties."))


def _misfits(line: Line, facts: Mapping[str, Any]) -> Iterator[Refused]:
    """What the table itself would refuse: a missing title, words that are too long."""
    others = {field.name for field in Agreement._meta.get_fields()} - {"title", "number", "key"}
    try:
        Agreement(**{**facts, "subject": facts.get("subject", "")}).clean_fields(exclude=others)
    except ValidationError as error:
        for name, sentences in error.message_dict.items():
            if name != "key" or facts["key"]:
                yield Refused(line.number, name, " ".join(sentences))


def _fixed(line: Line, present: Agreement | None, facts: Mapping[str, Any]) -> Iterator[Refused]:
    """Once it was sent for signature, no file changes the words; the same words change nothing."""
    if present is None or present.state == AgreementState.DRAFT:
        return
    said = {name: value for name, value in facts.items() if name != "parties"}
    if differs(present, said, facts["parties"]):
        yield Refused(line.number, "", _("this agreement is no draft any more, so a file does not change it."))
