"""Whether a clause says that something is done, or that it is not to be."""

from __future__ import annotations

from polyagree.text.lexicon import table
from polyagree.text.marked import Marked

__all__ = ["is_denied", "is_owed"]

_OWED = frozenset(table("acts")["owed"])

_DENYING = frozenset(
    {
        "not",
        "no",
        "never",
        "nobody",
        "none",
        "neither",
        "nor",
        "nothing",
        "without",
        "cannot",
        "only",
    }
    | {
        "off",
        "out",
        "except",
        "unless",
        "until",
        "avoid",
        "instead",
        "forbidden",
        "forbid",
        "banned",
    }
    | {
        "ban",
        "prohibited",
        "prohibit",
        "taboo",
        "refrain",
        "stop",
        "stops",
        "keep",
        "keeps",
        "stay",
    }
    | {"stays", "skip", "quit", "hold", "wait", "waits", "most", "more", "over", "zero", "hardly"}
    | {
        "abstain",
        "away",
        "end",
        "ends",
        "close",
        "closed",
        "limits",
        "limit",
        "free",
        "rest",
        "home",
    }
)


def is_denied(sentence: Marked) -> bool:
    """Return whether *sentence* has a word that denies, forbids or keeps from something."""
    return not _DENYING.isdisjoint(sentence.known)


def is_owed(act: str, sentence: Marked) -> bool:
    """Return whether *act* is one that people owe, and *sentence* denies nothing."""
    return act in _OWED and not is_denied(sentence)
