"""Chains of duties with gaps and deadlines and nothing else, which a temporal network decides."""

from __future__ import annotations

import datetime as dt
import random
from itertools import pairwise

from consistency.small import Case, Norm, Written

from polyagree.consistency.network import TemporalNetwork

ACTS = ("date", "talk", "kissing", "time-together")
FIRST = dt.date(2024, 1, 1)
PARTIES = ("ana", "ben")


def chain(seed: object) -> Case:
    """
    Return a chain: something is due by a day, and each next thing so long after the last.

    Some things have to keep a distance from earlier ones. All of it lies within the days
    that are looked at.
    """
    numbers = random.Random(str(seed))  # noqa: S311  # reproducible, no secret
    acts = ACTS[: numbers.randint(2, len(ACTS))]
    due = numbers.randint(0, 2)
    norms: list[Norm] = [{"must": acts[0], "by": str(_day(due))}]
    longest = due
    for before, act in pairwise(acts):
        within = numbers.randint(1, 3)
        longest += within
        norms.append({"must": act, "after": {"act": before}, "within": _length(within)})
    for _ in range(numbers.randint(1, 3)):
        one, other = sorted(numbers.sample(range(len(acts)), 2))
        days = numbers.randint(0, 1) + other - one
        norms.append({"must_not": acts[other], "after": {"act": acts[one]}, "for": _length(days)})
    numbers.shuffle(norms)
    for norm in norms:
        norm["who"] = "ana"
        if "must" in norm:
            norm["with"] = "ben"
    written = tuple(Written(norm, PARTIES) for norm in norms)
    return Case(PARTIES, written, FIRST, longest + 1)


def network_of(case: Case) -> TemporalNetwork:
    """Return the gaps and deadlines of a chain in days, owned by the positions of its norms."""
    network = TemporalNetwork()
    for position, written in enumerate(case.norms):
        norm = written.norm
        if "by" in norm:
            network.add("first day", norm["must"], least=0)
            due = (dt.date.fromisoformat(norm["by"]) - case.first).days
            network.add("first day", norm["must"], most=due, owner=position)
        elif "must" in norm:
            cause = norm["after"]["act"]
            network.add(cause, norm["must"], least=0, most=_days(norm["within"]), owner=position)
        else:
            # Days are forbidden to their end.
            cause, least = norm["after"]["act"], _days(norm["for"]) + 1
            network.add(cause, norm["must_not"], least=least, owner=position)
    return network


def _day(number: int) -> dt.date:
    return FIRST + dt.timedelta(days=number)


def _length(days: int) -> str:
    return "1 day" if days == 1 else f"{days} days"


def _days(length: str) -> int:
    return int(length.split(maxsplit=1)[0])
