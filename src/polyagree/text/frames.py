"""Phrases with roles: how one who gives leave, refuses or is told is put into words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from attrs import field, frozen

from polyagree.text.lexicon import classes, frames
from polyagree.text.normal import Words

__all__ = ["Frame", "Hit", "hits_in"]

_GAPS = {"..": 3, "...": 7}
_STOPS = ".;!?"
_PRECEDING = 4


@frozen
class Frame:
    """
    A way to say something.

    Attributes:
        id: Its name.
        says: What it tells.
        patterns: How it is put.
        weight: How sure it is, where it stands.
        denies: Whether a `not` shortly before turns it round.
        yes: Sentences in which it is.
        no: Sentences that look like it and in which it is not.
    """

    id: str
    says: str
    patterns: tuple[re.Pattern[str], ...]
    weight: float
    denies: bool
    yes: tuple[str, ...]
    no: tuple[str, ...]


@frozen
class Hit:
    """
    A frame in a sentence.

    Attributes:
        frame: Which.
        start: Where it begins in the line of the words.
        end: Where it ends.
        roles: What stands for each role.
        is_denied: Whether a `not` shortly before turns it round.
    """

    frame: Frame
    start: int
    end: int
    roles: Mapping[str, str] = field(factory=dict)
    is_denied: bool = False

    @property
    def says(self) -> str:
        """What it tells."""
        return self.frame.says


def hits_in(words: Words) -> list[Hit]:
    """Return the frames in *words*, in their order."""
    found: list[Hit] = []
    tried: set[tuple[int, int]] = set()
    index = _index()
    for word in words.known | ({"@"} if "@" in words.line else set()):
        for key in index.get(word, ()):
            if key not in tried:
                tried.add(key)
                frame = _all()[key[0]]
                found += _matches(frame, frame.patterns[key[1]], words)
    return sorted(found, key=lambda each: (each.start, -each.end, each.frame.id))


def _matches(frame: Frame, pattern: re.Pattern[str], words: Words) -> Iterator[Hit]:
    for match in pattern.finditer(words.line):
        roles = {name: said.strip() for name, said in match.groupdict().items() if said}
        denied = frame.denies and _is_denied(words.line, match.start())
        yield Hit(frame, match.start(), match.end(), roles, denied)


def _is_denied(line: str, at: int) -> bool:
    """Return whether a `not` stands shortly before the character *at*, in the same clause."""
    before = re.split(r"[.;!?,:]| but ", line[:at])[-1]
    return bool(_NOT.search(f" {' '.join(before.split()[-_PRECEDING:])} "))


_NOT = re.compile(r" (?:not|never|no|nobody|none|neither|nor|nothing|hardly|without|no one|cannot) ")


# Compiling


@cache
def _all() -> tuple[Frame, ...]:
    return tuple(_frame(each)[0] for each in frames())


@cache
def _index() -> Mapping[str, list[tuple[int, int]]]:
    """Return by which words each pattern is found: it has one of them at least."""
    found: dict[str, list[tuple[int, int]]] = {}
    for number, raw in enumerate(frames()):
        for position, anchors in enumerate(_frame(raw)[1]):
            for word in anchors:
                found.setdefault(word, []).append((number, position))
    return found


def _frame(raw: Mapping[str, Any]) -> tuple[Frame, list[frozenset[str]]]:
    patterns, anchors = [], []
    for said in raw["when"]:
        pattern, anchor = compiled(said)
        patterns.append(pattern)
        anchors.append(anchor)
    frame = Frame(
        id=raw["id"],
        says=raw["says"],
        patterns=tuple(patterns),
        weight=raw.get("weight", 0.9),
        denies=raw.get("denies", False),
        yes=tuple(raw["yes"]),
        no=tuple(raw["no"]),
    )
    return frame, anchors


def compiled(said: str) -> tuple[re.Pattern[str], frozenset[str]]:
    """
    Return a pattern as it is searched for, and words of which one is in whatever it finds.

    A pattern is words with blanks between: a word, several (`a|b`), a class (`{leave}`),
    a person in a role (`<giver>`), up to three (`..`) or seven (`...`) words, none of which
    ends a sentence; `?` after one of these: it may be left out; `!` before words: they do not
    come next; `^`: here something begins; `$`: here something ends.
    """
    parts: list[str] = [r"(?<= )"]
    anchors: list[frozenset[str]] = []
    for element in said.split():
        is_optional = element.endswith("?") and len(element) > 1
        body = element[:-1] if is_optional else element
        part, words = _element(body)
        parts.append(f"(?:{part})?" if is_optional else part)
        if words and not is_optional:
            anchors.append(words)
    best = min(anchors, key=len) if anchors else frozenset()
    return re.compile("".join(parts)), best


def _element(body: str) -> tuple[str, frozenset[str]]:
    if body in _GAPS:
        return rf"(?:[^ {_STOPS}]+ ){{0,{_GAPS[body]}}}?", frozenset()
    if body == "^":
        return r"(?:(?<=^ )|(?<=[.;!?:,\-] )|(?<= and )|(?<= but ))", frozenset()
    if body == "$":
        return r"(?=[.;!?,:)\"-]|$)", frozenset()
    if body == "<>":
        return rf"(?:{_people()})", frozenset()
    if body.startswith("<"):
        return rf"(?P<{body[1:-1]}>{_people()})", frozenset()
    if body.startswith("!"):
        part, _ = _element(body[1:])
        return rf"(?!{part})", frozenset()
    phrases: list[str] = []
    for each in body.split("|"):
        phrases += classes()[each[1:-1]] if each.startswith("{") else [each.replace("_", " ")]
    return rf"(?:{_alternatives(phrases)}) ", frozenset(each.split()[0] for each in phrases)


def _alternatives(phrases: Sequence[str]) -> str:
    longest = sorted(dict.fromkeys(phrases), key=lambda each: (-len(each), each))
    return "|".join(re.escape(each).replace("@", r"@\w+") for each in longest)


@cache
def _people() -> str:
    """Return how people are named: a pronoun, a name, some who are counted, a kind of person."""
    words = {name: _alternatives(classes()[name]) for name in ("pronoun", "everyone", "person", "count", "determiner", "possessive")}
    own = rf"(?:@[\w.]+(?: 's)?|{words['possessive']}|{words['determiner']}|{words['count']})"
    nouns = rf"(?:{words['person']})"
    agents = r"[a-z-]{3,}(?:mates?|owners?|leads?|holders?|keepers?|members?|managers?)"
    return (
        rf"(?:(?:@[\w.]+ (?:(?:and|or|&) (?:@[\w.]+|i|me|you|we) )?(?:'s )?)"
        rf"|(?:{own} ){{0,2}}(?:[a-z-]+ ){{0,2}}?(?:{nouns}|{agents}) (?:of us |of you |of them )?(?:'s )?"
        rf"|(?:{words['everyone']}|{words['pronoun']}) (?:else )?(?:but (?:@[\w.]+|one|two) )?"
        rf"|(?:{words['count']}|both|all|each|either|any) (?:of (?:the )?(?:[a-z]+ ){{1,2}})?"
        rf"|(?:whoever|whichever) (?:[a-z']+ ){{1,4}}?)"
    )
