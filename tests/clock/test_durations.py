"""Durations: how they are written, and what is refused."""

from __future__ import annotations

import datetime as dt
import pickle

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from polyagree.clock.durations import Duration
from polyagree.errors import InvalidTime

COUNTS = st.integers(0, 999_999)
PARTS = ("years", "months", "weeks", "days", "hours", "minutes", "seconds")
DURATIONS = st.one_of(
    st.fixed_dictionaries({}, optional=dict.fromkeys(PARTS, COUNTS))
    .filter(lambda parts: any(parts.values()))
    .map(lambda parts: Duration(**parts)),
    st.integers(1, 999_999).map(lambda nights: Duration(nights=nights)),
)


@given(DURATIONS)
def test_what_is_written_reads_back_as_the_same_duration(duration: Duration) -> None:
    assert Duration.parse(str(duration)) == duration


@given(DURATIONS)
def test_a_duration_survives_pickling_and_hashes_alike(duration: Duration) -> None:
    copy = pickle.loads(pickle.dumps(duration))

    assert copy == duration
    assert hash(copy) == hash(duration)


@given(st.text() | st.from_regex(r"[-P0-9.TYMWDHSh a-z]{0,20}"))
@example("२ days")
@example("2 days\n")
def test_any_text_is_a_duration_or_refused_in_one_sentence(text: str) -> None:
    try:
        duration = Duration.parse(text)
    except InvalidTime as refusal:
        message = refusal.message
    else:
        message = ""

        assert Duration.parse(str(duration)) == duration
    assert "\n" not in message
    assert not message.endswith(".")


@pytest.mark.parametrize(
    ("text", "duration", "canonical"),
    [
        ("48h", Duration(hours=48), "48h"),
        ("48 h", Duration(hours=48), "48h"),
        ("2 hours", Duration(hours=2), "2h"),
        ("1 hour", Duration(hours=1), "1h"),
        ("30 min", Duration(minutes=30), "30 min"),
        ("30min", Duration(minutes=30), "30 min"),
        ("1 minute", Duration(minutes=1), "1 min"),
        ("2 days", Duration(days=2), "2 days"),
        ("1 day", Duration(days=1), "1 day"),
        ("3 nights", Duration(nights=3), "3 nights"),
        ("1 night", Duration(nights=1), "1 night"),
        ("2 weeks", Duration(weeks=2), "2 weeks"),
        ("6 months", Duration(months=6), "6 months"),
        ("1 year", Duration(years=1), "1 year"),
        ("30 s", Duration(seconds=30), "PT30S"),
        ("P2W", Duration(weeks=2), "2 weeks"),
        ("PT48H", Duration(hours=48), "48h"),
        ("P1M", Duration(months=1), "1 month"),
        ("PT1M", Duration(minutes=1), "1 min"),
        ("P0Y3D", Duration(days=3), "3 days"),
        ("P1DT12H", Duration(days=1, hours=12), "P1DT12H"),
        (
            "P1Y2M3DT4H5M6S",
            Duration(years=1, months=2, days=3, hours=4, minutes=5, seconds=6),
            "P1Y2M3DT4H5M6S",
        ),
    ],
)
def test_a_duration_has_one_canonical_text(text: str, duration: Duration, canonical: str) -> None:
    read = Duration.parse(text)

    assert read == duration
    assert str(read) == canonical


@pytest.mark.parametrize(
    ("text", "message", "suggestion"),
    [
        ("-2 days", "`-2 days` is below zero", "leave out the minus sign"),
        ("0h", "`0h` is no time at all", None),
        ("PT0S", "`PT0S` is no time at all", None),
        ("P", "`P` is not a duration", "write a number and a unit, such as `2 days`"),
        ("P1DT", "`P1DT` is not a duration", "write a number and a unit, such as `2 days`"),
        ("", "an empty text is not a duration", "write a number and a unit, such as `2 days`"),
        ("p2w", "`p2w` is not a duration", "write it in capitals: `P2W`"),
        (
            "1.5 h",
            "`1.5 h` is not a whole number",
            "use a smaller unit: `90 min`, or `36h`",
        ),
        ("2 wekks", "`2 wekks` has no known unit of time", "did you mean `weeks`?"),
        ("2 zz", "`2 zz` has no known unit of time", None),
        ("5 m", "`5 m` has no known unit of time", "write `5 min` or `5 months`"),
        ("5 d", "`5 d` has no known unit of time", "write `5 days`"),
        ("2 quarters", "`2 quarters` has no known unit of time", "write `6 months`"),
        ("1h 30min", "`1h 30min` has several parts", "write `PT1H30M`"),
        ("2 days and 3 hours", "`2 days and 3 hours` has several parts", "write `P2DT3H`"),
        (
            "2 days 3 nights",
            "`2 days 3 nights` is not a duration",
            "write a number and a unit, such as `2 days`",
        ),
        (
            "1000000 days",
            "`1000000 days` has a number of more than six digits",
            "use a longer unit",
        ),
        ("9" * 90 + "h", f"`{'9' * 40}…` is too long for a duration", None),
        ("2 `days`", "`2 �days�` is not a duration", "write a number and a unit, such as `2 days`"),
    ],
)
def test_what_is_no_duration_is_refused_with_a_way_out(
    text: str, message: str, suggestion: str | None
) -> None:
    with pytest.raises(InvalidTime) as caught:
        Duration.parse(text)

    assert str(caught.value) == message
    assert caught.value.help == suggestion


@pytest.mark.parametrize(
    "parts",
    [{}, {"days": -1}, {"hours": 1_000_000}, {"nights": 2, "hours": 3}],
    ids=["none", "below zero", "too large", "nights and hours"],
)
def test_a_duration_that_cannot_be_meant_cannot_be_made(parts: dict[str, int]) -> None:
    with pytest.raises(InvalidTime):
        Duration(**parts)


@pytest.mark.parametrize("text", ["48h", "30 min", "PT5S", "PT1H1S"])
def test_hours_and_shorter_are_elapsed_time(text: str) -> None:
    assert Duration.parse(text).is_elapsed


@pytest.mark.parametrize("text", ["1 day", "1 night", "1 week", "1 month", "1 year", "P1DT1H"])
def test_days_and_longer_are_not_elapsed_time(text: str) -> None:
    assert not Duration.parse(text).is_elapsed


def test_a_day_is_not_24_hours() -> None:
    assert Duration.parse("1 day") != Duration.parse("24h")


def test_the_parts_add_up_to_months_days_and_elapsed_time() -> None:
    duration = Duration.parse("P1Y2M1W3DT4H5M6S")

    assert duration.whole_months == 14
    assert duration.whole_days == 10
    assert duration.elapsed == dt.timedelta(hours=4, minutes=5, seconds=6)


def test_nights_count_as_days() -> None:
    assert Duration.parse("3 nights").whole_days == 3
