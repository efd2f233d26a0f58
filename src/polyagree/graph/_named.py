"""Words that somebody asks with."""

from __future__ import annotations

from polyagree.errors import UnknownName
from polyagree.model.fitting import did_you_mean
from polyagree.model.ids import Word
from polyagree.model.polycule import Polycule
from polyagree.model.vocabulary import WordKind

__all__ = ["known"]


def known(polycule: Polycule, word: str, *kinds: WordKind, noun: str) -> Word:
    """
    Return *word*.

    Args:
        polycule: The polycule.
        word: What somebody asks about.
        *kinds: The kinds of words that can be meant.
        noun: What such a word is called.

    Raises:
        UnknownName: If no such word ships, and none stands under ``terms``.
    """
    entry = polycule.vocabulary.get(word)
    if entry is not None and entry.kind in kinds:
        return Word(word)
    near = did_you_mean(word, polycule.vocabulary.of_kind(*kinds))
    raise UnknownName(f"unknown {noun} `{word}`", word, near)
