"""Who is connected to whom, as a graph of networkx."""

from __future__ import annotations

import datetime as dt
from itertools import combinations
from typing import TYPE_CHECKING

from polyagree.graph._on import day_meant, groups_on, relationships_on
from polyagree.model.ids import PersonId
from polyagree.model.polycule import Polycule

if TYPE_CHECKING:
    from networkx import MultiGraph

__all__ = ["people"]


def people(polycule: Polycule, *, on: dt.date | None = None) -> MultiGraph[PersonId]:
    """
    Return who is connected to whom, as an undirected multigraph.

    A *node* is a person by their id, in the order of the document, with
    ``name``, ``pronouns``, ``groups`` (the ids of those they are in) and
    ``record``, the :class:`~polyagree.model.Person`.

    An *edge* is a relationship, and its key is the relationship's id, with
    ``kind``, ``from_``, ``until``, ``people``, ``size`` (how many they are),
    ``one_way``, ``of`` and ``towards`` (``None`` if it is mutual), ``visible_to`` and
    ``record``, the :class:`~polyagree.model.Relationship`.

    The *graph* has ``on``, the day it shows, and ``groups``, those that exist then.

    - A one-way relationship is an edge like any other, so that paths and
      components see it; ``of`` and ``towards`` say whose it is. To leave those
      out, look at a view: ``networkx.subgraph_view(graph, filter_edge=...)``.
    - One among more than two people is an edge between each two of them, all
      with the same key. A degree counts such edges; the number of relationships
      is the number of different keys.

    Args:
        polycule: The polycule.
        on: On which day; relationships and groups that exist on it are shown.
            ``None``: on the last day that the polycule records.
    """
    from networkx import MultiGraph

    groups = groups_on(polycule, on)
    day = day_meant(polycule, on)
    graph: MultiGraph[PersonId] = MultiGraph(on=day, groups=groups)
    for person in polycule.people:
        graph.add_node(
            person.id,
            name=person.name,
            pronouns=person.pronouns,
            groups=tuple(group.id for group in groups if person.id in group.people_on(day)),
            record=person,
        )
    for relationship in relationships_on(polycule, on):
        for one, another in combinations(relationship.people, 2):
            graph.add_edge(
                one,
                another,
                key=relationship.id,
                kind=relationship.kind,
                from_=relationship.from_,
                until=relationship.until,
                people=relationship.people,
                size=len(relationship.people),
                one_way=relationship.is_one_way,
                of=relationship.of,
                towards=relationship.towards,
                visible_to=relationship.visible_to,
                record=relationship,
            )
    return graph
