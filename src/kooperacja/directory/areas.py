"""Where areas come from: the list that is shipped (GeoNames, CC BY 4.0), the register of the
statistical office (TERC), and the invented county of the demonstration.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from kooperacja.directory.kinds import Level

SHIPPED = Path(__file__).parent / "data" / "areas.csv"
LEVELS = {2: Level.VOIVODESHIP, 4: Level.COUNTY, 7: Level.COMMUNE}
COUNTY = "powiat"


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


def registered(rows: Iterable[Mapping[str, str]]) -> Iterator[AreaRow]:
    """Rows of the statistical office's file: `WOJ;POW;GMI;RODZ;NAZWA;NAZWA_DOD;STAN_NA`."""
    for row in rows:
        terc = row["WOJ"] + row["POW"] + row["GMI"] + row["RODZ"]
        yield AreaRow(terc, _registered_name(len(terc), row["NAZWA"], row["NAZWA_DOD"]), LEVELS[len(terc)])


def _registered_name(digits: int, name: str, kind: str) -> str:
    """The register writes voivodeships in capitals and counties without their word."""
    if LEVELS[digits] == Level.VOIVODESHIP:
        return name.lower()
    if LEVELS[digits] == Level.COUNTY:
        return f"{COUNTY} {name}" if kind == COUNTY else name
    return f"{name} ({kind})"
