"""JSON Lines: one thing in JSON on each line, and where it stands."""

from __future__ import annotations

from array import array
from collections.abc import Iterator

from attrs import evolve

from polyagree.codec._lines import END, Lines, OnDemand, Place
from polyagree.codec.json import marks
from polyagree.source import Mark

__all__ = ["json_lines", "json_lines_marks"]


def json_lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield each line that says something, with its number from 1."""
    start = 0
    number = 1
    for match in END.finditer(text):
        line = text[start : match.start()]
        if line and not line.isspace():
            yield number, line
        start = match.end()
        number += 1
    if text[start:].strip():
        yield number, text[start:]


def json_lines_marks(text: str) -> Mark:
    """Return where everything stands in *text*, which is JSON Lines."""
    lines = Lines(text)
    numbers = array(
        "q", (number for number, span in enumerate(lines) if text[slice(*span)].strip())
    )

    def mark(index: int) -> Mark:
        number = numbers[index]
        start = lines.starts[number]
        end = lines.starts[number + 1] if number + 1 < len(lines.starts) else len(text)
        line = text[start:end]
        try:
            found = marks(line)
        except (ValueError, IndexError, StopIteration):
            # It is no JSON, and nothing in it has a place.
            found = Mark((1, 1, 1, len(line.rstrip()) + 1))
        return _moved(found, number)

    return Mark(lines.place(0, len(text)), None, OnDemand(len(numbers), mark))


def _moved(mark: Mark, lines: int) -> Mark:
    return evolve(
        mark,
        value=_down(mark.value, lines),
        key=None if mark.key is None else _down(mark.key, lines),
        children={step: _moved(child, lines) for step, child in mark.children.items()},
    )


def _down(place: Place, lines: int) -> Place:
    line, column, end_line, end_column = place
    return line + lines, column, end_line + lines, end_column
