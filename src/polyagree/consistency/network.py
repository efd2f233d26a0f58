"""Moments, how far apart they may lie, and whether all of that can hold at once."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Collection, Hashable, Iterable, Iterator
from fractions import Fraction

from attrs import frozen

from polyagree.errors import InvalidQuantity, InvalidTime

__all__ = ["Length", "Minimal", "TemporalNetwork"]

Length = dt.timedelta | int | Fraction
"""How far apart two moments lie: a length of time, or a whole or rational number of a unit."""

_TICK = dt.timedelta(microseconds=1)

#: How many sets of dropped owners are looked at before minimal sets are said to be not all.
_TRIES = 10_000


@frozen(kw_only=True)
class _Edge:
    """*to* is at most *length* later than *start*; less than that, if it is strict."""

    start: int
    to: int
    length: Length
    is_strict: bool
    owner: Hashable


#: An edge with its weight as a whole number: where it leads to, the weight, and the edge.
_Way = tuple[int, int, _Edge]


@frozen(kw_only=True)
class Minimal:
    """
    Minimal sets of owners whose gaps cannot all hold.

    Attributes:
        sets: The sets, and each in the order in which its owners first said something.
        has_all: Whether there are no others.
    """

    sets: tuple[tuple[Hashable, ...], ...]
    has_all: bool


class TemporalNetwork:
    """
    A simple temporal network: moments, and gaps between them that somebody asks for.

    Each gap has an owner, such as the path of a norm, so that gaps which cannot all hold are
    told by whose they are. What holds anyway, whoever agreed to what, has the owner ``None``.

    Everything is exact. Lengths of time are counted in microseconds, as the clock counts, so
    that *less than an hour* is at most one microsecond less. Numbers can be as close to each
    other as one likes.

    >>> import datetime as dt
    >>> hour = dt.timedelta(hours=1)
    >>> network = TemporalNetwork()
    >>> network.add("told", "met", least=2 * hour, owner="tell-first")
    >>> network.add("told", "met", most=hour, is_most_open=True, owner="fresh")
    >>> network.add("met", "home", most=8 * hour, owner="nights")
    >>> network.conflict()
    ('tell-first', 'fresh')
    >>> network.times(only=["tell-first", "nights"])["met"]
    datetime.timedelta(seconds=7200)

    Source:
        Dechter, Meiri and Pearl, *Temporal constraint networks* (1991).
    """

    # networkx finds out as quickly whether there is a negative cycle, but
    # `find_negative_cycle` may name one that sums up to zero, or none, where predecessors
    # tie (its issue 5916); gaps of an exact length make such ties all the time.

    def __init__(self) -> None:
        self._points: dict[Hashable, int] = {}
        self._edges: list[_Edge] = []
        self._owners: dict[Hashable, None] = {}

    @property
    def points(self) -> tuple[Hashable, ...]:
        """The moments, in the order in which they were first named."""
        return tuple(self._points)

    @property
    def owners(self) -> tuple[Hashable, ...]:
        """Who asks for something, in the order in which they first did."""
        return tuple(self._owners)

    def add(
        self,
        earlier: Hashable,
        later: Hashable,
        *,
        least: Length | None = None,
        most: Length | None = None,
        is_least_open: bool = False,
        is_most_open: bool = False,
        owner: Hashable = None,
    ) -> None:
        """
        Ask that *later* comes between *least* and *most* after *earlier*.

        A length below zero is fine: *later* may then come first.

        Args:
            earlier: A moment, by any name; a new one joins the network.
            later: Another one.
            least: At least so much later; ``None``: no matter how little.
            most: At most so much later; ``None``: no matter how much.
            is_least_open: Whether it has to be more than *least*.
            is_most_open: Whether it has to be less than *most*.
            owner: Whose gap it is; ``None``: it holds anyway.

        Raises:
            InvalidQuantity: If a length is not exact.
            InvalidTime: If lengths of time and numbers meet in one network.
        """
        for length in (least, most):
            self._refuse_other_kinds(length)
        start = self._points.setdefault(earlier, len(self._points))
        to = self._points.setdefault(later, len(self._points))
        if owner is not None:
            self._owners.setdefault(owner)
        if most is not None:
            self._edges.append(
                _Edge(start=start, to=to, length=most, is_strict=is_most_open, owner=owner)
            )
        if least is not None:
            self._edges.append(
                _Edge(start=to, to=start, length=-least, is_strict=is_least_open, owner=owner)
            )

    def times(self, *, only: Collection[Hashable] | None = None) -> dict[Hashable, Length] | None:
        """
        Return a time for each moment so that every gap is as asked for.

        Args:
            only: Whose gaps count, beside those that hold anyway; ``None``: everybody's.

        Returns:
            How long after the first moment each one is; ``None`` if there are no such times.
        """
        found, _ = self._relax(self._ways(only))
        if found is None:
            return None
        if self._is_time:
            return {each: (found[at] - found[0]) * _TICK for each, at in self._points.items()}
        scale = self._scale
        return {each: Fraction(found[at] - found[0], scale) for each, at in self._points.items()}

    def conflict(self, *, only: Collection[Hashable] | None = None) -> tuple[Hashable, ...] | None:
        """
        Return a minimal set of owners whose gaps cannot all hold.

        Without any one of them, the gaps of the others can.

        Args:
            only: Whose gaps count, beside those that hold anyway; ``None``: everybody's.

        Returns:
            The owners, in the order in which they first asked for something; empty if what
            holds anyway cannot; ``None`` if all can hold.
        """
        _, cycle = self._relax(self._ways(only))
        if cycle is None:
            return None
        needed: list[Hashable] = []
        left = self._owners_of(cycle)
        while left:
            # Whoever is needed comes to the front; a smaller cycle may let several go at once.
            first, *rest = left
            _, cycle = self._relax(self._ways([*needed, *rest]))
            if cycle is None:
                needed.append(first)
                left = rest
            else:
                on = set(self._owners_of(cycle))
                left = [each for each in rest if each in on]
        return self._sorted(needed)

    def conflicts(self, *, most: int = 16) -> Minimal:
        """
        Return all minimal sets of owners whose gaps cannot all hold, up to *most* of them.

        Each set that is found is broken up in every way, and what remains looked at again,
        until nothing is left to break up.
        """
        found: dict[tuple[Hashable, ...], None] = {}
        dropped: list[frozenset[Hashable]] = [frozenset()]
        seen = set(dropped)
        for tries, without in enumerate(dropped):
            if tries == _TRIES:
                return Minimal(sets=tuple(found), has_all=False)
            known = (each for each in found if without.isdisjoint(each))
            conflict = next(known, None)
            if conflict is None:
                conflict = self.conflict(only=self._owners.keys() - without)
                if conflict is None:
                    continue
                if len(found) == most:
                    return Minimal(sets=tuple(found), has_all=False)
                found[conflict] = None
            for owner in conflict:
                if (more := without | {owner}) not in seen:
                    seen.add(more)
                    dropped.append(more)
        return Minimal(sets=tuple(found), has_all=True)

    @property
    def _is_time(self) -> bool:
        return bool(self._edges) and isinstance(self._edges[0].length, dt.timedelta)

    @property
    def _scale(self) -> int:
        """By what numbers are multiplied, so that a way of strict steps stays below one."""
        parts = {
            e.length.denominator for e in self._edges if not isinstance(e.length, dt.timedelta)
        }
        return math.lcm(*parts) * (len(self._points) + 1)

    def _refuse_other_kinds(self, length: Length | None) -> None:
        if length is None:
            return
        if isinstance(length, bool) or not isinstance(length, dt.timedelta | int | Fraction):
            raise InvalidQuantity(
                f"`{length}` is no exact length", help="use a length of time or a fraction"
            )
        if self._edges and isinstance(length, dt.timedelta) != self._is_time:
            raise InvalidTime("lengths of time and numbers do not stand in one network")

    def _ways(self, only: Collection[Hashable] | None) -> list[list[_Way]]:
        """Return the edges that count by where they start, with whole numbers as weights."""
        ways: list[list[_Way]] = [[] for _ in self._points]
        allowed = None if only is None else {None, *only}
        scale = 1 if self._is_time else self._scale
        for edge in self._edges:
            if allowed is None or edge.owner in allowed:
                length = edge.length
                whole = length // _TICK if isinstance(length, dt.timedelta) else int(length * scale)
                ways[edge.start].append((edge.to, whole - edge.is_strict, edge))
        return ways

    def _relax(self, ways: list[list[_Way]]) -> tuple[list[int] | None, list[_Edge] | None]:
        """Return times that follow every edge, or else edges in a ring that cannot be followed."""
        times = [0] * len(ways)
        came: list[_Edge | None] = [None] * len(ways)
        moved: Iterable[int] = range(len(ways))
        steps = 0
        while moved:
            onward: dict[int, None] = {}
            for point in moved:
                for to, weight, edge in ways[point]:
                    if (time := times[point] + weight) < times[to]:
                        times[to], came[to] = time, edge
                        onward[to] = None
            steps += len(onward)
            # To look for a ring takes as long as to move every point once.
            if steps >= len(ways):
                if cycle := _ring(came):
                    return None, cycle
                steps = 0
            # Turned around, so that a row of gaps is run through in one go whichever way it lies.
            moved = [*reversed(onward)]
        return times, None

    def _owners_of(self, edges: Iterable[_Edge]) -> list[Hashable]:
        return list(dict.fromkeys(each.owner for each in edges if each.owner is not None))

    def _sorted(self, owners: Collection[Hashable]) -> tuple[Hashable, ...]:
        return tuple(each for each in self._owners if each in owners)


def _ring(came: list[_Edge | None]) -> list[_Edge] | None:
    """
    Return edges that lead back to where they start, among the last ones that moved a point.

    Each of them moved its point for the better, so that their lengths sum up to less than
    nothing.
    """
    seen = [-1] * len(came)
    for start in range(len(came)):
        point, edge = start, came[start]
        while edge is not None and seen[point] < 0:
            seen[point] = start
            point, edge = edge.start, came[edge.start]
        if edge is not None and seen[point] == start:
            return [*_back(came, point)]
    return None


def _back(came: list[_Edge | None], point: int) -> Iterator[_Edge]:
    """Yield the edges of the ring through *point*, backwards."""
    edge = came[point]
    while edge is not None:
        yield edge
        edge = None if edge.start == point else came[edge.start]
