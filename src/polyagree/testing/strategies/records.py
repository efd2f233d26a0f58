"""What happened, how it was, and what might be: the records of a document."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, get_args

from hypothesis import strategies as st

from polyagree.model import (
    ANSWERS,
    REPAIR_STEPS,
    Apology,
    Breach,
    Comfort,
    Event,
    Expectation,
    Impact,
    Matrix,
    MatrixAnswer,
    Repair,
    RepairStep,
    Scenario,
    Verdict,
)
from polyagree.testing.strategies.acts import abouts, places
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
from polyagree.testing.strategies.norms import norms
from polyagree.testing.strategies.notes import notes
from polyagree.testing.strategies.people import people, viewers
from polyagree.testing.strategies.texts import ids, texts
from polyagree.testing.strategies.times import dates, durations, quantities, stamps

__all__ = [
    "answers",
    "apologies",
    "breaches",
    "comforts",
    "events",
    "expectations",
    "impacts",
    "matrices",
    "repair_steps",
    "repairs",
    "scenarios",
]


@st.composite
def matrices(
    draw: st.DrawFn, *, names: Names = USUAL, id: st.SearchStrategy[str] | None = None
) -> Matrix:
    """
    Return a strategy for matrices: how people feel about acts, and what they answer.

    Args:
        names: The names they may use, with one person at least.
        id: Their ids; ``None``: any.
    """
    who = draw(some_of(names.people))
    scale = tuple(dict.fromkeys(draw(st.lists(texts(), min_size=2, max_size=4))))
    if len(scale) == 1:
        scale = (*scale, f"{scale[0]}!")
    acts = some_of(names.words("act", "happening", "situation", "thing", "detail"), least=0)
    comfort = tuple(
        Comfort(act=act, who=each, level=draw(st.sampled_from(scale)))
        for act in draw(acts)
        for each in draw(some_of(who))
    )
    said = tuple(
        MatrixAnswer(act=act, who=each, says=draw(st.sampled_from(ANSWERS)))
        for act in draw(acts)
        for each in draw(some_of(who))
    )
    has_scale: bool = draw(st.booleans())
    if said and not has_scale:
        scale, comfort = (), ()
    optional: Sides = {
        "date": dates,
        "visible_to": lambda: viewers(names=names),
    }
    given = draw(parts(optional, id=ids() if id is None else id))
    return Matrix(people=who, scale=scale, comfort=comfort, answers=said, **given)


@remembered
def answers(*, names: Names = USUAL) -> st.SearchStrategy[MatrixAnswer]:
    """Return a strategy for what one person answers about one act."""
    acts = one_or_nothing(names.words("act"))
    says = st.sampled_from(ANSWERS)
    return made(MatrixAnswer, act=acts, who=one_or_nothing(names.people), says=says)


@remembered
def comforts(*, names: Names = USUAL) -> st.SearchStrategy[Comfort]:
    """Return a strategy for how one person feels about one act."""
    acts = one_or_nothing(names.words("act"))
    return made(Comfort, act=acts, who=one_or_nothing(names.people), level=texts())


@st.composite
def events(
    draw: st.DrawFn, *, names: Names = USUAL, id: st.SearchStrategy[str | None] | None = None
) -> Event:
    """
    Return a strategy for entries of a log.

    Args:
        names: The names they may use.
        id: Their names; ``None``: any, or none.
    """
    optional: Sides = {
        "who": lambda: some_of(names.people, least=0),
        "with_": lambda: people(names=names),
        "to": lambda: people(names=names),
        "about": lambda: abouts(names=names),
        "where": lambda: few(places(names=names)),
        "how": lambda: few(texts()),
        "lasting": durations,
        "amount": _amounts,
        "details": lambda: some_of(names.words("detail", "thing")),
        "visible_to": lambda: viewers(names=names),
    }
    given = draw(
        parts(
            optional,
            id=st.none() | ids() if id is None else id,
            at=stamps(offsets=names.offsets),
            act=one_or_nothing(names.words("act", "happening", "power")),
        )
    )
    return Event(**given)


@remembered
def _amounts() -> st.SearchStrategy[Any]:
    # How long an event took stands in `lasting`.
    return quantities().map(
        lambda each: each if each.duration is None else type(each)(number=Decimal(1))
    )


@st.composite
def breaches(
    draw: st.DrawFn, *, names: Names = USUAL, id: st.SearchStrategy[str] | None = None
) -> Breach:
    """
    Return a strategy for agreements that were not kept.

    Args:
        names: The names they may use, with an agreement or a boundary at least.
        id: Their ids; ``None``: any.
    """
    when = stamps(offsets=names.offsets)
    optional: Sides = {
        "by": lambda: some_of(names.people, least=0),
        "date": lambda: when,
        "discovered": lambda: when,
        "cause": lambda: some_of(names.words("cause")),
        "says": texts,
        "impact": lambda: _impacts(names),
        "noted": lambda: few(notes(names=names)),
        "visible_to": lambda: viewers(names=names),
    }
    if names.events:
        optional["event"] = lambda: some_of(names.events)
    of = some_of((*names.clauses, *names.boundaries, *names.agreements))
    return Breach(**draw(parts(optional, id=ids() if id is None else id, of=of)))


@remembered
@st.composite
def _impacts(draw: st.DrawFn, names: Names) -> tuple[Impact, ...]:
    who = draw(some_of(names.people, least=0))
    return tuple(draw(impacts(who=st.just(each))) for each in who)


def impacts(
    *, names: Names = USUAL, who: st.SearchStrategy[str] | None = None
) -> st.SearchStrategy[Impact]:
    """Return a strategy for what a breach did to somebody."""
    whom = one_or_nothing(names.people) if who is None else who
    return made(Impact, who=whom, says=texts())


@st.composite
def repairs(
    draw: st.DrawFn, *, names: Names = USUAL, id: st.SearchStrategy[str] | None = None
) -> Repair:
    """
    Return a strategy for how people mended what was broken, in any order.

    Args:
        names: The names they may use, with one breach at least.
        id: Their ids; ``None``: any.
    """
    optional: Sides = {
        "apology": lambda: apologies(names=names),
        "steps": lambda: few(repair_steps(names=names), most=3),
        "noted": lambda: few(notes(names=names)),
        "visible_to": lambda: viewers(names=names),
    }
    given = draw(parts(optional, id=ids() if id is None else id, of=some_of(names.breaches)))
    if draw(st.booleans()):
        given[draw(st.sampled_from(("settled", "ended")))] = draw(dates())
    return Repair(**given)


@remembered
def apologies(*, names: Names = USUAL) -> st.SearchStrategy[Apology]:
    """Return a strategy for apologies, with some of their four parts."""
    return made(
        Apology,
        {
            "date": dates,
            "by": lambda: some_of(names.people, least=0),
            "to": lambda: people(names=names),
            **dict.fromkeys(("happened", "impact", "responsibility", "plan"), texts),
        },
        most=6,
    )


@remembered
@st.composite
def repair_steps(draw: st.DrawFn, *, names: Names = USUAL) -> RepairStep:
    """Return a strategy for steps of a repair: planned, taken or left out."""
    optional: Sides = {
        "says": texts,
        "norm": lambda: few(norms(names=names)),
    }
    if names.clauses or names.boundaries:
        optional["stands_in"] = lambda: some_of((*names.clauses, *names.boundaries))
    steps: st.SearchStrategy[Any] = st.sampled_from(REPAIR_STEPS)
    given = draw(parts(optional, step=steps))
    taken = st.fixed_dictionaries({"done": dates()})
    left_out = st.fixed_dictionaries({"skipped": texts()})
    return RepairStep(**given, **draw(st.one_of(st.just({}), taken, left_out)))


@st.composite
def scenarios(
    draw: st.DrawFn, *, names: Names = USUAL, id: st.SearchStrategy[str] | None = None
) -> Scenario:
    """
    Return a strategy for what should follow, if something happened.

    Args:
        names: The names they may use.
        id: Their ids; ``None``: any.
    """
    expect = tuple(
        draw(expectations(of=st.just(each)))
        for each in draw(some_of((*names.clauses, *names.boundaries), least=0))
    )
    optional: Sides = {
        "says": texts,
        "events": lambda: few(events(names=names, id=st.none())),
        "visible_to": lambda: viewers(names=names),
    }
    return Scenario(expect=expect, **draw(parts(optional, id=ids() if id is None else id)))


def expectations(
    *, names: Names = USUAL, of: st.SearchStrategy[str] | None = None
) -> st.SearchStrategy[Expectation]:
    """Return a strategy for what people expect of one clause."""
    clause = one_or_nothing((*names.clauses, *names.boundaries)) if of is None else of
    return made(Expectation, of=clause, verdict=st.sampled_from(get_args(Verdict)))
