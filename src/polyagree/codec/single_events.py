"""Events that stand alone, each in a text of its own, and belong to a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from attrs import evolve, frozen

from polyagree.codec.document import refused, structured
from polyagree.codec.documents import read_raw
from polyagree.codec.pruning import Pruner
from polyagree.codec.shape import Raw, Tree
from polyagree.codec.surface.document import converter
from polyagree.codec.surface.faults import shown
from polyagree.errors import DocumentError, Fault, InvalidPolycule
from polyagree.model import Event, Polycule

__all__ = ["parse_events", "written_event"]

_MOST_NAMES = 8
"""How many people are listed where no name is near."""

_EXAMPLE = "write `{at: 2026-05-03T02:00, who: ana, act: late-night}`"


def parse_events(
    texts: Iterable[str], polycule: Polycule, *, name: str | None = None
) -> tuple[Event, ...]:
    """
    Return the events that *texts* say, as they would stand in the document of *polycule*.

    Args:
        texts: One event each, in YAML or JSON: ``{at: 2026-05-03, who: ana, act: talk}``.
        polycule: Whose people and words they use.
        name: What to call the texts in faults; of several, with their number.

    Raises:
        DocumentError: With every fault at once, each with its place in its text.
    """
    written = tuple(texts)
    names = [_called(name, number, len(written)) for number in range(1, len(written) + 1)]
    faults: list[Fault] = []
    found: list[_Found] = []
    for called, text in zip(names, written, strict=True):
        try:
            raw = read_raw(text, format="yaml", name=called)
        except DocumentError as error:
            faults += error.faults
            continue
        event, pruner, wrong = _event(raw)
        faults += wrong
        if event is not None:
            found.append(_Found(event, raw, pruner))
    faults += _misfits(found, polycule)
    if faults:
        count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
        what = "the event" if len(written) == 1 else "the events"
        raise DocumentError(
            f"{what} cannot be read: {count}",
            tuple(sorted(faults, key=lambda each: _order(each, names))),
            tuple(zip(names, written, strict=True)),
        )
    return tuple(each.event for each in found)


def written_event(event: Event) -> str:
    """Return *event* as it would stand in a document, on one line."""
    from polyagree.codec.yaml import inline

    tree: Tree = converter().unstructure(event)
    return inline(tree, is_inside_flow=False)


def _called(name: str | None, number: int, count: int) -> str | None:
    return name if name is None or count == 1 else f"{name} {number}"


def _order(fault: Fault, names: Sequence[str | None]) -> tuple[int, int, int]:
    number = names.index(fault.file) if fault.file in names else -1
    return number, fault.line or 0, fault.column or 0


@frozen
class _Log:
    """What stands around an event."""

    events: tuple[Event, ...] = ()


class _Found(NamedTuple):
    event: Event
    raw: Raw
    pruner: Pruner


def _event(raw: Raw) -> tuple[Event | None, Pruner, Sequence[Fault]]:
    """Return the event that *raw* says, as far as it can be read, and what is wrong with it."""
    tree = raw.tree
    if not isinstance(tree, dict):
        what = "it is empty" if tree is None else f"{shown(tree)} is no event"
        fault = Fault("DOC001", what, (), _EXAMPLE, line=1, column=1)
        return None, Pruner({}), refused([*raw.faults, fault], raw.source).faults
    # As it stands in a document, so that the rest of it is read where a part cannot be.
    body: dict[str, Tree] = {"events": [tree]}
    pruner = Pruner(body)
    log, wrong = structured(body, _Log, pruner)
    faults = [*raw.faults, *(evolve(fault, path=fault.path[2:]) for fault in wrong)]
    events = () if log is None else log.events
    event = events[0] if events else None
    return event, pruner, refused(faults, raw.source).faults if faults else ()


def _misfits(found: Sequence[_Found], polycule: Polycule) -> Iterator[Fault]:
    """Yield what in the events does not fit the document, placed in their texts."""
    first = len(polycule.events)
    try:
        evolve(polycule, events=(*polycule.events, *(each.event for each in found)))
    except InvalidPolycule as error:
        for fault in error.faults:
            match fault.path:
                case ("events", int(index), *rest) if index >= first:
                    _, raw, pruner = found[index - first]
                    path = pruner.original(("events", 0, *rest))
                    if not pruner.hides(fault, path):
                        placed = evolve(
                            fault, path=path[2:], help=fault.help or _people(fault, polycule)
                        )
                        yield from refused([placed], raw.source).faults
                case _:
                    # It stands in the document, and is at fault only beside the events.
                    yield fault


def _people(fault: Fault, polycule: Polycule) -> str | None:
    """Return who there is, where a name is nobody's; the document itself is not at hand."""
    if not fault.message.startswith("unknown person") or not polycule.people:
        return None
    named = ", ".join(f"`{each.id}`" for each in polycule.people[:_MOST_NAMES])
    return f"people are {named}{', and others' if len(polycule.people) > _MOST_NAMES else ''}"
