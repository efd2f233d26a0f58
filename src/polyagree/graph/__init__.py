"""
Who is connected to whom, and whom an agreement reaches.

Only :func:`people` needs networkx, and imports it when it is called.
"""

from __future__ import annotations

from polyagree.graph.partners import metamours, partners
from polyagree.graph.people import people
from polyagree.graph.picture import picture
from polyagree.graph.reach import reached_by, reached_by_norm
from polyagree.graph.resolve import resolve

__all__ = [
    "metamours",
    "partners",
    "people",
    "picture",
    "reached_by",
    "reached_by_norm",
    "resolve",
]
