"""What a file of events holds, read up to stated limits and with every fault placed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from attrs import evolve, fields, frozen

from polyagree.codec import json as json_codec
from polyagree.codec._csv import Broken, csv_marks, csv_rows, header_places
from polyagree.codec._json_lines import json_lines, json_lines_marks
from polyagree.codec._lines import Place
from polyagree.codec.files import EventFormat, read_bytes, text_of
from polyagree.codec.shape import Tree, Unreadable, no_marks
from polyagree.codec.surface.document import converter
from polyagree.codec.surface.faults import FAULTS, GONE, nearest
from polyagree.errors import Fault
from polyagree.model import Event
from polyagree.model.ids import several_ids
from polyagree.source import SourceMap

__all__ = [
    "BREAK",
    "KEYS",
    "MAX_EVENTS",
    "MAX_EVENT_BYTES",
    "MAX_FAULTS",
    "NEEDED",
    "SEVERAL",
    "EventsFile",
    "events_in",
    "read_events",
]

MAX_EVENT_BYTES = 256 * 1024 * 1024
"""The largest file of events that is read, in bytes."""

MAX_EVENTS = 1_000_000
"""How many events the files of one document may hold together: they take half a gigabyte."""

MAX_FAULTS = 1_000
"""How many faults of one file are told. Where a whole column is wrong, each row is."""

KEYS = tuple(each.name.removesuffix("_") for each in fields(Event))
"""The keys of an event, which are the columns of CSV."""

NEEDED = ("at", "act")
"""The keys that an event cannot do without."""

SEVERAL = frozenset({"who", "with", "to", "about", "where", "how", "details", "visible_to"})
"""The keys whose cell may hold several texts, or JSON."""

_PEOPLE = frozenset({"who", "with", "to", "visible_to"})
"""Those among them in which a comma can only part names."""
BREAK = ";"
"""What parts several texts in a cell."""

_OTHER_BREAKS = {";": "semicolons", "\t": "tabs", "|": "bars"}

_ADD_COMMAS = "add the missing commas"
_CLOSE = "close them, and write those inside twice"
_OF_HALF = frozenset({_ADD_COMMAS, _CLOSE, None})
"""What would help with a line that is only half there."""

_Item = tuple[Any, tuple[Fault, ...]]
"""An event as keys and values, or :data:`GONE`; and what is wrong with its text."""


@frozen
class EventsFile:
    """
    What a file of events holds.

    Attributes:
        events: Each event; its keys and values where they are not understood;
            ``GONE`` where its text cannot be read.
        source: Where they stand.
        faults: What is wrong with the text, placed; paths begin with the position.
    """

    events: list[Any]
    source: SourceMap
    faults: tuple[Fault, ...] = ()


def read_events(
    path: Path, *, format: EventFormat, name: str, most: int | None = None
) -> EventsFile:
    """
    Return what the file of events at *path* holds.

    Args:
        path: The file.
        format: ``"csv"`` or ``"jsonl"``.
        name: What to call it in faults and findings.
        most: How many events may come; ``None``: as many as a document may have.

    Raises:
        Unreadable: If it cannot be opened, is too large, or is no text at all.
    """
    data = read_bytes(path, most=MAX_EVENT_BYTES)
    return events_in(data, format=format, name=name, most=most)


def events_in(
    text: str | bytes, *, format: EventFormat, name: str | None, most: int | None = None
) -> EventsFile:
    """
    Return what *text* holds, which is that of a file of events; as :func:`read_events`.

    Raises:
        Unreadable: If it is too large, or no text at all.
    """
    try:
        known = text_of(text, most=MAX_EVENT_BYTES)
    except Unreadable as error:
        if error.fault.line is None:
            raise
        # The line is shown as far as it can be.
        shown = text if isinstance(text, str) else text.decode("utf-8-sig", "replace")
        source = SourceMap(name, shown, read_marks=no_marks)
        return EventsFile([], source, (evolve(error.fault, file=name),))
    marks = csv_marks if format == "csv" else json_lines_marks
    source = SourceMap(name, known, read_marks=marks)
    items = _csv_items(source) if format == "csv" else _json_items(source)
    return _gathered(items, source, MAX_EVENTS if most is None else most)


def _gathered(items: Iterator[_Item], source: SourceMap, most: int) -> EventsFile:
    """Make events of *items*, until there are too many, or too many that are wrong."""
    structure = converter().get_structure_hook(Event)
    events: list[Any] = []
    faults: list[Fault] = []
    wrong = 0
    for tree, found in items:
        if len(events) == most:
            count = f"{MAX_EVENTS:,}".replace(",", " ")
            message = f"the files of one document hold at most {count} events"
            hint = "keep the years that are over in a document of their own"
            faults.append(Fault("DOC001", message, (most,), hint))
            break
        event = tree
        if tree is not GONE:
            try:
                event = structure(tree, Event)
            except FAULTS:
                # What is wrong is told when the whole document is looked at.
                wrong += 1
        faults += found
        events.append(event)
        if wrong + len(faults) > MAX_FAULTS:
            break
    return EventsFile(events, source, _placed(faults, source))


def _placed(faults: Iterable[Fault], source: SourceMap) -> tuple[Fault, ...]:
    placed = [_with_place(each, source) for each in faults]
    if placed and not source.text.endswith(("\n", "\r")):
        last = placed[-1]
        if last.line == len(source.lines) and last.code == "DOC001" and last.help in _OF_HALF:
            hint = "the file may be half-written: finish its last line, or take it out"
            placed[-1] = evolve(last, help=hint)
    return tuple(placed)


def _with_place(fault: Fault, source: SourceMap) -> Fault:
    span = None if fault.line is not None else source.find(fault.path)
    if span is not None:
        fault = _at((span.line, span.column, span.end_line, span.end_column), fault)
    return evolve(fault, file=source.file)


# CSV


def _csv_items(source: SourceMap) -> Iterator[_Item]:
    rows = csv_rows(source.text)
    first = next(rows, None)
    if first is None:
        return
    if isinstance(first, Broken):
        line = source.lines[first.place[0] - 1]
        mark = next((each for each in _OTHER_BREAKS if f'"{each}' in line), None)
        yield GONE, (_broken(first, ()) if mark is None else _otherwise_parted(mark, first.place),)
        return
    header = [cell.strip() for cell in first]
    faults = tuple(islice(_header_faults(header, source.text), MAX_FAULTS))
    if faults:
        yield GONE, faults
        return
    for index, row in enumerate(rows):
        if isinstance(row, Broken):
            yield GONE, (_broken(row, (index,)),)
        elif len(row) != len(header):
            yield GONE, (_uneven(row, header, index),)
        else:
            yield _event(header, row, index)


def _broken(row: Broken, path: tuple[int, ...]) -> Fault:
    message = "quotation marks are opened here and do not end well"
    return _at(row.place, Fault("DOC001", message, path, _CLOSE))


def _otherwise_parted(mark: str, place: Place) -> Fault:
    message = f"its columns are parted by {_OTHER_BREAKS[mark]}"
    hint = "part them by commas; some programs call that `CSV (comma delimited)`"
    return _at(place, Fault("DOC001", message, help=hint))


def _at(place: Place, fault: Fault) -> Fault:
    line, column, end_line, end_column = place
    return evolve(fault, line=line, column=column, end_line=end_line, end_column=end_column)


def _header_faults(header: list[str], text: str) -> Iterator[Fault]:
    places = header_places(text)

    def fault(code: str, message: str, index: int, help_: str | None, key: str = "") -> Fault:
        return _at(places[index], Fault(code, message, (), help_, key or None))

    mark = next((each for each in _OTHER_BREAKS if each in header[0]), None)
    if len(header) == 1 and mark is not None:
        yield _otherwise_parted(mark, places[0])
        return
    seen: set[str] = set()
    meant: set[str] = set()
    for index, key in enumerate(header):
        if not key:
            yield fault("DOC002", "a column has no name", index, "name it, or take it out")
        elif key not in KEYS:
            near = nearest(key.lower().replace(" ", "_"), KEYS)
            meant.add(near or "")
            hint = near or f"the columns of an event are {', '.join(f'`{each}`' for each in KEYS)}"
            yield fault("DOC002", f"unknown column `{key}`", index, hint, key)
        elif key in seen:
            yield fault("DOC004", f"column `{key}` stands twice", index, "keep one of them", key)
        seen.add(key)
    for key in NEEDED:
        # A slip in its name has been told.
        if key not in seen and f"did you mean `{key}`?" not in meant:
            yield fault("DOC004", f"column `{key}` is missing", 0, f"add `{key}`")


def _uneven(row: list[str], header: list[str], index: int) -> Fault:
    what = "1 cell" if len(row) == 1 else f"{len(row)} cells"
    hint = _ADD_COMMAS
    if len(row) > len(header):
        hint = "a cell with a comma in it needs quotation marks around it"
    return Fault("DOC001", f"the row has {what}, and the heading {len(header)}", (index,), hint)


def _event(header: list[str], row: list[str], index: int) -> _Item:
    tree: dict[str, Tree] = {}
    faults: tuple[Fault, ...] = ()
    for key, cell in zip(header, row, strict=True):
        value = cell.strip()
        if not value:
            continue
        if key not in SEVERAL:
            tree[key] = value
        elif value[0] in "[{":
            found, wrong = _json_cell(value, (index, key))
            faults += wrong
            if found is not GONE:
                tree[key] = found
        elif BREAK in value:
            tree[key] = [part.strip() for part in value.split(BREAK) if part.strip()]
        elif "," in value and key in _PEOPLE and (names := several_ids(value)):
            tree[key] = list(names)
        else:
            tree[key] = value
    return tree, faults


def _json_cell(value: str, path: tuple[int, str]) -> _Item:
    try:
        raw = json_codec.read(value)
    except Unreadable as error:
        hint = 'a cell that begins with `{` or `[` is JSON; a text like that is `["..."]`'
        return GONE, (Fault("DOC001", error.fault.message, path, hint),)
    return raw.tree, tuple(
        Fault(each.code, each.message, path, each.help, each.value) for each in raw.faults
    )


# JSON Lines


def _json_items(source: SourceMap) -> Iterator[_Item]:
    for index, (number, line) in enumerate(json_lines(source.text)):
        if index == 0 and line.strip() in {"[", "{"}:
            hint = "write each event on a line of its own, with nothing between them"
            yield GONE, (Fault("DOC001", "it is one JSON text over several lines", (0,), hint),)
            return
        try:
            raw = json_codec.read(line)
        except Unreadable as error:
            yield GONE, (_on_line(error.fault, index, number),)
            continue
        yield raw.tree, tuple(_on_line(each, index, number) for each in raw.faults)


def _on_line(fault: Fault, index: int, number: int) -> Fault:
    return evolve(
        fault,
        path=(index, *fault.path),
        line=number,
        column=fault.column or 1,
        end_line=number,
        end_column=fault.end_column or fault.column or 1,
    )
