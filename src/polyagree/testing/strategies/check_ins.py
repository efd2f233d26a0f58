"""Conversations about how it goes, with scores, feelings and concerns."""

from __future__ import annotations

from decimal import Decimal
from typing import get_args

from hypothesis import strategies as st

from polyagree.model import (
    CheckIn,
    Concern,
    Direction,
    Feeling,
    Scale,
    Score,
)
from polyagree.testing.strategies.acts import abouts
from polyagree.testing.strategies.making import (
    Sides,
    few,
    made,
    one_or_nothing,
    parts,
    remembered,
    some_of,
)
from polyagree.testing.strategies.names import USUAL, Names
from polyagree.testing.strategies.notes import notes
from polyagree.testing.strategies.people import viewers
from polyagree.testing.strategies.texts import texts
from polyagree.testing.strategies.times import dates, stamps

__all__ = ["check_ins", "concerns", "feelings", "scales", "scores"]


@remembered
@st.composite
def check_ins(draw: st.DrawFn, *, names: Names = USUAL) -> CheckIn:
    """
    Return a strategy for conversations in which people look at how it goes.

    Args:
        names: The names they may use, with one person at least.
    """
    looked_at = (*names.agreements, *names.clauses, *names.boundaries, *names.relationships)
    optional: Sides = {
        "reviewed": lambda: some_of(looked_at, least=0),
        "scores": lambda: few(scores(names=names)),
        "feelings": lambda: few(feelings(names=names)),
        "concerns": lambda: few(concerns(names=names)),
        "decided": lambda: few(texts()),
        "celebrated": lambda: few(texts()),
        "noted": lambda: few(notes(names=names)),
        "visible_to": lambda: viewers(names=names),
    }
    when = stamps(offsets=names.offsets)
    return CheckIn(**draw(parts(optional, date=when, people=some_of(names.people))))


@remembered
@st.composite
def scores(draw: st.DrawFn, *, names: Names = USUAL) -> Score:
    """
    Return a strategy for numbers that people gave.

    Args:
        names: The names they may use, with one person at least.
    """
    scale = draw(scales())
    # Somewhere between both ends, with as many places as they have.
    step = Decimal(1).scaleb(
        min(int(scale.low.as_tuple().exponent), int(scale.high.as_tuple().exponent), 0)
    )
    most = int((scale.high - scale.low) / step)
    optional: Sides = {
        "about": lambda: abouts(names=names),
        "instrument": texts,
        "direction": lambda: st.sampled_from(get_args(Direction)),
        "visible_to": lambda: viewers(names=names),
    }
    return Score(
        scale=scale,
        value=scale.low + draw(st.integers(0, most)) * step,
        **draw(parts(optional, who=one_or_nothing(names.people))),
    )


@remembered
def scales() -> st.SearchStrategy[Scale]:
    """Return a strategy for the numbers between which a score lies."""
    steps = (Decimal(1), Decimal("0.5"), Decimal("0.01"), Decimal("0.000001"))
    return st.builds(
        lambda low, length, step: Scale(low * step, (low + length) * step),
        st.integers(-9999, 9999),
        st.integers(1, 9999),
        st.sampled_from(steps),
    )


@remembered
def feelings(*, names: Names = USUAL) -> st.SearchStrategy[Feeling]:
    """Return a strategy for what somebody felt."""
    who = one_or_nothing(names.people)
    optional: Sides = {
        "about": lambda: abouts(names=names),
        "visible_to": lambda: viewers(names=names),
    }
    return made(Feeling, optional, who=who, says=texts())


@remembered
def concerns(*, names: Names = USUAL) -> st.SearchStrategy[Concern]:
    """Return a strategy for what troubles somebody, settled or not."""
    optional: Sides = {
        "about": lambda: abouts(names=names),
        "settled": dates,
        "visible_to": lambda: viewers(names=names),
    }
    return made(Concern, optional, who=one_or_nothing(names.people), says=texts())
