"""Dates, instants and zones as a document writes them."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyagree.clock import stamps
from polyagree.clock.stamps import (
    format_stamp,
    instant,
    parse_date,
    parse_stamp,
    parse_time,
    parse_zone,
)
from polyagree.errors import InvalidTime

LISBON = ZoneInfo("Europe/Lisbon")
NEW_YORK = ZoneInfo("America/New_York")
OFFSETS = st.integers(-14 * 60, 14 * 60).map(
    lambda minutes: dt.timezone(dt.timedelta(minutes=minutes))
)


def naive(*parts: int, fold: int = 0) -> dt.datetime:
    return dt.datetime(*parts, fold=fold)  # noqa: DTZ001


def utc(*parts: int) -> dt.datetime:
    return dt.datetime(*parts, tzinfo=dt.UTC)


@given(st.dates() | st.datetimes(timezones=st.none() | OFFSETS))
def test_a_stamp_reads_back_as_itself(stamp: dt.date) -> None:
    assert parse_stamp(format_stamp(stamp)) == stamp


@given(st.text() | st.from_regex(r"20[-0-9./T: Z+]{0,30}"))
@pytest.mark.parametrize("parse", [parse_stamp, parse_date, parse_time, parse_zone])
def test_any_text_is_read_or_refused(parse: object, text: str) -> None:
    try:
        parse(text)
    except InvalidTime as refusal:
        message, suggestion = refusal.message, refusal.help
    else:
        message, suggestion = "", None

    assert "\n" not in message
    assert suggestion != ""


@pytest.mark.parametrize(
    ("text", "message", "suggestion"),
    [
        ("2025-02-30", "`2025-02-30` is not a day of the calendar", "that month has 28 days"),
        (
            "2026-13-08",
            "`2026-13-08` is not a day of the calendar",
            "write `2026-08-13`: the month comes first",
        ),
        ("2026-13-13", "`2026-13-13` is not a day of the calendar", "months go from 01 to 12"),
        ("2026-01-00", "`2026-01-00` is not a day of the calendar", "days begin with 01"),
        ("0000-01-01", "`0000-01-01` is not a day of the calendar", None),
        ("2025-2-3", "`2025-2-3` is not a date", "write `2025-02-03`"),
        ("2025-2-30", "`2025-2-30` is not a date", None),
        ("05/01/2025", "`05/01/2025` is not a date", "write `2025-01-05` or `2025-05-01`"),
        ("05/05/2025", "`05/05/2025` is not a date", "write `2025-05-05`"),
        ("25/12/2025", "`25/12/2025` is not a date", "write `2025-12-25`"),
        ("05.01.2025", "`05.01.2025` is not a date", "write `2025-01-05`"),
        ("45.01.2025", "`45.01.2025` is not a date", None),
        ("2025-01-05T10:00", "`2025-01-05T10:00` is not a date", "leave out the time"),
        ("soon", "`soon` is not a date", "write `YYYY-MM-DD`"),
    ],
)
def test_what_is_no_date_is_refused_with_the_one_meant(
    text: str, message: str, suggestion: str | None
) -> None:
    with pytest.raises(InvalidTime) as caught:
        parse_date(text)

    assert str(caught.value) == message
    assert caught.value.help == suggestion


def test_the_29th_of_february_is_a_day_of_a_leap_year() -> None:
    assert parse_date("2024-02-29") == dt.date(2024, 2, 29)


@pytest.mark.parametrize(
    ("text", "stamp", "canonical"),
    [
        ("2025-02-14", dt.date(2025, 2, 14), "2025-02-14"),
        ("2025-02-14T23:40", naive(2025, 2, 14, 23, 40), "2025-02-14T23:40"),
        ("2025-02-14 23:40", naive(2025, 2, 14, 23, 40), "2025-02-14T23:40"),
        ("2025-02-14T23:40:00", naive(2025, 2, 14, 23, 40), "2025-02-14T23:40"),
        ("2025-02-14T23:40:30", naive(2025, 2, 14, 23, 40, 30), "2025-02-14T23:40:30"),
        (
            "2025-02-14T23:40:30.5",
            naive(2025, 2, 14, 23, 40, 30, 500_000),
            "2025-02-14T23:40:30.500000",
        ),
        ("2025-02-14T23:40Z", utc(2025, 2, 14, 23, 40), "2025-02-14T23:40Z"),
        ("2025-02-14T23:40+01:00", utc(2025, 2, 14, 22, 40), "2025-02-14T23:40+01:00"),
        ("2025-02-14T23:40-03:30", utc(2025, 2, 15, 3, 10), "2025-02-14T23:40-03:30"),
    ],
)
def test_a_stamp_has_one_canonical_text(text: str, stamp: dt.date, canonical: str) -> None:
    read = parse_stamp(text)

    assert read == stamp
    assert format_stamp(read) == canonical


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("2025-02-14T24:00", "write `2025-02-15T00:00`"),
        ("9999-12-31T24:00", "hours go from 00 to 23, and 24 is none"),
        ("2026-03-09T25:00", "hours go from 00 to 23, and 25 is none"),
        ("2026-03-09T10:00:61", "seconds go from 00 to 59"),
        ("2025-02-14T23:60", "minutes go from 00 to 59"),
        ("2025-02-14T9:30", "write `2025-02-14T09:30`"),
        ("2025-02-14T99:30:", "write `YYYY-MM-DDTHH:MM`"),
        ("2025-02-14T99:3", "write `YYYY-MM-DDTHH:MM`"),
        ("2025-02-30T10:00", "that month has 28 days"),
        ("2025-02-30T1:00", "that month has 28 days"),
        ("14 Feb", "write `YYYY-MM-DDTHH:MM`"),
        ("soon", "write `YYYY-MM-DD`"),
        (" " * 99, None),
    ],
)
def test_what_is_no_stamp_is_refused(text: str, suggestion: str | None) -> None:
    with pytest.raises(InvalidTime) as caught:
        parse_stamp(text)

    assert caught.value.help == suggestion


def test_a_time_in_local_mean_time_is_written_in_utc() -> None:
    stamp = dt.datetime(1880, 1, 1, 12, tzinfo=NEW_YORK)

    assert format_stamp(stamp) == "1880-01-01T16:56:02Z"


def test_a_time_before_the_calendar_cannot_be_written() -> None:
    tokyo = ZoneInfo("Asia/Tokyo")

    with pytest.raises(InvalidTime, match="outside the years"):
        format_stamp(dt.datetime.min.replace(tzinfo=tokyo))


@pytest.mark.parametrize("name", ["Europe/Lisbon", "UTC", "America/Argentina/Ushuaia", "Etc/GMT+1"])
def test_a_zone_is_known_by_its_name(name: str) -> None:
    assert parse_zone(name) == name


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("Europe/Lisboa", "did you mean `Europe/Lisbon`?"),
        ("lisbon", "did you mean `Europe/Lisbon`?"),
        ("new york", "did you mean `America/New_York`?"),
        ("GMT+1", "name a place, such as `Europe/Lisbon`"),
        ("Europe/London.", "did you mean `Europe/London`?"),
        ("right/Europe/Lisbon", "did you mean `Europe/Lisbon`?"),
        ("../../etc/passwd", None),
        ("", None),
        ("zzzzzz", None),
    ],
)
def test_an_unknown_zone_is_refused(text: str, suggestion: str | None) -> None:
    with pytest.raises(InvalidTime) as caught:
        parse_zone(text)

    assert caught.value.help == suggestion


@pytest.mark.parametrize("text", ["Europe", "tzdata.zi", "posixrules", "Factory", "/etc/passwd"])
def test_what_lies_beside_the_zones_is_none(text: str) -> None:
    with pytest.raises(InvalidTime):
        parse_zone(text)


def test_the_list_of_zones_is_read_for_an_error_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stamps, "available_timezones", None)

    assert parse_zone("Europe/Lisbon") == "Europe/Lisbon"


def test_a_wall_time_is_read_in_the_zone() -> None:
    assert instant(naive(2025, 7, 1, 12), LISBON) == utc(2025, 7, 1, 11)


def test_an_offset_wins_over_the_zone() -> None:
    stamp = parse_stamp("2025-07-01T12:00+05:00")

    assert instant(stamp, LISBON) == utc(2025, 7, 1, 7)


@pytest.mark.parametrize(
    ("zone", "wall", "expected"),
    [
        (LISBON, naive(2025, 3, 30, 1, 30), utc(2025, 3, 30, 1, 30)),
        (NEW_YORK, naive(2025, 3, 9, 2, 30), utc(2025, 3, 9, 7, 30)),
    ],
    ids=["Lisbon", "New York"],
)
def test_a_time_that_spring_skips_is_moved_forward_by_the_gap(
    zone: ZoneInfo, wall: dt.datetime, expected: dt.datetime
) -> None:
    at = instant(wall, zone)

    assert at == expected
    assert at.astimezone(zone).replace(tzinfo=None) == wall + dt.timedelta(hours=1)


@pytest.mark.parametrize(
    ("zone", "date"),
    [(LISBON, (2025, 10, 26)), (NEW_YORK, (2025, 11, 2))],
    ids=["Lisbon", "New York"],
)
def test_a_time_that_autumn_repeats_keeps_its_fold(
    zone: ZoneInfo, date: tuple[int, int, int]
) -> None:
    first = instant(naive(*date, 1, 30), zone)
    second = instant(naive(*date, 1, 30, fold=1), zone)

    assert second - first == dt.timedelta(hours=1)


@pytest.mark.parametrize(
    ("stamp", "zone"),
    [(naive(1, 1, 1), "Asia/Tokyo"), (naive(9999, 12, 31, 23), "America/New_York")],
)
def test_an_instant_outside_of_the_calendar_is_refused(stamp: dt.datetime, zone: str) -> None:
    with pytest.raises(InvalidTime, match="outside the years 1 to 9999"):
        instant(stamp, ZoneInfo(zone))
