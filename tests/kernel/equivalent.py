"""Mutants that say the same as the kernel in other words, and why."""

from collections.abc import Iterator, Mapping
from itertools import permutations

from tests.kernel.model import SPARED
from tests.kernel.worlds import VETOES


def _twice_denied() -> Iterator[tuple[str, str]]:
    """One kind that also denies what another denies already, and spares no fewer people than that one."""
    for kind, other in permutations(VETOES, 2):
        if set(SPARED.get(other, ())) <= set(SPARED.get(kind, ())):
            yield (
                f"{kind}: {kind} kind = '{kind}'|'{other}'",
                f"*{other}* denies these by itself, and spares no more people",
            )


EQUIVALENT: Mapping[str, str] = {
    **{
        f"{ground}: mine {action}": "no pact binds an institution with itself, so no share opens a row of its recipient"
        for ground in ("shared_team", "shared_part")
        for action in ("export", "read", "write")
    },
    "statutory_register: anchor id = row.subject": "the next fact says that the subject is the anchor",
    "conflict: conflict user_id without '0'": "the database refuses a conflict that names nobody",
    **dict(_twice_denied()),
}
