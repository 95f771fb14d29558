"""Conditions and calculations of a questionnaire: a small part of the XPath of XLSForm, evaluated on the server.

An expression names answers as `${name}`, its own as `.`; it reaches nothing else: no paths, no functions but those of
`FUNCTIONS`. Dates are numbers of days, so that they can be compared and subtracted.
"""

import re
from collections.abc import Collection, Mapping
from datetime import date
from functools import cache
from math import isnan, nan
from typing import Any
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from kooperacja.foundation.clock import today

Value = str | float | bool
LONGEST = 500
# Of XPath 1.0 those without paths and namespaces; below them ours, as XLSForm calls them.
OF_XPATH = (
    "boolean ceiling concat contains false floor normalize-space not number round starts-with string string-length"
    " substring true"
)
OURS = ("coalesce", "count-selected", "date", "if", "int", "selected", "today")
FUNCTIONS = frozenset((*OF_XPATH.split(), *OURS))
OPERATORS = frozenset(["and", "or", "=", "!=", "<", ">", "<=", ">=", "+", "-", "*", "div", "mod", "("])
REFERENCE = re.compile(r"\$\{\s*([^{}]*?)\s*\}")
QUOTED = re.compile(r"(\"[^\"]*\"|'[^']*')")
ITSELF = re.compile(r"(?<![\w.)])\.(?![\w.])")
# No name of a question begins so.
THIS = "_this"


class Fault(Exception):
    """What is wrong with an expression, as a sentence without its end."""


def references(expression: str) -> set[str]:
    return set(REFERENCE.findall(expression))


def check(expression: str, known: Collection[str]) -> None:
    """Raises `Fault` when it cannot be read, or names an answer that is not `known`."""
    if len(expression) > LONGEST:
        raise Fault(_("the formula is longer than %(most)s characters") % {"most": LONGEST})
    for name in sorted(references(expression).difference(known)):
        raise Fault(_("“%(name)s” is no question of the same area") % {"name": name})
    token = _parsed(expression)
    _allowed(token)
    for empty in ("", 1.0):
        _run(token, dict.fromkeys(known, empty), empty)


def value_of(expression: str, answers: Mapping[str, Value], this: Value = "") -> Value:
    """What it gives with these answers; an answer that is not there is an empty text."""
    known: dict[str, Value] = {**dict.fromkeys(references(expression), ""), **answers}
    return _run(_parsed(expression), known, this)


def is_true(expression: str, answers: Mapping[str, Value], this: Value = "") -> bool:
    found = value_of(expression, answers, this)
    return not isnan(found) and found != 0 if isinstance(found, float) else bool(found)


def as_value(answer: Any) -> Value:
    """An answer as XPath knows it: a day as a number of days."""
    if isinstance(answer, date):
        return float(answer.toordinal())
    if isinstance(answer, bool | str):
        return answer
    return "" if answer is None else float(answer)


def cycle(needs: Mapping[str, Collection[str]]) -> list[str]:
    """Questions that need one another in a circle, the first one again at the end; empty where there is none."""
    done: set[str] = set()
    for start in needs:
        found = _circle(start, needs, [], done)
        if found:
            return found
    return []


def _circle(name: str, needs: Mapping[str, Collection[str]], way: list[str], done: set[str]) -> list[str]:
    if name in way:
        return [*way[way.index(name) :], name]
    if name in done or name not in needs:
        return []
    for one in sorted(needs[name]):
        found = _circle(one, needs, [*way, name], done)
        if found:
            return found
    done.add(name)
    return []


def _translated(expression: str) -> str:
    return "".join(part if place % 2 else _bare(part) for place, part in enumerate(QUOTED.split(expression)))


def _bare(part: str) -> str:
    if "$" in REFERENCE.sub("", part):
        raise Fault(_("write an answer as %(example)s") % {"example": "${name}"})
    return ITSELF.sub(f"${THIS}", REFERENCE.sub(r"$\1", part))


def _parsed(expression: str) -> Any:
    from elementpath import ElementPathError  # noqa: PLC0415 - heavy; loaded when a questionnaire has a formula.

    try:
        return _parser()().parse(_translated(expression))
    except ElementPathError as error:
        raise Fault(_told(str(error))) from error
    except RecursionError as error:
        raise Fault(_("there are too many brackets inside one another")) from error


def _told(error: str) -> str:
    function = re.search(r"unknown function '([^']*)'", error)
    if function:
        return _("the function “%(name)s” is not known here") % {"name": function[1]}
    return _("the formula cannot be read (%(error)s)") % {"error": error.rpartition("] ")[2] or error}


def _allowed(token: Any) -> None:
    """Only operators, literals, answers and the functions above; no step of a path."""
    if token.symbol == "$":
        return
    if token.label == "function":
        if token.symbol not in FUNCTIONS:
            raise Fault(_("the function “%(name)s” is not known here") % {"name": token.symbol})
    elif token.label == "name":
        raise Fault(_("write an answer as %(example)s, and a text in quotation marks") % {"example": "${name}"})
    elif token.label != "literal" and token.symbol not in OPERATORS:
        raise Fault(_("“%(sign)s” is not known here") % {"sign": token.symbol})
    for part in token:
        _allowed(part)


def _run(token: Any, answers: Mapping[str, Value], this: Value) -> Value:
    from elementpath import ElementPathError  # noqa: PLC0415

    known = {**answers, THIS: this}
    try:
        try:
            found = _evaluated(token, known)
        except (ElementPathError, ValueError):
            # Where a number is asked for, nothing is no number: then each comparison is false, as XPath says.
            found = _evaluated(token, {name: nan if value == "" else value for name, value in known.items()})
    except (ElementPathError, ArithmeticError, ValueError, TypeError) as error:
        raise Fault(_told(str(error))) from error
    return found if isinstance(found, bool | str) else float(found)


def _evaluated(token: Any, known: dict[str, Any]) -> Any:
    from elementpath import XPathContext  # noqa: PLC0415

    return token.evaluate(XPathContext(Element("data"), variables=known))


@cache
def _parser() -> Any:
    """XPath 1.0 with the functions of XLSForm that questionnaires need."""
    from elementpath import XPath1Parser  # noqa: PLC0415

    class Parser(XPath1Parser):
        """A table of functions of its own, so that others stay as they are."""

    def told(name: str, arguments: Any, act: Any) -> None:
        symbol: Any = Parser.function(name, nargs=arguments, label="function")
        symbol.evaluate = act

    told("selected", 2, lambda self, context=None: _text(self, 1, context) in _text(self, 0, context).split())
    told("count-selected", 1, lambda self, context=None: float(len(_text(self, 0, context).split())))
    told("today", 0, lambda self, context=None: float(today().toordinal()))
    told("date", 1, lambda self, context=None: float(date.fromisoformat(_text(self, 0, context)).toordinal()))
    told("int", 1, lambda self, context=None: float(int(float(_text(self, 0, context) or 0))))
    told("coalesce", 2, lambda self, context=None: _text(self, 0, context) or _text(self, 1, context))
    told("if", 3, lambda self, context=None: self[1 if _truth(self, context) else 2].evaluate(context))
    return Parser


def _text(token: Any, place: int, context: Any) -> str:
    found = token[place].evaluate(context)
    return "" if found is None or found == [] else str(found)


def _truth(token: Any, context: Any) -> bool:
    return bool(token.boolean_value(token[0].evaluate(context)))
