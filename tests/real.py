"""Real input beside the repository: what institutions have published. It is ours to try, not to ship."""

import os
from pathlib import Path

import pytest

SHARED = Path(os.environ.get("KOOPERACJA_SHARED") or Path(__file__).resolve().parents[2] / "shared")
REAL = SHARED / "real"


def real(name: str) -> Path:
    """The file, or a skip that says why; tests on files of our own cover the same rules."""
    path = REAL / name
    if not path.exists():
        pytest.skip(f"{name} is not beside the repository (KOOPERACJA_SHARED)")
    return path
