"""Whether some times, lengths and sizes are all among others."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polyagree.clock import (
    Day,
    Duration,
    Hours,
    Month,
    Quantity,
    Size,
    are_times_within,
    falls_on,
    has_times,
    is_no_longer,
    is_no_more,
    is_size_within,
)

UTC = ZoneInfo("UTC")


def times(
    days: str = "", hours: str = "", months: str = ""
) -> tuple[tuple[Day, ...], Hours | None, tuple[Month, ...]]:
    """Return the days, hours and months that are written with commas."""
    return (
        tuple(Day.parse(each) for each in days.split(", ") if each),
        Hours.parse(hours) if hours else None,
        tuple(Month.parse(each) for each in months.split(", ") if each),
    )


@pytest.mark.parametrize(
    ("narrow", "wide"),
    [
        (times("sat, sun"), times("weekend")),
        (times("weekend"), times("sat, sun")),
        (times("first mon"), times("mon")),
        (times("12-24"), times("", "", "dec")),
        (times("", "23:00-02:00"), times("", "22:00-06:00")),
        (times("", "after 22:00"), times("", "22:00-06:00")),
        (times("fri", "22:00-06:00"), times("fri, sat")),
        (times("mon"), times()),
        (times("birthday"), times("birthday, mon")),
    ],
)
def test_some_times_are_among_others(narrow: object, wide: object) -> None:
    assert are_times_within(narrow, wide)  # type: ignore[arg-type]  # made by `times`


@pytest.mark.parametrize(
    ("narrow", "wide"),
    [
        (times(), times("mon")),
        (times("mon"), times("first mon")),
        (times("", "21:00-02:00"), times("", "22:00-06:00")),
        # The small hours of Saturday belong to Friday's night, and are no Friday.
        (times("fri", "22:00-06:00"), times("fri")),
        # Christmas Eve is on every day of the week, in time.
        (times("12-24"), times("sun, mon, tue, wed, thu, fri")),
        (times("mon"), times("birthday")),
        (times("birthday"), times("mon")),
    ],
)
def test_some_times_are_not_all_among_others(narrow: object, wide: object) -> None:
    assert not are_times_within(narrow, wide)  # type: ignore[arg-type]  # made by `times`


_TIMES = st.builds(
    times,
    st.sampled_from(["", "mon", "sat, sun", "weekend", "weeknights", "first sun", "1st"]),
    st.sampled_from(["", "22:00-06:00", "after 22:00", "before 08:00", "09:00-17:00"]),
    st.sampled_from(["", "jan", "jan, feb"]),
)


_MOMENTS = st.integers(0, 7 * 366 * 24 * 60).map(
    lambda minutes: dt.datetime(2023, 1, 1, tzinfo=dt.UTC) + dt.timedelta(minutes=minutes)
)


@settings(max_examples=60, deadline=None)
@given(_TIMES, _TIMES, _MOMENTS)
def test_no_moment_is_in_the_narrow_ones_alone(
    narrow: tuple[tuple[Day, ...], Hours | None, tuple[Month, ...]],
    wide: tuple[tuple[Day, ...], Hours | None, tuple[Month, ...]],
    at: dt.datetime,
) -> None:
    answers = [
        falls_on(at, UTC, days=days, hours=hours, months=months)
        for days, hours, months in (narrow, wide)
    ]

    assert answers != [True, False] or not are_times_within(narrow, wide)


def test_a_day_that_no_month_has_is_no_time() -> None:
    days, hours, months = times("31st", "", "feb, apr")

    assert not has_times(days, hours, months)
    assert has_times(*times("02-29", "", "feb"))


def test_a_stretch_of_days_may_leave_no_time() -> None:
    days, hours, months = times("mon")
    tuesday = dt.date(2025, 1, 7)

    assert not has_times(days, hours, months, first=tuesday, last=dt.date(2025, 1, 9))
    assert has_times(days, hours, months, first=tuesday, last=dt.date(2025, 1, 13))


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        ("2h", "3h", True),
        ("3h", "2h", False),
        ("2 days", "1 week", True),
        ("28 days", "1 month", True),
        ("30 days", "1 month", False),
        ("1 month", "31 days", True),
        ("1 month", "30 days", False),
        ("23h", "1 day", True),
        # A day that is an hour short ends before them.
        ("24h", "1 day", False),
        ("1 day", "48h", False),
        ("1 day", "50h", True),
        ("1 night", "1 day", False),
    ],
)
def test_a_length_is_over_by_another_one(
    one: str, other: str, answer: bool
) -> None:  # parametrized
    assert is_no_longer(Duration.parse(one), Duration.parse(other)) is answer


@pytest.mark.parametrize(
    ("narrow", "wide", "answer"),
    [
        ("over 3 nights", "over 2 nights", True),
        ("over 2 nights", "over 3 nights", False),
        ("at least 150 EUR", "over 150 EUR", False),
        ("over 150 EUR", "at least 150 EUR", True),
        ("under 2h", "up to 2h", True),
        ("up to 2h", "under 2h", False),
        ("100 EUR", "up to 100 EUR", True),
        ("over 100 EUR", "over 100 USD", False),
    ],
)
def test_a_size_takes_in_another_one(narrow: str, wide: str, answer: bool) -> None:  # parametrized
    assert is_size_within(Size.parse(narrow), Size.parse(wide)) is answer
    assert is_size_within(Size.parse(narrow), None)
    assert not is_size_within(None, Size.parse(wide))


def test_so_much_of_one_thing_is_no_more_of_another() -> None:
    assert is_no_more(Quantity.parse("2"), Quantity.parse("3"))
    assert not is_no_more(Quantity.parse("2"), Quantity.parse("3 EUR"))
