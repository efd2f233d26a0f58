"""The phrases that are read, as data: spellings, classes of words, and frames."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

__all__ = ["FRAMES", "classes", "frames", "spellings", "table", "tags"]

FRAMES = ("approval", "waiver", "notice", "breaking", "limit", "telling", "standing")
"""The files with frames, in the order in which they are read."""


@cache
def table(name: str) -> Mapping[str, Any]:
    """Return what stands in the file *name*."""
    text = files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def spellings() -> Mapping[str, str]:
    """Return what is written otherwise than it is compared: typos, chat, British spellings."""
    return {word: said for part in table("spellings").values() for word, said in part.items()}


@cache
def classes() -> Mapping[str, tuple[str, ...]]:
    """Return the words of each class."""
    return {name: tuple(words) for name, words in table("classes").items()}


@cache
def tags() -> Mapping[str, str]:
    """Return the words of each tag, with blanks between."""
    return table("tags")


@cache
def frames() -> tuple[Mapping[str, Any], ...]:
    """Return the frames as they stand in their files."""
    return tuple(each for name in FRAMES for each in table(name)["frame"])
