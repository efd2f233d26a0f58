"""Limits that people set on their own participation."""

from __future__ import annotations

import datetime as dt

from hypothesis import strategies as st

from polyagree.model import (
    Boundary,
    BoundaryRevision,
    BoundaryWording,
    Response,
    Restatement,
)
from polyagree.testing.strategies.acts import conditions
from polyagree.testing.strategies.clauses import readings
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
from polyagree.testing.strategies.people import viewers
from polyagree.testing.strategies.texts import ids, texts
from polyagree.testing.strategies.times import dates

__all__ = ["boundaries", "boundary_revisions", "responses", "restatements", "wordings"]


@st.composite
def boundaries(
    draw: st.DrawFn,
    *,
    names: Names = USUAL,
    id: st.SearchStrategy[str] | None = None,
) -> Boundary:
    """
    Return a strategy for limits that people set on their own participation.

    Args:
        names: The names they may use, with one person at least.
        id: Their ids; ``None``: any.
    """
    optional: Sides = {
        "reached_by": lambda: conditions(names=names),
        "response": lambda: responses(names=names),
        "serves": lambda: some_of(names.values, least=0),
        "because": texts,
        "restated": lambda: _restatements(names),
        "revisions": lambda: _boundary_revisions(names),
        "noted": lambda: few(notes(names=names)),
        "visible_to": lambda: viewers(names=names),
    }
    holder = one_or_nothing(names.people)
    given = draw(parts(optional, id=ids() if id is None else id, holder=holder, says=texts()))
    return Boundary(norm=draw(readings(names)), **given)


@remembered
def wordings(*, names: Names = USUAL) -> st.SearchStrategy[BoundaryWording]:
    """Return a strategy for the words of a boundary as they stood before."""
    return made(
        BoundaryWording,
        {
            "reached_by": lambda: conditions(names=names),
            "response": lambda: responses(names=names),
        },
        says=texts(),
        norm=readings(names),
    )


def restatements(
    *, names: Names = USUAL, by: st.SearchStrategy[str] | None = None
) -> st.SearchStrategy[Restatement]:
    """Return a strategy for how somebody said a boundary back."""
    who = one_or_nothing(names.people) if by is None else by
    return made(Restatement, {"date": dates}, by=who, says=texts())


@remembered
def responses(*, names: Names = USUAL) -> st.SearchStrategy[Response]:
    """Return a strategy for what the holder of a boundary does when it is reached."""
    return made(Response, {"norm": lambda: few(norms(names=names))}, says=texts())


@st.composite
def boundary_revisions(
    draw: st.DrawFn, *, names: Names = USUAL, day: dt.date | None = None
) -> BoundaryRevision:
    """Return a strategy for that a boundary was put differently, once."""
    optional: Sides = {"because": texts, "was": lambda: wordings(names=names)}
    date = draw(dates()) if day is None else day
    return BoundaryRevision(date=date, **draw(parts(optional, most=2)))


@remembered
@st.composite
def _restatements(draw: st.DrawFn, names: Names) -> tuple[Restatement, ...]:
    who = draw(some_of(names.people))
    return tuple(draw(restatements(by=st.just(each))) for each in who)


@remembered
@st.composite
def _boundary_revisions(draw: st.DrawFn, names: Names) -> tuple[BoundaryRevision, ...]:
    first = sorted(draw(st.lists(dates(), min_size=1, max_size=2)))
    return tuple(draw(boundary_revisions(names=names, day=day)) for day in first)
