"""Made-up cases about times and lengths: the adapters, against trying every value of a grid."""

from __future__ import annotations

import datetime as dt
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formal.adapters import answer
from tests.formal.documents import HOLDS

START, DAY = dt.datetime(2026, 1, 1), dt.timedelta(days=1)  # noqa: DTZ001  # as cases are written
LENGTHS = ("elapsedTime", "meteredTime", "delayPeriod")
SORTS = {"dateTime": "instant", "timeInterval": "recurrence"} | dict.fromkeys(LENGTHS, "duration")
BOUNDS = [["meteredTime", "lteq", "elapsedTime"], ["sum of andSequence", "lteq", "elapsedTime"]]
JOINS = {"and": all, "or": any, "xone": lambda truths: sum(truths) == 1}

#: Half days: ends are whole ones, and no more than two lengths hang on each other.
TIMES = [START + number * DAY / 2 for number in range(-3, 25)]
HALVES = [number / 2 for number in range(10)]

ops = st.sampled_from(sorted(HOLDS))
whole_days = st.integers(0, 2).map(lambda number: f"P{number}D")
instants = st.integers(0, 4).map(lambda number: (START + number * DAY).isoformat())
lengths = st.builds(
    lambda left, op, right: {"left": left, "op": op, "right": right},
    st.sampled_from(["delayPeriod", "meteredTime"]),
    ops,
    whole_days,
)
moments = st.builds(lambda op, right: {"left": "dateTime", "op": op, "right": right}, ops, instants)
rounds = st.builds(
    lambda step, anchor: {
        "left": "timeInterval",
        "op": "eq",
        "right": f"P{step}D",
        "anchor": anchor,
    },
    st.integers(1, 3),
    instants,
)
elapsed = lengths.map(lambda each: {**each, "left": "elapsedTime"})
rows = st.lists(lengths.map(lambda each: {**each, "left": "delayPeriod"}), min_size=1, max_size=2)
in_a_row = rows.map(lambda gaps: {"andSequence": gaps})


def trees(leaves):
    return st.recursive(
        leaves,
        lambda parts: st.builds(
            lambda join, some: {join: some},
            st.sampled_from(sorted(JOINS)),
            st.lists(parts, min_size=1, max_size=3),
        ),
        max_leaves=4,
    )


def sides(leaves, *names):
    return st.fixed_dictionaries(
        {name: st.lists(trees(leaves), min_size=1, max_size=2) for name in names}
    )


def about(*leaves):
    """Times with what comes round, or lengths: never so many quantities that a grid is too large."""
    return st.sampled_from([moments | rounds, *leaves])


def asked(constraints, query, *, is_bound=True):
    vocabulary = {"sorts": SORTS} | ({"bounds": BOUNDS} if is_bound else {})
    rest = {"norms": [], "facts": {}, "events": [], "vocabulary": vocabulary}
    return answer({"constraints": constraints, "query": query, **rest})["verdict"]


def days(text):
    return int(text[1:-1])


def is_met(of, world):
    """Return whether one constraint is met, by the words of FORMAL alone."""
    for key, join in JOINS.items():
        if key in of:
            return join([is_met(each, world) for each in of[key]])
    if "andSequence" in of:
        *first, last = of["andSequence"]
        total = world["delayPeriod"]
        shares = [number / 4 for number in range(int(total * 4) + 1)] if first else [0]
        return any(
            all(HOLDS[each["op"]](share, days(each["right"])) for each in first)
            and HOLDS[last["op"]](total - share, days(last["right"]))
            for share in shares
        )
    if of["left"] == "timeInterval":
        time = world.get("timeInterval", world["dateTime"])
        since = time - dt.datetime.fromisoformat(of["anchor"])
        return since >= 0 * DAY and since % (days(of["right"]) * DAY) == 0 * DAY
    is_time = of["left"] == "dateTime"
    right = dt.datetime.fromisoformat(of["right"]) if is_time else days(of["right"])
    return HOLDS[of["op"]](world[of["left"]], right)


def atoms(of):
    """Yield what *of* is made of; a row of gaps is one."""
    if isinstance(of, list):
        for each in of:
            yield from atoms(each)
    elif "left" in of or "andSequence" in of:
        yield of
    else:
        yield from atoms(next(iter(of.values())))


def worlds(constraints, *, is_bound):
    """Yield every world of the grid that keeps the bounds between lengths."""
    found = [*atoms([each for side in constraints.values() for each in side])]
    rows = [each for each in found if "andSequence" in each]
    named = {each.get("left", "delayPeriod") for each in found} | (
        {"elapsedTime"} if is_bound else set()
    )
    times = TIMES if named & {"dateTime", "timeInterval"} else TIMES[:1]
    grid = [HALVES if name in named else HALVES[:1] for name in LENGTHS]
    for time, *values in product(times, *grid):
        world = dict(zip(LENGTHS, values, strict=True), dateTime=time)
        if is_bound and world["meteredTime"] > world["elapsedTime"]:
            continue
        gaps = any(is_met(row, world) for row in rows)
        if not (is_bound and gaps and world["delayPeriod"] > world["elapsedTime"]):
            yield world


def meets(side, world):
    return all(is_met(each, world) for each in side)


both = about(lengths | in_a_row, elapsed | lengths).flatmap(lambda leaves: sides(leaves, "a", "b"))


@settings(max_examples=25)
@given(both, st.booleans())
def test_both_sides_fit_if_some_world_meets_them(constraints, is_bound):
    verdict = asked(constraints, {"kind": "conflict", "reading": "joint"}, is_bound=is_bound)
    found = worlds(constraints, is_bound=is_bound)

    assert (verdict == "compatible") == any(
        all(meets(side, world) for side in constraints.values()) for world in found
    )


@settings(max_examples=25)
@given(about(lengths | in_a_row, elapsed | lengths).flatmap(lambda leaves: sides(leaves, "a")))
def test_a_side_is_realizable_if_some_world_meets_it(constraints):
    verdict = asked(constraints, {"kind": "realizable"})
    found = worlds(constraints, is_bound=True)

    assert (verdict == "realizable") == any(meets(constraints["a"], world) for world in found)


@settings(max_examples=25)
@given(both)
def test_a_side_refines_another_if_each_world_of_it_is_one_of_the_other(constraints):
    verdict = asked(constraints, {"kind": "refines", "left": "a", "right": "b"})
    found = [each for each in worlds(constraints, is_bound=True) if meets(constraints["a"], each)]

    assert (verdict == "refines") == all(meets(constraints["b"], world) for world in found)


@settings(max_examples=25)
@given(about(lengths, moments | lengths).flatmap(lambda leaves: sides(leaves, "a", "b")))
def test_topics_are_compared_by_what_each_side_allows_of_them(constraints):
    verdict = asked(constraints, {"kind": "conflict", "reading": "per_topic"}, is_bound=False)
    allowed = {side: allowed_by(stated) for side, stated in constraints.items()}
    found = set()
    for name in allowed["a"] | allowed["b"]:
        said = [each[name] for each in allowed.values() if name in each]
        shared = set.intersection(*said)
        found.add("conflict" if not shared else "unknown" if len(said) == 1 else "compatible")

    assert verdict == next(each for each in ("conflict", "unknown", "compatible") if each in found)


def allowed_by(side):
    """Return which values each quantity has in a world that meets *side*."""
    names = sorted({each["left"] for each in atoms(side)})
    grids = [TIMES if SORTS[name] != "duration" else HALVES for name in names]
    found = {name: set() for name in names}
    for values in product(*grids):
        world = {"dateTime": None} | dict(zip(names, values, strict=True))
        if meets(side, world):
            for name in names:
                found[name].add(world[name])
    return found


@pytest.mark.parametrize(
    ("left", "right", "verdict"),
    [
        ({"op": "eq", "right": "P30D", "anchor": "2026-01-01"}, {"op": "eq", "right": "P45D", "anchor": "2026-01-16"}, "compatible"),
        ({"op": "eq", "right": "P30D", "anchor": "2026-01-01"}, {"op": "eq", "right": "P45D", "anchor": "2026-01-02"}, "conflict"),
        ({"op": "eq", "right": "P30D", "anchor": "2026-01-01"}, {"op": "lteq", "right": "P10D"}, "conflict"),
        ({"op": "eq", "right": "P30D", "anchor": "2026-01-01"}, {"op": "gteq", "right": "P10D"}, "compatible"),
        ({"op": "eq", "right": "P30D"}, {"op": "neq", "right": "P30D"}, "conflict"),
        ({"op": "eq", "right": "P30D"}, {"op": "eq", "right": "P45D"}, "compatible"),
        ({"op": "eq", "right": "P1M", "anchor": "2026-01-31"}, {"op": "eq", "right": "P1M", "anchor": "2026-01-30"}, "compatible"),
        ({"op": "eq", "right": "P1M", "anchor": "2026-01-10"}, {"op": "eq", "right": "P1M", "anchor": "2026-01-11"}, "conflict"),
        ({"op": "gt", "right": "P30D"}, {"op": "lt", "right": "P10D"}, "conflict"),
    ],
)  # fmt: skip
def test_what_comes_round_meets_or_not(left, right, verdict):
    constraints = {
        side: [{"left": "timeInterval", **each}] for side, each in (("a", left), ("b", right))
    }

    assert asked(constraints, {"kind": "conflict", "reading": "joint"}) == verdict
