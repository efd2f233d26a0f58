"""
Change what is hidden, in thousands of documents, and see whether anybody notices.

    python -m benchmarks.privacy_fuzz --examples 3000 --seed 1

Documents are made up, something in each is hidden from one of its people, and then that
is altered field by field, dropped, added to, renamed, and named elsewhere. Each view has
to be the same as before. Then somebody is forgotten, and nothing of them may be left. The
first difference of each kind is told, and which fields were never altered. It exits 1 if
anything differed. The same seed makes up the same cases.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from importlib import import_module
from pathlib import Path
from random import Random
from typing import Any

from attrs import fields
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from polyagree import dumps

# The tests are no package, and stand on no path but that of pytest.
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
_HIDING: Any = import_module("privacy.hiding")
_LEAVING: Any = import_module("privacy.leaving")


def main() -> int:
    """Run, tell, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[1] if __doc__ else None)
    parser.add_argument("--examples", type=int, default=3000, help="how many documents")
    parser.add_argument("--seed", type=int, default=0, help="where they come from")
    parser.add_argument("--most", type=int, default=40, help="so many fields of each are altered")
    options = parser.parse_args()
    seen: Counter[tuple[str, str, str]] = Counter()
    differ: Counter[str] = Counter()

    values: Any = {}

    def look(case: Any, number: int) -> None:
        random = Random(number)
        found = _HIDING.differences(case, random, seen, most=options.most, values=values)
        found += [f"left: {each}" for each in _LEAVING.left_of_somebody(case.polycule)]
        for each in dict.fromkeys(found):
            differ[each] += 1
            if differ[each] == 1:
                print(f"{each}, seen by {case.viewer} in\n{dumps(case.polycule)}", flush=True)

    started = time.perf_counter()
    settled = settings(
        max_examples=options.examples,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    seed(options.seed)(settled(given(_HIDING.hidden(), st.integers())(look)))()
    kinds: Counter[str] = Counter()
    for (kind, _, _), count in seen.items():
        kinds[kind] += count
    never = [
        f"{cls.__name__}.{each.name}"
        for cls in _HIDING.record_types()
        for each in fields(cls)
        if each.init and not seen["altered", cls.__name__, each.name]
        if cls.__name__ != "Polycule"
    ]
    print(f"{options.examples} documents in {time.perf_counter() - started:.0f} s")
    print(", ".join(f"{count} {kind}" for kind, count in kinds.items() if kind != "named"))
    print(f"never altered: {', '.join(never) or 'no field'}")
    print(f"differences: {differ.total()}")
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main())
