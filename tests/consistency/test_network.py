"""Gaps between moments: times that keep them all, or the fewest that nobody could keep."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from itertools import combinations, product

import networkx as nx
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from polyagree.consistency.network import TemporalNetwork
from polyagree.errors import InvalidQuantity, InvalidTime

HOUR = dt.timedelta(hours=1)
TICK = dt.timedelta(microseconds=1)
POINTS = 3

lengths = st.none() | st.integers(-1, 1)


@st.composite
def gaps(draw, most=6, points=POINTS):
    """Gaps as the arguments of `add`, of a few owners who may have several each."""
    found = []
    for _ in range(draw(st.integers(1, most))):
        pair = draw(st.permutations(range(points)))[:2]
        found.append(
            {
                "pair": tuple(pair),
                "least": draw(lengths),
                "most": draw(lengths),
                "is_least_open": draw(st.booleans()),
                "is_most_open": draw(st.booleans()),
                "owner": draw(st.sampled_from([None, "a", "b", "c", "d"])),
            }
        )
    return found


def network_of(found, unit=1):
    network = TemporalNetwork()
    for gap in found:
        rest = {key: value for key, value in gap.items() if key != "pair"}
        for key in ("least", "most"):
            rest[key] = None if gap[key] is None else gap[key] * unit
        network.add(*gap["pair"], **rest)
    return network


def is_kept(gap, times):
    far = times[gap["pair"][1]] - times[gap["pair"][0]]
    least, most = gap["least"], gap["most"]
    above = least is None or far > least or (far == least and not gap["is_least_open"])
    below = most is None or far < most or (far == most and not gap["is_most_open"])
    return above and below


def can_hold(found, step, reach=3):
    """Try every time of a grid for every point but the first."""
    used = sorted({point for gap in found for point in gap["pair"]})
    grid = [step * number for number in range(-round(reach / step), round(reach / step) + 1)]
    for times in product(grid, repeat=max(len(used) - 1, 0)):
        if all(is_kept(gap, dict(zip(used, (0, *times), strict=True))) for gap in found):
            return True
    return not found


def counting(found, owners):
    return [gap for gap in found if gap["owner"] is None or gap["owner"] in owners]


@given(gaps())
def test_times_keep_every_gap_and_are_found_whenever_there_are_any(found):
    times = network_of(found).times()

    assert (times is not None) == can_hold(found, Fraction(1, POINTS + 1))
    assert times is None or all(is_kept(gap, times) for gap in found)


@given(gaps())
def test_lengths_of_time_are_counted_in_microseconds(found):
    assume(any(gap[end] is not None for gap in found for end in ("least", "most")))
    times = network_of(found, TICK).times()

    assert (times is not None) == can_hold(found, 1, reach=4)
    if times is not None:
        whole = {point: time // TICK for point, time in times.items()}
        assert all(is_kept(gap, whole) for gap in found)


@given(gaps(most=8))
def test_a_conflict_is_minimal(found):
    network, step = network_of(found), Fraction(1, POINTS + 1)
    conflict = network.conflict()

    assert (conflict is None) == (network.times() is not None)
    if conflict is not None:
        assert not can_hold(counting(found, conflict), step)
        for owner in conflict:
            assert can_hold(counting(found, {*conflict} - {owner}), step)


@given(gaps(most=8))
def test_all_minimal_sets_are_found(found):
    network = network_of(found)
    owners = network.owners
    held = {
        some
        for size in range(len(owners) + 1)
        for some in map(frozenset, combinations(owners, size))
        if network.times(only=some) is not None
    }
    minimal = {
        frozenset(some)
        for size in range(len(owners) + 1)
        for some in combinations(owners, size)
        if frozenset(some) not in held and all(frozenset(some) - {each} in held for each in some)
    }

    assert {frozenset(each) for each in network.conflicts().sets} == minimal
    assert network.conflicts().has_all


@given(gaps(most=20, points=7))
def test_a_search_for_negative_cycles_agrees(found):
    network = network_of(found, TICK)
    graph = nx.MultiDiGraph()
    for gap in found:
        earlier, later = gap["pair"]
        if gap["most"] is not None:
            graph.add_edge(earlier, later, weight=gap["most"] - gap["is_most_open"])
        if gap["least"] is not None:
            graph.add_edge(later, earlier, weight=-gap["least"] - gap["is_least_open"])

    assert (network.times() is None) == nx.negative_edge_cycle(graph)


@given(gaps(most=20, points=7))
def test_a_solver_agrees(found):
    z3 = pytest.importorskip("z3")
    solver = z3.Solver()
    at = [z3.Real(f"t{number}") for number in range(7)]
    for gap in found:
        earlier, later = gap["pair"]
        far, least, most = at[later] - at[earlier], gap["least"], gap["most"]
        if least is not None:
            solver.add(far > least if gap["is_least_open"] else far >= least)
        if most is not None:
            solver.add(far < most if gap["is_most_open"] else far <= most)

    assert (network_of(found).times() is not None) == (solver.check() == z3.sat)


@given(gaps(most=10), st.randoms(use_true_random=False))
def test_another_order_changes_no_verdict(found, random):
    other = random.sample(found, len(found))

    assert (network_of(found).conflict() is None) == (network_of(other).conflict() is None)
    sets = [
        {frozenset(each) for each in network_of(some).conflicts().sets} for some in (found, other)
    ]
    assert sets[0] == sets[1]


def test_an_owner_of_two_gaps_may_do_without_some_of_the_others():
    network = TemporalNetwork()
    network.add("a", "b", most=1, owner="one")
    network.add("b", "c", most=1, owner="two")
    network.add("a", "c", least=3, owner="three")
    network.add("a", "c", most=2, owner="one")

    assert network.conflicts().sets == (("one", "three"),)


def test_exact_gaps_that_fit_make_no_conflict():
    """Their predecessors tie, which some searches for a negative cycle take for one."""
    network = TemporalNetwork()
    for first, then in (("a", "b"), ("b", "c"), ("c", "d")):
        network.add(first, then, least=HOUR, most=HOUR, owner=first)
    network.add("a", "d", least=3 * HOUR, most=3 * HOUR, owner="all")

    assert network.conflict() is None
    assert network.times() == {"a": 0 * HOUR, "b": HOUR, "c": 2 * HOUR, "d": 3 * HOUR}


@pytest.mark.parametrize(("is_open", "conflict"), [(False, None), (True, ("gap", "end"))])
def test_an_open_end_does_not_belong_to_a_gap(is_open, conflict):
    network = TemporalNetwork()
    network.add("start", "act", least=HOUR, owner="gap")
    network.add("start", "act", most=HOUR, is_most_open=is_open, owner="end")

    assert network.conflict() == conflict


def test_numbers_can_be_as_close_as_one_likes():
    network = TemporalNetwork()
    for first, then in (("a", "b"), ("b", "c"), ("c", "d")):
        network.add(first, then, least=0, is_least_open=True, owner=first)
    network.add("a", "d", most=Fraction(1, 3), is_most_open=True, owner="all")

    times = network.times()

    assert times is not None
    assert times["a"] < times["b"] < times["c"] < times["d"] < times["a"] + Fraction(1, 3)


def test_what_holds_anyway_has_no_part_in_a_conflict():
    network = TemporalNetwork()
    network.add("start", "end", least=HOUR)
    network.add("start", "end", most=0 * HOUR, owner="brief")

    assert network.conflict() == ("brief",)


def test_what_holds_anyway_and_cannot_is_a_conflict_of_nobody():
    network = TemporalNetwork()
    network.add("start", "end", least=HOUR, most=0 * HOUR)

    assert network.conflict() == ()
    assert network.conflicts().sets == ((),)


def test_a_gap_can_be_impossible_alone():
    network = TemporalNetwork()
    network.add("start", "end", least=2 * HOUR, most=HOUR, owner="alone")

    assert network.conflict() == ("alone",)


def test_an_empty_network_holds():
    assert TemporalNetwork().times() == {}
    assert TemporalNetwork().conflict() is None


def test_some_sets_are_not_all():
    network = TemporalNetwork()
    for number in range(5):
        network.add("start", number, least=2, most=1, owner=number)

    found = network.conflicts(most=3)

    assert len(found.sets) == 3
    assert not found.has_all


def test_a_ring_of_hundreds_of_moments_is_found():
    network = TemporalNetwork()
    for number in range(500):
        network.add(number, number + 1, least=HOUR, most=2 * HOUR, owner=number)
    network.add(0, 500, most=500 * HOUR, is_most_open=True, owner="all")

    assert network.conflict() == (*range(500), "all")


@pytest.mark.parametrize("length", [1.5, True, "1 h"])
def test_a_length_that_is_not_exact_is_refused(length):
    with pytest.raises(InvalidQuantity, match="is no exact length"):
        TemporalNetwork().add("a", "b", most=length)


def test_lengths_of_time_and_numbers_do_not_mix():
    network = TemporalNetwork()
    network.add("a", "b", most=HOUR)

    with pytest.raises(InvalidTime, match="lengths of time and numbers"):
        network.add("b", "c", least=1)
