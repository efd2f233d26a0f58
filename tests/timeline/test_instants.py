"""Instants before and after others."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from polyagree.clock import Duration
from polyagree.timeline.instants import earlier, later


def test_time_does_not_run_off_the_calendar() -> None:
    at = dt.datetime(2025, 3, 1, tzinfo=dt.UTC)
    long, zone = Duration(years=9999), ZoneInfo("UTC")

    assert earlier(at, long, zone).year == dt.MINYEAR
    assert later(at, long, zone).year == dt.MAXYEAR
