"""Patterns: what a parser takes fits, in every dialect of regular expressions; slips do not."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polyagree.clock import (
    DATE_PATTERN,
    STAMP_PATTERN,
    TIME_PATTERN,
    Cadence,
    Day,
    Duration,
    Hours,
    Moment,
    Month,
    Nth,
    Quantity,
    Size,
    Window,
    parse_date,
    parse_stamp,
    parse_time,
)
from polyagree.errors import InvalidModel
from polyagree.model import Scale
from polyagree.model.ids import ID_PATTERN
from polyagree.model.people import PEOPLE_PATTERN, people_term

PARSERS: dict[str, tuple[str, Callable[[str], Any]]] = {
    **{
        cls.__name__: (cls.pattern, cls.parse)
        for cls in (
            Cadence,
            Day,
            Duration,
            Hours,
            Moment,
            Month,
            Nth,
            Quantity,
            Scale,
            Size,
            Window,
        )
    },
    "date": (DATE_PATTERN, parse_date),
    "stamp": (STAMP_PATTERN, parse_stamp),
    "time": (TIME_PATTERN, parse_time),
    "people": (PEOPLE_PATTERN, people_term),
}

# What texts of the grammar are made of, right and wrong.
PIECES = [
    *("1", "2", "12", "01", "007", "30", "31", "2025", "999999", "1000000", "0", "24", "00"),
    *(" ", "  ", "-", ":", ".", ",", "+", "%", " %", "T", "Z", "+01:00", "-00:30", "P", "PT", "\t"),
    *("h", "min", "minutes", "s", "second", "day", "days", "night", "nights", "week", "weeks"),
    *("month", "months", "year", "years", "season", "quarter", "quarters", "moment", "ever"),
    *("Y", "M", "D", "H", "S", "W", "weekly", "always", "hr", "hrs", "m", "x", "times", "percent"),
    *("mon", "monday", "sun", "sunday", "weekdays", "weeknights", "weekend", "birthday", "jan"),
    *("first", "second", "last", "fourth", "st", "nd", "rd", "th", "12-24", "02-29", "02-30"),
    *("after", "before", "after ", "before ", "22:00", "06:00", "24:00", "00:00", "25:00", "7:30"),
    *("same", "next", "previous", "same ", "next ", "evening", "midnight", "check-in", "review"),
    *("over ", "under ", "at least ", "up to ", "at most ", " in a row", "in a row", "EUR", "GBP"),
    *("€", "drinks", "bières", "каво", "5e3", "0x1f", "club-night", "Ana", "ana", "each party"),
    *("other parties", "anyone", "partners of ", "2 of ", "0 of ", " of ", "\n", "٣", "", "é"),
    *("2025-01-05", "2025-02-30", "2025-13-01", "2025-01-05T23:40", "2025-01-05 23:40:10.5"),
]

TEXTS = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=5).map("".join),
    *(st.from_regex(rf"\A{pattern}\Z") for pattern, _ in PARSERS.values()),
)


def fits(pattern: str, text: str) -> bool:
    return re.search(rf"^(?:{pattern})$", text) is not None


@settings(max_examples=1000)
@given(TEXTS)
def test_what_a_parser_takes_fits_its_pattern(text: str) -> None:
    for name, (pattern, parse) in PARSERS.items():
        try:
            parse(text)
        except InvalidModel:
            continue

        assert fits(pattern, text), (name, text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Cadence", "weekly"),
        ("Cadence", "mon"),
        ("Day", "1"),
        ("Day", "weekday"),
        ("Day", "13-01"),
        ("Duration", "2"),
        ("Duration", "2 moons"),
        ("Duration", "1.5 h"),
        ("Duration", "2 hrs"),
        ("Duration", "-2 days"),
        ("Hours", "22:00"),
        ("Hours", "after 25:00"),
        ("Hours", "22-6"),
        ("Moment", "tomorrow"),
        ("Moment", "next year"),
        ("Moment", "evening"),
        ("Month", "jann"),
        ("Nth", "third"),
        ("Nth", "3 +"),
        ("Quantity", "many"),
        ("Quantity", "€200"),
        ("Quantity", "-3"),
        ("Scale", "low-high"),
        ("Size", "more than 2 nights"),
        ("Window", "monthly"),
        ("Window", "1 month"),
        ("Window", "01 weeks"),
        ("Window", "30"),
        ("Window", "30d"),
        ("Window", "Club night"),
        ("date", "05.01.2025"),
        ("date", "2025-13-05"),
        ("people", "ana and ben"),
        ("people", "Ana"),
        ("people", "0 of other parties"),
        ("stamp", "2025-01-05T7:30"),
        ("time", "7:30"),
    ],
)
def test_a_slip_does_not_fit_and_is_refused(name: str, text: str) -> None:
    pattern, parse = PARSERS[name]

    assert not fits(pattern, text)
    with pytest.raises(InvalidModel):
        parse(text)


@pytest.mark.parametrize("name", PARSERS)
def test_a_pattern_means_the_same_in_every_dialect(name: str) -> None:
    """Nothing in it is known to Python alone, or means more there than in ECMAScript."""
    pattern, _ = PARSERS[name]

    assert re.search(r"\\[AZBbDdWw]|\(\?[^:=!]|\\-", pattern) is None


def test_an_id_fits_as_a_name_of_people() -> None:
    assert fits(PEOPLE_PATTERN, "ana-2")
    assert fits(ID_PATTERN, "ana-2")
