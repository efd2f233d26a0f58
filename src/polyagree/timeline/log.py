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

__all__ = ["PROBE", "Entry", "Log"]

#: A number that comes after those of all events, for what stands for a moment.
PROBE = 1 << 60


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
            naive = isinstance(event.at, dt.datetime) and event.at.tzinfo is None
            # A wall time that the clock skips may be moved, never into another day.
            day = event.day if naive else local_day(at, polycule.zone)
            return cls(index=index, event=event, day=day, first=at, last=at)
        span = day_bounds(event.day, polycule.zone)
        last = max(span.start, span.end - TICK)
        return cls(index=index, event=event, day=event.day, first=span.start, last=last)

    @property
    def is_probe(self) -> bool:
        """Whether it stands for a moment, and for no event."""
        return self.index == PROBE

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
        self.entries = sorted(entries, key=lambda entry: entry.order)
        self._words = words
        self._by_act: dict[str, list[Entry]] = {}
        self._naming: dict[str, list[Entry]] = {}
        for entry in self.entries:
            self._file(entry)

    def append(self, entry: Entry) -> None:
        """Add *entry*, which is not before any that is there."""
        self.entries.append(entry)
        self._file(entry)

    def take_back(self) -> None:
        """Take the last entry out again."""
        entry = self.entries.pop()
        for act in self._words.wider(entry.event.act):
            self._by_act[act].pop()
        for name in _names_in(entry):
            self._naming[name].pop()

    def naming(self, name: str, act: str, entry: Entry) -> Iterator[Entry]:
        """Yield those of *act* about *name* that may have been before *entry*, the latest first."""
        for found in reversed(self._naming.get(name, ())):
            if (
                found.first <= entry.last
                and found.index != entry.index
                and self._words.is_kind_of(found.event.act, act)
            ):
                yield found

    def _file(self, entry: Entry) -> None:
        for name in _names_in(entry):
            self._naming.setdefault(name, []).append(entry)
        for act in self._words.wider(entry.event.act):
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


def _names_in(entry: Entry) -> Iterator[str]:
    return (name for name in dict.fromkeys(entry.event.about) if isinstance(name, str))
