"""Events in a file of their own: CSV and JSON Lines, in and out."""

from __future__ import annotations

import csv
import io
import json
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Literal

from attrs import evolve, fields, frozen

from polyagree.codec import json as json_codec
from polyagree.codec._event_places import csv_marks, lines_marks, unclosed
from polyagree.codec.files import decode, read_bytes, replace
from polyagree.codec.shape import Tree, Unreadable
from polyagree.codec.surface.document import converter
from polyagree.codec.surface.faults import nearest
from polyagree.errors import Fault, UnknownFormat
from polyagree.model import Event
from polyagree.source import SourceMap

__all__ = [
    "EVENT_FORMATS",
    "MAX_EVENT_BYTES",
    "EventFormat",
    "EventsFile",
    "dump_events",
    "dumps_events",
    "format_of_events",
    "read_events",
]

EventFormat = Literal["csv", "jsonl"]
EVENT_FORMATS: tuple[EventFormat, ...] = ("csv", "jsonl")

MAX_EVENT_BYTES = 256 * 1024 * 1024
"""The largest file of events that is read, in bytes: a few million of them."""

_SUFFIXES: dict[str, EventFormat] = {".csv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl"}

_KEYS = tuple(each.name.removesuffix("_") for each in fields(Event))
_SEVERAL = frozenset({"who", "with", "to", "about", "where", "how", "details", "visible_to"})
_NEEDED = ("at", "act")
_BREAK = ";"
_OTHER_BREAKS = {";": "semicolons", "\t": "tabs", "|": "bars"}
_SIMPLE = re.compile(r"[^;\[{\s][^;]*(?<!\s)\Z")


@frozen
class EventsFile:
    """
    What a file of events holds, before it is understood.

    Attributes:
        trees: Each event as keys and values.
        source: Where they stand.
        faults: What is wrong with its text, placed.
    """

    trees: list[Tree]
    source: SourceMap
    faults: tuple[Fault, ...] = ()


def format_of_events(name: str) -> EventFormat:
    """
    Return the format that the name of a file of events says.

    Raises:
        UnknownFormat: If it says none.
    """
    suffix = os.path.splitext(name)[1].lower()  # noqa: PTH122  # a name, not a path
    if suffix in _SUFFIXES:
        return _SUFFIXES[suffix]
    if suffix == ".parquet":
        raise UnknownFormat(f"`{name}` is Parquet", help="write it as `*.csv` or `*.jsonl`")
    raise UnknownFormat(f"`{name}` does not say its format", help="name it `*.csv` or `*.jsonl`")


def read_events(path: Path, *, name: str | None = None) -> EventsFile:
    """
    Return what the file of events at *path* holds.

    Args:
        path: The file.
        name: What to call it in faults and findings; ``None``: as its path.

    Raises:
        Unreadable: If it cannot be opened, or is no text.
        UnknownFormat: If its name says no format.
    """
    chosen = format_of_events(path.name)
    called = str(path) if name is None else name
    text = decode(read_bytes(path, most=MAX_EVENT_BYTES), most=MAX_EVENT_BYTES)
    return _from_csv(text, called) if chosen == "csv" else _from_lines(text, called)


# CSV


def _from_csv(text: str, name: str) -> EventsFile:
    source = SourceMap(name, text, read_marks=csv_marks)
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = [cell.strip() for cell in next(rows, [])]
        faults = list(_header_faults(header, text))
        if faults:
            return EventsFile([], source, _placed(faults, source))
        trees: list[Tree] = []
        for row in rows:
            if row:
                trees.append(_event(header, row, len(trees), faults))
    except csv.Error:
        line, column = unclosed(text)
        return EventsFile(
            [],
            source,
            (
                Fault(
                    "DOC001",
                    "quotation marks are opened here and do not end well",
                    help="close them, and write those inside twice",
                    file=name,
                    line=line,
                    column=column,
                ),
            ),
        )
    return EventsFile(trees, source, _placed(faults, source))


def _header_faults(header: list[str], text: str) -> Iterator[Fault]:
    if not any(header):
        return
    first = text.splitlines()[0]
    if len(header) == 1 and (mark := next((each for each in _OTHER_BREAKS if each in first), None)):
        yield Fault(
            "DOC001",
            f"its columns are parted by {_OTHER_BREAKS[mark]}",
            ("header", 0),
            "part them by commas; some programs call that `CSV (comma delimited)`",
        )
        return
    for index, key in enumerate(header):
        if key not in _KEYS:
            message = f"unknown column `{key}`" if key else "a column has no name"
            yield Fault("DOC002", message, ("header", index), nearest(key, _KEYS), key)
        elif header.index(key) < index:
            yield Fault("DOC004", f"column `{key}` stands twice", ("header", index), value=key)
    for key in _NEEDED:
        if key not in header:
            yield Fault("DOC004", f"column `{key}` is missing", ("header",), f"add `{key}`")


def _event(header: list[str], row: list[str], index: int, faults: list[Fault]) -> Tree:
    if len(row) != len(header):
        what = "1 cell" if len(row) == 1 else f"{len(row)} cells"
        faults.append(
            Fault(
                "DOC001",
                f"the row has {what}, and the heading {len(header)}",
                (index,),
                "a cell with a comma in it needs quotation marks around it"
                if len(row) > len(header)
                else "add the missing commas",
            )
        )
        return None
    tree: dict[str, Tree] = {}
    for key, cell in zip(header, row, strict=True):
        value = _cell(key, cell.strip(), index, faults) if cell.strip() else None
        if value is not None:
            tree[key] = value
    return tree


def _cell(key: str, cell: str, index: int, faults: list[Fault]) -> Tree:
    if key not in _SEVERAL:
        return cell
    if cell[0] in "[{":
        try:
            tree = json_codec.read(cell).tree
        except Unreadable as error:
            faults.append(
                Fault("DOC001", error.fault.message, (index, key), "it begins as JSON does")
            )
            return None
        return tree
    if _BREAK not in cell:
        return cell
    return [part.strip() for part in cell.split(_BREAK) if part.strip()]


def _placed(faults: Iterable[Fault], source: SourceMap) -> tuple[Fault, ...]:
    found = []
    for fault in faults:
        span = source.find(fault.path)
        path = () if fault.path[:1] == ("header",) else fault.path
        placed = evolve(fault, path=path, file=source.file)
        if span is not None:
            placed = evolve(
                placed,
                line=span.line,
                column=span.column,
                end_line=span.end_line,
                end_column=span.end_column,
            )
        found.append(placed)
    return tuple(found)


# JSON Lines


def _from_lines(text: str, name: str) -> EventsFile:
    source = SourceMap(name, text, read_marks=lines_marks)
    trees: list[Tree] = []
    faults: list[Fault] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            raw = json_codec.read(line)
        except Unreadable as error:
            fault = evolve(error.fault, path=(len(trees),), file=name, line=number, end_line=number)
            faults.append(evolve(fault, column=fault.column or 1))
            trees.append(None)
            continue
        faults += (
            evolve(each, path=(len(trees), *each.path), file=name, line=number, end_line=number)
            for each in raw.faults
        )
        trees.append(raw.tree)
    return EventsFile(trees, source, tuple(faults))


# Writing


def dumps_events(events: Iterable[Event], *, format: EventFormat = "csv") -> str:
    """
    Return *events* as the text of a file that stands beside a document.

    Reading it gives equal events. In CSV several names stand in one cell with semicolons,
    and what a cell cannot say that way is JSON. Texts are written as they are: a spreadsheet
    may take one that begins with ``=`` for a formula.

    Args:
        events: The events, in their order.
        format: ``"csv"`` or ``"jsonl"``.

    Raises:
        UnknownFormat: If there is no such format.
    """
    if format not in EVENT_FORMATS:
        formats = " and ".join(f"`{each}`" for each in EVENT_FORMATS)
        raise UnknownFormat(f"unknown format `{format}`", help=f"formats of events are {formats}")
    trees: list[dict[str, Tree]] = [converter().unstructure(event) for event in events]
    if format == "jsonl":
        return "".join(json.dumps(tree, ensure_ascii=False) + "\n" for tree in trees)
    used = {key for tree in trees for key in tree} | set(_NEEDED)
    header = [key for key in _KEYS if key in used]
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([_written(key, tree.get(key)) for key in header] for tree in trees)
    return written.getvalue()


def _written(key: str, value: Tree) -> str:
    if value is None:
        return ""
    if key not in _SEVERAL:
        return str(value)
    several: list[Any] = value if isinstance(value, list) else [value]
    if all(isinstance(each, str) and _SIMPLE.match(each) for each in several):
        return _BREAK.join(several)
    return json.dumps(value if isinstance(value, dict) else several, ensure_ascii=False)


def dump_events(
    events: Iterable[Event], path: str | os.PathLike[str], *, format: EventFormat | None = None
) -> None:
    """
    Write *events* to a file, which is replaced whole or not at all.

    Args:
        events: The events, in their order.
        path: The file.
        format: ``"csv"`` or ``"jsonl"``; ``None``: as its name says.

    Raises:
        UnknownFormat: If its name says no format.
        OSError: If it cannot be written; the file is then as it was.
    """
    where = Path(path)
    chosen = format_of_events(where.name) if format is None else format
    replace(where, dumps_events(events, format=chosen).encode("utf-8"))
