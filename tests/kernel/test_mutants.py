"""The small worlds find a fault in any atom of the kernel: each is put in, and must be seen.

python tools/mutate_kernel.py    # all of them, and docs/kernel-proof.md written anew
"""

import json
import os
from collections import Counter
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from tests.kernel.chains import broken_chains
from tests.kernel.equivalent import EQUIVALENT
from tests.kernel.mutants import Mutant, all_scenes, first_scenes, mutants, quick_scenes, surviving
from tests.kernel.scenes import decided
from tests.kernel.test_boundary_instants import moved_facts
from tests.kernel.worlds import FAMILIES, one_row_worlds

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "kernel-proof.md"
# Where the tool wants the figures.
FIGURES = "KOOPERACJA_PROOF_FIGURES"


def test_every_mutant_has_a_name_of_its_own() -> None:
    names = [(mutant.kind, mutant.name) for mutant in mutants()]
    assert len(names) == len(set(names)) > 500
    assert {name for _, name in names} >= EQUIVALENT.keys()


def test_the_page_of_the_proof_has_the_numbers_of_today() -> None:
    """`python tools/mutate_kernel.py` writes it."""
    page = DOCUMENT.read_text(encoding="utf-8")
    for name, (_, breaks) in FAMILIES.items():
        assert f"| family *{name}* | {len(breaks)} | {2 ** len(breaks):,} |" in page
    assert f"| broken chains | – | {sum(1 for _ in broken_chains()):,} |" in page
    made = Counter(mutant.kind for mutant in mutants())
    assert [kind for kind, number in made.items() if f"| {kind} | {number} |" not in page] == []
    assert "## Survived" not in page


@pytest.mark.long
@pytest.mark.once
@pytest.mark.proof
def test_a_sample_of_mutants_is_killed_by_the_quick_worlds(proof: None) -> None:
    sample = [m for m in islice(mutants(), 0, None, 43) if m.name not in EQUIVALENT]
    assert len(sample) > 15
    assert [m.name for m in surviving(surviving(sample, first_scenes()), quick_scenes())] == []


@pytest.mark.proof
@pytest.mark.full
def test_every_mutant_is_killed_or_equivalent_by_enumeration(proof: None) -> None:
    made = list(mutants())
    alive = surviving(surviving(made, first_scenes()), quick_scenes())
    left = surviving(alive, all_scenes()) if alive else []
    print(f"mutants: {len(made)}, killed {len(made) - len(left)}, equivalent {len(left)}")  # noqa: T201
    if os.environ.get(FIGURES):
        Path(os.environ[FIGURES]).write_text(json.dumps(figures(made, left)), encoding="utf-8")
    assert {m.name for m in left} == set(EQUIVALENT)


def figures(made: list[Mutant], left: list[Mutant]) -> dict[str, Any]:
    """What `docs/kernel-proof.md` is made of."""
    equal = Counter(mutant.kind for mutant in left if mutant.name in EQUIVALENT)
    alive = Counter(mutant.kind for mutant in left if mutant.name not in EQUIVALENT)
    return {
        "families": {name: _counted(one_row_worlds(name), len(FAMILIES[name][1])) for name in FAMILIES},
        "chains": _counted(broken_chains(), 0),
        "boundaries": _counted((moved for _, moved, _ in moved_facts()), 0),
        "mutants": {kind: (number, equal[kind], alive[kind]) for kind, number in Counter(m.kind for m in made).items()},
        "equivalent": {mutant.name: EQUIVALENT[mutant.name] for mutant in left if mutant.name in EQUIVALENT},
        "survived": [mutant.name for mutant in left if mutant.name not in EQUIVALENT],
    }


def _counted(scenes: Any, atoms: int) -> tuple[int, int, int]:
    """How many atoms, how many worlds, in how many of them something is open."""
    opened = [bool(decided(scene)) for scene in scenes]
    return atoms, len(opened), sum(opened)
