"""Until when a duty is to be done, where the day it follows may have no hour."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple
from zoneinfo import ZoneInfo

from polyagree.clock import (
    Cadence,
    Deadline,
    Duration,
    Interval,
    Moment,
    day_bounds,
    deadline,
    due_again,
    due_by,
    instant,
    last_chance,
    local_day,
    night_of,
    window_around,
)
from polyagree.errors import InvalidTime
from polyagree.model import Norm, Obligation, Power
from polyagree.timeline.instants import LAST, OCCASION, TICK, later
from polyagree.timeline.log import Entry
from polyagree.timeline.truth import Truth

__all__ = ["Due", "due_of", "is_in_time", "next_due", "not_before", "over_for_all", "too_late"]

#: When a night is over.
_MORNING = dt.time(6)
_LOOKS = ("check-in", "review")


class Due(NamedTuple):
    """
    When it is too late.

    Attributes:
        first: The first instant at which it may be too late; ``None``: there is none.
        last: The first instant at which it is for sure.
        look: The check-in or review at which it is due, which only a log can date.
        is_dated: Whether nothing else is missing that would say until when.
    """

    first: dt.datetime | None = None
    last: dt.datetime | None = None
    look: str | None = None
    is_dated: bool = True


def too_late(until: Deadline) -> dt.datetime:
    """Return the first instant at which *until* is missed."""
    if until.at >= LAST:
        return LAST
    return until.at + TICK if until.closed else until.at


def due_of(norm: Norm, first: dt.datetime | None, last: dt.datetime | None, zone: ZoneInfo) -> Due:
    """Return until when *norm* is due that binds from some instant between *first* and *last*."""
    within = getattr(norm, "within", None)
    by = getattr(norm, "by", None)
    look = by.part if by is not None and by.part in _LOOKS else None
    absolute = by is not None and (by.date is not None or by.stamp is not None)
    relative = (
        within is not None
        or (norm.for_ is not None and _counts_from_start(norm))
        or (by is not None and look is None and not absolute)
        or _is_of_an_occasion(norm)
    )
    if first is None or last is None:
        soonest = latest = min(_fixed(norm, zone), default=None)
        return Due(soonest, latest, look, is_dated=not relative)
    soonest = latest = min(_each_due(norm, first, zone), default=None)
    if last != first:
        latest = min(_each_due(norm, last, zone), default=None)
    return Due(soonest, latest, look)


def _counts_from_start(norm: Norm) -> bool:
    """
    Return whether ``for`` counts from when a norm comes into force, not from each ``after``.

    Of a power, it says how long what is decided lasts.
    """
    if isinstance(norm, Power):
        return False
    if isinstance(norm, Obligation) and norm.kind != "maintenance":
        return True
    return norm.after is None


def _is_of_an_occasion(norm: Norm) -> bool:
    """Return whether so much is due at each occasion of an act."""
    return isinstance(norm, Obligation) and norm.per is not None and norm.per.kind == "act"


def _fixed(norm: Norm, zone: ZoneInfo) -> Iterator[dt.datetime]:
    """Yield when it is too late by the calendar alone."""
    until = norm.until
    if isinstance(until, dt.date):
        yield _end_of_day(until, zone)
    by = getattr(norm, "by", None)
    if by is not None and (by.date is not None or by.stamp is not None):
        yield from _due_by(by, _ANY, zone)


def over_for_all(norm: Norm, zone: ZoneInfo) -> dt.datetime | None:
    """Return when *norm* is over by the calendar, whatever it follows; ``None``: it is not."""
    return min(_fixed(norm, zone), default=None)


def not_before(since: dt.datetime, wait: Duration, zone: ZoneInfo) -> dt.datetime:
    """
    Return the first instant that is as long after *since* as *wait* asks for.

    Days are over when the next one begins, and nights in the morning.
    """
    if wait.is_elapsed or wait.elapsed:
        return later(since, wait, zone)
    if wait.nights and not (wait.whole_months or wait.whole_days > wait.nights):
        evening = day_bounds(night_of(since, zone), zone).start
        return instant(
            dt.datetime.combine(local_day(later(evening, wait, zone), zone), _MORNING), zone
        )
    return day_bounds(local_day(later(since, wait, zone), zone), zone).start


def _each_due(norm: Norm, start: dt.datetime, zone: ZoneInfo) -> Iterator[dt.datetime]:
    yield from _fixed(norm, zone)
    lasts = norm.for_ if _counts_from_start(norm) else None
    occasion = OCCASION if _is_of_an_occasion(norm) else None
    for duration in (getattr(norm, "within", None), lasts, occasion):
        if duration is not None:
            try:
                yield too_late(deadline(start, duration, zone))
            except InvalidTime:
                yield LAST
    by = getattr(norm, "by", None)
    if by is not None and by.date is None and by.stamp is None:
        yield from _due_by(by, start, zone)


def _due_by(by: Moment, start: dt.datetime, zone: ZoneInfo) -> Iterator[dt.datetime]:
    try:
        resolved = due_by(by, start, zone)
    except InvalidTime:
        yield LAST
        return
    if resolved is not None:
        yield too_late(resolved)


def _end_of_day(day: dt.date, zone: ZoneInfo) -> dt.datetime:
    try:
        return day_bounds(day, zone).end
    except InvalidTime:
        return LAST


def is_in_time(entry: Entry, first: dt.datetime | None, last: dt.datetime | None) -> Truth:
    """Return whether *entry* was before it was too late, from some instant between the two on."""
    if first is None or entry.last < first:
        return True
    return False if last is not None and entry.first >= last else None


def next_due(
    norm: Obligation, since: dt.datetime, zone: ZoneInfo
) -> tuple[dt.datetime, dt.datetime] | None:
    """
    Return the window in which a duty that comes round is due next, half-open.

    Args:
        norm: The duty.
        since: When it was done last, or was due, or began to count.
        zone: The zone of the document.

    Returns:
        ``None`` if it never is again.
    """
    every = norm.every
    if norm.per is not None:
        every = Cadence(unit=norm.per.unit, duration=norm.per.duration)
    day = local_day(since, zone)
    last_day = due_again(day, every, zone, days=norm.days, months=norm.months)
    if last_day is None or every is None:
        return None
    try:
        start, end = since, day_bounds(last_day, zone).end
        if every.unit is not None:
            start = window_around(day_bounds(last_day, zone).start, every, zone).start
        whole = Interval(start=start, end=end)
        return start, last_chance(whole, zone, days=norm.days, hours=norm.hours, months=norm.months)
    except InvalidTime:
        return None


_ANY = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
