"""What the record would be worth under each of two wordings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from polyagree.clock import day_bounds
from polyagree.consistency.sides import Side, in_order
from polyagree.model import Event, Polycule, Word
from polyagree.timeline.ledger import Ledger
from polyagree.timeline.log import Entry
from polyagree.timeline.what_if import Changed, changed_between

__all__ = ["Record", "on_record"]

_ONE_DAY = dt.timedelta(days=1)


class Record(NamedTuple):
    """
    What becomes otherwise of what was recorded.

    Attributes:
        changed: The norms of which something else becomes.
        recorded: How many events were looked at.
        left_out: How many events were not, since one document does not know what they name.
    """

    changed: tuple[Changed, ...] = ()
    recorded: int = 0
    left_out: int = 0


def on_record(sides: tuple[Side, Side], *, clauses: frozenset[str] | None = None) -> Record:
    """
    Return what the events and check-ins of both documents would be worth under each wording.

    Each wording is taken to have held since its agreement was made, or from the first event on.

    Args:
        sides: The two wordings.
        clauses: Only these clauses and boundaries; ``None``: all.
    """
    every = list(_recorded(sides))
    events = [event for event in every if all(side.fits((event,)) for side in sides)]
    left_out = len(every) - len(events)
    if not events:
        return Record(left_out=left_out)
    ordered = in_order(events, sides[0].polycule)
    before, after = (_ledger(side, sides, ordered, clauses) for side in sides)
    changed = changed_between(before.instances, after.instances)
    return Record(tuple(each for each in changed if _is_telling(each)), len(events), left_out)


def _recorded(sides: tuple[Side, Side]) -> Iterator[Event]:
    """Yield what either document records, each once; names are of one document alone."""
    seen: set[Event] = set()
    for side in sides:
        for event in (*side.polycule.events, *_check_ins(side.polycule)):
            if event not in seen:
                seen.add(event)
                yield event


def _check_ins(polycule: Polycule) -> Iterator[Event]:
    for each in polycule.check_ins:
        yield Event(at=each.date, who=each.people, act=Word("check-in"), about=each.reviewed)


def _ledger(
    side: Side,
    sides: tuple[Side, Side],
    events: tuple[Event, ...],
    clauses: frozenset[str] | None,
) -> Ledger:
    zone = sides[0].polycule.zone
    days = [each.day for each in events if dt.MINYEAR < each.day.year < dt.MAXYEAR]
    first = min(days)
    entries = [Entry.of(event, side.polycule) for event in events]
    end = max(each.last for each in entries)
    begins = {
        agreement.id: day_bounds(agreement.made, zone).start
        for each in reversed(sides)
        for agreement in each.polycule.agreements
        if agreement.made is not None
    }
    return side.ledger(
        side.standings if clauses is None else side.of(clauses),
        events,
        since=day_bounds(first, zone).start,
        until=end,
        begins=begins,
        # By its number, an event is the same under both.
        first=max(len(each.polycule.events) for each in sides),
    )


def _is_telling(changed: Changed) -> bool:
    """Return whether something is broken in one and not in the other, or may be."""
    acts = [each for each in (*changed.breaks, *changed.spared) if each.event is not None]
    # What was late by both is late by both, however late it may be.
    missed = [
        sum(each.event is None for each in breaks) for breaks in (changed.breaks, changed.spared)
    ]
    if acts or missed[0] != missed[1]:
        return True
    before = None if changed.before is None else changed.before.verdict
    after = None if changed.after is None else changed.after.verdict
    open_ = {"unknown", "violated", "presumably_violated"}
    return before != after and bool({before, after} & open_)
