"""Whether a short clause says no more than its act."""

from __future__ import annotations

from polyagree.text.acts import acts_at
from polyagree.text.lexicon import table
from polyagree.text.marked import Marked

__all__ = ["is_whole"]

_LEFT = 0


def is_whole(sentence: Marked) -> bool:
    """
    Return whether *sentence* has few words beside those for its act, its times and its people.

    A ban that holds only at a place, or while something is so, is none if that is left out.
    """
    covered = {at for _, span in acts_at(sentence) for at in span}
    known = frozenset(table("people")["plain"])
    left = [
        word
        for at, word in enumerate(sentence.words)
        if at not in covered and word[0].isalpha() and word not in known
    ]
    return len(left) <= _LEFT
