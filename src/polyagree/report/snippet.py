"""A line of the source with its place marked."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from polyagree.report.cells import Cell, cells, total
from polyagree.source import Span

__all__ = ["Snippet", "snippet"]

_CUT = "..."


@frozen(kw_only=True)
class Snippet:
    """
    A line of the source, ready to be shown.

    Attributes:
        number: Its number, from 1.
        line: What it says, or the part of it around the place.
        before: The columns in front of the place.
        marked: The columns of the place.
        more: How many lines the place goes on for.
    """

    number: int
    line: str
    before: int
    marked: int
    more: int


def snippet(lines: Sequence[str], span: Span, *, width: int) -> Snippet | None:
    """
    Return the first line of *span*, cut to *width* columns around the place.

    Args:
        lines: The lines of the document.
        span: The place.
        width: The columns there are for the line.

    Returns:
        The snippet; ``None`` if the document has no such line.
    """
    if not 1 <= span.line <= len(lines):
        return None
    line = lines[span.line - 1]
    first = min(max(span.column - 1, 0), len(line))
    end_line, end = _end(lines, span)
    if end_line > span.line:
        end = len(line.rstrip())
    row, first, end = _around(line, first, max(end, first), width=width)
    start = total(row[:first])
    stop = total(row[:end])
    shown, moved = _window(row, start=start, stop=stop, width=width)
    before = max(start - moved, 0)
    # An empty place, such as a missing value, is marked as well.
    marked = max(min(stop - moved, width) - before, 1)
    return Snippet(
        number=span.line,
        line=shown.rstrip(),
        before=before,
        marked=marked,
        more=end_line - span.line,
    )


def _end(lines: Sequence[str], span: Span) -> tuple[int, int]:
    """Return the last line and the end in it, without blank lines that follow the text."""
    line, end = min(max(span.end_line, span.line), len(lines)), span.end_column - 1
    while line > span.line and not lines[line - 1][: max(end, 0)].strip():
        line -= 1
        end = len(lines[line - 1])
    return line, end


def _around(line: str, first: int, end: int, *, width: int) -> tuple[list[Cell], int, int]:
    """
    Return the cells of *line* around a place, and where in them the place begins and ends.

    A document may be one line of megabytes, with thousands of places in it: what
    one place costs is bounded by the page.
    """
    low, high = max(first - width, 0), min(first + width, len(line))
    cut = [(_CUT, len(_CUT))]
    left, right = cut if low > 0 else [], cut if high < len(line) else []
    row = [*left, *cells(line[low:high]), *right]
    moved = low - len(left)
    return row, first - moved, min(end - moved, len(row))


def _window(row: Sequence[Cell], *, start: int, stop: int, width: int) -> tuple[str, int]:
    """
    Return the part of *row* around a place, and by how much the place has moved.

    A cut stands for what was left out, on either side.
    """
    whole = total(row)
    if whole <= width:
        return "".join(text for text, _ in row), 0
    room = width - len(_CUT)
    # A quarter of the room shows what stands before; a long place begins further left.
    begin = start - room // 4
    if stop - start < room:
        begin = max(begin, stop - room + len(_CUT))
    begin = max(min(begin, whole - room), 0)
    text, column, moved = "", 0, 0
    used = 0
    for shown, wide in row:
        if column < begin or (not text and wide == 0):
            column += wide
            continue
        if not text and column > 0:
            text, used = _CUT, len(_CUT)
            moved = column - used
        left = whole - column
        if used + wide > width or (left > width - used and used + wide > room):
            return text + _CUT, moved
        text += shown
        used += wide
        column += wide
    return text, moved
