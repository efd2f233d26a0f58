"""Whether something lasted as long, or was as much, as a description says."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TypeVar
from zoneinfo import ZoneInfo

from polyagree.clock import Comparison, Quantity, Size
from polyagree.timeline.instants import later
from polyagree.timeline.log import Entry
from polyagree.timeline.truth import Truth, unanimous

__all__ = ["is_as_long", "is_as_much"]

_Measure = TypeVar("_Measure", Decimal, dt.datetime)


def is_as_long(size: Size, entry: Entry, zone: ZoneInfo) -> Truth:
    """Return whether *entry* lasted *size*; ``None`` if it does not say how long."""
    lasting, wanted = entry.event.lasting, size.quantity.duration
    if lasting is None or wanted is None:
        return None
    return unanimous(
        _compare(later(at, lasting, zone), later(at, wanted, zone), size.comparison)
        for at in (entry.first, entry.last)
    )


def is_as_much(size: Size, said: Quantity | None) -> Truth:
    """Return whether *said* is *size*; ``None`` if they are of two kinds."""
    wanted = size.quantity
    if said is None or said.kind != wanted.kind or said.unit != wanted.unit:
        return None
    if wanted.percent is not None:
        return None
    return _compare(_number(said), _number(wanted), size.comparison)


def _number(quantity: Quantity) -> Decimal:
    return (quantity.number if quantity.amount is None else quantity.amount) or Decimal()


def _compare(said: _Measure, wanted: _Measure, comparison: Comparison | None) -> bool:
    if comparison == "over":
        return said > wanted
    if comparison == "under":
        return said < wanted
    if comparison == "at least":
        return said >= wanted
    return said <= wanted if comparison == "up to" else said == wanted
