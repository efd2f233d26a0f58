"""
Hold `solve` against a search by replay and against z3, for as long as one likes.

Run with ``python -m benchmarks.consistency_fuzz --examples 2000 --seed 7``. It makes up
small sets of agreements and asks the three, none of which knows anything of the others,
whether all of it can be kept; what is said to exclude each other has to, and not any
more without any one of them; every schedule is replayed. Of each kind of difference the
first case is told, as small as it can be made. It exits 1 if there was any. The same seed
makes up the same cases.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections import Counter
from importlib import import_module
from pathlib import Path
from typing import Any

# The tests are no package, and stand on no path but that of pytest.
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
_COMPARING: Any = import_module("consistency.comparing")
_SMALL: Any = import_module("consistency.small")


def kind_of(difference: str) -> str:
    """Return who says what, without what it is about."""
    return re.sub(r"[\[(`].*|\d+", "", difference, flags=re.DOTALL).strip()


def main() -> int:
    """Run, tell, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[1] if __doc__ else None)
    parser.add_argument("--examples", type=int, default=2000, help="how many cases")
    parser.add_argument("--seed", type=int, default=0, help="where they come from")
    parser.add_argument("--most", type=int, default=100, help="so many logs are tried of each")
    parser.add_argument("--seconds", type=float, default=10, help="for one case")
    options = parser.parse_args()
    said: Counter[str] = Counter()
    kinds: Counter[str] = Counter()

    def wrong_with(found: Any) -> list[str]:
        return [*found.differences, *([f"solve gave up: {found.error}"] if found.error else [])]

    def compared(case: Any) -> Any:
        return _COMPARING.compared(case, most=options.most, seconds=options.seconds)

    started = time.perf_counter()
    for case in _SMALL.cases(options.examples, options.seed):
        found = compared(case)
        said[str(found.verdict)] += 1
        said["differ"] += bool(wrong_with(found))
        said["searched"] += found.is_searched
        for kind in dict.fromkeys(map(kind_of, wrong_with(found))):
            kinds[kind] += 1
            if kinds[kind] == 1:
                least = _COMPARING.smallest(
                    case, lambda each, kind=kind: kind in map(kind_of, wrong_with(compared(each)))
                )
                print(f"--- {kind}", least, *wrong_with(compared(least)), sep="\n", flush=True)
    seconds = time.perf_counter() - started
    print(
        f"{options.examples} cases in {seconds:.0f} s: {said['consistent']} consistent,"
        f" {said['inconsistent']} inconsistent, {said['unknown']} unknown; searched to the end"
        f" {said['searched']}; {said['differ']} differ"
    )
    for kind, count in kinds.most_common():
        print(f"  {count} x {kind}")
    return 1 if said["differ"] else 0


if __name__ == "__main__":
    sys.exit(main())
