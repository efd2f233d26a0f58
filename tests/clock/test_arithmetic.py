"""Boundaries in time: elapsed or by the wall clock, open or closed."""

from __future__ import annotations

import datetime as dt
import pickle
import subprocess
import sys
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyagree import clock
from polyagree.clock.arithmetic import (
    Deadline,
    Interval,
    add,
    day_bounds,
    deadline,
    due_by,
    falls_on,
    is_within,
    local_day,
    night_of,
    resolve,
    rolling_start,
    subtract,
    window_around,
)
from polyagree.clock.calendar import Day, Hours, Month
from polyagree.clock.durations import Duration
from polyagree.clock.moments import _PARTS, Moment
from polyagree.clock.windows import Cadence, Window
from polyagree.errors import InvalidTime

LISBON = ZoneInfo("Europe/Lisbon")
NEW_YORK = ZoneInfo("America/New_York")

INSTANTS = st.datetimes(
    dt.datetime(1971, 1, 1),  # noqa: DTZ001
    dt.datetime(2100, 1, 1),  # noqa: DTZ001
    timezones=st.just(dt.UTC),
)
ANY_INSTANTS = st.datetimes(timezones=st.just(dt.UTC))
ZONES = st.sampled_from(
    [LISBON, NEW_YORK, *map(ZoneInfo, ("Asia/Kolkata", "Australia/Lord_Howe", "America/Havana"))]
)
DURATIONS = st.builds(
    Duration, months=st.integers(0, 40), days=st.integers(0, 400), hours=st.integers(1, 400)
)
UNITS = st.sampled_from(["day", "week", "month", "season", "quarter", "year"])
RELATIVE = st.builds(
    Moment,
    relation=st.sampled_from(["same", "next", "previous"]),
    part=st.sampled_from(sorted(set(_PARTS.values()))),
)


def at(text: str, zone: ZoneInfo = LISBON, *, fold: int = 0) -> dt.datetime:
    """Return the instant at which the wall clock of *zone* shows *text*."""
    wall = dt.datetime.fromisoformat(text)
    return wall.replace(tzinfo=zone, fold=fold).astimezone(dt.UTC)


def wall(instant: dt.datetime, zone: ZoneInfo = LISBON) -> str:
    return f"{instant.astimezone(zone):%Y-%m-%dT%H:%M}"


def span(interval: Interval | None, zone: ZoneInfo = LISBON) -> tuple[str, str]:
    assert interval is not None
    return wall(interval.start, zone), wall(interval.end, zone)


# Adding and subtracting


@pytest.mark.parametrize(
    ("zone", "start", "duration", "expected"),
    [
        # Lisbon: 23 hours on 30 March 2025, 25 on 26 October.
        (LISBON, "2025-03-29T12:00", "1 day", "2025-03-30T12:00"),
        (LISBON, "2025-03-29T12:00", "24h", "2025-03-30T13:00"),
        (LISBON, "2025-10-25T12:00", "1 day", "2025-10-26T12:00"),
        (LISBON, "2025-10-25T12:00", "24h", "2025-10-26T11:00"),
        # New York: 23 hours on 9 March 2025, 25 on 2 November.
        (NEW_YORK, "2025-03-08T12:00", "1 night", "2025-03-09T12:00"),
        (NEW_YORK, "2025-03-08T12:00", "24h", "2025-03-09T13:00"),
        (NEW_YORK, "2025-11-01T12:00", "1 week", "2025-11-08T12:00"),
        (NEW_YORK, "2025-11-01T12:00", "168h", "2025-11-08T11:00"),
        # A wall time that spring skips is moved forward by the gap.
        (LISBON, "2025-03-29T01:30", "1 day", "2025-03-30T02:30"),
        (NEW_YORK, "2025-03-08T02:30", "1 day", "2025-03-09T03:30"),
        # The days first, then the hours.
        (LISBON, "2025-03-29T12:00", "P1DT13H", "2025-03-31T01:00"),
        # The ends of months clamp.
        (LISBON, "2025-01-31T12:00", "1 month", "2025-02-28T12:00"),
        (LISBON, "2024-01-31T12:00", "1 month", "2024-02-29T12:00"),
        (LISBON, "2025-05-31T12:00", "6 months", "2025-11-30T12:00"),
        (LISBON, "2024-02-29T12:00", "1 year", "2025-02-28T12:00"),
        (LISBON, "2025-12-15T12:00", "1 month", "2026-01-15T12:00"),
    ],
)
def test_hours_elapse_and_days_are_counted_on_the_wall_clock(
    zone: ZoneInfo, start: str, duration: str, expected: str
) -> None:
    end = add(at(start, zone), Duration.parse(duration), zone)

    assert wall(end, zone) == expected
    assert end.tzinfo is dt.UTC


def test_a_wall_time_that_autumn_repeats_is_the_first() -> None:
    end = add(at("2025-10-25T01:30"), Duration(days=1), LISBON)

    assert end == at("2025-10-26T01:30", fold=0)


def test_a_day_after_a_repeated_hour_is_one_wall_time() -> None:
    first = add(at("2025-10-26T01:30", fold=0), Duration(days=1), LISBON)
    second = add(at("2025-10-26T01:30", fold=1), Duration(days=1), LISBON)

    assert first == second == at("2025-10-27T01:30")


@pytest.mark.parametrize(
    ("end", "duration", "expected"),
    [
        ("2025-03-31T12:00", "1 month", "2025-02-28T12:00"),
        ("2025-01-15T12:00", "1 month", "2024-12-15T12:00"),
        ("2025-03-30T12:00", "1 day", "2025-03-29T12:00"),
        ("2025-03-30T12:00", "24h", "2025-03-29T11:00"),
        ("2025-03-31T12:00", "P1DT1H", "2025-03-30T11:00"),
    ],
)
def test_subtracting_follows_the_rules_of_adding(end: str, duration: str, expected: str) -> None:
    assert wall(subtract(at(end), Duration.parse(duration), LISBON)) == expected


@given(INSTANTS, st.integers(1, 9_999), ZONES)
def test_elapsed_time_can_be_taken_back_in_any_zone(
    start: dt.datetime, minutes: int, zone: ZoneInfo
) -> None:
    duration = Duration(minutes=minutes)

    assert subtract(add(start, duration, zone), duration, zone) == start


@given(INSTANTS, DURATIONS, ZONES)
def test_later_is_later(start: dt.datetime, duration: Duration, zone: ZoneInfo) -> None:
    assert subtract(start, duration, zone) < start < add(start, duration, zone)


@given(INSTANTS, st.integers(1, 999))
def test_without_changes_of_the_clocks_a_day_is_24_hours(start: dt.datetime, days: int) -> None:
    kolkata = ZoneInfo("Asia/Kolkata")

    assert add(start, Duration(days=days), kolkata) == start + dt.timedelta(days=days)


def test_an_offset_other_than_utc_is_taken_and_given_back_in_utc() -> None:
    start = at("2025-07-01T12:00").astimezone(NEW_YORK)

    assert add(start, Duration(hours=1), LISBON) == at("2025-07-01T13:00")
    assert add(start, Duration(hours=1), LISBON).tzinfo is dt.UTC


# Deadlines


def test_a_deadline_in_hours_is_met_at_the_very_instant() -> None:
    due = deadline(at("2025-06-01T10:00"), Duration(hours=24), LISBON)

    assert due.is_met_by(at("2025-06-02T10:00"))
    assert not due.is_met_by(at("2025-06-02T10:00") + dt.timedelta(microseconds=1))


def test_a_deadline_in_days_ends_with_that_local_day() -> None:
    due = deadline(at("2025-06-01T10:00"), Duration(days=2), LISBON)

    assert due == Deadline(at=at("2025-06-04T00:00"), closed=False)
    assert due.is_met_by(at("2025-06-03T23:59"))
    assert not due.is_met_by(at("2025-06-04T00:00"))


def test_a_deadline_in_days_and_hours_ends_with_that_local_day() -> None:
    due = deadline(at("2025-06-01T10:00"), Duration(days=1, hours=20), LISBON)

    assert due == Deadline(at=at("2025-06-04T00:00"), closed=False)


@pytest.mark.parametrize(
    ("zone", "start", "elapsed"),
    [
        (LISBON, "2025-03-29T12:00", 35),
        (LISBON, "2025-10-25T12:00", 37),
        (NEW_YORK, "2025-03-08T12:00", 35),
        (NEW_YORK, "2025-11-01T12:00", 37),
    ],
)
def test_within_a_day_is_an_hour_shorter_in_spring_and_longer_in_autumn(
    zone: ZoneInfo, start: str, elapsed: int
) -> None:
    due = deadline(at(start, zone), Duration(days=1), zone)

    assert due.at - at(start, zone) == dt.timedelta(hours=elapsed)


@given(INSTANTS, DURATIONS, ZONES)
def test_a_deadline_is_not_before_the_duration_is_over(
    start: dt.datetime, duration: Duration, zone: ZoneInfo
) -> None:
    assert deadline(start, duration, zone).is_met_by(add(start, duration, zone))


# Windows


def test_30_local_days_and_30_times_24_hours_are_two_windows() -> None:
    # The clocks went back in between: 15 minutes inside the one, 45 outside the other.
    before = at("2025-10-10T23:30", NEW_YORK)
    now = at("2025-11-09T23:15", NEW_YORK)
    days, hours = Duration(days=30), Duration(hours=30 * 24)

    assert before - rolling_start(now, days, NEW_YORK) == dt.timedelta(minutes=15)
    assert rolling_start(now, hours, NEW_YORK) - before == dt.timedelta(minutes=45)
    assert is_within(before, now, days, NEW_YORK)
    assert not is_within(before, now, hours, NEW_YORK)


def test_what_is_exactly_30_days_old_is_out_of_the_rolling_window() -> None:
    now = at("2025-06-30T12:00")
    days = Duration(days=30)

    assert not is_within(at("2025-05-31T12:00"), now, days, LISBON)
    assert is_within(at("2025-05-31T12:00") + dt.timedelta(microseconds=1), now, days, LISBON)


def test_the_end_of_a_rolling_window_is_in_it() -> None:
    now = at("2025-06-30T12:00")

    assert is_within(now, now, Duration(days=30), LISBON)
    assert not is_within(now + dt.timedelta(microseconds=1), now, Duration(days=30), LISBON)


@pytest.mark.parametrize(
    ("instant", "unit", "start", "end"),
    [
        ("2025-06-04T12:00", "day", "2025-06-04", "2025-06-05"),
        ("2025-06-04T12:00", "week", "2025-06-02", "2025-06-09"),
        ("2025-06-02T00:00", "week", "2025-06-02", "2025-06-09"),
        ("2025-06-01T23:59", "week", "2025-05-26", "2025-06-02"),
        ("2025-06-04T12:00", "month", "2025-06-01", "2025-07-01"),
        ("2025-12-31T23:59", "month", "2025-12-01", "2026-01-01"),
        ("2025-06-04T12:00", "quarter", "2025-04-01", "2025-07-01"),
        ("2025-12-04T12:00", "quarter", "2025-10-01", "2026-01-01"),
        ("2025-03-01T00:00", "season", "2025-03-01", "2025-06-01"),
        ("2025-08-31T23:59", "season", "2025-06-01", "2025-09-01"),
        ("2025-11-04T12:00", "season", "2025-09-01", "2025-12-01"),
        ("2025-12-04T12:00", "season", "2025-12-01", "2026-03-01"),
        ("2026-01-04T12:00", "season", "2025-12-01", "2026-03-01"),
        ("2026-02-28T23:59", "season", "2025-12-01", "2026-03-01"),
        ("2025-06-04T12:00", "year", "2025-01-01", "2026-01-01"),
    ],
)
def test_a_calendar_window_runs_from_midnight_to_midnight(
    instant: str, unit: str, start: str, end: str
) -> None:
    window = window_around(at(instant), Window.parse(unit), LISBON)

    assert span(window) == (f"{start}T00:00", f"{end}T00:00")


def test_a_calendar_window_is_that_of_the_zone() -> None:
    instant = at("2025-07-01T00:30", LISBON)

    window = window_around(instant, Window.parse("month"), NEW_YORK)

    assert span(window, NEW_YORK) == ("2025-06-01T00:00", "2025-07-01T00:00")


def test_a_cadence_has_calendar_windows_too() -> None:
    instant = at("2025-06-04T12:00")

    assert window_around(instant, Cadence.parse("week"), LISBON) == window_around(
        instant, Window.parse("week"), LISBON
    )


@pytest.mark.parametrize("text", ["30 days", "moment", "ever", "club-night"])
def test_only_a_calendar_window_lies_around_an_instant(text: str) -> None:
    with pytest.raises(InvalidTime, match=f"`{text}` is not a calendar window"):
        window_around(at("2025-06-04T12:00"), Window.parse(text), LISBON)


@given(INSTANTS, UNITS, ZONES)
def test_calendar_windows_follow_one_another_without_gap(
    instant: dt.datetime, unit: str, zone: ZoneInfo
) -> None:
    window = window_around(instant, Window.parse(unit), zone)
    following = window_around(window.end, Window.parse(unit), zone)

    assert window.contains(instant)
    assert following.start == window.end


def test_an_interval_has_its_start_and_not_its_end() -> None:
    interval = day_bounds(dt.date(2025, 6, 4), LISBON)

    assert interval.contains(at("2025-06-04T00:00"))
    assert not interval.contains(at("2025-06-05T00:00"))


# Days and nights


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        (LISBON, dt.date(2025, 3, 30), 23),
        (LISBON, dt.date(2025, 10, 26), 25),
        (NEW_YORK, dt.date(2025, 3, 9), 23),
        (NEW_YORK, dt.date(2025, 11, 2), 25),
        (LISBON, dt.date(2025, 6, 1), 24),
        # Samoa went over the date line and left this day out.
        (ZoneInfo("Pacific/Apia"), dt.date(2011, 12, 30), 0),
    ],
)
def test_a_day_is_as_long_as_its_zone_makes_it(zone: ZoneInfo, day: dt.date, hours: int) -> None:
    bounds = day_bounds(day, zone)

    assert bounds.end - bounds.start == dt.timedelta(hours=hours)


@given(INSTANTS, ZONES)
def test_an_instant_is_within_its_local_day(instant: dt.datetime, zone: ZoneInfo) -> None:
    assert day_bounds(local_day(instant, zone), zone).contains(instant)


@pytest.mark.parametrize(
    ("instant", "night"),
    [
        ("2025-06-04T23:00", dt.date(2025, 6, 4)),
        ("2025-06-05T00:30", dt.date(2025, 6, 4)),
        ("2025-06-05T05:59", dt.date(2025, 6, 4)),
        ("2025-06-05T06:00", dt.date(2025, 6, 5)),
    ],
)
def test_a_night_belongs_to_the_day_on_which_it_began(instant: str, night: dt.date) -> None:
    assert night_of(at(instant), LISBON) == night


@pytest.mark.parametrize(
    ("instant", "days", "hours", "months", "expected"),
    [
        # 6 June 2025 is a Friday.
        ("2025-06-06T12:00", "", None, "", True),
        ("2025-06-06T12:00", "fri", None, "", True),
        ("2025-06-06T12:00", "thu", None, "", False),
        ("2025-06-06T12:00", "thu fri", None, "", True),
        ("2025-06-06T12:00", "fri", None, "jun", True),
        ("2025-06-06T12:00", "fri", None, "jan jul", False),
        ("2025-06-06T12:00", "birthday", None, "", None),
        ("2025-06-06T12:00", "birthday fri", None, "", True),
        ("2025-06-06T23:00", "fri", "22:00-06:00", "", True),
        ("2025-06-07T01:00", "fri", "22:00-06:00", "", True),
        ("2025-06-07T01:00", "sat", "22:00-06:00", "", False),
        ("2025-06-07T06:00", "fri", "22:00-06:00", "", False),
        ("2025-06-07T01:00", "sat", "00:00-06:00", "", True),
        ("2025-06-07T01:00", "fri", "after 00:00", "", True),
        ("2025-07-01T01:00", "", "22:00-06:00", "jun", True),
        # The sleep of the sample: on weeknights after 00:00.
        ("2025-06-06T00:30", "weeknights", "after 00:00", "", True),
        ("2025-06-07T00:30", "weeknights", "after 00:00", "", False),
        ("2025-06-02T00:30", "weeknights", "after 00:00", "", True),
        ("2025-06-05T14:00", "weeknights", "after 00:00", "", False),
        ("2025-06-06T00:30", "weeknights", "00:00-06:00", "", True),
        ("2025-06-06T07:00", "weeknights", "22:00-08:00", "", True),
        ("2025-06-07T07:00", "weeknights", "22:00-08:00", "", False),
        ("2025-06-05T20:00", "weeknights", None, "", True),
        ("2025-06-06T05:59", "weeknights", None, "", True),
        ("2025-06-05T14:00", "weeknights", None, "", False),
        ("2025-06-06T20:00", "weeknights", None, "", False),
    ],
)
def test_hours_after_midnight_belong_to_the_day_on_which_they_began(
    instant: str, days: str, hours: str | None, months: str, expected: bool | None
) -> None:
    answer = falls_on(
        at(instant),
        LISBON,
        days=[Day.parse(word) for word in days.split()],
        hours=None if hours is None else Hours.parse(hours),
        months=[Month.parse(word) for word in months.split()],
    )

    assert answer is expected


# Moments


@pytest.mark.parametrize(
    ("anchor", "moment", "start", "end"),
    [
        # 4 June 2025 is a Wednesday.
        ("2025-06-04T14:00", "same day", "2025-06-04T00:00", "2025-06-05T00:00"),
        ("2025-06-04T14:00", "next day", "2025-06-05T00:00", "2025-06-06T00:00"),
        ("2025-06-05T00:30", "same day", "2025-06-05T00:00", "2025-06-06T00:00"),
        ("2025-06-04T14:00", "same night", "2025-06-04T18:00", "2025-06-05T06:00"),
        ("2025-06-05T00:30", "same night", "2025-06-04T18:00", "2025-06-05T06:00"),
        ("2025-06-05T06:00", "same night", "2025-06-05T18:00", "2025-06-06T06:00"),
        ("2025-06-05T00:30", "next night", "2025-06-05T18:00", "2025-06-06T06:00"),
        ("2025-06-05T00:30", "previous night", "2025-06-03T18:00", "2025-06-04T06:00"),
        ("2025-06-04T23:30", "next morning", "2025-06-05T06:00", "2025-06-05T12:00"),
        ("2025-06-05T00:30", "next morning", "2025-06-05T06:00", "2025-06-05T12:00"),
        ("2025-06-05T08:00", "next morning", "2025-06-06T06:00", "2025-06-06T12:00"),
        ("2025-06-04T14:00", "same afternoon", "2025-06-04T12:00", "2025-06-04T18:00"),
        ("2025-06-05T00:30", "same evening", "2025-06-04T18:00", "2025-06-05T00:00"),
        ("2025-06-05T00:30", "next evening", "2025-06-05T18:00", "2025-06-06T00:00"),
        ("2025-06-04T14:00", "next evening", "2025-06-05T18:00", "2025-06-06T00:00"),
        ("2025-06-04T14:00", "same week", "2025-06-02T00:00", "2025-06-09T00:00"),
        ("2025-06-04T14:00", "next week", "2025-06-09T00:00", "2025-06-16T00:00"),
        ("2025-06-04T14:00", "previous month", "2025-05-01T00:00", "2025-06-01T00:00"),
        ("2025-12-31T14:00", "next month", "2026-01-01T00:00", "2026-02-01T00:00"),
        ("2025-06-04T14:00", "same weekend", "2025-06-07T00:00", "2025-06-09T00:00"),
        ("2025-06-04T14:00", "next weekend", "2025-06-07T00:00", "2025-06-09T00:00"),
        ("2025-06-07T00:00", "next weekend", "2025-06-14T00:00", "2025-06-16T00:00"),
        ("2025-06-08T14:00", "same weekend", "2025-06-07T00:00", "2025-06-09T00:00"),
        ("2025-06-08T14:00", "previous weekend", "2025-05-31T00:00", "2025-06-02T00:00"),
        ("2025-06-09T14:00", "previous weekend", "2025-06-07T00:00", "2025-06-09T00:00"),
        ("2025-06-04T14:00", "next sun", "2025-06-08T00:00", "2025-06-09T00:00"),
        ("2025-06-04T14:00", "next wed", "2025-06-11T00:00", "2025-06-12T00:00"),
        ("2025-06-04T14:00", "next mon", "2025-06-09T00:00", "2025-06-10T00:00"),
        ("2025-06-04T14:00", "same mon", "2025-06-02T00:00", "2025-06-03T00:00"),
        ("2025-06-04T14:00", "previous wed", "2025-05-28T00:00", "2025-05-29T00:00"),
        ("2025-06-04T14:00", "previous mon", "2025-06-02T00:00", "2025-06-03T00:00"),
        ("2025-06-04T14:00", "previous sun", "2025-06-01T00:00", "2025-06-02T00:00"),
        ("2025-06-04T14:00", "2025-07-01", "2025-07-01T00:00", "2025-07-02T00:00"),
        # Lisbon's clocks go forward in this night and back in the other.
        ("2025-03-29T22:00", "same night", "2025-03-29T18:00", "2025-03-30T06:00"),
        ("2025-10-25T22:00", "same night", "2025-10-25T18:00", "2025-10-26T06:00"),
    ],
)
def test_a_moment_is_told_from_its_anchor(anchor: str, moment: str, start: str, end: str) -> None:
    assert span(resolve(Moment.parse(moment), at(anchor), LISBON)) == (start, end)


@pytest.mark.parametrize(("evening", "hours"), [("2025-03-29T22:00", 11), ("2025-10-25T22:00", 13)])
def test_a_night_is_as_long_as_the_clocks_make_it(evening: str, hours: int) -> None:
    night = resolve(Moment.parse("same night"), at(evening), LISBON)

    assert night is not None
    assert night.end - night.start == dt.timedelta(hours=hours)


@pytest.mark.parametrize(
    ("anchor", "moment", "point"),
    [
        ("2025-06-04T14:00", "same day 18:00", "2025-06-04T18:00"),
        ("2025-06-04T14:00", "next sun 09:00", "2025-06-08T09:00"),
        ("2025-06-04T22:00", "same night 02:00", "2025-06-05T02:00"),
        ("2025-06-05T00:30", "same night 02:00", "2025-06-05T02:00"),
        ("2025-06-05T00:30", "same night 23:00", "2025-06-04T23:00"),
        ("2025-06-04T14:00", "next morning 09:30", "2025-06-05T09:30"),
        ("2025-06-04T14:00", "2025-07-01T12:00", "2025-07-01T12:00"),
        ("2025-06-04T14:00", "2025-07-01T12:00Z", "2025-07-01T13:00"),
        ("2025-06-04T08:00", "same noon", "2025-06-04T12:00"),
        ("2025-06-05T00:30", "same noon", "2025-06-04T12:00"),
        ("2025-06-04T08:00", "next noon", "2025-06-04T12:00"),
        ("2025-06-04T12:00", "next noon", "2025-06-05T12:00"),
        ("2025-06-04T12:00", "previous noon", "2025-06-03T12:00"),
        ("2025-06-04T12:01", "previous noon", "2025-06-04T12:00"),
        ("2025-06-04T23:00", "same midnight", "2025-06-05T00:00"),
        ("2025-06-05T00:30", "same midnight", "2025-06-05T00:00"),
        ("2025-06-04T23:00", "next midnight", "2025-06-05T00:00"),
        ("2025-06-05T00:00", "next midnight", "2025-06-06T00:00"),
        ("2025-06-05T00:00", "previous midnight", "2025-06-04T00:00"),
        ("2025-06-05T00:01", "previous midnight", "2025-06-05T00:00"),
    ],
)
def test_a_point_in_time_is_one_instant(anchor: str, moment: str, point: str) -> None:
    interval = resolve(Moment.parse(moment), at(anchor), LISBON)

    assert interval == Interval(start=at(point), end=at(point) + dt.timedelta(microseconds=1))


@pytest.mark.parametrize("text", ["next check-in", "same review"])
def test_a_check_in_is_dated_by_the_document(text: str) -> None:
    moment = Moment.parse(text)

    assert resolve(moment, at("2025-06-04T14:00"), LISBON) is None
    assert due_by(moment, at("2025-06-04T14:00"), LISBON) is None


@given(RELATIVE, INSTANTS, ZONES)
def test_next_ends_after_the_anchor_and_previous_starts_before_it(
    moment: Moment, anchor: dt.datetime, zone: ZoneInfo
) -> None:
    interval = resolve(moment, anchor, zone)

    if interval is not None and moment.relation == "next":
        assert interval.end > anchor
    if interval is not None and moment.relation == "previous":
        assert interval.start < anchor


@given(st.sampled_from(sorted(set(_PARTS.values()) - {"check-in", "review"})), INSTANTS, ZONES)
def test_previous_same_and_next_come_in_this_order(
    part: str, anchor: dt.datetime, zone: ZoneInfo
) -> None:
    spans = [
        resolve(Moment(relation=relation, part=part), anchor, zone)
        for relation in ("previous", "same", "next")
    ]

    assert all(a is not None and b is not None and a.start <= b.start for a, b in pairwise(spans))


@pytest.mark.parametrize("text", ["same day 18:00", "2025-06-04T18:00"])
def test_what_is_due_by_a_point_is_in_time_at_that_very_instant(text: str) -> None:
    due = due_by(Moment.parse(text), at("2025-06-04T14:00"), LISBON)

    assert due == Deadline(at=at("2025-06-04T18:00"), closed=True)


def test_what_is_due_by_noon_is_in_time_at_noon() -> None:
    due = due_by(Moment.parse("next noon"), at("2025-06-04T14:00"), LISBON)

    assert due == Deadline(at=at("2025-06-05T12:00"), closed=True)


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("next evening", "2025-06-06T00:00"),
        ("same night", "2025-06-05T06:00"),
        ("2025-07-01", "2025-07-02T00:00"),
    ],
)
def test_what_is_due_by_a_part_of_time_has_until_its_end(text: str, end: str) -> None:
    due = due_by(Moment.parse(text), at("2025-06-04T14:00"), LISBON)

    assert due == Deadline(at=at(end), closed=False)


# Edges


@given(RELATIVE, ANY_INSTANTS, DURATIONS, UNITS, ZONES)
def test_leaving_the_calendar_is_refused_as_ours(
    moment: Moment, anchor: dt.datetime, duration: Duration, unit: str, zone: ZoneInfo
) -> None:
    for compute in (
        lambda: resolve(moment, anchor, zone),
        lambda: add(anchor, duration, zone),
        lambda: subtract(anchor, duration, zone),
        lambda: deadline(anchor, duration, zone),
        lambda: window_around(anchor, Window.parse(unit), zone),
        lambda: day_bounds(local_day(anchor, zone), zone),
        lambda: falls_on(anchor, zone, days=[Day.parse("weeknights")]),
    ):
        try:
            compute()
        except InvalidTime as refusal:
            message = refusal.message
        else:
            message = "the years 1 to 9999"

        assert "years 1 to 9999" in message


@pytest.mark.parametrize(
    "compute",
    [
        lambda: add(dt.datetime.max.replace(tzinfo=dt.UTC), Duration(hours=1), LISBON),
        lambda: add(at("9999-06-01"), Duration(years=1), LISBON),
        lambda: add(at("9999-06-01"), Duration(days=999_999), LISBON),
        lambda: subtract(at("0001-06-01"), Duration(months=6), LISBON),
        lambda: day_bounds(dt.date.max, LISBON),
        lambda: local_day(dt.datetime.max.replace(tzinfo=dt.UTC), ZoneInfo("Asia/Tokyo")),
        lambda: resolve(
            Moment(stamp=dt.datetime.max.replace(tzinfo=dt.UTC)), at("2025-06-04"), LISBON
        ),
    ],
)
def test_the_years_end_at_9999(compute: object) -> None:
    with pytest.raises(InvalidTime, match="outside the years 1 to 9999"):
        compute()


NAIVE = dt.datetime(2025, 6, 4, 12)  # noqa: DTZ001


@pytest.mark.parametrize(
    "compute",
    [
        lambda: add(NAIVE, Duration(hours=1), LISBON),
        lambda: add(NAIVE, Duration(days=1), LISBON),
        lambda: local_day(NAIVE, LISBON),
        lambda: Interval(start=NAIVE, end=NAIVE),
        lambda: Deadline(at=NAIVE, closed=True),
    ],
)
def test_a_wall_time_is_never_taken_for_an_instant(compute: object) -> None:
    with pytest.raises(InvalidTime, match="no offset"):
        compute()


def test_an_interval_does_not_run_backwards() -> None:
    with pytest.raises(InvalidTime, match="ends before it starts"):
        Interval(start=at("2025-06-05"), end=at("2025-06-04"))


def test_intervals_and_deadlines_survive_pickling() -> None:
    interval = day_bounds(dt.date(2025, 6, 4), LISBON)
    due = deadline(at("2025-06-04"), Duration(days=1), LISBON)

    assert pickle.loads(pickle.dumps((interval, due))) == (interval, due)
    assert len({interval, due}) == 2


# The package


def test_every_public_name_of_the_modules_is_one_of_the_package() -> None:
    names = {
        name
        for module in (
            "arithmetic",
            "calendar",
            "covering",
            "durations",
            "moments",
            "quantities",
            "recurring",
            "stamps",
            "windows",
        )
        for name in sys.modules[f"polyagree.clock.{module}"].__all__
    }

    assert set(clock.__all__) == names - {"DURATION_WORDS"}


def test_the_list_of_zones_is_not_read_when_the_package_is_imported() -> None:
    program = (
        "import zoneinfo\n"
        "def refuse(): raise SystemExit('the list of zones was read')\n"
        "zoneinfo.available_timezones = refuse\n"
        "import polyagree.clock\n"
    )

    finished = subprocess.run([sys.executable, "-c", program], check=False, capture_output=True)

    assert finished.returncode == 0
