"""Four who know nothing of each other say the same: `solve`, a search, z3 and a network."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import pytest
from consistency import chains, second_opinion, small
from consistency.comparing import compared, sets_of
from consistency.grid import Grid
from consistency.searching import Search, every_log
from measuring import rounds

from polyagree.consistency import solve

BATCHES = 10
OF_EACH = 20
#: With more deeds than that, z3 takes many seconds; `benchmarks.consistency_fuzz` has no such end.
MOST_FOR_Z3 = 200
#: More than so many deeds, and all sets of them are too many to try.
MOST_DEEDS = 7


def only(case: small.Case, positions: Collection[int]) -> small.Case:
    """Return *case* with the norms at *positions* alone."""
    kept = (norm for position, norm in enumerate(case.norms) if position in positions)
    return replace(case, norms=tuple(kept))


def is_small(case: small.Case) -> bool:
    """Return whether z3 is quick about *case*."""
    return len(Grid(case).deeds) <= MOST_FOR_Z3


@pytest.mark.parametrize("batch", range(BATCHES))
def test_solve_a_search_and_z3_agree_on_verdicts_and_on_what_excludes_each_other(
    batch: int,
) -> None:
    wrong = {}
    for case in rounds(small.cases(OF_EACH, f"suite.{batch}", most=5), measured=3):
        if not is_small(case):
            continue
        found = compared(case, most=10, seconds=2)
        if found.differences or found.error:
            wrong[str(case)] = found.error or found.differences

    assert not wrong, "\n".join(f"{case}\n{differences}" for case, differences in wrong.items())


def test_what_is_made_up_is_about_as_often_one_as_the_other() -> None:
    cases = (case for case in small.cases(50, "mixed", most=5) if is_small(case))
    answers = [second_opinion.schedule(case) is None for case in cases]

    assert 0.2 < sum(answers) / len(answers) < 0.8


def test_the_search_finds_what_all_sets_of_deeds_hold() -> None:
    tiny = [
        short
        for case in small.cases(40, "tiny", most=4)
        if 0 < len(Grid(short := replace(case, days=4)).deeds) <= MOST_DEEDS
    ]

    assert len(tiny) > 3
    for case in tiny:
        assert (Search(case).schedule() is not None) == every_log(case), str(case)


@pytest.mark.parametrize("batch", range(3))
def test_of_gaps_and_deadlines_a_network_says_what_z3_does_and_solve_nothing_else(
    batch: int,
) -> None:
    for number in range(12):
        case = chains.chain(f"{batch}.{number}")
        network = chains.network_of(case)
        verdict = solve(case.polycule(), on=case.first, horizon=case.last)

        can_be_kept = network.conflict() is None

        assert (second_opinion.schedule(case) is not None) == can_be_kept, str(case)
        # Unknown says nothing against it; see `test_known_faults.py`.
        expected = "consistent" if can_be_kept else "inconsistent"
        assert verdict.verdict in {expected, "unknown"}, str(case)
        if verdict.verdict == "inconsistent":
            for members in sets_of(verdict):
                assert network.conflict(only=members) is not None
                # Without what brings it about, the next thing is not due at all.
                assert second_opinion.schedule(only(case, members)) is None
                for each, shown in zip(members, verdict.conflict.without, strict=True):
                    # Where no schedule is shown, nothing is claimed.
                    others = [one for one in members if one != each]
                    found = second_opinion.schedule(only(case, others))
                    assert shown is None or found is not None
