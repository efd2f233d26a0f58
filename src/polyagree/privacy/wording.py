"""Names of people in the words that people wrote."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from polyagree.model.person import Person

__all__ = ["Wording"]

_LEAST = 3
"""Shorter names are found only as they are written: `Al` is no word, `al` may be one."""

_SAME = {"'": "'\u2019\u02bc", "-": "-\u2010\u2011"}
"""Signs that may stand for each other in a name."""

_BETWEEN = re.compile(r"[\s,;:/|&+()\[\]{}<>\"\u201c-\u201f\u00ab\u00bb\u2039\u203a]+")
"""What stands between the parts of a name: `Kit (Christopher) "Chris" Ward` has four."""

_AROUND = "'`\u2018\u2019\u00b4*_~-.!?"

_PLAIN = str.maketrans({other: sign for sign, others in _SAME.items() for other in others})

_WITHOUT_SPACES = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Burmese
    (0x1780, 0x17FF),  # Khmer
    (0x3040, 0x30FF),  # kana
    (0x3400, 0x9FFF),  # Han
    (0xAC00, 0xD7AF),  # Hangul, where endings follow at once
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)
"""Letters that stand beside those of other words, with no space between them."""


class Wording:
    """
    Finds people in texts, by whole words: their name, each part of it, and their id.

    A name is found in small and capital letters, with its accents written either way, and
    so is an id. One with fewer than three letters is found as it is written, and such an
    id not at all, since it may be a word. Where a script has no spaces between its words,
    a name of two letters or more is found among others.

    Args:
        people: The people, each with what is to stand instead.
    """

    def __init__(self, people: Iterable[tuple[Person, str]]) -> None:
        self._instead: dict[str, str] = {}
        exact: dict[str, str] = {}
        for person, instead in people:
            for name in names_of(person):
                if len(name) < _LEAST:
                    exact.setdefault(_plain(name), instead)
                else:
                    self._instead.setdefault(_plain(name).casefold(), instead)
        self._exact = exact
        self._loose = _pattern(self._instead, re.IGNORECASE)
        self._strict = _pattern(exact, 0)

    def without_names(self, text: str) -> str:
        """Return *text* with what is to stand instead of each name."""
        if self._loose is not None:
            text = self._loose.sub(self._for, text)
        if self._strict is not None:
            text = self._strict.sub(lambda found: self._exact[_plain(found[0])], text)
        return text

    def _for(self, found: re.Match[str]) -> str:
        return self._instead.get(_plain(found[0]).casefold(), found[0])


def names_of(person: Person) -> Iterator[str]:
    """Yield the words by which a text may name *person*, the longest first."""
    yield person.name.strip()
    for part in _BETWEEN.split(person.name):
        part = part.strip(_AROUND)  # noqa: PLW2901
        if part and any(map(str.isalpha, part)):
            yield part
            yield from (each for each in _plain(part).split("-") if len(each) >= _LEAST)
    if len(person.id) >= _LEAST:
        yield person.id


def _plain(text: str) -> str:
    """Return *text* with one way of writing what can be written in several."""
    return unicodedata.normalize("NFC", text.translate(_PLAIN))


def _pattern(names: Iterable[str], flags: int) -> re.Pattern[str] | None:
    forms = {
        unicodedata.normalize(form, written)
        for name in names
        # `ß` is `ss` in small letters that are compared, and a text may have either.
        for written in (name, name.replace("ss", "\u00df"))
        for form in ("NFC", "NFD")
        if flags or written == name
    }
    longest_first = sorted(forms, key=lambda each: (-len(each), each))
    if not longest_first:
        return None
    return re.compile("|".join(map(_word, longest_first)), flags)


def _word(name: str) -> str:
    """Return a pattern of *name*, which is no part of a longer word; `_` makes none longer."""
    signs = (f"[{re.escape(_SAME[sign])}]" if sign in _SAME else re.escape(sign) for sign in name)
    begins = "" if _stands_close(name[0], name) else r"(?<![^\W_])"
    ends = "" if _stands_close(name[-1], name) else r"(?![^\W_])"
    return f"{begins}{''.join(signs)}{ends}"


def _stands_close(letter: str, name: str) -> bool:
    is_one = len(unicodedata.normalize("NFC", name)) == 1
    return not is_one and any(low <= ord(letter) <= high for low, high in _WITHOUT_SPACES)
