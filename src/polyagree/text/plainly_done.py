"""Whether a clause says that something is done, or that it is not to be."""

from __future__ import annotations

from polyagree.text.lexicon import table
from polyagree.text.marked import Marked

__all__ = ["is_denied", "is_owed"]

_OWED = frozenset(table("acts")["owed"])

_DENYING = """
abstain avoid away ban banned cannot close closed end ends except forbid forbidden free
hardly hold home instead keep keeps limit limits more most neither never no nobody none nor
not nothing off only out over prohibit prohibited quit refrain rest skip stay stays stop
stops taboo unless until wait waits without zero
"""
"""Words with which something is not to be, or to end."""

_WORDS = frozenset(_DENYING.split())


def is_denied(sentence: Marked) -> bool:
    """Return whether *sentence* has a word that denies, forbids or keeps from something."""
    return not _WORDS.isdisjoint(sentence.known)


def is_owed(act: str, sentence: Marked) -> bool:
    """Return whether *act* is one that people owe, and *sentence* denies nothing."""
    return act in _OWED and not is_denied(sentence)
