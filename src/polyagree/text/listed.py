"""The words by which a whole text is taken apart, as data."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

__all__ = ["listed", "matters"]


@cache
def listed(name: str) -> frozenset[str]:
    """Return the words that stand under *name*."""
    return frozenset(_table()[name])


def matters() -> Mapping[str, list[str]]:
    """Return the words that are about one matter, by its name."""
    found: Mapping[str, list[str]] = _table()["matters"]
    return found


@cache
def _table() -> Mapping[str, Any]:
    folder = files("polyagree.text.lexicon")
    return tomllib.loads(folder.joinpath("documents.toml").read_text(encoding="utf-8"))
