"""Phrases with roles: how one who gives leave, refuses or is told is put into words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property
from typing import Any

from attrs import field, frozen

from polyagree.text.lexicon import classes, frames
from polyagree.text.normal import Words

__all__ = ["Frame", "Hit", "hits_in"]

_GAPS = {"..": 3, "...": 7, "....": 14}
_STOPS = ".;!?"
#: Words that are of nobody who is named by several words.
_NOBODY = "(?:no|not|never|if|when|once|until|unless|it|you|this|that|there) "
_PRECEDING = 4
_NEAR = 80
_COMMON = frozenset(
    [
        "a",
        "an",
        "and",
        "at",
        "be",
        "before",
        "but",
        "by",
        "for",
        "from",
        "has",
        "have",
        "i",
        "if",
        "in",
        "is",
        "it",
        "me",
        "my",
        "no",
        "not",
        "of",
        "on",
        "or",
        "our",
        "the",
        "that",
        "they",
        "this",
        "to",
        "us",
        "we",
        "when",
        "with",
        "without",
        "you",
        "your",
        "'s",
        "one",
        "all",
        "each",
        "any",
        ",",
        "?",
        ":",
        "@",
    ]
)


@frozen(eq=False)
class Frame:
    """
    A way to say something.

    Attributes:
        id: Its name.
        says: What it tells.
        weight: How sure it is, where it stands.
        denies: Whether a `not` shortly before turns it round.
        yes: Sentences in which it is.
        no: Sentences that look like it and in which it is not.
    """

    id: str
    says: str
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
    known = words.known | ({"@"} if "@" in words.line else set())
    sought, index = _sought()
    numbers = {number for word in known & index.keys() for number in index[word]}
    for one in (sought[number] for number in sorted(numbers)):
        for each in one.needed:
            if known.isdisjoint(each):
                break
        else:
            found += _matches(one.frame, one.pattern, words)
    return sorted(found, key=lambda each: (each.start, -each.end, each.frame.id))


def _matches(frame: Frame, pattern: re.Pattern[str], words: Words) -> Iterator[Hit]:
    for match in pattern.finditer(words.line):
        roles = {name: said.strip() for name, said in match.groupdict().items() if said}
        denied = frame.denies and _is_denied(words.line, match.start())
        yield Hit(frame, match.start(), match.end(), roles, denied)


def _is_denied(line: str, at: int) -> bool:
    """Return whether a `not` stands shortly before the character *at*, in the same clause."""
    if _GATE.match(line, at):
        # Nothing is done *until* it is so: that is no denial of it.
        return False
    before = re.split(r"[.;!?,:]| but ", line[max(0, at - _NEAR) : at])[-1]
    return bool(_NOT.search(f" {' '.join(before.split()[-_PRECEDING:])} "))


_GATE = re.compile("(?:until|unless|before|without|if|when|once|only|after|except) ")
_NOT = re.compile(
    r" (?:not|never|no|nobody|none|neither|nor|nothing|hardly|without|no one|cannot) "
)


# Compiling


class _Sought:
    """A pattern as it is written, of which frame it is, and words of which it has one each."""

    def __init__(self, frame: Frame, said: str) -> None:
        self.frame = frame
        self.said = said
        self.anchors, *self.needed = anchors_of(said)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The same as it is searched for: few sentences need it, and it takes time to make."""
        return compiled(self.said)


@cache
def _sought() -> tuple[Sequence[_Sought], Mapping[str, Sequence[int]]]:
    """Return the patterns, and by which words each is found: it has one of them at least."""
    sought: list[_Sought] = []
    found: dict[str, list[int]] = {}
    for raw in frames():
        frame = _frame(raw)
        for said in raw["when"]:
            each = _Sought(frame, said)
            for word in each.anchors:
                found.setdefault(word, []).append(len(sought))
            sought.append(each)
    return sought, found


def _frame(raw: Mapping[str, Any]) -> Frame:
    return Frame(
        id=raw["id"],
        says=raw["says"],
        weight=raw.get("weight", 0.9),
        denies=raw.get("denies", False),
        yes=tuple(raw["yes"]),
        no=tuple(raw["no"]),
    )


def compiled(said: str) -> re.Pattern[str]:
    """
    Return a pattern as it is searched for.

    A pattern is words with blanks between: a word, several (`a|b`), a class (`{leave}`),
    a person in a role (`<giver>`), or whoever is named by up
    to seven words (`<giver+>`), up to three (`..`), seven (`...`) or fourteen (`....`) words,
    none of which ends a sentence; `#`: a number; `?` after one of these: it may
    be left out; `!` before words: they do not
    come next; `^`: here something begins; `$`: here something ends.
    """
    parts: list[str] = [r"(?<= )"]
    for body, is_optional in _elements(said):
        part = _part(body)
        parts.append(f"(?:{part})?" if is_optional else part)
    return re.compile("".join(parts))


def anchors_of(said: str) -> list[frozenset[str]]:
    """Return sets of words: whatever the pattern *said* finds has one of each; rare ones first."""
    found = [
        frozenset(phrase.split()[0] for phrase in _phrases(body))
        for body, is_optional in _elements(said)
        if not is_optional and body not in {*_GAPS, "^", "$", "#"} and body[0] not in "<!"
    ]
    return sorted(found, key=_rarity)


def _elements(said: str) -> Iterator[tuple[str, bool]]:
    """Yield the elements of a pattern, and whether each may be left out."""
    for element in said.split():
        is_optional = element.endswith("?") and len(element) > 1
        yield (element[:-1] if is_optional else element), is_optional


def _rarity(words: frozenset[str]) -> tuple[int, int]:
    return len(words & _COMMON), len(words)


def _part(body: str) -> str:
    if body in _GAPS:
        return rf"(?:(?!no )[^ {_STOPS}]+ ){{0,{_GAPS[body]}}}?"
    if body == "^":
        return r"(?:(?<=^ )|(?<=[.;!?:,\-] )|(?<= and )|(?<= but ))"
    if body == "$":
        return r"(?=[.;!?,:)\"-]|$)"
    if body == "#":
        return rf"(?:\d[\d.,]*|{_alternatives(classes()['number'])}) "
    if body == "<>":
        return rf"(?:{_people()})"
    if body.endswith("+>"):
        return rf"(?P<{body[1:-2]}>(?:(?!{_NOBODY})[^ ,{_STOPS}]+ ){{1,7}}?)"
    if body.startswith("<"):
        return rf"(?P<{body[1:-1]}>{_people()})"
    if body.startswith("!"):
        return rf"(?!{_part(body[1:])})"
    return rf"(?:{_alternatives(_phrases(body))}) "


def _phrases(body: str) -> list[str]:
    found: list[str] = []
    for each in body.split("|"):
        found += classes()[each[1:-1]] if each.startswith("{") else [each.replace("_", " ")]
    return found


def _alternatives(phrases: Sequence[str]) -> str:
    longest = sorted(dict.fromkeys(phrases), key=lambda each: (-len(each), each))
    return "|".join(re.escape(each).replace("@", r"@\w+") for each in longest)


@cache
def _people() -> str:
    """Return how people are named: a pronoun, a name, some who are counted, a kind of person."""
    words = {
        name: _alternatives(classes()[name])
        for name in ("pronoun", "everyone", "person", "count", "determiner", "possessive")
    }
    own = rf"(?:@[\w.]+(?: 's)?|{words['possessive']}|{words['determiner']}|{words['count']})"
    nouns = rf"(?:{words['person']})"
    agents = r"[a-z-]{3,}(?:mates?|owners?|leads?|holders?|keepers?|members?|managers?)"
    return (
        rf"(?:(?:@[\w.]+ (?:(?:and|or|&) (?:@[\w.]+|i|me|you|we) )?(?:'s )?)"
        rf"|(?:{own} ){{0,2}}(?:[a-z-]+ ){{0,2}}?(?:{nouns}|{agents}) (?:of (?:us|you|them) )?"
        rf"(?:'s )?"
        rf"|(?:{words['everyone']}|{words['pronoun']}) (?:else )?(?:but (?:@[\w.]+|one|two) )?"
        rf"|(?:{words['count']}|both|all|each|either|any) (?:of (?:the )?(?:[a-z]+ ){{1,2}})?"
        rf"|(?:whoever|whichever) (?:[a-z']+ ){{1,4}}?)"
    )
