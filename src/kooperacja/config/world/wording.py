"""What is wrong with one value of a world's file, in a sentence that says how to mend it."""

from collections.abc import Mapping
from gettext import gettext as _
from typing import Any

from pydantic import BaseModel

from kooperacja.config import words

MOST_SHOWN = 40

SENTENCES = {
    "missing": words.gettext_noop("This field is missing. Add it."),
    "enum": words.gettext_noop("%(given)s is none of: %(expected)s."),
    "literal_error": words.gettext_noop("%(given)s is none of: %(expected)s."),
    "string_type": words.gettext_noop("A text in quotation marks belongs here."),
    "string_too_short": words.gettext_noop("This may not be empty."),
    "string_too_long": words.gettext_noop("This may have at most %(max_length)s characters."),
    "unwritable": words.gettext_noop("There is a character here that cannot be stored. Take it out."),
    "bool_type": words.gettext_noop("true or false belongs here, without quotation marks."),
    "int_type": words.gettext_noop("A whole number without quotation marks belongs here."),
    "greater_than_equal": words.gettext_noop("This may not be less than %(ge)s."),
    "less_than_equal": words.gettext_noop("This may not be more than %(le)s."),
    "list_type": words.gettext_noop("A list […] belongs here."),
    "too_short": words.gettext_noop("This list needs at least one entry."),
    "too_long": words.gettext_noop("This list has entries that repeat each other."),
    "model_type": words.gettext_noop("An object {…} belongs here."),
    "model_attributes_type": words.gettext_noop("An object {…} belongs here."),
    "instant": words.gettext_noop(
        "An instant from 1900 on with its offset belongs here, for example 2026-09-01T08:00:00+02:00."
    ),
    "pesel": words.gettext_noop("This is no PESEL number. Give 11 digits that agree with one another."),
    "day": words.gettext_noop("A day from 1900 on belongs here, for example 2026-09-01."),
}


def sentence(error: Mapping[str, Any], shape: type[BaseModel], raw: Any) -> str:
    kind = error["type"]
    if kind == "extra_forbidden":
        known = ", ".join(_names(_inner(shape, error["loc"][:-1])))
        return _("There is no such field. Known are: %(names)s.") % {"names": known}
    if kind not in SENTENCES:
        return str(error["msg"])
    facts = {**error.get("ctx", {}), "given": _shown(error.get("input"))}
    # Pydantic says “'a', 'b' or 'c'”.
    facts["expected"] = str(facts.get("expected", "")).replace(" or ", ", ").replace("'", "")
    return _(SENTENCES[kind]) % facts


def _shown(value: Any) -> str:
    told = f"“{value}”" if isinstance(value, str) else str(value)
    return told if len(told) <= MOST_SHOWN else f"{told[:MOST_SHOWN]}…"


def _names(shape: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in shape.model_fields.items()]


def _inner(shape: type[BaseModel], place: tuple[str | int, ...]) -> type[BaseModel]:
    """The shape of the object that lies at this place inside of another one."""
    for name in place:
        if isinstance(name, str) and name in shape.model_fields:
            annotation: Any = shape.model_fields[name].annotation
            parts = [annotation, *getattr(annotation, "__args__", ())]
            shape = next(part for part in parts if isinstance(part, type) and issubclass(part, BaseModel))
    return shape
