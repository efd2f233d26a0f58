"""What a sentence says of what follows a break."""

from __future__ import annotations

from typing import Literal

from polyagree.text.normal import words_of
from polyagree.text.phrasebook import patterns_in

__all__ = ["Follows", "aftermath_of"]

Follows = Literal["mends", "costs", "ends", "later", "watches"]
"""
A talk or something made good, something that somebody loses, an end, only after more than one
break, a look at what is somebody's own.
"""


def aftermath_of(text: str) -> frozenset[Follows]:
    """
    Return what *text* says of what follows a break, as far as its words tell.

    Args:
        text: A sentence that reads like a handling of a break.

    Source:
        A9, A14.
    """
    line = words_of(text).line
    return frozenset(
        phrase["says"]
        for phrase, patterns in patterns_in("aftermath")
        if any(pattern.search(line) for pattern in patterns)
    )
