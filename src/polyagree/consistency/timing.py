"""At which hours exactly, once it is known on which stretches of days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from polyagree.consistency.crowding import Distance
from polyagree.consistency.demands import Occasion
from polyagree.consistency.network import TemporalNetwork

__all__ = ["exact_times"]

_BEGIN = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
_MINUTE = dt.timedelta(minutes=1)


def exact_times(
    chosen: Sequence[int], occasions: Sequence[Occasion], distances: Sequence[Distance]
) -> Mapping[int, dt.datetime] | tuple[int, ...]:
    """
    Return when each event is, so that all keep their distance; or events that cannot.

    Args:
        chosen: The events, by their numbers from 1.
        occasions: What each is, by its number less one.
        distances: What keeps how much distance from itself; of these, those told in hours.
    """
    network = TemporalNetwork()
    exact = [each for each in distances if each.days is None]
    touched = frozenset(number for each in exact for number in each.events)
    moved = [number for number in chosen if number in touched]
    for number in moved:
        slot = occasions[number - 1].slot
        least, most = slot.start - _BEGIN, slot.end - _BEGIN - _MINUTE
        network.add("begin", number, least=least, most=max(least, most), owner=(number,))
    for one, other, distance in _pairs(moved, occasions, exact):
        network.add(one, other, least=distance.span + _MINUTE, owner=(one, other))
    conflict = network.conflict()
    if conflict is not None:
        labels = (label for label in conflict if isinstance(label, tuple))
        return tuple(sorted({number for label in labels for number in label}))
    found = network.times() or {}
    times = {each: at for each, at in found.items() if isinstance(at, dt.timedelta)}
    return {number: _BEGIN + (times[number] - times["begin"]) for number in moved}


def _pairs(
    moved: Sequence[int], occasions: Sequence[Occasion], distances: Sequence[Distance]
) -> Iterator[tuple[int, int, Distance]]:
    """Yield two events that come one after the other, and what distance they keep."""
    for distance in distances:
        own = [number for number in moved if number in distance.events]
        own.sort(key=lambda number: (occasions[number - 1].at, number))
        yield from ((one, other, distance) for one, other in pairwise(own))
