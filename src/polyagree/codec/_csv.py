"""Where everything stands in a file of events."""

from __future__ import annotations

import re
from bisect import bisect_right

from attrs import evolve

from polyagree.codec.json import marks
from polyagree.source import Mark

__all__ = ["csv_marks", "lines_marks", "unclosed"]

_CELL = re.compile(r'"(?:[^"]|"")*"|[^,\r\n"][^,\r\n]*|')
_END = re.compile(r"\r\n|\r|\n")

_Place = tuple[int, int, int, int]


class _Rows:
    """Walks over the cells of CSV."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [0, *(match.end() for match in _END.finditer(text))]
        self.at = 0

    def place(self, start: int, end: int) -> _Place:
        first = bisect_right(self.starts, start)
        last = bisect_right(self.starts, end)
        return first, start - self.starts[first - 1] + 1, last, end - self.starts[last - 1] + 1

    def row(self) -> list[tuple[int, int]] | None:
        """Return where the cells of the next row stand; ``None`` at the end or where it breaks."""
        if self.at >= len(self.text):
            return None
        cells: list[tuple[int, int]] = []
        while True:
            match = _CELL.match(self.text, self.at)
            start, self.at = self.at, self.at if match is None else match.end()
            cells.append((start, self.at))
            if self.text[self.at : self.at + 1] == ",":
                self.at += 1
                continue
            end = _END.match(self.text, self.at)
            if end is None and self.at < len(self.text):
                self.at = start
                return None
            self.at = len(self.text) if end is None else end.end()
            return cells


def csv_marks(text: str) -> Mark:
    """Return where the rows of *text* stand, and their cells by the name of the column."""
    rows = _Rows(text)
    header = rows.row() or []
    keys = [text[start:end].strip().strip('"').strip() for start, end in header]
    children: dict[str | int, Mark] = {}
    if header:
        cells: dict[str | int, Mark] = {
            index: Mark(rows.place(*cell)) for index, cell in enumerate(header)
        }
        children["header"] = Mark(rows.place(header[0][0], header[-1][1]), None, cells)
    count = 0
    while (row := rows.row()) is not None:
        if row == [(row[0][0], row[0][0])]:
            # An empty line.
            continue
        named: dict[str | int, Mark] = {}
        for key, cell in zip(keys, row, strict=False):
            start, end = cell
            if text[start:end].strip():
                named[key] = Mark(rows.place(start, end))
        children[count] = Mark(rows.place(row[0][0], row[-1][1]), None, named)
        count += 1
    return Mark(rows.place(0, len(text)), None, children)


def unclosed(text: str) -> tuple[int, int]:
    """Return the line and the column of the quotation marks with which CSV stops being CSV."""
    rows = _Rows(text)
    while rows.row() is not None:
        pass
    line, column, *_ = rows.place(rows.at, rows.at)
    return line, column


def lines_marks(text: str) -> Mark:
    """Return where everything stands in *text*, which is JSON Lines."""
    children: dict[str | int, Mark] = {}
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if not line.strip():
            continue
        try:
            mark = marks(line)
        except (ValueError, IndexError, StopIteration):
            mark = Mark((1, 1, 1, len(line) + 1))
        children[len(children)] = _moved(mark, number)
    return Mark((1, 1, len(lines), len(lines[-1]) + 1), None, children)


def _moved(mark: Mark, lines: int) -> Mark:
    return evolve(
        mark,
        value=_down(mark.value, lines),
        key=None if mark.key is None else _down(mark.key, lines),
        children={step: _moved(child, lines) for step, child in mark.children.items()},
    )


def _down(place: _Place, lines: int) -> _Place:
    line, column, end_line, end_column = place
    return line + lines, column, end_line + lines, end_column
