"""What comes round, and when several of them do at once."""

from __future__ import annotations

import datetime as dt
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyagree.clock import Duration, add
from polyagree.consistency.intervals import Intervals
from polyagree.consistency.recurrence import Recurrence, first_meeting, meetings
from polyagree.errors import InvalidTime

DAY = dt.timedelta(days=1)
NEW_YEAR = dt.date(2026, 1, 1)
LISBON = ZoneInfo("Europe/Lisbon")
UTC = ZoneInfo("UTC")
YEAR = range(600)

days = st.integers(0, 40).map(lambda number: NEW_YEAR + number * DAY)
steps = st.integers(1, 30).map(lambda number: Duration(days=number))
months = st.integers(1, 4).map(lambda number: Duration(months=number))
recurrences = st.builds(lambda first, every: Recurrence(first=first, every=every), days, steps)
mixed = st.builds(lambda first, every: Recurrence(first=first, every=every), days, steps | months)


def days_of(each, end):
    """Every day up to *end* on which it comes round, by the clock alone."""
    found, number = set(), 0
    noon = dt.datetime.combine(each.first, dt.time(12), tzinfo=dt.UTC)
    while True:
        span = (
            Duration(months=number * each.every.whole_months, days=number * each.every.whole_days)
            if number
            else None
        )
        day = (add(noon, span, ZoneInfo("UTC")) if span else noon).date()
        if day > end:
            return found
        found.add(day)
        number += 1


@given(st.lists(mixed, min_size=1, max_size=3), days, st.integers(0, 500))
def test_meetings_are_the_days_that_all_have(several, start, length):
    end = start + length * DAY
    shared = set.intersection(*(days_of(each, end) for each in several))

    found = [*meetings(several, within=Intervals.between(start, end))]

    assert found == sorted(day for day in shared if day >= start)
    assert first_meeting(several, within=Intervals.between(start, end)) == next(iter(found), None)


@given(
    st.lists(mixed, max_size=2), st.lists(mixed, min_size=1, max_size=2), days, st.integers(0, 90)
)
def test_a_meeting_can_be_asked_for_that_is_apart_from_others(several, others, start, length):
    end = start + length * DAY
    window = [start + number * DAY for number in range(length + 1)]
    on, off = ([days_of(each, end) for each in some] for some in (several, others))

    found = first_meeting(several, within=Intervals.between(start, end), apart_from=others)

    wanted = (day for day in window if all(day in e for e in on) and not any(day in e for e in off))
    assert found == next(wanted, None)


def test_what_is_never_apart_from_another_is_known_without_a_window():
    daily, weekly = (Recurrence(first=NEW_YEAR, every=Duration(days=days)) for days in (1, 7))

    assert first_meeting([weekly], apart_from=[daily]) is None
    assert first_meeting([daily], apart_from=[weekly]) == NEW_YEAR + DAY


@given(recurrences, recurrences)
def test_two_fixed_steps_meet_if_their_divisor_allows_it(one, other):
    apart = (one.first - other.first).days
    divisor = next(n for n in range(30, 0, -1) if one.every.days % n == other.every.days % n == 0)

    assert (first_meeting([one, other]) is not None) == (apart % divisor == 0)


def test_a_meeting_far_away_is_computed():
    one = Recurrence(first=dt.datetime(2026, 1, 1, tzinfo=dt.UTC), every=Duration(seconds=86_399))
    other = Recurrence(
        first=dt.datetime(2026, 1, 1, 0, 0, 1, tzinfo=dt.UTC), every=Duration(days=1)
    )

    met = first_meeting([one, other])

    assert met is not None
    assert (met - one.first).total_seconds() % 86_399 == 0
    assert (met - other.first).total_seconds() % 86_400 == 0


@pytest.mark.parametrize(("last", "met"), [(30, None), (31, NEW_YEAR + 30 * DAY)])
def test_a_meeting_has_to_lie_inside_the_window(last, met):
    thirty = Recurrence(first=NEW_YEAR, every=Duration(days=30))
    window = Intervals.between(NEW_YEAR + 3 * DAY, NEW_YEAR + (last - 1) * DAY)

    assert first_meeting([thirty, thirty], within=window) == met


def test_nothing_comes_round_before_its_first_time():
    weekly = Recurrence(first=NEW_YEAR, every=Duration(weeks=1))

    assert first_meeting([weekly], within=Intervals.between(most=NEW_YEAR - DAY)) is None


def test_the_end_of_a_month_clamps_and_comes_back():
    monthly = Recurrence(first=dt.date(2026, 1, 31), every=Duration(months=1))

    assert [f"{day:%m-%d}" for day in islice(meetings([monthly]), 4)] == [
        "01-31",
        "02-28",
        "03-31",
        "04-30",
    ]


@pytest.mark.parametrize("months", [1, 7, 12])
def test_a_window_far_away_is_looked_at_at_once(months):
    every = Recurrence(first=dt.date(2026, 1, 31), every=Duration(months=months))
    window = Intervals.between(dt.date(9000, 1, 1), dt.date(9003, 1, 1))
    last = 12 * (9000 - 2026) // months
    times = [every.time(number) for number in range(last - 2, last + 2)]

    met = first_meeting([every], within=window)

    assert met is not None
    assert met.toordinal() == next(
        each for each in times if each >= dt.date(9000, 1, 1).toordinal()
    )


def test_what_never_meets_in_four_hundred_years_never_does():
    one = Recurrence(first=dt.date(2026, 1, 10), every=Duration(months=5))
    other = Recurrence(first=dt.date(2026, 1, 11), every=Duration(months=4))

    assert first_meeting([one, other]) is None


def test_days_are_counted_on_the_wall_clock():
    noon = dt.datetime(2026, 3, 28, 12, tzinfo=LISBON)
    daily = Recurrence(first=noon, every=Duration(days=1), zone=LISBON)

    assert [each.hour for each in islice(meetings([daily]), 3)] == [12, 11, 11]


def test_the_calendar_ends_some_day():
    never = Recurrence(first=dt.date(9999, 1, 31), every=Duration(months=1))
    other = Recurrence(first=dt.date(9999, 2, 1), every=Duration(months=1))

    assert first_meeting([never, other]) is None


def test_dates_and_instants_do_not_meet():
    date = Recurrence(first=NEW_YEAR, every=Duration(days=1))
    instant = Recurrence(first=dt.datetime(2026, 1, 1, tzinfo=dt.UTC), every=Duration(days=1))

    with pytest.raises(InvalidTime, match="do not stand in one interval"):
        first_meeting([date, instant])


def test_a_date_does_not_come_round_within_a_day():
    with pytest.raises(InvalidTime, match="does not come round after `5h`"):
        Recurrence(first=NEW_YEAR, every=Duration(hours=5))


def test_nobody_looks_at_every_day_of_eight_thousand_years(monkeypatch):
    monkeypatch.setattr("polyagree.consistency.recurrence._MOST", 500)
    noon = dt.datetime(2026, 3, 28, 12, tzinfo=LISBON)
    daily = Recurrence(first=noon, every=Duration(days=1), zone=LISBON)
    hourly = Recurrence(first=noon + dt.timedelta(minutes=30), every=Duration(hours=1))

    with pytest.raises(InvalidTime, match="comes round too often"):
        first_meeting([daily, hourly])


# By the calendar, and by the clock


@pytest.mark.parametrize(
    ("first", "every", "zone", "period"),
    [
        (NEW_YEAR, Duration(days=3), UTC, 3),
        (NEW_YEAR, Duration(months=1), UTC, 146_097),
        (NEW_YEAR, Duration(months=1, days=1), UTC, None),
        (NEW_YEAR, Duration(months=1), LISBON, None),
        (dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC), Duration(hours=1), LISBON, 3_600_000_000),
        (dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC), Duration(days=1), LISBON, None),
    ],
)
def test_after_a_period_the_same_comes_again(first, every, zone, period):
    assert Recurrence(first=first, every=every, zone=zone).period == period


@given(days, steps | months, st.integers(0, 60))
def test_the_time_after_so_many_times_is_the_one_that_comes_round_then(first, every, number):
    recurrence = Recurrence(first=first, every=every)
    start = first.toordinal()
    times = [*recurrence.times(start, start + 61 * 125)]

    assert recurrence.time(number) == times[number]
    assert recurrence.time(0) == start
    assert all(map(recurrence.falls_on, times))
    assert not recurrence.falls_on(start - 1)


def test_a_calendar_ends_and_so_does_what_comes_round():
    last = Recurrence(first=dt.date(9999, 11, 30), every=Duration(months=1))

    days = [
        dt.date.fromordinal(each)
        for each in last.times(last.first.toordinal(), dt.date.max.toordinal() + 500)
    ]

    assert days == [dt.date(9999, 11, 30), dt.date(9999, 12, 30)]


def test_what_is_never_apart_from_days_of_a_calendar_is_not_looked_for_for_ever():
    daily = Recurrence(first=NEW_YEAR, every=Duration(days=1))
    monthly = Recurrence(first=NEW_YEAR, every=Duration(months=1))

    with pytest.raises(InvalidTime, match="too many times"):
        first_meeting([daily], apart_from=[daily, monthly])
