"""What has to hold of a schedule, whoever solves it: so many, at least or at most, of these."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from polyagree.source import Path

__all__ = ["Demand", "Problem", "counts_of", "unmet"]


class Demand(NamedTuple):
    """
    That so many of some possible events happen.

    Attributes:
        owners: Where the norms stand that ask for it, all of which have to count for it;
            empty: nobody can be in two places at once.
        of: The events, as numbers from 1.
        least: How many at least.
        most: How many at most; ``None``: any number.
        given: Only if this event happens; ``None``: in any case.
    """

    owners: tuple[Path, ...]
    of: tuple[int, ...]
    least: int = 0
    most: int | None = None
    given: int | None = None


class Problem(NamedTuple):
    """
    A number of possible events, and what has to hold of them.

    Attributes:
        size: How many events there are.
        demands: What has to hold.
    """

    size: int
    demands: Sequence[Demand]

    @property
    def owners(self) -> tuple[Path, ...]:
        """The norms that ask for something, each once."""
        return tuple(dict.fromkeys(owner for each in self.demands for owner in each.owners))

    def of_owners(self, owners: Collection[Path]) -> Problem:
        """Return what has to hold if only these norms count."""
        kept = {*owners}
        return self._replace(
            demands=[each for each in self.demands if kept.issuperset(each.owners)]
        )


def counts_of(problem: Problem, done: Collection[int]) -> Iterator[tuple[Demand, int]]:
    """Yield each demand that counts with how many of its events are among *done*."""
    for demand in problem.demands:
        if demand.given is None or demand.given in done:
            yield demand, sum(each in done for each in demand.of)


def unmet(problem: Problem, done: Iterable[int]) -> list[Demand]:
    """Return the demands that are not met if exactly the events *done* happen."""
    chosen = frozenset(done)
    return [
        demand
        for demand, count in counts_of(problem, chosen)
        if count < demand.least or (demand.most is not None and count > demand.most)
    ]
