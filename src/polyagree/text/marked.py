"""A sentence in which each amount stands as what it is."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from attrs import frozen

from polyagree.text.amounts import Amount, amounts_of

__all__ = ["Marked", "marked"]

_STOPS = frozenset(".;!?:")
_FAR = 12


@frozen
class Marked:
    """
    A sentence in which an amount is one word: `=length`, `=number` and so on.

    Attributes:
        words: The words.
        amounts: The amount at each position that is one.
        line: The words with one blank between, and one before the first and after the last.
        starts: Where each word begins in the line.
        known: The words, each once.
    """

    words: tuple[str, ...]
    amounts: Mapping[int, Amount]
    line: str
    starts: tuple[int, ...]
    known: frozenset[str]

    def positions(self, start: int, end: int) -> range:
        """Return which words stand from character *start* to *end* of the line."""
        return range(bisect_left(self.starts, start), bisect_left(self.starts, end))

    def rest(self, at: int) -> range:
        """Return the positions from *at* on that may still belong to what stands there."""
        end = at
        last = min(at + _FAR, len(self.words))
        while end < last and self.words[end] not in _STOPS:
            end += 1
        return range(at, end)

    def amount_in(self, positions: range) -> Amount | None:
        """Return the first amount at *positions*."""
        return next((self.amounts[at] for at in positions if at in self.amounts), None)


def marked(words: Sequence[str]) -> Marked:
    """Return the sentence that *words* make, with its amounts marked."""
    joined: list[str] = []
    amounts: dict[int, Amount] = {}
    at = 0
    for amount in amounts_of(words):
        joined += words[at : amount.start]
        amounts[len(joined)] = amount
        joined.append(f"={amount.sort}")
        at = amount.end
    joined += words[at:]
    starts, begin = [], 1
    for word in joined:
        starts.append(begin)
        begin += len(word) + 1
    line = f" {' '.join(joined)} "
    return Marked(tuple(joined), MappingProxyType(amounts), line, tuple(starts), frozenset(joined))
