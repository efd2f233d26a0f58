"""Windows: which events exceed one, what is left in it, and what luck alone would do."""

from __future__ import annotations

import datetime as dt
import pickle
import random
from calendar import monthrange
from fractions import Fraction
from math import exp, inf, nan, sqrt
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyagree.clock import Cadence, Duration, Window
from polyagree.drift.windows import chance_of_exceeding, exceedances, headroom, minutes_beyond
from polyagree.errors import InvalidSeries, InvalidTime

NEW_YORK = "America/New_York"
LISBON = "Europe/Lisbon"
UTC = dt.UTC

TIMES = st.lists(st.integers(0, 400), max_size=30).map(sorted)
CAPS = st.integers(0, 4)
#: Around both changes of the clocks, the ends of months, and a leap day.
WALLS = st.datetimes(dt.datetime(2024, 1, 25), dt.datetime(2024, 4, 3)) | st.datetimes(  # noqa: DTZ001
    dt.datetime(2024, 10, 25),  # noqa: DTZ001
    dt.datetime(2024, 12, 8),  # noqa: DTZ001
)
INSTANTS = st.lists(WALLS.map(lambda wall: wall.replace(tzinfo=UTC)), max_size=20).map(sorted)
ZONES = st.sampled_from([LISBON, NEW_YORK, "Australia/Lord_Howe", "America/Havana", "Asia/Kolkata"])


def new_york(text: str, *, fold: int = 0) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(NEW_YORK), fold=fold)


# Numbers


def test_what_is_exactly_as_old_as_the_window_has_left_it() -> None:
    beyond = exceedances([0, 10, 30, 39.5, 40, 70], cap=2, window=30)

    assert beyond.times == (39.5, 40)
    assert beyond.positions == (3, 4)
    assert (beyond.clock, beyond.zone) == ("elapsed", None)


@pytest.mark.parametrize(("early", "late"), [(10.1, 40.1), (0.7, 30.7), (65.6, 95.6), (0.3, 30.3)])
def test_decimals_are_as_far_apart_as_they_are_written(early: float, late: float) -> None:
    assert exceedances([early, late], cap=1, window=30).positions == ()
    assert exceedances([early, late], cap=1, window=30.1).positions == (1,)


def test_a_sum_that_floating_point_gets_wrong_is_compared_rightly() -> None:
    assert 0.3 - 0.1 < 0.2

    assert exceedances([0.1, 0.3], cap=1, window=0.2).positions == ()


def test_a_cap_of_none_is_exceeded_by_everything() -> None:
    assert exceedances([1, 2, 90], cap=0, window=30).positions == (0, 1, 2)


def test_nothing_exceeds_nothing() -> None:
    assert exceedances([], cap=2, window=30).times == ()
    assert exceedances([], cap=2, window="month", zone=LISBON).times == ()
    assert exceedances([1, 1], cap=2, window=30).times == ()


@given(TIMES, CAPS, st.integers(1, 90))
def test_events_are_beyond_the_cap_where_a_count_says_so(
    times: list[int], cap: int, window: int
) -> None:
    counted = [
        at
        for at, time in enumerate(times)
        if sum(time - window < other <= time for other in times[: at + 1]) > cap
    ]

    assert list(exceedances(times, cap=cap, window=window).positions) == counted


@given(TIMES, CAPS, st.integers(1, 90), st.integers(0, 10**6))
def test_a_later_beginning_changes_nothing(
    times: list[int], cap: int, window: int, shift: int
) -> None:
    moved = exceedances([time + shift for time in times], cap=cap, window=window)

    assert moved.positions == exceedances(times, cap=cap, window=window).positions


@given(TIMES, CAPS, st.integers(1, 90), st.sampled_from([10, 60, 3600]))
def test_another_unit_changes_nothing(times: list[int], cap: int, window: int, unit: int) -> None:
    scaled = exceedances([time * unit for time in times], cap=cap, window=window * unit)

    assert scaled.positions == exceedances(times, cap=cap, window=window).positions


@given(st.lists(st.decimals(0, 99, places=2), max_size=20).map(sorted), CAPS)
def test_hundredths_of_a_day_are_exact(times: list[Fraction], cap: int) -> None:
    floats = [float(time) for time in times]
    exactly = [
        at
        for at in range(cap, len(times))
        if Fraction(times[at]) - Fraction(times[at - cap]) < Fraction("7.35")
    ]

    assert list(exceedances(floats, cap=cap, window=7.35).positions) == exactly


@pytest.mark.parametrize(
    ("times", "said"),
    [
        ([-1, 2], "times[0]"),
        ([nan], "times[0]"),
        ([1, inf], "times[1]"),
        ([2, 1], "before the one in front of it"),
        ([True, 2], "no finite number"),
        ([1, "2025-01-01T00:00"], "no finite number"),
    ],
)
def test_times_that_cannot_be_are_refused(times: list[float], said: str) -> None:
    with pytest.raises(InvalidSeries) as refusal:
        exceedances(times, cap=1, window=30)

    assert said in str(refusal.value)


@pytest.mark.parametrize("window", [0, -1, nan, inf, True])
def test_a_window_without_a_length_is_refused(window: float) -> None:
    with pytest.raises(InvalidSeries):
        exceedances([1, 2], cap=1, window=window)


@pytest.mark.parametrize("cap", [-1, 1.5, nan])
def test_a_cap_that_is_no_number_of_events_is_refused(cap: float) -> None:
    with pytest.raises(InvalidSeries):
        exceedances([1, 2], cap=cap, window=30)  # type: ignore[arg-type]  # wrong on purpose


# Clocks


def test_thirty_local_days_and_thirty_times_24_hours_are_two_windows() -> None:
    events = ["2024-10-10T23:30", "2024-11-09T23:15"]
    local = exceedances(events, cap=1, window="30 days", zone=NEW_YORK)
    elapsed = exceedances(events, cap=1, window="30 days", zone=NEW_YORK, clock="elapsed")
    hours = exceedances(events, cap=1, window="720h", zone=NEW_YORK)

    assert minutes_beyond(events, zone=NEW_YORK, window="30 days") == (-15, 45)
    assert local.times == (new_york("2024-11-09T23:15"),)
    assert local.clock == "local"
    assert elapsed.times == hours.times == ()
    assert elapsed.clock == hours.clock == "elapsed"


def test_in_spring_elapsed_days_end_an_hour_later_by_the_wall_clock() -> None:
    events = ["2024-02-20T23:30", "2024-03-21T23:45"]

    assert minutes_beyond(events, zone=NEW_YORK, window="30 days") == (15, -45)
    assert not exceedances(events, cap=1, window="30 days", zone=NEW_YORK).times
    assert exceedances(events, cap=1, window="30 days", zone=NEW_YORK, clock="elapsed").times


def test_late_in_autumn_is_less_by_the_wall_clock_and_in_spring_more() -> None:
    autumn = ["2024-11-02T23:00", "2024-11-03T01:30-05:00"]
    spring = ["2024-03-09T23:00", "2024-03-10T03:15"]

    assert minutes_beyond(autumn, zone=NEW_YORK) == (150, 210)
    assert minutes_beyond(spring, zone=NEW_YORK) == (255, 195)


def test_fold_says_which_of_two_equal_times_it_was() -> None:
    twice = [new_york("2024-11-03T01:30"), new_york("2024-11-03T01:30", fold=1)]

    assert minutes_beyond(twice, zone=NEW_YORK) == (0, 60)
    assert exceedances(twice, cap=1, window="60 min").positions == ()
    assert exceedances(twice, cap=1, window="61 min").positions == (1,)


def test_in_the_hour_that_comes_twice_an_earlier_wall_time_can_be_later() -> None:
    times = [new_york("2024-11-03T01:50"), new_york("2024-11-03T01:10", fold=1)]

    assert exceedances(times, cap=1, window="21 min").positions == (1,)
    with pytest.raises(InvalidSeries, match="before the one in front"):
        exceedances(times[::-1], cap=1, window="21 min")


def test_a_day_after_a_time_that_came_twice_begins_with_the_first_of_them() -> None:
    first, second = (new_york("2024-11-03T01:30", fold=fold) for fold in (0, 1))
    next_day = new_york("2024-11-04T01:30")

    for window, clock in (("1 day", "local"), ("24h", "elapsed")):
        inside = exceedances([second, next_day], cap=1, window=window, zone=NEW_YORK, clock=clock)  # type: ignore[arg-type]  # drawn from the words there are
        assert inside.positions == ((1,) if clock == "local" else ())
    assert not exceedances([first, next_day], cap=1, window="1 day", zone=NEW_YORK).positions


@pytest.mark.parametrize(
    ("early", "late", "inside"),
    [
        ("2025-01-28T12:00", "2025-02-28T12:00", False),
        ("2025-01-29T12:00", "2025-02-28T12:00", True),  # one month back is 28 January
        ("2025-01-31T12:00", "2025-02-28T23:00", True),
        ("2025-02-28T12:00", "2025-03-28T12:00", False),
        ("2025-02-28T12:00", "2025-03-31T12:00", False),  # clamps to 28 February
        ("2025-02-28T12:00", "2025-03-31T11:59", True),
        ("2024-02-29T12:00", "2024-03-31T12:00", False),
        ("2024-02-29T12:00", "2024-03-30T11:00", True),
        ("2024-12-31T12:00", "2025-01-31T12:00", False),
    ],
)
def test_a_rolling_month_clamps_to_the_end_of_the_month(
    early: str, late: str, *, inside: bool
) -> None:
    beyond = exceedances([early, late], cap=1, window="1 month", zone=LISBON)

    assert beyond.positions == ((1,) if inside else ())


@pytest.mark.parametrize(
    ("window", "late", "inside"),
    [
        ("day", "2025-03-30T23:59", True),
        ("day", "2025-03-31T00:00", False),
        ("week", "2025-03-30T23:59", True),
        ("week", "2025-03-31T00:00", False),
        ("month", "2025-03-31T23:59", True),
        ("month", "2025-04-01T00:00", False),
        ("quarter", "2025-03-31T23:59", True),
        ("quarter", "2025-04-01T00:00", False),
        ("year", "2025-12-31T23:59", True),
        ("year", "2026-01-01T00:00", False),
    ],
)
def test_a_calendar_window_ends_at_local_midnight(window: str, late: str, *, inside: bool) -> None:
    beyond = exceedances(["2025-03-30T00:30", late], cap=1, window=window, zone=LISBON)

    assert beyond.positions == ((1,) if inside else ())


def test_the_first_week_of_a_year_may_begin_in_the_one_before() -> None:
    times = ["2024-12-30T10:00", "2025-01-05T10:00", "2025-01-06T10:00"]

    assert exceedances(times, cap=1, window="week", zone=LISBON).positions == (1,)
    assert exceedances(times, cap=1, window="year", zone=LISBON).positions == (2,)


def test_the_same_instants_are_in_one_day_here_and_in_two_there() -> None:
    times = ["2025-07-01T22:30Z", "2025-07-01T23:30Z"]

    assert exceedances(times, cap=1, window="day", zone="UTC").positions == (1,)
    assert exceedances(times, cap=1, window="day", zone=LISBON).positions == ()


def test_times_come_back_in_the_zone() -> None:
    beyond = exceedances(["2025-07-01T22:30Z"] * 2, cap=1, window="month", zone=LISBON)

    assert [str(time) for time in beyond.times] == ["2025-07-01 23:30:00+01:00"]
    assert beyond.zone == LISBON


@pytest.mark.parametrize(
    "window", [Window.parse("30 days"), Cadence.parse("30 days"), Duration(days=30)]
)
def test_a_window_that_is_read_already_is_taken(window: Window | Cadence | Duration) -> None:
    beyond = exceedances(["2025-07-01T10:00", "2025-07-31T09:00"], cap=1, window=window, zone="UTC")

    assert beyond.positions == (1,)
    assert beyond.window == "30 days"


def start_of(time: dt.datetime, months: int, days: int, zone: ZoneInfo) -> dt.datetime:
    """Return when a window began, by hand."""
    wall = time.astimezone(zone).replace(tzinfo=None, fold=0)
    year, month = divmod(12 * wall.year + wall.month - 1 - months, 12)
    wall = wall.replace(
        year=year, month=month + 1, day=min(wall.day, monthrange(year, month + 1)[1])
    )
    return (wall - dt.timedelta(days=days)).replace(tzinfo=zone).astimezone(UTC)


@given(INSTANTS, CAPS, st.sampled_from([(0, 1), (0, 7), (0, 30), (1, 0), (2, 0), (1, 3)]), ZONES)
def test_rolling_windows_hold_what_a_count_by_hand_finds(
    times: list[dt.datetime], cap: int, length: tuple[int, int], zone: str
) -> None:
    months, days = length
    counted = [
        at
        for at, time in enumerate(times)
        if sum(
            start_of(time, months, days, ZoneInfo(zone)) < other <= time
            for other in times[: at + 1]
        )
        > cap
    ]
    window = Duration(months=months, days=days)

    assert list(exceedances(times, cap=cap, window=window, zone=zone).positions) == counted


KEYS = {
    "day": lambda day: day,
    "week": lambda day: day.isocalendar()[:2],
    "month": lambda day: (day.year, day.month),
    "quarter": lambda day: (day.year, (day.month - 1) // 3),
    "year": lambda day: day.year,
}


@given(INSTANTS, CAPS, st.sampled_from(sorted(KEYS)), ZONES)
def test_calendar_windows_hold_what_grouping_finds(
    times: list[dt.datetime], cap: int, unit: str, zone: str
) -> None:
    keys = [KEYS[unit](time.astimezone(ZoneInfo(zone)).date()) for time in times]
    counted = [at for at, key in enumerate(keys) if keys[: at + 1].count(key) > cap]

    assert list(exceedances(times, cap=cap, window=unit, zone=zone).positions) == counted


@given(INSTANTS, CAPS, st.randoms(use_true_random=False))
def test_the_order_of_what_happened_at_once_changes_nothing(
    times: list[dt.datetime], cap: int, order: random.Random
) -> None:
    # One instant in several zones.
    zones = [ZoneInfo(name) for name in (LISBON, NEW_YORK, "Asia/Kolkata")]
    spread = [time.astimezone(zone) for time in times for zone in zones]
    mixed = sorted(order.sample(spread, len(spread)))

    for window in ("7 days", "48h", "month"):
        one = exceedances(spread, cap=cap, window=window, zone=LISBON)
        assert exceedances(mixed, cap=cap, window=window, zone=LISBON) == one


@pytest.mark.parametrize(
    ("times", "options", "said"),
    [
        (["2025-07-01T10:00"], {"window": "30 days"}, "has no offset|wall clock of a place"),
        (["2025-07-01T10:00"], {"window": "24h"}, "has no offset"),
        (["2025-07-01"], {"window": "24h", "zone": LISBON}, "no day with a time"),
        (["2025-07-01T10:00"], {"window": 30, "zone": LISBON}, "unit of time"),
        ([1, 2], {"window": "30 days", "zone": LISBON}, "number in their unit"),
        (["2025-07-01T10:00", 2], {"window": "30 days", "zone": LISBON}, "no day with a time"),
        (
            ["2025-07-02T10:00", "2025-07-01T10:00"],
            {"window": "month", "zone": LISBON},
            r"`times\[1\]` is before",
        ),
        (["2025-07-01T10:00Z"], {"window": "month"}, "wall clock of a place"),
        (
            ["2025-07-01T10:00Z"],
            {"window": "month", "zone": LISBON, "clock": "elapsed"},
            "calendar",
        ),
        (["2025-07-01T10:00Z"], {"window": "24h", "clock": "utc"}, "`local` or `elapsed`"),
        (["2025-07-01T10:00Z"], {"window": Window.parse("ever")}, "no window of time"),
        (["2025-07-01T10:00Z"], {"window": None}, "no window of time"),
    ],
)
def test_times_and_windows_that_do_not_fit_are_refused(
    times: list[str], options: dict[str, object], said: str
) -> None:
    with pytest.raises(InvalidSeries, match=said):
        exceedances(times, cap=1, **options)  # type: ignore[arg-type]  # wrong on purpose


def test_an_unknown_zone_and_an_unknown_window_are_refused() -> None:
    with pytest.raises(InvalidTime, match="not a known time zone"):
        exceedances(["2025-07-01T10:00Z"], cap=1, window="month", zone="Mars/North")
    with pytest.raises(InvalidTime):
        exceedances(["2025-07-01T10:00Z"], cap=1, window="fortnight", zone=LISBON)


def test_what_may_have_happened_before_the_record_began_is_told() -> None:
    numbers = exceedances([2, 5, 31, 32, 33], cap=1, window=30, since=2)
    dated = exceedances(
        ["2025-03-10T10:00", "2025-03-20T10:00", "2025-04-01T10:00"],
        cap=1,
        window="month",
        zone=LISBON,
        since="2025-03-05T00:00",
    )

    assert numbers.positions == (1, 2, 3, 4)
    assert numbers.censored == (0,)
    assert exceedances([2, 31, 32], cap=5, window=30, since=2).censored == (0, 1)
    assert dated.positions == (1,)
    assert dated.censored == (0,)
    assert exceedances([2, 5], cap=5, window=30).censored == ()
    with pytest.raises(InvalidSeries, match="before the record begins"):
        exceedances([2, 5], cap=5, window=30, since=3)


@pytest.mark.parametrize(
    "events",
    [["2025-07-01T10:00"], ["2025-07-01T10:00"] * 3, ["2025-07-02T10:00", "2025-07-01T10:00"]],
)
def test_minutes_are_between_two_events_in_order(events: list[str]) -> None:
    with pytest.raises(InvalidSeries):
        minutes_beyond(events, zone=LISBON, window="30 days")


def test_nothing_is_minutes_beyond_a_calendar_window() -> None:
    with pytest.raises(InvalidSeries, match="calendar window"):
        minutes_beyond(["2025-07-01T10:00"] * 2, zone=LISBON, window="month")


def test_minutes_beyond_a_month_clamp() -> None:
    events = ["2025-01-28T12:00", "2025-02-28T12:10"]

    assert minutes_beyond(events, zone=LISBON, window="1 month") == (10, 10)


@given(INSTANTS.filter(lambda times: len(times) > 1), st.integers(1, 40))
def test_minutes_beyond_elapsed_days_agree_with_the_windows(
    times: list[dt.datetime], days: int
) -> None:
    events = [times[0], times[-1]]
    _, elapsed = minutes_beyond(events, zone=NEW_YORK, window=f"{days} days")
    inside = exceedances(events, cap=1, window=f"{24 * days}h").positions

    assert bool(inside) == (elapsed < 0)


# Headroom


def test_headroom_says_when_the_next_slot_is_free() -> None:
    room = headroom(
        ["2025-08-01T10:00", "2025-09-14T19:30", "2025-10-01T22:00"],
        cap=2,
        window="30 days",
        on="2025-10-10T12:00",
        zone=LISBON,
    )

    assert str(room) == "2 of 2 used; next free slot Tue 14 Oct 19:30"
    assert (room.used, room.allowed, room.left) == (2, 2, 0)


def test_headroom_keeps_the_wall_clock_over_a_change_of_the_clocks() -> None:
    times = ["2025-10-14T19:30"]
    local = headroom(times, cap=1, window="30 days", on="2025-10-20T10:00", zone=LISBON)
    elapsed = headroom(times, cap=1, window="720h", on="2025-10-20T10:00", zone=LISBON)

    assert str(local) == "1 of 1 used; next free slot Thu 13 Nov 19:30"
    assert str(elapsed) == "1 of 1 used; next free slot Thu 13 Nov 18:30"


@pytest.mark.parametrize(
    ("window", "slot"),
    [
        ("day", "Wed 31 Dec 00:00"),
        ("week", "Mon 5 Jan 2026 00:00"),
        ("month", "Thu 1 Jan 2026 00:00"),
        ("quarter", "Thu 1 Jan 2026 00:00"),
        ("year", "Thu 1 Jan 2026 00:00"),
    ],
)
def test_headroom_of_a_calendar_window_comes_with_the_next_one(window: str, slot: str) -> None:
    room = headroom(["2025-12-30T10:00"], cap=1, window=window, on="2025-12-30T12:00", zone=LISBON)

    assert str(room) == f"1 of 1 used; next free slot {slot}"


def test_headroom_in_numbers() -> None:
    room = headroom([0, 10.1, 39.5], cap=2, window=30, on=40)

    assert str(room) == "2 of 2 used; next free slot 40.1"
    assert str(headroom([0, 10], cap=2, window=30, on=40)) == "0 of 2 used; 2 free now"
    assert headroom([0, 20], cap=2, window=30, on=40).next_free == 40
    assert headroom([], cap=2, window=30, on=40).left == 2
    assert str(headroom([], cap=0, window=30, on=40)) == "0 of 0 used; no slot is ever free"


def test_headroom_does_not_look_at_what_comes_later() -> None:
    assert headroom([0, 10, 50], cap=2, window=30, on=12).used == 2
    assert headroom([0, 10, 50], cap=3, window=30, on=12).next_free == 12


def test_beyond_the_cap_more_than_one_has_to_leave_first() -> None:
    assert headroom([0, 5, 9], cap=2, window=30, on=10).next_free == 35


@pytest.mark.parametrize(
    ("time", "window", "slot"),
    [
        # 28 February is a month after none of the last days of January.
        ("2025-01-31T12:00", "1 month", "Sat 1 Mar 00:00"),
        ("2025-01-28T12:00", "1 month", "Fri 28 Feb 12:00"),
        # 02:30 does not come on 10 March: what comes after 02:00 is 03:00.
        ("2024-02-09T02:30", "30 days", "Sun 10 Mar 03:00"),
        ("2024-11-03T01:30-04:00", "1 day", "Mon 4 Nov 01:30"),
        # The clock says that a day from the first 01:30 it is free, and the second is later.
        ("2024-11-03T01:30-05:00", "1 day", "Mon 4 Nov 02:00"),
        ("2024-10-14T19:30:20", "30 days", "Wed 13 Nov 19:30:20"),
        ("2024-10-14T19:30:20.5", "30 days", "Wed 13 Nov 19:30:21"),
    ],
)
def test_the_next_slot_is_the_first_that_the_windows_allow(
    time: str, window: str, slot: str
) -> None:
    room = headroom([time], cap=1, window=window, on=time, zone=NEW_YORK)

    assert str(room) == f"1 of 1 used; next free slot {slot}"


def test_where_the_end_of_february_is_free_at_noon_only() -> None:
    room = headroom(
        ["2025-02-28T12:00"], cap=1, window="1 month", on="2025-03-29T08:00", zone=LISBON
    )

    assert str(room) == "1 of 1 used; next free slot Sat 29 Mar 12:00"


WINDOWS = st.sampled_from(
    ["24h", "720h", "1 day", "7 days", "30 days", "1 month", "1 year", "P1DT12H", "day", "month"]
)


@given(INSTANTS.filter(len), st.integers(1, 3), WINDOWS, ZONES)
def test_an_event_in_the_next_free_slot_is_within_the_limit_and_one_before_is_not(
    times: list[dt.datetime], cap: int, window: str, zone: str
) -> None:
    now = times[-1]
    room = headroom(times, cap=cap, window=window, on=now, zone=zone)
    free = room.next_free
    assert isinstance(free, dt.datetime)

    for time, within in (
        (free, True),
        (free.astimezone(UTC) - dt.timedelta(microseconds=1), False),
    ):
        if time > now:
            beyond = exceedances([*times, time], cap=cap, window=window, zone=zone)
            assert (len(times) not in beyond.positions) == within


@given(TIMES.filter(len), st.integers(1, 3), st.integers(1, 60), st.integers(0, 30))
def test_headroom_in_numbers_agrees_with_the_windows(
    times: list[int], cap: int, window: int, later: int
) -> None:
    now = times[-1] + later
    room = headroom(times, cap=cap, window=window, on=now)
    used = sum(now - window < time <= now for time in times)
    following = next(
        time
        for time in range(now, now + window + 1)
        if sum(time - window < other for other in times) < cap
    )

    assert room.used == used
    assert room.next_free == following


def test_the_records_are_values() -> None:
    beyond = exceedances(["2025-07-01T22:30Z"] * 2, cap=1, window="month", zone=LISBON)
    room = headroom([0, 10], cap=2, window=30, on=12)

    assert pickle.loads(pickle.dumps(beyond)) == beyond
    assert pickle.loads(pickle.dumps(room)) == room


# Luck


def test_rolling_chances_are_those_of_naus() -> None:
    chances = chance_of_exceeding([6, 12, 24], cap=2, window_days=30)

    assert [f"{chance:.4f}" for chance in chances] == ["0.3125", "0.8400", "0.9992"]


def test_calendar_chances_are_the_closed_form() -> None:
    def at_most_two(mean: float) -> float:
        return exp(-mean) * (1 + mean + mean**2 / 2)

    assert chance_of_exceeding([6, 12, 24], cap=2) == pytest.approx(
        [1 - at_most_two(rate / 12) ** 12 for rate in (6, 12, 24)], abs=1e-14
    )
    assert chance_of_exceeding(12, cap=2, months=5) == pytest.approx(1 - at_most_two(1) ** 5)


@pytest.mark.parametrize(
    ("rate", "cap", "days"),
    [
        (6, 2, 30),
        (12, 2, 30),
        (24, 2, 30),
        (3, 1, 30),
        (6, 0, 7),
        (52, 8, 30),
        (12, 5, 90),
        (6, 2, 170),
        (12, 5, 200),
        (6, 5, 300),
        (3, 2, 364),
    ],
)
def test_rolling_chances_are_what_simulation_finds(rate: float, cap: int, days: int) -> None:
    """Four standard errors of the simulation, and .003 for the approximation."""
    paths = 40_000
    random = np.random.default_rng(20_251_014)
    counts = random.poisson(rate, paths)
    most = max(int(counts.max()), cap + 1)
    times = np.where(np.arange(most) < counts[:, None], random.random((paths, most)), 9e9)
    times.sort(axis=1)
    spans = times[:, cap:] - times[:, : most - cap]
    spans[times[:, cap:] > 1] = inf
    share = float((spans * 365 < days).any(axis=1).mean())
    chance = chance_of_exceeding(rate, cap=cap, window_days=days)

    assert chance == pytest.approx(share, abs=4 * sqrt(share * (1 - share) / paths) + 0.003)


def test_with_a_cap_of_none_it_is_the_chance_of_any() -> None:
    for days in (30, 200, 365, 500):
        chance = chance_of_exceeding(2, cap=0, window_days=days)
        assert chance == pytest.approx(1 - exp(-2), rel=1e-13)


def test_a_window_longer_than_the_time_holds_all_of_it() -> None:
    whole = chance_of_exceeding(4, cap=3, window_days=365)

    assert chance_of_exceeding(4, cap=3, window_days=800) == whole
    assert chance_of_exceeding(4, cap=3, window_days=364.9999) == pytest.approx(whole, rel=1e-5)


def test_chances_that_are_very_small_keep_their_digits() -> None:
    """Pairs within a window: the rate squared times the window, over a year."""
    rare = chance_of_exceeding(1e-9, cap=1, window_days=1)

    assert rare == pytest.approx(1e-18 / 365 * (1 - 1 / 730), rel=1e-8)
    assert chance_of_exceeding(1e-9, cap=1) == pytest.approx(1e-18 / 24, rel=1e-8)


@given(st.floats(0, 1e6), st.integers(0, 300), st.floats(0.01, 2000), st.floats(0.1, 600))
def test_a_chance_is_one_whatever_is_asked(
    rate: float, cap: int, days: float, months: float
) -> None:
    for window in (None, days):
        chance = chance_of_exceeding(rate, cap=cap, window_days=window, months=months)
        assert 0 <= chance <= 1


@given(st.floats(0.1, 100), st.integers(0, 6), st.floats(1, 300))
def test_a_higher_pace_and_a_lower_cap_exceed_more_often(
    rate: float, cap: int, days: float
) -> None:
    chance = chance_of_exceeding(rate, cap=cap, window_days=days)

    assert chance_of_exceeding(rate * 1.2, cap=cap, window_days=days) >= chance - 1e-9
    assert chance_of_exceeding(rate, cap=cap + 1, window_days=days) <= chance + 1e-9


@pytest.mark.parametrize(
    "options",
    [
        {"rate_per_year": -1},
        {"rate_per_year": nan},
        {"rate_per_year": [6, inf]},
        {"cap": -1},
        {"cap": 1.5},
        {"window_days": 0},
        {"window_days": nan},
        {"months": 0},
        {"year_days": -365},
    ],
)
def test_a_chance_of_what_cannot_be_is_refused(options: dict[str, float]) -> None:
    with pytest.raises(InvalidSeries):
        chance_of_exceeding(**{"rate_per_year": 6, "cap": 2} | options)  # type: ignore[call-overload]  # wrong on purpose


def test_without_a_pace_there_is_no_chance() -> None:
    assert chance_of_exceeding(5e-324, cap=0, months=1) == 0
    assert chance_of_exceeding(0, cap=0) == 0
    assert chance_of_exceeding([0, 0], cap=0, window_days=30) == [0, 0]
