"""Which file says with what a document is checked."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

__all__ = ["OWN", "SECTION", "SHARED", "find"]

OWN = "polyagree.toml"
"""A file that holds nothing else."""

SHARED = "pyproject.toml"
"""A file that several tools share."""

SECTION = ("tool", "polyagree")
"""Where ours stands in it."""

_MOST_BYTES = 1 << 20


def find(document: str | os.PathLike[str]) -> Path | None:
    """
    Return the file that says with what *document* is checked; ``None``: there is none.

    It is the nearest one, in the folder of the document or in one above it. In one folder,
    ``polyagree.toml`` counts before ``pyproject.toml``.

    Args:
        document: A document, or a folder.
    """
    # No link is followed: a document counts where somebody put it.
    start = Path(os.path.abspath(document))  # noqa: PTH100
    for folder in (start, *start.parents):
        own = folder / OWN
        if _is_file(own):
            return own
        shared = folder / SHARED
        if _is_file(shared) and _has_section(shared):
            return shared
    return None


def _is_file(path: Path) -> bool:
    # `Path.is_file` complains about a folder that can be listed and not entered.
    return os.path.isfile(path)  # noqa: PTH113


def _has_section(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES)
    except OSError:
        return False
    if SECTION[-1].encode() not in data:
        return False
    try:
        tree: object = tomllib.loads(data.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError):
        # It may well be meant for us: who reads it will say what is wrong.
        return True
    for key in SECTION:
        tree = tree.get(key) if isinstance(tree, dict) else None
    return tree is not None
