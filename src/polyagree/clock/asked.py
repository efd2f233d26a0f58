"""Days and lengths of time that a program asks with, refused in a sentence if they are none."""

from __future__ import annotations

import datetime as dt

from polyagree.errors import InvalidTime

__all__ = ["day_of", "seconds_of"]


def day_of(value: dt.date, *, field: str) -> dt.date:
    """
    Return *value*, of an instant its own day.

    Raises:
        InvalidTime: If it is not a day.
    """
    if isinstance(value, dt.datetime):
        return value.date()
    if not isinstance(value, dt.date):
        raise InvalidTime(
            f"`{value}` is not a day", field=field, help="pass a date", value=str(value)
        )
    return value


def seconds_of(value: float, *, field: str) -> float:
    """
    Return *value*.

    Raises:
        InvalidTime: If it is no number, or below 0.
    """
    try:
        # Of what is no number at all, no comparison holds.
        is_meant = value >= 0
    except TypeError:
        is_meant = False
    if not is_meant:
        raise InvalidTime(
            f"`{value}` is not a number of seconds",
            field=field,
            help="pass a number from 0",
            value=str(value),
        )
    return float(value)
