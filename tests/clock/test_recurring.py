"""Until when something that comes round is due again."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyagree.clock import (
    Cadence,
    Day,
    Hours,
    Interval,
    Month,
    due_again,
    last_chance,
    window_around,
)

LISBON = ZoneInfo("Europe/Lisbon")
UNITS = ("day", "week", "month", "season", "quarter", "year")


def due(last: str, every: str | None = None, *, days: str = "", months: str = "") -> str | None:
    found = due_again(
        dt.date.fromisoformat(last),
        None if every is None else Cadence.parse(every),
        LISBON,
        days=[Day.parse(day) for day in days.split(", ") if day],
        months=[Month.parse(month) for month in months.split(", ") if month],
    )
    return None if found is None else found.isoformat()


@pytest.mark.parametrize(
    ("last", "every", "until"),
    [
        ("2025-03-01", "day", "2025-03-02"),
        ("2025-03-05", "week", "2025-03-16"),
        ("2025-03-10", "week", "2025-03-23"),
        ("2025-01-31", "month", "2025-02-28"),
        ("2025-01-01", "quarter", "2025-06-30"),
        ("2025-12-31", "quarter", "2026-03-31"),
        ("2025-12-01", "season", "2026-05-31"),
        ("2025-02-28", "season", "2025-05-31"),
        ("2025-06-01", "year", "2026-12-31"),
    ],
)
def test_a_unit_of_the_calendar_is_due_up_to_the_end_of_the_next_one(
    last: str, every: str, until: str
) -> None:
    assert due(last, every) == until


@pytest.mark.parametrize(
    ("last", "every", "until"),
    [
        ("2025-01-31", "1 month", "2025-02-28"),
        ("2024-11-30", "3 months", "2025-02-28"),
        ("2025-01-15", "3 months", "2025-04-15"),
        ("2025-03-23", "2 weeks", "2025-04-06"),
        ("2024-02-29", "1 year", "2025-02-28"),
        ("2025-03-01", "48h", "2025-03-03"),
    ],
)
def test_a_duration_is_due_at_the_latest_so_long_after_the_last_time(
    last: str, every: str, until: str
) -> None:
    assert due(last, every) == until


def test_a_duration_goes_on_to_the_day_that_was_agreed() -> None:
    assert due("2026-02-22", "2 months", days="last sun") == "2026-04-26"


def test_a_duration_goes_on_through_the_month_that_was_agreed() -> None:
    assert due("2025-06-20", "3 months", months="jan, oct") == "2025-10-31"
    assert due("2025-07-20", "3 months", months="jan, oct") == "2025-10-20"


def test_a_window_without_such_a_day_asks_for_nothing() -> None:
    assert due("2025-03-05", "week", days="1st") == "2025-04-06"
    assert due("2025-03-05", "month", months="jun, sep") == "2025-06-30"


def test_a_window_ends_with_the_last_of_its_months() -> None:
    assert due("2024-03-05", "year", months="jan") == "2025-01-31"
    assert due("2025-02-10", "quarter", months="apr, may, dec") == "2025-05-31"


def test_the_day_of_the_week_shortens_no_window() -> None:
    assert due("2025-03-05", "week", days="thu") == "2025-03-16"
    assert due("2025-02-10", "quarter", days="first sun") == "2025-06-30"


def test_days_alone_are_as_often_as_they_come() -> None:
    assert due("2025-03-05", days="sun") == "2025-03-16"
    assert due("2025-03-05", days="first sun") == "2025-04-30"
    assert due("2025-03-05", days="weeknights") == "2025-03-16"
    assert due("2025-03-05", days="12-24") == "2026-12-31"
    assert due("2025-03-05", days="birthday") == "2026-12-31"


def test_of_days_that_come_differently_often_the_rarest_counts() -> None:
    assert due("2025-03-05", days="sun, 1st") == "2025-04-30"


def test_months_alone_are_once_in_each_of_them() -> None:
    assert due("2025-03-05", months="jan, jul") == "2025-07-31"
    assert due("2025-07-05", months="jan, jul") == "2026-01-31"


def test_a_leap_day_is_found_however_far() -> None:
    assert due("1896-03-01", "1 year", days="02-29") == "1904-02-29"


def test_what_nothing_says_is_never_due() -> None:
    assert due("2025-03-05") is None


def test_a_day_that_no_such_month_has_is_never_due() -> None:
    assert due("2025-03-05", "month", days="31st", months="feb") is None


def test_nothing_is_due_after_the_end_of_the_calendar() -> None:
    assert due("9999-11-30", "1 month") == "9999-12-30"
    assert due("9999-12-30", "1 month") is None
    assert due("9999-12-30", "month") is None
    assert due("9999-12-30", "1 day", months="feb") is None


@given(st.dates(dt.date(1900, 1, 1), dt.date(2900, 1, 1)), st.sampled_from(UNITS), st.data())
def test_who_does_it_in_time_is_never_late(last: dt.date, unit: str, data: st.DataObject) -> None:
    """Whatever day in the next window they take, the one after is due after it."""
    cadence = Cadence.parse(unit)
    first = due_again(last, cadence, LISBON)
    assert first is not None
    again = last + dt.timedelta(days=data.draw(st.integers(1, (first - last).days)))

    later = due_again(again, cadence, LISBON)

    assert later is not None
    assert first <= later
    assert again < later


@pytest.mark.parametrize(
    ("days", "hours", "chance"),
    [
        ((), None, "2025-03-10T00:00"),
        (("thu",), None, "2025-03-07T00:00"),
        (("thu",), "19:00-23:00", "2025-03-06T23:00"),
        (("fri",), "22:00-02:00", "2025-03-08T02:00"),
        # The night that began before the window ends in it, and so does the one on its last day.
        (("sun",), "22:00-02:00", "2025-03-10T00:00"),
        (("weeknights",), None, "2025-03-10T00:00"),
        ((), "after 22:00", "2025-03-10T00:00"),
        ((), "before 08:00", "2025-03-09T08:00"),
        # Whose birthday it is, is not known here: it may be any day.
        (("birthday",), None, "2025-03-10T00:00"),
        # No such day is in it.
        (("12-24",), None, "2025-03-10T00:00"),
    ],
)
def test_the_last_chance_is_the_end_of_the_last_stretch_of_such_days_and_hours(
    days: tuple[str, ...], hours: str | None, chance: str
) -> None:
    zone = LISBON
    week = window_around(dt.datetime(2025, 3, 5, tzinfo=zone), Cadence.parse("week"), zone)

    assert last_chance(
        week,
        zone,
        days=[Day.parse(day) for day in days],
        hours=None if hours is None else Hours.parse(hours),
    ) == dt.datetime.fromisoformat(chance).replace(tzinfo=zone)


def test_the_last_chance_of_a_window_of_ages_is_looked_for_in_its_last_year() -> None:
    asked: list[dt.date] = []

    class Counting(Day):
        def matches(self, day: dt.date) -> bool:
            asked.append(day)
            return False

    ages = Interval(
        start=dt.datetime(1000, 1, 1, tzinfo=dt.UTC), end=dt.datetime(3000, 1, 1, tzinfo=dt.UTC)
    )

    assert last_chance(ages, ZoneInfo("UTC"), days=[Counting(weekday="mon")]) == ages.end
    assert len({*asked}) <= 367
