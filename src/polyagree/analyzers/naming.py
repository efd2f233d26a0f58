"""Which words of a text are names: of people, or of what a document explains."""

from __future__ import annotations

import re
from collections.abc import Collection

__all__ = ["name_words", "names_in", "phrases_in"]

_WORD = re.compile(r"[^\W_]+")
_JOINED = re.compile(r"[^\W_]+(?:-[^\W_]+)+")

_LONGEST = 4
"""So many words a term may have that is looked for in a sentence."""

_MOST_WORDS = 4
"""So many words a name may have."""

_PRONOUNS = """
a all an another any anybody anyone both each either everybody everyone he her him his i it me my
neither no nobody none one other others our she somebody someone the them they three two us we
yes you your
"""
"""What some are called where nobody has a name; in a sentence each is a word."""

_WORDS_AS_WELL = """
angel april art august bill chance chase christian dawn dean drew eve faith frank gene grace grant
harmony heather hope hunter iris ivy jack jean joy june lance lily major mark mason may max miles
nick olive page pat pearl penny poppy ray rich rob robin rose ruby rusty sage sandy sky star
sterling stone sue summer sunny violet wade will willow
"""
"""Names that are words as well, where they are not written with a capital letter."""

_NO_NAMES = frozenset(_PRONOUNS.split())
_ALSO_WORDS = frozenset(_WORDS_AS_WELL.split())


def name_words(names: Collection[str]) -> frozenset[str]:
    """
    Return *names*, and each word of them, in small letters.

    One of many words says who somebody is, as ``one of us, whom the text does not name``:
    its words are no names.
    """
    small = {name.casefold() for name in names}
    parts = (name.split() for name in small)
    words = {word for several in parts if len(several) <= _MOST_WORDS for word in several}
    return frozenset(small | words) - _NO_NAMES


def names_in(text: str, names: frozenset[str]) -> frozenset[str]:
    """
    Return which of *names* stand in *text*: few, of however many there are.

    Somebody may be called Will, and all of us will be on time: what is a word as well is no
    name where it is written in small letters.

    Args:
        text: What somebody wrote.
        names: Names in small letters, as :func:`name_words` has them.
    """
    words = {*_WORD.findall(text), *_JOINED.findall(text)}
    found = {each.casefold() for each in words} & names
    return frozenset(each for each in found if each not in _ALSO_WORDS or each not in words)


def phrases_in(text: str) -> frozenset[str]:
    """Return the words of *text*, and up to four in a row, with dashes, as ids have them."""
    words = [word for part in _WORD.findall(text.casefold()) for word in part.split("-")]
    return frozenset(
        "-".join(words[start : start + length])
        for length in range(1, _LONGEST + 1)
        for start in range(len(words) - length + 1)
    )
