"""Whether a short clause says no more than its act."""

from __future__ import annotations

from functools import cache

from polyagree.text.acts import acts_at
from polyagree.text.lexicon import table
from polyagree.text.marked import Marked

__all__ = ["is_whole"]


def is_whole(sentence: Marked, act: str) -> bool:
    """
    Return whether *sentence* has no words beside those for *act*, its times and its people.

    A ban that holds only on some occasion is none if the occasion is left out.
    """
    covered = {at for entry, span in acts_at(sentence) if entry.id == act for at in span}
    known = _plain()
    return all(
        at in covered or word in known or not word[0].isalpha()
        for at, word in enumerate(sentence.words)
    )


@cache
def _plain() -> frozenset[str]:
    """Return the words that add nothing, or that are put into the norm in another way."""
    people = table("people")
    return frozenset([*people["plain"], *people["places"], *people["company"], *people["days"]])
