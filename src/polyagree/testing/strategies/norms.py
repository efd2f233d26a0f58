"""Duties, prohibitions, permissions and powers."""

from __future__ import annotations

from typing import Any, get_args

from attrs import evolve
from hypothesis import strategies as st

from polyagree.model import Bound, Early, Late, Norm, Obligation, Permission, Power, Prohibition
from polyagree.testing.strategies.acts import abouts, conditions, happenings, qualifiers
from polyagree.testing.strategies.making import Sides, few, one_or_nothing, parts, remembered
from polyagree.testing.strategies.names import USUAL, Names
from polyagree.testing.strategies.people import people
from polyagree.testing.strategies.times import (
    cadences,
    durations,
    moments,
    nths,
    quantities,
    spans_of_days,
    windows,
)

__all__ = [
    "norms",
    "obligations",
    "permissions",
    "powers",
    "prohibitions",
    "steps",
]


@remembered
@st.composite
def obligations(
    draw: st.DrawFn, *, names: Names = USUAL, depth: int = 1, after_break: bool = False
) -> Obligation:
    """
    Return a strategy for duties: once, recurring, so many times, or throughout.

    Args:
        names: The names they may use.
        depth: How deep steps after a break stand in one another.
        after_break: Whether they are such steps, which can say which break they mean.
    """
    times = {
        "wait": durations,
        "within": durations,
        "by": moments,
        "before": lambda: happenings(names=names),
    }
    given = draw(_force(names, depth, after_break=after_break))
    given |= draw(parts(times, most=2))
    given |= draw(
        st.one_of(
            st.just({}),
            st.fixed_dictionaries({"every": cadences()}),
            _counted("at_least", names),
        )
    )
    duty = Obligation(act=draw(_acts(names)), **given)
    return evolve(duty, **draw(parts(_out_of_time(duty))))


@remembered
@st.composite
def prohibitions(
    draw: st.DrawFn, *, names: Names = USUAL, depth: int = 1, after_break: bool = False
) -> Prohibition:
    """
    Return a strategy for acts that are not to be done.

    Args:
        names: The names they may use.
        depth: How deep steps after a break stand in one another.
        after_break: Whether they are such steps, which can say which break they mean.
    """
    given = draw(_force(names, depth, after_break=after_break))
    return Prohibition(act=draw(_acts(names)), **given)


@remembered
@st.composite
def permissions(
    draw: st.DrawFn, *, names: Names = USUAL, depth: int = 1, after_break: bool = False
) -> Permission:
    """
    Return a strategy for acts that may be done: freely, on a condition, so many times.

    Args:
        names: The names they may use.
        depth: How deep steps after a break stand in one another.
        after_break: Whether they are such steps, which can say which break they mean.
    """
    given = draw(_force(names, depth, after_break=after_break))
    given |= draw(parts({"every": cadences, "only_if": lambda: conditions(names=names)}))
    given |= draw(st.one_of(st.just({}), _counted("at_most", names)))
    return Permission(act=draw(_acts(names)), **given)


@remembered
@st.composite
def powers(
    draw: st.DrawFn, *, names: Names = USUAL, depth: int = 1, after_break: bool = False
) -> Power:
    """
    Return a strategy for powers to stop, start, change or decide something.

    Args:
        names: The names they may use.
        depth: How deep steps after a break stand in one another.
        after_break: Whether they are such steps, which can say which break they mean.
    """
    given = draw(_force(names, depth, after_break=after_break))
    given |= draw(parts({"over": lambda: abouts(names=names)}))
    often = st.fixed_dictionaries({"at_most": quantities()})
    given |= draw(st.one_of(st.just({}), often, _counted("at_most", names)))
    act = one_or_nothing(names.words("power", "act"))
    return Power(act=draw(act), **given)


@remembered
def norms(
    *, names: Names = USUAL, depth: int = 1, after_break: bool = False
) -> st.SearchStrategy[Norm]:
    """
    Return a strategy for norms of all four types.

    Args:
        names: The names they may use.
        depth: How deep steps after a break stand in one another.
        after_break: Whether they are such steps, which can say which break they mean.
    """
    return st.one_of(
        obligations(names=names, depth=depth, after_break=after_break),
        prohibitions(names=names, depth=depth, after_break=after_break),
        permissions(names=names, depth=depth, after_break=after_break),
        powers(names=names, depth=depth, after_break=after_break),
    )


@remembered
def steps(*, names: Names = USUAL, depth: int = 1) -> st.SearchStrategy[tuple[Norm, ...]]:
    """
    Return a strategy for what follows a break, all of it, in order.

    Args:
        names: The names it may use.
        depth: How deep the steps stand in one another.
    """
    return few(norms(names=names, depth=depth, after_break=True))


@remembered
def _acts(names: Names) -> st.SearchStrategy[Any]:
    return one_or_nothing(names.words("act", "happening"))


@remembered
@st.composite
def _force(draw: st.DrawFn, names: Names, depth: int, *, after_break: bool) -> dict[str, Any]:
    """Return a strategy for what every norm can have besides its act."""
    optional: Sides = {
        **qualifiers(names=names),
        "who": lambda: people(names=names),
        "during": lambda: conditions(names=names),
        "after": lambda: happenings(names=names),
        "for_": durations,
        "unless": lambda: conditions(names=names),
        "limits": lambda: _limits(names),
    }
    if depth:
        optional["if_broken"] = lambda: steps(names=names, depth=depth - 1)
    if after_break:
        optional |= {"clock": lambda: st.sampled_from(("breach", "discovery")), "breach": nths}
    given: dict[str, Any] = draw(parts(optional))
    given |= given.pop("limits", {})
    return given


@remembered
@st.composite
def _limits(draw: st.DrawFn, names: Names) -> dict[str, Bound | None]:
    """Return a strategy for where a norm begins and ends: days in their order, conditions."""
    start: Bound | None
    end: Bound | None
    start, end = draw(spans_of_days())
    if draw(st.booleans()):
        start = draw(conditions(names=names, depth=1))
    elif draw(st.booleans()):
        end = draw(conditions(names=names, depth=1))
    return {"from_": start, "until": end}


def _out_of_time(duty: Obligation) -> Sides:
    """Return what *duty* can say about being done too early or too late."""
    optional: Sides = {}
    if duty.kind == "maintenance":
        return optional
    if duty.after is not None:
        early = get_args(Early) if duty.wait is None else ("waits",)
        optional["early"] = lambda: st.sampled_from(early)
    if duty.has_deadline:
        optional["late"] = lambda: st.sampled_from(get_args(Late))
    return optional


@remembered
def _counted(key: str, names: Names) -> st.SearchStrategy[dict[str, Any]]:
    """Return a strategy for a number in each window."""
    return st.fixed_dictionaries(
        {key: quantities(above_zero=True), "per": windows(acts=names.words("act"))}
    )
