"""Whether a text of the minutes names somebody of a case. Pure: who they are is asked by who writes."""

import re
from collections.abc import Iterable

from kooperacja.foundation.words import words_of

# Names are written with a capital letter; „róża” is a flower.
CAPITALISED = re.compile(r"[^\W\d_a-ząćęłńóśźż][^\W\d_]+")


def named_in(text: str, names: Iterable[str]) -> str:
    """The first word of the text that is a form of one of these first names and surnames, as it is spelled there."""
    known = set(words_of(*names).split())
    for word in CAPITALISED.findall(text):
        if known.intersection(words_of(word).split()):
            return str(word)
    return ""
