"""How records are put together: some of their fields, in their order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, TypeVar, cast

from hypothesis import strategies as st

__all__ = ["Sides", "few", "made", "one_or_nothing", "parts", "remembered", "some_of"]

T = TypeVar("T")
Maker = TypeVar("Maker", bound=Callable[..., Any])

Sides = dict[str, Callable[[], st.SearchStrategy[Any]]]
"""Fields that may be left out, each with what makes its strategy."""


def remembered(make: Maker) -> Maker:
    """Return *make*, which then makes a strategy once: that takes longer than a draw."""
    return cast("Maker", lru_cache(maxsize=256)(make))


@st.composite
def parts(
    draw: st.DrawFn,
    /,
    optional: Sides,
    *,
    most: int = 4,
    **required: st.SearchStrategy[Any],
) -> dict[str, Any]:
    """
    Return a strategy for fields: all that are *required*, and at *most* so many others.

    A record has twenty sides and a person writes three of them.
    """
    chosen: set[str] = set()
    if optional:
        chosen.update(draw(_chosen(tuple(optional), most)))
    given = {name: draw(strategy) for name, strategy in required.items()}
    given.update({name: draw(optional[name]()) for name in optional if name in chosen})
    return given


@remembered
def _chosen(names: tuple[str, ...], most: int) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(names), max_size=most, unique=True)


def made(
    cls: Callable[..., T],
    optional: Sides | None = None,
    *,
    most: int = 4,
    **required: st.SearchStrategy[Any],
) -> st.SearchStrategy[T]:
    """Return a strategy for records of *cls*, see :func:`parts`."""
    return parts(optional or {}, most=most, **required).map(lambda given: cls(**given))


@remembered
def few(each: st.SearchStrategy[T], *, least: int = 1, most: int = 2) -> st.SearchStrategy[Any]:
    """Return a strategy for short tuples."""
    return st.lists(each, min_size=least, max_size=most).map(tuple)


@remembered
def some_of(
    names: Sequence[str], *, least: int = 1, most: int = 3
) -> st.SearchStrategy[tuple[Any, ...]]:
    """Return a strategy for some of *names*, each once; nothing if there are not so many."""
    if len(names) < least:
        return st.nothing()
    if not names:
        return st.just(())
    each = st.sampled_from(names)
    return st.lists(each, min_size=least, max_size=min(most, len(names)), unique=True).map(tuple)


@remembered
def one_or_nothing(names: Sequence[str]) -> st.SearchStrategy[Any]:
    """Return a strategy for one of *names*; nothing if there are none."""
    return st.sampled_from(names) if names else st.nothing()
