"""What people say to each other after a break, and what they do for each other."""

from __future__ import annotations

from polyagree.analyzers.places import NormAt
from polyagree.model.norms import Obligation
from polyagree.model.vocabulary import Vocabulary

__all__ = ["is_a_conversation", "is_conversation"]

_WORDS = ("talk", "tell", "ask", "apologise", "restate", "settle", "aftercare")
# What is brought up against somebody is said, and settles nothing.
_AGAINST = ("argue", "bring-up")


def is_a_conversation(act: str, words: Vocabulary) -> bool:
    """Return whether people speak with each other in *act*, or look after each other."""
    kinds = set(words.wider(act))
    return not kinds.isdisjoint(_WORDS) and kinds.isdisjoint(_AGAINST)


def is_conversation(norm: NormAt) -> bool:
    """Return whether *norm* has people speak with each other."""
    is_owed = isinstance(norm.norm, Obligation)
    return is_owed and is_a_conversation(norm.act, norm.context.words)
