"""Until when something that comes round is due again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from polyagree.clock.arithmetic import (
    Interval,
    _first_day,
    _next_first,
    day_bounds,
    deadline,
    falls_on,
    local_day,
)
from polyagree.clock.calendar import Day, Hours, Month
from polyagree.clock.stamps import instant as _instant
from polyagree.clock.windows import Cadence, CalendarUnit
from polyagree.errors import InvalidTime

__all__ = ["due_again", "last_chance"]

_TICK = dt.timedelta(microseconds=1)
_ONE_DAY = dt.timedelta(days=1)
_MORNING = dt.time(6)
_YEAR = 366

#: Any eight years have every day of the calendar, 29 February as well.
_FARTHEST = 8 * 366


def due_again(
    last: dt.date,
    every: Cadence | None,
    zone: ZoneInfo,
    *,
    days: Sequence[Day] = (),
    months: Sequence[Month] = (),
) -> dt.date | None:
    """
    Return the last day on which what was done on *last* is in time when done again.

    - ``month`` is once in every calendar month, so that the month of *last* is
      done and the next one is due, up to its end. ``3 months`` is at the latest
      so long after *last*.
    - A window in which none of *days* and *months* fall asks for nothing; with
      *months*, it ends with the last of them in it.
    - A duration that ends beside *months* goes on through the next of them, and
      one that ends beside *days* to the next of those.
    - Without *every*, *months* are once in each of them; otherwise *days* are
      as often as they come: ``first sun`` once a month, ``12-24`` once a year.

    Args:
        last: The day on which it was done, on the wall clock of *zone*.
        every: How often it comes round; ``None``: as *days* and *months* say.
        zone: Whose days these are.
        days: On which days.
        months: In which months.

    Returns:
        ``None`` if it never is: nothing says how often, no such day ever comes,
        or the calendar ends before.
    """
    try:
        if every is not None and every.duration is not None:
            end = deadline(day_bounds(last, zone).end - _TICK, every.duration, zone)
            due = local_day(end.at if end.closed else end.at - _TICK, zone)
            return _on_or_after(due, days, months)
        unit = _unit_of(days, months) if every is None else every.unit
        return None if unit is None else _in_a_window_after(last, unit, days, months)
    except (InvalidTime, OverflowError):
        return None


def last_chance(
    window: Interval,
    zone: ZoneInfo,
    *,
    days: Sequence[Day] = (),
    hours: Hours | None = None,
    months: Sequence[Month] = (),
) -> dt.datetime:
    """
    Return from when on nothing in *window* falls on *days* and *months*, within *hours*.

    That is the end of the last stretch of them in it; of the whole window, if none is in
    the last year of it.
    """
    if not days and hours is None and not months:
        return window.end
    # Days end at midnight, nights in the morning.
    ends = {dt.time(), _MORNING}
    if hours is not None:
        ends.add(_time_of(hours.minutes[1]))
    first, last = local_day(window.start, zone), local_day(window.end, zone)
    for number in range(min((last - first).days, _YEAR) + 1):
        day = last - number * _ONE_DAY
        walls = [dt.datetime.combine(day, time) for time in sorted(ends, reverse=True)]
        for end in (window.end, *(_instant(wall, zone) for wall in walls)):
            if window.start < end <= window.end and (
                falls_on(end - _TICK, zone, days=days, hours=hours, months=months) is not False
            ):
                return end
    return window.end


def _time_of(minutes: int) -> dt.time:
    hour, minute = divmod(minutes, 60)
    return dt.time(hour % 24, minute)


def _unit_of(days: Sequence[Day], months: Sequence[Month]) -> CalendarUnit | None:
    """Return how often *days* and *months* come; where they differ, the longest."""
    if months:
        return "month"
    if any(day.occasion is not None or day.month is not None for day in days):
        return "year"
    if any(day.nth is not None or day.number is not None for day in days):
        return "month"
    return "week" if days else None


def _in_a_window_after(
    last: dt.date, unit: CalendarUnit, days: Sequence[Day], months: Sequence[Month]
) -> dt.date | None:
    first = _next_first(_first_day(last, unit), unit)
    while days or months:
        if (first - last).days > _FARTHEST:
            return None
        following = _next_first(first, unit)
        counting = [
            day
            for day in _days_between(first, following - _ONE_DAY)
            if not months or any(month.matches(day) for month in months)
        ]
        if any(_is_one_of(day, days) for day in counting):
            return counting[-1]
        first = following
    return _next_first(first, unit) - _ONE_DAY


def _on_or_after(due: dt.date, days: Sequence[Day], months: Sequence[Month]) -> dt.date | None:
    """Return the first day from *due* on that is one of *days*, in one of *months*."""
    if months and not any(month.matches(due) for month in months):
        # They start anew in that month, and have all of it.
        inside = (
            day
            for day in _days_between(due, due + _FARTHEST * _ONE_DAY)
            if any(month.matches(day) for month in months)
            and not any(month.matches(day + _ONE_DAY) for month in months)
        )
        due = next(inside)
    if not days:
        return due
    later = _days_between(due, due + _FARTHEST * _ONE_DAY)
    return next((day for day in later if _is_one_of(day, days)), None)


def _is_one_of(day: dt.date, days: Sequence[Day]) -> bool:
    # Whose birthday or anniversary it is, is not known here: it may be any day.
    return not days or any(each.matches(day) is not False for each in days)


def _days_between(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    """Yield each day from *first* to *last*."""
    for number in range((last - first).days + 1):
        yield first + number * _ONE_DAY
