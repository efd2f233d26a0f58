"""What must not matter to whether everything can be kept, and to what excludes each other."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from consistency import small
from consistency.comparing import sets_of
from measuring import rounds

from polyagree.consistency import solve
from polyagree.consistency.verdicts import Verdict

Tree = dict[str, Any]

CASES = [small.case(f"same.{number}", most=5) for number in range(20)]
RENAMED = {"ana": "zoe", "ben": "yan", "caro": "ana", "dora": "will"}


def renamed_people(tree: Tree) -> Tree:
    """Call everybody something else, so that their order changes, too."""

    def renamed(part: Any) -> Any:
        if isinstance(part, dict):
            return {RENAMED.get(key, key): renamed(each) for key, each in part.items()}
        if isinstance(part, list):
            return [renamed(each) for each in part]
        return RENAMED.get(part, part)

    found: Tree = renamed(tree)
    return found


def renamed_agreements(tree: Tree) -> Tree:
    """Call each agreement something else."""
    agreements = tree["agreements"].items()
    return tree | {"agreements": {f"z-{name[::-1]}": each for name, each in agreements}}


def shuffled(tree: Tree) -> Tree:
    """Put agreements, their clauses and the people in another order."""
    numbers = random.Random(5)  # noqa: S311  # reproducible, no secret

    def in_another_order(part: Tree) -> Tree:
        return dict(numbers.sample([*part.items()], len(part)))

    agreements = {
        name: agreement | {"clauses": in_another_order(agreement["clauses"])}
        for name, agreement in in_another_order(tree["agreements"]).items()
    }
    return tree | {"people": in_another_order(tree["people"]), "agreements": agreements}


def with_others(tree: Tree) -> Tree:
    """Let two more people have a relationship, and agree on something between them."""
    norms = [{"must": "date", "with": "other parties", "every": "week"}]
    norms += [{"may": "date", "at_most": 3, "per": "week"}]
    theirs = {
        "parties": ["eve", "finn"],
        "made": "2023-12-31",
        "clauses": {"theirs": {"says": "As written.", "norm": norms}},
    }
    relationship = {"between": ["eve", "finn"], "kind": "dating"}
    return tree | {
        "people": tree["people"] | {"eve": "Eve", "finn": "Finn"},
        "relationships": {"eve-finn": relationship},
        "agreements": {"theirs": theirs, **tree["agreements"]},
    }


def split(tree: Tree) -> Tree:
    """Make two agreements of each, with half of the clauses."""
    halves: Tree = {}
    for name, agreement in tree["agreements"].items():
        clauses = [*agreement["clauses"].items()]
        for number, some in enumerate((clauses[::2], clauses[1::2])):
            if some:
                halves[f"{name}-{number}"] = agreement | {"clauses": dict(some)}
    return tree | {"agreements": halves}


CHANGES: list[Callable[[Tree], Tree]] = [
    renamed_people,
    renamed_agreements,
    shuffled,
    with_others,
    split,
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_it_changes_neither_the_verdict_nor_the_only_minimal_set(
    change: Callable[[Tree], Tree],
) -> None:
    for case, before in rounds(zip(CASES, _as_they_are(), strict=True), measured=4):
        after = _solved(case, change(case.tree()))

        assert after.verdict == before.verdict, str(case)
        assert _only_set(after) == _only_set(before), str(case)


def test_some_of_these_have_a_minimal_set_and_some_can_be_kept() -> None:
    verdicts = _as_they_are()

    assert sum(each.verdict == "consistent" for each in verdicts) > 3
    assert sum(_only_set(each) is not None for each in verdicts) > 3


@cache
def _as_they_are() -> list[Verdict]:
    return [_solved(case, case.tree()) for case in CASES]


def _solved(case: small.Case, tree: Tree) -> Verdict:
    return solve(small.read(tree), on=case.first, horizon=case.last, sets=2)


def _only_set(verdict: Verdict) -> set[int] | None:
    """Return the minimal set, if there is one and no other."""
    if verdict.verdict != "inconsistent" or not verdict.has_all or len(verdict.conflicts) > 1:
        return None
    return {*sets_of(verdict)[0]}
