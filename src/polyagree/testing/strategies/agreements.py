"""Agreements with their clauses and revisions, and boundaries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from polyagree.model import (
    ELSEWHERE,
    Acceptance,
    Agreement,
    Boundary,
    Clause,
    ClauseId,
    Elsewhere,
    FormerClause,
    PersonId,
    Review,
    Revision,
)
from polyagree.testing.strategies.boundaries import boundaries
from polyagree.testing.strategies.clauses import clauses
from polyagree.testing.strategies.making import (
    Sides,
    few,
    parts,
    remembered,
    some_of,
)
from polyagree.testing.strategies.names import USUAL, Names
from polyagree.testing.strategies.norms import steps
from polyagree.testing.strategies.notes import notes
from polyagree.testing.strategies.people import viewers
from polyagree.testing.strategies.texts import free_id, ids, texts
from polyagree.testing.strategies.times import cadences, dates, days, hours, months

__all__ = [
    "acceptance",
    "acceptances",
    "agreements",
    "former_clauses",
    "reviews",
    "revision",
    "revisions",
    "unique",
]


@st.composite
def agreements(
    draw: st.DrawFn,
    *,
    names: Names = USUAL,
    id: st.SearchStrategy[str] | None = None,
    clause_ids: Sequence[ClauseId] | None = None,
    gone: Sequence[ClauseId] = (),
) -> Agreement:
    """
    Return a strategy for agreements among two people or more.

    Args:
        names: The names they may use, with two people at least.
        id: Their ids; ``None``: any.
        clause_ids: The ids of their clauses; ``None``: any.
        gone: The ids of clauses that only a revision still knows.
    """
    if clause_ids is None:
        clause_ids = unique(draw(st.lists(ids(), max_size=3)))
    parties = draw(some_of(names.people, least=2))
    start = draw(st.none() | dates())
    optional: Sides = {
        "title": texts,
        "says": texts,
        "ends": lambda: dates(first=start) if start else dates(),
        "accepted": lambda: acceptances(parties=parties),
        "review": lambda: reviews(names=names),
        "serves": lambda: some_of(names.values, least=0),
        "because": texts,
        "if_broken": lambda: steps(names=names),
        "noted": lambda: few(notes(names=names)),
        "visible_to": lambda: viewers(names=names),
    }
    given = draw(parts(optional, id=ids() if id is None else id))
    held = tuple(key for key in ELSEWHERE if given.get(key))
    inside = tuple(draw(_inside(names, st.just(each), held)) for each in clause_ids)
    changes: tuple[Revision, ...] = ()
    if gone or draw(st.integers(0, 2)) == 0:
        changes = draw(
            revisions(names=names, parties=parties, clause_ids=clause_ids, gone=gone, first=start)
        )
    return Agreement(parties=parties, made=start, clauses=inside, revisions=changes, **given)


@st.composite
def revisions(
    draw: st.DrawFn,
    *,
    names: Names = USUAL,
    parties: Sequence[str] = ("ana", "ben"),
    clause_ids: Sequence[ClauseId] = (),
    gone: Sequence[ClauseId] = (),
    first: dt.date | None = None,
) -> tuple[Revision, ...]:
    """
    Return a strategy for how the wording of one agreement changed, the oldest first.

    Args:
        names: The names they may use.
        parties: Who may accept them.
        clause_ids: The clauses that the agreement has now.
        gone: Clauses that it had; each stands in the first revision.
        first: The earliest day.
    """
    when = dates(first=first) if first else dates()
    days_of_change = sorted(draw(st.lists(when, min_size=1, max_size=3)))
    found: list[Revision] = []
    for day in days_of_change:
        changed = draw(some_of(tuple(clause_ids), least=0, most=2))
        was = [FormerClause(id=each, was=draw(_before(names, each))) for each in changed]
        if not found:
            was += [FormerClause(id=each, was=draw(_inside(names, st.just(each)))) for each in gone]
        found.append(draw(revision(parties=parties, day=day, was=tuple(was))))
    return tuple(found)


@st.composite
def revision(
    draw: st.DrawFn,
    *,
    parties: Sequence[str] = ("ana", "ben"),
    day: dt.date | None = None,
    was: tuple[FormerClause, ...] | None = None,
) -> Revision:
    """Return a strategy for that the wording changed, once."""
    first = draw(dates()) if day is None else day
    before = draw(former_clauses().map(lambda each: (each,))) if was is None else was
    optional: Sides = {
        "because": texts,
        "ends": lambda: dates(first=first),
        "accepted": lambda: acceptances(parties=parties),
    }
    return Revision(date=first, was=before, **draw(parts(optional)))


@st.composite
def former_clauses(draw: st.DrawFn, *, names: Names = USUAL) -> FormerClause:
    """Return a strategy for clauses as they stood before a revision."""
    name = draw(ids())
    return FormerClause(id=ClauseId(name), was=draw(_before(names, name)))


@st.composite
def acceptances(draw: st.DrawFn, *, parties: Sequence[str]) -> tuple[Acceptance, ...]:
    """
    Return a strategy for who accepted one wording, some of them revoked.

    Args:
        parties: Who may; each does once at most.
    """
    accepting = draw(some_of(tuple(parties), least=0, most=len(parties)))
    return tuple(draw(acceptance(by=party)) for party in accepting)


@st.composite
def acceptance(draw: st.DrawFn, *, by: PersonId) -> Acceptance:
    """Return a strategy for that one party accepted a wording, and perhaps took it back."""
    day = draw(dates())
    optional: Sides = {"revoked": lambda: dates(first=day), "because": texts}
    return Acceptance(by=by, date=day, **draw(parts(optional, most=2)))


@remembered
@st.composite
def reviews(draw: st.DrawFn, *, names: Names = USUAL) -> Review:
    """
    Return a strategy for when people look at an agreement again.

    Args:
        names: The names they may use.
    """
    times: Sides = {
        "every": cadences,
        "days": lambda: few(days()),
        "months": lambda: few(months()),
        "after": lambda: some_of(names.words("happening", "act", "situation")),
    }
    key = draw(st.sampled_from(tuple(times)))
    rest = {**times, "hours": hours, "months": lambda: few(months()), "asks": lambda: few(texts())}
    given = draw(parts(rest))
    return Review(**{key: draw(times[key]()), **given})


def unique(found: Sequence[str]) -> tuple[Any, ...]:
    """Return ids that are all different, in their order."""
    taken: dict[str, None] = {}
    for each in found:
        taken[free_id(each, taken.keys())] = None
    return tuple(taken)


@st.composite
def _inside(
    draw: st.DrawFn,
    names: Names,
    id: st.SearchStrategy[str],
    elsewhere: Sequence[Elsewhere] = ELSEWHERE,
) -> Clause | Boundary:
    """Return a strategy for what stands among the clauses of an agreement."""
    if draw(st.integers(0, 3)):
        return draw(clauses(names=names, id=id, elsewhere=elsewhere))
    return draw(boundaries(names=names, id=id))


def _before(names: Names, id: str) -> st.SearchStrategy[Clause | Boundary | None]:
    return st.one_of(st.none(), _inside(names, st.just(id)))
