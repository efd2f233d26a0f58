"""Text as a terminal shows it: what each character looks like and how wide it is."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

__all__ = ["Cell", "cells", "fill", "total", "visible", "width_of"]

Cell = tuple[str, int]
"""How one character of the source is shown, and in how many columns."""

_TAB = 4

# They join letters and emoji and can do nothing else.
_JOINERS = frozenset("\u200c\u200d")

# Control, format (among them those that turn the direction of writing), lone
# surrogates, line and paragraph separators.
_STEERING = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def visible(text: str) -> str:
    """
    Return *text* with every character that could steer a terminal spelt out.

    What a document says must not move the cursor, change a colour or turn the
    direction of writing on the screen of whoever reads about it.
    """
    return text if text.isprintable() else "".join(map(_shown, text))


def cells(line: str) -> list[Cell]:
    """Return one cell for each character of *line*; tabs become spaces."""
    found: list[Cell] = []
    column = 0
    for character in line:
        shown = " " * (_TAB - column % _TAB) if character == "\t" else _shown(character)
        width = width_of(shown)
        found.append((shown, width))
        column += width
    return found


def width_of(text: str) -> int:
    """Return how many columns *text* takes, of which nothing steers the terminal."""
    return len(text) if text.isascii() else sum(map(_width, text))


def fill(text: str, *, width: int | None, first: str, rest: str) -> list[str]:
    """
    Return *text* in lines of at most *width* columns, broken at spaces.

    Args:
        text: What is to be shown.
        width: The columns there are; ``None``: one line, however long.
        first: What stands before the first line.
        rest: What stands before the others.
    """
    if width is None:
        return [first + text]
    lines = [first]
    taken = width_of(first)
    empty = True
    for word in text.split(" "):
        wide = width_of(word)
        if not empty and taken + 1 + wide > width:
            lines.append(rest)
            taken = width_of(rest)
            empty = True
        lines[-1] += word if empty else f" {word}"
        taken += wide if empty else wide + 1
        empty = False
    return lines


def total(row: Iterable[Cell]) -> int:
    """Return how many columns the cells of *row* take together."""
    return sum(width for _, width in row)


def _shown(character: str) -> str:
    if character in _JOINERS or unicodedata.category(character) not in _STEERING:
        return character
    return character.encode("unicode_escape").decode("ascii")


def _width(character: str) -> int:
    # The second and third part of a Hangul syllable stand on the first.
    if character in _JOINERS or "\u1160" <= character <= "\u11ff":
        return 0
    if unicodedata.category(character) in {"Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1
