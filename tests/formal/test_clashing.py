"""Made-up cases of clauses that may conflict: the adapter, against trying out every situation."""

from __future__ import annotations

import datetime as dt
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formal.adapters import answer
from tests.formal.checking import differences
from tests.formal.documents import DAYS, HOLDS

MONDAY, DAY = dt.datetime(2026, 3, 2), dt.timedelta(days=1)  # noqa: DTZ001  # as cases are written
HOURS = [
    MONDAY + number * DAY + dt.timedelta(hours=h)
    for number in range(-8, 14)
    for h in (0, 7, 8, 9, 10, 11)
]
AMOUNTS, ACTS, PEOPLE = (4, 5, 7, 10, 11), ("wide", "narrow", "other"), ("ana", "group", "ben")
PAIRS = {
    "kind_of": [["narrow", "wide"]],
    "part_of": [["x", "X"], ["y", "X"], ["y", "Y"]],
    "member_of": [["ana", "group"]],
    "exclusive": [["wide", "other"]],
}

edges = st.builds(
    lambda day, closed: {"t": (MONDAY + day * DAY).isoformat(), "closed": closed},
    st.integers(0, 4),
    st.booleans(),
)
rounds = st.fixed_dictionaries(
    {"days": st.lists(st.sampled_from([*DAYS]), min_size=1, max_size=4, unique=True)},
    optional={
        "from": st.just({"t": "08:00:00", "closed": True}),
        "until": st.just({"t": "10:00:00", "closed": False}),
    },
)
windows = st.fixed_dictionaries(
    {}, optional={"from": edges, "until": edges, "recurrence": rounds}
).filter(lambda w: w.get("from", {"t": ""})["t"] < w.get("until", {"t": "3"})["t"])
facts = st.sampled_from(["so", "perhaps", "maybe", "open"]).map(lambda name: {"fact": name})
conditions = facts | facts.map(lambda fact: {"not": fact})
bounds = st.builds(
    lambda op, right: [{"left": "amount", "op": op, "right": right}],
    st.sampled_from(sorted(HOLDS)),
    st.sampled_from([5, 10]),
)
norms = st.fixed_dictionaries(
    {
        "modality": st.sampled_from(["obligation", "prohibition", "permission"]),
        "act": st.sampled_from(ACTS),
    },
    optional={
        "bearer": st.sampled_from(PEOPLE),
        "target": st.sampled_from(["x", "X", "Y"]),
        "window": windows,
        "where": bounds,
        "when": conditions,
        "unless": conditions,
        "overrides": st.just(["n1"]),
    },
)


@st.composite
def cases(draw):
    some = [
        {**norm, "id": f"n{number + 1}"}
        for number, norm in enumerate(draw(st.lists(norms, min_size=2, max_size=3)))
    ]
    some[0].pop("overrides", None)
    keys = draw(st.sets(st.sampled_from(sorted(PAIRS))))
    return case_of(some, {key: PAIRS[key] for key in sorted(keys)}, unknown=["perhaps", "maybe"])


def case_of(some, vocabulary=None, unknown=(), **rest):
    told = {"true": ["so"], "unknown": [*unknown]}
    query = {"query": {"kind": "conflict"}, "events": []}
    return {"norms": some, "facts": told, "vocabulary": vocabulary or {}, **query, **rest}


def up(name, pairs):
    found = [name]
    for each in found:
        found += [wide for narrow, wide in pairs if narrow == each and wide not in found]
    return found


def truth(of, world):
    if "not" in of:
        inner = truth(of["not"], world)
        return None if inner is None else not inner
    return world.get(of["fact"])


def is_live(norm, world):
    """Return whether its condition holds, and no exception does; of what is open, neither does."""
    holds = {key: truth(norm[key], world) is True for key in ("when", "unless") if key in norm}
    return holds.get("when", True) and not holds.get("unless", False)


def is_within(window, at):
    ends = {
        key: dt.datetime.fromisoformat(window[key]["t"])
        for key in ("from", "until")
        if key in window
    }
    if any(at == end and not window[key]["closed"] for key, end in ends.items()):
        return False
    every = window.get("recurrence", {})
    first, last = (every.get(key, {"t": t})["t"] for key, t in (("from", "00"), ("until", "24")))
    is_then = [*DAYS][at.weekday()] in every.get("days", DAYS) and first <= f"{at:%H:%M:%S}" < last
    return ends.get("from", at) <= at <= ends.get("until", at) and is_then


class Situation:
    """Who does how much, of what, about what, at one time, in one world."""

    def __init__(self, case, on, amount, who, target):
        self.pairs = {key: case["vocabulary"].get(key, []) for key in PAIRS}
        self.whole = [
            each
            for each in (target, "x", "X", "y", "Y")
            if target in up(each, self.pairs["part_of"])
        ]
        self.target = target
        self.on = [
            norm
            for norm in on
            if all(HOLDS[e["op"]](amount, e["right"]) for e in norm.get("where", ()))
            and norm.get("bearer", who) in up(who, self.pairs["member_of"])
        ]

    def about(self, act, modality):
        """Return the norms that count for an act: just that duty, all of it, or a part of it."""
        wide = up(act, self.pairs["kind_of"]) if modality != "obligation" else [act]
        things = {"obligation": [self.target], "permission": up(self.target, self.pairs["part_of"])}
        parts = {thing for each in self.whole for thing in up(each, self.pairs["part_of"])}
        return [
            norm
            for norm in self.on
            if norm["modality"] == modality
            and norm["act"] in wide
            and norm.get("target", self.target) in things.get(modality, parts)
            and not any(self.beats(other, norm, act) for other in self.on)
        ]

    def beats(self, norm, other, act):
        is_about = norm["act"] in up(act, self.pairs["kind_of"])
        things = up(self.target, self.pairs["part_of"])
        return (
            other["id"] in norm.get("overrides", ())
            and is_about
            and norm.get("target", self.target) in things
        )

    def clashes(self):
        for act in ACTS:
            duties = self.about(act, "obligation")
            for norm in (*duties, *self.about(act, "permission")):
                yield from ((norm, ban) for ban in self.about(act, "prohibition"))
            for other in ACTS:
                wide = (up(act, self.pairs["kind_of"]), up(other, self.pairs["kind_of"]))
                pairs = [pair for each in self.pairs["exclusive"] for pair in (each, each[::-1])]
                if any(one in wide[0] and two in wide[1] for one, two in pairs):
                    others = (*self.about(other, "obligation"), *self.about(other, "permission"))
                    yield from product(duties, others)


def has_clash(case, world):
    """Try every time, amount, person and thing."""
    live = [norm for norm in case["norms"] if is_live(norm, world)]
    times = {tuple(is_within(norm.get("window", {}), at) for norm in live) for at in HOURS}
    targets = ("x", "X", "y", "Y")
    for then, amount, who, target in product(sorted(times), AMOUNTS, PEOPLE, targets):
        on = [norm for norm, is_on in zip(live, then, strict=True) if is_on]
        for one, two in Situation(case, on, amount, who, target).clashes():
            ranked = one["id"] in two.get("overrides", ()) or two["id"] in one.get("overrides", ())
            if not ranked and one is not two:
                return True
    return False


@settings(max_examples=25)
@given(cases())
def test_norms_clash_if_they_do_in_some_situation(case):
    worlds = {
        truths: has_clash(case, {"so": True} | dict(zip(("perhaps", "maybe"), truths, strict=True)))
        for truths in product((False, True), repeat=2)
    }
    found = answer(case)

    if len({*worlds.values()}) == 1:
        assert found == {"verdict": "conflict" if worlds[True, True] else "compatible"}
    else:
        assert found["verdict"] == "ambiguous"
        for truths, is_so in worlds.items():
            world = dict(zip(("perhaps", "maybe"), truths, strict=True))
            assert is_said(found["when"], world) == is_so


def is_said(of, world):
    [(key, value)] = of.items()
    if key in {"all", "any"}:
        return (all if key == "all" else any)(is_said(each, world) for each in value)
    return not is_said(value, world) if key == "not" else world[value]


def norm(number, modality, act="a", **rest):
    return {"id": f"n{number}", "modality": modality, "act": act, **rest}


O, P, F = "obligation", "permission", "prohibition"  # noqa: E741  # as they are called there


@pytest.mark.parametrize(
    ("some", "rest", "verdict"),
    [
        ([norm(1, O, omit=True), norm(2, O)], {}, "conflict"),
        ([norm(1, O, omit=True), norm(2, P)], {}, "conflict"),
        ([norm(1, P, omit=True), norm(2, O)], {}, "conflict"),
        ([norm(1, P, omit=True), norm(2, F)], {}, "compatible"),
        ([norm(1, O, omit=True), norm(2, F)], {}, "compatible"),
        ([norm(1, F, reparation=[norm(2, O)])], {}, "compatible"),
        ([norm(1, F), norm(2, O, when={"violated": "n1"})], {}, "compatible"),
        ([norm(1, O, at_least=3, per="month"), norm(2, F, at_most=2, per="month")], {}, "conflict"),
        ([norm(1, O, at_least=2, per="month"), norm(2, F, at_most=2, per="month")], {}, "compatible"),
        ([norm(1, O, when={"weekday": ["mo"]}), norm(2, F, when={"weekday": ["tu"]})], {}, "compatible"),
        ([norm(1, O, when={"weekday": ["mo", "tu"]}), norm(2, F, when={"weekday": ["tu"]})], {}, "conflict"),
        ([norm(1, O, when={"all": [{"weekday": ["mo"]}, {"weekday": ["tu"]}]}), norm(2, F)], {}, "compatible"),
        ([norm(1, P, where=[{"left": "dateTime", "op": "lt", "right": "2026-03-02"}]), norm(2, F, when={"cmp": {"left": "dateTime", "op": "gteq", "right": "2026-03-02"}})], {}, "compatible"),
        ([norm(1, P, where=[{"left": "dateTime", "op": "lteq", "right": "2026-03-02"}]), norm(2, F, when={"cmp": {"left": "dateTime", "op": "gteq", "right": "2026-03-02"}})], {}, "conflict"),
        ([norm(1, P, where=[{"left": "amount", "op": "lt", "right": 5}]), norm(2, F, where=[{"left": "amount", "op": "gt", "right": 4}])], {}, "conflict"),
        ([norm(1, P, where=[{"left": "amount", "op": "lteq", "right": 5}]), norm(2, F, where=[{"left": "amount", "op": "gt", "right": 5}])], {}, "compatible"),
        ([norm(1, P, where=[{"left": "use", "op": "eq", "right": "home"}]), norm(2, F, where=[{"left": "use", "op": "neq", "right": "work"}])], {}, "conflict"),
        ([norm(1, P, where=[{"left": "use", "op": "eq", "right": "home"}]), norm(2, F, where=[{"left": "use", "op": "neq", "right": "home"}])], {}, "compatible"),
        ([norm(1, P, "both"), norm(2, F, "one")], {"vocabulary": {"together": [{"act": "both", "parts": ["one", "two"]}]}}, "conflict"),
        ([norm(1, P, "one"), norm(2, F, "two")], {"vocabulary": {"together": [{"act": "both", "parts": ["one", "two"]}]}}, "compatible"),
        ([norm(1, P, "edit"), norm(2, F, "view")], {"vocabulary": {"grants": [["edit", "view"]]}}, "conflict"),
        ([norm(1, P, unless={"fact": "so"}), norm(2, F)], {}, "compatible"),
        ([norm(1, P, unless={"fact": "open"}), norm(2, F)], {}, "conflict"),
        ([norm(1, P, unless={"not": {"fact": "open"}}), norm(2, F)], {}, "conflict"),
        ([norm(1, P, when={"not": {"fact": "open"}}), norm(2, F)], {}, "compatible"),
        ([norm(1, P, when={"not": {"all": [{"fact": "open"}, {"fact": "so"}]}}), norm(2, F)], {}, "compatible"),
        ([norm(1, P, when={"not": {"all": [{"fact": "open"}, {"not": {"fact": "so"}}]}}), norm(2, F)], {}, "conflict"),
        ([norm(1, P), norm(2, F), norm(3, O, when={"fact": "open"}, overrides=["n2"])], {}, "conflict"),
        ([norm(1, P), norm(2, F), norm(3, O, when={"fact": "so"}, overrides=["n2"])], {}, "compatible"),
        ([norm(1, O, window={"within": {"n": 3, "of": "start", "closed": True}}), norm(2, F, window={"after": {"n": 3, "of": "start", "closed": False}})], {"start": {"t": 0}, "unit": "day"}, "compatible"),
        ([norm(1, O, window={"within": {"n": 3, "of": "start", "closed": True}}), norm(2, F, window={"after": {"n": 2, "of": "start", "closed": False}})], {"start": {"t": 0}, "unit": "day"}, "conflict"),
        ([norm(1, O, to="ana"), norm(2, F, to="ben")], {}, "compatible"),
        ([norm(1, O, to="ana"), norm(2, F)], {}, "conflict"),
        ([norm(1, O), norm(2, F), norm(3, O, "b")], {"alternatives": [["n1", "n3"]]}, "compatible"),
        ([norm(1, O), norm(2, F), norm(3, O, "b"), norm(4, F, "b")], {"alternatives": [["n1", "n3"]]}, "conflict"),
    ],
)  # fmt: skip
def test_what_conflicts_without_a_reading(some, rest, verdict):
    assert answer(case_of(some, **rest)) == {"verdict": verdict}


@pytest.mark.parametrize(("modality", "verdict"), [(F, "ambiguous"), (P, "compatible")])
def test_what_follows_from_a_fact_counts(modality, verdict):
    case = case_of([norm(1, O, when={"fact": "then"}), norm(2, modality)], unknown=["perhaps"])
    case["facts"]["rules"] = [
        {"then": "then", "if": {"fact": "between"}},
        {"then": "between", "if": {"not": {"fact": "perhaps"}}},
    ]
    found = answer(case)

    assert found["verdict"] == verdict
    assert found.get("when") == ({"not": {"fact": "perhaps"}} if verdict == "ambiguous" else None)


def test_the_situation_may_be_told_in_other_words():
    case = case_of([norm(1, O, when={"fact": "perhaps"}), norm(2, F)], unknown=["perhaps"])
    case["facts"]["rules"] = [{"then": "then", "if": {"fact": "perhaps"}}]
    others = [
        {"fact": "perhaps"},
        {"all": [{"fact": "perhaps"}]},
        {"fact": "then"},
        {"act": "perhaps"},
    ]

    for other in others:
        assert [
            *differences(case | {"expected": {"verdict": "ambiguous", "when": other}}, answer(case))
        ] == []
    wrong = {"verdict": "ambiguous", "when": {"not": {"fact": "perhaps"}}}
    assert [*differences(case | {"expected": wrong}, answer(case))]
