"""What a document records, in the order of time."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from attrs import frozen

from polyagree.clock import day_bounds, local_day
from polyagree.model import Event, Polycule, Vocabulary
from polyagree.timeline.instants import TICK
from polyagree.timeline.truth import Truth

__all__ = ["Entry", "Log"]


@frozen(kw_only=True)
class Entry:
    """
    An event of a log, with its place in time.

    Attributes:
        index: Its position among the events of the document.
        event: The event.
        day: Its day by the wall clock of the document's zone.
        first: The first instant at which it may have been, in UTC.
        last: The last one; the same, unless only its day is known.
    """

    index: int
    event: Event
    day: dt.date
    first: dt.datetime
    last: dt.datetime

    @classmethod
    def of(cls, event: Event, polycule: Polycule, index: int = 0) -> Entry:
        """Return *event* with its place in time."""
        at = polycule.instant(event)
        if at is not None:
            day = local_day(at, polycule.zone)
            return cls(index=index, event=event, day=day, first=at, last=at)
        span = day_bounds(event.day, polycule.zone)
        last = max(span.start, span.end - TICK)
        return cls(index=index, event=event, day=event.day, first=span.start, last=last)

    @property
    def order(self) -> tuple[dt.datetime, int]:
        """Its place in a log, by time and then as the document has it."""
        return self.first, self.index

    def is_before(self, other: Entry) -> Truth:
        """Return whether it happened before *other*; equal instants keep the order of the log."""
        if self.last < other.first:
            return True
        if other.last < self.first:
            return False
        if self.first == self.last == other.first == other.last:
            return self.index < other.index
        return None


class Log:
    """
    What a document records, in the order of time.

    Attributes:
        entries: What happened; equal instants keep the order of the document,
            and a day without an hour stands where the day begins.
    """

    def __init__(self, entries: Sequence[Entry], words: Vocabulary) -> None:
        self.entries = tuple(sorted(entries, key=lambda entry: entry.order))
        self._by_act: dict[str, list[Entry]] = {}
        for entry in self.entries:
            for act in words.wider(entry.event.act):
                self._by_act.setdefault(act, []).append(entry)

    @classmethod
    def of_polycule(cls, polycule: Polycule, *, on: dt.date | None = None) -> Log:
        """Return the log of *polycule*, up to the day *on*."""
        entries = [
            Entry.of(event, polycule, index)
            for index, event in enumerate(polycule.events)
            # At the ends of the calendar there is no window before or after.
            if dt.MINYEAR < event.day.year < dt.MAXYEAR
        ]
        known = [entry for entry in entries if on is None or entry.day <= on]
        return cls(known, polycule.vocabulary)

    def of(self, act: str) -> Sequence[Entry]:
        """Return the entries of *act* and of its kinds, in their order."""
        return self._by_act.get(act, ())

    def backwards(self, act: str, entry: Entry) -> Iterator[Entry]:
        """Yield those of *act* that may have been before *entry*, the latest first."""
        found = self.of(act)
        end = bisect_right(found, entry.last, key=lambda each: each.first)
        for position in range(end - 1, -1, -1):
            if found[position].index != entry.index:
                yield found[position]
