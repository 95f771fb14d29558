"""The values of a world's file: instants, days, texts, keys; each with its part of the schema."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Annotated, Any

from django.db import models
from pydantic import AfterValidator, BeforeValidator, Field, StrictBool, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from kooperacja.foundation import pesel
from kooperacja.foundation.clock import OPEN_END
from kooperacja.foundation.errors import RuleBroken

MOST_KEY = 60
INSTANT = r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})$"
PESEL_OR_NOTHING = r"^([0-9]{11})?$"
DAY = r"^\d{4}-\d{2}-\d{2}$"
# What PostgreSQL cannot store in a text, and halves of letters that no encoding can write.
UNWRITABLE = re.compile("[\x00\ud800-\udfff]")
# Facts of the last century are invented too; year 9000 is the open end.
FIRST, LAST = datetime(1900, 1, 1, tzinfo=UTC), OPEN_END


def _instant(given: Any) -> datetime:
    if not isinstance(given, str) or not re.fullmatch(INSTANT, given):
        raise PydanticCustomError("instant", "instant")
    try:
        instant = datetime.fromisoformat(given).astimezone(UTC)
    except (ValueError, OverflowError):
        raise PydanticCustomError("instant", "instant") from None
    if not FIRST <= instant <= LAST:
        raise PydanticCustomError("instant", "instant")
    return instant


def _until(given: Any) -> datetime:
    return OPEN_END if given is None else _instant(given)


def _day(given: Any) -> date:
    if not isinstance(given, str) or not re.fullmatch(DAY, given):
        raise PydanticCustomError("day", "day")
    try:
        day = date.fromisoformat(given)
    except ValueError:
        raise PydanticCustomError("day", "day") from None
    if not FIRST.date() <= day < LAST.date():
        raise PydanticCustomError("day", "day")
    return day


def _writable(text: str) -> str:
    if UNWRITABLE.search(text):
        raise PydanticCustomError("unwritable", "unwritable")
    return text


def _pesel(text: str) -> str:
    try:
        return pesel.checked(text) if text else ""
    except RuleBroken:
        raise PydanticCustomError("pesel", "pesel") from None


def _told(pattern: str, form: str, example: str) -> dict[str, Any]:
    return {"type": "string", "format": form, "pattern": pattern, "examples": [example]}


def _or_null(told: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [told, {"type": "null"}], "default": None}


AN_INSTANT = _told(INSTANT, "date-time", "2026-09-01T00:00:00+02:00")
Instant = Annotated[datetime, BeforeValidator(_instant), WithJsonSchema(AN_INSTANT)]
# Null, or nothing, is the open end.
Until = Annotated[datetime, BeforeValidator(_until), WithJsonSchema(_or_null(AN_INSTANT))]
Day = Annotated[date, BeforeValidator(_day), WithJsonSchema(_told(DAY, "date", "2026-09-01"))]
Text = Annotated[str, AfterValidator(_writable)]
Line = Annotated[str, StringConstraints(strip_whitespace=True), AfterValidator(_writable)]
PeselLine = Annotated[str, AfterValidator(_pesel), WithJsonSchema({"type": "string", "pattern": PESEL_OR_NOTHING})]
Key = Annotated[str, StringConstraints(min_length=1, max_length=MOST_KEY), AfterValidator(_writable)]
Yes = StrictBool


class Of:
    """Marks a key of another object of the file, and says of which collections it may be."""

    def __init__(self, *collections: str) -> None:
        self.collections = collections

    def __get_pydantic_json_schema__(self, schema: Any, handler: Callable[[Any], dict[str, Any]]) -> dict[str, Any]:
        return {**handler(schema), "description": f"a key of: {', '.join(self.collections)}"}


def column(model: type[models.Model], name: str, default: Any = ..., told: str = "") -> Any:
    """A text of at most as many characters as its column holds; without a default it may not be empty."""
    most: int | None = getattr(model._meta.get_field(name), "max_length", None)
    least = 1 if default is ... else None
    return Field(default, min_length=least, max_length=most, description=told or None)
