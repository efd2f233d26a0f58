"""Who is in a text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from attrs import frozen

from polyagree.text.blocks import Block
from polyagree.text.lexicon import classes
from polyagree.text.plain import plain
from polyagree.text.sentences import sentences_in

__all__ = ["Cast", "cast_of"]

#: A word that begins with a capital letter, or such a letter with a full stop.
_ONE = r"(?:[^\W\d_a-z](?:\.(?!\w)|[\w’'-]*))"
_NAME = re.compile(rf"(?<![\w’'-]){_ONE}(?:[ ]{_ONE}){{0,2}}")
_PAIR = re.compile(
    r"\s*(?:\([^()]{1,60}\)\s*)?(?:,\s*and\b|,|&|\+|/|\band\b)(?:\s*to\b)?\s*"
    r"(?:(?:[\w-]+['’]s|my|our|the|his|her|their)\s+[a-z]+\s+(?=[^\W\d_a-z]))?"
)
_ROSTER = re.compile(
    r"(?:\b(?:between|among|amongst|parties|who|members|people|signatories|housemates|present"
    r"|participants|tenants?|landlord|names?|undersigned)\b:?|\bsigned(?: and agreed)?"
    r"(?: by)?[:,]?|\bagreed by\b:?|\A(?:to|for)\b"
    r"|\Awe(?: are|['\u2019]re)(?=\s+(?-i:[A-Z]\w+(?:,\s+[A-Z]\w+)*,?\s+(?:and|&)\s+[A-Z])))\s+",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(r"(?:[-–—]+\s*|/s/\s*|x?_+\s*)(?=[^\W\d_a-z])")
_OWN_NAME = re.compile(
    r"\b(?:I am|I['’]m|[Mm]y name is|[Tt]his is|[Nn]ote from|[Ff]rom|[Ll]ove,|[Yy]ours,)"
    rf"\s+({_ONE})(?![\w ]*[’']s)"
)
_ASKS = re.compile(rf"\b(?:[Ww]hat|[Hh]ow)\s+({_ONE})\s+[a-z]+s\b")
_SMALL_PAIR = re.compile(r"[(:]\s*([a-z]{2,12})\s*(?:\+|&|and|/)\s*([a-z]{2,12})\s*\)?\s*\Z")
_GREETED = re.compile(rf"(?:Dear|Hi|Hello|Hey)\s+(?:{_ONE}\s+and\s+)?({_ONE})\s*[,!]")
_CLOSES = re.compile(
    r"(?:\w+ ){0,2}(?:love|yours|best|cheers|thanks|regards|wishes|sincerely|hugs|kisses|xx?)\W*\Z",
    re.IGNORECASE,
)
_CLOSED = re.compile(
    r"(?i:(?:\w+ ){0,2}(?:love|yours|best|cheers|thanks|regards|wishes|sincerely|hugs|kisses|xx?))"
    rf",?\s+({_ONE})\.?\Z"
)
_DOES = re.compile(
    r"(?:(?P<to>\b(?i:with|tells?|told|asks?|texts?|meets?|sees?|dates?|dating|past|calls?|until"
    r"|unless|before|when|if|since|because|than|lets?|and)\s+)|^|[.!?;:]\s+)"
    rf"({_ONE})(?P<after>\s+[\w’']+|[’']s\b)?"
)
_WORD = re.compile(r"[^\W\d_]+")
_STARTS = re.compile(rf"(?<![\w’'-]){_ONE}")
_OWNED = re.compile(r"['’].*\Z")
#: Where a text says who makes it: in so many letters, in its first parts.
_NEAR, _FAR, _HEAD = 40, 160, 2
_SIGNING = 4
_MOST = 2_000


@frozen
class Cast:
    """
    The people of a text.

    Attributes:
        parties: Who makes it: they sign, are named at its head, or speak.
        others: Who is named in it besides.
        writer: Who says `I`, if that is one person.
    """

    parties: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    writer: str | None = None

    @property
    def everyone(self) -> tuple[str, ...]:
        """All of them."""
        return (*self.parties, *self.others)


def cast_of(text: str, blocks: Sequence[Block]) -> Cast:
    """
    Return the people of *text*, as far as it names them.

    Names stand where people are listed (``Between Ada and Ben``, ``Signed by``, a title such as
    ``Ana and Jo: our year``), where they sign, where they speak in a conversation, and where
    somebody does something.

    Args:
        text: The text.
        blocks: Its parts.
    """
    often = Counter(_WORD.findall(text))
    small = {word for word in often if word.islower()}
    parties = dict.fromkeys(each.speaker for each in blocks if each.speaker is not None)
    writers: dict[str, None] = {}
    said_by = [plain(each.says(text)[:_MOST]) for each in blocks]
    for at, (block, said) in enumerate(zip(blocks, said_by, strict=True)):
        parties.update(
            dict.fromkeys(_listed(said, small, at=at, is_last=at >= len(blocks) - _HEAD))
        )
        if at == 0 or at == len(blocks) - 1 or block.form != "item":
            writers.update(dict.fromkeys(_writers(said, small, is_title=at == 0)))
        if (greeted := _GREETED.match(said)) is not None and _is_name(greeted[1], small):
            parties.setdefault(greeted[1])
    if (signature := _signature(text, blocks, small)) is not None:
        writers.setdefault(signature)
    for each in writers:
        parties.setdefault(each)
    found = _without_parts(parties)
    others = dict.fromkeys(each for said in said_by for each in _doing(said, small, often))
    known = {part.casefold() for each in found for part in each.split()}
    rest = tuple(each for each in others if each.casefold() not in known)
    writer = next(iter(writers), None) if len(writers) == 1 else None
    return Cast(found, rest, writer if writer in found else None)


def _listed(said: str, small: set[str], *, at: int, is_last: bool) -> Iterator[str]:
    """Yield the names that stand in a list of people in *said*, the part *at* of a text."""
    roster = _ROSTER.search(said)
    if roster is not None and roster.start() <= (_FAR if at <= _HEAD else _NEAR):
        yield from _run(said, roster.end(), small, least=1)
    elif (signature := _SIGNATURE.match(said)) is not None:
        yield from _run(said, signature.end(), small, least=1)
    if at == 0:
        yield from _pairs(said, small)
        if (pair := _SMALL_PAIR.search(said)) is not None:
            yield from (each for each in pair.groups() if each not in _common())
    elif at <= _HEAD or len(said) <= _NEAR or is_last:
        for start, _ in sentences_in(said):
            if not _CLOSED.match(said, start):
                yield from _run(said, start, small, least=2)


def _pairs(said: str, small: set[str]) -> Iterator[str]:
    for match in _STARTS.finditer(said):
        names = list(_run(said, match.start(), small, least=2))
        if names:
            yield from names
            return


def _run(said: str, at: int, small: set[str], *, least: int) -> Iterator[str]:
    """Yield the names that follow one another from *at* on, if there are so many."""
    names: list[str] = []
    while (match := _NAME.match(said, at)) is not None:
        name = _longest(match.group(), small)
        if not name:
            break
        names.append(name)
        pair = _PAIR.match(said, at + len(name))
        if pair is None:
            break
        at = pair.end()
    if len(names) >= least:
        yield from names


def _longest(name: str, small: set[str]) -> str:
    """Return as much of *name* as is one."""
    words = name.split(" ")
    while words and not _is_name(" ".join(words), small):
        words.pop()
    return " ".join(words)


def _is_name(name: str, small: set[str]) -> bool:
    words = [_OWNED.sub("", each.strip(".")).casefold() for each in name.split()]
    return not name[0].islower() and not any(
        not each or each in _common() or each in small for each in words
    )


def _writers(said: str, small: set[str], *, is_title: bool) -> Iterator[str]:
    patterns = (_OWN_NAME, _ASKS) if is_title else (_OWN_NAME,)
    for pattern in patterns:
        for match in pattern.finditer(said):
            if _is_name(match[1], small):
                yield match[1]


def _signature(text: str, blocks: Sequence[Block], small: set[str]) -> str | None:
    """Return the name that stands under a closing formula at the end of a letter."""
    for each in blocks[-_SIGNING:]:
        closed = _CLOSED.match(plain(each.says(text))[:_MOST])
        if closed is not None and _is_name(closed[1], small):
            return closed[1]
    for before, last in zip(blocks[-_SIGNING:], blocks[-_SIGNING + 1 :], strict=False):
        said = plain(last.says(text)).rstrip(".")
        closes = _CLOSES.match(plain(before.says(text))[-_NEAR:])
        if closes is not None and _NAME.fullmatch(said) and _is_name(said, small):
            return said
    return None


def _doing(said: str, small: set[str], often: Mapping[str, int]) -> Iterator[str]:
    """Yield the names of those in *said* who do something, or to whom something is done."""
    does = frozenset(classes()["after_name"])
    for match in _DOES.finditer(said):
        name = _OWNED.sub("", match[2])
        if not _is_name(name, small):
            continue
        after = (match["after"] or "").strip().casefold()
        does_something = after in does or name != match[2]
        if match["to"] or (does_something and often[name] > 1):
            yield name


def _without_parts(names: Iterable[str]) -> tuple[str, ...]:
    """Return *names* without those that are a part of a longer one."""
    found = list({each.casefold(): each for each in reversed(list(names))}.values())[::-1]
    parts = {part for each in found if " " in each for part in each.split()}
    return tuple(each for each in found if " " in each or each not in parts)


@cache
def _common() -> frozenset[str]:
    return frozenset(classes()["opener"]) | frozenset(classes()["no_name"])
