"""Files of events that a document names: beside it, and never outside its folder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from attrs import evolve, field, frozen

from polyagree.codec.events import EventsFile, read_events
from polyagree.codec.shape import Tree, Unreadable
from polyagree.codec.surface.faults import shown
from polyagree.errors import Fault, UnknownFormat
from polyagree.source import SourceMap

__all__ = ["EVENTS_FROM", "Beside", "with_events"]

EVENTS_FROM = "events_from"
"""The key that names files of events."""

_DRIVE = re.compile(r"[A-Za-z]:")


@frozen
class Beside:
    """
    The events of a document together with those of the files it names.

    Attributes:
        body: The document, with all its events.
        files: Where the events of each file stand, with the position of its first.
        faults: What is wrong with the names and the files.
        gone: The positions of events that cannot be read.
    """

    body: dict[str, Any]
    files: tuple[tuple[int, SourceMap], ...] = ()
    faults: tuple[Fault, ...] = field(default=())
    gone: tuple[int, ...] = ()


def with_events(body: dict[str, Any], *, folder: Path | None, name: str | None) -> Beside:
    """
    Return *body* with the events of the files that it names.

    Args:
        body: The keys and values of a document.
        folder: The folder of the document; ``None``: it has none.
        name: What the document is called, for the names of the files.
    """
    if EVENTS_FROM not in body:
        return Beside(body)
    rest = {key: value for key, value in body.items() if key != EVENTS_FROM}
    own = rest.get("events", [])
    events: list[Any] = list(own) if isinstance(own, list) else [own]
    files: list[tuple[int, SourceMap]] = []
    faults: list[Fault] = []
    gone: list[int] = []
    for path, each in _names(body[EVENTS_FROM]):
        found = _found(each, folder, name)
        if isinstance(found, Fault):
            # Of a file that is there and cannot be read, the fault is in the file.
            faults.append(found if found.file is not None else evolve(found, path=path))
            continue
        files.append((len(events), found.source))
        first = len(events)
        faults += (_moved(fault, first) for fault in found.faults)
        broken = {fault.path[0] for fault in found.faults if fault.path}
        events += (
            tree
            for index, tree in enumerate(found.trees)
            if tree is not None or index not in broken
        )
    if events:
        rest["events"] = events
    return Beside(rest, tuple(files), tuple(faults), tuple(gone))


def _moved(fault: Fault, first: int) -> Fault:
    if not fault.path:
        return fault
    index, *rest = fault.path
    return evolve(fault, path=("events", first + int(index), *rest))


def _names(value: Tree) -> Iterator[tuple[tuple[str | int, ...], Tree]]:
    if isinstance(value, list):
        for index, each in enumerate(value):
            yield (EVENTS_FROM, index), each
    else:
        yield (EVENTS_FROM,), value


def _found(name: Tree, folder: Path | None, document: str | None) -> EventsFile | Fault:
    if not isinstance(name, str) or not name.strip():
        return Fault(
            "DOC004",
            f"{shown(name)} stands where the name of a file belongs",
            help="name a file beside the document, as `evenings.csv`",
        )
    if folder is None:
        return Fault(
            "DOC004",
            f"`{name}` stands beside a document, and this text has no folder",
            help="load the document from its file, or say its folder",
            value=name,
        )
    outside = _outside(name, folder)
    if outside is not None:
        return outside
    path = folder / name
    called = str(Path(document).parent / name) if document else name
    try:
        return read_events(path, name=called)
    except UnknownFormat as error:
        return Fault("DOC004", error.message, help=error.help, value=name)
    except Unreadable as error:
        if error.fault.line is None:
            return Fault(
                "DOC001", f"`{name}`: {error.fault.message}", help=error.fault.help, value=name
            )
        return evolve(error.fault, file=called)


def _outside(name: str, folder: Path) -> Fault | None:
    """Refuse what leads out of the folder, or would on another system."""
    parts = PurePosixPath(name.replace("\\", "/"))
    is_plain = "\\" not in name and "\x00" not in name and "://" not in name
    leads_out = parts.is_absolute() or ".." in parts.parts or _DRIVE.match(name) is not None
    if is_plain and not leads_out:
        try:
            leads_out = not (folder / name).resolve().is_relative_to(folder.resolve())
        except (OSError, RuntimeError):
            leads_out = True
    if is_plain and not leads_out:
        return None
    return Fault(
        "DOC004",
        f"`{name}` is not in the folder of the document",
        help="put the file beside the document, and write its name alone",
        value=name,
    )
