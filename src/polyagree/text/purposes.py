"""What a sentence says that something is for."""

from __future__ import annotations

import re
from collections.abc import Collection

from polyagree.text.normal import words_of
from polyagree.text.phrasebook import patterns_in
from polyagree.text.spans import apart

__all__ = ["reassurance_in"]

_SHORTLY = 3
_FAR = 60
_NOT = re.compile(r" (?:not|never|no|nobody|neither|without) ")


def reassurance_in(text: str, *, people: Collection[str] = ()) -> tuple[str, ...]:
    """
    Return the words in *text* by which something is for not being left, in their order.

    Args:
        text: A reason, or a sentence that may hold one.
        people: Names of people.

    Source:
        A10.
    """
    words = words_of(text, people)
    found: list[tuple[int, int]] = []
    for phrase, patterns in patterns_in("purposes"):
        for pattern in patterns:
            for match in pattern.finditer(words.line):
                denied = phrase.get("denies", False) and _is_denied(words.line, match.start())
                if not denied:
                    found.append(words.span(match.start(), match.end()))
    return tuple(text[start:end] for start, end in apart(found))


def _is_denied(line: str, at: int) -> bool:
    before = line[max(at - _FAR, 0) : at].split()[-_SHORTLY:]
    return _NOT.search(f" {' '.join(before)} ") is not None
