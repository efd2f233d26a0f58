"""Checks that several concepts share."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from attrs import Attribute

from polyagree.clock import parse_zone
from polyagree.errors import InvalidModel, InvalidTime

__all__ = ["a_zone", "each_not_blank", "not_blank", "refers", "repeated"]


_HALF = re.compile("[\ud800-\udfff]")


def refers(*kinds: str) -> dict[str, tuple[str, ...]]:
    """Return the metadata of a field that holds names of any of *kinds*."""
    return {"refers": kinds}


def not_blank(_: object, attribute: Attribute[str], value: str) -> None:
    """Refuse a text without a visible character, or with what is none."""
    if not value.strip():
        raise InvalidModel(
            f"`{attribute.name.rstrip('_')}` is empty",
            field=attribute.name,
            help="write the words, or leave the key out",
        )
    if not value.isascii() and (half := _HALF.search(value)):
        raise InvalidModel(
            f"`{attribute.name.rstrip('_')}` holds {half[0]!a}, half of a surrogate pair",
            field=attribute.name,
            help="write the whole character, or leave it out",
        )


def each_not_blank(_: object, attribute: Attribute[tuple[str, ...]], value: Iterable[str]) -> None:
    """Refuse a text without a visible character among several."""
    for each in value:
        not_blank(_, attribute, each)  # type: ignore[arg-type]  # only the name is read


def a_zone(_: object, attribute: Attribute[Any], value: str) -> None:
    """Refuse what is not the name of a zone."""
    try:
        parse_zone(value)
    except InvalidTime as error:
        raise InvalidTime(
            error.message, field=attribute.name, help=error.help, value=error.value
        ) from None


def repeated(names: Iterable[str]) -> str | None:
    """Return the first name that occurs twice, or ``None``."""
    seen: set[str] = set()
    for name in names:
        if name in seen:
            return name
        seen.add(name)
    return None


def day_of(stamp: date | datetime) -> date:
    """Return the calendar day of a date or an instant, as it was written."""
    return stamp.date() if isinstance(stamp, datetime) else stamp
