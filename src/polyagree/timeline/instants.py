"""Instants before and after others, without running off the calendar."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from polyagree.clock import Duration, add, subtract
from polyagree.errors import InvalidTime

__all__ = ["LAST", "OCCASION", "ONE_DAY", "TICK", "earlier", "later"]

#: The shortest time there is.
TICK = dt.timedelta(microseconds=1)
ONE_DAY = Duration(days=1)
#: How long an occasion lasts, from the event that it is told by.
OCCASION = Duration(hours=24)

_FIRST = dt.datetime.min.replace(tzinfo=dt.UTC)
LAST = dt.datetime.max.replace(tzinfo=dt.UTC)


def earlier(than: dt.datetime, duration: Duration, zone: ZoneInfo) -> dt.datetime:
    """Return the instant *duration* earlier, or the first there is."""
    try:
        return subtract(than, duration, zone)
    except InvalidTime:
        return _FIRST


def later(than: dt.datetime, duration: Duration, zone: ZoneInfo) -> dt.datetime:
    """Return the instant *duration* later, or the last there is."""
    try:
        return add(than, duration, zone)
    except InvalidTime:
        return LAST
