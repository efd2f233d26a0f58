"""Which words are about health: what people test, use, tell, and what can expose somebody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal

from polyagree.model.event import Event
from polyagree.model.happening import Happening, Qualifiers
from polyagree.model.norms import Norm
from polyagree.model.vocabulary import Vocabulary

__all__ = ["Barrier", "barrier_in", "health_words", "is_about_health", "is_health_act"]

Barrier = Literal["used", "failed", "none", "not said"]
"""What is recorded of a barrier: one was *used*, it *failed*, there was *none*, or *not said*."""

_WRITTEN = str.maketrans(" _", "--")


def health_words(group: str) -> tuple[str, ...]:
    """
    Return the words of *group*; kinds of them count as well, those of a document included.

    ``health`` are acts for one's own and each other's health, and ``safer-sex`` those of
    them that a safer-sex plan is made of. ``exposing`` is what can pass something on,
    ``alarms`` what people tell each other of, ``about`` what such a word is about.
    """
    return _groups()[group]


@cache
def _groups() -> Mapping[str, tuple[str, ...]]:
    import json  # most programs that import the model never need it

    text = files("polyagree.model").joinpath("health.json").read_text(encoding="utf-8")
    return MappingProxyType({name: tuple(words) for name, words in json.loads(text).items()})


def is_health_act(act: str, words: Vocabulary, *, group: str = "health") -> bool:
    """Return whether *act* is one of *group*, or a kind of one."""
    return not set(health_words(group)).isdisjoint(words.wider(act))


def is_about_health(norm: Norm, words: Vocabulary) -> bool:
    """
    Return whether *norm* is about health: by its act, or by what is told or talked about.

    Telling after a result, an exposure or a barrier that failed is about it as well.
    """
    if is_health_act(norm.act, words):
        return True
    if _names(norm, words):
        return True
    after = norm.after
    return (
        after is not None
        and is_health_act(norm.act, words, group="telling")
        and is_health_act(after.act, words, group="about")
    )


def _names(said: Qualifiers, words: Vocabulary) -> bool:
    names = (each.act if isinstance(each, Happening) else each for each in said.about)
    return any(is_health_act(name, words, group="about") for name in names)


def barrier_in(event: Event, words: Vocabulary) -> Barrier:
    """Return what *event* itself says of a barrier, in its act or in its ``how``."""
    if is_health_act(event.act, words, group="failed"):
        return "failed"
    told = _how(event.how)
    if not told.isdisjoint(health_words("without-barrier")):
        return "none"
    return "used" if not told.isdisjoint(health_words("with-barrier")) else "not said"


def _how(words: Iterable[str]) -> frozenset[str]:
    return frozenset(word.strip().casefold().translate(_WRITTEN) for word in words)
