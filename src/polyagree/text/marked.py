"""A sentence in which each amount stands as what it is."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from attrs import frozen

from polyagree.text.amounts import Amount, amounts_of
from polyagree.text.normal import Words

__all__ = ["Marked", "marked"]

_STOPS = frozenset(".;!?:")
_ENDS = frozenset(".;!?")
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
        text: As it was written.
        spans: Where each word stands in that.
        ends: Where in the text each part ends that stands by itself.
    """

    words: tuple[str, ...]
    amounts: Mapping[int, Amount]
    line: str
    starts: tuple[int, ...]
    known: frozenset[str]
    text: str
    spans: tuple[tuple[int, int], ...]
    ends: tuple[int, ...]

    def positions(self, start: int, end: int) -> range:
        """Return which words stand from character *start* to *end* of the line."""
        return range(bisect_left(self.starts, start), bisect_left(self.starts, end))

    def part_at(self, at: int) -> int:
        """Return in which part of the sentence the character *at* of the text stands."""
        return bisect_left(self.ends, at)

    def written(self, positions: range) -> str:
        """Return the words at *positions* as they were written."""
        return self.text[self.spans[positions.start][0] : self.spans[positions.stop - 1][1]]

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


def marked(sentence: Words) -> Marked:
    """Return *sentence* with its amounts marked."""
    words = [each.word for each in sentence.tokens]
    joined: list[str] = []
    spans: list[tuple[int, int]] = []
    amounts: dict[int, Amount] = {}
    at = 0

    def take(until: int) -> None:
        joined.extend(words[at:until])
        spans.extend((each.start, each.end) for each in sentence.tokens[at:until])

    for amount in amounts_of(words):
        take(amount.start)
        amounts[len(joined)] = amount
        joined.append(f"={amount.sort}")
        spans.append((sentence.tokens[amount.start].start, sentence.tokens[amount.end - 1].end))
        at = amount.end
    take(len(words))
    return Marked(
        words=tuple(joined),
        amounts=MappingProxyType(amounts),
        line=f" {' '.join(joined)} ",
        starts=tuple(_starts(joined)),
        known=frozenset(joined),
        text=sentence.text,
        spans=tuple(spans),
        ends=tuple(end for (_, end), word in zip(spans, joined, strict=True) if word in _ENDS),
    )


def _starts(words: Iterable[str]) -> Iterator[int]:
    """Yield where each of *words* begins in their line."""
    at = 1
    for word in words:
        yield at
        at += len(word) + 1
