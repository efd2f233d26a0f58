"""Which act a sentence is about: a word of the vocabulary, or a few words of its own."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import Any

from attrs import frozen

from polyagree.text.lexicon import table
from polyagree.text.marked import Marked
from polyagree.text.readings import Kind
from polyagree.text.seeking import Phrases

__all__ = ["ActEntry", "act_entries", "act_entry_of", "act_of", "acts_at", "acts_in", "own_words"]

_ABOUT_WORDS: frozenset[Kind] = frozenset({"after_notice", "break_handling", "review"})
Spans = Collection[tuple[int, int]]
"""From where to where some words go in a text."""

_FOR_WHOM = frozenset({"that", "i", "we", "you", "nobody", "no", "everyone", "they", "he", "she"})
_ABOUT_NOTHING: frozenset[Kind] = frozenset({"value", "definition", "other"})
_ABOUT_DEEDS: frozenset[Kind] = frozenset({"permission_rule", "veto", "prior_notice"})


@frozen
class ActEntry:
    """
    How an act of the vocabulary is put into words.

    Attributes:
        id: The word of the vocabulary.
        how: In which manner it is done.
        is_speech: Whether it is a word to somebody.
        when: How it is put.
        yes: Sentences that are about it.
        no: Sentences that look like it and are not.
    """

    id: str
    how: tuple[str, ...]
    is_speech: bool
    when: tuple[str, ...]
    yes: tuple[str, ...]
    no: tuple[str, ...]


def act_of(sentence: Marked, kind: Kind, *, near: Spans = ()) -> str | None:
    """
    Return the act that *sentence* is about: a word of the vocabulary, or words of its own.

    Args:
        sentence: A clause.
        kind: What it is. What is told, mended or reviewed is about words to somebody, what
            waits for words is about an act, and anything else about either.
        near: Where in its text the words stand that decided what it is.
    """
    entry = act_entry_of(sentence, kind, near=near)
    if entry is not None:
        return entry.id
    return own_words(sentence) if kind not in _ABOUT_NOTHING else None


def act_entry_of(sentence: Marked, kind: Kind, *, near: Spans = ()) -> ActEntry | None:
    """
    Return the act of the vocabulary that *sentence* is about, if any is.

    Args:
        sentence: A clause.
        kind: What it is.
        near: Where in its text the words stand that decided what it is: of several acts the
            one in the same part of the sentence counts.
    """
    if kind in _ABOUT_NOTHING:
        return None
    acts = _nearest_first(sentence, near)
    speech = [each for each in acts if each.is_speech]
    deeds = [each for each in acts if not each.is_speech]
    first = [*speech, *deeds] if kind in _ABOUT_WORDS else deeds
    if first:
        return first[0]
    return speech[0] if speech and kind not in _ABOUT_DEEDS and not own_words(sentence) else None


def acts_in(sentence: Marked) -> tuple[ActEntry, ...]:
    """Return the acts that *sentence* speaks of, the narrower before the wider."""
    return tuple(dict.fromkeys(entry for entry, _ in acts_at(sentence)))


def acts_at(sentence: Marked) -> Iterator[tuple[ActEntry, range]]:
    """Yield the acts that *sentence* speaks of, with the words for each."""
    end = _before_its_purpose(sentence)
    return ((entry, span) for entry, span in _phrases().found_in(sentence) if span.start < end)


def _nearest_first(sentence: Marked, near: Spans) -> list[ActEntry]:
    """Return the acts of *sentence*, those first that stand in one part with what is *near*."""
    parts = {sentence.part_at(start) for start, _ in near}
    found = list(acts_at(sentence))
    if parts:
        found.sort(key=lambda each: sentence.part_at(sentence.spans[each[1].start][0]) not in parts)
    return list(dict.fromkeys(entry for entry, _ in found))


def _before_its_purpose(sentence: Marked) -> int:
    """Return the position from which on *sentence* only says what it is good for."""
    words = sentence.words
    for at in range(1, len(words) - 1):
        if words[at] == "because" or (words[at] == "so" and words[at + 1] in _FOR_WHOM):
            return at
    return len(words)


# Words of its own

_PEOPLE = (
    r"(?:we|i|you|he|she|they|nobody|no one|anyone|anybody|everyone|everybody|whoever|each|neither"
    r"|either|both|all|party|parties|partner|partners|of us|@\w+|the other|one of us|somebody"
    r"|someone|no|any|it)"
)
_AUXILIARY = (
    r"(?:must|shall|should|will|would|may|can|could|do|does|has to|have to|need to|needs to"
    r"|is to|are to|not|never|first|also|please|get|gets)"
)
#: What ends the words for an act.
_ENDS = (
    r"(?=(?:without|unless|until|before|if|when|once|only|except|by|so|and|but|or|needs?|takes?"
    r"|requires?|is|are|has|have|waits?|gets?|goes|must|shall|should|may|can|will|with"
    r"|we|i|you|they|he|she|there) |[.,;:!?=])"
)
_BEFORE = re.compile(
    rf" (?:before|prior to) (?:{_PEOPLE} ){{0,3}}(?:{_AUXILIARY} ){{0,3}}("
    rf"?P<what>(?:[a-z'-]+ ){{1,4}}?){_ENDS}"
)
_TOPIC = re.compile(r"^ (?P<what>(?:[^ .;:!?,]+ ){1,5})[?:] ")
_DOING = re.compile(
    rf"^ (?:{_PEOPLE} ){{1,3}}(?:{_AUXILIARY} ){{1,3}}(?P<what>(?:[a-z'-]+ ){{1,4}}?){_ENDS}"
)
_NOBODY = re.compile(
    rf"^ (?:nobody|no one|none of us|neither of us|no party) (?P<what>(?:[a-z'-]+ ){{1,4}}?){_ENDS}"
)
_SUBJECT = re.compile(rf"^ (?!{_PEOPLE} )(?P<what>(?:[a-z'-]+ ){{1,5}}?){_ENDS}")
#: What begins no words for an act.
_NO_ACT = frozenset(table("acts")["no_act"])
_LITTLE = frozenset(
    {"a", "an", "the", "any", "my", "your", "our", "his", "her", "their", "every", "each", "no"}
    | {"that", "this", "it", "them", "some", "one", "of", "to", "in", "on", "for", "be", "other"}
)


def own_words(sentence: Marked) -> str | None:
    """Return a few words of *sentence* for what it is about, from its topic or its verb."""
    for pattern in (_TOPIC, _BEFORE, _DOING, _NOBODY, _SUBJECT):
        match = pattern.search(sentence.line)
        words = [] if match is None else match["what"].split()
        while words and (words[0] in _LITTLE or not words[0][0].isalpha()):
            words.pop(0)
        while words and (words[-1] in _LITTLE or not words[-1][0].isalpha()):
            words.pop()
        if words and _NO_ACT.isdisjoint(words[:1]):
            return " ".join(word.removeprefix("@") for word in words)
    return None


# The lexicon


@cache
def act_entries() -> tuple[ActEntry, ...]:
    """Return how acts are put into words, the narrower before the wider."""
    return tuple(_entry(raw) for raw in table("acts")["act"])


@cache
def _phrases() -> Phrases[ActEntry]:
    return Phrases((entry, entry.when) for entry in act_entries())


def _entry(raw: Mapping[str, Any]) -> ActEntry:
    return ActEntry(
        id=raw["id"],
        how=tuple(raw.get("how", ())),
        is_speech=raw.get("speech", False),
        when=tuple(raw["when"]),
        yes=tuple(raw["yes"]),
        no=tuple(raw["no"]),
    )
