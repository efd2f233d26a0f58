"""
How long it takes to find what nobody could keep together.

Run with ``python -m benchmarks.consistency``; it needs the extra `solver`. Two hundred
norms over sixty days, four of which exclude each other: `solve` and the peer, which is
python-sat written for this one problem, take turns over the same cases, and every figure
is the least processor time of several rounds; read the ratios, since machines differ and
are shared. Both say whether all of it can be kept, a minimal set and the fewest norms to
drop; of the peer, the time without what to drop is told as well, which `solve` always
says. The aim is 1.5 times the peer. Before a time counts, both have named the four.

Then how it grows with norms and with days, and how often what somebody may do was held
against a norm: that shows whether each norm is held against each. Last, `check` with all
its analyzers over documents of up to 2000 people and 20 000 clauses.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import time
from collections.abc import Callable
from typing import Any
from unittest.mock import patch

from benchmarks import consistency_peer
from benchmarks.consistency_case import MADE, Case, case
from benchmarks.large import polycule as large
from polyagree.analyzers.run import check
from polyagree.consistency import Inconsistent, solve
from polyagree.consistency.deeds import Deeds
from polyagree.model import Polycule

AIM = 1.5
NORMS, DAYS = 200, 60
#: So long `check` may look for what excludes each other.
SECONDS = 3600.0


def ours(polycule: Polycule, one: Case) -> frozenset[str]:
    """Return the minimal set that `solve` names."""
    verdict = solve(polycule, on=MADE, horizon=one.last)
    if not isinstance(verdict, Inconsistent) or not verdict.drop:
        raise SystemExit(f"of {len(one.planted)} that exclude each other: {verdict.verdict}")
    return frozenset(each.clause.rpartition(".")[2] for each in verdict.conflict.members)


def theirs(one: Case, *, counts_drop: bool = True) -> frozenset[str]:
    """Return the minimal set that the peer names."""
    return consistency_peer.solve(one.problem, counts_drop=counts_drop).minimal


def least(work: Callable[[], Any], rounds: int) -> float:
    """Return the least processor time that *work* takes."""
    times = []
    for _ in range(rounds):
        begin = time.process_time()
        work()
        times.append(time.process_time() - begin)
    return min(times)


def both(norms: int, days: int, seed: int, rounds: int) -> tuple[float, float, float, int]:
    """Return how long `solve`, the peer and half of it take, and how often a deed met a norm."""
    one = case(norms, days, seed=seed)
    polycule = one.polycule()
    if not ours(polycule, one) == theirs(one) == one.planted:
        raise SystemExit(f"seed {seed}: the four are not {sorted(one.planted)}")
    took = least(lambda: ours(polycule, one), rounds)
    peer = least(lambda: theirs(one), rounds)
    half = least(lambda: theirs(one, counts_drop=False), rounds)
    return took, peer, half, meetings(polycule, one)


def meetings(polycule: Polycule, one: Case) -> int:
    """Return how many times something that may be done was held against a norm."""
    plain, asked = Deeds.falls_under, 0

    def counted(*arguments: Any) -> Any:
        nonlocal asked
        asked += 1
        return plain(*arguments)

    with patch.object(Deeds, "falls_under", counted):
        ours(polycule, one)
    return asked


def tell(norms: int, days: int, seed: int, rounds: int) -> float:
    """Print one line; return the ratio."""
    took, peer, half, asked = both(norms, days, seed, rounds)
    print(
        f"{norms:5} norms, {days:3} days: polyagree {took:6.3f} s, python-sat {peer:6.3f} s,"
        f" ratio {took / peer:5.2f} ({half:.3f} s and {took / half:.2f} without what to drop);"
        f" {asked} meetings, {asked / norms:.1f} for each norm",
        flush=True,
    )
    return took / peer


def profile() -> None:
    """Print where the time goes."""
    one = case(NORMS, DAYS)
    polycule = one.polycule()
    with cProfile.Profile() as profile:
        ours(polycule, one)
    pstats.Stats(profile).sort_stats("tottime").print_stats(30)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[1] if __doc__ else None)
    parser.add_argument("--seeds", type=int, default=6, help="how many cases of the first size")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--people", type=int, default=2000, help="of the largest document")
    parser.add_argument("--profile", action="store_true", help="show where the time goes")
    options = parser.parse_args()
    if options.profile:
        profile()
        return
    ratios = sorted(tell(NORMS, DAYS, seed, options.rounds) for seed in range(options.seeds))
    print(f"median ratio {ratios[len(ratios) // 2]:.2f}, worst {ratios[-1]:.2f}, aim {AIM}")
    for norms in (100, 200, 400, 800):
        tell(norms, DAYS, 1, min(options.rounds, 3))
    for days in (30, 60, 120, 365):
        tell(NORMS, days, 1, min(options.rounds, 3))
    first = 0.0
    for people in (options.people // 4, options.people // 2, options.people):
        document = large(people)
        clauses = sum(len(agreement.clauses) for agreement in document.agreements)
        taken = least(lambda document=document: check(document, solver_seconds=SECONDS), 1)  # type: ignore[misc]  # a default makes no type
        first = first or taken / clauses
        print(
            f"check: {people:5} people, {clauses:6} clauses: {taken:7.2f} s,"
            f" {taken / clauses / first:.2f} of linear",
            flush=True,
        )


if __name__ == "__main__":
    main()
