"""Who is in which agreement, as a bipartite graph."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from polyagree.graph._on import agreements_on, day_meant, wording_on
from polyagree.graph.reach import reached_by
from polyagree.model.polycule import Polycule

if TYPE_CHECKING:
    from networkx import Graph

__all__ = ["agreements"]


def agreements(polycule: Polycule, *, on: dt.date | None = None) -> Graph[str]:
    """
    Return who is in which agreement, as a bipartite graph.

    A *node* with ``bipartite`` 0 is a person, by their id, with ``name`` and ``record``.
    One with ``bipartite`` 1 is an agreement, called ``agreement:`` and its id, with
    ``agreement`` (its id), ``title``, ``made``, ``ends``, ``clauses`` (how many it has)
    and ``record``.

    An *edge* has ``role``: ``party``, or ``reached`` for somebody whom it reaches without
    their being one, as :func:`~polyagree.graph.reached_by` has it. ``accepted`` is whether
    a party has accepted the wording of that day; ``None`` where nobody is asked to.

    The *graph* has ``on``, the day it shows.

    Args:
        polycule: The polycule.
        on: On which day; agreements that exist on it are shown. ``None``: on the last
            day that the polycule records.

    Source:
        A5.
    """
    from networkx import Graph

    day = day_meant(polycule, on)
    graph: Graph[str] = Graph(on=day)
    for person in polycule.people:
        graph.add_node(person.id, bipartite=0, name=person.name, record=person)
    for each in agreements_on(polycule, on):
        node = f"agreement:{each.id}"
        graph.add_node(
            node,
            bipartite=1,
            agreement=each.id,
            title=each.title,
            made=each.made,
            ends=each.ends,
            clauses=len(wording_on(polycule, each, on)),
            record=each,
        )
        lacking = each.parties if day is None else each.lacks_acceptance_on(day)
        for party in each.parties:
            graph.add_edge(party, node, role="party", accepted=party not in lacking)
        for other in sorted(reached_by(polycule, each, on=on)):
            graph.add_edge(other, node, role="reached", accepted=None)
    return graph
