"""The contrasts that the design promises, computed from the style sheet (WCAG 2.2 relative luminance)."""

import re
from pathlib import Path

import pytest

BASE = Path(__file__).resolve().parents[2] / "src/kooperacja/ui/static/ui/css/base.css"
PAIR = re.compile(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);")
COLOURS = {name: (light, dark) for name, light, dark in PAIR.findall(BASE.read_text())}

GROUNDS = ("bg", "card", "tint")
TEXT = [(ink, ground) for ink in ("text", "muted", "accent", "ok", "warn", "stop") for ground in GROUNDS]
ON_SOFT = [(tone, f"{tone}-soft") for tone in ("accent", "ok", "warn", "stop", "calm")]
EDGES = [("edge", ground) for ground in GROUNDS]


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(ink: str, ground: str, theme: int) -> float:
    lighter, darker = sorted((luminance(COLOURS[name][theme]) for name in (ink, ground)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), [*TEXT, *ON_SOFT, ("on-accent", "accent")])
def test_text_is_read_on_every_ground(ink: str, ground: str, theme: int) -> None:
    assert contrast(ink, ground, theme) >= 6


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), EDGES)
def test_the_edge_of_a_control_is_seen(ink: str, ground: str, theme: int) -> None:
    assert contrast(ink, ground, theme) >= 4
