"""What a variant of the model says, and what is wrong with a file that should say it. Pure: touches no database.

A variant is data of level 0: names of kinds of teams, what each needs before it works, how often it meets.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kooperacja.foundation.errors import RuleBroken

LONGEST_TEXT = 250
# A variant takes three thousand characters; what is a hundred times longer is another file.
LARGEST_FILE = 300_000
MOST_DAYS = 366
CODE = re.compile(r"[a-z][a-z0-9_]{1,29}")


class TeamLevel(models.TextChoices):
    """For which area a team works."""

    COMMUNE = "commune", gettext_lazy("commune (gmina)")
    COUNTY = "county", gettext_lazy("county (powiat)")
    VOIVODESHIP = "voivodeship", gettext_lazy("voivodeship")


class Scope(models.TextChoices):
    """Whether institutions meet in it for many families, or specialists for one."""

    INSTITUTION = "institution", gettext_lazy("team of institutions")
    FAMILY = "family", gettext_lazy("team of one family")


class ActKind(models.TextChoices):
    """The papers by which a team is founded (domain.md A.7, T01–T03)."""

    AGREEMENT = "agreement", gettext_lazy("agreement")
    ORDINANCE = "ordinance", gettext_lazy("ordinance")
    RULES = "rules", gettext_lazy("rules of the team")


class Function(models.TextChoices):
    """What the holder of a seat does in the team."""

    COORDINATOR = "coordinator", gettext_lazy("coordinator")
    SECRETARY = "secretary", gettext_lazy("secretary")
    MEMBER = "member", gettext_lazy("member")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of team. `cadence_days` is 0 where nothing is said, and so is `quorum_percent`, of whose seats more must
    be present; `proposed` names the fields that are our
    proposal and no law; `basis_act` and `basis_article` are there where the law itself founds the team.
    """

    code: str
    name: str
    short_name: str
    name_en: str
    level: str
    scope: str
    has_family_team: bool
    founding_acts: tuple[str, ...]
    functions: tuple[str, ...]
    required_functions: tuple[str, ...]
    cadence_days: int = 0
    quorum_percent: int = 0
    basis_act: str = ""
    basis_article: str = ""
    proposed: tuple[str, ...] = ()

    @property
    def is_statutory(self) -> bool:
        return bool(self.basis_act)


@dataclass(frozen=True, slots=True)
class Variant:
    """One variant of the model, as its file says it."""

    code: str
    name: str
    name_en: str
    source: str
    kinds: tuple[Kind, ...]

    def kind(self, code: str) -> Kind | None:
        return next((kind for kind in self.kinds if kind.code == code), None)

    def content(self) -> dict[str, Any]:
        """What is stored and exported; `variant_of` of it is the same variant."""
        return asdict(self)


TEXTS = ("code", "name", "name_en", "source")
KIND_TEXTS = ("code", "name", "short_name", "name_en", "level", "scope")
KIND_LISTS: dict[str, type[models.TextChoices]] = {
    "founding_acts": ActKind,
    "functions": Function,
    "required_functions": Function,
}
OPTIONAL_TEXTS = ("basis_act", "basis_article")
CHOICES: dict[str, type[models.TextChoices]] = {"level": TeamLevel, "scope": Scope}
# Each with its highest value; of a quorum something less than all seats.
NUMBERS = {"cadence_days": MOST_DAYS, "quorum_percent": 99}
KIND_FIELDS = frozenset((*KIND_TEXTS, *KIND_LISTS, *OPTIONAL_TEXTS, *NUMBERS, "has_family_team", "proposed"))


def variant_of_bytes(raw: bytes) -> Variant:
    """A file as it came from a disk or from a form."""
    if len(raw) > LARGEST_FILE:
        raise RuleBroken("variant.large", _("The file is too large to be a variant of the model."), field="file")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        sentence = _("The file is not in UTF-8 (it may be in Windows-1250), so Polish letters would be broken.")
        raise RuleBroken(
            "variant.encoding", sentence, field="file", ways=[_("Save it in an editor with the encoding UTF-8.")]
        ) from error
    return variant_of_text(text)


def variant_of_text(text: str) -> Variant:
    try:
        said = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        # A file of ten thousand brackets exhausts the reader; it is no variant either.
        fault = error if isinstance(error, tomllib.TOMLDecodeError) else _("too many brackets inside one another")
        sentence = _("The file is no TOML: %(fault)s.") % {"fault": fault}
        raise RuleBroken("variant.not_toml", sentence, field="file") from error
    return variant_of(said)


def variant_of(said: Mapping[str, Any]) -> Variant:
    """The variant that these data say; raises with one sentence for everything that is wrong in them."""
    faults = Faults()
    texts = {name: faults.text(said, name, "") for name in TEXTS}
    faults.code(texts["code"], "")
    faults.unknown(said, {*TEXTS, "kinds"}, "")
    rows = said.get("kinds")
    if not isinstance(rows, list | tuple) or not rows:
        faults.add("", "kinds", _("name at least one kind of team in a section [[kinds]]"))
        rows = []
    kinds = tuple(_kind(row, f"kinds[{number}]", faults) for number, row in enumerate(rows, 1))
    codes = [kind.code for kind in kinds]
    for code in sorted({code for code in codes if code and codes.count(code) > 1}):
        faults.add("kinds", "code", _("“%(code)s” stands twice") % {"code": code})
    faults.refuse()
    return Variant(**texts, kinds=kinds)


def to_toml(variant: Variant) -> str:
    """The same variant as a file that people can change."""
    lines = [f"{name} = {_toml(getattr(variant, name))}" for name in TEXTS]
    for kind in variant.kinds:
        lines += ["", "[[kinds]]", *(f"{name} = {_toml(value)}" for name, value in asdict(kind).items())]
    return "\n".join(lines) + "\n"


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, tuple):
        return "[" + ", ".join(_toml(one) for one in value) + "]"
    escaped = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _kind(row: object, where: str, faults: "Faults") -> Kind:
    if not isinstance(row, Mapping):
        faults.add(where, "", _("this is no section [[kinds]]"))
        row = {}
    texts: dict[str, Any] = {name: faults.text(row, name, where) for name in KIND_TEXTS}
    optional: dict[str, Any] = {name: faults.text(row, name, where, optional=True) for name in OPTIONAL_TEXTS}
    lists: dict[str, Any] = {
        name: faults.codes(row, name, where, choices.values) for name, choices in KIND_LISTS.items()
    }
    faults.code(texts["code"], where)
    for name, choices in CHOICES.items():
        faults.one_of(texts[name], name, where, choices.values)
    faults.unknown(row, KIND_FIELDS, where)
    for code in set(lists["required_functions"]) - set(lists["functions"]):
        faults.add(where, "required_functions", _("“%(code)s” is not among the functions") % {"code": code})
    if bool(optional["basis_act"]) != bool(optional["basis_article"]):
        faults.add(where, "basis_article", _("a ground in law has an act and an article"))
    return Kind(
        **texts,
        **optional,
        **lists,
        has_family_team=faults.yes_or_no(row, "has_family_team", where),
        cadence_days=faults.number(row, "cadence_days", where),
        quorum_percent=faults.number(row, "quorum_percent", where),
        proposed=faults.codes(row, "proposed", where, sorted(KIND_FIELDS)),
    )


@dataclass(slots=True)
class Faults:
    """Everything that is wrong with one file, each with the place where it stands."""

    told: list[str] = field(default_factory=list)

    def add(self, where: str, name: str, sentence: str) -> None:
        self.told.append(f"{'.'.join(part for part in (where, name) if part)}: {sentence}.")

    def text(self, row: Mapping[str, Any], name: str, where: str, *, optional: bool = False) -> str:
        value = row.get(name, "")
        if not isinstance(value, str) or len(value) > LONGEST_TEXT or not value.isprintable():
            told = _("write one line of text, at most %(most)s characters") % {"most": LONGEST_TEXT}
            self.add(where, name, told)
            return ""
        tidy = " ".join(value.split())
        if not tidy and not optional:
            self.add(where, name, _("this is missing"))
        return tidy

    def code(self, value: str, where: str) -> None:
        if value and not CODE.fullmatch(value):
            self.add(where, "code", _("write small letters a–z, digits and _, as in “pzk”"))

    def one_of(self, value: str, name: str, where: str, known: Sequence[str]) -> None:
        if value and value not in known:
            told = {"value": value, "known": ", ".join(known)}
            self.add(where, name, _("“%(value)s” is not known; write one of: %(known)s") % told)

    def codes(self, row: Mapping[str, Any], name: str, where: str, known: Sequence[str]) -> tuple[str, ...]:
        value = row.get(name, [])
        if not isinstance(value, list | tuple) or not all(isinstance(one, str) for one in value):
            self.add(where, name, _("write a list of codes"))
            return ()
        for one in value:
            self.one_of(one, name, where, known)
        if len(set(value)) < len(value):
            self.add(where, name, _("a code stands twice"))
        return tuple(value)

    def yes_or_no(self, row: Mapping[str, Any], name: str, where: str) -> bool:
        value = row.get(name, False)
        if not isinstance(value, bool):
            self.add(where, name, _("write true or false"))
        return value is True

    def number(self, row: Mapping[str, Any], name: str, where: str) -> int:
        value = row.get(name, 0)
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= NUMBERS[name]:
            self.add(where, name, _("write a whole number from 0 to %(most)s") % {"most": NUMBERS[name]})
            return 0
        return value

    def unknown(self, row: Mapping[str, Any], known: Sequence[str] | frozenset[str] | set[str], where: str) -> None:
        for name in sorted(set(row) - set(known)):
            self.add(where, str(name), _("such a field is not known"))

    def refuse(self) -> None:
        if not self.told:
            return
        head = ngettext(
            "%(count)s fault in the file, so nothing was read:",
            "%(count)s faults in the file, so nothing was read:",
            len(self.told),
        )
        sentence = "\n".join([head % {"count": len(self.told)}, *_each(self.told)])
        raise RuleBroken("variant.faults", sentence, field="file")


# So many sentences fit on a page; the rest are counted.
MOST_TOLD = 20


def _each(told: Sequence[str]) -> Iterator[str]:
    yield from told[:MOST_TOLD]
    if len(told) > MOST_TOLD:
        yield _("… and %(count)s more.") % {"count": len(told) - MOST_TOLD}
