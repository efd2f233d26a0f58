"""Run a file of numbers to reproduce: a line for each case that fails, and how many passed."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from tests.oracles.checking import differences
from tests.oracles.topics import TOPICS


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.oracles", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--topic", choices=TOPICS)
    options = parser.parse_args()
    passed = failed = 0
    for case in json.loads(options.file.read_text(encoding="utf-8"))["cases"]:
        if options.topic not in {None, case["topic"]}:
            continue
        try:
            found = "; ".join(differences(case))
        except Exception as error:  # noqa: BLE001  # a case that crashes has failed
            found = f"{type(error).__name__}: {error}"
        passed, failed = passed + (not found), failed + bool(found)
        if found:
            print(f"{case['id']}: {found}")
    print(f"{passed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
