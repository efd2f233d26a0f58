"""Words as they were written, and as they are compared."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property, lru_cache

from attrs import evolve, frozen

from polyagree.text.lexicon import classes, spellings

__all__ = ["Token", "Words", "words_of"]

#: A number with its sign or unit, a word with its apostrophes and hyphens, or one other sign.
_TOKEN = re.compile(
    r"[A-Z]\.(?=['\u2019 ][a-z'\u2019])|[$£€]?\d+(?:[.,:]\d+)*(?:st|nd|rd|th|am|pm|h|k)?\b%?"
    r"|['\u2019]s\b|[^\W_]+(?:['\u2019\u2018`-][^\W_]+)*"
    r"|\S"
)
#: What stands before an item of a list, or a line that is quoted.
_MARK = re.compile(
    r"\s*(?:(?:[-*+•\u2013\u2014>]|#{1,6}|\[[ xX]\]"
    r"|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})\)|\d{1,3}\.)\s+)*"
)
#: Apostrophes, quotation marks and dashes, as they are compared.
_SIGNS = str.maketrans("\u2019\u2018`\u00b4\u201c\u201d\u2013", "''''\"\"-")
_QUOTES = frozenset("\"'\u201c\u201d\u2018\u2019*_`")
_COURTESY = frozenset({"please", "pls", "plz"})
_ENDS = frozenset(".!?")
_OPENING = frozenset("\"'()[]-—•*#_>")
_SUFFIXES = {"n't": "not", "'re": "are", "'ve": "have", "'ll": "will", "'d": "would", "'m": "am"}
_MANY = 20_000


@frozen
class Token:
    """
    A word or a sign.

    Attributes:
        word: As it is compared: small letters, spelt out, names with an `@`.
        start: Where it begins in the text.
        end: Where it ends.
    """

    word: str
    start: int
    end: int


class Words:
    """
    A sentence in words.

    Args:
        text: As it was written.
        tokens: Its words and signs.
    """

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self.text = text
        self.tokens = tokens
        #: The words with one blank between, and one before the first and after the last.
        self.line = f" {' '.join(each.word for each in self.tokens)} "

    @cached_property
    def known(self) -> frozenset[str]:
        """The words, each once."""
        return frozenset(each.word for each in self.tokens)

    @cached_property
    def _starts(self) -> list[int]:
        starts, at = [], 1
        for each in self.tokens:
            starts.append(at)
            at += len(each.word) + 1
        return starts

    def position(self, at: int) -> int:
        """Return which word stands at the character *at* of the line."""
        return max(bisect_right(self._starts, at) - 1, 0)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where in the text the characters from *start* to *end* of the line stand."""
        if not self.tokens:
            return 0, 0
        first, last = self.position(start), self.position(max(end - 2, start))
        return self.tokens[first].start, self.tokens[last].end


def words_of(text: str, people: Collection[str] = ()) -> Words:
    """
    Return *text* in words.

    Args:
        text: A sentence.
        people: Names that are known to be of people, in any case.
    """
    known = frozenset(name.casefold() for name in people)
    found: list[Token] = []
    is_first = True
    mark = _MARK.match(text)
    for match in _TOKEN.finditer(text, mark.end() if mark is not None else 0):
        raw = match.group()
        start, end = match.span()
        if raw in _QUOTES or raw.casefold() in _COURTESY:
            # What is quoted is read as if it were said, and what is asked for kindly is asked for.
            continue
        is_name = _is_name(raw, known, is_first=is_first)
        found.extend([Token(word, start, end) for word in _spelt_out(raw, is_name)])
        if raw in _ENDS or raw == ":":
            is_first = True
        elif raw not in _OPENING:
            is_first = False
    return Words(text, tuple(_first_names(found, text)))


def _is_name(raw: str, known: frozenset[str], *, is_first: bool) -> bool:
    """Return whether *raw* is the name of somebody, as far as its letters tell."""
    stem = raw.translate(_SIGNS).split("'")[0].removesuffix(".")
    if stem.casefold() in known:
        return True
    if is_first or not stem[:1].isupper() or not stem.isalpha():
        return False
    word = stem.casefold()
    return (stem[1:].islower() or len(stem) == 1) and word not in _no_names()


def _no_names() -> frozenset[str]:
    return _sets()["no_name"]


def _sets() -> dict[str, frozenset[str]]:
    if not _SETS:
        _SETS.update({name: frozenset(words) for name, words in classes().items()})
    return _SETS


_SETS: dict[str, frozenset[str]] = {}


@lru_cache(_MANY)
def _spelt_out(raw: str, is_name: bool) -> tuple[str, ...]:  # noqa: FBT001  # of a cache
    """Return *raw* in small letters, spelt out; a name with an `@`."""
    return tuple(_words_in(raw, is_name=is_name))


def _words_in(raw: str, *, is_name: bool) -> Iterator[str]:
    word = raw.translate(_SIGNS).casefold()
    if len(word) == len("r.") and word.endswith("."):
        word, is_name = word[0], True
    said = spellings().get(word)
    if said is not None and not is_name:
        yield from said.split(" ")
        return
    if word == "'s":
        yield word
        return
    for suffix, spelt in _SUFFIXES.items():
        if word.endswith(suffix) and len(word) > len(suffix):
            stem = word[: -len(suffix)]
            yield f"@{stem}" if is_name else stem
            yield spelt
            return
    stem, apostrophe, rest = word.partition("'")
    if apostrophe and rest == "s":
        yield f"@{stem}" if is_name else spellings().get(stem, stem)
        yield "'s"
        return
    yield f"@{word}" if is_name else word


def _first_names(tokens: Sequence[Token], text: str) -> Iterator[Token]:
    """Yield *tokens*; one that begins a sentence is a name if what comes next says so."""
    sets = _sets()
    for position, token in enumerate(tokens):
        raw = text[token.start : token.start + 1]
        begins = position == 0 or tokens[position - 1].word in {".", "!", "?", ":", '"', ")"}
        if begins and raw.isupper() and token.word.isalpha() and _may_be_name(token.word, sets):
            after = [each.word for each in tokens[position + 1 : position + 3]]
            if _is_of_a_name(after, sets):
                yield evolve(token, word=f"@{token.word}")
                continue
        yield token


def _may_be_name(word: str, sets: dict[str, frozenset[str]]) -> bool:
    return word not in sets["no_name"] and word not in sets["opener"]


def _is_of_a_name(after: Sequence[str], sets: dict[str, frozenset[str]]) -> bool:
    """Return whether the words *after* a first one are such as come after a name."""
    if not after:
        return False
    first = after[0]
    if first in {"and", "or", "&"} and len(after) > 1 and after[1].startswith("@"):
        return True
    if first == "," and len(after) > 1 and after[1].startswith("@"):
        return True
    return first in sets["after_name"]
