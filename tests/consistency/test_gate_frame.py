"""What gates are looked for in: what says the same stands there once."""

from __future__ import annotations

import datetime as dt

import pytest

from polyagree.codec import loads
from polyagree.consistency.gates import gates
from polyagree.consistency.gating.frame import Frame

DAY = dt.date(2025, 1, 1)
MET = "{may: date, who: ana, with: outsiders, only_if: {done: {act: meet, who: ben, with: them}}}"
SAME = f"one: {{says: x, norm: {MET}}}, two: {{says: y, norm: {MET}}}"


def standing(agreements: str) -> list[str]:
    text = f"polyagree: 1\npeople: {{ana: Ana, ben: Ben, caro: Caro}}\nagreements: {{{agreements}}}"
    return [each.clause for each in Frame(loads(text), DAY).standings]


OTHER = SAME.replace("with: outsiders", "with: caro", 1)
ONE = f"{{parties: [ana, ben], clauses: {{one: {{says: x, norm: {MET}}}}}}}"
HELD = ", ".join(
    f"{each}s: {{holder: {each}, says: x, norm: {{must_not: argue}}}}" for each in ("ana", "ben")
)
RELEASED = "free: {says: z, norm: {power: release, who: ben, over: a.two}}"


def among_ana_and_ben(clauses: str) -> str:
    return f"a: {{parties: [ana, ben], clauses: {{{clauses}}}}}"


@pytest.mark.parametrize(
    ("agreements", "clauses"),
    [
        (among_ana_and_ben(SAME), ["a.one"]),
        (among_ana_and_ben(OTHER), ["a.one", "a.two"]),
        (f"a: {ONE}, b: {ONE}", ["a.one", "b.one"]),
        (among_ana_and_ben(HELD), ["a.anas", "a.bens"]),
        (among_ana_and_ben(f"{SAME}, {RELEASED}"), ["a.one", "a.two", "a.free"]),
    ],
)
def test_what_one_agreement_says_again_stands_once_unless_it_is_spoken_of(
    agreements: str, clauses: list[str]
) -> None:
    assert standing(agreements) == clauses


@pytest.mark.parametrize("clauses", [SAME, ", ".join(SAME.split(", two: ")[::-1])])
def test_a_gate_that_is_said_again_is_found_once_in_whichever_order(clauses: str) -> None:
    clauses = clauses if clauses.startswith("one") else f"two: {clauses}"
    text = (
        "polyagree: 1\npeople: {ana: Ana, ben: Ben}\n"
        f"agreements: {{a: {{parties: [ana, ben], clauses: {{{clauses}}}}}}}\n"
    )
    (found,) = gates(loads(text), hidden=True)

    assert found.path[:4] == ("agreements", "a", "clauses", "one")
