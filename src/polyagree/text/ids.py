"""Ids that are made from words."""

from __future__ import annotations

import re
from collections.abc import Collection, Container
from unicodedata import normalize

from polyagree.model.ids import GRAMMAR_WORDS, is_id

__all__ = ["Ids"]

_SIGN = re.compile(r"[^a-z0-9]+")
_APOSTROPHE = re.compile(r"['’]")
_LONGEST = 48


class Ids:
    """
    Makes ids, each once.

    Args:
        instead: What to take where the words have no letters from a to z.
        taken: What is no id any more.
        words: What means something already.
    """

    def __init__(
        self, instead: str, taken: Collection[str] = (), words: Container[str] = ()
    ) -> None:
        self._instead = instead
        self._words = words
        self._taken = set(taken) | GRAMMAR_WORDS
        self._next: dict[str, int] = {}

    def of(self, said: str, *, words: int = 4) -> str:
        """Return an id made from the first *words* words of *said*."""
        folded = normalize("NFKD", said).encode("ascii", "ignore").decode().lower()
        parts = _SIGN.sub(" ", _APOSTROPHE.sub("", folded)).split()
        made = "-".join(parts[:words])[:_LONGEST].strip("-")
        if not is_id(made):
            made = self._instead
        if made not in self._taken and made not in self._words:
            self._taken.add(made)
            return made
        return self._numbered(made)

    def _numbered(self, made: str) -> str:
        number = self._next.get(made, 2)
        while (found := f"{made}-{number}") in self._taken or found in self._words:
            number += 1
        self._next[made] = number + 1
        self._taken.add(found)
        return found
