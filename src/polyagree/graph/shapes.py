"""What people call the shape they are in."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Literal

from attrs import frozen

from polyagree.graph._on import day_meant
from polyagree.graph.components import components, links
from polyagree.model.ids import PersonId, Word
from polyagree.model.polycule import Polycule

if TYPE_CHECKING:
    from networkx import Graph

__all__ = ["Shape", "ShapeName", "shapes"]

ShapeName = Literal["solo", "dyad", "vee", "triad", "quad", "star", "chain", "open network"]

PARTNER = Word("partner")
_BY_SIZE: dict[int, ShapeName] = {1: "solo", 2: "dyad", 3: "triad", 4: "quad"}
_PAIR, _VEE = 2, 3


@frozen(kw_only=True)
class Shape:
    """
    How the people of one component are connected.

    Attributes:
        name: What it is called.
        people: Who they are, in the order of the document.
        hinges: Whoever among them has two partners who are none of each other, in that order.
        on: The day it is seen on; ``None``: nothing is dated.
    """

    name: ShapeName
    people: tuple[PersonId, ...]
    hinges: tuple[PersonId, ...]
    on: dt.date | None


def shapes(
    polycule: Polycule, *, on: dt.date | None = None, kind: str = PARTNER
) -> tuple[Shape, ...]:
    """
    Return the shape of each component of partners, in the order of the document.

    ================  ====================================================================
    name              who is a partner of whom
    ================  ====================================================================
    ``solo``          one person, with nobody
    ``dyad``          two, with each other
    ``triad``         three, each with each
    ``vee``           three, one of them with both others: the hinge
    ``quad``          four, each with each
    ``star``          one with three others or more, who are with nobody else
    ``chain``         four or more in a row
    ``open network``  anything else
    ================  ====================================================================

    Args:
        polycule: The polycule.
        on: On which day; ``None``: on the last day that the polycule records.
        kind: Which mutual relationships connect: those of this kind, and of kinds of it.

    Raises:
        UnknownName: If there is no such kind.
    """
    graph = links(polycule, on=on, kind=kind)
    day = day_meant(polycule, on)
    return tuple(
        _shape(graph.subgraph(some), some, day)
        for some in components(polycule, on=on, kind=kind, mutual=True)
    )


def _shape(graph: Graph[PersonId], people: tuple[PersonId, ...], day: dt.date | None) -> Shape:
    hinges = tuple(person for person in people if _is_hinge(graph, person))
    return Shape(name=_name(graph), people=people, hinges=hinges, on=day)


def _is_hinge(graph: Graph[PersonId], person: PersonId) -> bool:
    partners = list(graph.neighbors(person))
    return 2 * graph.subgraph(partners).number_of_edges() < len(partners) * (len(partners) - 1)


def _name(graph: Graph[PersonId]) -> ShapeName:
    size, edges = graph.number_of_nodes(), graph.number_of_edges()
    if 2 * edges == size * (size - 1):
        return _BY_SIZE.get(size, "open network")
    if edges == size - 1:
        most = max(degree for _, degree in graph.degree())
        if size == _VEE:
            return "vee"
        if most == _PAIR:
            return "chain"
        if most == size - 1:
            return "star"
    return "open network"
