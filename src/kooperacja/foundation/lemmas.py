"""Dictionary forms of Polish words. The dictionary is loaded when the first word is asked."""

import re
from collections.abc import Callable
from functools import cache, lru_cache
from importlib.util import find_spec
from threading import Lock

REMEMBERED = 100_000
MORFEUSZ = "morfeusz2"
# Without a dictionary a word is what is left of it before the longest of these endings.
ENDING = re.compile(
    "(?:i(?:e(?:go|j|mu)?|ami?|[aąęu]|ach|om|ów)|ami|owi|owie|emu|ego|[iy](?:ch|mi?)|ej|em|om|ów|ach"
    "|ek|k[aiąę]|ce|[aąeęioóuy])$"
)
SHORTEST_STEM = 4
_one_at_a_time = Lock()


def dictionary() -> str:
    """The name of the dictionary in use; empty where Morfeusz is not packaged for the machine."""
    return MORFEUSZ if find_spec(MORFEUSZ) else ""


@lru_cache(maxsize=REMEMBERED)
def lemmas_of(word: str) -> frozenset[str]:
    """The lemmas of a word in small letters; none of a word that is not known."""
    with _one_at_a_time:
        return frozenset(_analyser()(word))


@cache
def _analyser() -> Callable[[str], list[str]]:
    return _morfeusz() if dictionary() else _stem


def _morfeusz() -> Callable[[str], list[str]]:
    import morfeusz2  # noqa: PLC0415 - the dictionary takes 0.2 s and 40 MB, which most commands never need.

    analyser = morfeusz2.Morfeusz(generate=False, case_handling=morfeusz2.IGNORE_CASE)

    def lemmas(word: str) -> list[str]:
        """Of the whole word only: „miałem” also begins with „mi”."""
        found = analyser.analyse(word)
        last = max((end for _start, end, _told in found), default=0)
        whole = [told for start, end, told in found if start == 0 and end == last]
        return [told[1].partition(":")[0] for told in whole if told[2] != "ign"]

    return lemmas


def _stem(word: str) -> list[str]:
    """One form for most inflections that change the end alone: lodówka, lodówki, lodówce."""
    found = ENDING.search(word, SHORTEST_STEM)
    return [word[: found.start()] if found else word]
