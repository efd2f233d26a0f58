"""Decimals as they are written: 0.1 is one tenth, so a threshold is met when it is met."""

from __future__ import annotations

from fractions import Fraction
from math import isfinite

from polyagree.drift._checks import finite
from polyagree.errors import InvalidSeries

__all__ = ["exactly", "representable"]


def exactly(value: float | Fraction, name: str) -> Fraction:
    """Return *value* as the fraction that its shortest decimal writes."""
    if isinstance(value, Fraction):
        return Fraction(value)
    return Fraction(repr(finite(value, name)))


def representable(value: float, what: str) -> float:
    """Return *value*, unless no number of the machine holds it."""
    if not isfinite(value):
        raise InvalidSeries(
            f"{what} is longer than any number can say",
            field="h",
            help="choose a lower threshold",
        )
    return value
