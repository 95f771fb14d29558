"""The variants of the model that are shipped: one reviewed file for each, with its source."""

from functools import cache
from pathlib import Path

from kooperacja.teams.shape import Variant, variant_of_text

FOLDER = Path(__file__).parent / "variants"


@cache
def shipped() -> dict[str, Variant]:
    """By code, in the order of their codes. A file that is wrong stops the start of a test, not of a town."""
    found = [variant_of_text(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.toml"))]
    return {variant.code: variant for variant in found}


# The words that a member of a team confirms. Other words are another file with another number: a seat keeps
# the number of the words that were shown.
STATEMENT = "1"
# What stands in the place of the number when a statement was signed on paper.
ON_PAPER = "paper"


@cache
def statement_text(number: str = STATEMENT) -> str:
    """Our proposal of T04 (domain.md A.7); a statutory team signs the words of its own act on paper."""
    return (Path(__file__).parent / "statements" / f"{int(number)}.txt").read_text(encoding="utf-8").strip()
