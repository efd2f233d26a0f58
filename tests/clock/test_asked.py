"""Days and lengths of time that a program asks with."""

from __future__ import annotations

import datetime as dt

import pytest

from polyagree.clock.asked import day_of, seconds_of
from polyagree.errors import InvalidTime


def test_the_day_of_an_instant_is_its_own():
    assert day_of(dt.datetime(2025, 3, 1, 23, 59, tzinfo=dt.UTC), field="on") == dt.date(2025, 3, 1)


@pytest.mark.parametrize("value", ["2025-03-01", 3, None])
def test_what_is_no_day_is_refused_by_its_name(value):
    with pytest.raises(InvalidTime, match="is not a day") as caught:
        day_of(value, field="horizon")

    assert caught.value.field == "horizon"


@pytest.mark.parametrize("value", [0, 0.5, 5, float("inf")])
def test_seconds_are_any_number_from_nought(value):
    assert seconds_of(value, field="seconds") == value


@pytest.mark.parametrize("value", [-1, float("nan"), "5", None])
def test_what_is_no_number_of_seconds_is_refused(value):
    with pytest.raises(InvalidTime, match="is not a number of seconds"):
        seconds_of(value, field="seconds")
