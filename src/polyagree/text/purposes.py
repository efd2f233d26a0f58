"""What a sentence says that something is for."""

from __future__ import annotations

import re
from collections.abc import Collection

from polyagree.text.normal import words_of
from polyagree.text.phrasebook import patterns_in
from polyagree.text.spans import apart

__all__ = ["reassurance_in", "without_reason"]

_SHORTLY = 3
_FAR = 60
_REASON = re.compile(
    r"[\s,;:(–—-]+(?:because|since|so(?: that)?|in order (?:that|to)|in case|otherwise|or else|lest"
    r"|that way|as (?:a )?(?:proof|sign|token)|to (?:make sure|ensure|keep|stop|prevent|avoid)"
    r"|for fear)\b",
    re.IGNORECASE,
)
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


def without_reason(text: str, reason: str) -> str:
    """
    Return what *text* says before it tells why.

    Args:
        text: A sentence with its reason.
        reason: Words of the reason, as they stand in it.
    """
    until = text.find(reason)
    begins = [each for each in _REASON.finditer(text) if each.start() <= until]
    return text[: begins[0].start()] if begins else text[:until]


def _is_denied(line: str, at: int) -> bool:
    before = line[max(at - _FAR, 0) : at].split()[-_SHORTLY:]
    return _NOT.search(f" {' '.join(before)} ") is not None
