"""What was written, without the marks that only say how it looks."""

from __future__ import annotations

import re
from html import unescape

__all__ = ["plain"]

_GONE = re.compile(
    r"~~[^~]*~~|<!--.*?-->|</?[a-zA-Z][^<>]{0,200}>|!\[[^\]]*\]\([^)\s]*\)|\[\^[^\]]*\]"
)
_LINK = re.compile(r"\[([^\[\]]{1,400})\]\([^()\s]{0,400}\)")
_STRONG = re.compile(r"(?<![\w*])(\*\*|__|\*|_)(?=[^\s*_])([^*_\n]{0,2000}?[^\s*_])\1(?![\w*])")
_EDGE = re.compile(r"\A(?:\*{1,2}|_{1,2})(?=[^\s*_])|(?<=[^\s*_\\])(?:\*{1,2}|_{1,2})\Z")
_CODE = re.compile(r"`([^`\n]+)`")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~])")
_BLANKS = re.compile(r"\s+")
_SIGNS = frozenset("*_`~<&[\\!")


def plain(said: str) -> str:
    """Return *said* in one line, without emphasis, links, tags and what is struck out."""
    if not _SIGNS.isdisjoint(said):
        said = _GONE.sub(" ", said)
        said = _LINK.sub(r"\1", said)
        for _ in range(2):
            said = _STRONG.sub(r"\2", said)
        # What is emphasised over several sentences begins in one and ends in another.
        said = _EDGE.sub("", _CODE.sub(r"\1", said).strip())
        said = unescape(_ESCAPED.sub(r"\1", said))
    return _BLANKS.sub(" ", said).strip()
