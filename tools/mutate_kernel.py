#!/usr/bin/env python3
"""Put a fault into every atom of the access kernel, one at a time, and see whether the small worlds find it.

    python tools/mutate_kernel.py            # ask all mutants; write docs/kernel-proof.md anew
    python tools/mutate_kernel.py --print    # ask all mutants; print the page and change nothing

One process asks them all: a mutant is another set of grounds for the same compiler, not another program. It is
killed when a world tells it from the model; what no world tells apart is equivalent by enumeration, and the page says
why. Several minutes of one processor.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT = ROOT / "docs" / "kernel-proof.md"
TEST = "tests/kernel/test_mutants.py::test_every_mutant_is_killed_or_equivalent_by_enumeration"

HEAD = """# The proof of the access kernel

Written by `python tools/mutate_kernel.py`. What is compared, with what, and what it found.

The **model** (`tests/kernel/model.py`) is plain Python, written from the decision records alone by somebody who had not
read the kernel. A **world** is a handful of facts, one actor and one row. In each world the model and the kernel are
asked for every action: reading, exporting, writing. They never differ, on SQLite and on PostgreSQL.

## Worlds
"""
CHAINS = """
A family of one-row worlds is the full product of its atoms: each fact, or link of it, right or broken. A broken chain
keeps its facts live and lets one or two links belong to another person, institution, agreement, category, purpose,
dossier, capacity or part. A boundary world moves one end of one fact to the instant that is asked, or a microsecond
beside it.
"""
LIVES = """
## Lives

`tests/kernel/test_state_machine.py` lives through a small county at random, over `/api/v1`: three institutions, eight
workers, two families with eighteen rows of six kinds. The moves: record and withdraw a consent or provision, open and
close a window, place and recall a reader, appoint, recall and change who leads, lock, lift, declare a conflict, break
the glass, review, end, authorise, revoke, leave; suspend, resume, end and withdraw from the agreement, end a clause,
an annex with all its signatures, an accession; the clock. A ledger of the machine's own keeps the facts that follow.

After each move the tables say what the ledger says, and the model, asked about the ledger, is compared in both
directions with the kernel for everybody, and with lists, totals, objects, people, notes, `explain`, `who can see`,
pages and spreadsheet for those for whom something changed and for some others in turn (a thorough life: for everybody,
each row). A move is made if the rules allow it and refused with a code if not; nothing else happens, and never a fault.

| lives | states | moves made | moves refused | questions over HTTP |
|---|---:|---:|---:|---:|
| 4, in every run | 25 | 28 | 11 | 471 |
| 20 of forty moves, `--full`, 23.11.2026 | 695 | 323 | 522 | 10,265 |

`--full` lives twenty lives of forty moves, and three that are looked at from everywhere. What it found: an open
emergency was a fault of "who can see this"; a note that was open without its case told the number of the case; a
restriction could be lifted by nobody, for it closes the file also to those who may lift it.

## Mutants
"""
SURFACES = "## Surfaces\n"
EQUAL = """
## Equivalent by enumeration

No world tells these from the kernel, because they say the same in other words:
"""


def main(arguments: list[str]) -> int:
    with tempfile.TemporaryDirectory() as folder:
        found = Path(folder) / "figures.json"
        command = [sys.executable, "-m", "pytest", "-q", "-s", "-n", "0", "-m", "full", TEST]
        told = subprocess.run(command, cwd=ROOT, env=os.environ | {"KOOPERACJA_PROOF_FIGURES": str(found)}, check=False)
        if not found.exists():
            return told.returncode or 1
        page = "".join(f"{line}\n" for line in _page(json.loads(found.read_text(encoding="utf-8"))))
    if "--print" in arguments:
        print(page)
    else:
        DOCUMENT.write_text(page + _surfaces(), encoding="utf-8")
    return told.returncode


def _surfaces() -> str:
    """The section that people write stays as it is."""
    present = DOCUMENT.read_text(encoding="utf-8") if DOCUMENT.exists() else ""
    _before, head, section = present.partition(SURFACES)
    return f"\n{head}{section}" if head else ""


def _page(figures: Mapping[str, Any]) -> Iterator[str]:
    yield HEAD
    yield from _worlds(figures)
    yield CHAINS.rstrip("\n")
    yield LIVES
    yield from _mutants(figures["mutants"])
    yield EQUAL
    yield from (f"- `{name}`: {why}" for name, why in figures["equivalent"].items())
    if figures["survived"]:
        yield "\n## Survived\n"
        yield from (f"- `{name}`" for name in figures["survived"])


def _worlds(figures: Mapping[str, Any]) -> Iterator[str]:
    yield "| worlds | atoms | number | something is open |"
    yield "|---|---:|---:|---:|"
    rows = {f"family *{name}*": row for name, row in figures["families"].items()}
    rows |= {"broken chains": figures["chains"], "boundary instants": figures["boundaries"]}
    for name, (atoms, worlds, opened) in rows.items():
        yield f"| {name} | {atoms or '–'} | {worlds:,} | {opened:,} |"
    yield f"| all | | {sum(row[1] for row in rows.values()):,} | {sum(row[2] for row in rows.values()):,} |"


def _mutants(kinds: Mapping[str, Any]) -> Iterator[str]:
    yield "| what is changed | mutants | killed | equivalent | survived |"
    yield "|---|---:|---:|---:|---:|"
    every = [sum(row[place] for row in kinds.values()) for place in range(3)]
    for kind, (made, equal, alive) in [*sorted(kinds.items()), ("all", every)]:
        yield f"| {kind} | {made} | {made - equal - alive} | {equal} | {alive} |"
    made, equal, alive = every
    yield ""
    yield f"Score: {made - equal - alive} killed of {made - equal} that are no equivalents."


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
