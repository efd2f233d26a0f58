"""
Who is connected to whom, whom an agreement reaches, who learns of what, and who could be exposed.

Graphs are those of networkx, which is imported when one is asked for; its algorithms take
them as they are, and its back ends where one is set.
"""

from __future__ import annotations

from polyagree.graph.agreements import agreements
from polyagree.graph.changes import Change, changes
from polyagree.graph.components import components, connected
from polyagree.graph.contacts import Contact, contacts
from polyagree.graph.export import GRAPH_FORMATS, dumps, plain
from polyagree.graph.exposure import Exposed, Exposure, exposed
from polyagree.graph.partners import metamours, partners
from polyagree.graph.people import people
from polyagree.graph.picture import picture
from polyagree.graph.reach import reached_by, reached_by_norm
from polyagree.graph.resolve import resolve
from polyagree.graph.shapes import Shape, shapes
from polyagree.graph.telling import Learns, Telling, tellings, who_learns

__all__ = [
    "GRAPH_FORMATS",
    "Change",
    "Contact",
    "Exposed",
    "Exposure",
    "Learns",
    "Shape",
    "Telling",
    "agreements",
    "changes",
    "components",
    "connected",
    "contacts",
    "dumps",
    "exposed",
    "metamours",
    "partners",
    "people",
    "picture",
    "plain",
    "reached_by",
    "reached_by_norm",
    "resolve",
    "shapes",
    "tellings",
    "who_learns",
]
