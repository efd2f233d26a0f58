"""When a clause began to rest and went on, told by what people decided and not by what was open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from polyagree.clock import Duration
from polyagree.model import Event, Polycule
from polyagree.source import Path
from polyagree.timeline.instants import later

if TYPE_CHECKING:
    from polyagree.timeline.ledger import Ledger

__all__ = ["Turn", "turns"]

_PAUSES = frozenset({"pause", "suspend"})
_WITHOUT_EFFECT = frozenset({"without the power", "still paused"})


class Turn(NamedTuple):
    """A moment at which a clause or an agreement begins to rest, or goes on."""

    at: dt.datetime
    event: Path | None
    name: str
    pauses: bool


def turns(
    ledger: Ledger, recorded: Iterable[tuple[dt.datetime, Path, Event]], names: Iterable[str]
) -> Iterator[Turn]:
    """
    Yield when each of some clauses and agreements began to rest, and when it went on.

    Args:
        ledger: The ledger.
        recorded: The events that are looked at, with their place and first instant.
        names: The clauses and agreements.
    """
    words = ledger.polycule.vocabulary
    ours = _PAUSES | {"resume"}
    events = sorted(
        (each for each in recorded if not ours.isdisjoint(words.wider(each[2].act))),
        key=lambda each: each[0],
    )
    if not events:
        return
    unused = {each.path for each in ledger.remarks if each.kind in _WITHOUT_EFFECT}
    for name in names:
        about = [each for each in events if each[1] not in unused and name in each[2].about]
        if about:
            yield from _turns_of(ledger, name, about)


def _turns_of(
    ledger: Ledger, name: str, events: Iterable[tuple[dt.datetime, Path, Event]]
) -> Iterator[Turn]:
    polycule, rests = ledger.polycule, False
    end: dt.datetime | None = None
    for at, path, event in events:
        if rests and end is not None and end <= at:
            yield Turn(end, None, name, pauses=False)
            rests, end = False, None
        if _PAUSES.isdisjoint(polycule.vocabulary.wider(event.act)):
            if rests:
                yield Turn(at, path, name, pauses=False)
            rests, end = False, None
            continue
        until = _end_of(ledger, polycule, at, path, event)
        if rests:
            until = None if end is None or until is None else max(end, until)
        else:
            yield Turn(at, path, name, pauses=True)
        rests, end = True, until
    if rests and end is not None and (ledger.until is None or end < ledger.until):
        yield Turn(end, None, name, pauses=False)


def _end_of(
    ledger: Ledger, polycule: Polycule, at: dt.datetime, path: Path, event: Event
) -> dt.datetime | None:
    """Return when a pause is over: after the shortest time that is said of it."""
    said: list[Duration | None] = [event.lasting]
    said += [
        each.norm.for_
        for top in ledger.instances
        for each in top.with_steps()
        if any(line.fact == "exercised" and line.event == path for line in each.proof)
    ]
    ends = [later(at, each, polycule.zone) for each in said if each is not None]
    return min(ends, default=None)
