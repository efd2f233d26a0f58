"""Feelings that a sentence asks for, or forbids."""

from __future__ import annotations

from collections.abc import Collection

from polyagree.text.normal import words_of
from polyagree.text.phrasebook import patterns_in
from polyagree.text.spans import apart

__all__ = ["feelings_demanded"]


def feelings_demanded(text: str, *, people: Collection[str] = ()) -> tuple[str, ...]:
    """
    Return the words in *text* that ask for a feeling or forbid one, in their order.

    One that is only spoken of is none, and neither is what nobody has to feel.

    Args:
        text: What was agreed, in words.
        people: Names of people.

    Source:
        C17, D10.
    """
    words = words_of(text, people)
    found: list[tuple[int, int]] = []
    for phrase, patterns in patterns_in("feelings"):
        for pattern in patterns:
            spans = [match.span() for match in pattern.finditer(words.line)]
            if spans and phrase["says"] == "spares":
                return ()
            found += [words.span(*span) for span in spans]
    return tuple(text[start:end] for start, end in apart(found))
