from datetime import date, timedelta

from django.utils import translation

from kooperacja.ui.pictures import (
    LABEL_WIDTH,
    MOST_TICKS,
    WIDTH,
    Interval,
    day_weeks,
    interval_picture,
)

RECEIVED = date(2026, 11, 3)
COUNTED = [date(2026, 11, day) for day in (4, 5, 6, 9, 10)]


def test_a_deadline_is_counted_from_the_day_after_receipt() -> None:
    with translation.override("pl"):
        days = day_weeks(RECEIVED, COUNTED, {date(2026, 11, 11): "święto"})
    shown = {one.day.day: (one.kind, one.note) for one in days}
    assert len(days) == 14
    assert days[0].day.weekday() == 0
    assert shown[3] == ("start", "odbiór")
    assert shown[4] == ("counted", "1 z 5")
    assert shown[10] == ("end", "5 z 5")
    assert shown[11] == ("holiday", "święto")
    assert shown[7] == shown[2] == ("off", "")


def test_a_deadline_over_the_new_year_stays_in_order() -> None:
    days = day_weeks(date(2026, 12, 31), [date(2027, 1, 4)], {date(2027, 1, 1): "Nowy Rok"})
    assert [one.day for one in days] == [date(2026, 12, 28) + timedelta(days=n) for n in range(14)]


def test_the_band_is_where_all_conditions_hold() -> None:
    picture = interval_picture(
        [
            Interval("porozumienie", date(2026, 9, 1), date(2027, 12, 31)),
            Interval("zespół", date(2026, 12, 2), None),
        ],
        date(2026, 12, 15),
    )
    agreement, team = picture.bars
    assert picture.band_x == team.x
    assert picture.band_x + picture.band_width == agreement.x + agreement.width
    assert team.x + team.width > agreement.x + agreement.width


def test_conditions_that_never_meet_have_no_band() -> None:
    picture = interval_picture(
        [
            Interval("a", date(2026, 1, 1), date(2026, 2, 1)),
            Interval("b", date(2026, 3, 1), date(2026, 4, 1)),
        ],
        date(2026, 6, 1),
    )
    assert picture.band_width == 0


def test_nothing_is_drawn_outside_the_picture() -> None:
    picture = interval_picture(
        [Interval("dawno", date(1990, 1, 1), None), Interval("dziś", date(2026, 12, 15), None)],
        date(2026, 12, 15),
    )
    assert len(picture.ticks) <= MOST_TICKS
    for bar in picture.bars:
        assert bar.x >= LABEL_WIDTH
        assert bar.x + bar.width <= WIDTH
    assert picture.today_anchor == "end"


def test_one_day_still_makes_a_picture() -> None:
    day = date(2026, 12, 15)
    assert interval_picture([Interval("dziś", day, day)], day).bars[0].width > 0
