"""Where areas come from: the list that is shipped (GeoNames, CC BY 4.0), the register of the
statistical office (TERC), and the invented county of the demonstration.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from kooperacja.directory import checks
from kooperacja.directory.kinds import Level
from kooperacja.foundation.errors import RuleBroken
from kooperacja.foundation.tables import Line, Refused, refuse

SHIPPED = Path(__file__).parent / "data" / "areas.csv"
LEVELS = {2: Level.VOIVODESHIP, 4: Level.COUNTY, 7: Level.COMMUNE}
COUNTY = "powiat"
# Columns of the statistical office's file.
REGISTER = ("WOJ", "POW", "GMI", "RODZ", "NAZWA", "NAZWA_DOD", "STAN_NA")


class AreaRow(NamedTuple):
    """One area as it is stored."""

    terc: str
    name: str
    level: str
    is_fictional: bool = False


def shipped() -> Iterator[AreaRow]:
    """The voivodeships and counties of `data/areas.csv`."""
    with SHIPPED.open(encoding="utf-8") as lines:
        for row in csv.DictReader((line for line in lines if not line.startswith("#")), delimiter=";"):
            yield AreaRow(row["terc"], row["name"], LEVELS[len(row["terc"])])


def invented(names: Mapping[str, str]) -> Iterator[AreaRow]:
    return (AreaRow(terc, name, LEVELS[len(terc)], is_fictional=True) for terc, name in names.items())


def registered(lines: Iterable[Line]) -> list[AreaRow]:
    """Rows of the statistical office's file; raises with every row whose code is none."""
    found, refused = [], []
    for line in lines:
        cells = line.cells
        terc = cells["WOJ"] + cells["POW"] + cells["GMI"] + cells["RODZ"]
        try:
            level = LEVELS[len(checks.terc(terc))]
            found.append(AreaRow(terc, _registered_name(level, cells["NAZWA"], cells["NAZWA_DOD"]), level))
        except RuleBroken as fault:
            refused.append(Refused(line.number, "WOJ", str(fault)))
    refuse(refused)
    return found


def _registered_name(level: Level, name: str, kind: str) -> str:
    """The register writes voivodeships in capitals and counties without their word."""
    if level == Level.VOIVODESHIP:
        return name.lower()
    if level == Level.COUNTY:
        return f"{COUNTY} {name}" if kind == COUNTY else name
    return f"{name} ({kind})"
