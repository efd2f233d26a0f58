"""Words that carry an obligation and can be read in more than one way."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Literal, cast

from attrs import frozen

from polyagree.text.lexicon import table
from polyagree.text.marked import Marked
from polyagree.text.readings import Kind
from polyagree.text.seeking import Phrases

__all__ = ["Binding", "VagueEntry", "vague_entries", "vague_in", "vague_words"]

Binding = Literal["time", "degree", "manner", "feeling", "kind"]
"""What a word leaves open: how soon, how much, in which manner, how one is to feel, which ones."""

_BINDS_NOBODY: frozenset[Kind] = frozenset({"value", "definition", "other"})


@frozen
class VagueEntry:
    """
    Words that can be read in more than one way.

    Attributes:
        id: Its name.
        binding: What they leave open.
        when: How they are put.
        but: Words in whose company they are plain enough: two days in advance.
        yes: Sentences in which they carry something.
        no: Sentences that look like it and in which they do not.
    """

    id: str
    binding: Binding
    when: tuple[str, ...]
    but: frozenset[str]
    yes: tuple[str, ...]
    no: tuple[str, ...]


def vague_words(sentence: Marked, kind: Kind) -> tuple[str, ...]:
    """
    Return the words of a clause of *kind* that carry what it asks and can be read in two ways.

    What binds nobody may say whatever it likes.

    Source:
        B5.
    """
    if kind in _BINDS_NOBODY:
        return ()
    found = (sentence.written(span).casefold() for _, span in vague_in(sentence))
    return tuple(dict.fromkeys(found))


def vague_in(sentence: Marked) -> tuple[tuple[VagueEntry, range], ...]:
    """Return the vague words in *sentence*, none inside another, in their order."""
    found = [
        (entry, span)
        for entry, span in _phrases().found_in(sentence)
        if entry.but.isdisjoint(sentence.known)
    ]
    kept: list[tuple[VagueEntry, range]] = []
    for entry, span in sorted(found, key=lambda each: (each[1].start, -each[1].stop)):
        if not kept or span.start >= kept[-1][1].stop:
            kept.append((entry, span))
    return tuple(kept)


@cache
def vague_entries() -> tuple[VagueEntry, ...]:
    """Return the words that can be read in more than one way."""
    return tuple(_entry(raw) for raw in table("vague")["vague"])


@cache
def _phrases() -> Phrases[VagueEntry]:
    return Phrases((entry, entry.when) for entry in vague_entries())


def _entry(raw: Mapping[str, Any]) -> VagueEntry:
    return VagueEntry(
        id=raw["id"],
        binding=cast("Binding", raw["binding"]),
        when=tuple(raw["when"]),
        but=frozenset(raw.get("but", ())),
        yes=tuple(raw["yes"]),
        no=tuple(raw["no"]),
    )
