"""What stands around the clauses of a text: who, when, greetings, signatures."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

from polyagree.text.lexicon import classes
from polyagree.text.listed import listed
from polyagree.text.sentences import words_in

__all__ = ["is_aside", "is_introduction"]

_I = re.IGNORECASE
_SIGNED = re.compile(
    r"(?:signed|undersigned|signatures?|sign(?:ed)? here|/s/|in witness whereof|witness(?:ed)?"
    r"|initials?)(?:\s*[:,]|\s+(?:by|on|in|at|this|here|below|and|the|for)\b|\W*\Z)",
    _I,
)
_BLANK = re.compile(r"_{3,}|\.{5,}|…{2,}|\[\s{3,}\]")
_GREETING = re.compile(
    r"(?:dear|hi|hello|hey|hiya|good (?:morning|evening|afternoon)|to whom it may concern)\b", _I
)
_CLOSING = re.compile(
    r"(?:(?:with |all (?:our|my) |lots of )?love|yours|best|kind regards|regards|warmly|sincerely"
    r"|cheers|thanks|thank you|hugs|kisses|ps|xo+|xx+|the end|end of)\b",
    _I,
)
_ROSTER = re.compile(
    r"(?:(?:made |agreed |entered into )?(?:by and )?(?:between|among|amongst)|(?:the )?parties"
    r"|who|us|people|members|signatories|present|participants|housemates|tenants?|landlord"
    r"|names?|from|to|for|we are|this is|i am|i'm)\b\s*(?:are\b|:)?\s*",
    _I,
)
_MADE = re.compile(
    r"(?:first |last )?(?:written|printed|copied|agreed|made|dated|drafted|adopted|approved|typed"
    r"|posted|updated|changed|edited|reviewed|revised|created|started|begun|renewed|married|valid"
    r"|effective|version|draft|v\d)\b[\s:]*"
    r"(?=on\b|at\b|by\b|in\b|from\b|over\b|with\b|during\b|after\b|since\b|as of\b|until\b|this\b"
    r"|for\b|between\b|together\b|down\b|out\b|\d|$)",
    _I,
)
_DATED = re.compile(
    r"(?:date|place|last (?:updated|changed|edited|reviewed|revised|amended)|updated|version"
    r"|effective date|rev"
    r"|location|page)\b\s*:?\s*(?=[\d\W]|\w+\W*\d|\Z)",
    _I,
)
_WE_MADE = re.compile(
    r"(?:we|i)(?:'ve| have)? (?:made|wrote|written|drew up|signed|put together|agreed on|started)"
    r" (?:this|it|these)\b|(?:this|these|the) (?:page|list|sheet|note|document|agreement|rules|"
    r"charter|policy|text)s? (?:was|were|is|are)"
    r" (?:made|written|entered|dated|between|about|for|by)\b"
    r"|this (?:page|list|document|agreement|text|note|charter|policy)"
    r" (?:describes|sets out|explains|covers|records|sums up|summari[sz]es|lists|shows|tells)\b"
    r"|(?:it|this|that)(?:'s| is|) ?(?:not|isn't) (?:an? )?(?:legal|legally|binding|contract)\b"
    r"|(?:here|below) (?:is|are)\b"
    r"|these are (?:the|our|my|a few|some)\b|this is (?:what|how)\b"
    r"|(?:subject|from|to|cc|bcc|date|sent|re|fwd|reply-to):\s|sent from my\b"
    r"|(?:thanks|thank you)(?: so much| very much)? for\b|welcome to\b",
    _I,
)
_LEGAL = re.compile(
    r"whereas\b|now,? therefore\b|(?:the parties|we|they) (?:all |both |hereby )*agree(?:d)?"
    r"(?: as follows| to the following| on the following| that)?\s*:|.*\bas follows\s*[:.]?\Z"
    r"|.*\bthe following\s*:\Z|recitals?\W*\Z"
    r"|this (?:agreement|contract|lease) is (?:made|entered)",
    _I,
)
_ABOUT_ITSELF = re.compile(
    r"(?:[^\s@]+@[^\s@]+\.\w+|https?://\S+|www\.\S+|page \d+.*|\d+ ?/ ?\d+)\W*\Z", _I
)
_PROGRAM = re.compile(
    r"(?:messages and calls are|you (?:were|are) (?:added|now)|<?media omitted|\S+ omitted|missed"
    r" (?:voice|video) call|this message was deleted|.* (?:joined|left|created) (?:the |this )?"
    r"(?:group|chat|channel)?\W*\Z|.* changed the (?:group|subject))",
    _I,
)
_BINDS = re.compile(
    r"\b(?:must|shall|has to|have to|may not|must not|mustn't|not allowed|forbidden|needs? to"
    r"|agrees? to|undertakes? to)\b|\A(?:nobody|no one|never|don't|do not|whoever)\b",
    _I,
)
_FEW_WORDS = 4
_ROSTER_WORDS = 20


def is_introduction(said: str) -> bool:
    """Return whether *said*, which stands over what was agreed, binds nobody by itself."""
    return _BINDS.search(said) is None


def is_aside(said: str, names: Collection[str] = (), *, is_message: bool = False) -> bool:
    """
    Return whether *said* is around the clauses and none itself.

    Args:
        said: A sentence, an item or a line.
        names: Names of people.
        is_message: Whether somebody writes it to another.
    """
    words = words_in(said)
    if not any(each.isalpha() for each in said):
        return True
    if _BLANK.search(said) and len(words) <= _ROSTER_WORDS // 2:
        return True
    if any(each.match(said) for each in (_SIGNED, _MADE, _WE_MADE, _LEGAL, _ABOUT_ITSELF)):
        return not _BINDS.search(said) or _SIGNED.match(said) is not None
    if _DATED.match(said) and len(words) <= _ROSTER_WORDS // 2:
        return True
    if len(words) <= _FEW_WORDS and (_GREETING.match(said) or _CLOSING.match(said)):
        return not any(each.casefold() in listed("says_something") for each in words[1:])
    if is_message and _is_noise(said, words):
        return True
    known = {part.strip(".").casefold() for name in names for part in name.split()}
    if _names_only(words, known):
        return True
    roster = _ROSTER.match(said)
    return roster is not None and _is_roster(words_in(said[roster.end() :]), known)


def _is_noise(said: str, words: list[str]) -> bool:
    if _PROGRAM.match(said):
        return True
    return all(each.casefold() in listed("chatter") for each in words)


def _names_only(words: list[str], known: set[str]) -> bool:
    """Return whether *words* are people, days and what joins them: ``Tess and Rory, 1 March``."""
    rest = [each for each in words if each.casefold() not in listed("little")]
    if not rest:
        return False
    days = _days()
    people = [each for each in rest if each.removesuffix("'s").casefold() in known]
    dates = [each for each in rest if each[0].isdigit() or each.casefold() in days]
    return len(people) + len(dates) == len(rest) and bool(
        people or len(dates) > 1 or _has_year(rest)
    )


def _has_year(words: list[str]) -> bool:
    return any(each.isdigit() and len(each) == len("2025") for each in words)


def _is_roster(words: list[str], known: set[str]) -> bool:
    """Return whether *words* name people, and perhaps say where or when."""
    if not words or len(words) > _ROSTER_WORDS:
        return False
    first = words[0].removesuffix("'s")
    if first.casefold() not in known and not (
        first[:1].isupper() and first.casefold() not in _openers()
    ):
        return False
    if any(each.casefold() in listed("says_something") for each in words):
        return False
    named = [each for each in words if each[:1].isupper() or each[:1].isdigit()]
    return len(named) * 2 >= len(
        [each for each in words if each.casefold() not in listed("little")]
    )


@cache
def _openers() -> frozenset[str]:
    return frozenset(classes()["opener"])


@cache
def _days() -> frozenset[str]:
    return frozenset((*classes()["weekday"], *classes()["month"], *listed("short_days")))
