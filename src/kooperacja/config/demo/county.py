"""The invented county: its areas, institutions and workers, as three files beside this one tell them.

`places.csv` and `posts.csv` mark the cast, which the tests know too. Nothing of it exists: codes of
real areas do not begin with 9, addresses end in `.example`, telephone numbers begin with 00.
"""

import csv
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kooperacja.directory.kinds import InstitutionKind, Level, Role, Sector

HERE = Path(__file__).parent
CAST, SECOND, YES = "x", "second", "x"


@dataclass(frozen=True, slots=True)
class Place:
    """An institution. `mark` begins the numbers of its cases, `mark_out` those of its referrals."""

    name: str
    short_name: str
    kind: InstitutionKind
    sector: Sector
    level: Level
    town: str
    mark: str
    mark_out: str

    @property
    def case_pattern(self) -> str:
        return f"{self.mark}.{{number}}.{{year}}"

    @property
    def referral_pattern(self) -> str:
        return f"{self.mark_out}.{{number:04}}.{{year}}"

    @property
    def terc(self) -> str:
        """The code of the area for which it works; a nationwide one has none."""
        commune = COMMUNES.get(self.town)
        codes = {Level.COMMUNE: commune.terc if commune else "", Level.COUNTY: COUNTY, Level.VOIVODESHIP: VOIVODESHIP}
        return codes.get(self.level, "")


@dataclass(frozen=True, slots=True)
class Post:
    """Who acts for which place, in which role, under which word; `intake` opens its inbox."""

    name: str
    place: str
    role: Role
    title: str
    supervises: bool
    intake: bool


@dataclass(frozen=True, slots=True)
class Commune:
    """Where its families live, and which place serves it under the word that letters use."""

    terc: str
    villages: tuple[str, ...]
    serves: dict[str, str]


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines, delimiter=";")


def _places(*, cast: bool) -> dict[str, Place]:
    return {row["key"]: _place(row) for row in _rows("places.csv") if cast == (row["cast"] == CAST)}


def _place(row: dict[str, str]) -> Place:
    return Place(
        row["name"],
        row["short_name"],
        InstitutionKind(row["kind"]),
        Sector(row["sector"]),
        Level(row["level"]),
        row["town"],
        row["mark"],
        row["mark_out"],
    )


def _posts(mark: str) -> dict[str, Post]:
    return {row["key"]: _post(row) for row in _rows("posts.csv") if row["cast"] == mark}


def _post(row: dict[str, str]) -> Post:
    role, supervises, intake = Role(row["role"]), row["supervises"] == YES, row["intake"] == YES
    return Post(row["name"], row["place"], role, row["title"], supervises, intake)


def _land() -> dict[str, Any]:
    with (HERE / "county.toml").open("rb") as file:
        return tomllib.load(file)


def _communes() -> dict[str, Commune]:
    found: dict[str, Any] = _land()["communes"]
    return {name: Commune(row["terc"], tuple(row["villages"]), row["serves"]) for name, row in found.items()}


VOIVODESHIP, COUNTY = "95", "9501"
WIERZBOWO, ZALESIE, BRZEZIN, LIPNIKI = "Wierzbowo", "Zalesie", "Brzezin", "Lipniki"
AREAS: dict[str, str] = _land()["areas"]
COMMUNES = _communes()

CAST_PLACES, CAST_POSTS = _places(cast=True), _posts(CAST)
PLACES, POSTS = CAST_PLACES | _places(cast=False), CAST_POSTS | _posts("")
# They work in a second place too, and choose for which they act.
SECOND_POSTS = _posts(SECOND)
# It ended while the two years ran; its tasks went to the county's club.
ENDED_PLACE = "club"
# Her cases went to somebody else when she left.
LEAVER, SUCCESSOR = "renata", "iga"


def email(key: str) -> str:
    return f"{key}@{POSTS[key].place.replace('_', '-')}.example"


def role_accounts() -> dict[Role, str]:
    """The account to show for each role: the first that has it, the cast before the others."""
    return {role: next(key for key, post in POSTS.items() if post.role == role) for role in Role}
