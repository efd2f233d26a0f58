"""A text in its parts: headings, items, paragraphs, messages, rows of a table."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Literal

from attrs import evolve, frozen

from polyagree.text.chats import Said, messages_in
from polyagree.text.lines import Line, lines_in
from polyagree.text.silence import spoken

__all__ = ["Block", "Form", "blocks_in"]

Form = Literal["heading", "item", "paragraph", "message", "row"]
"""What a part of a text is."""

_DIVIDER = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?\Z")
_CELL = re.compile(r"(?:[^|\\\r\n]|\\.)+")
#: Lines that are broken because the page ended are as wide as this, at least.
_WIDE = 50
_SEVERAL = 3


@frozen(kw_only=True)
class Block:
    """
    A part of a text.

    Attributes:
        form: What it is.
        pieces: From where to where what it says goes: its lines, or its cells.
        line: In which line it begins, from 1.
        depth: How far it is indented, or how deep a heading is.
        number: The number or letter in front of it; ``None``: it has none.
        speaker: Who says it; ``None``: nobody is named.
        is_apart: Whether an empty line stands before it.
    """

    form: Form
    pieces: tuple[tuple[int, int], ...]
    line: int
    depth: int = 0
    number: str | None = None
    speaker: str | None = None
    is_apart: bool = False

    @property
    def joint(self) -> str:
        """What stands between two pieces when it is said in one line."""
        return ": " if self.form == "row" else " "

    def says(self, text: str) -> str:
        """Return what it says, in one line."""
        return self.joint.join(text[start:end] for start, end in self.pieces)


def blocks_in(text: str, names: Collection[str] = ()) -> list[Block]:
    """
    Return the parts of *text* in their order.

    Args:
        text: Markdown, plain text or a conversation.
        names: Names of people that are known already.
    """
    lines = spoken(text, list(lines_in(text)))
    messages = messages_in(text, lines, names)
    found: list[Block] = []
    speaker: str | None = None
    for group in _groups(lines, messages):
        for block in _Group(text, group, messages, speaker).blocks():
            speaker = block.speaker
            found.append(block)
    return found


def _groups(lines: Sequence[Line], messages: Mapping[int, Said]) -> Iterator[list[Line]]:
    """Yield the lines that stand together, without an empty one between them."""
    group: list[Line] = []
    for line in lines:
        if line.sort in {"blank", "rule"} and line.number not in messages:
            if group:
                yield group
            group = []
        else:
            group.append(line)
    if group:
        yield group


class _Group:
    """Lines without an empty one between them, as they become blocks."""

    def __init__(
        self,
        text: str,
        lines: Sequence[Line],
        messages: Mapping[int, Said],
        speaker: str | None,
    ) -> None:
        self._text = text
        self._lines = lines
        self._messages = messages
        self._speaker = speaker
        self._width = max(each.end - each.begins for each in lines)
        texts = [each for each in lines if each.sort == "text"]
        firsts = [first for each in texts if (first := self._first(each))]
        self._is_small = "".join(firsts[:1]).islower()
        self._is_list = len(firsts) >= _SEVERAL and not any(each.islower() for each in firsts)
        self._is_wrapped = self._width >= _WIDE and all(
            self._is_full(before, each) for before, each in pairwise(texts)
        )
        self._has_divider = any(self._divides(each) for each in lines)

    def _first(self, line: Line) -> str:
        """Return the first letter of *line*, behind the name of a speaker."""
        said = self._messages.get(line.number)
        start = line.start if said is None else said.start
        return next((each for each in self._text[start : line.end] if each.isalpha()), "")

    def _is_full(self, line: Line, following: Line) -> bool:
        """Return whether the first word of *following* had no room in *line*."""
        word = self._text[following.start : following.end].split(maxsplit=1)[0]
        return line.end - line.begins + 1 + len(word) > self._width

    def blocks(self) -> Iterator[Block]:
        """Yield the blocks."""
        part: Block | None = None
        pieces: list[tuple[int, int]] = []
        is_head = self._has_divider
        for at, line in enumerate(self._lines):
            if part is not None and self._goes_on(
                part, self._lines[at - 1], line, is_empty=not pieces
            ):
                pieces.append((line.start, line.end))
                continue
            if part is not None:
                under = self._depth_under(part, pieces, line)
                made = evolve(part, pieces=tuple(pieces))
                yield made if under is None else evolve(made, form="heading", depth=under)
                part = None
            if line.sort == "row":
                is_divider = self._divides(line)
                is_head = is_head and not is_divider
                if not (is_divider or is_head) and (cells := self._cells(line)):
                    yield evolve(self._begun(line, is_apart=at == 0), form="row", pieces=cells)
            elif line.sort != "underline" or line.number in self._messages:
                part = self._begun(line, is_apart=at == 0)
                pieces = list(part.pieces)
        if part is not None:
            yield evolve(part, pieces=tuple(pieces))

    def _depth_under(
        self, part: Block, pieces: Sequence[tuple[int, int]], line: Line
    ) -> int | None:
        """Return how deep a heading is under which *line* is drawn; ``None``: it is none."""
        if line.sort != "underline" or part.form != "paragraph" or len(pieces) > 1:
            return None
        return 1 if self._text[line.start] == "=" else 2

    def _begun(self, line: Line, *, is_apart: bool) -> Block:
        said = self._messages.get(line.number)
        if said is not None:
            self._speaker = said.who
            pieces = ((said.start, line.end),) if said.start < line.end else ()
            return self._block("message", line, pieces, is_apart=is_apart)
        if line.sort == "heading":
            self._speaker = None
            return self._block("heading", line, ((line.start, line.end),), is_apart=is_apart)
        form: Form = "item" if line.sort == "item" else "paragraph"
        if form == "paragraph" and self._messages and self._speaker is not None:
            form = "message"
        return self._block(form, line, ((line.start, line.end),), is_apart=is_apart)

    def _block(
        self, form: Form, line: Line, pieces: tuple[tuple[int, int], ...], *, is_apart: bool
    ) -> Block:
        return Block(
            form=form,
            pieces=pieces,
            line=line.number,
            depth=line.depth,
            number=line.mark,
            speaker=self._speaker,
            is_apart=is_apart,
        )

    def _goes_on(self, block: Block, last: Line, line: Line, *, is_empty: bool) -> bool:
        """Return whether *line* is a part of *block*, whose last line is *last*."""
        if line.sort != "text" or line.number in self._messages or block.form == "heading":
            return False
        if block.form == "message" and is_empty:
            # Only who speaks and when: what is said comes in the next lines.
            return True
        if block.form == "item" and line.depth > block.depth:
            return True
        first = self._text[line.start]
        if (first.islower() and not self._is_small) or first == ":":
            return True
        return self._is_wrapped and not self._is_list and self._is_full(last, line)

    def _divides(self, line: Line) -> bool:
        """Return whether *line* stands between the head of a table and its rows."""
        return line.sort == "row" and (_DIVIDER.match(self._text, line.start, line.end) is not None)

    def _cells(self, line: Line) -> tuple[tuple[int, int], ...]:
        found = []
        for match in _CELL.finditer(self._text, line.start, line.end):
            said = match.group()
            start = match.start() + len(said) - len(said.lstrip())
            end = match.end() - (len(said) - len(said.rstrip()))
            if start < end and any(each.isalpha() for each in said):
                found.append((start, end))
        return tuple(found)
