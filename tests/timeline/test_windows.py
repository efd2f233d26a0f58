"""The windows in which a limit counts."""

from __future__ import annotations

import datetime as dt

import pytest
from evenings import act, found, night, nights, over, unsure


def yes(at: str, rest: str = "to: ana", *, who: str = "ben", word: str = "say-yes") -> str:
    return act(at, word, rest, who=who)


# The calendar


def test_a_calendar_month_begins_at_its_first_midnight() -> None:
    log = [night("2025-03-31T23:59"), night("2025-04-01T00:00")]

    assert over("{may: late-night, at_most: 1, per: month}", *log) == []


def test_the_last_minute_of_a_month_is_in_it() -> None:
    log = [night("2025-03-01T00:00"), night("2025-03-31T23:59")]

    assert over("{may: late-night, at_most: 1, per: month}", *log) == [1]


def test_a_month_is_that_of_the_documents_zone() -> None:
    # In Lisbon, summer time: already April.
    log = [night("2025-03-30T12:00Z"), night("2025-03-31T23:30Z")]

    assert over("{may: late-night, at_most: 1, per: month}", *log) == []


@pytest.mark.parametrize(
    ("window", "first", "second", "when"),
    [
        ("day", "03-05", "03-05", "on 2025-03-05"),
        ("week", "03-03", "03-09", "in the week from 2025-03-03"),
        ("quarter", "01-01", "03-31", "in the quarter from 2025-01-01"),
        ("season", "03-01", "05-31", "in the season from 2025-03-01"),
        ("year", "01-01", "12-31", "in 2025"),
        ("ever", "01-01", "12-31", "in all"),
    ],
)
def test_windows_in_words(window: str, first: str, second: str, when: str) -> None:
    (exceedance,) = found(f"{{may: late-night, at_most: 1, per: {window}}}", *nights(first, second))

    assert exceedance.when == when


@pytest.mark.parametrize(
    ("window", "first", "second"),
    [
        ("day", "03-05", "03-06"),
        ("week", "03-09", "03-10"),
        ("quarter", "03-31", "04-01"),
        ("season", "02-28", "03-01"),
    ],
)
def test_two_windows_are_two_counts(window: str, first: str, second: str) -> None:
    assert over(f"{{may: late-night, at_most: 1, per: {window}}}", *nights(first, second)) == []


def test_each_window_has_its_own_exceedance() -> None:
    log = nights("03-01", "03-02", "04-01", "04-02")

    assert [each.when for each in found("{may: late-night, at_most: 1, per: month}", *log)] == [
        "in March 2025",
        "in April 2025",
    ]


# Rolling windows


ROLLING = "{may: late-night, at_most: 1, per: 30 days}"


def test_what_is_exactly_as_old_as_the_window_is_out() -> None:
    assert over(ROLLING, night("2025-01-01T20:00"), night("2025-01-31T20:00")) == []


def test_what_is_a_minute_younger_than_the_window_is_in() -> None:
    assert over(ROLLING, night("2025-01-01T20:01"), night("2025-01-31T20:00")) == [1]


def test_a_rolling_window_does_not_end_with_the_month() -> None:
    log = nights("03-31", "04-01")

    assert over(ROLLING, *log) == [1]
    assert over("{may: late-night, at_most: 1, per: month}", *log) == []


def test_days_are_counted_on_the_wall_clock_when_the_clocks_change() -> None:
    # The clocks went forward on 30 March: 30 local days are an hour shorter.
    log = [night("2025-03-15T20:00"), night("2025-04-14T20:00")]

    assert over(ROLLING, *log) == []
    assert over("{may: late-night, at_most: 1, per: 720h}", *log) == [1]


def test_hours_elapse_when_the_clocks_change() -> None:
    # The clocks went back on 26 October: 30 local days are an hour longer.
    log = [night("2025-10-10T20:00"), night("2025-11-09T19:30")]

    assert over(ROLLING, *log) == [1]
    assert over("{may: late-night, at_most: 1, per: 720h}", *log) == []


def test_months_clamp_at_their_end() -> None:
    limit = "{may: late-night, at_most: 1, per: 3 months}"

    assert over(limit, night("2024-11-30T20:00"), night("2025-02-28T20:00")) == [1]
    assert over(limit, night("2024-11-28T20:00"), night("2025-02-28T20:00")) == []


def test_one_rolling_window_makes_one_exceedance() -> None:
    (exceedance,) = found(ROLLING, *nights("03-01", "03-02", "03-03"))

    assert exceedance.over == (1, 2)
    assert exceedance.events == (0, 1, 2)
    assert exceedance.when == "in the 30 days up to 2025-03-03"
    assert exceedance.window.contains(dt.datetime(2025, 3, 3, 23, tzinfo=dt.UTC))
    assert not exceedance.window.contains(dt.datetime(2025, 2, 1, 23, tzinfo=dt.UTC))


def test_two_rolling_windows_make_two_exceedances() -> None:
    first, second = found(ROLLING, *nights("01-01", "01-02", "06-01", "06-02"))

    assert (first.over, second.over) == ((1,), (3,))


def test_a_window_longer_than_the_calendar_holds_everything() -> None:
    limit = "{may: late-night, at_most: 1, per: 9999 years}"

    assert over(limit, *nights("01-01", "06-01")) == [1]


# At one time, and by occasion


def test_at_one_time_counts_what_goes_on() -> None:
    limit = "{may: travel, at_most: 1, per: moment}"
    log = [
        act("2025-03-01T10:00", "travel", "lasting: 3 days"),
        act("2025-03-03T10:00", "travel", "lasting: 1 day"),
    ]
    (exceedance,) = found(limit, *log)

    assert exceedance.over == (1,)
    assert exceedance.when == "at one time on 2025-03-03"


def test_what_ends_as_the_next_begins_is_not_at_one_time() -> None:
    limit = "{may: travel, at_most: 1, per: moment}"
    log = [
        act("2025-03-01T10:00", "travel", "lasting: 2 days"),
        act("2025-03-03T10:00", "travel", "lasting: 1 day"),
    ]

    assert found(limit, *log) == ()


def test_what_does_not_say_how_long_it_lasted_is_at_no_one_time() -> None:
    limit = "{may: travel, at_most: 1, per: moment}"
    log = [act("2025-03-01T10:00", "travel"), act("2025-03-01T10:00", "travel", "lasting: 1 day")]

    assert found(limit, *log) == ()


def test_days_without_an_hour_may_have_met() -> None:
    limit = "{may: travel, at_most: 1, per: moment}"
    log = [act("2025-03-01", "travel", "lasting: 2h"), act("2025-03-01", "travel", "lasting: 2h")]

    assert unsure(limit, *log) == [1]


def test_at_one_time_an_exception_is_not_over() -> None:
    limit = "{may: travel, at_most: 1, per: moment, unless: {yes_from: ben}}"
    log = [
        act("2025-03-01T10:00", "travel", "lasting: 2 days"),
        act("2025-03-02T09:00", "say-yes", "to: ana", who="ben"),
        act("2025-03-02T10:00", "travel", "lasting: 1 day"),
    ]

    assert found(limit, *log) == ()


def test_only_a_number_is_counted_at_one_time() -> None:
    limit = "{may: travel, at_most: 5h, per: moment}"

    assert found(limit, act("2025-03-01T10:00", "travel", "lasting: 2 days")) == ()


ONE_GUEST = "{may: host, with: each person, at_most: 1, per: moment}"


def guest(at: str, whom: str, lasting: str = "5h") -> str:
    return act(f"2025-03-{at}", "host", f"with: {whom}, lasting: {lasting}")


def test_of_each_person_at_one_time_it_counts_how_many_there_are() -> None:
    (exceedance,) = found(ONE_GUEST, guest("01T10:00", "caro"), guest("01T12:00", "dan"))

    assert (exceedance.over, exceedance.events, exceedance.partner) == ((1,), (0, 1), None)
    assert (exceedance.used, exceedance.allowed, exceedance.sure) == ("2", "1", True)
    assert found(ONE_GUEST, guest("01T10:00", "caro"), guest("01T15:00", "dan")) == ()


def test_two_guests_of_one_evening_are_two_at_one_time() -> None:
    assert over(ONE_GUEST, guest("01T10:00", "[caro, dan]")) == [0]


def test_a_guest_who_is_in_two_events_is_one_guest() -> None:
    assert found(ONE_GUEST, guest("01T10:00", "caro"), guest("01T12:00", "caro")) == ()


def test_a_guest_without_a_name_may_be_one_more() -> None:
    assert unsure(ONE_GUEST, guest("01T10:00", "caro"), guest("01T12:00", "family")) == [1]
    assert found(ONE_GUEST, guest("01T12:00", "family")) == ()


def test_of_each_partner_at_one_time_nobody_else_counts() -> None:
    limit = ONE_GUEST.replace("each person", "each partner")

    assert found(limit, guest("01T10:00", "caro"), guest("01T12:00", "dan")) == ()
    assert found(limit, guest("01T10:00", "dan"), guest("01T12:00", "caro")) == ()
    assert found(limit, guest("01T10:00", "[caro, dan]")) == ()


PER_NIGHT = "{may: drink, at_most: 2, per: club-night}"


def test_each_occasion_is_counted_for_itself() -> None:
    log = [
        act("2025-03-01T22:00", "club-night"),
        act("2025-03-01T23:00", "drink"),
        act("2025-03-02T00:30", "drink"),
        act("2025-03-02T01:30", "drink"),
        act("2025-03-08T22:00", "club-night"),
        act("2025-03-08T23:00", "drink"),
    ]
    (exceedance,) = found(PER_NIGHT, *log)

    assert exceedance.over == (3,)
    assert exceedance.when == "at the club-night of 2025-03-01"


def test_a_drink_of_the_week_belongs_to_no_occasion() -> None:
    log = [
        act("2025-03-01T22:00", "club-night"),
        *[act(f"2025-03-04T2{hour}:00", "drink") for hour in (0, 1, 2)],
    ]

    assert found(PER_NIGHT, *log) == ()
    assert found(PER_NIGHT, *log[1:]) == ()


def test_somebody_elses_occasion_is_none_of_ones_own() -> None:
    log = [
        act("2025-03-01T20:00", "club-night", who="ben"),
        *[act(f"2025-03-01T2{hour}:00", "drink") for hour in (1, 2, 3)],
    ]

    assert found(PER_NIGHT, *log) == ()


def test_an_occasion_without_an_hour_may_have_been_later() -> None:
    log = [
        act("2025-03-01", "club-night"),
        *[act(f"2025-03-01T2{hour}:00", "drink") for hour in (1, 2, 3)],
    ]

    assert unsure(PER_NIGHT, *log) == [3]
