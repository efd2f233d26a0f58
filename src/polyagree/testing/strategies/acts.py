"""Acts with their qualifiers, and the conditions made of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, get_args

from hypothesis import strategies as st

from polyagree.model import (
    ALWAYS,
    GATE_KINDS,
    STATUS_KINDS,
    About,
    AllOf,
    AnyOf,
    Condition,
    Details,
    Done,
    Gate,
    Happening,
    Not,
    Place,
    Silence,
    Situation,
    State,
    Status,
)
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
from polyagree.testing.strategies.people import people
from polyagree.testing.strategies.texts import texts
from polyagree.testing.strategies.times import days, durations, hours, moments, months, nths, sizes

__all__ = [
    "abouts",
    "all_of",
    "any_of",
    "conditions",
    "details",
    "done_things",
    "gates",
    "happenings",
    "negations",
    "places",
    "qualifiers",
    "situations",
    "states",
    "statuses",
]


@remembered
def places(*, names: Names = USUAL) -> st.SearchStrategy[Place]:
    """Return a strategy for places, some with places inside them left out."""
    words = (*names.words("place"), *names.groups)
    inside = st.just(()) | some_of(words, most=2)
    return st.builds(Place, one_or_nothing(words), inside)


@remembered
@st.composite
def details(draw: st.DrawFn, *, names: Names = USUAL) -> Details:
    """Return a strategy for disclosure protocols: how much is told."""
    if not draw(st.integers(0, 3)):
        return Details(as_asked=True)
    words = draw(some_of(names.words("detail", "thing"), most=4))
    # Each word stands in one part, so nothing is both told and kept private.
    told = draw(st.integers(0, len(words)))
    always = draw(st.integers(0, told))
    return Details(required=words[:always], optional=words[always:told], kept_private=words[told:])


@remembered
def abouts(*, names: Names = USUAL, depth: int = 1) -> st.SearchStrategy[About]:
    """
    Return a strategy for what something is about: names, words, happenings.

    Args:
        names: The names it may use.
        depth: How deep happenings stand in one another.
    """
    words = st.sampled_from(names.words("thing", "happening", "act", "situation"))
    each: list[st.SearchStrategy[Any]] = [words, one_or_nothing(names.records())]
    if depth:
        each.append(happenings(names=names, depth=depth - 1))
    return few(st.one_of(each))


@remembered
def qualifiers(*, names: Names = USUAL, depth: int = 1) -> Sides:
    """Return the strategies for what narrows an act down, by field."""
    return {
        "with_": lambda: people(names=names),
        "to": lambda: people(names=names),
        "about": lambda: abouts(names=names, depth=depth),
        "where": lambda: few(places(names=names)),
        "how": lambda: few(texts()),
        "days": lambda: few(days()),
        "hours": hours,
        "months": lambda: few(months()),
        "lasting": lambda: sizes(lengths_of_time=True),
        "amount": sizes,
        "nth": nths,
        "details": lambda: details(names=names),
    }


@remembered
@st.composite
def happenings(draw: st.DrawFn, *, names: Names = USUAL, depth: int = 1) -> Happening:
    """
    Return a strategy for kinds of events: an act or a happening with its qualifiers.

    Args:
        names: The names they may use.
        depth: How deep they stand in one another.
    """
    optional = {"who": lambda: people(names=names), **qualifiers(names=names, depth=depth)}
    act = one_or_nothing(names.words("act", "happening"))
    return Happening(**draw(parts(optional, most=3, act=act)))


@remembered
@st.composite
def gates(draw: st.DrawFn, *, names: Names = USUAL) -> Gate:
    """
    Return a strategy for conditions on somebody's word.

    Args:
        names: The names they may use.
    """
    times: Sides = {"ahead": durations, "by": moments}
    time = draw(st.sampled_from(tuple(times)))
    optional: Sides = {
        time: times[time],
        "how": lambda: few(texts()),
        "about": lambda: abouts(names=names),
        "details": lambda: details(names=names),
        "silence": lambda: st.sampled_from(get_args(Silence)),
    }
    kinds: st.SearchStrategy[Any] = st.sampled_from(GATE_KINDS)
    return Gate(**draw(parts(optional, most=3, kind=kinds, people=people(names=names))))


@remembered
@st.composite
def conditions(draw: st.DrawFn, *, names: Names = USUAL, depth: int = 2) -> Condition:
    """
    Return a strategy for conditions: situations, happenings, clauses, gates, and, or, not.

    Args:
        names: The names they may use.
        depth: How deep they stand in one another.
    """
    alone: Sequence[_Of] = (situations, states, happenings, done_things, gates)
    if _with_norms(names):
        alone = (*alone, statuses)
    nested: Sequence[_From] = (all_of, any_of, negations) if depth else ()
    chosen = draw(st.integers(0, len(alone) + len(nested) - 1))
    if chosen < len(alone):
        return draw(alone[chosen](names=names))
    return draw(nested[chosen - len(alone)](conditions(names=names, depth=depth - 1)))


_Of = Callable[..., st.SearchStrategy[Condition]]
_From = Callable[[st.SearchStrategy[Condition]], st.SearchStrategy[Condition]]


@remembered
def situations(*, names: Names = USUAL) -> st.SearchStrategy[Situation]:
    """Return a strategy for situations, and acts that are going on, by their word."""
    words = one_or_nothing(names.words("situation", "act", "happening", "place"))
    return st.just(ALWAYS) | words.map(Situation)


@remembered
def states(*, names: Names = USUAL) -> st.SearchStrategy[State]:
    """Return a strategy for somebody being in a situation or at a place."""
    where = one_or_nothing(names.words("situation", "place"))
    return made(State, is_=where, who=people(names=names))


@remembered
def done_things(*, names: Names = USUAL) -> st.SearchStrategy[Done]:
    """Return a strategy for what has happened, and how long ago."""
    when = st.sampled_from(("ago", "within")).flatmap(
        lambda key: st.fixed_dictionaries({key: durations()})
    )
    return st.builds(
        lambda done, told: Done(done=done, **told), happenings(names=names), st.just({}) | when
    )


@remembered
def statuses(*, names: Names = USUAL) -> st.SearchStrategy[Status]:
    """Return a strategy for how a clause, a boundary or an agreement stands."""
    of = one_or_nothing(_with_norms(names))
    return made(Status, status=st.sampled_from(STATUS_KINDS), of=of)


def _with_norms(names: Names) -> tuple[str, ...]:
    """Return the names of what people can keep or break."""
    return (*names.agreements, *names.boundaries, *names.clauses)


def all_of(each: st.SearchStrategy[Condition]) -> st.SearchStrategy[AllOf]:
    """Return a strategy for several conditions of which each has to hold."""
    return few(each, least=2, most=3).map(lambda several: AllOf(all_of=several))


def any_of(each: st.SearchStrategy[Condition]) -> st.SearchStrategy[AnyOf]:
    """Return a strategy for several conditions of which one has to hold."""
    return few(each).map(lambda several: AnyOf(any_=several))


def negations(each: st.SearchStrategy[Condition]) -> st.SearchStrategy[Not]:
    """Return a strategy for the opposite of a condition."""
    return each.map(lambda condition: Not(not_=condition))
