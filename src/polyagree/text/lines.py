"""A text in lines, and what the marks in front of a line make it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

__all__ = ["Line", "Sort", "lines_in"]

Sort = Literal["blank", "rule", "heading", "underline", "item", "row", "text"]
"""What a line is, by its marks."""

_LINE = re.compile(r"[^\r\n]*")
_HEADING = re.compile(r"(#{1,6})(?:[ \t]+|\Z)")
_RULE = re.compile(r"(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,}|[=~═─–—]{3,})\Z")
_UNDERLINE = re.compile(r"(?:=+|-{2,})\Z")
_QUOTE = re.compile(r"(?:>[ \t]?)+")
_MARK = re.compile(
    r"(?:[-*+•‣◦▪·–—○●■□→✓✔☐☑]"
    r"|\(?(?P<number>\d{1,3}(?:\.\d{1,3}){0,3})[.)]"
    r"|(?P<section>\d{1,3}(?:\.\d{1,3}){1,3})"
    r"|(?:(?:rule|clause|article|section|point|art\.?|sec\.?)[ \t]+|§[ \t]?)#?"
    r"(?P<named>\d{1,3}|[ivxlc]{1,6}\b)"
    r"(?:[.:)]|[ \t]*[–—-])?"
    r"|\((?P<letter>[a-zA-Z]|[ivx]{1,5})\)|(?P<small>[a-z]|[A-Z](?=\))|[ivx]{1,5})[.)]"
    r"|[\u2190-\u21ff\u2600-\u27bf\U0001f300-\U0001faff]\ufe0f?)"
    r"[ \t]+(?:\[[ xX]?\][ \t]+)?",
    re.IGNORECASE,
)
_NO_MARK = re.compile(r"[A-Z]\.[ \t]")
_TAB = 4


class Line(NamedTuple):
    """
    A line.

    Attributes:
        number: Which, from 1.
        start: Where what it says begins in the text, behind its marks.
        end: Where it ends.
        begins: Where the line itself begins.
        sort: What it is.
        depth: How far it is indented, or how deep a heading is.
        mark: Its number or letter, where it has one.
    """

    number: int
    start: int
    end: int
    begins: int
    sort: Sort
    depth: int = 0
    mark: str | None = None


def lines_in(text: str) -> Iterator[Line]:
    """Yield the lines of *text*, however they end."""
    at, number = 0, 1
    while at <= len(text):
        match = _LINE.match(text, at)
        end = match.end() if match is not None else len(text)
        yield _line(text, number, at, end)
        at = end + (2 if text.startswith("\r\n", end) else 1)
        number += 1


def _line(text: str, number: int, begins: int, end: int) -> Line:
    start, depth = _unmarked(text, begins, end)
    while end > start and text[end - 1].isspace():
        end -= 1
    said = text[start:end]
    if not said:
        return Line(number, start, end, begins, "blank")
    if heading := _HEADING.match(said):
        first = start + heading.end()
        while end > first and text[end - 1] == "#":
            end -= 1
        return Line(number, first, max(first, end), begins, "heading", len(heading[1]))
    if _RULE.match(said):
        sort: Sort = "underline" if _UNDERLINE.match(said) else "rule"
        return Line(number, start, end, begins, sort)
    if said.startswith("|") and said.count("|") > 1:
        return Line(number, start, end, begins, "row", depth)
    mark = None if _NO_MARK.match(said) else _MARK.match(said)
    if mark is not None and mark.end() < len(said):
        named = next((each for each in mark.groupdict().values() if each), None)
        return Line(number, start + mark.end(), end, begins, "item", depth, named)
    return Line(number, start, end, begins, "text", depth)


def _unmarked(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where a line begins behind its indent and the marks of a quotation."""
    depth = 0
    while start < end:
        if text[start] == "\t":
            depth += _TAB
        elif text[start].isspace() or text[start] in "\ufeff\u200b":
            depth += 1
        elif (quote := _QUOTE.match(text, start, end)) is not None:
            start, depth = quote.end(), 0
            continue
        else:
            break
        start += 1
    return start, depth
