"""On which days, and at which times of them, something counts: sets of days as whole numbers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import lru_cache
from zoneinfo import ZoneInfo

from attrs import frozen

from polyagree.clock import CalendarUnit, Day, Month, Window, window_around
from polyagree.model.norms import Norm

__all__ = ["SPAN", "Days", "turns_of"]

SPAN = 4 * 366
"""How many days are looked at: every day of the calendar is among them."""

_ALL = (1 << SPAN) - 1
_NIGHT = 18 * 60
_MORNING = 6 * 60
_HOUR = 60
_BEFORE_ALL = dt.date(2024, 1, 1)
"""Where nothing is dated, any first day is as good."""

_WEEKNIGHTS = "weeknights"
_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@frozen
class Days:
    """
    The days from a first one on. Of a set of them, each bit is a day.

    Attributes:
        first: The first day.
    """

    first: dt.date

    @classmethod
    def after(cls, day: dt.date | None) -> Days:
        """Return the days from *day* on, or from some day on."""
        latest = dt.date.max - dt.timedelta(days=SPAN + 366)
        return cls(min(_BEFORE_ALL if day is None else day, latest))

    def when(self, norm: Norm, minute: int, *, unsure: bool) -> int:
        """
        Return on which days *minute*, from midnight, is a time that *norm* means.

        Args:
            norm: Its days, hours and months, and the days between which it counts.
            minute: By the wall clock.
            unsure: Whether somebody's birthday is any day, or none.

        It says what :func:`polyagree.clock.falls_on` says of each of them.
        """
        time, hours = _time(minute), norm.hours
        if hours is not None and not hours.contains(time):
            return 0
        found = _ALL
        if norm.months:
            is_shifted = hours is not None and hours.began_the_day_before(time)
            found &= self._shifted(_in_months(self.first, norm.months), by_one=is_shifted)
        if norm.days:
            unknown = _ALL if unsure else 0
            found &= _union(
                unknown if day.occasion is not None else self._of(day, norm, minute)
                for day in norm.days
            )
        return found & self.between(norm.from_, norm.until)

    def _of(self, day: Day, norm: Norm, minute: int) -> int:
        """Return on which days *minute* belongs to *day*."""
        hours = norm.hours
        is_shifted = hours is not None and hours.began_the_day_before(_time(minute))
        if day.group == _WEEKNIGHTS:
            if hours is None and _MORNING <= minute < _NIGHT:
                return 0
            is_shifted = is_shifted or minute < _MORNING
        return self._shifted(_on_days(self.first, day), by_one=is_shifted)

    def _shifted(self, days: int, *, by_one: bool) -> int:
        """Return the days after *days*, if it is the night of the day before."""
        return (days << 1) & _ALL if by_one else days

    def between(self, start: object, end: object) -> int:
        """Return the days from *start* to *end*, both of them included, as far as they are days."""
        found = _ALL
        if isinstance(start, dt.date):
            found &= ~((1 << min(max((start - self.first).days, 0), SPAN)) - 1)
        if isinstance(end, dt.date):
            found &= (1 << min(max((end - self.first).days + 1, 0), SPAN)) - 1
        return found

    def on(self, norm: Norm) -> int:
        """Return on which days *norm* may begin, whatever the hour; on none if that is not known."""
        if any(day.occasion is not None for day in norm.days):
            return 0
        found = self.between(norm.from_, norm.until)
        if norm.months:
            found &= _in_months(self.first, norm.months)
        if norm.days:
            found &= _union(_on_days(self.first, day) for day in norm.days)
        return found

    def weekdays(self) -> tuple[int, ...]:
        """Return each day of the week, from Monday."""
        return tuple(_on_days(self.first, Day.parse(name)) for name in _WEEK)

    def windows(self, unit: CalendarUnit) -> tuple[int, ...]:
        """Return the windows of the calendar that lie in it, after its first day."""
        return _windows(self.first, unit)


def _time(minute: int) -> dt.time:
    return dt.time(*divmod(minute, _HOUR))


def turns_of(norms: Iterable[Norm]) -> list[int]:
    """Return the minutes of a day at which it may change whether *norms* mean it."""
    turns = {0, _MORNING, _NIGHT}
    for norm in norms:
        if norm.hours is not None:
            turns.update(minute % (24 * _HOUR) for minute in norm.hours.minutes)
    return sorted(turns)


def _union(sets: Iterable[int]) -> int:
    found = 0
    for each in sets:
        found |= each
    return found


@lru_cache(maxsize=256)
def _on_days(first: dt.date, day: Day) -> int:
    return _bits(day.matches(each) is True for each in _days_from(first))


@lru_cache(maxsize=64)
def _in_months(first: dt.date, months: tuple[Month, ...]) -> int:
    return _bits(any(month.matches(each) for month in months) for each in _days_from(first))


def _days_from(first: dt.date) -> Iterator[dt.date]:
    return (first + dt.timedelta(days=number) for number in range(SPAN))


def _bits(answers: Iterable[bool]) -> int:
    text = "".join("1" if answer else "0" for answer in answers)
    return int(text[::-1], 2)


@lru_cache(maxsize=64)
def _windows(first: dt.date, unit: CalendarUnit) -> tuple[int, ...]:
    window, zone = Window(kind="calendar", unit=unit), ZoneInfo("UTC")
    around = window_around(dt.datetime.combine(first, dt.time(), zone), window, zone)
    found: list[int] = []
    while (end := (around.end.date() - first).days) <= SPAN:
        start = (around.start.date() - first).days
        # What is known of the first night is only its end.
        if start > 0:
            found.append((1 << end) - (1 << start))
        around = window_around(around.end, window, zone)
    return tuple(found)
