"""
How the time to check grows with a polycule, up to thousands of people.

Run with ``python -m benchmarks.large``. Each size has ten clauses a person, in
agreements of two and of three, with relationships between neighbours, check-ins
and a log; one agreement in twenty has something to find. Sizes take turns, and
every figure is the best of a few rounds; a time that grows linearly stays the
same in the last column. Python's collector of cycles walks over more and more live
objects as a program grows, whatever it computes, so there is a round without it
as well.
"""

from __future__ import annotations

import argparse
import cProfile
import gc
import pstats
import time
from itertools import pairwise
from typing import Any

from polyagree.analyzers.run import check
from polyagree.codec.document import from_tree
from polyagree.codec.shape import Raw, no_marks
from polyagree.model import Polycule
from polyagree.source import SourceMap

_REPAIR = [
    {"must": "tell", "who": "breaker", "to": "other parties", "within": "1 day"},
    {"must": "talk", "who": "all parties", "about": "breach", "within": "1 week"},
    {"must": "test", "who": "all parties", "within": "6 weeks"},
]

_CLAUSES: tuple[dict[str, Any], ...] = (
    {"says": "We are free to see others.", "norm": {"may": "date", "with": "outsiders"}},
    {
        "says": "We tell by the next evening.",
        "norm": {
            "must": "tell",
            "to": "other parties",
            "after": {"act": "date", "with": "outsiders"},
            "by": "next evening",
            "details": {"required": ["that", "who"], "kept_private": ["their-story"]},
        },
    },
    {
        "says": "At most three late nights a month.",
        "norm": {"may": "late-night", "with": "outsiders", "at_most": 3, "per": "month"},
    },
    {
        "says": "Thursday is ours.",
        "norm": {"must": "time-together", "with": "other parties", "every": "week", "days": "thu"},
    },
    {
        "says": "Barriers with others.",
        "norm": {"must": "barrier", "during": {"act": "sex", "with": "outsiders"}},
        "if_broken": [
            {"must": "test", "who": "all parties", "within": "6 weeks"},
            {"must": "talk", "who": "all parties", "within": "1 week"},
        ],
    },
    {"says": "Tests every three months.", "norm": {"must": "test", "every": "3 months"}},
    {
        "says": "Results within a day.",
        "norm": {
            "must": "share-results",
            "to": "other parties",
            "after": "results",
            "within": "24h",
        },
    },
    {
        "says": "No guests on working nights.",
        "norm": {"must_not": "host", "with": "outsiders", "days": "weeknights"},
    },
    {
        "says": "We look at the week together.",
        "norm": {"must": "check-in", "who": "all parties", "every": "week", "days": "sun"},
    },
    {"says": "We say what was lovely.", "norm": "none"},
)
_GATED = {
    "says": "A yes before each date.",
    "norm": {"may": "date", "with": "outsiders", "only_if": {"yes_from": "other parties"}},
}


def polycule(people: int, *, clauses: int = 10) -> Polycule:
    """Return a polycule of so many people, with so many clauses for each of them."""
    names = [f"p{index}" for index in range(people)]
    tree: dict[str, Any] = {
        "polyagree": 1,
        "people": {name: name.upper() for name in names},
        "values": {"care": {"means": "we look after one another", "held_by": names}},
        "relationships": {
            f"r{index}": {"between": [one, another], "kind": "dating", "from": "2025-01-01"}
            for index, (one, another) in enumerate(pairwise(names))
        },
        "terms": {"late-night": {"kind": "act", "kind_of": "date", "means": "home after midnight"}},
        "agreements": {},
        "check_ins": [],
        "events": [],
    }
    for first in range(0, people - 1, 5):
        # Two and three, so that every person is in one agreement.
        for parties in (names[first : first + 2], names[first + 2 : first + 5]):
            if len(parties) > 1:
                _add(tree, parties, clauses * len(parties))
    return from_tree(Raw(tree, SourceMap(None, "", read_marks=no_marks)))


def _add(tree: dict[str, Any], parties: list[str], clauses: int) -> None:
    name = f"a{len(tree['agreements'])}"
    some = {f"c{index}": _CLAUSES[index % len(_CLAUSES)] for index in range(clauses)}
    if len(tree["agreements"]) % 20 == 0:
        some["c0"] = _GATED
    tree["agreements"][name] = {
        "parties": parties,
        "made": "2025-01-01",
        "accepted": dict.fromkeys(parties, "2025-01-01"),
        "review": {"every": "year"},
        "serves": ["care"],
        "if_broken": _REPAIR,
        "clauses": some,
    }
    for day in ("03-02", "03-09", "03-16"):
        kept = {"reviewed": [name], "celebrated": ["a spring"]}
        tree["check_ins"].append({"date": f"2025-{day}", "people": parties, **kept})
    for day in ("03-07", "03-14", "03-21"):
        date = f"2025-{day}T23:30"
        tree["events"].append(
            {"at": date, "who": parties[0], "act": "late-night", "with": "guests"}
        )


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--profile", action="store_true", help="show where the time goes")
    options = parser.parse_args()

    documents = {times: polycule(options.people * times) for times in (1, 2, 4)}
    best: dict[tuple[int, bool], float] = {}
    for collecting in (True, False):
        for _ in range(options.rounds):
            for times, document in documents.items():
                gc.collect()
                if not collecting:
                    gc.disable()
                begin = time.perf_counter()
                check(document)
                taken = time.perf_counter() - begin
                gc.enable()
                key = times, collecting
                best[key] = min(taken, best.get(key, taken))
    for times, document in documents.items():
        count = sum(len(agreement.clauses) for agreement in document.agreements)
        print(
            f"{times} x: {len(document.people)} people, {count} clauses,"
            f" {len(document.events)} events, {len(check(document))} findings:"
            f" {best[times, True]:.2f} s,"
            f" {best[times, True] / best[1, True] / times:.2f} of linear;"
            f" without collecting {best[times, False]:.2f} s,"
            f" {best[times, False] / best[1, False] / times:.2f} of linear"
        )
    if options.profile:
        profile = cProfile.Profile()
        profile.runcall(check, documents[1])
        pstats.Stats(profile).strip_dirs().sort_stats("cumulative").print_stats(30)


if __name__ == "__main__":
    main()
