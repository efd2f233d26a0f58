"""Which parts of a text only name what comes under them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from attrs import evolve

from polyagree.text.blocks import Block
from polyagree.text.sentences import words_in

__all__ = ["with_headings"]

_BOLD = re.compile(r"(?:\*\*[^*]+\*\*|__[^_]+__):?\Z")
_ENDED = re.compile(r"[.!?…;,][\"'”’)*_]*\Z")
_LEADS_IN = re.compile(r":[*_]*\Z")
_TITLE_WORDS = 14
_LABEL_WORDS = 8
_SHORT_LABEL_WORDS = 5
#: Where counting begins anew.
_FIRST = frozenset({"a", "A", "i", "1"})
#: How deep a heading is that is none by its marks.
_TITLE, _BY_LOOK, _LEAD_IN = 1, 5, 6


def with_headings(text: str, blocks: Sequence[Block]) -> list[Block]:
    """Return *blocks*, with a heading for each that looks like one by where it stands."""
    depths = _depths(text, blocks)
    return [
        block if depth is None else evolve(block, form="heading", depth=depth)
        for block, depth in zip(blocks, depths, strict=True)
    ]


def _depths(text: str, blocks: Sequence[Block]) -> Iterator[int | None]:
    for at, block in enumerate(blocks):
        following = blocks[at + 1] if at + 1 < len(blocks) else None
        if block.form in {"heading", "row"} or len(block.pieces) != 1 or following is None:
            yield None
        elif at == 0 and _is_title(block.says(text), block, following):
            yield _TITLE
        else:
            yield _depth(text, block, following)


def _is_title(said: str, block: Block, following: Block) -> bool:
    return (
        block.form == "paragraph"
        and len(words_in(said)) <= _TITLE_WORDS
        and not _ENDED.search(said)
        and (following.is_apart or following.form != "paragraph")
    )


def _depth(text: str, block: Block, following: Block) -> int | None:
    said = block.says(text)
    count = len(words_in(said))
    if block.form == "paragraph" and _BOLD.match(said) and count <= _TITLE_WORDS:
        return _BY_LOOK
    is_over = _is_over(block, following)
    if _LEADS_IN.search(said):
        return _LEAD_IN if is_over or following.form == "paragraph" else None
    if _ENDED.search(said) or not count or count > _LABEL_WORDS:
        return None
    if block.form == "item":
        goes_under = following.form == "item" and _is_under(block, following)
        is_alone = following.form == "paragraph" and _is_whole(text, following)
        return _LEAD_IN if (goes_under or is_alone) and count <= _SHORT_LABEL_WORDS else None
    if block.form == "paragraph":
        if said.isupper() or following.form in {"item", "row"}:
            return _BY_LOOK
        is_label = (following.is_apart or _has_capitals(said)) and _is_whole(text, following)
        is_label = is_label and block.is_apart
        return _BY_LOOK if is_label and count <= _SHORT_LABEL_WORDS else None
    return None


def _is_over(block: Block, following: Block) -> bool:
    """Return whether what comes next stands under *block*."""
    if following.form == "item":
        return block.form != "item" or _is_under(block, following)
    return following.form == "row" or (
        block.form == following.form == "message" and block.speaker == following.speaker
    )


def _is_under(block: Block, following: Block) -> bool:
    """Return whether the item *following* is indented under *block*, or counted under it."""
    number, inner = block.number or "", following.number or ""
    if number and (inner.startswith(f"{number}.") or (inner in _FIRST and number not in _FIRST)):
        return True
    return following.depth > block.depth


def _has_capitals(said: str) -> bool:
    """Return whether each word of *said* that matters has a capital letter: it is a title."""
    words = [each for each in words_in(said) if len(each) > len("the")]
    return bool(words) and all(each[0].isupper() for each in words)


def _is_whole(text: str, block: Block) -> bool:
    said = block.says(text)
    return _ENDED.search(said) is not None and said[:1].isupper()
