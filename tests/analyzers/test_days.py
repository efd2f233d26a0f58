"""Sets of days as the clock knows them."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from polyagree.analyzers.builtin.con._days import SPAN, Days, turns_of
from polyagree.clock import Day, Hours, Month, falls_on
from polyagree.model import Prohibition, Word

UTC = ZoneInfo("UTC")
DAYS = ["mon", "fri", "sun", "weekdays", "weekend", "weeknights", "first sun", "last fri", "1st"]
DAYS += ["31st", "last day", "12-24", "02-29", "birthday"]
HOURS = ["22:00-06:00", "after 00:00", "after 22:00", "before 08:00", "before 01:00", "09:00-10:30"]
MONTHS = ["jan", "feb", "aug"]


@given(
    days=st.lists(st.sampled_from(DAYS), max_size=3),
    hours=st.none() | st.sampled_from(HOURS),
    months=st.lists(st.sampled_from(MONTHS), max_size=2),
    number=st.integers(1, SPAN - 1),
    data=st.data(),
)
def test_it_says_what_the_clock_says(
    days: list[str], hours: str | None, months: list[str], number: int, data: st.DataObject
) -> None:
    norm = Prohibition(
        act=Word("call"),
        days=tuple(map(Day.parse, days)),
        hours=None if hours is None else Hours.parse(hours),
        months=tuple(map(Month.parse, months)),
    )
    minute = data.draw(st.sampled_from(turns_of([norm])) | st.integers(0, 24 * 60 - 1))
    first = dt.date(2025, 1, 15)
    at = dt.datetime.combine(first, dt.time(), UTC) + dt.timedelta(days=number, minutes=minute)

    said = falls_on(at, UTC, days=norm.days, hours=norm.hours, months=norm.months)

    for unsure in (True, False):
        found = Days(first).when(norm, minute, unsure=unsure) >> number & 1
        assert bool(found) is (unsure if said is None else said)


@given(days=st.lists(st.sampled_from(DAYS), max_size=3), hours=st.none() | st.sampled_from(HOURS))
def test_nothing_changes_between_two_turns(days: list[str], hours: str | None) -> None:
    norm = Prohibition(
        act=Word("call"),
        days=tuple(map(Day.parse, days)),
        hours=None if hours is None else Hours.parse(hours),
    )
    turns = turns_of([norm])
    every = Days(dt.date(2025, 1, 15))

    for minute in range(0, 24 * 60, 30):
        turn = max(each for each in turns if each <= minute)
        assert every.when(norm, minute, unsure=True) == every.when(norm, turn, unsure=True)


def test_weeks_are_whole_and_begin_on_a_monday() -> None:
    first = dt.date(2025, 1, 15)

    weeks = Days(first).windows("week")

    begins = first + dt.timedelta(days=(weeks[0] & -weeks[0]).bit_length() - 1)
    assert begins == dt.date(2025, 1, 20)
    assert {week.bit_count() for week in weeks} == {7}


def test_dates_are_counted_to_their_last_day() -> None:
    days = Days(dt.date(2025, 1, 1))

    assert days.between(dt.date(2025, 1, 2), dt.date(2025, 1, 3)) == 0b110
    assert days.between(None, dt.date(2024, 12, 31)) == 0
    assert days.between(dt.date(2040, 1, 1), None) == 0


def test_at_the_end_of_the_calendar_there_are_days_left() -> None:
    assert Days.after(dt.date.max).windows("year")
