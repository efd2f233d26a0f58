"""
What a polycule holds, as lines of text that do not come through the codec.

``agreements[0].clauses[1].norm[0].act: Word = 'tell'``: one line for each value that
is not its field's default. A field that a later release adds changes no line of an old document.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from attrs import NOTHING, Factory, fields, has

from polyagree.model import Polycule

__all__ = ["facts", "written"]

_LEFT_OUT = {"source"}


def written(polycule: Polycule) -> str:
    """Return the facts of *polycule* as a text."""
    return "".join(f"{line}\n" for line in facts(polycule, ""))


def facts(value: Any, path: str) -> Iterator[str]:
    """Yield a line for everything that *value* holds."""
    if has(type(value)):
        yield f"{path or '.'} is {type(value).__name__}"
        for each in fields(type(value)):
            inner = getattr(value, each.name)
            if each.name not in _LEFT_OUT and not _is_default(each.default, inner):
                yield from facts(inner, f"{path}.{each.name}" if path else each.name)
    elif isinstance(value, tuple):
        for index, inner in enumerate(value):
            yield from facts(inner, f"{path}[{index}]")
    else:
        yield f"{path} = {_told(value)}"


def _is_default(default: Any, value: Any) -> bool:
    if default is NOTHING:
        return False
    return bool(value == (default.factory() if isinstance(default, Factory) else default))  # type: ignore[arg-type]


def _told(value: Any) -> str:
    if isinstance(value, dt.date | dt.time | dt.timedelta):
        return str(value) if isinstance(value, dt.timedelta) else value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return ascii(value)
