"""The shape of codes that the state gives to institutions and areas, and of number patterns.

Each check takes what a person typed and returns the plain code, or raises with the field, the rule
and an example. The same checks stand behind the form, the import and the actions.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from string import Formatter
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from stdnum.exceptions import InvalidChecksum
from stdnum.exceptions import ValidationError as BadNumber
from stdnum.pl import nip as nip_number
from stdnum.pl import regon as regon_number

from kooperacja.directory.models import Institution
from kooperacja.foundation.errors import RuleBroken

VOIVODESHIP, COUNTY, COMMUNE = 2, 4, 7
# Types of a commune in the register: town, village, both, their two halves, Warsaw's districts.
COMMUNE_TYPES = frozenset("1234589")


def _digits(text: str) -> str:
    return re.sub(r"[\s-]", "", text)


def nip(text: str) -> str:
    """The tax number of an institution."""
    plain = _digits(text).upper().removeprefix("PL")
    try:
        return str(nip_number.validate(plain))
    except InvalidChecksum as error:
        sentence = _("NIP %(code)s has a wrong digit: its last one does not agree with the others.")
        raise RuleBroken("institution.nip", sentence % {"code": plain}, field="nip") from error
    except BadNumber as error:
        sentence = _("NIP has 10 digits, for example 5260006841.")
        raise RuleBroken("institution.nip", sentence, field="nip") from error


def regon(text: str) -> str:
    """The number in the register of the national economy; a local unit has 14 digits."""
    plain = _digits(text)
    try:
        return str(regon_number.validate(plain))
    except InvalidChecksum as error:
        sentence = _("REGON %(code)s has a wrong digit: its last one does not agree with the others.")
        raise RuleBroken("institution.regon", sentence % {"code": plain}, field="regon") from error
    except BadNumber as error:
        sentence = _("REGON has 9 digits, or 14 for a local unit, for example 000331501.")
        raise RuleBroken("institution.regon", sentence, field="regon") from error


def krs(text: str) -> str:
    """The number in the court register; it has no check digit."""
    plain = _digits(text)
    if not re.fullmatch(r"[0-9]{10}", plain):
        sentence = _("KRS has 10 digits with the zeros in front, for example 0000123456.")
        raise RuleBroken("institution.krs", sentence, field="krs")
    return plain


def terc(text: str) -> str:
    """A TERYT code by its shape; whether the county exists only the table of areas knows."""
    plain = _digits(text)
    if not re.fullmatch(r"[0-9]{2}|[0-9]{4}|[0-9]{7}", plain):
        sentence = _(
            "A TERYT code has 2 digits (voivodeship), 4 (county) or 7 (commune), for example 2007022."
            " Mind the zero in front, which spreadsheets leave out."
        )
        raise RuleBroken("area.terc", sentence, field="terc")
    if len(plain) == COMMUNE and plain[-1] not in COMMUNE_TYPES:
        sentence = _("The last digit of a commune's code is its type: 1–5, 8 or 9.")
        raise RuleBroken("area.terc_type", sentence, field="terc")
    return plain


def pattern(text: str, field: str) -> str:
    """A pattern of numbers. Only two names may stand in braces: anything else could read objects."""
    if not _is_pattern(text):
        sentence = _("A pattern holds {number} and {year} once each, for example GOPS.5021.{number}.{year}.")
        raise RuleBroken("institution.pattern", sentence, field=field)
    return text


def _is_pattern(text: str) -> bool:
    try:
        parts = [part[1:] for part in Formatter().parse(text) if part[1] is not None]
    except ValueError:
        return False
    specs = {name: spec for name, spec, how in parts if not how}
    digits = re.fullmatch(r"(?:0[1-9])?", specs.get("number") or "")
    return len(parts) == len(specs) and set(specs) == {"number", "year"} and not specs["year"] and bool(digits)


CHECKS: dict[str, Callable[[str], str]] = {
    "nip": nip,
    "regon": regon,
    "krs": krs,
    "terc": terc,
    "case_pattern": lambda text: pattern(text, "case_pattern"),
    "referral_pattern": lambda text: pattern(text, "referral_pattern"),
}


def cleaned(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts of an institution as they are stored, or the first thing that is wrong."""
    tidy = {name: _tidy(value) for name, value in facts.items()}
    # An empty import key is no key: the column is unique.
    tidy.update({"key": None} if tidy.get("key") == "" else {})
    checked = {name: CHECKS[name](value) if value and name in CHECKS else value for name, value in tidy.items()}
    for refusal in _misfits(checked):
        raise refusal
    return checked


def faults(facts: Mapping[str, Any]) -> list[RuleBroken]:
    """Everything that is wrong, one refusal a field, for a message about a whole row."""
    found: dict[str, RuleBroken] = {}
    for name, value in facts.items():
        try:
            cleaned({name: value})
        except RuleBroken as refusal:
            found[name] = refusal
    return list(found.values())


def _tidy(value: Any) -> Any:
    return " ".join(value.split()) if isinstance(value, str) else value


def _misfits(facts: Mapping[str, Any]) -> Iterator[RuleBroken]:
    """What the table itself would refuse: lengths, words outside a closed list, addresses."""
    others = {field.name for field in Institution._meta.get_fields()} - set(facts)
    try:
        Institution(**facts).clean_fields(exclude=others)
    except ValidationError as error:
        for name, sentences in error.message_dict.items():
            yield RuleBroken(f"institution.{name}", " ".join(sentences), field=name)
