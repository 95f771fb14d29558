"""Cases of Polish names, only where the dictionary leaves no doubt.

    in_case("Marta Malinowska", GENITIVE) == "Marty Malinowskiej"

A name that is not known, or has two forms, gives an empty text: the paper then says „dotyczy: …”.
"""

from functools import cache
from threading import Lock
from typing import Any

from kooperacja.foundation.lemmas import dictionary

GENITIVE, DATIVE, INSTRUMENTAL = "gen", "dat", "inst"
MEN, WOMEN = "m1", "f"
FIRST, LAST = "imię", "nazwisko"
_turn = Lock()


def in_case(name: str, case: str) -> str:
    """`name` is a given name and a surname, which may be double-barrelled; anything else gives an empty text."""
    first, _space, last = name.strip().partition(" ")
    if not last or " " in last or not dictionary():
        return ""
    genders = [one for one in (MEN, WOMEN) if _form(first, one, FIRST, "nom") == first]
    if len(genders) != 1:
        return ""
    forms = [_form(first, genders[0], FIRST, case)]
    forms += [_form(part, genders[0], LAST, case) for part in last.split("-")]
    return f"{forms[0]} {'-'.join(forms[1:])}" if all(forms) else ""


def _form(word: str, gender: str, kind: str, case: str) -> str:
    """The one form in the singular, or an empty text."""
    with _turn:
        found = _generator().generate(word)
    forms = {form for form, lemma, tag, kinds, _style in found if _fits(tag, gender, case) and kind in kinds}
    return forms.pop() if len(forms) == 1 else ""


def _fits(tag: str, gender: str, case: str) -> bool:
    match [set(part.split(".")) for part in tag.split(":")]:
        case [kind, number, cases, genders, *_more]:
            return kind == {"subst"} and "sg" in number and case in cases and gender in genders
    return False


@cache
def _generator() -> Any:
    import morfeusz2  # noqa: PLC0415 - the dictionary takes 40 MB, which most commands never need.

    return morfeusz2.Morfeusz(analyse=False)
