from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import translation

from kooperacja.ui import formats


def test_a_day_is_written_as_people_write_it() -> None:
    assert formats.date_text(date(2026, 12, 2)) == "02.12.2026"
    assert formats.date_text(None) == ""


def test_an_instant_is_shown_in_local_time_and_may_fall_on_the_next_day() -> None:
    late = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)
    assert formats.datetime_text(late) == "02.07.2026, 0:30"
    assert formats.date_text(late) == "02.07.2026"
    assert formats.time_text(datetime(2026, 12, 2, 8, 12, tzinfo=UTC)) == "9:12"
    assert formats.datetime_text(None) == formats.time_text(None) == ""


def test_a_day_with_its_name() -> None:
    with translation.override("pl"):
        assert formats.weekday_date(date(2026, 12, 2)) == "środa, 02.12.2026"
        assert formats.weekday_date(date(2026, 12, 3), short=True) == "czw. 03.12.2026"
        assert formats.weekday_date(None) == ""
        assert "".join(formats.weekday_initials()) == "pnwtśrczptsond"


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (Decimal("12.5"), None, "12,5"),
        (1234, None, "1234"),
        (12345, None, "12\u00a0345"),
        (Decimal("-12345.678"), 2, "-12\u00a0345,68"),
        (0.1, 2, "0,10"),
        (None, 2, ""),
    ],
)
def test_a_number_has_a_comma_and_groups_from_five_digits(
    value: Decimal | float | None, places: int | None, text: str
) -> None:
    assert formats.decimal_text(value, places) == text


def test_money_has_a_comma_and_its_currency() -> None:
    assert formats.money_text(Decimal("1234.5")) == "1234,50\u00a0zł"
    assert formats.money_text(None) == ""


def test_a_distance_is_counted_in_working_days_with_polish_plurals() -> None:
    with translation.override("pl"):
        assert formats.distance_text(0) == "dziś"
        assert formats.distance_text(1) == "za 1 dzień roboczy"
        assert formats.distance_text(4) == "za 4 dni robocze"
        assert formats.distance_text(12) == "za 12 dni roboczych"
        assert formats.distance_text(-1) == "1 dzień roboczy po terminie"
        assert formats.distance_text(-22) == "22 dni robocze po terminie"
