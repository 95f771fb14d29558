"""What a variant says of its kinds of teams, in words for people."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from kooperacja.foundation.errors import Text
from kooperacja.teams.shape import ActKind, Function, Kind, Scope, TeamLevel, Variant

# The fields of a file that a variant may mark as its own proposal.
FIELDS: dict[str, Text] = {
    "short_name": _("the abbreviation"),
    "name": _("the name"),
    "functions": _("the functions"),
    "required_functions": _("which functions are needed"),
    "founding_acts": _("the founding acts"),
    "cadence_days": _("how often it meets"),
    "quorum_percent": _("the quorum"),
    "has_family_team": _("whether a family has a team of its own"),
}


@dataclass(frozen=True, slots=True)
class KindLine:
    """One kind of team of a variant, in words."""

    kind: Kind
    level: str
    scope: str
    acts: str
    functions: str
    required: str
    proposed: str


def kind_lines(variant: Variant) -> list[KindLine]:
    return [_line(kind) for kind in variant.kinds]


def _line(kind: Kind) -> KindLine:
    return KindLine(
        kind=kind,
        level=str(TeamLevel(kind.level).label),
        scope=str(Scope(kind.scope).label),
        acts=_words(ActKind, kind.founding_acts),
        functions=_words(Function, kind.functions),
        required=_words(Function, kind.required_functions),
        proposed=", ".join(str(FIELDS.get(name, name)) for name in kind.proposed),
    )


def _words(choices: Any, codes: Iterable[str]) -> str:
    return ", ".join(str(choices(code).label) for code in codes)
