"""What was written, without the marks that only say how it looks."""

from __future__ import annotations

import re
from html import unescape

__all__ = ["plain"]

_GONE = re.compile(
    r"~~[^~]*~~|</?[a-zA-Z][^<>]{0,200}>"
    # A link may hold brackets of its own: `a_(b).png`.
    r"|!\[[^\]]{0,400}\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)|\[\^[^\]]{0,400}\]"
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
        said = _GONE.sub(" ", _without_comments(said))
        said = _LINK.sub(r"\1", said)
        for _ in range(2):
            said = _STRONG.sub(r"\2", said)
        # What is emphasised over several sentences begins in one and ends in another.
        said = _EDGE.sub("", _CODE.sub(r"\1", said).strip())
        said = unescape(_ESCAPED.sub(r"\1", said))
    return _BLANKS.sub(" ", said).strip()


def _without_comments(said: str) -> str:
    """Return *said* without comments; one that does not end in its line is none."""
    parts: list[str] = []
    at = kept = 0
    line_end = -1
    while (start := said.find("<!--", at)) >= 0:
        if line_end < start:
            line_end = said.find("\n", start)
            line_end = len(said) if line_end < 0 else line_end
        end = said.find("-->", start + 4, line_end)
        if end < 0:
            # Nor does any other that begins in this line.
            at = line_end
            continue
        parts.append(said[kept:start])
        kept = at = end + 3
    return " ".join((*parts, said[kept:]))
