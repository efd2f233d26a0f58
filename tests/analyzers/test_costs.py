"""What an analyzer says of its cost: with what the work of it grows, counted in calls."""

from __future__ import annotations

import cProfile
import json
import pstats
from typing import Any

import pytest

import polyagree
from polyagree.analyzers.base import Analyzer
from polyagree.analyzers.context import Context
from polyagree.analyzers.registry import analyzers
from polyagree.model import Polycule

LONG = 600
# Found when a file is read, or beside a document.
APART = ("DOC001", "DOC002", "DOC003", "DOC004", "ACC013")
RUNNING = [pytest.param(each, id=each.code) for each in analyzers() if each.code not in APART]
SIZES = (8, 16, 32)
A_LOOK = 2
"""So many calls for each entry of a log are a look at it, and no work."""


def grown(kind: Analyzer, *, clauses: int = 0, events: int = 0) -> Polycule:
    """Return the bad example with so many times more clauses, or entries of its log."""
    tree: dict[str, Any] = json.loads(
        polyagree.dumps(polyagree.loads(kind.bad.document()), format="json")
    )
    for holder in (*tree.get("agreements", {}).values(), tree):
        for key in ("clauses", "boundaries"):
            every = holder.get(key, {})
            every |= {
                f"{name}-{at}": each
                for at in range(clauses)
                for name, each in list(every.items())[: len(every)]
            }
    if "events" not in tree and "check_ins" not in tree:
        tree["events"] = [{"at": "2024-01-01", "who": next(iter(tree["people"])), "act": "work"}]
    for key in ("events", "check_ins"):
        entries = tree.get(key, [])
        entries += [_nameless(each) for _ in range(events) for each in list(entries)]
    return polyagree.loads(json.dumps(tree), format="json")


def _nameless(entry: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in entry.items() if key != "id"}


def calls(kind: Analyzer, polycule: Polycule) -> int:
    """Return how many calls *kind* takes, apart from those for the text of the document."""
    day = polycule.last_day
    assert polycule.source is not None
    polycule.source.find(("people",))
    profile = cProfile.Profile()
    profile.runcall(
        lambda: list(kind.run(Context(polycule, day, solver_seconds=LONG))),
    )
    return pstats.Stats(profile).total_calls


@pytest.mark.unmeasured
@pytest.mark.parametrize("kind", [each for each in RUNNING if each.values[0].cost != "joint"])
def test_the_work_grows_as_the_clauses_of_one_agreement_do(kind: Analyzer) -> None:
    calls(kind, grown(kind))
    few, more, many = (calls(kind, grown(kind, clauses=size)) for size in SIZES)

    assert many - more <= 2.2 * (more - few)


@pytest.mark.unmeasured
@pytest.mark.parametrize("kind", [each for each in RUNNING if each.values[0].cost == "events"])
def test_the_work_grows_as_the_log_does(kind: Analyzer) -> None:
    calls(kind, grown(kind))
    few, more, many = (calls(kind, grown(kind, events=size)) for size in SIZES)

    assert many - more <= 3 * (more - few)


@pytest.mark.unmeasured
@pytest.mark.parametrize("kind", [each for each in RUNNING if each.values[0].cost == "clauses"])
def test_a_longer_log_is_no_work(kind: Analyzer) -> None:
    calls(kind, grown(kind))
    few, many = (calls(kind, grown(kind, events=size)) for size in (1, 65))
    entries = len(grown(kind, events=65).events) + len(grown(kind, events=65).check_ins)

    assert many - few <= A_LOOK * entries
