"""What a document records, in the order of time."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterator, Sequence

from attrs import frozen

from polyagree.clock import Duration, day_bounds, local_day
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
        #: No event of an act went on for longer.
        self._longest: dict[str, dt.timedelta] = {}
        #: Of each question: how many were asked about, and those that fit or may.
        self._asked: dict[Hashable, tuple[int, list[tuple[int, Truth]]]] = {}
        for entry in self.entries:
            self._file(entry)

    def append(self, entry: Entry) -> None:
        """Add *entry*, which is not before any that is there."""
        self.entries.append(entry)
        self._file(entry)

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
        lasting = entry.event.lasting
        for act in self._words.wider(entry.event.act):
            self._by_act.setdefault(act, []).append(entry)
            if lasting is not None:
                self._longest[act] = max(self._longest.get(act, _NO_TIME), longest(lasting))

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

    def backwards(
        self, act: str, entry: Entry, *, within: Duration | None = None
    ) -> Iterator[Entry]:
        """
        Yield those of *act* that may have been before *entry*, the latest first.

        Args:
            act: The act, or a wider one.
            entry: What happened.
            within: Those that were longer before it matter to nobody; ``None``: all do.
        """
        found = self.of(act)
        since = None if within is None else _so_long_before(entry, longest(within))
        for position in range(self._end(found, entry) - 1, -1, -1):
            if since is not None and found[position].first < since:
                return
            if found[position].index != entry.index:
                yield found[position]

    def going_on(self, act: str, entry: Entry) -> Iterator[Entry]:
        """Yield those of *act* that may still have been going on at *entry*, the latest first."""
        found = self.of(act)
        since = _so_long_before(entry, self._longest.get(act, _NO_TIME))
        for position in range(self._end(found, entry) - 1, -1, -1):
            if since is not None and found[position].first < since:
                return
            if found[position].index != entry.index:
                yield found[position]

    def fitting(
        self, act: str, entry: Entry, fits: Callable[[Entry], Truth], key: Hashable
    ) -> Iterator[tuple[Entry, Truth]]:
        """
        Yield those of *act* that may have been before *entry* and that may fit.

        Each is asked about once, so that a question that is asked at each of many
        events does not take longer and longer.

        Args:
            act: The act, or a wider one.
            entry: What happened.
            fits: Whether an entry is one that is asked for, whatever comes after it.
            key: What the answers of *fits* hang on.
        """
        found = self.of(act)
        end = self._end(found, entry)
        asked, fitting = self._asked.get(key, (0, []))
        for position in range(asked, end):
            truth = fits(found[position])
            if truth is not False:
                fitting.append((position, truth))
        self._asked[key] = max(asked, end), fitting
        for position, truth in reversed(fitting):
            if position < end and found[position].index != entry.index:
                yield found[position], truth

    @staticmethod
    def _end(found: Sequence[Entry], entry: Entry) -> int:
        return bisect_right(found, entry.last, key=lambda each: each.first)


def longest(duration: Duration) -> dt.timedelta:
    """Return what *duration* is at most, whichever months and clocks it goes over."""
    days = min(31 * duration.whole_months + duration.whole_days, _MOST_DAYS)
    return dt.timedelta(days=days + 1) + duration.elapsed


def _so_long_before(entry: Entry, span: dt.timedelta) -> dt.datetime | None:
    """Return an instant before which nothing was less than *span* before *entry*."""
    try:
        # Of a day without an hour, the first instant is up to a day too early.
        return entry.first - span - dt.timedelta(days=2)
    except OverflowError:
        return None


_NO_TIME = dt.timedelta()
#: As long as the calendar, and more.
_MOST_DAYS = 10_000 * 366


def _names_in(entry: Entry) -> Iterator[str]:
    return (name for name in dict.fromkeys(entry.event.about) if isinstance(name, str))
