"""Words for acts, places, situations and the like, with their kinds-of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal, get_args

from attrs import field, frozen

from polyagree.errors import UnknownName

__all__ = ["Form", "Vocabulary", "WordEntry", "WordKind", "shipped"]

WordKind = Literal[
    "act",
    "happening",
    "situation",
    "place",
    "thing",
    "detail",
    "people",
    "relationship-kind",
    "group-kind",
    "power",
    "cause",
]
"""What a word can be a word for."""

WORD_KINDS: tuple[str, ...] = get_args(WordKind)

Form = Literal["mutual", "directed", "own"]
"""
How an act counts. *Mutual*: everyone in ``who`` and ``with`` did it. *Directed*:
``who`` did it ``to`` somebody. *Own*: ``who`` did it, alone or not.
"""


@frozen(kw_only=True)
class WordEntry:
    """
    One word.

    Attributes:
        id: The word.
        kind: What it is a word for.
        kind_of: The wider word it belongs under; ``None``: to none.
        form: How an act counts; ``None``: as the wider word does, or for words that are no acts.
    """

    id: str
    kind: WordKind
    kind_of: str | None = None
    form: Form | None = None


@frozen(eq=False)
class Vocabulary:
    """
    The words that a document may use: those that ship, and its own terms.

    Attributes:
        words: Every word by its id.
    """

    words: Mapping[str, WordEntry] = field()
    _wider: dict[str, tuple[str, ...]] = field(factory=dict, init=False, repr=False)
    _forms: dict[str, Form] = field(factory=dict, init=False, repr=False)

    def __contains__(self, word: object) -> bool:
        """Return whether *word* is known."""
        return word in self.words

    def get(self, word: str) -> WordEntry | None:
        """Return the entry of *word*, or ``None``."""
        return self.words.get(word)

    def extended(self, entries: Iterable[WordEntry]) -> Vocabulary:
        """Return the vocabulary with *entries* added; an own word replaces a shipped one."""
        own = {entry.id: entry for entry in entries}
        return Vocabulary(MappingProxyType({**self.words, **own})) if own else self

    def of_kind(self, *kinds: str) -> Iterator[str]:
        """Yield the words of *kinds*, in their order."""
        return (word for word, entry in self.words.items() if entry.kind in kinds)

    def wider(self, word: str) -> tuple[str, ...]:
        """Return *word*, then each wider word that it is a kind of."""
        found = self._wider.get(word)
        if found is None:
            found = tuple(self._upwards(word))
            if word in self.words:
                # Two threads may both make it; they make the same.
                self._wider[word] = found
        return found

    def _upwards(self, word: str) -> Iterator[str]:
        seen: set[str] = set()
        at: str | None = word
        while at is not None and at not in seen:
            seen.add(at)
            yield at
            entry = self.words.get(at)
            at = None if entry is None else entry.kind_of

    def is_kind_of(self, word: str, wide: str) -> bool:
        """Return whether every *word* is a *wide*, itself included."""
        return wide in self.wider(word)

    def form(self, act: str) -> Form:
        """
        Return how *act* counts.

        Raises:
            UnknownName: If it is no word.
        """
        found = self._forms.get(act)
        if found is None:
            if act not in self.words:
                raise UnknownName(f"unknown word `{act}`", act)
            entries = (self.words.get(each) for each in self.wider(act))
            forms = (entry.form for entry in entries if entry is not None)
            found = self._forms[act] = next((form for form in forms if form is not None), "own")
        return found

    def is_mutual(self, act: str) -> bool:
        """Return whether everyone in ``who`` and ``with`` does *act*."""
        return self.form(act) == "mutual"

    def is_directed(self, act: str) -> bool:
        """Return whether *act* is done ``to`` somebody."""
        return self.form(act) == "directed"


@cache
def shipped() -> Vocabulary:
    """Return the words that come with the library."""
    import json  # most programs that import the model never need it

    text = files("polyagree.model").joinpath("vocabulary.json").read_text(encoding="utf-8")
    words: dict[str, WordEntry] = {}
    for kind, entries in json.loads(text).items():
        for word, about in entries.items():
            words[word] = WordEntry(id=word, kind=kind, **about)
    return Vocabulary(MappingProxyType(words))
