"""Who says what, where a text is a conversation."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from polyagree.text.lexicon import classes
from polyagree.text.lines import Line

__all__ = ["Said", "messages_in"]

_NAME = r"[^\W\d_][\w.'’-]{0,19}(?:[ ](?![-–—])[\w.'’&-]{1,20}){0,2}"
_CLOCK = r"\d{1,2}[:.]\d{2}(?::\d{2})?(?:[ \u202f]?[ap]\.?m\.?)?"
_DATE = r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}"
_DAY = rf"(?:{_DATE}|(?:today|yesterday|[a-z]{{3,9}})(?:[ ]\d{{1,2}})?|\d{{1,2}}[ ][a-z]{{3,9}})"
_STAMP = rf"(?:{_DATE}[ ,T]{{0,2}}(?:{_CLOCK})?|{_CLOCK})"
_PLAIN = re.compile(rf"[*_]{{0,2}}(?P<who>{_NAME})[*_]{{0,2}}:[*_]{{0,2}}[ \t]+(?=\S)")
_STAMPED = re.compile(
    rf"[\[(]?{_STAMP}[\])]?(?:[ ]*[-–—])?[ ]+"
    rf"(?:<(?P<quoted>{_NAME})>|[*_]{{0,2}}(?P<who>{_NAME})[*_]{{0,2}}:)[*_]{{0,2}}[ \t]*"
    rf"|[*_]{{0,2}}(?P<first>{_NAME}?)[*_]{{0,2}},?[ ]?[\[(]?{_STAMP}[\])]?:[ \t]+"
    rf"|<(?P<only>{_NAME})>[ \t]+",
    re.IGNORECASE,
)
_HEAD = re.compile(
    rf"[*_]{{0,2}}(?P<who>{_NAME}?)[*_]{{0,2}}(?:,|[ ]+[-–—|·•]|[ ])[ ]*"
    rf"[\[(]?(?:{_DAY}[ ,]*)?(?:at[ ])?{_CLOCK}[\])]?\Z",
    re.IGNORECASE,
)
_STAMP_ONLY = re.compile(rf"[\[(]?{_STAMP}[\])]?(?:[ ]*[-–—])?[ ]+(?=\S)", re.IGNORECASE)
_SPEAKS = re.compile(
    r"\b(?:i|i['’]?m|i['’]?ll|i['’]?d|me|my|you|u|ur|your|lol|ok|okay)\b", re.IGNORECASE
)
_TWICE = 2


class Said(NamedTuple):
    """
    The beginning of a message.

    Attributes:
        who: Who says it; ``None``: a program, or nobody who is named.
        start: Where what is said begins in the text.
    """

    who: str | None
    start: int


def messages_in(
    text: str, lines: Sequence[Line], names: Collection[str] = ()
) -> Mapping[int, Said]:
    """
    Return by their lines the messages that begin there; empty: it is no conversation.

    Lines with a time in front are messages. ``Ana: ...`` is one if somebody speaks twice, or
    says `I` and `you`; so ``Guests: two nights`` is none.

    Args:
        text: The text.
        lines: Its lines.
        names: Names of people that are known already.
    """
    stamped = {each.number: said for each in lines if (said := _stamped(text, each)) is not None}
    plain = {each.number: said for each in lines if (said := _plain(text, each)) is not None}
    known = {said.who.casefold() for said in stamped.values() if said.who is not None}
    known |= {each.casefold() for each in names}
    times = Counter(said.who for said in plain.values())
    speak = sum(_speaks(text, lines[number - 1], said) for number, said in plain.items())
    by_name = {said.who for said in plain.values() if said.who and said.who.casefold() in known}
    is_talk = len(times) >= _TWICE and (
        (max(times.values(), default=0) >= _TWICE and speak > 0) or speak * 2 >= len(plain)
    )
    if len(stamped) < _TWICE:
        stamped = {}
    if not is_talk and not (by_name and stamped):
        plain = {}
    return {**plain, **stamped}


def _speaks(text: str, line: Line, said: Said) -> bool:
    return _SPEAKS.search(text, said.start, line.end) is not None


def _plain(text: str, line: Line) -> Said | None:
    if line.sort != "text" or line.depth:
        return None
    match = _PLAIN.match(text, line.start, line.end)
    if match is None or not _may_be_name(match["who"]):
        return None
    return Said(match["who"], match.end())


def _may_be_name(said: str) -> bool:
    first = said.split(maxsplit=1)[0].casefold()
    return first not in _common() and (said[0].isupper() or said.isalpha())


@cache
def _common() -> frozenset[str]:
    return frozenset(classes()["opener"]) | frozenset(classes()["no_name"])


def _stamped(text: str, line: Line) -> Said | None:
    if line.sort in {"blank", "heading", "row"}:
        return None
    match = _STAMPED.match(text, line.begins, line.end)
    if match is not None:
        who = match["who"] or match["quoted"] or match["first"] or match["only"]
        if who is not None and _may_be_name(who):
            return Said(who, match.end())
    head = _HEAD.match(text, line.start, line.end)
    if head is not None and _may_be_name(head["who"]):
        return Said(head["who"], line.end)
    only = _STAMP_ONLY.match(text, line.begins, line.end)
    if only is not None and text[line.begins] == "[":
        return Said(None, only.end())
    return None
