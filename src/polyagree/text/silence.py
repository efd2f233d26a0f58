"""What in a text nobody says: code, comments, and what programs keep in front."""

from __future__ import annotations

import re
from collections.abc import Sequence

from polyagree.text.lines import Line

__all__ = ["spoken"]

_FENCE = re.compile(r"(`{3,}|~{3,})")
_FRONT = {"---": frozenset({"---", "..."}), "+++": frozenset({"+++"})}
_COMMENT = "<!--"


def spoken(text: str, lines: Sequence[Line]) -> list[Line]:
    """Return *lines*, with empty ones for those that are code, a comment or front matter."""
    silent = _silent(text, lines)
    return [
        each._replace(sort="blank") if number in silent else each
        for number, each in enumerate(lines)
    ]


def _silent(text: str, lines: Sequence[Line]) -> set[int]:
    at = _after_front(text, lines)
    found = set(range(at))
    unclosed: set[str] = set()
    while at < len(lines):
        line = lines[at]
        fence = _FENCE.match(text, line.start, line.end)
        last = None
        if fence is not None:
            found.add(at)
            if fence[1] not in unclosed:
                last = _closing(text, lines, at + 1, fence[1])
                if last is None:
                    # One that is never closed hides nothing.
                    unclosed.add(fence[1])
        elif text.startswith(_COMMENT, line.start) and _COMMENT not in unclosed:
            last = _end_of_comment(text, lines, at)
            if last is None:
                unclosed.add(_COMMENT)
        if last is not None:
            found.update(range(at, last + 1))
            at = last
        at += 1
    return found


def _after_front(text: str, lines: Sequence[Line]) -> int:
    """Return the first line behind what stands between two marks in front."""
    ends = _FRONT.get(text[lines[0].start : lines[0].end])
    if ends is None:
        return 0
    for number, line in enumerate(lines[1:], start=1):
        if text[line.begins : line.end] in ends:
            return number + 1
    return 0


def _closing(text: str, lines: Sequence[Line], first: int, fence: str) -> int | None:
    for number in range(first, len(lines)):
        said = text[lines[number].start : lines[number].end]
        if said.startswith(fence) and not said.strip(fence[0]):
            return number
    return None


def _end_of_comment(text: str, lines: Sequence[Line], first: int) -> int | None:
    close = text.find("-->", lines[first].start)
    if close < 0:
        return None
    last = first
    while last + 1 < len(lines) and lines[last + 1].begins <= close:
        last += 1
    return last
