"""
How well whole texts are read: what is a clause, and which handles a break of which.

Run with ``python -m benchmarks.documents [FOLDER ...]``; without a folder it reads the labelled
agreements of the tests. ``--json`` writes the same as JSON, ``--wrong`` lists what was read
otherwise. Last it says how long texts of several sizes take.

A clause counts as found if a reading has its words and no others.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from polyagree.text import Reading, read_document

DATA = Path(__file__).resolve().parents[1] / "tests" / "data" / "prose"
SIZES = (10_000, 100_000, 1_000_000)


def agreements_in(folders: Sequence[Path]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Yield each labelled text with its clauses."""
    for folder in folders:
        for labels in sorted(folder.glob("*.json")):
            clauses = json.loads(labels.read_text(encoding="utf-8"))["clauses"]
            yield labels.with_suffix(".md").read_text(encoding="utf-8"), clauses


def pairs(
    text: str, clauses: Sequence[dict[str, Any]], counts: Counter[str]
) -> Iterator[tuple[dict[str, Any], Reading, int | None]]:
    """Yield each clause that was found, its reading, and the index of what handles it."""
    readings = read_document(text)
    at = {each.text: number for number, each in enumerate(readings)}
    index = {each["text"]: each["index"] for each in clauses}
    counts["clauses"] += len(clauses)
    counts["readings"] += len(readings)
    for clause in clauses:
        if clause["text"] not in at:
            continue
        counts["found"] += 1
        reading = readings[at[clause["text"]]]
        by = reading.handled_by
        yield clause, reading, None if by is None else index.get(readings[by].text, -1)


def measured(folders: Sequence[Path], *, wrong: bool) -> dict[str, Any]:
    """Return the figures of the agreements in *folders*."""
    counts: Counter[str] = Counter()
    for text, clauses in agreements_in(folders):
        for clause, reading, by in pairs(text, clauses, counts):
            is_so = bool(clause["has_break_handling"])
            is_said = reading.break_handling or reading.handled_by is not None
            counts["right"] += is_so and is_said
            counts["said wrongly"] += is_said and not is_so
            counts["missed"] += is_so and not is_said
            counts["handled by the same"] += by == clause["handled_by"]
            if wrong and (is_so != is_said or by != clause["handled_by"]):
                print(f"{clause['handled_by']} read as {by} ({reading.kind}): {clause['text']}")
    right, asked = counts["right"], counts["said wrongly"] + counts["missed"]
    return {**counts, "f1": round(2 * right / (2 * right + asked), 3) if right else 0.0}


def seconds() -> dict[int, float]:
    """Return how long texts of several sizes take, of the agreements of the tests."""
    whole = "\n\n".join(text for text, _ in agreements_in([DATA]))
    found = {}
    for size in SIZES:
        text = (whole * (size // len(whole) + 1))[:size]
        begin = time.process_time()
        read_document(text)
        found[size] = round(time.process_time() - begin, 2)
    return found


def main(argv: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(description="How well whole texts are read.")
    parser.add_argument("folders", nargs="*", type=Path, default=[DATA])
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--wrong", action="store_true")
    options = parser.parse_args(argv)
    figures = measured(options.folders, wrong=options.wrong)
    figures["seconds"] = {str(size): taken for size, taken in seconds().items()}
    if options.json:
        print(json.dumps(figures, indent=2))
        return
    for name, figure in figures.items():
        print(f"{name:20} {figure}")


if __name__ == "__main__":
    main(sys.argv[1:])
