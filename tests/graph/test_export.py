"""Agreements as a bipartite graph, and graphs for other programs."""

from __future__ import annotations

import json
import re
import unicodedata
from datetime import date
from io import BytesIO
from itertools import product
from pathlib import Path
from typing import Any

import networkx as nx
import pydot
import pytest
from hypothesis import given
from networkx.algorithms import bipartite

from polyagree.codec import load, loads
from polyagree.errors import NotKept
from polyagree.graph import GRAPH_FORMATS, agreements, dumps, people, plain
from polyagree.model import Polycule
from polyagree.testing.strategies import polycules

FIVE = load(Path(__file__).parents[2] / "examples" / "five-people.yaml")
READERS: dict[str, Any] = {
    "graphml": lambda text, like: nx.parse_graphml(text, force_multigraph=like.is_multigraph()),
    "gexf": lambda text, _: nx.read_gexf(BytesIO(text.encode())),
    "json": lambda text, _: nx.node_link_graph(json.loads(text), edges="edges"),
}


def nodes(graph: Any) -> dict[str, dict[str, object]]:
    return {str(node): dict(values) for node, values in graph.nodes(data=True)}


def edges(graph: Any) -> list[tuple[list[str], list[tuple[str, object]]]]:
    return sorted(
        ((sorted((str(a), str(b))), sorted((k, v) for k, v in values.items() if k != "id")))
        for a, b, values in graph.edges(data=True)
    )


def assert_read_back(graph: Any, format: str) -> None:
    read = READERS[format](dumps(graph, format=format), graph)

    assert nodes(read) == nodes(plain(graph))
    assert edges(read) == edges(plain(graph))


@pytest.mark.parametrize("format", READERS)
@pytest.mark.parametrize("make", [people, agreements])
def test_attributes_are_read_back_by_networkx(format: str, make: Any) -> None:
    assert_read_back(make(FIVE), format)


@given(polycules())
def test_those_of_any_polycule_are(polycule: Polycule) -> None:
    for graph, each in product((people(polycule), agreements(polycule)), READERS):
        try:
            assert_read_back(graph, each)
        except NotKept:
            texts = "".join(
                str(value) for values in nodes(plain(graph)).values() for value in values.values()
            )
            assert each != "json"
            assert any(unicodedata.category(char)[0] == "C" for char in texts)


def test_what_xml_cannot_hold_is_refused_with_where_it_is() -> None:
    bell = loads('polyagree: 1\npeople: {ana: {name: "A\\a"}}', format="yaml")

    with pytest.raises(NotKept, match=r"`name` of `ana` holds '\\x07', which XML cannot keep"):
        dumps(people(bell), format="graphml")
    assert_read_back(people(bell), "json")


def test_days_and_people_become_text_and_what_is_not_said_is_left_out() -> None:
    graph = plain(people(FIVE))

    edge = graph.edges["aiko", "bram", "aiko-bram"]
    assert (edge["from_"], edge["people"], edge["one_way"]) == ("2021-06-12", "aiko,bram", False)
    assert "until" not in edge
    assert graph.graph["on"] == "2026-05-03"


def test_a_relationship_among_three_has_an_edge_with_a_key_of_its_own_for_each_two() -> None:
    trio = loads(
        "polyagree: 1\npeople: {a: {name: A}, b: {name: B}, c: {name: C}}\nrelationships: {trio: {between: [a, b, c], kind: dating}}",
        format="yaml",
    )

    graph = plain(people(trio))

    assert sorted(key for *_, key in graph.edges(keys=True)) == ["trio", "trio:2", "trio:3"]
    assert {each for *_, each in graph.edges(data="relationship")} == {"trio"}


def test_the_same_graph_is_the_same_gexf_on_any_day_and_says_which_day_it_shows() -> None:
    text = dumps(people(FIVE), format="gexf")

    assert "lastmodifieddate" not in text
    assert "2026-05-03" in text


def test_a_quote_in_a_name_stays_inside_it_in_dot() -> None:
    quoted = loads('polyagree: 1\npeople: {ana: {name: "An\\"a\\\\"}}', format="yaml")

    assert r'"ana" ["name"="An\"a\\", "label"="An\"a\\"];' in dumps(people(quoted), format="dot")


def test_dot_has_a_line_for_each_person_and_relationship() -> None:
    text = dumps(people(FIVE), format="dot")

    assert text.startswith("graph {\n")
    assert sum(" -- " in line for line in text.splitlines()) == people(FIVE).number_of_edges()


def unquoted(values: dict[str, str]) -> dict[str, str]:
    """Return *values* as DOT means them: quotes around, and a backslash before quotes and itself."""
    return {
        re.sub(r"\\(.)", r"\1", name[1:-1]): re.sub(r"\\(.)", r"\1", value[1:-1], flags=re.DOTALL)
        for name, value in values.items()
    }


def as_text(values: dict[str, object]) -> dict[str, str]:
    return {
        name: str(value).lower() if isinstance(value, bool) else str(value)
        for name, value in values.items()
    }


@pytest.mark.filterwarnings("ignore::DeprecationWarning:pydot")
@pytest.mark.parametrize("make", [people, agreements])
def test_another_reader_of_dot_finds_every_attribute_as_text(make: Any) -> None:
    graph = make(FIVE)

    (read,) = pydot.graph_from_dot_data(dumps(graph, format="dot")) or ()

    written = plain(graph)
    found = [(n.get_name().strip('"'), n.get_attributes()) for n in read.get_nodes()]
    lines = [
        (e.get_source().strip('"'), e.get_destination().strip('"'), unquoted(e.get_attributes()))
        for e in read.get_edges()
    ]
    assert {n: unquoted(values) for n, values in found if n != "graph"} == {
        str(node): as_text(values) for node, values in written.nodes(data=True)
    }
    assert lines == [
        (one, another, as_text(values)) for one, another, values in written.edges(data=True)
    ]


def test_an_unknown_format_is_told_with_those_that_are_known() -> None:
    with pytest.raises(ValueError, match="unknown format `gml`; known are graphml, gexf"):
        dumps(people(FIVE), format="gml")
    assert set(GRAPH_FORMATS) == {*READERS, "dot"}


def test_agreements_and_people_are_two_sides() -> None:
    graph = agreements(FIVE)

    assert bipartite.is_bipartite_node_set(
        graph, {node for node, side in graph.nodes(data="bipartite") if side == 0}
    )
    assert graph.edges["aiko", "agreement:health"]["role"] == "party"


def test_a_trial_that_is_over_asks_nobody_for_acceptance_any_more() -> None:
    polycule = loads("""
polyagree: 1
people: {ana: Ana, ben: Ben, caro: Caro}
relationships: {two: {between: [ben, caro], kind: dating, visible_to: [ben, caro]}}
agreements:
  a:
    parties: [ana, ben]
    made: 2024-01-01
    accepted: {ana: 2024-01-01, ben: 2024-01-01}
    clauses: {c: {says: x, norm: {must_not: host, with: caro}}, d: We share the garden.}
    revisions:
      - {date: 2024-06-01, ends: 2024-09-01, because: a trial, accepted: {ana: 2024-06-01}, was: {c: none}}
""")

    def seen(day: date) -> tuple[dict[str, bool | None], int]:
        graph = agreements(polycule, on=day)
        edges = {one: accepted for one, _, accepted in graph.edges(data="accepted")}
        return edges, graph.nodes["agreement:a"]["clauses"]

    # What Ben never accepted is not in force, and so it reaches nobody.
    assert seen(date(2024, 7, 1)) == ({"ana": True, "ben": False}, 1)
    assert seen(date(2024, 12, 1)) == ({"ana": True, "ben": True}, 1)
    assert polycule.agreement("a").lacks_acceptance_on(date(2024, 12, 1)) == ()
    assert plain(people(polycule)).edges["ben", "caro", "two"]["visible_to"] == "ben,caro"


def test_whoever_is_reached_without_a_say_is_at_the_edge_and_only_of_its_days() -> None:
    polycule = loads(
        """
polyagree: 1
people: {ana: {name: Ana}, ben: {name: Ben}, caro: {name: Caro}}
relationships: {two: {between: [ben, caro], kind: dating}}
agreements:
  a:
    parties: [ana, ben]
    made: 2025-01-01
    accepted: {ana: 2025-01-01}
    clauses: {c: {says: x, norm: {must_not: host, with: caro}}}
""",
        format="yaml",
    )

    graph = agreements(polycule)

    assert {one: (data["role"], data["accepted"]) for one, _, data in graph.edges(data=True)} == {
        "ana": ("party", True),
        "ben": ("party", False),
        "caro": ("reached", None),
    }
    assert agreements(polycule, on=date(2024, 12, 31)).number_of_edges() == 0
