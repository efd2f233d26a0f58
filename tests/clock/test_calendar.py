"""Days, hours and months."""

from __future__ import annotations

import datetime as dt
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyagree.clock.calendar import Day, Hours, Month
from polyagree.errors import InvalidTime

WEEKDAYS = st.sampled_from(["mon", "tue", "wed", "thu", "fri", "sat", "sun"])
NTH = st.sampled_from(["first", "second", "third", "fourth", "last"])
DAYS = st.one_of(
    st.builds(Day, weekday=WEEKDAYS, nth=st.none() | NTH),
    st.builds(Day, group=st.sampled_from(["weekdays", "weeknights", "weekend"])),
    st.builds(Day, number=st.integers(0, 31)),
    st.dates().map(lambda date: Day(month=date.month, number=date.day)),
    st.builds(Day, occasion=st.sampled_from(["birthday", "anniversary"])),
)
TIMES = st.builds(dt.time, st.integers(0, 23), st.integers(0, 59))
HOURS = st.one_of(
    TIMES.map(lambda time: Hours(start=time)),
    TIMES.map(lambda time: Hours(end=time)),
    st.tuples(TIMES, TIMES)
    .filter(lambda pair: pair[0] != pair[1] or pair[0] == dt.time())
    .map(lambda pair: Hours(start=pair[0], end=pair[1])),
)


@given(DAYS)
def test_a_day_reads_back_as_itself(day: Day) -> None:
    assert Day.parse(str(day)) == day
    assert pickle.loads(pickle.dumps(day)) == day
    assert len({day, Day.parse(str(day))}) == 1


@given(HOURS)
def test_hours_read_back_as_themselves(hours: Hours) -> None:
    assert Hours.parse(str(hours)) == hours
    assert pickle.loads(pickle.dumps(hours)) == hours
    assert len({hours, Hours.parse(str(hours))}) == 1


@given(st.text() | st.from_regex(r"[-0-9a-z: ]{0,20}"))
@pytest.mark.parametrize("kind", [Day, Hours, Month])
def test_any_text_is_read_or_refused(kind: type[Day | Hours | Month], text: str) -> None:
    try:
        value = kind.parse(text)
    except InvalidTime as refusal:
        message = refusal.message
    else:
        message = ""

        assert kind.parse(str(value)) == value
    assert "\n" not in message
    assert not message.endswith(".")


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("sun", "sun"),
        ("sunday", "sun"),
        ("weeknights", "weeknights"),
        ("first sunday", "first sun"),
        ("last fri", "last fri"),
        ("1st", "1st"),
        ("2nd", "2nd"),
        ("3rd", "3rd"),
        ("11th", "11th"),
        ("12th", "12th"),
        ("13th", "13th"),
        ("21st", "21st"),
        ("23rd", "23rd"),
        ("last", "last day"),
        ("last day", "last day"),
        ("12-24", "12-24"),
        ("02-29", "02-29"),
        ("birthday", "birthday"),
    ],
)
def test_a_day_has_one_canonical_text(text: str, canonical: str) -> None:
    assert str(Day.parse(text)) == canonical


@pytest.mark.parametrize(
    ("text", "message", "suggestion"),
    [
        ("02-30", "`02-30` is not a day of the calendar", None),
        ("24-12", "`24-12` is not a day of the calendar", "write `12-24`: the month comes first"),
        ("00-12", "`00-12` is not a day of the calendar", None),
        ("1-5", "`1-5` is not a day", "write `01-05` for month and day"),
        (
            "1980-03-01",
            "`1980-03-01` is not a day",
            "write `03-01` for month and day, without a year",
        ),
        ("1-55", "`1-55` is not a day", None),
        ("32nd", "`32nd` is a day that no month has", None),
        ("0th", "`0th` is a day that no month has", None),
        ("2th", "`2th` is not a day", "write `2nd`"),
        ("15", "`15` is not a day", "write `15th`"),
        ("01st", "`01st` is not a day", "write `1st`"),
        ("1st sun", "`1st sun` is not a day", "write `first sun`"),
        ("frist sun", "`frist sun` is not a day", "did you mean `first sun`?"),
        ("weekends", "`weekends` is not a day", "write `weekend`"),
        ("sundays", "`sundays` is not a day", "did you mean `sunday`?"),
        ("", "an empty text is not a day", None),
    ],
)
def test_what_is_no_day_is_refused_with_a_way_out(
    text: str, message: str, suggestion: str | None
) -> None:
    with pytest.raises(InvalidTime) as caught:
        Day.parse(text)

    assert str(caught.value) == message
    assert caught.value.help == suggestion


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"weekday": "mon", "number": 1},
        {"nth": "first", "number": 1},
        {"month": 2, "weekday": "mon"},
        {"weekday": "monday"},
        {"weekday": "mon", "nth": "fifth"},
        {"number": 32},
        {"number": -1},
        {"number": 1, "month": 13},
        {"number": 30, "month": 2},
        {"number": 0, "month": 2},
    ],
    ids=str,
)
def test_a_day_that_there_is_not_cannot_be_made(fields: dict[str, object]) -> None:
    with pytest.raises(InvalidTime):
        Day(**fields)


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        # June 2025 begins on a Sunday and ends on a Monday.
        ("sun", [1, 8, 15, 22, 29]),
        ("first sun", [1]),
        ("second sun", [8]),
        ("third mon", [16]),
        ("fourth mon", [23]),
        ("last mon", [30]),
        ("last sun", [29]),
        ("weekend", [1, 7, 8, 14, 15, 21, 22, 28, 29]),
        ("3rd", [3]),
        ("last day", [30]),
        ("31st", []),
        ("06-12", [12]),
        ("07-12", []),
    ],
)
def test_a_day_matches_those_of_the_calendar(text: str, dates: list[int]) -> None:
    june = [dt.date(2025, 6, number) for number in range(1, 31)]

    assert [day.day for day in june if Day.parse(text).matches(day)] == dates


def test_weekdays_are_monday_to_friday() -> None:
    week = [dt.date(2025, 6, number) for number in range(2, 9)]

    assert [Day.parse("weekdays").matches(day) for day in week] == [True] * 5 + [False] * 2


def test_weeknights_begin_on_the_evenings_of_sunday_to_thursday() -> None:
    week = [dt.date(2025, 6, number) for number in range(2, 9)]

    assert [Day.parse("weeknights").matches(day) for day in week] == [
        True,
        True,
        True,
        True,
        False,
        False,
        True,
    ]


def test_whose_birthday_it_is_depends_on_the_person() -> None:
    assert Day.parse("birthday").matches(dt.date(2025, 6, 1)) is None


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("19:00-23:00", ["19:00", "22:59"], ["18:59", "23:00", "00:00"]),
        ("22:00-06:00", ["22:00", "23:59", "00:00", "05:59"], ["06:00", "21:59"]),
        ("20:00-24:00", ["20:00", "23:59"], ["00:00", "19:59"]),
        ("00:00-24:00", ["00:00", "12:00", "23:59"], []),
        ("after 22:00", ["22:00", "00:30", "05:59"], ["21:59", "06:00"]),
        ("after 00:00", ["00:00", "05:59"], ["23:59", "06:00", "14:00"]),
        ("after 09:00", ["09:00", "23:59"], ["08:59", "03:00"]),
        ("after 06:00", ["06:00", "23:59"], ["05:59"]),
        ("before 23:00", ["06:00", "22:59"], ["23:00", "00:30"]),
        ("before 24:00", ["06:00", "23:59"], ["00:00"]),
        ("before 08:00", ["00:00", "03:00", "07:59"], ["08:00", "23:00"]),
        ("before 02:00", ["22:00", "01:59"], ["02:00", "05:59"]),
    ],
)
def test_hours_are_half_open_and_may_go_on_after_midnight(
    text: str, inside: list[str], outside: list[str]
) -> None:
    hours = Hours.parse(text)

    assert [time for time in inside if not hours.contains(dt.time.fromisoformat(time))] == []
    assert [time for time in outside if hours.contains(dt.time.fromisoformat(time))] == []


@pytest.mark.parametrize(
    ("text", "time", "expected"),
    [
        ("22:00-06:00", "01:00", True),
        ("22:00-06:00", "23:00", False),
        ("after 22:00", "01:00", True),
        ("after 00:00", "01:00", True),
        ("after 09:00", "10:00", False),
        ("00:00-06:00", "01:00", False),
    ],
)
def test_what_goes_on_after_midnight_began_the_day_before(
    text: str, time: str, expected: bool
) -> None:
    assert Hours.parse(text).began_the_day_before(dt.time.fromisoformat(time)) is expected


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("24:30-06:00", None),
        ("22:00-22:00", "leave it out for the whole day"),
        ("00:00-00:00", "write `00:00-24:00`"),
        ("24:00-06:00", "write `00:00`"),
        ("after 24:00", "write `00:00`"),
        ("8:00-09:00", "write `08:00`"),
        ("22:00", "write it as `22:00-06:00`"),
        ("before", "write it as `22:00-06:00`"),
        ("after", "write it as `22:00-06:00`"),
    ],
)
def test_what_are_no_hours_is_refused(text: str, suggestion: str | None) -> None:
    with pytest.raises(InvalidTime) as caught:
        Hours.parse(text)

    assert caught.value.help == suggestion


@pytest.mark.parametrize(
    "fields",
    [{}, {"start": dt.time(1, 2, 3)}, {"start": dt.time(9), "end": dt.time(9)}],
    ids=str,
)
def test_hours_that_are_no_time_cannot_be_made(fields: dict[str, dt.time]) -> None:
    with pytest.raises(InvalidTime):
        Hours(**fields)


@pytest.mark.parametrize(("text", "number"), [("jan", 1), ("january", 1), ("may", 5), ("dec", 12)])
def test_a_month_is_known_by_either_name(text: str, number: int) -> None:
    month = Month.parse(text)

    assert month.number == number
    assert str(month) == text[:3]
    assert month.matches(dt.date(2025, number, 15))
    assert not month.matches(dt.date(2025, number % 12 + 1, 15))


def test_a_month_survives_pickling() -> None:
    month = Month.parse("jul")

    assert pickle.loads(pickle.dumps(month)) == month


@pytest.mark.parametrize(
    ("text", "suggestion"), [("septembre", "did you mean `september`?"), ("", None)]
)
def test_an_unknown_month_is_refused(text: str, suggestion: str | None) -> None:
    with pytest.raises(InvalidTime) as caught:
        Month.parse(text)

    assert caught.value.help == suggestion


def test_a_month_is_made_of_its_short_name() -> None:
    with pytest.raises(InvalidTime):
        Month(name="january")
