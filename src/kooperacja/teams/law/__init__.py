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
