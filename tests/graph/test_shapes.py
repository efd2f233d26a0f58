"""Components, and what people call their shapes."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyagree.codec import loads
from polyagree.errors import UnknownName
from polyagree.graph import components, connected, people, shapes
from polyagree.model import Person, Polycule, Relationship

NAMES = tuple("abcdefg")


def polycule(*pairs: str, kind: str = "dating", names: int = 7) -> Polycule:
    """Return people of one letter, and a relationship among the letters of each text."""
    return Polycule(
        people=tuple(Person(id=name, name=name) for name in NAMES[:names]),
        relationships=tuple(
            Relationship(id=f"r{number}", between=tuple(pair), kind=kind)
            for number, pair in enumerate(pairs)
        ),
    )


@pytest.mark.parametrize(
    ("pairs", "names", "name", "hinges"),
    [
        ((), 1, "solo", ""),
        (("ab",), 2, "dyad", ""),
        (("ab", "bc"), 3, "vee", "b"),
        (("ab", "bc", "ca"), 3, "triad", ""),
        (("abc",), 3, "triad", ""),
        (("abcd",), 4, "quad", ""),
        (("ab", "ac", "ad"), 4, "star", "a"),
        (("ab", "bc", "cd"), 4, "chain", "bc"),
        (("ab", "bc", "cd", "da"), 4, "open network", "abcd"),
        (("abc", "cd"), 4, "open network", "c"),
        (("ab", "bc", "cd", "be"), 5, "open network", "bc"),
        (("abcde",), 5, "open network", ""),
    ],
)
def test_a_shape_has_its_name(pairs: tuple[str, ...], names: int, name: str, hinges: str) -> None:
    (shape,) = shapes(polycule(*pairs, names=names))

    assert (shape.name, shape.people, shape.hinges) == (name, NAMES[:names], tuple(hinges))


def test_two_relationships_of_the_same_two_are_one_link() -> None:
    (shape,) = shapes(polycule("ab", "ab", names=2))

    assert shape.name == "dyad"


def test_friends_and_one_way_feelings_make_no_shape_of_partners() -> None:
    crush = Relationship(id="crush", of="a", towards="b", kind="dating")
    friends = polycule("bc", kind="friend", names=3).put(crush)

    assert [each.name for each in shapes(friends)] == ["solo", "solo", "solo"]
    assert components(friends) == (("a", "b", "c"),)
    assert components(friends, mutual=True) == (("a",), ("b", "c"))
    assert components(friends, kind="friend") == (("a",), ("b", "c"))


def test_a_shape_is_that_of_a_day() -> None:
    later = Relationship(id="late", between=("b", "c"), kind="dating", from_=date(2026, 5, 1))
    both = polycule("ab", names=3).put(later)

    assert [each.name for each in shapes(both, on=date(2026, 4, 30))] == ["dyad", "solo"]
    assert [each.name for each in shapes(both, on=date(2026, 5, 1))] == ["vee"]


PAIRS = st.lists(st.sampled_from(["".join(pair) for pair in combinations(NAMES, 2)]), max_size=9)


@given(PAIRS)
def test_every_person_is_in_one_component_as_networkx_has_it(pairs: list[str]) -> None:
    some = polycule(*pairs)
    parts = components(some)

    assert sorted(person for part in parts for person in part) == list(NAMES)
    assert {frozenset(part) for part in parts} == {
        frozenset(part) for part in nx.connected_components(people(some))
    }
    numbers = connected(some)
    assert {frozenset(n for n in NAMES if numbers[n] == number) for number in numbers.values()} == {
        frozenset(part) for part in parts
    }


def test_who_is_connected_depends_on_the_day() -> None:
    some = loads("""
polyagree: 1
people: {ana: Ana, ben: Ben, caro: Caro, dan: Dan}
groups: {flat: {kind: household, members: [caro, {who: dan, from: 2025-01-01}]}}
relationships: {ana-ben: {between: [ana, ben], kind: dating, until: 2024-12-31}}
""")

    assert connected(some) == {"ana": 0, "ben": 0, "caro": 1, "dan": 1}
    assert connected(some, on=date(2024, 12, 31)) == {"ana": 0, "ben": 0, "caro": 1, "dan": 2}
    assert connected(some, on=date(2025, 1, 1)) == {"ana": 0, "ben": 1, "caro": 2, "dan": 2}


@given(PAIRS, st.permutations(NAMES))
def test_other_names_make_no_other_shapes(pairs: list[str], names: list[str]) -> None:
    renamed = [pair.translate(str.maketrans("".join(NAMES), "".join(names))) for pair in pairs]

    def seen(some: Polycule) -> list[tuple[str, int, int]]:
        return sorted((each.name, len(each.people), len(each.hinges)) for each in shapes(some))

    assert seen(polycule(*pairs)) == seen(polycule(*renamed))


def test_an_unknown_kind_of_relationship_is_told_so() -> None:
    polycule = loads("polyagree: 1\npeople: {ana: Ana}\n")

    for question in (components, shapes):
        with pytest.raises(UnknownName, match="unknown kind of relationship `nestign`") as caught:
            question(polycule, kind="nestign")
        assert caught.value.help == "did you mean `nesting`?"
