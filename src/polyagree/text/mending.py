"""Words after a break: pressing somebody, or taking back what one owns."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Literal

from attrs import frozen

from polyagree.text.normal import Words, words_of
from polyagree.text.phrasebook import Anchors, sought_in

__all__ = ["Said", "said_after_a_break"]

_NEAR = 4
_NOT = re.compile(r" (?:not|never|no|nobody|none|neither|nor|hardly|without|cannot|nothing) ")
_ENDS = re.compile(r"[.;!?]")


@frozen
class Said:
    """
    Words that press somebody, or take back what somebody owns.

    Attributes:
        says: What they do: ``presses`` or ``excuses``.
        words: The words.
        start: Where they begin in the text.
        phrase: Which phrase of the lexicon found them.
    """

    says: Literal["presses", "excuses"]
    words: str
    start: int
    phrase: str


def said_after_a_break(text: str, *, people: Collection[str] = ()) -> tuple[Said, ...]:
    """
    Return the words in *text* that press somebody, or take back what somebody owns, in order.

    Forgiveness, trust or a talk that is asked for at once, or by a day, presses. "Sorry if",
    "sorry, but" and what the other one did take back. It goes by the words alone.

    Args:
        text: What somebody said.
        people: Names of people.

    Source:
        C6, D4, D10.
    """
    words = words_of(text, people)
    known = words.known | ({"@"} if "@" in words.line else set())
    found = (
        _first(text, words, phrase, [pattern for pattern, each in sought if _may_be(known, each)])
        for phrase, sought in sought_in("mending")
    )
    said = (each for each in found if each is not None)
    return tuple(sorted(said, key=lambda each: (each.start, each.phrase)))


def _first(
    text: str, words: Words, phrase: Mapping[str, Any], patterns: Iterable[re.Pattern[str]]
) -> Said | None:
    """Return where *phrase* stands first, with as many words as belong to it."""
    spans = [
        words.span(match.start(), match.end())
        for pattern in patterns
        for match in pattern.finditer(words.line)
        if not (phrase.get("denies", False) and _is_denied(words.line, match.start()))
    ]
    if not spans:
        return None
    start, end = min(spans, key=lambda span: (span[0], -span[1]))
    return Said(phrase["says"], " ".join(text[start:end].split()), start, phrase["id"])


def _may_be(known: frozenset[str], anchors: Anchors) -> bool:
    """Return whether each of the words is there that a pattern cannot do without."""
    return not any(known.isdisjoint(each) for each in anchors)


def _is_denied(line: str, at: int) -> bool:
    before = _ENDS.split(line[:at])[-1].split()[-_NEAR:]
    return _NOT.search(f" {' '.join(before)} ") is not None
