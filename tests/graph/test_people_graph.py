"""The people as a graph of networkx."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import networkx as nx
from attrs import evolve

from polyagree.graph.people import people
from polyagree.model import Group, Person, Polycule, Relationship

ANA = Person(id="ana", name="Ana", pronouns="she/her")
PEOPLE = (ANA, *(Person(id=name, name=name.title()) for name in ("ben", "caro", "dee")))
MARRIED = Relationship(id="ana-ben", between=("ana", "ben"), kind="married", from_=date(2019, 6, 1))
COWORKERS = Relationship(id="office", between=("ana", "ben"), kind="coworker")
CRUSH = Relationship(id="crush", of="ben", towards="caro", kind="crush")
TRIAD = Relationship(id="triad", between=("ana", "ben", "caro"), kind="dating")


def polycule(*relationships: Relationship, groups: tuple[Group, ...] = ()) -> Polycule:
    return Polycule(people=PEOPLE, relationships=relationships, groups=groups)


def test_everybody_is_a_node_in_the_order_of_the_document() -> None:
    assert list(people(polycule())) == ["ana", "ben", "caro", "dee"]


def test_a_node_knows_who_it_is() -> None:
    node = people(polycule()).nodes["ana"]

    assert node == {"name": "Ana", "pronouns": "she/her", "groups": (), "record": ANA}


def test_an_edge_knows_its_relationship() -> None:
    edge = people(polycule(MARRIED)).edges["ana", "ben", "ana-ben"]

    assert edge == {
        "kind": "married",
        "from_": date(2019, 6, 1),
        "until": None,
        "people": ("ana", "ben"),
        "size": 2,
        "one_way": False,
        "of": None,
        "towards": None,
        "visible_to": (),
        "record": MARRIED,
    }


def test_several_relationships_between_the_same_two_are_several_edges() -> None:
    graph = people(polycule(MARRIED, COWORKERS))

    assert sorted(graph["ana"]["ben"]) == ["ana-ben", "office"]


def test_a_one_way_relationship_says_whose_it_is() -> None:
    edge = people(polycule(CRUSH)).edges["caro", "ben", "crush"]

    assert (edge["one_way"], edge["of"], edge["towards"]) == (True, "ben", "caro")


def test_one_way_relationships_can_be_left_out_of_a_view() -> None:
    graph = people(polycule(MARRIED, CRUSH))

    mutual = nx.subgraph_view(graph, filter_edge=lambda *edge: not graph.edges[edge]["one_way"])

    assert list(mutual.edges(keys=True)) == [("ana", "ben", "ana-ben")]


def test_a_relationship_of_three_is_an_edge_between_each_two_with_one_key() -> None:
    graph = people(polycule(TRIAD))

    assert sorted(graph.edges(keys=True)) == [
        ("ana", "ben", "triad"),
        ("ana", "caro", "triad"),
        ("ben", "caro", "triad"),
    ]
    assert {size for _, _, size in graph.edges(data="size")} == {3}


def test_algorithms_of_networkx_run_on_it() -> None:
    graph = people(polycule(MARRIED, CRUSH))

    assert nx.shortest_path(graph, "ana", "caro") == ["ana", "ben", "caro"]
    assert sorted(map(sorted, nx.connected_components(graph))) == [["ana", "ben", "caro"], ["dee"]]


def test_a_household_stands_with_its_members() -> None:
    home = Group(id="harbour-street", kind="household", members=("ana", "dee"))
    graph = people(polycule(groups=(home,)))

    assert dict(graph.nodes(data="groups")) == {
        "ana": ("harbour-street",),
        "ben": (),
        "caro": (),
        "dee": ("harbour-street",),
    }
    assert graph.graph["groups"] == (home,)


def test_a_household_that_has_ended_is_not_shown() -> None:
    home = Group(id="old-flat", kind="household", members=("ana",), until=date(2024, 1, 1))
    graph = people(polycule(groups=(home,)), on=date(2024, 1, 2))

    assert graph.nodes["ana"]["groups"] == ()


def test_a_relationship_is_shown_until_its_last_day() -> None:
    ended = evolve(MARRIED, until=date(2024, 5, 1))

    assert people(polycule(ended), on=date(2024, 5, 1)).number_of_edges() == 1
    assert people(polycule(ended), on=date(2024, 5, 2)).number_of_edges() == 0


def test_a_relationship_is_not_shown_before_it_begins() -> None:
    assert people(polycule(MARRIED), on=date(2019, 5, 31)).number_of_edges() == 0


def test_without_a_day_it_is_the_last_one_recorded() -> None:
    ended = evolve(COWORKERS, until=date(2020, 1, 1))
    graph = people(polycule(ended, evolve(MARRIED, from_=date(2021, 1, 1))))

    assert graph.graph["on"] == date(2021, 1, 1)
    assert list(graph["ana"]["ben"]) == ["ana-ben"]


def test_without_any_day_everything_is_shown() -> None:
    graph = people(polycule(COWORKERS, CRUSH))

    assert graph.graph["on"] is None
    assert graph.number_of_edges() == 2


def test_importing_the_package_does_not_import_networkx() -> None:
    code = "import sys, polyagree.graph; sys.exit('networkx' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_picture_does_not_import_networkx() -> None:
    code = (
        "import sys; from polyagree.graph import picture; from polyagree.model import Polycule;"
        "picture(Polycule()); sys.exit('networkx' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
