"""The names that somebody may know, and records that use no other."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from polyagree.model.ids import is_id
from polyagree.model.references import collect_names
from polyagree.model.term import Term
from polyagree.model.vocabulary import Vocabulary, shipped

__all__ = ["Known"]


class Known:
    """
    Names, with what each is the name of, and the words of the vocabulary.

    It grows while more turns out to be visible, and forgets nothing.
    """

    def __init__(self) -> None:
        self._names: dict[str, set[str]] = {}
        self._terms: list[Term] = []
        self._words: Vocabulary | None = None

    @property
    def words(self) -> Vocabulary:
        """The words that ship, and the terms among the names."""
        if self._words is None:
            self._words = shipped().extended(term.entry for term in self._terms)
        return self._words

    def add(self, kind: str, name: str | None) -> None:
        """Let *name* be the name of a *kind*; ``None``: it has no name."""
        if name is not None:
            self._names.setdefault(name, set()).add(kind)

    def add_term(self, term: Term) -> None:
        """Let the word of *term* be known."""
        self._terms.append(term)
        self._words = None

    def has(self, name: str, *kinds: str) -> bool:
        """Return whether *name* is the name of any of *kinds*."""
        entry = self.words.get(name)
        if "anything" in kinds:
            return entry is not None or name in self._names
        if entry is not None and entry.kind in kinds:
            return True
        if name == "always" and "situation" in kinds:
            return True
        return not self._names.get(name, frozenset[str]()).isdisjoint(kinds)

    def is_whole(self, record: Any, *, besides: Collection[str | None] = ()) -> bool:
        """Return whether *record* uses only names that are known, or events *besides*."""
        found: dict[tuple[str, tuple[str, ...]], None] = {}
        collect_names(record, found)
        return all(self.has(name, *kinds) or name in besides for name, kinds in found)

    def is_text(self, text: str) -> bool:
        """Return whether *text* is words of people, or the name of something known."""
        agreement, _, clause = text.partition(".")
        if not (is_id(agreement) and (not clause or is_id(clause))):
            return True
        # Inside a check-in the clause of an agreement may stand without its agreement.
        return self.has(text, "anything") or any(
            name.endswith(f".{text}") for name, kinds in self._names.items() if "clause" in kinds
        )
