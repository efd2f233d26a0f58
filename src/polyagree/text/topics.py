"""What a clause is about, as far as its words tell."""

from __future__ import annotations

import re
from functools import cache

from polyagree.text.listed import listed, matters

__all__ = ["topics_of"]

_WORD = re.compile(r"[£$€]|[^\W\d_]+")
_SUFFIX = re.compile(r"(?:['’]s|ings?|ed|es|s|ly)\Z")
_LEAST = 4


@cache
def _names() -> dict[str, str]:
    return {_stem(word): name for name, words in matters().items() for word in words}


def topics_of(said: str) -> frozenset[str]:
    """Return what *said* is about: names of matters, and words that stand for themselves."""
    names, common = _names(), listed("everywhere")
    found: set[str] = set()
    for word in _WORD.findall(said.casefold()):
        stem = _stem(word)
        if stem in names:
            found.add(names[stem])
        elif len(word) >= _LEAST and common.isdisjoint((word, stem)):
            found.add(stem)
    return frozenset(found)


def _stem(word: str) -> str:
    short = _SUFFIX.sub("", word)
    return short if len(short) >= len("tes") else word
