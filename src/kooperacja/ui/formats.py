"""Polish forms of dates and numbers, for templates. Instants are stored in UTC and shown in local time."""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

LOCAL_ZONE = ZoneInfo("Europe/Warsaw")
NO_BREAK_SPACE = "\u00a0"
LONGEST_UNGROUPED = 4


def local_day(value: date) -> date:
    """The day on which an instant falls here; a plain date stays what it is."""
    return value.astimezone(LOCAL_ZONE).date() if isinstance(value, datetime) else value


def date_text(value: date | None) -> str:
    return "" if value is None else local_day(value).strftime("%d.%m.%Y")


def time_text(value: datetime | None) -> str:
    if value is None:
        return ""
    local = value.astimezone(LOCAL_ZONE)
    return f"{local.hour}:{local.minute:02}"


def datetime_text(value: datetime | None) -> str:
    return "" if value is None else f"{date_text(value)}, {time_text(value)}"


def weekday_names() -> list[str]:
    return [
        pgettext("weekday", "Monday"),
        pgettext("weekday", "Tuesday"),
        pgettext("weekday", "Wednesday"),
        pgettext("weekday", "Thursday"),
        pgettext("weekday", "Friday"),
        pgettext("weekday", "Saturday"),
        pgettext("weekday", "Sunday"),
    ]


def short_weekday_names() -> list[str]:
    return [
        pgettext("weekday", "Mon."),
        pgettext("weekday", "Tue."),
        pgettext("weekday", "Wed."),
        pgettext("weekday", "Thu."),
        pgettext("weekday", "Fri."),
        pgettext("weekday", "Sat."),
        pgettext("weekday", "Sun."),
    ]


def weekday_initials() -> list[str]:
    return [
        pgettext("weekday in two letters", "Mo"),
        pgettext("weekday in two letters", "Tu"),
        pgettext("weekday in two letters", "We"),
        pgettext("weekday in two letters", "Th"),
        pgettext("weekday in two letters", "Fr"),
        pgettext("weekday in two letters", "Sa"),
        pgettext("weekday in two letters", "Su"),
    ]


def weekday_date(value: date | None, short: bool = False) -> str:
    """As in "środa, 02.12.2026", or short: "śr. 02.12.2026"."""
    if value is None:
        return ""
    day = local_day(value)
    if short:
        return f"{short_weekday_names()[day.weekday()]} {date_text(day)}"
    return f"{weekday_names()[day.weekday()]}, {date_text(day)}"


def distance_text(working_days: int) -> str:
    """How far a deadline is: "za 2 dni robocze", "dziś", "1 dzień roboczy po terminie"."""
    if working_days == 0:
        return _("today")
    if working_days < 0:
        late = ngettext("%(days)d working day late", "%(days)d working days late", -working_days)
        return late % {"days": -working_days}
    return ngettext("in %(days)d working day", "in %(days)d working days", working_days) % {"days": working_days}


def decimal_text(value: Decimal | float | None, places: int | None = None) -> str:
    """A decimal comma; thousands stand apart from five digits on, as Polish spelling has it."""
    if value is None:
        return ""
    text = f"{value:,.{places}f}" if places is not None else f"{value:,}"
    whole, _, rest = text.partition(".")
    digits = whole.replace(",", "")
    grouped = whole.replace(",", NO_BREAK_SPACE) if len(digits.lstrip("-")) > LONGEST_UNGROUPED else digits
    return f"{grouped},{rest}" if rest else grouped


def money_text(value: Decimal | float | None) -> str:
    return "" if value is None else f"{decimal_text(value, 2)}{NO_BREAK_SPACE}zł"
