"""Windows and cadences: calendar or rolling, and never both."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyagree.clock.durations import Duration
from polyagree.clock.windows import Cadence, Window
from polyagree.errors import InvalidTime

UNITS = ("day", "week", "month", "season", "quarter", "year")
ROLLING = st.builds(Duration, days=st.integers(2, 999)) | st.builds(
    Duration, hours=st.integers(1, 999)
)
WINDOWS = st.one_of(
    st.sampled_from(UNITS).map(lambda unit: Window(kind="calendar", unit=unit)),
    ROLLING.map(lambda duration: Window(kind="rolling", duration=duration)),
    st.sampled_from(["moment", "ever"]).map(lambda kind: Window(kind=kind)),
    st.sampled_from(["club-night", "mont", "x2"]).map(lambda act: Window(kind="act", act=act)),
)
CADENCES = st.one_of(
    st.sampled_from(UNITS).map(lambda unit: Cadence(unit=unit)),
    ROLLING.map(lambda duration: Cadence(duration=duration)),
)


@given(WINDOWS)
def test_a_window_reads_back_as_itself(window: Window) -> None:
    assert Window.parse(str(window)) == window
    assert pickle.loads(pickle.dumps(window)) == window
    assert len({window, Window.parse(str(window))}) == 1


@given(CADENCES)
def test_a_cadence_reads_back_as_itself(cadence: Cadence) -> None:
    assert Cadence.parse(str(cadence)) == cadence
    assert pickle.loads(pickle.dumps(cadence)) == cadence


@given(st.text() | st.from_regex(r"[-P0-9.a-zA-Z ]{0,20}"))
def test_any_text_is_a_window_or_refused(text: str) -> None:
    try:
        window = Window.parse(text)
    except InvalidTime as refusal:
        message = refusal.message
    else:
        message = ""

        assert Window.parse(str(window)) == window
    assert "\n" not in message
    assert not message.endswith(".")


@given(st.text() | st.from_regex(r"[-P0-9.a-zA-Z ]{0,20}"))
def test_any_text_is_a_cadence_or_refused(text: str) -> None:
    try:
        cadence = Cadence.parse(text)
    except InvalidTime as refusal:
        message = refusal.message
    else:
        message = ""

        assert Cadence.parse(str(cadence)) == cadence
    assert "\n" not in message
    assert not message.endswith(".")


@pytest.mark.parametrize("unit", UNITS)
def test_the_name_of_a_calendar_unit_is_a_calendar_window(unit: str) -> None:
    assert Window.parse(unit).kind == "calendar"


def test_a_duration_is_a_rolling_window() -> None:
    assert Window.parse("30 days") == Window(kind="rolling", duration=Duration(days=30))


@pytest.mark.parametrize("act", ["club-night", "2nd-date", "date", "mont"])
def test_another_word_is_a_window_for_each_time_of_an_act(act: str) -> None:
    assert Window.parse(act) == Window(kind="act", act=act)


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        (
            "1 month",
            "write `month` for the calendar month or `30 days` for any 30 days in a row",
        ),
        ("P1M", "write `month` for the calendar month or `30 days` for any 30 days in a row"),
        ("1 week", "write `week` for the calendar week or `7 days` for any 7 days in a row"),
        ("1 day", "write `day` for the calendar day or `24h` for any 24 hours in a row"),
        ("1 night", "write `day` for the calendar day or `24h` for any 24 hours in a row"),
        ("1 year", "write `year` for the calendar year or `365 days` for any 365 days in a row"),
        (
            "1 quarter",
            "write `quarter` for the calendar quarter or `90 days` for any 90 days in a row",
        ),
        ("weeks", "write `week`"),
        ("monthly", "write `month`"),
        ("always", "write `ever`"),
        ("hour", "write `1h`"),
        ("Month", "did you mean `month`?"),
        ("?", None),
        ("-2 days", "leave out the minus sign"),
    ],
)
def test_what_could_be_read_in_two_ways_is_refused_with_both(
    text: str, suggestion: str | None
) -> None:
    with pytest.raises(InvalidTime) as caught:
        Window.parse(text)

    assert caught.value.help == suggestion


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "calendar"},
        {"kind": "calendar", "unit": "decade"},
        {"kind": "ever", "unit": "day"},
        {"kind": "rolling", "duration": Duration(months=1)},
        {"kind": "act", "act": "Club Night"},
        {"kind": "act", "act": "month"},
        {"kind": "act", "act": "weekly"},
        {"kind": "act", "act": "48h"},
    ],
    ids=str,
)
def test_a_window_that_would_not_read_back_cannot_be_made(fields: dict[str, object]) -> None:
    with pytest.raises(InvalidTime):
        Window(**fields)


def test_one_month_is_a_cadence() -> None:
    assert Cadence.parse("1 month") == Cadence(duration=Duration(months=1))


def test_once_a_calendar_month_is_another_cadence() -> None:
    assert Cadence.parse("month") == Cadence(unit="month")


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("sunday", "write `week` here and `days: sun` beside it"),
        ("weekly", "write `week`"),
        ("forever", None),
        ("mnth", "did you mean `month`?"),
        ("ever", None),
    ],
)
def test_what_is_no_cadence_is_refused(text: str, suggestion: str | None) -> None:
    with pytest.raises(InvalidTime) as caught:
        Cadence.parse(text)

    assert caught.value.help == suggestion


@pytest.mark.parametrize(
    "fields", [{}, {"unit": "day", "duration": Duration(days=1)}, {"unit": "decade"}], ids=str
)
def test_a_cadence_is_exactly_one_thing(fields: dict[str, object]) -> None:
    with pytest.raises(InvalidTime):
        Cadence(**fields)
