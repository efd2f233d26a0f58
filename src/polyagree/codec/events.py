"""Events in files of their own, for programs: CSV and JSON Lines, in and out."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from polyagree.codec.document import refused, structured
from polyagree.codec.files import EVENT_FORMATS, EventFormat, format_of_events, replace
from polyagree.codec.pruning import Pruner
from polyagree.codec.shape import Tree, Unreadable, no_marks
from polyagree.codec.surface.document import converter
from polyagree.errors import DocumentError, NotKept, UnknownFormat
from polyagree.model import Event
from polyagree.source import SourceMap

if TYPE_CHECKING:
    from polyagree.codec.event_files import EventsFile

__all__ = [
    "dump_events",
    "dumps_events",
    "load_events",
    "loads_events",
]

# What a cell can say without JSON. A zero byte or a lone carriage return is no text to CSV.
_SIMPLE = re.compile(r"[^;\[{\s\x00-\x1f][^;\x00-\x08\x0b-\x1f]*(?<!\s)\Z")


def load_events(
    path: str | os.PathLike[str], *, format: EventFormat | None = None
) -> tuple[Event, ...]:
    """
    Return the events that a file holds.

    Whether the names in it are known, and its ids occur once, only a document can tell.

    Args:
        path: The file.
        format: ``"csv"`` or ``"jsonl"``; ``None``: as its name says.

    Raises:
        DocumentError: With every fault of the file at once, each with its line and column.
        UnknownFormat: If its name says no format.
    """
    from polyagree.codec.event_files import read_events

    where = Path(path)
    chosen = format_of_events(where.name) if format is None else _known(format)
    try:
        found = read_events(where, format=chosen, name=str(path))
    except Unreadable as error:
        raise _unreadable(error, str(path)) from None
    return _events_of(found)


def loads_events(
    text: str | bytes, *, format: EventFormat = "csv", name: str | None = None
) -> tuple[Event, ...]:
    """
    Return the events that *text* holds.

    Args:
        text: The text of a file of events; bytes are UTF-8.
        format: ``"csv"`` or ``"jsonl"``.
        name: What to call it in faults.

    Raises:
        DocumentError: With every fault at once.
        UnknownFormat: If there is no such format.
    """
    from polyagree.codec.event_files import events_in

    try:
        found = events_in(text, format=_known(format), name=name)
    except Unreadable as error:
        raise _unreadable(error, name) from None
    return _events_of(found)


@frozen
class _Log:
    """What a file of events holds."""

    events: tuple[Event, ...] = ()


def _events_of(found: EventsFile) -> tuple[Event, ...]:
    if not found.faults and all(type(each) is Event for each in found.events):
        return tuple(found.events)
    from polyagree.codec.beside import joined, told

    beside = joined({}, [found])
    source = evolve(found.source, beside=beside.files)
    _, faults = structured(beside.body, _Log, Pruner(beside.body))
    raise refused(told([*beside.faults, *faults], source), source)


def _unreadable(error: Unreadable, name: str | None) -> DocumentError:
    return refused([error.fault], SourceMap(name, "", read_marks=no_marks))


def _known(name: str) -> EventFormat:
    for each in EVENT_FORMATS:
        if each == name:
            return each
    formats = " and ".join(f"`{each}`" for each in EVENT_FORMATS)
    raise UnknownFormat(f"unknown format `{name}`", help=f"formats of events are {formats}")


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
        NotKept: If there are more than a file may hold, or a text that none can hold.
    """
    from polyagree.codec.event_files import MAX_EVENT_BYTES, MAX_EVENTS

    chosen = _known(format)
    trees: list[dict[str, Tree]] = [converter().unstructure(event) for event in events]
    written = _as_lines(trees) if chosen == "jsonl" else _as_csv(trees)
    try:
        size = len(written.encode())
    except UnicodeEncodeError:
        raise NotKept(
            "half of a surrogate pair stands in a text, and no file can hold it",
            help="take it out, or write the whole character",
        ) from None
    if len(trees) > MAX_EVENTS or size > MAX_EVENT_BYTES:
        raise NotKept(
            "there are more events than a file may hold, and it could not be read again",
            help="write those of each year to a file of their own",
        )
    return written


def _as_lines(trees: Iterable[dict[str, Tree]]) -> str:
    import json

    return "".join(json.dumps(tree, ensure_ascii=False) + "\n" for tree in trees)


def _as_csv(trees: Sequence[dict[str, Tree]]) -> str:
    import csv
    from io import StringIO

    from polyagree.codec.event_files import KEYS, NEEDED

    used = {key for tree in trees for key in tree} | set(NEEDED)
    header = [key for key in KEYS if key in used]
    written = StringIO(newline="")
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([_cell(key, tree.get(key)) for key in header] for tree in trees)
    return written.getvalue()


def _cell(key: str, value: Tree) -> str:
    from polyagree.codec.event_files import BREAK, SEVERAL

    if value is None:
        return ""
    if key not in SEVERAL:
        return str(value)
    several: list[Any] = value if isinstance(value, list) else [value]
    if all(isinstance(each, str) and _SIMPLE.match(each) for each in several):
        return BREAK.join(several)
    import json

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
        NotKept: If there are more than a file may hold, or a text that none can hold.
        OSError: If it cannot be written; the file is then as it was.
    """
    where = Path(path)
    chosen = format_of_events(where.name) if format is None else _known(format)
    replace(where, dumps_events(events, format=chosen).encode("utf-8"))
