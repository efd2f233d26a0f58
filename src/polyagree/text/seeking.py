"""Finding which of many phrases are in a sentence, without trying each of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Generic, TypeVar

from polyagree.text.frames import anchors_of, compiled
from polyagree.text.marked import Marked

__all__ = ["Phrases"]

T = TypeVar("T")


class Phrases(Generic[T]):
    """
    Phrases, in the order in which they count, each of an entry of some lexicon.

    Args:
        entries: Each entry with its patterns.
    """

    def __init__(self, entries: Iterable[tuple[T, Iterable[str]]]) -> None:
        self._phrases = [_Phrase(entry, said) for entry, all_said in entries for said in all_said]
        #: By which words each phrase is found: it has one of them.
        self._index: dict[str, list[int]] = {}
        for number, phrase in enumerate(self._phrases):
            for word in phrase.anchors[0]:
                self._index.setdefault(word, []).append(number)

    def found_in(self, sentence: Marked) -> Iterator[tuple[T, range]]:
        """Yield the entries whose phrases are in *sentence*, with the words of each place."""
        numbers = {
            number for word in sentence.known & self._index.keys() for number in self._index[word]
        }
        for number in sorted(numbers):
            phrase = self._phrases[number]
            if not any(words.isdisjoint(sentence.known) for words in phrase.anchors[1:]):
                for match in phrase.pattern.finditer(sentence.line):
                    yield phrase.entry, sentence.positions(match.start(), match.end())


class _Phrase(Generic[T]):
    def __init__(self, entry: T, said: str) -> None:
        self.entry = entry
        self.said = said
        self.anchors = anchors_of(said)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The phrase as it is searched for: few sentences need it, and it takes time to make."""
        return compiled(self.said)
