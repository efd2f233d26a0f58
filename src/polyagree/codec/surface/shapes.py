"""
What a hook reads, told for whoever describes documents.

Each hook that makes a value out of a part of a document carries the shape of that part.
So a description of documents is made from what reads them, and cannot fall behind it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from attrs import NOTHING, Attribute, frozen

__all__ = [
    "ByKeyShape",
    "EitherShape",
    "Key",
    "MapShape",
    "RecordShape",
    "SameShape",
    "SeveralShape",
    "Shape",
    "TextShape",
    "WordsShape",
    "record_shape_of",
    "shape_of",
    "shaped",
]


H = TypeVar("H", bound=Callable[..., Any])


@frozen
class TextShape:
    """
    One text.

    Attributes:
        of: What is made of it.
        is_counted: Whether JSON may write it as a number.
    """

    of: Any
    is_counted: bool = False


@frozen
class WordsShape:
    """
    One of some words, and no other.

    Attributes:
        words: The words.
    """

    words: tuple[str, ...]


@frozen
class SameShape:
    """
    What stands where another type would.

    Attributes:
        of: The type.
    """

    of: Any


@frozen
class SeveralShape:
    """
    A list, or one value that stands for a list of one.

    Attributes:
        of: The type of each.
    """

    of: Any


@frozen
class Key:
    """
    A key of a record.

    Attributes:
        name: The key.
        attribute: The field whose value stands under it.
        hook: What reads the value, where that is not told by its type.
    """

    name: str
    attribute: Attribute[Any]
    hook: Any = None

    @property
    def is_required(self) -> bool:
        """Whether it has to be there."""
        return self.attribute.default is NOTHING


@frozen
class RecordShape:
    """
    Keys and values.

    Attributes:
        cls: The record.
        keys: Its keys, as they are written.
        short: The key whose value alone may stand for the whole; ``None``: none.
    """

    cls: type[Any]
    keys: tuple[Key, ...]
    short: str | None = None


@frozen
class MapShape:
    """
    A collection by the key of its items.

    Attributes:
        of: What the items are: a type, or a shape.
        key: The field of an item that stands before it, and not in it.
        short: The key whose value alone may stand for an item; ``None``: none.
    """

    of: Any
    key: Attribute[Any]
    short: str | None = None


@frozen
class ByKeyShape:
    """
    A record that one of its keys tells: the first of these that is there.

    Attributes:
        name: What such records are called.
        records: The keys, each with its record.
        otherwise: The record that has none of them; ``None``: there is no such.
    """

    name: str
    records: tuple[tuple[str, RecordShape], ...]
    otherwise: RecordShape | None = None


@frozen
class EitherShape:
    """
    A text, a list or a map: what it is says what is meant.

    Each is a type or a shape; ``None``: it cannot be one.

    Attributes:
        name: What it is called.
        text: What a text is.
        items: What each item of a list is.
        map: What a map is.
    """

    name: str
    text: Any = None
    items: Any = None
    map: Any = None


Shape = (
    TextShape
    | WordsShape
    | SameShape
    | SeveralShape
    | RecordShape
    | MapShape
    | ByKeyShape
    | EitherShape
)


def shaped(hook: H, shape: Shape | None) -> H:
    """Return *hook*, which tells of the *shape* it reads."""
    hook.shape = shape  # type: ignore[attr-defined]  # a function takes attributes
    return hook


def shape_of(hook: object) -> Shape | None:
    """Return the shape that *hook* reads; ``None`` if it does not tell."""
    shape: Shape | None = getattr(hook, "shape", None)
    return shape


def record_shape_of(hook: object) -> RecordShape:
    """Return the shape of the record that *hook* reads."""
    shape = shape_of(hook)
    if not isinstance(shape, RecordShape):
        raise TypeError(f"{hook} reads no record")
    return shape
