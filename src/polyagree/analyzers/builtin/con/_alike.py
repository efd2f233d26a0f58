"""Norms that say the same thing in one agreement, taken together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from polyagree.analyzers.places import NormAt
from polyagree.finding import Evidence
from polyagree.model.ids import PersonId

__all__ = ["Alike", "alike"]


class Alike(NamedTuple):
    """
    Norms of one agreement that bind the same people to the same.

    Attributes:
        first: The first of them, which stands for all.
        norms: All of them, in the order of the document.
    """

    first: NormAt
    norms: tuple[NormAt, ...]

    def evidence(self, fact: str, value: str) -> Evidence:
        """Return where the first of them stands, and how many more there are."""
        more = len(self.norms) - 1
        return self.first.evidence(fact, f"{value}, as in {more} more" if more else value)


def alike(norms: Iterable[NormAt]) -> Iterator[Alike]:
    """Yield *norms*, those that say the same together, in the order of the first of each."""
    found: dict[tuple[object, ...], list[NormAt]] = {}
    for each in norms:
        found.setdefault(_key(each), []).append(each)
    for same in found.values():
        yield Alike(same[0], tuple(same))


def _key(norm: NormAt) -> tuple[object, ...]:
    holder: PersonId | None = None if norm.boundary is None else norm.boundary.holder
    agreement = None if norm.agreement is None else norm.agreement.id
    # A step after a break is one with what it repairs.
    return agreement, holder, norm.parties, norm.norm, norm.repairs, norm.is_reparation
