"""
Every boundary in time that polyagree computes.

Instants go in with an offset and come out in UTC. Elapsed time is added to the
instant, days and longer to the wall clock of the zone, so that "two days
later" is at the same hour even when the clocks were changed in between.
"""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Sequence
from functools import lru_cache
from zoneinfo import ZoneInfo

from attrs import frozen

from polyagree.clock._words import WEEKDAYS
from polyagree.clock.calendar import Day, Hours, Month
from polyagree.clock.durations import Duration
from polyagree.clock.moments import Moment
from polyagree.clock.stamps import instant as _instant
from polyagree.clock.windows import Cadence, CalendarUnit, Window
from polyagree.errors import InvalidTime

__all__ = [
    "Deadline",
    "Interval",
    "add",
    "day_bounds",
    "deadline",
    "due_by",
    "falls_on",
    "is_within",
    "local_day",
    "night_of",
    "resolve",
    "rolling_start",
    "subtract",
    "window_around",
]

_TICK = dt.timedelta(microseconds=1)
_ONE_DAY = dt.timedelta(days=1)

#: When the night begins and ends, by the wall clock.
_NIGHT = 18
_MORNING = 6

#: From when to when a part of the day lasts, in hours from its midnight.
_PARTS = {
    "day": (0, 24),
    "morning": (_MORNING, 12),
    "afternoon": (12, 18),
    "evening": (18, 24),
    "night": (_NIGHT, 24 + _MORNING),
}
_POINTS = {"noon": 12, "midnight": 24}
_STEPS = {"previous": -1, "same": 0, "next": 1}
_WEEKDAYS = tuple(dict.fromkeys(WEEKDAYS.values()))
_SATURDAY = 5
_MONTHS_IN = {"month": 1, "quarter": 3, "season": 3, "year": 12}


@frozen(kw_only=True)
class Interval:
    """
    A span of time, half-open: the start counts, the end does not.

    Attributes:
        start: The first instant, in UTC.
        end: The first instant after it, in UTC.

    Raises:
        InvalidTime: If an instant has no offset, or the end is before the start.
    """

    start: dt.datetime
    end: dt.datetime

    def __attrs_post_init__(self) -> None:
        """Refuse a span that runs backwards."""
        if self.start.tzinfo is None or self.end.tzinfo is None:
            raise _without_offset()
        if self.end < self.start:
            raise InvalidTime("a span of time ends before it starts", field="end")

    def contains(self, instant: dt.datetime) -> bool:
        """Return whether *instant* is in it."""
        return self.start <= instant < self.end


@frozen(kw_only=True)
class Deadline:
    """
    The end of the time in which something may be done.

    Attributes:
        at: The instant at which it ends, in UTC.
        closed: Whether that very instant still counts.

    Raises:
        InvalidTime: If the instant has no offset.
    """

    at: dt.datetime
    closed: bool

    def __attrs_post_init__(self) -> None:
        """Refuse a deadline on no particular clock."""
        if self.at.tzinfo is None:
            raise _without_offset()

    def is_met_by(self, instant: dt.datetime) -> bool:
        """Return whether what happened at *instant* was in time."""
        return instant <= self.at if self.closed else instant < self.at


def add(start: dt.datetime, duration: Duration, zone: ZoneInfo) -> dt.datetime:
    """
    Return the instant *duration* after *start*.

    Months come first, and the end of a month clamps (31 January and a month is
    28 February); then days, on the wall clock of *zone*; then elapsed time.
    A wall time that the clock shows twice is the first, one that it skips is
    moved forward by the gap.

    Raises:
        InvalidTime: If *start* has no offset, or the years 1 to 9999 are left.
    """
    return _move(start, duration, zone, 1)


def subtract(end: dt.datetime, duration: Duration, zone: ZoneInfo) -> dt.datetime:
    """
    Return the instant *duration* before *end*, by the rules of :func:`add`.

    It does not undo :func:`add` where that clamped or the clocks were changed.

    Raises:
        InvalidTime: If *end* has no offset, or the years 1 to 9999 are left.
    """
    return _move(end, duration, zone, -1)


def deadline(start: dt.datetime, duration: Duration, zone: ZoneInfo) -> Deadline:
    """
    Return until when something may be done that is due within *duration*.

    Elapsed time ends at the very instant, which still counts. Days and longer
    end with the local day: ``within 2 days`` of Friday noon is all of Sunday.

    Raises:
        InvalidTime: If *start* has no offset, or the years 1 to 9999 are left.
    """
    at = add(start, duration, zone)
    if duration.is_elapsed:
        return Deadline(at=at, closed=True)
    return Deadline(at=day_bounds(local_day(at, zone), zone).end, closed=False)


def window_around(instant: dt.datetime, window: Window | Cadence, zone: ZoneInfo) -> Interval:
    """
    Return the calendar window that *instant* is in.

    Weeks begin on Monday, seasons with March, June, September and December,
    so that December belongs to the winter of the year after.

    Raises:
        InvalidTime: If *window* is not one of the calendar, if *instant* has
            no offset, or if the years 1 to 9999 are left.
    """
    if window.unit is None:
        raise InvalidTime(f"`{window}` is not a calendar window")
    first = _first_day(local_day(instant, zone), window.unit)
    return Interval(
        start=_midnight(first, zone), end=_midnight(_next_first(first, window.unit), zone)
    )


def rolling_start(end: dt.datetime, duration: Duration, zone: ZoneInfo) -> dt.datetime:
    """
    Return when the rolling window began that is *duration* long and ends at *end*.

    The window is open at its start and closed at its end: what is exactly
    *duration* old is out.

    Raises:
        InvalidTime: If *end* has no offset, or the years 1 to 9999 are left.
    """
    return subtract(end, duration, zone)


def is_within(instant: dt.datetime, end: dt.datetime, duration: Duration, zone: ZoneInfo) -> bool:
    """Return whether *instant* is in the rolling window of *duration* that ends at *end*."""
    return rolling_start(end, duration, zone) < instant <= end


def local_day(instant: dt.datetime, zone: ZoneInfo) -> dt.date:
    """Return the day of *instant* by the wall clock of *zone*."""
    return _wall(instant, zone).date()


def night_of(instant: dt.datetime, zone: ZoneInfo) -> dt.date:
    """Return the local day as people live it, which goes on until 06:00 of the next one."""
    wall = _wall(instant, zone)
    return _plus_days(wall.date(), -1) if wall.hour < _MORNING else wall.date()


def day_bounds(day: dt.date, zone: ZoneInfo) -> Interval:
    """
    Return when *day* begins and ends in *zone*; it may last 23 or 25 hours.

    A day that the zone left out (Samoa, 30 December 2011) is empty.

    Raises:
        InvalidTime: If the years 1 to 9999 are left.
    """
    return Interval(start=_midnight(day, zone), end=_midnight(_plus_days(day, 1), zone))


def falls_on(
    instant: dt.datetime,
    zone: ZoneInfo,
    *,
    days: Sequence[Day] = (),
    hours: Hours | None = None,
    months: Sequence[Month] = (),
) -> bool | None:
    """
    Return whether *instant* falls on one of *days* and *months*, within *hours*.

    Hours that go on after midnight belong to the day on which they began: with
    ``fri`` and ``22:00-06:00``, Saturday at 01:00 counts. So do weeknights,
    and without *hours* they last from 18:00 to 06:00.

    Returns:
        ``None`` if it depends on whose birthday or anniversary it is.
    """
    wall = _wall(instant, zone)
    time = wall.time()
    if hours is not None and not hours.contains(time):
        return False
    day = wall.date()
    if hours is not None and hours.began_the_day_before(time):
        day = _plus_days(day, -1)
    if months and not any(month.matches(day) for month in months):
        return False
    if not days:
        return True
    answers = {_matches(wanted, wall, day, hours) for wanted in days}
    if True in answers:
        return True
    return None if None in answers else False


def resolve(moment: Moment, anchor: dt.datetime, zone: ZoneInfo) -> Interval | None:
    """
    Return when *moment* is, told from *anchor*.

    A point in time (noon, midnight, a time of day, an absolute instant) is
    that instant alone: an interval of one microsecond.

    - Mornings are from 06:00, afternoons from 12:00, evenings from 18:00 to
      24:00, nights from 18:00 to 06:00. They count by the day as people live
      it, which goes on until 06:00: at 00:30 on the 5th, ``same night`` began
      on the 4th, and ``next morning`` and ``next evening`` are those of the 5th.
    - ``same noon`` counts like that, too; ``same midnight`` is the one within
      the same night. ``next`` and ``previous`` are the nearest strictly after
      and before.
    - ``day``, ``week`` (from Monday), ``month`` are those of the calendar.
    - A day of the week: ``next`` and ``previous`` are strictly after and before
      the local day, ``same`` is in the same calendar week.
    - A weekend is Saturday and Sunday. ``next`` is the first that begins after
      the local day, ``previous`` that of the week before, ``same`` that of
      the calendar week.
    - With a time of day, it is that time in the part: ``same night 02:00`` is
      after the midnight of that night.

    Returns:
        ``None`` for a check-in or a review, which the document has to date.

    Raises:
        InvalidTime: If *anchor* has no offset, or the years 1 to 9999 are left.
    """
    if moment.date is not None:
        return day_bounds(moment.date, zone)
    if moment.stamp is not None:
        return _point(_instant(moment.stamp, zone))
    relation, part = str(moment.relation), str(moment.part)
    if part in {"check-in", "review"}:
        return None
    if part in _POINTS:
        return _point(_resolve_point(relation, _POINTS[part], anchor, zone))
    if part in {"week", "month"}:
        return _resolve_window(relation, part, anchor, zone)
    day = _resolve_day(relation, part, anchor, zone)
    if part == "weekend":
        return Interval(start=_midnight(day, zone), end=_at_hour(day, 48, zone))
    start, end = _PARTS.get(part, _PARTS["day"])
    if moment.time is None:
        return Interval(start=_at_hour(day, start, zone), end=_at_hour(day, end, zone))
    if moment.time.hour < start:
        day = _plus_days(day, 1)
    return _point(_instant(dt.datetime.combine(day, moment.time), zone))


def due_by(moment: Moment, anchor: dt.datetime, zone: ZoneInfo) -> Deadline | None:
    """
    Return until when something may be done that is due *by* the moment.

    A point in time still counts at that very instant; a part of time counts to
    its end. ``None`` as for :func:`resolve`.

    Raises:
        InvalidTime: If *anchor* has no offset, or the years 1 to 9999 are left.
    """
    span = resolve(moment, anchor, zone)
    if span is None:
        return None
    if moment.stamp is not None or moment.time is not None or moment.part in _POINTS:
        return Deadline(at=span.start, closed=True)
    return Deadline(at=span.end, closed=False)


def _without_offset() -> InvalidTime:
    return InvalidTime(
        "an instant has no offset", help="say in which zone its wall clock is to be read"
    )


def _out_of_years() -> InvalidTime:
    return InvalidTime("the time lies outside the years 1 to 9999")


def _wall(instant: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    if instant.tzinfo is None:
        raise _without_offset()
    try:
        return instant.astimezone(zone).replace(tzinfo=None)
    except OverflowError:
        raise _out_of_years() from None


def _move(start: dt.datetime, duration: Duration, zone: ZoneInfo, sign: int) -> dt.datetime:
    if start.tzinfo is None:
        raise _without_offset()
    try:
        moved = start.astimezone(dt.UTC)
        if not duration.is_elapsed:
            wall = _wall(start, zone)
            day = _plus_months(wall.date(), sign * duration.whole_months)
            day += sign * dt.timedelta(days=duration.whole_days)
            # Which of two equal wall times it was says nothing about another day.
            moved = _instant(dt.datetime.combine(day, wall.time().replace(fold=0)), zone)
        return moved + sign * duration.elapsed
    except OverflowError:
        raise _out_of_years() from None


def _plus_months(day: dt.date, months: int) -> dt.date:
    year, month = divmod(12 * day.year + day.month - 1 + months, 12)
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        raise _out_of_years()
    return dt.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _plus_days(day: dt.date, days: int) -> dt.date:
    try:
        return day + dt.timedelta(days=days)
    except OverflowError:
        raise _out_of_years() from None


@lru_cache(maxsize=4096)
def _midnight(day: dt.date, zone: ZoneInfo) -> dt.datetime:
    return _instant(dt.datetime.combine(day, dt.time()), zone)


def _at_hour(day: dt.date, hour: int, zone: ZoneInfo) -> dt.datetime:
    days, hour = divmod(hour, 24)
    return _instant(dt.datetime.combine(_plus_days(day, days), dt.time(hour)), zone)


def _point(at: dt.datetime) -> Interval:
    try:
        return Interval(start=at, end=at + _TICK)
    except OverflowError:
        raise _out_of_years() from None


def _first_day(day: dt.date, unit: CalendarUnit) -> dt.date:
    if unit == "day":
        return day
    if unit == "week":
        return _plus_days(day, -day.weekday())
    if unit == "season":
        return _plus_months(day.replace(day=1), -(day.month % 3))
    months = _MONTHS_IN[unit]
    return day.replace(month=day.month - (day.month - 1) % months, day=1)


def _next_first(first: dt.date, unit: CalendarUnit) -> dt.date:
    if unit in _MONTHS_IN:
        return _plus_months(first, _MONTHS_IN[unit])
    return _plus_days(first, 7 if unit == "week" else 1)


def _matches(wanted: Day, wall: dt.datetime, day: dt.date, hours: Hours | None) -> bool | None:
    if wanted.group != "weeknights":
        return wanted.matches(day)
    if hours is None and _MORNING <= wall.hour < _NIGHT:
        return False
    # Not twice: hours that began the day before have moved the day already.
    if wall.hour < _MORNING and day == wall.date():
        day = _plus_days(day, -1)
    return wanted.matches(day)


def _resolve_point(relation: str, hour: int, anchor: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    if relation == "same":
        return _at_hour(night_of(anchor, zone), hour, zone)
    today = local_day(anchor, zone)
    if relation == "next":
        soonest = _at_hour(today, hour, zone)
        return soonest if soonest > anchor else _at_hour(_plus_days(today, 1), hour, zone)
    # The midnight at which today began is hour 24 of yesterday.
    latest = _at_hour(today, hour, zone)
    back = 0
    while latest >= anchor:
        back += 1
        latest = _at_hour(_plus_days(today, -back), hour, zone)
    return latest


def _resolve_window(relation: str, part: str, anchor: dt.datetime, zone: ZoneInfo) -> Interval:
    unit: CalendarUnit = "week" if part == "week" else "month"
    first = _first_day(local_day(anchor, zone), unit)
    step = _STEPS[relation]
    first = _plus_days(first, 7 * step) if unit == "week" else _plus_months(first, step)
    return Interval(start=_midnight(first, zone), end=_midnight(_next_first(first, unit), zone))


def _resolve_day(relation: str, part: str, anchor: dt.datetime, zone: ZoneInfo) -> dt.date:
    step = _STEPS[relation]
    if part in _PARTS and part != "day":
        return _plus_days(night_of(anchor, zone), step)
    today = local_day(anchor, zone)
    if part == "day":
        return _plus_days(today, step)
    if part == "weekend":
        saturday = _plus_days(today, _SATURDAY - today.weekday())
        if relation == "next":
            return saturday if saturday > today else _plus_days(saturday, 7)
        return _plus_days(saturday, 7 * step)
    ahead = _WEEKDAYS.index(part) - today.weekday()
    if relation == "next":
        return _plus_days(today, ahead % 7 or 7)
    if relation == "previous":
        return _plus_days(today, -(-ahead % 7 or 7))
    return _plus_days(today, ahead)
