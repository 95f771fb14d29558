"""The answers to the questions that a centre added to an area: what is asked, what is allowed, what is counted."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from kooperacja.diagnosis import expressions
from kooperacja.diagnosis.expressions import Value, as_value
from kooperacja.diagnosis.shape import AreaShape, Question
from kooperacja.foundation.errors import RuleBroken
from kooperacja.ui.formats import date_text, decimal_text

LONGEST = 2000


def taken(area: AreaShape, fixed: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """What is kept of the `given` answers, by the name of the question, as JSON keeps it. `fixed` are the answers to
    the fixed questions. One that does not matter after the others is left out; raises for the first that is wrong.
    """
    known: dict[str, Value] = {f"{area.code}_{name}": as_value(answer) for name, answer in fixed.items()}
    kept: dict[str, Any] = {}
    unknown = set(given) - {one.name for one in area.questions}
    if unknown:
        sentence = _("“%(name)s” is no question of this area.") % {"name": min(unknown)}
        raise RuleBroken("diagnosis.question", sentence)
    for question in area.questions:
        answer = _answer(question, given.get(question.name), known)
        known[question.name] = as_value(answer)
        if answer is not None:
            kept[question.name] = answer.isoformat() if isinstance(answer, date) else answer
    return kept


def _answer(question: Question, given: Any, known: Mapping[str, Value]) -> Any:
    if question.relevant and not expressions.is_true(question.relevant, known):
        return None
    if question.calculation:
        found = expressions.value_of(question.calculation, known)
        return None if found in ("", None) or found != found else found  # noqa: PLR0124 - what is no number.
    answer = _read(question, given)
    if answer in (None, ""):
        if question.is_required:
            raise RuleBroken("diagnosis.answer_required", _("Answer this question."), field=question.name)
        return None
    if question.constraint and not expressions.is_true(question.constraint, known, as_value(answer)):
        sentence = question.message or _("This answer is not possible here. Check it.")
        raise RuleBroken("diagnosis.answer_impossible", sentence, field=question.name)
    return answer


def _read(question: Question, given: Any) -> Any:
    if given is None or given == "":
        return None
    try:
        return READERS[question.kind](question, given)
    except (ValueError, TypeError, InvalidOperation) as error:
        sentence = _("This is no answer to this question. Check what is asked.")
        raise RuleBroken("diagnosis.answer_unreadable", sentence, field=question.name) from error


def _text(_question: Question, given: Any) -> str:
    told = str(given).strip()
    if len(told) > LONGEST:
        raise ValueError(told)
    return told


def _number(_question: Question, given: Any) -> float:
    found = float(Decimal(str(given).replace(",", ".")))
    if found in (float("inf"), float("-inf")) or found != found:  # noqa: PLR0124
        raise ValueError(given)
    return found


def _one(question: Question, given: Any) -> str:
    if str(given) not in dict(question.choices):
        raise ValueError(given)
    return str(given)


def _some(question: Question, given: Any) -> str:
    chosen = given.split() if isinstance(given, str) else [str(one) for one in given]
    if set(chosen) - set(dict(question.choices)):
        raise ValueError(given)
    return " ".join(chosen)


def _day(_question: Question, given: Any) -> date:
    return given if isinstance(given, date) else date.fromisoformat(str(given))


READERS: dict[str, Callable[[Question, Any], Any]] = {
    "text": _text,
    "integer": lambda _question, given: int(str(given)),
    "decimal": _number,
    "date": _day,
    "select_one": _one,
    "select_multiple": _some,
}


def told(area: AreaShape, kept: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Each question that was answered, and the answer, in words."""
    return [(one.label, _words(one, kept[one.name])) for one in area.questions if one.name in kept]


def _words(question: Question, answer: Any) -> str:
    if question.choices:
        labels = dict(question.choices)
        return ", ".join(labels.get(one, one) for one in str(answer).split())
    if question.kind == "date":
        return date_text(date.fromisoformat(answer))
    if isinstance(answer, bool):
        return _("yes") if answer else _("no")
    return decimal_text(Decimal(str(answer)).normalize()) if isinstance(answer, float) else str(answer)
