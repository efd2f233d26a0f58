"""Files of events that a document names: beside it, and never outside its folder."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from attrs import evolve, field, frozen

from polyagree.codec.files import format_of_events
from polyagree.codec.shape import Tree, Unreadable
from polyagree.codec.surface.faults import GONE, shown
from polyagree.errors import Fault, UnknownFormat
from polyagree.source import SourceMap

if TYPE_CHECKING:
    from polyagree.codec.event_files import EventsFile

__all__ = ["EVENTS_FROM", "Beside", "joined", "told", "with_events"]

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
        faults: What is wrong with the names and the texts of the files.
        gone: The positions of events whose text cannot be read.
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
    files: list[EventsFile] = []
    faults: list[Fault] = []
    seen: set[Path] = set()
    for path, each in _names(body[EVENTS_FROM]):
        try:
            place = _place_of(each, folder, seen)
            seen.add(place)
            files.append(_read(str(each), place, name, files))
        except _Refused as error:
            faults.append(evolve(error.fault, path=path))
    beside = joined(rest, files)
    return evolve(beside, faults=(*faults, *beside.faults))


def joined(body: dict[str, Any], files: Iterable[EventsFile]) -> Beside:
    """Return *body* with its own events and behind them those of *files*."""
    own = body.get("events", [])
    events: list[Any] = list(own) if isinstance(own, list) else [own]
    places: list[tuple[int, SourceMap]] = []
    faults: list[Fault] = []
    gone: list[int] = []
    for each in files:
        first = len(events)
        places.append((first, each.source))
        faults += (_moved(fault, first) for fault in each.faults)
        events += each.events
        gone += (first + index for index, event in enumerate(each.events) if event is GONE)
    made = {**body, "events": events} if events else body
    return Beside(made, tuple(places), tuple(faults), tuple(gone))


def _moved(fault: Fault, first: int) -> Fault:
    if not fault.path:
        return fault
    index, *rest = fault.path
    return evolve(fault, path=("events", first + int(index), *rest))


def told(faults: Iterable[Fault], source: SourceMap) -> list[Fault]:
    """Return *faults*; of those of one file of events the first, where there are too many."""
    found = list(faults)
    if not source.beside:
        return found
    from polyagree.codec.event_files import MAX_FAULTS

    if len(found) <= MAX_FAULTS:
        return found
    kept: list[Fault] = []
    by_file: dict[int, list[Fault]] = {}
    for fault in found:
        at = source.beside_of(fault.path)
        if at is None:
            kept.append(fault)
        else:
            by_file.setdefault(at[0], []).append(fault)
    for several in by_file.values():
        several.sort(key=lambda fault: fault.path[1])
        kept += several[:MAX_FAULTS]
        if len(several) > MAX_FAULTS:
            message = (
                f"the file has more than {MAX_FAULTS} faults, and those after this are not told"
            )
            path = several[MAX_FAULTS].path[:2]
            kept.append(Fault("DOC001", message, path, "mend those above, and read it again"))
    return kept


# Names


class _Refused(Exception):
    """A name that leads to no file of events; carries the fault."""

    def __init__(
        self, message: str, *, code: str = "DOC004", help: str | None, value: str | None = None
    ) -> None:
        super().__init__(message)
        self.fault = Fault(code, message, (), help, value)


def _names(value: Tree) -> Iterator[tuple[tuple[str | int, ...], Tree]]:
    if isinstance(value, list):
        for index, each in enumerate(value):
            yield (EVENTS_FROM, index), each
    else:
        yield (EVENTS_FROM,), value


def _place_of(name: Tree, folder: Path | None, seen: set[Path]) -> Path:
    """Return where the file stands that *name* means, if none *seen* before stands there."""
    if not isinstance(name, str) or not name.strip():
        raise _Refused(
            f"{shown(name)} stands where the name of a file belongs",
            help="name a file beside the document, as `evenings.csv`",
        )
    if folder is None:
        raise _Refused(
            f"`{name}` stands beside a document, and this text has no folder",
            help="load the document from its file, or say its `folder`",
            value=name,
        )
    outside = _Refused(
        f"`{name}` is not in the folder of the document",
        help="put the file beside the document, and write its name alone",
        value=name,
    )
    if _leads_out(name):
        # Not even looked for: it may lead to another machine.
        raise outside
    try:
        # Links are followed: what counts is where they lead.
        place, inside = (folder / name).resolve(), folder.resolve()
    except (OSError, RuntimeError, ValueError) as error:
        raise _Refused(
            f"`{name}`: it cannot be opened: {_reason(error)}", code="DOC001", help=None, value=name
        ) from None
    if not place.is_relative_to(inside):
        raise outside
    if place in seen:
        raise _Refused(f"`{name}` stands twice", help="keep one of them", value=name)
    return place


def _reason(error: OSError | RuntimeError | ValueError) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror[:1].lower() + error.strerror[1:]
    # Before Python 3.13, links that lead to themselves are no error of the system.
    is_loop = isinstance(error, OSError | RuntimeError)
    return "its links lead round in a circle" if is_loop else "its name has a zero byte"


def _leads_out(name: str) -> bool:
    """Return whether *name* leads out of a folder, or would on another system."""
    parts = PurePosixPath(name)
    is_plain = "\\" not in name and "://" not in name and _DRIVE.match(name) is None
    return not is_plain or parts.is_absolute() or ".." in parts.parts


def _read(name: str, place: Path, document: str | None, before: Iterable[EventsFile]) -> EventsFile:
    from polyagree.codec.event_files import MAX_EVENTS, read_events

    if os.path.exists(place) and not (os.path.isfile(place) or os.path.isdir(place)):  # noqa: PTH110, PTH112, PTH113  # these never raise
        # A pipe would keep everybody waiting.
        raise _Refused(f"`{name}` is no ordinary file", code="DOC001", help=None, value=name)
    try:
        chosen = format_of_events(name)
        return read_events(
            place,
            format=chosen,
            name=str(Path(document).parent / name) if document else name,
            most=MAX_EVENTS - sum(len(each.events) for each in before),
        )
    except UnknownFormat as error:
        raise _Refused(error.message, help=error.help, value=name) from None
    except Unreadable as error:
        raise _Refused(
            f"`{name}`: {error.fault.message}", code="DOC001", help=error.fault.help, value=name
        ) from None
