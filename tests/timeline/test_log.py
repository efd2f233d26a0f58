"""What happened, in the order of time."""

from __future__ import annotations

import datetime as dt

from polyagree.model import Event, Polycule
from polyagree.timeline import Entry, Log


def entry(at: dt.date, index: int = 0) -> Entry:
    return Entry.of(Event(at=at, act="date"), Polycule(timezone="Europe/Lisbon"), index)


def test_equal_instants_keep_the_order_of_the_log() -> None:
    at = dt.datetime(2025, 3, 1, 12, tzinfo=dt.UTC)

    assert entry(at, 0).is_before(entry(at, 1)) is True
    assert entry(at, 1).is_before(entry(at, 0)) is False


def test_a_day_without_an_hour_has_no_order_within_itself() -> None:
    day, noon = dt.date(2025, 3, 1), dt.datetime(2025, 3, 1, 12, tzinfo=dt.UTC)

    assert entry(day).is_before(entry(noon)) is None
    assert entry(noon).is_before(entry(day)) is None
    assert entry(day).is_before(entry(dt.date(2025, 3, 2))) is True
    assert entry(dt.date(2025, 3, 2)).is_before(entry(day)) is False


def test_a_log_is_in_the_order_of_time_and_ends_on_a_day() -> None:
    days = [dt.date(2025, 3, day) for day in (5, 1, 9)]
    polycule = Polycule(events=tuple(Event(at=day, act="illness") for day in days))
    log = Log.of_polycule(polycule, on=dt.date(2025, 3, 5))

    assert [each.index for each in log.entries] == [1, 0]
    assert [each.index for each in log.of("illness")] == [1, 0]
    assert log.of("date") == ()


def test_the_ends_of_the_calendar_are_left_out_of_a_log() -> None:
    polycule = Polycule(events=(Event(at=dt.date.max, act="illness"),))

    assert Log.of_polycule(polycule).entries == []
