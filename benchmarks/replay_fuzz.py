"""
Hold the replay against its reference, for as long as one likes.

Run with ``python -m benchmarks.replay_fuzz --examples 20000 --seed 7``. It makes up
documents, replays each, and tells where the plain reference in `tests/timeline` says
something else: of each kind of difference the shortest document. It exits 1 if there
was any. The same seed makes up the same documents.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
import traceback
from collections import Counter
from importlib import import_module
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings

# The tests are no package, and stand on no path but that of pytest.
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
_AGREEING: Any = import_module("timeline.agreeing")
_MADE_UP: Any = import_module("timeline.made_up")

_AT_ONCE = 1000


def wrong_with(document: dict[str, Any]) -> list[str]:
    """Return where the two differ about *document*."""
    try:
        found: list[str] = _AGREEING.differences(_MADE_UP.polycule(document))
    except Exception:  # noqa: BLE001  # whatever else comes out is looked for, too
        return [traceback.format_exc(limit=-3)]
    return found


def kind_of(difference: str) -> str:
    """Return *difference* without the names, days and numbers in it."""
    return re.sub(
        r"\d+", "N", re.sub(r"\[.*\]|\(.*?\)| of [a-z,]+|\b(?:home|away)\S*", "", difference)
    )


def main() -> int:
    """Run, tell, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[1] if __doc__ else None)
    parser.add_argument("--examples", type=int, default=20_000, help="how many documents")
    parser.add_argument("--seed", type=int, default=0, help="where they come from")
    parser.add_argument("--dated", action="store_true", help="some events have only a day")
    options = parser.parse_args()
    counts: Counter[str] = Counter()
    shortest: dict[str, tuple[str, list[str]]] = {}
    norms = [0, 0]

    def hold(document: dict[str, Any]) -> None:
        wrong = wrong_with(document)
        counts["differ" if wrong else "agree"] += 1
        if not wrong:
            told, opened = _AGREEING.compared(_MADE_UP.polycule(document))
            norms[0] += told
            norms[1] += opened
            return
        kind = kind_of(wrong[0])
        counts[kind] += 1
        text = json.dumps(document)
        if kind not in shortest or len(text) < len(shortest[kind][0]):
            shortest[kind] = text, wrong

    started = time.perf_counter()
    for number, begin in enumerate(range(0, options.examples, _AT_ONCE)):
        run: Any = settings(
            max_examples=min(_AT_ONCE, options.examples - begin),
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        given_: Any = given
        made = given_(_MADE_UP.documents(dated_only=options.dated))(hold)
        seeded: Any = seed(f"{options.seed}.{number}")
        seeded(run(made))()
    for kind, (text, wrong) in sorted(shortest.items()):
        print(f"--- {counts[kind]} x {kind}", text, *wrong[:4], sep="\n")
    seconds = time.perf_counter() - started
    print(
        f"{options.examples} documents in {seconds:.0f} s: {counts['agree']} agree, "
        f"{counts['differ']} differ; {norms[0]} norms compared, {norms[1]} left open"
    )
    return 1 if counts["differ"] else 0


if __name__ == "__main__":
    sys.exit(main())
