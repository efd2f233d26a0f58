"""Questions about when something was, where its hour may be unknown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from polyagree.clock import Duration, Hours, falls_on, instant, night_of
from polyagree.model import Happening, Norm
from polyagree.timeline.instants import TICK, earlier, later
from polyagree.timeline.log import Entry
from polyagree.timeline.truth import Truth, unanimous

__all__ = ["end_of", "is_going_on", "is_same_day", "is_when", "is_younger"]

#: When the answer of :func:`polyagree.clock.falls_on` can change in the course of a day.
_TURNS = (dt.time(0), dt.time(6), dt.time(18))


def is_younger(before: Entry, entry: Entry, duration: Duration, zone: ZoneInfo) -> Truth:
    """Return whether *before* was less than *duration* before *entry*."""
    return unanimous(
        at > earlier(than, duration, zone)
        for at, than in ((before.first, entry.last), (before.last, entry.first))
    )


def is_same_day(word: Entry, entry: Entry, zone: ZoneInfo) -> Truth:
    """Return whether both were on one day, by the clock or as people live it."""
    if word.day == entry.day:
        return True
    if word.first != word.last or entry.first != entry.last:
        return None if abs(entry.day - word.day) == dt.timedelta(days=1) else False
    return night_of(word.first, zone) == night_of(entry.first, zone)


def end_of(entry: Entry, start: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """Return when *entry* ended, if it began at *start*; nothing says that it went on."""
    lasting = entry.event.lasting
    return start + TICK if lasting is None else later(start, lasting, zone)


def is_going_on(entry: Entry, at: Entry, zone: ZoneInfo) -> Truth:
    """Return whether *entry* was going on when *at* began."""
    if entry.last <= at.first and at.last < end_of(entry, entry.first, zone):
        return True
    possible = entry.first <= at.last and at.first < end_of(entry, entry.last, zone)
    return None if possible else False


def is_when(description: Happening | Norm, entry: Entry, zone: ZoneInfo) -> Truth:
    """Return whether *entry* began on the days, hours and months of *description*."""
    days, hours, months = description.days, description.hours, description.months
    if not days and hours is None and not months:
        return True
    return unanimous(
        falls_on(at, zone, days=days, hours=hours, months=months)
        for at in _moments(entry, hours, zone)
    )


def _moments(entry: Entry, hours: Hours | None, zone: ZoneInfo) -> Iterator[dt.datetime]:
    """Yield when it may have been, so that each answer to a question of hours comes up."""
    yield entry.first
    if entry.first == entry.last:
        return
    turns = {*_TURNS}
    if hours is not None:
        turns.update(turn for turn in (hours.start, hours.end) if turn is not None)
    for turn in sorted(turns):
        yield instant(dt.datetime.combine(entry.day, turn), zone)
