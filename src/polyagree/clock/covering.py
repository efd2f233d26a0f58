"""Whether times, lengths and sizes that one text describes are all among those of another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from functools import lru_cache
from zoneinfo import ZoneInfo

from polyagree.clock.arithmetic import falls_on
from polyagree.clock.calendar import Day, Hours, Month
from polyagree.clock.durations import Duration
from polyagree.clock.quantities import Quantity, Size

__all__ = ["are_times_within", "has_times", "is_no_longer", "is_no_more", "is_size_within"]

_UTC = ZoneInfo("UTC")
_ONE_DAY = dt.timedelta(days=1)
_FIRST = dt.date(2023, 1, 1)
#: A week shows every day of the week, with the night before it; any eight years have every
#: day of the calendar, and 28 have each of them on every day of the week.
_WEEK, _YEARS, _ALL_YEARS = 9, 8 * 366, 28 * 366
#: When the answer of :func:`polyagree.clock.falls_on` can change, whatever the hours.
_TURNS = (0, 6 * 60, 12 * 60, 18 * 60)
_MINUTES = 24 * 60
_FEWEST_DAYS, _MOST_DAYS = 28, 31


def are_times_within(
    narrow: tuple[Sequence[Day], Hours | None, Sequence[Month]],
    wide: tuple[Sequence[Day], Hours | None, Sequence[Month]],
) -> bool:
    """
    Return whether every time that is on *narrow* is on *wide*.

    Each day is looked at of so many years as show every answer, at every hour at which one
    can change. Birthdays and anniversaries are any day, so that they are only among themselves.

    Args:
        narrow: Days, hours and months; none of them: any time.
        wide: Those among which they may be.
    """
    return _are_within(_fixed(narrow), _fixed(wide))


_Times = tuple[tuple[Day, ...], Hours | None, tuple[Month, ...]]


def _fixed(times: tuple[Sequence[Day], Hours | None, Sequence[Month]]) -> _Times:
    days, hours, months = times
    return tuple(days), hours, tuple(months)


@lru_cache(maxsize=1024)
def _are_within(narrow: _Times, wide: _Times) -> bool:
    if wide in (narrow, ((), None, ())):
        return True
    if narrow[1] == wide[1] and _are_among(narrow[0], wide[0]) and _are_among(narrow[2], wide[2]):
        return True
    if any(day.occasion is not None for day in (*narrow[0], *wide[0])):
        return False
    return all(
        _is_one(at, wide) for at in _moments((narrow, wide)) if _is_one(at, narrow) is not False
    )


def _are_among(some: tuple[object, ...], others: tuple[object, ...]) -> bool:
    return not others or (bool(some) and set(some) <= set(others))


def _is_one(at: dt.datetime, times: _Times) -> bool | None:
    return falls_on(at, _UTC, days=times[0], hours=times[1], months=times[2])


def _moments(several: Sequence[_Times]) -> Iterator[dt.datetime]:
    """Yield so many moments that every answer comes up which *several* can give."""
    turns = {*_TURNS}
    for _, hours, _ in several:
        for minute in () if hours is None else hours.minutes:
            turns |= {minute % _MINUTES, (minute - 1) % _MINUTES}
    days = [day for times in several for day in times[0]]
    is_weekly = not any(times[2] for times in several) and all(
        day.number is None and day.nth is None for day in days
    )
    is_of_the_year = any(day.month is not None for day in days)
    length = _WEEK if is_weekly else _ALL_YEARS if is_of_the_year else _YEARS
    for number in range(length):
        midnight = dt.datetime.combine(_FIRST + number * _ONE_DAY, dt.time(), dt.UTC)
        for turn in sorted(turns):
            yield midnight + dt.timedelta(minutes=turn)


def has_times(
    days: Sequence[Day],
    hours: Hours | None,
    months: Sequence[Month],
    *,
    first: dt.date | None = None,
    last: dt.date | None = None,
) -> bool:
    """
    Return whether there is any time on *days*, at *hours* and in *months*.

    Args:
        days: On which days; none: on any.
        hours: At which hours; ``None``: at any.
        months: In which months; none: in any.
        first: Not before this day; ``None``: from the beginning.
        last: Not after this day; ``None``: without an end.
    """
    if first is not None and last is not None and (last - first).days < _YEARS:
        return _are_between((tuple(days), hours, tuple(months)), first, last)
    return _are_any((tuple(days), hours, tuple(months)))


@lru_cache(maxsize=1024)
def _are_any(times: _Times) -> bool:
    # A day of the week comes in every month.
    if not times[0] or not times[2]:
        return True
    return any(_is_one(at, times) is not False for at in _moments((times,)))


def _are_between(times: _Times, first: dt.date, last: dt.date) -> bool:
    days, hours, _ = times
    turns = {*_TURNS} | (set() if hours is None else {each % _MINUTES for each in hours.minutes})
    start = dt.datetime.combine(first, dt.time(), dt.UTC)
    if not days and not times[2]:
        return True
    return any(
        _is_one(start + number * _ONE_DAY + dt.timedelta(minutes=turn), times) is not False
        for number in range((last - first).days + 1)
        for turn in turns
    )


def is_no_longer(one: Duration, other: Duration) -> bool:
    """Return whether *one* is over by the time *other* is, wherever both begin."""
    if one == other:
        return True
    if bool(one.nights) != bool(other.nights):
        # Nights end in the morning, days with the day.
        return False
    if one.is_elapsed != other.is_elapsed:
        return _are_hours_no_longer(one, other)
    if one.elapsed > other.elapsed:
        return False
    return (
        (one.whole_months <= other.whole_months and one.whole_days <= other.whole_days)
        or (
            not one.whole_months
            and not other.whole_days
            and one.whole_days <= _FEWEST_DAYS * other.whole_months
        )
        or (
            not one.whole_days
            and not other.whole_months
            and _MOST_DAYS * one.whole_months <= other.whole_days
        )
    )


def _are_hours_no_longer(one: Duration, other: Duration) -> bool:
    """Return the same of hours and of days, where a day of the clock has 23 to 25 hours."""
    if one.nights or other.nights:
        return False
    if one.is_elapsed:
        least = other.whole_days + _FEWEST_DAYS * other.whole_months
        return one.elapsed <= dt.timedelta(hours=23) * least
    most = one.whole_days + _MOST_DAYS * one.whole_months + 1
    return dt.timedelta(hours=25) * most + one.elapsed <= other.elapsed


def is_no_more(one: Quantity, other: Quantity) -> bool:
    """Return whether *one* is as much as *other* or less, and both are of one kind."""
    if one.kind != other.kind or one.unit != other.unit:
        return False
    if one.duration is not None and other.duration is not None:
        return is_no_longer(one.duration, other.duration)
    pairs = ((one.number, other.number), (one.amount, other.amount), (one.percent, other.percent))
    return all(low is None or (high is not None and low <= high) for low, high in pairs)


def is_size_within(narrow: Size | None, wide: Size | None) -> bool:
    """Return whether every size that *narrow* takes in is one that *wide* does; ``None``: any."""
    if wide is None or narrow == wide:
        return True
    if narrow is None:
        return False
    below, above = is_no_more, is_no_more
    low, high = narrow.quantity, wide.quantity
    match wide.comparison:
        case "at least":
            return narrow.comparison in {"at least", "over", None} and above(high, low)
        case "over":
            strict = above(high, low) and not above(low, high)
            if narrow.comparison == "over":
                return above(high, low)
            return narrow.comparison in {"at least", None} and strict
        case "up to":
            return narrow.comparison in {"up to", "under", None} and below(low, high)
        case "under":
            strict = below(low, high) and not below(high, low)
            if narrow.comparison == "under":
                return below(low, high)
            return narrow.comparison in {"up to", None} and strict
        case _:
            return False
