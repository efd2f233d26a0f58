"""Scalars: texts, numbers, days and whatever else a document writes as one text."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from cattrs import Converter

from polyagree.clock import (
    Cadence,
    Day,
    Duration,
    Hours,
    Moment,
    Month,
    Nth,
    Quantity,
    Size,
    Stamp,
    Window,
    format_stamp,
    parse_date,
    parse_stamp,
)
from polyagree.codec.shape import Tree
from polyagree.codec.surface.faults import Hook, Wrong, shown
from polyagree.codec.surface.shapes import TextShape, shaped
from polyagree.model import Scale
from polyagree.telling import not_a_text

__all__ = ["register", "text_of"]

_PARSED: tuple[type, ...] = (
    Cadence,
    Day,
    Duration,
    Hours,
    Moment,
    Month,
    Nth,
    Quantity,
    Scale,
    Size,
    Window,
)
"""Values that a document writes as one text."""

_COUNTED = (Quantity, Size, Nth)
"""Those among them that JSON may write as a number."""


def register(converter: Converter) -> None:
    """Teach *converter* scalars; it refuses what cattrs would bend into one."""
    converter.register_structure_hook(str, shaped(text_of, TextShape(str)))
    decimal = shaped(_decimal, TextShape(Decimal, is_counted=True))
    converter.register_structure_hook(Decimal, decimal)
    converter.register_structure_hook(dt.date, shaped(_day, TextShape(dt.date)))
    converter.register_structure_hook(Stamp, shaped(_stamp, TextShape(Stamp)))
    for stamp in (dt.date, dt.datetime, Stamp):
        converter.register_unstructure_hook(stamp, format_stamp)
    converter.register_unstructure_hook(Decimal, _number)
    for cls in _PARSED:
        converter.register_structure_hook(cls, _parser(cls))
        converter.register_unstructure_hook(cls, str)
    converter.register_unstructure_hook(Quantity, _quantity)
    converter.register_unstructure_hook(Nth, _nth)


def text_of(value: Tree, _: object) -> str:
    """Return *value*, which has to be a text."""
    if isinstance(value, str):
        return value
    message, help_ = not_a_text(value)
    raise Wrong(message, help=help_, value=str(value) if isinstance(value, int | float) else None)


def _decimal(value: Tree, _: object) -> Decimal:
    text = value if isinstance(value, str) else None
    if isinstance(value, int | float) and not isinstance(value, bool):
        text = repr(value)
    try:
        number = None if text is None or len(text) > 24 else Decimal(text)  # noqa: PLR2004
    except InvalidOperation:
        number = None
    if number is None or not number.is_finite():
        raise Wrong(f"{shown(value)} is not a number", help="write digits, such as `2` or `2.5`")
    return number


def _day(value: Tree, _: object) -> dt.date:
    return parse_date(text_of(value, str))


def _stamp(value: Tree, _: object) -> dt.date | dt.datetime:
    return parse_stamp(text_of(value, str))


def _parser(cls: Any) -> Hook:
    counted = cls in _COUNTED
    # People write the same few texts again and again, and the values never change.
    known = lru_cache(maxsize=1024)(cls.parse)

    def parse(value: Tree, _: object) -> Any:
        if counted and isinstance(value, int | float) and not isinstance(value, bool):
            return known(repr(value))
        return known(text_of(value, str))

    return shaped(parse, TextShape(cls, counted))


def _number(value: Decimal) -> Tree:
    """Return *value* as a number where that is exact, as text otherwise."""
    if value == value.to_integral_value() and abs(value) < 10**15:
        return int(value)
    near = repr(float(value))
    # A number with an exponent would not read as one again.
    return float(value) if "e" not in near and Decimal(near) == value else str(value)


def _quantity(value: Quantity) -> Tree:
    return str(value) if value.number is None else _number(value.number)


def _nth(value: Nth) -> Tree:
    return str(value) if value.onwards or value.in_a_row else value.count
