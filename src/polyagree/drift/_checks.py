"""Refuses numbers that cannot be meant, in a sentence that says which and where."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from math import isfinite
from numbers import Real
from typing import TypeVar

from polyagree.errors import InvalidSeries

__all__ = ["ascending", "at_least", "between", "finite", "listed", "positive", "whole"]

_Value = TypeVar("_Value")


def finite(value: object, name: str) -> float:
    """Return *value*, unless it is no number, or infinite."""
    if isinstance(value, bool) or not isinstance(value, Real):
        raise InvalidSeries(f"`{name}` is {value!r}, which is no finite number", field=name)
    try:
        number = float(value)
    except OverflowError:
        raise InvalidSeries(f"`{name}` is larger than any number here", field=name) from None
    if not isfinite(number):
        raise InvalidSeries(f"`{name}` is {value!r}, which is no finite number", field=name)
    return number


def positive(value: float, name: str) -> float:
    """Return *value*, unless it is zero or less."""
    if finite(value, name) <= 0:
        raise InvalidSeries(f"`{name}` is {value!r}, and must be more than 0", field=name)
    return value


def at_least(value: float, least: float, name: str) -> float:
    """Return *value*, unless it is less than *least*."""
    if finite(value, name) < least:
        raise InvalidSeries(f"`{name}` is {value!r}, and must be at least {least}", field=name)
    return value


def between(value: float, low: float, high: float, name: str) -> float:
    """Return *value*, unless it is outside of *low* to *high*, both of which are in."""
    if not low <= finite(value, name) <= high:
        raise InvalidSeries(f"`{name}` is {value!r}, and must be from {low} to {high}", field=name)
    return value


def whole(value: int, least: int, name: str) -> int:
    """Return *value*, unless it is no whole number, or less than *least*."""
    if at_least(value, least, name) != int(value):
        raise InvalidSeries(f"`{name}` is {value!r}, which is no whole number", field=name)
    return int(value)


def listed(values: Iterable[_Value], name: str) -> list[_Value]:
    """Return *values* as a list, unless it is a single one, or a text."""
    try:
        several = None if isinstance(values, str | bytes) else iter(values)
    except TypeError:
        several = None
    if several is None:
        raise InvalidSeries(
            f"`{name}` is {values!r}, and must be several, in a list for instance", field=name
        )
    return [*several]


def ascending(times: Iterable[float], name: str = "times") -> list[float]:
    """Return *times* as a list, unless one is no number or stands before an earlier one."""
    read = [finite(time, f"{name}[{at}]") for at, time in enumerate(listed(times, name))]
    for at, (earlier, later) in enumerate(pairwise(read), 1):
        if later < earlier:
            raise InvalidSeries(
                f"`{name}[{at}]` is {later!r}, before the one in front of it, {earlier!r}",
                field=name,
                help="sort them first",
            )
    return read
