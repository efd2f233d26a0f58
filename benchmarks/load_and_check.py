"""
How long a document takes to load and to check, against pydantic's load of it.

Run with ``python -m benchmarks.load_and_check``. The documents are the examples,
as JSON. Every figure is the best of several rounds in which the contenders take
turns; read the ratios, since machines differ and are shared.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks import peer
from polyagree.analyzers.run import check
from polyagree.codec import dumps, load, loads

EXAMPLES = Path(__file__).parent.parent / "examples"


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--profile", action="store_true", help="show where the time goes")
    options = parser.parse_args()

    quiet = [load(path) for path in sorted(EXAMPLES.glob("*-mended.yaml"))]
    quiet = [polycule for polycule in quiet if not check(polycule).findings]
    loud = [load(path) for path in sorted(EXAMPLES.glob("*.yaml"))]
    loud = [polycule for polycule in loud if check(polycule).findings]
    texts = [dumps(polycule, format="json") for polycule in quiet]
    loud_texts = [dumps(polycule, format="json") for polycule in loud]
    found = sum(len(check(polycule)) for polycule in loud)
    for text in texts + loud_texts:
        peer.Document.model_validate_json(text)

    figures = _best(
        options.rounds,
        {
            "pydantic load": lambda: [peer.Document.model_validate_json(text) for text in texts],
            "load": lambda: [loads(text, format="json") for text in texts],
            "load and check": lambda: [check(loads(text, format="json")) for text in texts],
            "loud: load": lambda: [loads(text, format="json") for text in loud_texts],
            "loud: load and check": lambda: [
                check(loads(text, format="json")) for text in loud_texts
            ],
        },
    )
    base = figures["pydantic load"]
    size = sum(len(text) for text in texts) / len(texts) / 1000
    print(f"{len(texts)} documents in which nothing is found, {size:.1f} KB each on average")
    print(f"  load: {base / figures['load']:.2f} x the speed of pydantic's load")
    print(f"  load and check: {figures['load and check'] / base:.1f} x the time of pydantic's load")
    cost = (figures["loud: load and check"] - figures["loud: load"]) / found
    print(f"{len(loud)} documents with {found} findings")
    print(f"  a finding costs {cost / base * len(texts):.2f} x pydantic's load of a document")
    if options.profile:
        _profile(texts)


def _best(rounds: int, contenders: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Return the best time of each contender in seconds; they take turns."""
    times: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(rounds):
        for name, run in contenders.items():
            begin = time.perf_counter()
            run()
            times[name].append(time.perf_counter() - begin)
    return {name: min(taken) for name, taken in times.items()}


def _profile(texts: list[str]) -> None:
    """Print the functions in which load and check spend their time."""
    profile = cProfile.Profile()
    profile.enable()
    for _ in range(50):
        for text in texts:
            check(loads(text, format="json"))
    profile.disable()
    pstats.Stats(profile).strip_dirs().sort_stats("cumulative").print_stats(25)


if __name__ == "__main__":
    main()
