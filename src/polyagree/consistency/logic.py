"""What has to hold of a schedule, whoever solves it: so many, at least or at most, of these."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from polyagree.source import Path

__all__ = ["Demand", "Problem"]


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
        is_after: Whether they count only if they happen after *given*.
    """

    owners: tuple[Path, ...]
    of: tuple[int, ...]
    least: int = 0
    most: int | None = None
    given: int | None = None
    is_after: bool = False


class Problem(NamedTuple):
    """
    A number of possible events, and what has to hold of them.

    Attributes:
        size: How many events there are.
        demands: What has to hold.
        stretches: In which stretch of time each event is, by its number less one; empty: each
            has an instant of its own.
    """

    size: int
    demands: Sequence[Demand]
    stretches: Sequence[int] = ()

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
