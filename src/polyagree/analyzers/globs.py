"""Patterns of file names, as a project writes them."""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["matches"]

_PARTS = re.compile(r"\*\*/|\*\*|\*|\?|[^*?]+")
_MEANING = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}


def matches(pattern: str, path: str) -> bool:
    """
    Return whether *path* is one that *pattern* means.

    ``*`` is anything within a name, ``?`` one character, ``**`` also folders. A pattern without a
    slash means files of that name, wherever they are; one with a slash at its end means all that
    is in the folder.

    Args:
        pattern: The pattern, from the folder in which it was written.
        path: The path from there, with slashes.
    """
    return _compiled(pattern).fullmatch(path) is not None


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    whole = pattern.removeprefix("./")
    if whole.endswith("/"):
        whole += "**"
    if "/" not in whole:
        whole = f"**/{whole}"
    meant = (_MEANING.get(part, re.escape(part)) for part in _PARTS.findall(whole))
    return re.compile("".join(meant), re.DOTALL)
