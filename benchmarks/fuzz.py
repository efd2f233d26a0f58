"""
Damage documents a million times: each is read, or refused in words.

    python benchmarks/fuzz.py --count 1000000 --seed 1

It writes each document that goes wrong, with what is wrong about it, and exits 1
if there was any. The same seed damages the same way.
"""

from __future__ import annotations

import argparse
import sys
import time
import traceback
from collections import Counter
from pathlib import Path
from random import Random

from polyagree.codec import dumps, loads
from polyagree.errors import DocumentError
from polyagree.testing.damage import damaged, misworded

ROOT = Path(__file__).resolve().parents[1]
MOST_SHOWN = 20


def documents() -> list[tuple[str, str, str]]:
    """Return every document of ours: its name, the format to read it in, and its text."""
    found = []
    for path in (ROOT / "tests/data/sample.yaml", *sorted((ROOT / "examples").glob("**/*.yaml"))):
        yaml = path.read_text(encoding="utf-8")
        json = dumps(loads(yaml, format="yaml"), format="json")
        found += [(path.name, "yaml", yaml), (path.name, "yaml", json), (path.name, "json", json)]
    return found


def wrong_with(text: str, format: str) -> list[str]:
    """Return what is wrong with how *text* is refused; empty if nothing is, or it is read."""
    try:
        loads(text, format="json" if format == "json" else "yaml")
    except DocumentError as error:
        return misworded(error, text=text)
    except Exception:  # noqa: BLE001  # whatever else comes out is what is looked for
        return [traceback.format_exc(limit=-3)]
    return []


def main() -> int:
    """Run, tell, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[1] if __doc__ else None)
    parser.add_argument("--count", type=int, default=1_000_000, help="how many damages")
    parser.add_argument("--seed", type=int, default=0, help="where the damage comes from")
    options = parser.parse_args()
    random = Random(options.seed)
    sources = documents()
    outcomes: Counter[str] = Counter()
    started = time.perf_counter()
    for index in range(options.count):
        name, form, text = sources[index % len(sources)]
        broken = damaged(text, random)
        wrong = wrong_with(broken, form)
        outcomes["wrong" if wrong else "read or refused in words"] += 1
        if wrong and outcomes["wrong"] <= MOST_SHOWN:
            print(f"--- {name} as {form}, damage {index}\n{broken}\n--- wrong:", *wrong, sep="\n")
    seconds = time.perf_counter() - started
    print(f"{options.count} damages in {seconds:.0f} s: {dict(outcomes)}")
    return 1 if outcomes["wrong"] else 0


if __name__ == "__main__":
    sys.exit(main())
