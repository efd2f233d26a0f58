"""Who is connected to whom at all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from polyagree.graph._named import known
from polyagree.graph._on import relationships_on
from polyagree.model.ids import PersonId
from polyagree.model.polycule import Polycule

if TYPE_CHECKING:
    from networkx import Graph

__all__ = ["components", "connected", "links"]


def components(
    polycule: Polycule,
    *,
    on: dt.date | None = None,
    kind: str | None = None,
    mutual: bool = False,
) -> tuple[tuple[PersonId, ...], ...]:
    """
    Return the parts of the polycule, between which no relationship leads.

    Each part is in the order of the document, and so are the parts.

    Args:
        polycule: The polycule.
        on: On which day; ``None``: on the last day that the polycule records.
        kind: Which relationships connect: those of this kind, and of kinds of it.
            ``None``: of every kind.
        mutual: Whether one-way relationships connect nobody.

    Raises:
        UnknownName: If there is no such kind.
    """
    import networkx as nx

    graph = links(polycule, on=on, kind=kind, mutual=mutual)
    order = {person.id: number for number, person in enumerate(polycule.people)}
    parts = (tuple(sorted(part, key=order.__getitem__)) for part in nx.connected_components(graph))
    return tuple(sorted(parts, key=lambda part: order[part[0]]))


def links(
    polycule: Polycule,
    *,
    on: dt.date | None,
    kind: str | None,
    mutual: bool = True,
) -> Graph[PersonId]:
    """Return who is connected to whom by relationships of *kind*, however many they are."""
    from networkx import Graph

    words = polycule.vocabulary
    if kind is not None:
        known(polycule, kind, "relationship-kind", noun="kind of relationship")
    graph: Graph[PersonId] = Graph()
    graph.add_nodes_from(person.id for person in polycule.people)
    for each in relationships_on(polycule, on):
        if mutual and each.is_one_way:
            continue
        if kind is None or words.is_kind_of(each.kind, kind):
            graph.add_edges_from(combinations(each.people, 2))
    return graph


def connected(polycule: Polycule, *, on: dt.date | None = None) -> dict[PersonId, int]:
    """
    Return for each person the number of the part of the polycule that they are in.

    Relationships of every kind connect, one-way ones too, and so do groups. It
    is for whether people have anything to do with each other at all, in documents of
    any size, and needs no graph: :func:`components` is for the questions that people ask.

    Args:
        polycule: The polycule.
        on: On which day; ``None``: ended relationships and groups connect as well.
    """
    above: dict[PersonId, PersonId] = {person.id: person.id for person in polycule.people}

    def top(person: PersonId) -> PersonId:
        while above[person] != person:
            above[person] = above[above[person]]
            person = above[person]
        return person

    for people in _together(polycule, on):
        for one, other in pairwise(people):
            above[top(other)] = top(one)
    numbers: dict[PersonId, int] = {}
    return {person: numbers.setdefault(top(person), len(numbers)) for person in above}


def _together(polycule: Polycule, on: dt.date | None) -> Iterator[Iterable[PersonId]]:
    for relationship in polycule.relationships:
        if on is None or relationship.is_on(on):
            yield relationship.people
    for group in polycule.groups:
        yield group.people_on(on)
