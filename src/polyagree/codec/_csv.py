"""CSV: what its rows say, and where they stand."""

from __future__ import annotations

import csv
import re
from array import array
from collections.abc import Iterator

from attrs import frozen

from polyagree.codec._lines import END, Lines, OnDemand, Place
from polyagree.source import Mark

__all__ = ["Broken", "csv_marks", "csv_rows", "header_places"]

# Nothing in them gives back what it took, so that a cell may be as long as it likes.
_QUOTES = r'"([^"]*+(?:""[^"]*+)*+)"'
_QUOTED = re.compile(rf" *{_QUOTES} *(?=[,\r\n]|\Z)")
_CLOSED = re.compile(rf" *{_QUOTES}")
_OPENED = re.compile(r' *"')
_PLAIN = re.compile(r"[^,\r\n]*+")


@frozen
class Broken:
    """
    A row with quotation marks that do not end well.

    Attributes:
        place: Where they are opened.
    """

    place: Place


@frozen
class _Row:
    """
    A row and where it stands.

    Attributes:
        cells: What they say.
        spans: Where each begins and ends.
        end: Where the next row begins.
        opened: Where quotation marks are opened that do not end well.
        is_torn: Whether those go on over a line end: nobody knows where the next row begins.
    """

    cells: list[str]
    spans: list[tuple[int, int]]
    end: int
    opened: int | None
    is_torn: bool

    @property
    def is_blank(self) -> bool:
        return self.opened is None and not any(map(str.strip, self.cells))


def csv_rows(text: str) -> Iterator[list[str] | Broken]:
    """
    Yield the cells of each row that says something.

    The standard library reads what is fine. From where it stops, our own reader goes on:
    it is slower, takes spaces after quotation marks and cells of any size, and knows where
    a row is broken.
    """
    read = 0
    reader = csv.reader(_lines_of(text), strict=True, skipinitialspace=True)
    try:
        for cells in reader:
            read = reader.line_num
            if any(map(str.strip, cells)):
                yield cells
    except csv.Error:
        yield from _slowly(text, Lines(text), read)


def _lines_of(text: str) -> Iterator[str]:
    start = 0
    for match in END.finditer(text):
        yield text[start : match.end()]
        start = match.end()
    if start < len(text):
        yield text[start:]


def _slowly(text: str, lines: Lines, read: int) -> Iterator[list[str] | Broken]:
    at = lines.starts[read]
    while at < len(text):
        row = _row_at(text, at)
        at = row.end
        if row.opened is not None:
            yield Broken(lines.place(row.opened, row.opened + 1))
            if row.is_torn:
                return
        elif not row.is_blank:
            yield row.cells


def _row_at(text: str, at: int) -> _Row:
    """Return the row that begins at *at*."""
    cells: list[str] = []
    spans: list[tuple[int, int]] = []
    opened: int | None = None
    is_torn = False
    while True:
        start = at
        if quoted := _QUOTED.match(text, at):
            at = quoted.end()
            cells.append(quoted[1].replace('""', '"'))
        elif begun := _OPENED.match(text, at):
            closed = _CLOSED.match(text, at)
            at = len(text) if closed is None else closed.end()
            at += len(_matched(_PLAIN, text, at))
            if opened is None:
                opened = begun.end() - 1
            is_torn = is_torn or END.search(text, start, at) is not None
            cells.append(text[start:at])
        else:
            cells.append(_matched(_PLAIN, text, at))
            at += len(cells[-1])
        spans.append(_without_spaces(text, start, at))
        if text[at : at + 1] != ",":
            break
        at += 1
    return _Row(cells, spans, at + len(_matched(END, text, at)), opened, is_torn)


def _matched(pattern: re.Pattern[str], text: str, at: int) -> str:
    match = pattern.match(text, at)
    return "" if match is None else match[0]


def _without_spaces(text: str, start: int, end: int) -> tuple[int, int]:
    cell = text[start:end]
    left = len(cell) - len(cell.lstrip())
    return (start + left, start + len(cell.rstrip())) if left < len(cell) else (start, end)


# Places


def csv_marks(text: str) -> Mark:
    """Return where the rows of *text* stand, and their cells by the name of the column."""
    lines = Lines(text)
    starts = _row_starts(text, lines)
    header = [cell.strip() for cell in _row_at(text, starts[0]).cells] if starts else []

    def mark(index: int) -> Mark:
        row = _row_at(text, starts[index + 1])
        named: dict[str | int, Mark] = {
            key: Mark(lines.place(*span))
            for key, cell, span in zip(header, row.cells, row.spans, strict=False)
            if cell.strip()
        }
        return Mark(lines.place(row.spans[0][0], row.spans[-1][1]), None, named)

    return Mark(lines.place(0, len(text)), None, OnDemand(max(len(starts) - 1, 0), mark))


def header_places(text: str) -> list[Place]:
    """Return where the cells of the heading stand, which is the first row that says something."""
    at = 0
    while (row := _row_at(text, at)).is_blank and row.end < len(text):
        at = row.end
    lines = Lines(text)
    return [lines.place(*span) for span in row.spans]


def _row_starts(text: str, lines: Lines) -> array[int]:
    """Return where each row begins that says something."""
    found = array("q")
    quote = text.find('"')
    behind = 0
    for start, end in lines:
        if start < behind or start == end:
            continue
        if -1 < quote < start:
            quote = text.find('"', start)
        if start <= quote < end:
            row = _row_at(text, start)
            behind = row.end
            is_blank = row.is_blank
        else:
            # Most lines are a row.
            is_blank = not text[start:end].replace(",", "").strip()
        if not is_blank:
            found.append(start)
    return found
