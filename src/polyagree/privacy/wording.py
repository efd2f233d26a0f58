"""Names of people in the words that people wrote."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from polyagree.model.person import Person

__all__ = ["Wording"]

_LEAST = 3
"""Shorter names are found only as they are written: `Al` is no word, `al` may be one."""


class Wording:
    """
    Finds people in texts, by whole words: their name, each part of it, and their id.

    A name is found in small and capital letters, and so is an id. One with fewer than three
    letters is found as it is written, and such an id not at all, since it may be a word.

    Args:
        people: The people, each with what is to stand instead.
    """

    def __init__(self, people: Iterable[tuple[Person, str]]) -> None:
        self._instead: dict[str, str] = {}
        exact: dict[str, str] = {}
        for person, instead in people:
            for name in names_of(person):
                if len(name) < _LEAST:
                    exact.setdefault(name, instead)
                else:
                    self._instead.setdefault(name.casefold(), instead)
        self._exact = exact
        self._loose = _pattern(self._instead, re.IGNORECASE)
        self._strict = _pattern(exact, 0)

    def without_names(self, text: str) -> str:
        """Return *text* with what is to stand instead of each name."""
        if self._loose is not None:
            text = self._loose.sub(self._for, text)
        if self._strict is not None:
            text = self._strict.sub(lambda found: self._exact[found[0]], text)
        return text

    def _for(self, found: re.Match[str]) -> str:
        return self._instead.get(found[0].casefold(), found[0])


def names_of(person: Person) -> Iterator[str]:
    """Yield the words by which a text may name *person*, the longest first."""
    yield person.name.strip()
    for part in re.split(r"[\s,]+", person.name.strip()):
        if part and any(map(str.isalpha, part)):
            yield part
    if len(person.id) >= _LEAST:
        yield person.id


def _pattern(names: Iterable[str], flags: int) -> re.Pattern[str] | None:
    longest_first = sorted(names, key=lambda each: (-len(each), each))
    if not longest_first:
        return None
    words = "|".join(map(re.escape, longest_first))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", flags)
