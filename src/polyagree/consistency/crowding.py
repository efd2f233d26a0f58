"""What is due too often for the distance that it has to keep."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from polyagree.consistency.logic import Demand
from polyagree.consistency.network import TemporalNetwork
from polyagree.consistency.slots import Slot
from polyagree.source import Path

__all__ = ["Distance", "crowded"]

_BEGIN = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


class Distance(NamedTuple):
    """
    That some events keep their distance from one another.

    Attributes:
        owner: Where the norm stands that asks for it.
        events: The events, by their numbers: each is against it, and each sets it off.
        days: How many days later the next may be; ``None``: it is no matter of days.
        span: Longer than this after the last.
    """

    owner: Path
    events: frozenset[int]
    days: int | None = None
    span: dt.timedelta = dt.timedelta()


def crowded(
    demands: Sequence[Demand], distances: Sequence[Distance], slots: Sequence[Slot]
) -> list[Path] | None:
    """
    Return norms that leave no room for the distance one of them asks for; ``None``: none found.

    One thing that is due again and again is a moment in each of its windows, and two of
    them are so far apart as the distance asks for: a simple temporal network.

    Args:
        demands: What is demanded.
        distances: What keeps its distance.
        slots: When each event is, by its number less one.
    """
    for distance in distances:
        own: dict[tuple[Path, ...], list[Demand]] = {}
        for demand in demands:
            if demand.least and demand.given is None and distance.events.issuperset(demand.of):
                own.setdefault(demand.owners, []).append(demand)
        for due in own.values():
            conflict = _network(due, distance, slots).conflict()
            if conflict is not None:
                return [owner for owner in conflict if isinstance(owner, tuple)]
    return None


def _network(due: Sequence[Demand], distance: Distance, slots: Sequence[Slot]) -> TemporalNetwork:
    network = TemporalNetwork()
    last: tuple[int, int] | None = None
    until = -1
    for position, demand in enumerate(due):
        times = [slots[number - 1] for number in demand.of]
        if not times or min(times).number <= until:
            # Two windows that overlap may be met by one event.
            continue
        until = max(times).number
        for count in range(demand.least):
            moment = (position, count)
            _place(network, moment, times, distance, demand.owners[0])
            if last is not None:
                _part(network, last, moment, distance)
            last = moment
    return network


def _place(
    network: TemporalNetwork,
    moment: tuple[int, int],
    times: Sequence[Slot],
    distance: Distance,
    owner: Path,
) -> None:
    """Let *moment* be in the window that *times* make, counted in days or exactly."""
    first, end = min(times), max(times)
    if distance.days is None:
        least, most = first.start - _BEGIN, end.end - _BEGIN
        network.add("begin", moment, least=least, most=most, is_most_open=True, owner=owner)
    else:
        least, most = first.day - _BEGIN.date(), end.day - _BEGIN.date()
        network.add("begin", moment, least=least, most=most, owner=owner)


def _part(
    network: TemporalNetwork, last: tuple[int, int], moment: tuple[int, int], distance: Distance
) -> None:
    """Let *moment* keep its distance from the one before it."""
    is_exact = distance.days is None
    least = distance.span if distance.days is None else dt.timedelta(days=distance.days)
    network.add(last, moment, least=least, is_least_open=is_exact, owner=distance.owner)
