"""Graphs for other programs: GraphML, GEXF, DOT and node-link JSON."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Hashable, Iterable, Mapping
from io import BytesIO
from itertools import count
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from polyagree.errors import NotKept

if TYPE_CHECKING:
    from networkx import Graph

__all__ = ["GRAPH_FORMATS", "dumps", "plain"]

_Plain = str | int | float | bool


def plain(graph: Graph[Any]) -> Graph[Any]:
    """
    Return *graph* with nothing but text and numbers, as every format can hold it.

    A day becomes text such as ``2026-03-29``, several people their ids with a comma
    between, and what is ``None`` or a whole record is left out. Nodes get a ``label``. An
    edge of a multigraph gets a key of its own and keeps the relationship's id as
    ``relationship``; so does each edge of a relationship among more than two.

    Args:
        graph: One of this sub-package, or any other of networkx.
    """
    from networkx import MultiGraph

    copy: Graph[Any] = graph.__class__()
    copy.graph.update(_values(graph.graph))
    for node, values in graph.nodes(data=True):
        kept = _values(values)
        kept.setdefault("label", kept.get("title") or kept.get("name") or str(node))
        copy.add_node(node, **kept)
    if not isinstance(graph, MultiGraph):
        for one, another, values in graph.edges(data=True):
            copy.add_edge(one, another, **_values(values))
        return copy
    used: dict[Hashable, count[int]] = {}
    for one, another, key, values in graph.edges(keys=True, data=True):
        number = next(used.setdefault(key, count(1)))
        own = str(key) if number == 1 else f"{key}:{number}"
        copy.add_edge(one, another, key=own, **_values(values), relationship=str(key))
    return copy


def dumps(graph: Graph[Any], *, format: str) -> str:
    """
    Return *graph* as text in a format of other programs.

    Attributes are those of :func:`plain`; networkx reads GraphML, GEXF and node-link JSON
    back with the same. GEXF has no place for attributes of the whole graph, so that they
    stand in its description, as JSON; in DOT, everything is text.

    Args:
        graph: One of this sub-package, or any other of networkx.
        format: ``graphml``, ``gexf``, ``dot`` or ``json``.

    Raises:
        ValueError: If there is no such format.
        NotKept: If a text holds a character that no XML can, and the format is one.
    """
    if format not in _WRITERS:
        raise ValueError(f"unknown format `{format}`; known are {', '.join(GRAPH_FORMATS)}")
    graph = plain(graph)
    if format in _XML:
        _fits_xml(graph)
    return _WRITERS[format](graph)


def _values(values: Mapping[str, object]) -> dict[str, Any]:
    found = {name: _value(value) for name, value in values.items()}
    return {name: value for name, value in found.items() if value is not None}


def _value(value: object) -> _Plain | None:
    match value:
        case bool() | str() | int() | float():
            return value
        case dt.date() | dt.datetime():
            return value.isoformat()
        case tuple() | list() | frozenset() | set():
            return _joined(value)
        case _:
            return None


def _joined(values: Iterable[object]) -> str | None:
    """Return *values* with commas between: text as it is, records by their ids."""
    parts = [str(getattr(each, "id", each)) for each in values]
    return ",".join(parts) or None


def _fits_xml(graph: Graph[Any]) -> None:
    """Refuse characters that XML cannot hold, or would read back as others."""
    holders = [("the graph", graph.graph)]
    holders += [(f"`{node}`", values) for node, values in graph.nodes(data=True)]
    holders += [
        (f"the edge of `{one}` and `{another}`", values)
        for one, another, values in graph.edges(data=True)
    ]
    for holder, values in holders:
        for name, value in values.items():
            if isinstance(value, str) and (found := _NOT_IN_XML.search(value)):
                raise NotKept(
                    f"`{name}` of {holder} holds {found[0]!a}, which XML cannot keep",
                    help="write it as `json`, or leave the character out",
                )


def _graphml(graph: Graph[Any]) -> str:
    import networkx as nx

    target = BytesIO()
    nx.write_graphml_xml(graph, target)
    return target.getvalue().decode() + "\n"


def _gexf(graph: Graph[Any]) -> str:
    import networkx as nx

    target = BytesIO()
    nx.write_gexf(graph, target)
    space = "http://www.gexf.net/1.2draft"
    ET.register_namespace("", space)
    root = ET.fromstring(target.getvalue())  # noqa: S314 -- networkx wrote it just now
    meta = root.find(f"{{{space}}}meta")
    if meta is not None:
        # The day of writing would make the same graph another text each day.
        meta.attrib.pop("lastmodifieddate", None)
        if graph.graph:
            told = json.dumps(graph.graph, ensure_ascii=False, sort_keys=True)
            ET.SubElement(meta, f"{{{space}}}description").text = told
    return ET.tostring(root, encoding="unicode") + "\n"


def _json(graph: Graph[Any]) -> str:
    import networkx as nx

    data = nx.node_link_data(graph, edges="edges")
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _dot(graph: Graph[Any]) -> str:
    link = "->" if graph.is_directed() else "--"
    lines = ["digraph {" if graph.is_directed() else "graph {"]
    if graph.graph:
        lines.append(f"  graph{_attributes(graph.graph)};")
    lines += [f"  {_quoted(node)}{_attributes(values)};" for node, values in graph.nodes(data=True)]
    lines += [
        f"  {_quoted(one)} {link} {_quoted(another)}{_attributes(values)};"
        for one, another, values in graph.edges(data=True)
    ]
    return "\n".join((*lines, "}")) + "\n"


def _attributes(values: Mapping[str, object]) -> str:
    inside = ", ".join(f"{_quoted(name)}={_quoted(value)}" for name, value in values.items())
    return f" [{inside}]" if inside else ""


def _quoted(value: object) -> str:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


_WRITERS: dict[str, Callable[[Graph[Any]], str]] = {
    "graphml": _graphml,
    "gexf": _gexf,
    "dot": _dot,
    "json": _json,
}
_XML = frozenset({"graphml", "gexf"})
_NOT_IN_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
GRAPH_FORMATS = tuple(_WRITERS)
