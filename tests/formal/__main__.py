"""Run a file of formal cases: a line for each that fails, and how many passed."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from tests.formal.adapters import answer
from tests.formal.checking import FAMILIES, differences


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.formal", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--family", choices=FAMILIES)
    options = parser.parse_args()
    passed = failed = 0
    for case in json.loads(options.file.read_text(encoding="utf-8"))["cases"]:
        if case["family"] not in ([options.family] if options.family else FAMILIES):
            continue
        if not case["typed"]:
            print(f"{case['id']}: untyped")
            continue
        try:
            found = "; ".join(differences(case, answer(case)))
        except Exception as error:  # noqa: BLE001  # a case that crashes has failed
            found = f"{type(error).__name__}: {error}"
        if "disputed" in case:
            print(f"{case['id']}: disputed, {found or 'as expected'}")
            continue
        passed, failed = passed + (not found), failed + bool(found)
        if found:
            print(f"{case['id']}: {found}")
    print(f"{passed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
