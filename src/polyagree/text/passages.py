"""The clauses of a text, and where each stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence
from itertools import accumulate

from attrs import frozen

from polyagree.text.blocks import Block
from polyagree.text.framing import is_aside, is_introduction
from polyagree.text.listed import listed
from polyagree.text.places import Place
from polyagree.text.plain import plain
from polyagree.text.sentences import sentences_in, words_in

__all__ = ["Passage", "passages_of", "title_of"]

_COUNTED = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})*[.)]|[IVXivx]{1,5}[.)]|[A-Z]\))\s+")
_LIST_SIGN = re.compile(r"(?:[,;]\s+(?:and|or)|[,;])\Z")
_BREAK = re.compile(r"\r\n|\r|\n")
#: A paragraph of so many sentences may have one over it that leads up to it.
_LONG = 5
#: An item of so many sentences is as it was written: one thing.
_WHOLE = 2


@frozen(kw_only=True)
class Passage:
    """
    A clause in a text.

    Attributes:
        text: What it says, in one line and without the marks of Markdown; an item that goes on
            from what stands over it (``We don't agree to:``) begins with that.
        place: Where it stands.
    """

    text: str
    place: Place


def title_of(text: str, blocks: Sequence[Block]) -> Passage | None:
    """Return what *text*, whose parts are *blocks*, is called; ``None``: it has no title."""
    if not blocks or blocks[0].form != "heading" or blocks[0].speaker is not None:
        return None
    joined = _Joined(text, blocks[0])
    words = plain(joined.says)
    if not words:
        return None
    return Passage(text=words, place=_Places(text).of(joined, 0, len(joined.says), None))


def passages_of(text: str, blocks: Sequence[Block], names: Collection[str]) -> list[Passage]:
    """
    Return the clauses in *blocks*, which are the parts of *text*, in their order.

    Titles, greetings, dates, signatures, parties and introductions are none.
    """
    places = _Places(text)
    found: list[Passage] = []
    headings: list[tuple[int, str]] = []
    lead = ""
    before = _before(text, blocks)
    for at, block in enumerate(blocks):
        joined = _Joined(text, block)
        said = joined.says
        if block.form == "heading":
            headings = [each for each in headings if each[0] < block.depth]
            headings.append((block.depth, _COUNTED.sub("", plain(said))))
            lead = _lead(plain(said))
            continue
        if block.form != "item":
            lead = ""
        heading = headings[-1][1] if headings else None
        for start, end in _parts(said, block):
            words = _LIST_SIGN.sub("", plain(said[start:end]))
            if not words or is_aside(words, names, is_message=block.form == "message"):
                continue
            if at < before and is_introduction(words):
                continue
            place = places.of(joined, start, end, heading)
            found.append(Passage(text=f"{lead}{words}", place=place))
    return found


def _lead(said: str) -> str:
    """Return *said* without its colon, if what stands under it only goes on: ``Nobody may:``."""
    words = words_in(said)
    if not said.endswith(":") or not words or words[-1].casefold() not in listed("goes_on"):
        return ""
    return f"{said[:-1].rstrip()} "


def _parts(said: str, block: Block) -> list[tuple[int, int]]:
    found = sentences_in(said)
    if block.form in {"item", "row"} and len(found) <= _WHOLE:
        return [(found[0][0], found[-1][1])] if found else []
    return found


def _before(text: str, blocks: Sequence[Block]) -> int:
    """
    Return how many blocks stand before what was agreed, and only lead up to it.

    That is what stands over a list, or a short paragraph over a long one.
    """
    begin = next((at for at, each in enumerate(blocks) if each.form != "heading"), len(blocks))
    first = begin
    while first < len(blocks) and blocks[first].form == "paragraph":
        first += 1
    if first == begin:
        return 0
    if first < len(blocks) and blocks[first].form in {"item", "row"}:
        items = sum(each.form in {"item", "row"} for each in blocks[first:])
        return first if _length(text, blocks[begin:first]) < items else 0
    if first > begin + 1:
        body = _length(text, blocks[begin + 1 : begin + 2])
        lead = _length(text, blocks[begin : begin + 1])
        return begin + 1 if body >= _LONG and lead * 2 <= body else 0
    return 0


def _length(text: str, blocks: Sequence[Block]) -> int:
    return sum(len(sentences_in(each.says(text))) for each in blocks)


class _Places:
    """Lines and columns of characters."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in _BREAK.finditer(text))]

    def of(self, block: _Joined, start: int, end: int, heading: str | None) -> Place:
        first, last = block.source(start), block.source(end - 1) + 1
        line, column = self._at(first)
        end_line, end_column = self._at(last - 1)
        return Place(
            start=first,
            end=last,
            line=line,
            column=column,
            end_line=end_line,
            end_column=end_column + 1,
            heading=heading,
            number=block.block.number,
            speaker=block.block.speaker,
        )

    def _at(self, position: int) -> tuple[int, int]:
        line = bisect_right(self._starts, position)
        return line, position - self._starts[line - 1] + 1


class _Joined:
    """A block in one line, and where each character of it stands in the text."""

    def __init__(self, text: str, block: Block) -> None:
        self.block = block
        self.says = block.says(text)
        lengths = [end - start + len(block.joint) for start, end in block.pieces]
        self._starts = [0, *accumulate(lengths)]

    def source(self, position: int) -> int:
        """Return where in the text the character at *position* stands."""
        piece = min(bisect_right(self._starts, position), len(self.block.pieces)) - 1
        start, end = self.block.pieces[piece]
        return start + min(position - self._starts[piece], end - start)
