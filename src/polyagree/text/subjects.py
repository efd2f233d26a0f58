"""Who a sentence is about, and in which mood it says it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from attrs import frozen

from polyagree.text.lexicon import classes
from polyagree.text.normal import Words
from polyagree.text.readings import Bearer

__all__ = ["Subject", "clauses_of", "subject_of"]

_SUBORDINATE = frozenset(
    [
        "if",
        "when",
        "whenever",
        "before",
        "after",
        "once",
        "while",
        "unless",
        "until",
        "as",
        "should",
        "in",
        "on",
        "with",
        "at",
        "for",
        "by",
        "during",
        "where",
        "since",
        "because",
        "although",
        "though",
        "to",
        "from",
        "within",
    ]
)
_EACH = frozenset(
    [
        "we",
        "each",
        "both",
        "neither",
        "either",
        "all",
        "everyone",
        "everybody",
        "nobody",
        "none",
        "us",
        "parties",
        "party",
        "partners",
        "members",
        "nothing",
        "anyone",
        "anybody",
        "whoever",
        "every",
        "any",
        "one",
        "two",
        "three",
        "four",
        "no",
    ]
)
_SPEAKER = frozenset({"i", "i'd", "my", "mine"})
_OTHER = frozenset({"you", "your", "yours"})
_THIRD = frozenset({"he", "she", "his", "her", "him"})
_VERBS = re.compile(
    r" (?:is|are|am|was|were|be|do|does|did|has|have|had|can|could|may|might|must|shall|should"
    r"|will|would|need|needs|goes?|comes?|gets?|takes?|tells?|says?|asks?|keeps?|makes?|means?"
    r"|stays?|talks?|wants?|pays?|tests?|'s) "
)
_ASKING = frozenset(
    [
        "do",
        "does",
        "did",
        "will",
        "would",
        "which",
        "who",
        "what",
        "why",
        "how",
        "can",
        "could",
        "should",
        "is",
        "are",
        "am",
        "may",
        "might",
        "must",
        "has",
        "have",
        "when",
        "where",
        "whose",
    ]
)
_REQUEST = re.compile(r" (?:would|could|can|will) you (?:please )?(?!be |like |want |mind |still )")
_TAG = re.compile(r", (?:right|okay|yes|no|please|is not it|do not we|will you|would you) \? $")


@frozen
class Subject:
    """
    What stands in front.

    Attributes:
        bearer: Who is bound, as far as the first words tell.
        name: The name, or the pronoun, of one who is named.
        is_imperative: Whether it tells somebody to do something.
        is_question: Whether it only asks.
        is_negative: Whether it says that something is not, or not to be.
        has_verb: Whether it is a sentence and not a heading or a note.
        has_modal: Whether it says must, shall, has to or will.
        begins: Its first word.
    """

    bearer: Bearer
    name: str | None
    is_imperative: bool
    is_question: bool
    is_negative: bool
    has_verb: bool
    has_modal: bool
    begins: str


def clauses_of(line: str) -> list[tuple[int, int]]:
    """Return from where to where each part of *line* goes that stands by itself."""
    ends = [match.end() - 1 for match in re.finditer(r" (?:[.;!?]|but|: ) ", line)]
    starts = [0, *ends]
    return list(zip(starts, [*ends, len(line)], strict=True))


def subject_of(words: Words) -> Subject:
    """Return who *words* are about, and how."""
    line = words.line
    tokens = [each.word for each in words.tokens]
    bare = [each for each in tokens if each[0].isalnum() or each[0] in "@$£€"]
    main = _main(tokens)
    first = main[0] if main else ""
    is_question = _is_question(line, tokens)
    bearer, name, imperative = _bearer(main, line)
    return Subject(
        bearer=bearer,
        name=name,
        is_imperative=imperative,
        is_question=is_question,
        is_negative=bool(
            re.search(r" (?:no|not|never|nobody|none|neither|nor|nothing|without) ", line)
        ),
        has_verb=bool(_VERBS.search(line)),
        has_modal=bool(re.search(r" (?:must|shall|has to|have to|will|should|need to) ", line)),
        begins=bare[0] if bare else first,
    )


def _is_question(line: str, tokens: Sequence[str]) -> bool:
    if not tokens or tokens[-1] != "?" or tokens.count("?") > 1:
        return False
    if _REQUEST.search(line) or _TAG.search(line):
        return False
    starts = {tokens[0]} | {after for at, after in pairwise(tokens) if at in {",", ":", "."}}
    return not starts.isdisjoint(_ASKING) or len(tokens) > 1


_OPENERS = frozenset({"please", ",", "and", "so", "then", "but", "sorry", "also", "-", "*"})


def _main(tokens: Sequence[str]) -> Sequence[str]:
    """Return *tokens* without what stands before the main clause."""
    rest, at, end = list(tokens), 0, len(tokens)
    marks = ["?", ":"]
    while True:
        for mark in tuple(marks):
            found = _next(rest, mark, at)
            if found < 0:
                marks.remove(mark)
            elif found < end - 2:
                at = found + 1
        while at < end and rest[at] in _OPENERS:
            at += 1
        comma = _next(rest, ",", at) if at < end and rest[at] in _SUBORDINATE else -1
        if not at <= comma < end - 2:
            return rest[at:]
        at = comma + 1


def _next(tokens: list[str], word: str, at: int) -> int:
    """Return where *word* comes next from *at*; -1: nowhere before the last one."""
    try:
        return tokens.index(word, at, max(len(tokens) - 1, 0))
    except ValueError:
        return -1


def _bearer(main: Sequence[str], line: str) -> tuple[Bearer, str | None, bool]:
    if not main:
        return "each", None, False
    first = main[0]
    second = main[1] if len(main) > 1 else ""
    speaks_to_one = bool(re.search(r" (?:me|my|i|mine) ", line))
    if first in _SPEAKER:
        return ("holder" if first != "my" else "other"), None, False
    if first in _OTHER:
        generic = not speaks_to_one and re.match(r"(?:can|may|do|are) (?!not)", " ".join(main[1:3]))
        return ("each" if generic or first != "you" else "other"), None, False
    if first.startswith("@") and second in {"and", "or"}:
        return "each", None, False
    if first.startswith("@"):
        return "one_named", first[1:].capitalize(), False
    if first in _THIRD:
        return "one_named", first, False
    if first in _EACH or first in {"let", "our", "they", "there", "it", "this", "that", "these"}:
        return "each", None, False
    if first in {"the", "a", "an"} and second in _people():
        return "each", None, False
    if first in _third_parties():
        return "third_party", None, False
    if first in _imperatives():
        return ("other" if speaks_to_one else "each"), None, True
    return ("other" if speaks_to_one else "each"), None, False


def _people() -> frozenset[str]:
    return frozenset(classes()["person"])


def _third_parties() -> frozenset[str]:
    return frozenset(classes()["third_party"])


def _imperatives() -> frozenset[str]:
    return frozenset(classes()["imperative"])
