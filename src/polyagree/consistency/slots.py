"""The times at which something can be done, cut so that each clause says one thing of each."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

from polyagree.clock import Day, Hours, Size, Window, day_bounds, falls_on, instant, window_around
from polyagree.model import Norm, Obligation
from polyagree.timeline.dues import next_due

__all__ = ["Slot", "Slots", "turns_of"]

_ANY_DAY = dt.date(2000, 1, 1)
_TURNS = (dt.time(6), dt.time(18))
"""When the answer of :func:`polyagree.clock.falls_on` can change besides midnight."""


class Slot(NamedTuple):
    """
    A stretch of one day, half-open.

    Attributes:
        number: Its position among all.
        day: The day by the wall clock.
        start: Its first instant.
        end: The first instant after it.
        at: The instant that stands for it.
    """

    number: int
    day: dt.date
    start: dt.datetime
    end: dt.datetime
    at: dt.datetime


class Slots:
    """
    The times of some days, in order.

    Args:
        first: The first day.
        last: The last one.
        turns: At which times of day they are cut.
        zone: The zone of the document.
        cuts: Other instants at which they are cut.
    """

    def __init__(
        self,
        first: dt.date,
        last: dt.date,
        turns: Iterable[dt.time],
        zone: ZoneInfo,
        cuts: Iterable[dt.datetime] = (),
    ) -> None:
        self.zone = zone
        self.all = tuple(_cut(first, last, sorted({*turns}), zone, sorted({*cuts})))
        self._starts = [each.start for each in self.all]
        self._fitting: dict[tuple[object, ...], tuple[bool | None, ...]] = {}
        self._windows: dict[tuple[Window, int], dt.datetime] = {}
        self._dues: dict[tuple[object, ...], tuple[dt.datetime, dt.datetime] | None] = {}

    def __iter__(self) -> Iterator[Slot]:
        return iter(self.all)

    def between(self, start: dt.datetime, end: dt.datetime) -> tuple[Slot, ...]:
        """Return those that begin at *start* or later, and before *end*."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return self.all[first:last]

    def touching(self, start: dt.datetime, end: dt.datetime) -> tuple[Slot, ...]:
        """Return those that are not over at *start*, and begin before *end*."""
        first = max(bisect_right(self._starts, start) - 1, 0)
        last = bisect_left(self._starts, end)
        return tuple(each for each in self.all[first:last] if each.end > start)

    def window_of(self, slot: Slot, window: Window) -> dt.datetime:
        """Return when the calendar window began that *slot* is in."""
        key = (window, slot.day.toordinal())
        found = self._windows.get(key)
        if found is None:
            found = self._windows[key] = window_around(slot.at, window, self.zone).start
        return found

    def next_due(
        self, norm: Obligation, since: dt.datetime
    ) -> tuple[dt.datetime, dt.datetime] | None:
        """Return in which window *norm* is due next; see the timeline's function of that name."""
        key = (norm.every, norm.per, norm.days, norm.hours, norm.months, since)
        if key not in self._dues:
            self._dues[key] = next_due(norm, since, self.zone)
        return self._dues[key]

    def fits(self, norm: Norm, slot: Slot) -> bool | None:
        """Return whether *slot* is on the days, hours and months of *norm*."""
        if not norm.days and norm.hours is None and not norm.months:
            return True
        key = (norm.days, norm.hours, norm.months)
        found = self._fitting.get(key)
        if found is None:
            found = self._fitting[key] = tuple(
                falls_on(each.at, self.zone, days=norm.days, hours=norm.hours, months=norm.months)
                for each in self.all
            )
        return found[slot.number]


def turns_of(norms: Iterable[Norm]) -> frozenset[dt.time]:
    """Return at which times of day one of *norms* may say something else than before."""
    turns: set[dt.time] = set()
    for norm in norms:
        if norm.hours is not None:
            turns.update(_ends(norm.hours, norm.lasting))
        if norm.hours is not None or any(_is_of_nights(each) for each in norm.days):
            turns.update(_TURNS)
    return frozenset(turns)


def _ends(hours: Hours, lasting: Size | None) -> Iterator[dt.time]:
    """Yield when *hours* begin and end, and when what began then is over."""
    length = None if lasting is None else lasting.quantity.duration
    for turn in (hours.start, hours.end):
        if turn is None:
            continue
        yield turn
        if length is not None and length.is_elapsed:
            yield (dt.datetime.combine(_ANY_DAY, turn) + length.elapsed).time()


def _is_of_nights(day: Day) -> bool:
    return day.group == "weeknights"


def _cut(
    first: dt.date,
    last: dt.date,
    turns: list[dt.time],
    zone: ZoneInfo,
    cuts: list[dt.datetime],
) -> Iterator[Slot]:
    number, day = 0, first
    while day <= last:
        whole = day_bounds(day, zone)
        found = {whole.start, whole.end}
        for turn in turns:
            found.add(instant(dt.datetime.combine(day, turn), zone))
        position = bisect_left(cuts, whole.start)
        while position < len(cuts) and cuts[position] < whole.end:
            found.add(cuts[position])
            position += 1
        inside = sorted(each for each in found if whole.start <= each <= whole.end)
        for start, end in pairwise(inside):
            middle = start + (end - start) / 2
            at = middle.replace(second=0, microsecond=0)
            yield Slot(number, day, start, end, max(at, start))
            number += 1
        if day == dt.date.max:
            return
        day += dt.timedelta(days=1)
