"""Numbers of an analyzer that people may want to change."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any, Generic, TypeVar, overload

from polyagree.errors import InvalidConfig
from polyagree.telling import shown

__all__ = ["Option", "number_in"]

T = TypeVar("T", bound=float)

_LARGEST = sys.float_info.max
_NUMBERS: dict[type, str] = {int: "a whole number", float: "a number"}


class Option(Generic[T]):
    """
    A number that an analyzer goes by, and within what people may change it.

    It stands in the class under its name. Of an analyzer it is the number itself:
    ``self.fewest``.

    Args:
        default: The number, where nobody says another.
        means: What it is, in a few words.
        unit: What is counted; ``None``: nothing.
        at_least: The smallest that can be meant; ``None``: there is none.
        at_most: The largest, likewise.
    """

    def __init__(
        self,
        default: T,
        *,
        means: str,
        unit: str | None = None,
        at_least: T | None = None,
        at_most: T | None = None,
    ) -> None:
        self.default = default
        self.means = means
        self.unit = unit
        self.at_least = at_least
        self.at_most = at_most
        self.name = ""

    def __set_name__(self, owner: type, name: str) -> None:
        """Take the name under which it stands."""
        self.name = name

    @overload
    def __get__(self, analyzer: None, owner: type) -> Option[T]: ...
    @overload
    def __get__(self, analyzer: object, owner: type) -> T: ...
    def __get__(self, analyzer: object | None, owner: type) -> Option[T] | T:
        """Return the number that counts; of the class, what it is."""
        if analyzer is None:
            return self
        chosen: Mapping[str, T] = getattr(analyzer, "chosen", {})
        return chosen.get(self.name, self.default)

    def __set__(self, analyzer: object, value: T) -> None:
        """Refuse it: analyzers are shared."""
        raise AttributeError(f"`{self.name}` is changed by a configuration")

    @property
    def kind(self) -> type[T]:
        """Whether it is whole, ``int``, or not, ``float``."""
        return type(self.default)

    @property
    def range(self) -> str:
        """What can be meant, in words."""
        unit = f" of {self.unit}" if self.unit else ""
        bounds = " ".join(
            f"{word} {bound:g}"
            for word, bound in (("from", self.at_least), ("to", self.at_most))
            if bound is not None
        )
        return f"{_NUMBERS[self.kind]}{unit}{' ' if bounds else ''}{bounds}"

    def read(self, value: object) -> T:
        """
        Return *value*.

        Raises:
            InvalidConfig: If it is no such number, or out of its range.
        """
        told = f"`{self.name}` is {self.range}"
        return number_in(value, self.kind, self.at_least, self.at_most, told=told, field=None)


def number_in(
    value: object,
    kind: type[T],
    at_least: T | None,
    at_most: T | None,
    *,
    told: str,
    field: str | None,
) -> T:
    """
    Return *value* as the number that it is.

    Args:
        value: What was given.
        kind: Whether it has to be whole.
        at_least: The smallest that can be meant; ``None``: there is none.
        at_most: The largest, likewise.
        told: What can be meant, as a sentence.
        field: What it was given for.

    Raises:
        InvalidConfig: If it is none, or out of the range.
    """
    whole: Any = value
    # A truth is a number in Python, and in no file. Of what is no number, no comparison holds.
    is_number = isinstance(value, (int, kind)) and not isinstance(value, bool)
    if (
        not is_number
        or not abs(whole) <= _LARGEST
        or (at_least is not None and whole < at_least)
        or (at_most is not None and whole > at_most)
    ):
        written = shown(value)
        raise InvalidConfig(
            f"{written} cannot be meant: {told}", field=field, value=written.strip("`")
        )
    return kind(whole)
