"""What keeps itself going within one stretch of time, so that nothing of it would come last."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from polyagree.consistency.logic import Demand, Problem
from polyagree.source import Path

__all__ = ["Circle", "Circles"]


class Circle(NamedTuple):
    """
    Events of one stretch of time, each of which is followed by others of them only.

    One of them is the last, and what follows it is none of them: so at least one of *others*
    happens as well, if all of *events* do.

    Attributes:
        events: The events, by their numbers.
        demands: For each, what has to follow it.
        others: What would follow the last one.
    """

    events: tuple[int, ...]
    demands: tuple[Demand, ...]
    others: tuple[int, ...]


class Circles:
    """
    Finds circles in what happens.

    Where each event has an instant of its own there are none. In a stretch of time, in which
    what follows something is somewhere in the same stretch, only the order tells: there is one
    as long as, again and again, an event is followed by something that is later anyway.

    Args:
        problem: What is demanded.
    """

    def __init__(self, problem: Problem) -> None:
        self._stretches = problem.stretches
        self._following: dict[int, list[Demand]] = {}
        for demand in problem.demands:
            if demand.is_after and demand.given is not None and demand.least == 1:
                self._following.setdefault(demand.given, []).append(demand)
        if not self._stretches:
            self._following.clear()

    def __bool__(self) -> bool:
        return bool(self._following)

    def first_in(self, happening: Collection[int], owners: Collection[Path]) -> Circle | None:
        """Return a circle in what is *happening*, if the norms at *owners* count."""
        kept, there = frozenset(owners), frozenset(happening)
        by_stretch: dict[int, list[int]] = {}
        for number in happening:
            if number in self._following:
                by_stretch.setdefault(self._stretches[number - 1], []).append(number)
        for own in by_stretch.values():
            found = self._left_of(own, there, kept)
            if found:
                return _circle(found)
        return None

    def _left_of(
        self, own: Sequence[int], there: frozenset[int], kept: frozenset[Path]
    ) -> Mapping[int, Demand]:
        """Return those of *own* that come before others of them only, and what says so."""
        left = {*own}
        why: dict[int, Demand] = {}
        while True:
            why = {
                number: demand
                for number in own
                if number in left
                for demand in self._following[number]
                if left.issuperset(each for each in demand.of if each in there)
                and kept.issuperset(demand.owners)
            }
            if len(why) == len(left):
                return why
            left = {*why}


def _circle(found: Mapping[int, Demand]) -> Circle:
    others = (each for demand in found.values() for each in demand.of if each not in found)
    return Circle(tuple(found), tuple(found.values()), tuple(dict.fromkeys(others)))
