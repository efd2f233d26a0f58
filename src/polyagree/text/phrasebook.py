"""Phrases in a file of their own, with classes of words of their own."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from polyagree.text.frames import anchors_of, compiled

__all__ = ["Anchors", "patterns_in", "phrases_in", "sought_in"]

Anchors = tuple[frozenset[str], ...]

_CLASS = re.compile(r"\{(\w+)\}")


@cache
def phrases_in(name: str) -> tuple[Mapping[str, Any], ...]:
    """Return the phrases of the file *name* of the lexicon, as they stand there."""
    return tuple(_file(name)["frame"])


@cache
def patterns_in(name: str) -> tuple[tuple[Mapping[str, Any], tuple[re.Pattern[str], ...]], ...]:
    """Return the phrases of the file *name*, each with what is searched for."""
    own = _file(name).get("classes", {})
    return tuple(
        (phrase, tuple(compiled(_spelt_out(said, own)) for said in phrase["when"]))
        for phrase in phrases_in(name)
    )


@cache
def sought_in(
    name: str,
) -> tuple[tuple[Mapping[str, Any], tuple[tuple[re.Pattern[str], Anchors], ...]], ...]:
    """Return the same, each pattern with sets of words of which a text that it fits has one."""
    own = _file(name).get("classes", {})
    return tuple(
        (
            phrase,
            tuple(
                (pattern, tuple(anchors_of(_spelt_out(said, own))))
                for pattern, said in zip(patterns, phrase["when"], strict=True)
            ),
        )
        for phrase, patterns in patterns_in(name)
    )


@cache
def _file(name: str) -> Mapping[str, Any]:
    text = files("polyagree.text.lexicon").joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _spelt_out(said: str, own: Mapping[str, list[str]]) -> str:
    """Return *said* with the words of the file's own classes in place of their names."""

    def words(match: re.Match[str]) -> str:
        name = match[1]
        return "|".join(each.replace(" ", "_") for each in own[name]) if name in own else match[0]

    return _CLASS.sub(words, said)
