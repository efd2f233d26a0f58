"""What a reading counts, in the windows, cadences and sizes of a document."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import cast

from polyagree.clock import (
    Cadence,
    CalendarUnit,
    Comparison,
    Duration,
    Hours,
    Quantity,
    Size,
    Window,
)
from polyagree.text.marked import Marked
from polyagree.text.readings import Times

__all__ = [
    "amount_of",
    "cadence_of",
    "hours_of",
    "quantity_of",
    "size_of",
    "sum_of",
    "window_of",
]

_UNITS: dict[Duration, CalendarUnit] = {
    Duration(days=1): "day",
    Duration(nights=1): "day",
    Duration(weeks=1): "week",
    Duration(months=1): "month",
    Duration(months=3): "quarter",
    Duration(years=1): "year",
}
_CURRENCIES = {"dollars": "USD", "pounds": "GBP", "euros": "EUR"}
_LENGTHS = {"minutes", "hours", "days", "nights", "weeks", "months", "years"}


def window_of(per: Duration | None) -> Window | None:
    """Return in which window is counted what counts *per* so long; ``None``: it is not said."""
    if per is None:
        return None
    if per in _UNITS:
        return Window(kind="calendar", unit=_UNITS[per])
    return Window(kind="rolling", duration=per)


def cadence_of(every: Duration) -> Cadence:
    """Return how often something comes round that is done *every* so long."""
    if every in _UNITS:
        return Cadence(unit=_UNITS[every])
    return Cadence(duration=every)


def quantity_of(count: int, unit: str | None, *, act: str) -> Quantity:
    """
    Return so many of *unit*: a sum of money, a length of time, or so many times the act.

    A night away is an act, and so is a date night; an hour is none.
    """
    if unit in _CURRENCIES:
        return Quantity(amount=Decimal(count), unit=_CURRENCIES[str(unit)])
    if unit in _LENGTHS and not (unit in {"nights", "days"} and act in _NIGHTLY):
        return Quantity(duration=Duration(**{str(unit): count}))
    return Quantity(number=Decimal(count))


_NIGHTLY = {"overnight", "late-night", "go-out", "date", "host", "time-together", "time-apart"}


def size_of(times: Times) -> Size | None:
    """Return how long it is that only what is longer waits or is forbidden."""
    if times.over is not None and times.unit in _LENGTHS:
        return _size("over", Quantity(duration=Duration(**{times.unit: times.over})))
    return None


def amount_of(times: Times) -> Size | None:
    """Return from which amount on something waits or is forbidden."""
    if times.over is not None and times.unit in _CURRENCIES:
        money = Quantity(amount=Decimal(times.over), unit=_CURRENCIES[times.unit])
        return _size("over", money)
    return None


def sum_of(sentence: Marked) -> Size | None:
    """Return the sum of money that *sentence* names; ``None``: it names none, or several."""
    found = [each for each in sentence.amounts.values() if each.sort == "money"]
    sums = {(each.count, each.unit) for each in found}
    if len(sums) != 1:
        return None
    ((count, unit),) = sums
    return Size(quantity=Quantity(amount=count, unit=_CURRENCIES[unit]))


def _size(comparison: str, quantity: Quantity) -> Size:
    return Size(comparison=cast("Comparison", comparison), quantity=quantity)


def hours_of(window: str | None) -> Hours | None:
    """Return the hours of *window*, one end of which may be open."""
    if window is None:
        return None
    start, _, end = window.partition("-")
    begin = dt.time.fromisoformat(start) if start else None
    last = dt.time.fromisoformat(end) if end else None
    if begin is not None and begin == last:
        return None
    return Hours(start=begin, end=last)
