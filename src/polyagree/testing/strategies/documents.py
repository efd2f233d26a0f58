"""Whole documents, whose parts fit together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from attrs import field, frozen
from hypothesis import strategies as st

from polyagree.model import ClauseId, Polycule, Term, shipped
from polyagree.testing.strategies.agreements import agreements, unique
from polyagree.testing.strategies.boundaries import boundaries
from polyagree.testing.strategies.check_ins import check_ins
from polyagree.testing.strategies.names import Names
from polyagree.testing.strategies.people import groups, persons, relationships
from polyagree.testing.strategies.records import breaches, events, matrices, repairs, scenarios
from polyagree.testing.strategies.texts import ids, texts
from polyagree.testing.strategies.words import values, vocabularies

__all__ = ["polycules"]

_ZONES = ("Europe/Lisbon", "America/New_York", "Asia/Kathmandu", "Pacific/Kiritimati", "UTC")

_MAKERS: Mapping[str, Callable[..., st.SearchStrategy[Any]]] = {
    "people": persons,
    "groups": groups,
    "relationships": relationships,
    "values": values,
    "boundaries": boundaries,
    "matrices": matrices,
    "breaches": breaches,
    "repairs": repairs,
    "scenarios": scenarios,
}


@st.composite
def polycules(
    draw: st.DrawFn,
    *,
    people: int = 4,
    max_agreements: int = 2,
    max_events: int = 3,
    max_others: int = 2,
) -> Polycule:
    """
    Return a strategy for whole documents: every name in them is the name of something.

    Args:
        people: How many people there are at most.
        max_agreements: How many agreements at most.
        max_events: How many events at most.
        max_others: How many of everything else at most.
    """
    plan = draw(
        _plans(
            {
                "people": people,
                "agreements": max_agreements,
                "events": max_events,
                **dict.fromkeys((*_MAKERS, "terms", "check_ins")[1:], max_others),
            }
        )
    )
    names = plan.names
    return Polycule(
        title=draw(st.none() | texts()),
        says=draw(st.none() | texts()),
        timezone=draw(st.none() | st.sampled_from(_ZONES)),
        terms=plan.terms,
        agreements=tuple(
            draw(agreements(names=names, id=st.just(each), clause_ids=has, gone=had))
            for each, (has, had) in plan.clauses.items()
        ),
        check_ins=tuple(draw(check_ins(names=names)) for _ in range(plan.check_ins)),
        events=tuple(draw(events(names=names, id=st.just(each))) for each in plan.events),
        **{
            kind: tuple(draw(make(names=names, id=st.just(each))) for each in plan.ids[kind])
            for kind, make in _MAKERS.items()
        },
    )


@frozen(kw_only=True)
class _Plan:
    """
    What stands in a document, before any of it is written.

    Attributes:
        ids: Ids by collection.
        terms: The terms.
        clauses: Per agreement the ids of its clauses, and of those that are gone.
        events: The name of each event, or ``None``.
        check_ins: How many there are.
        names: All of it, for the records to refer to.
    """

    ids: dict[str, tuple[str, ...]]
    terms: tuple[Term, ...]
    clauses: dict[str, tuple[tuple[ClauseId, ...], tuple[ClauseId, ...]]]
    events: tuple[str | None, ...]
    check_ins: int
    names: Names = field(init=False)
    offsets: bool

    def __attrs_post_init__(self) -> None:
        """Collect the names."""
        own = {kind: each for kind, each in self.ids.items() if kind != "scenarios"}
        dotted = tuple(
            f"{agreement}.{clause}"
            for agreement, both in self.clauses.items()
            for clause in (*both[0], *both[1])
        )
        names = Names(
            agreements=tuple(self.clauses),
            clauses=dotted,
            events=tuple(each for each in self.events if each is not None),
            vocabulary=shipped().extended(term.entry for term in self.terms),
            offsets=self.offsets,
            **own,
        )
        object.__setattr__(self, "names", names)


@st.composite
def _plans(draw: st.DrawFn, most: Mapping[str, int]) -> _Plan:
    counts = {kind: draw(st.integers(0, each)) for kind, each in most.items()}
    # Most people have somebody, and an agreement needs two.
    if draw(st.integers(0, 7)):
        counts["people"] = max(counts["people"], min(2, most["people"]))
    _without_what_they_need(counts)
    total = sum(counts.values())
    free = iter(unique(draw(st.lists(ids(), min_size=total, max_size=total))))
    found = {kind: tuple(next(free) for _ in range(count)) for kind, count in counts.items()}
    whose = Names(people=found["people"], groups=found["groups"])
    terms = draw(vocabularies(new=found.pop("terms"), names=whose))
    return _Plan(
        terms=terms,
        clauses={each: draw(_clause_ids()) for each in found.pop("agreements")},
        events=tuple(draw(st.sampled_from((each, None))) for each in found.pop("events")),
        check_ins=len(found.pop("check_ins")),
        ids=found,
        offsets=draw(st.booleans()),
    )


def _without_what_they_need(counts: dict[str, int]) -> None:
    """Leave out what cannot be where people, agreements or breaches are missing."""
    lonely = counts["people"] < len(("one", "another"))
    if not counts["people"]:
        for kind in ("groups", "boundaries", "matrices", "check_ins"):
            counts[kind] = 0
    if lonely:
        counts["relationships"] = counts["agreements"] = 0
    if not counts["agreements"] + counts["boundaries"]:
        counts["breaches"] = 0
    if not counts["breaches"]:
        counts["repairs"] = 0


@st.composite
def _clause_ids(draw: st.DrawFn) -> tuple[tuple[ClauseId, ...], tuple[ClauseId, ...]]:
    """Return a strategy for the clauses an agreement has, and those it had."""
    words = tuple(shipped().words)
    found = unique(draw(st.lists(ids() | st.sampled_from(words), max_size=4)))
    had = draw(st.integers(0, 1)) if found else 0
    return found[had:], found[:had]
