"""What was taken up again after it was settled."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Literal

from attrs import frozen

from polyagree.model import Repair
from polyagree.source import Path
from polyagree.timeline.concerned import Concerned
from polyagree.timeline.traces import Traces

__all__ = ["Reopened", "reopened"]

_BROUGHT_UP = ("argue", "bring-up")


@frozen(kw_only=True)
class Reopened:
    """
    That something settled was taken up again.

    Attributes:
        how: By another *repair* of the same breach, by a *concern* in a check-in that nobody
            settled, or *brought up* in an argument, as the log has it.
        day: When; ``None``: no day tells.
        path: Where it stands.
    """

    how: Literal["repair", "concern", "brought up"]
    day: dt.date | None
    path: Path


def reopened(
    traces: Traces,
    repair: Repair,
    about: Concerned,
    closed: dt.date,
    *,
    on: dt.date | None = None,
) -> tuple[Reopened, ...]:
    """
    Return how what *repair* closed was taken up again, in the order of time.

    What was taken up and closed again by a later repair is not among it.

    Args:
        traces: The record of the document.
        repair: The repair.
        about: Whom it concerns.
        closed: When it was settled, or ended.
        on: What is recorded later is left out; ``None``: nothing is.

    Source:
        D5.
    """
    end = on or dt.date.max
    names = about.names | {repair.id}
    others = [each for each in traces.repairs_after(repair) if _begun(each, end)]
    ends = (each.settled or each.ended for each in others)
    last = max((day for day in ends if day is not None and day <= end), default=closed)
    found = [
        *_repairs(others, end),
        *_concerns(traces, names),
        *_brought_up(traces, names),
    ]
    kept = (each for each in found if each.day is None or max(closed, last) < each.day <= end)
    return tuple(sorted(kept, key=lambda each: (each.day or dt.date.max, str(each.path))))


def _begun(repair: Repair, end: dt.date) -> bool:
    day = _first_day(repair)
    return day is None or day <= end


def _repairs(others: Iterable[Repair], end: dt.date) -> Iterator[Reopened]:
    for each in others:
        day = each.settled or each.ended
        if day is None or day > end:
            yield Reopened(how="repair", day=_first_day(each), path=("repairs", each.id))


def _first_day(repair: Repair) -> dt.date | None:
    days = [step.done for step in repair.steps if step.done is not None]
    if repair.apology is not None and repair.apology.date is not None:
        days.append(repair.apology.date)
    return min(days, default=None)


def _concerns(traces: Traces, names: frozenset[str]) -> Iterator[Reopened]:
    for path in traces.open_concerns_about(names):
        check_in = traces.polycule.check_ins[int(path[1])]
        yield Reopened(how="concern", day=check_in.day, path=path)


def _brought_up(traces: Traces, names: frozenset[str]) -> Iterator[Reopened]:
    polycule = traces.polycule
    for index in traces.events_about(names):
        event = polycule.events[index]
        if not set(_BROUGHT_UP).isdisjoint(polycule.vocabulary.wider(event.act)):
            yield Reopened(how="brought up", day=event.day, path=("events", index))
