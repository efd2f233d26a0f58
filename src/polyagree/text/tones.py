"""Words that put something on a person, or make it small."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from attrs import frozen

from polyagree.text.normal import Words, words_of
from polyagree.text.phrasebook import patterns_in, phrases_in

__all__ = ["Tone", "tones", "tones_in"]

_SHORTLY = 4
"""So many words after `said`, or `not`, belong to it."""

_FAR = 100
_SOUGHT = ("blames", "minimises")

_NAME = re.compile(r"@([\w.]+)")
_ENDS = re.compile(r"[.;!?]")
_NOT = re.compile(r" (?:not|never|no|nobody|none|neither|nor|hardly|without|cannot) ")


@frozen
class Tone:
    """
    Words with a tone.

    Attributes:
        says: What they do: ``blames`` or ``minimises``.
        words: The words.
        start: Where they begin in the text.
        end: Where they end.
        phrase: Which phrase of the lexicon found them.
    """

    says: Literal["blames", "minimises"]
    words: str
    start: int
    end: int
    phrase: str


def tones_in(text: str, *, people: Collection[str] = ()) -> tuple[Tone, ...]:
    """
    Return the words in *text* that blame somebody, or make something small, in their order.

    Praise is none ("you always listen"), and neither is what somebody says that they said. It
    goes by the words alone, and cannot hear how they are meant.

    Args:
        text: What somebody said.
        people: Names of people. A word about somebody who is none of them is left alone.

    Source:
        C6, C14.
    """
    words = words_of(text, people)
    hits = sorted(_hits(words))
    known = {name.casefold() for name in people}
    spared = _Spared(words, hits)
    found = [
        Tone(hit.says, text[slice(*span)], *span, hit.phrase)
        for hit in hits
        if hit.says in _SOUGHT and _is_of(hit, known, words) and not spared.takes_back(hit)
        for span in (words.span(hit.start, hit.end),)
    ]
    return tuple(_apart(found))


class _Hit(NamedTuple):
    start: int
    end: int
    says: Any
    phrase: str
    denies: bool


def _hits(words: Words) -> Iterator[_Hit]:
    for phrase, patterns in patterns_in("tones"):
        for pattern in patterns:
            for match in pattern.finditer(words.line):
                yield _Hit(
                    match.start(),
                    match.end(),
                    phrase["says"],
                    phrase["id"],
                    phrase.get("denies", False),
                )


class _Spared:
    """Where words stand that take others back."""

    def __init__(self, words: Words, hits: Sequence[_Hit]) -> None:
        self._line = words.line
        self._praise: list[tuple[int, int]] = []
        for hit in hits:
            if hit.says == "spares":
                start, end = hit.start, hit.end
                if self._praise and start <= self._praise[-1][1]:
                    start, end = self._praise[-1][0], max(end, self._praise.pop()[1])
                self._praise.append((start, end))
        self._told = sorted(hit.end for hit in hits if hit.says == "tells")

    def takes_back(self, hit: _Hit) -> bool:
        """Return whether *hit* is denied, or praise, or what somebody says that was said."""
        at = bisect_left(self._praise, hit.end, key=lambda span: span[0])
        if at and self._praise[at - 1][1] > hit.start:
            return True
        told = bisect_right(self._told, hit.start)
        before = self._line[self._told[told - 1] : hit.start] if told else None
        if before is not None and len(before.split()) < _SHORTLY and not _ENDS.search(before):
            return True
        return hit.denies and _NOT.search(self._last_words(hit.start)) is not None

    def _last_words(self, at: int) -> str:
        before = _ENDS.split(self._line[max(at - _FAR, 0) : at])[-1]
        return f" {' '.join(before.split()[-_SHORTLY:])} "


def _is_of(hit: _Hit, known: Collection[str], words: Words) -> bool:
    """Return whether whoever is named in *hit* is known for a person."""
    named = _NAME.findall(words.line[hit.start : hit.end])
    return all(name.rstrip(".") in known for name in named)


def _apart(found: Sequence[Tone]) -> Iterator[Tone]:
    """Yield of those that overlap the first, and of those that begin together the longest."""
    ends = dict.fromkeys(_SOUGHT, 0)
    for each in sorted(found, key=lambda tone: (tone.start, -tone.end, tone.phrase)):
        if each.start >= ends[each.says]:
            ends[each.says] = each.end
            yield each


def tones() -> tuple[Mapping[str, Any], ...]:
    """Return the phrases as they stand in their file."""
    return phrases_in("tones")
