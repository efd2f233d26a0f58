"""Where in a text something stands."""

from __future__ import annotations

from attrs import frozen

__all__ = ["Place"]


@frozen(kw_only=True)
class Place:
    """
    Where something stands in a text.

    Attributes:
        start: Its first character, from 0.
        end: The character after its last one.
        line: Its first line, from 1.
        column: Its first column, from 1, in characters.
        end_line: Its last line.
        end_column: The column after its last character.
        heading: What stands over it; ``None``: nothing.
        number: The number or letter in front of it; ``None``: it has none.
        speaker: Who says it, in a conversation; ``None``: nobody is named.
    """

    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int
    heading: str | None = None
    number: str | None = None
    speaker: str | None = None
