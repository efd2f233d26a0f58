"""
How well clauses are read: precision, recall and F1 of the flags, kinds, and roles.

Run with ``python -m benchmarks.reading [FILE.jsonl ...]``; without a file it reads the labelled
clauses and agreements of the tests. ``--json`` writes the same as JSON. What a row does not have
is not asked of it.

Rows whose SHA-256 of `id` starts with 0, 1 or 2 are sealed: they are left out, and with
``--sealed`` they alone are read and nothing but figures is printed, with 95 % intervals: of
shares by Wilson's formula, of F1 by 2000 draws of rows with replacement. ``--wrong`` lists what
was read otherwise, of rows that are not sealed.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import pairwise
from math import sqrt
from pathlib import Path
from typing import Any

from polyagree.clock import Duration
from polyagree.text import Reading, read

DATA = Path(__file__).resolve().parents[1] / "tests" / "data"
FLAGS = {
    "permission_positive": "permission",
    "prior_notice_gate": "prior_notice",
    "has_break_handling": "break_handling",
}
ROLES = ("bearer", "modality", "approver")
#: A kind with fewer rows has no say in the mean.
ENOUGH = 15
BINS = (0.0, 0.7, 0.9, 1.01)
DRAWS = 2000
Pair = tuple[dict[str, Any], Reading]


def is_sealed(row: dict[str, Any]) -> bool:
    """Return whether nobody is to read *row*."""
    return hashlib.sha256(str(row.get("id", "")).encode()).hexdigest()[0] in "012"


def rows_of(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the clauses in a file: one in each line, or those of an agreement."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".jsonl":
        yield from (json.loads(line) for line in text.splitlines() if line.strip())
        return
    for clause in json.loads(text)["clauses"]:
        own = {**clause, "has_break_handling": clause.get("own_break_handling")}
        yield {"id": None, **own}


def default_files() -> list[Path]:
    """Return the labelled clauses and agreements of the tests."""
    return [DATA / "reading" / "clauses_dev.jsonl", *sorted((DATA / "prose").glob("*.json"))]


# Figures


def counts(pairs: Iterable[Pair], gold: str, said: str) -> tuple[int, int, int]:
    """Return how many were right, said wrongly, and missed."""
    right = wrong = missed = 0
    for row, reading in pairs:
        is_so, is_said = bool(row[gold]), bool(getattr(reading, said))
        right += is_so and is_said
        wrong += is_said and not is_so
        missed += is_so and not is_said
    return right, wrong, missed


def f1(right: int, wrong: int, missed: int) -> float:
    """Return the harmonic mean of precision and recall; 1 if there was nothing to find."""
    whole = 2 * right + wrong + missed
    return 2 * right / whole if whole else 1.0


def f1_of(pairs: Sequence[Pair], *, gold: str, said: str) -> float:
    """Return the F1 of one flag."""
    return f1(*counts(pairs, gold, said))


def share(part: int, whole: int) -> float | None:
    """Return a share; ``None`` of nothing."""
    return part / whole if whole else None


def wilson(part: int, whole: int) -> tuple[float, float] | None:
    """Return the 95 % interval of a share."""
    if not whole:
        return None
    z = 1.959964
    middle = (part + z * z / 2) / (whole + z * z)
    half = z / (whole + z * z) * sqrt(part * (whole - part) / whole + z * z / 4)
    return middle - half, middle + half


def drawn(pairs: Sequence[Pair], of: Callable[[Sequence[Pair]], float]) -> tuple[float, float]:
    """Return the 95 % interval of a figure, by drawing rows again and again."""
    draw = random.Random(7)
    found = sorted(of(draw.choices(pairs, k=len(pairs))) for _ in range(DRAWS))
    return found[int(0.025 * DRAWS)], found[int(0.975 * DRAWS) - 1]


def kind_scores(pairs: Iterable[Pair]) -> dict[str, tuple[int, float]]:
    """Return of each kind how many rows it has, and its F1."""
    both = Counter[tuple[str, str]]((row["kind"], reading.kind) for row, reading in pairs)
    gold, said = Counter[str](), Counter[str]()
    for (one, other), number in both.items():
        gold[one] += number
        said[other] += number
    return {
        kind: (
            gold[kind],
            f1(both[kind, kind], said[kind] - both[kind, kind], gold[kind] - both[kind, kind]),
        )
        for kind in sorted(gold)
    }


def macro(pairs: Iterable[Pair], kinds: Iterable[str]) -> float:
    """Return the mean of the F1 of *kinds*."""
    scores = kind_scores(pairs)
    found = [scores[kind][1] for kind in kinds if kind in scores]
    return sum(found) / len(found) if found else 1.0


def is_right(row: dict[str, Any], reading: Reading) -> bool:
    """Return whether the three flags were read as they are labelled."""
    return all(
        bool(row[gold]) == getattr(reading, said)
        for gold, said in FLAGS.items()
        if row.get(gold) is not None
    )


def report(pairs: Sequence[Pair], *, with_intervals: bool) -> dict[str, Any]:
    """Return the figures of what was read."""
    found: dict[str, Any] = {"rows": len(pairs)}
    for gold, said in FLAGS.items():
        own = [(row, reading) for row, reading in pairs if row.get(gold) is not None]
        right, wrong, missed = counts(own, gold, said)
        figures: dict[str, Any] = {
            "right": right,
            "wrong": wrong,
            "missed": missed,
            "precision": share(right, right + wrong),
            "recall": share(right, right + missed),
            "f1": f1(right, wrong, missed),
        }
        if with_intervals:
            figures["precision_interval"] = wilson(right, right + wrong)
            figures["recall_interval"] = wilson(right, right + missed)
            figures["f1_interval"] = drawn(own, partial(f1_of, gold=gold, said=said))
        found[said] = figures
    scores = kind_scores(pairs)
    large = [kind for kind, (number, _) in scores.items() if number >= ENOUGH]
    found["kinds"] = {
        kind: {"rows": number, "f1": score} for kind, (number, score) in scores.items()
    }
    found["macro_f1"] = macro(pairs, large)
    if with_intervals:
        found["macro_f1_interval"] = drawn(pairs, lambda some: macro(some, large))
    for key in ROLES:
        roles = [(row[key], getattr(reading.roles, key)) for row, reading in pairs if row.get(key)]
        found[key] = {"right": sum(one == other for one, other in roles), "of": len(roles)}
    found |= times_of(pairs)
    found["calibration"] = [
        calibration([pair for pair in pairs if low <= pair[1].confidence < high], low, high)
        for low, high in pairwise(BINS)
    ]
    return found


def times_of(pairs: Sequence[Pair]) -> dict[str, Any]:
    """Return how many timings and limits were read as they are labelled."""
    found: dict[str, Any] = {}
    for key, of in (("timing", timing_of), ("limit", limit_of)):
        own = [(row[key], of(row[key], reading)) for row, reading in pairs if row.get(key)]
        found[key] = {"right": sum(one == other for one, other in own), "of": len(own)}
    return found


def timing_of(gold: dict[str, Any], reading: Reading) -> dict[str, Any]:
    """Return what was read of when; in what words a moment is told is not compared."""
    times = reading.times
    said: dict[str, Any] = {"window": times.window}
    for key in ("lead", "within", "duration"):
        own = _same(getattr(times, key))
        said[key] = gold.get(key) if own == _parsed(gold.get(key)) else own
    for key in ("before", "after"):
        if getattr(times, key) is not None:
            said[key] = gold.get(key)
    return {key: value for key, value in said.items() if value is not None}


def limit_of(gold: dict[str, Any], reading: Reading) -> dict[str, Any]:
    """Return what was read of how much; of what, is compared by its last word."""
    times = reading.times
    said: dict[str, Any] = {"max": times.most, "min": times.least, "over": times.over}
    found = {key: value for key, value in said.items() if value is not None}
    if "per" in gold:
        own = _same(times.per)
        found["per"] = gold["per"] if own == _parsed(gold["per"]) else own
    if "unit" in gold:
        unit = (times.unit or "").split()[-1:]
        found["unit"] = gold["unit"] if unit == gold["unit"].split()[-1:] else times.unit
    return found


def _same(duration: Any) -> str | None:
    """Return a length of time in the form in which the clock writes it."""
    return None if duration is None else str(duration)


def _parsed(value: Any) -> str | None:
    return None if value is None else str(Duration.parse(str(value)))


def calibration(pairs: Sequence[Pair], low: float, high: float) -> dict[str, Any]:
    """Return how sure readings were, and how many of them were right."""
    right = sum(is_right(*pair) for pair in pairs)
    sure = sum(reading.confidence for _, reading in pairs) / len(pairs) if pairs else None
    return {
        "from": low,
        "below": high,
        "rows": len(pairs),
        "confidence": sure,
        "right": share(right, len(pairs)),
    }


# Telling


def told(found: dict[str, Any]) -> Iterator[str]:
    """Yield *found* in lines."""
    yield f"{found['rows']} clauses"
    for said in FLAGS.values():
        figures = found[said]
        line = (
            f"{said:16} P {_number(figures['precision'])}  R {_number(figures['recall'])}  "
            f"F1 {_number(figures['f1'])}  ({figures['right']} right, {figures['wrong']} wrong, "
            f"{figures['missed']} missed)"
        )
        if "f1_interval" in figures:
            line += f"  F1 95 % {_interval(figures['f1_interval'])}"
            line += f"  P {_interval(figures['precision_interval'])}"
            line += f"  R {_interval(figures['recall_interval'])}"
        yield line
    line = f"macro-F1 of kinds with {ENOUGH} rows or more: {_number(found['macro_f1'])}"
    if "macro_f1_interval" in found:
        line += f"  95 % {_interval(found['macro_f1_interval'])}"
    yield line
    for kind, figures in found["kinds"].items():
        yield f"  {kind:22} {figures['rows']:4}  F1 {_number(figures['f1'])}"
    for key in (*ROLES, "timing", "limit"):
        yield f"{key:10} {found[key]['right']} of {found[key]['of']}"
    for each in found["calibration"]:
        yield (
            f"confidence {each['from']:.1f}-{min(each['below'], 1):.1f}: {each['rows']:4} rows, "
            f"said {_number(each['confidence'])}, right {_number(each['right'])}"
        )


def _number(value: float | None) -> str:
    return "  - " if value is None else f"{value:.3f}"


def _interval(value: tuple[float, float] | None) -> str:
    return "-" if value is None else f"{value[0]:.2f}-{value[1]:.2f}"


def main() -> int:
    """Read, tell, and return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").strip().splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path, help="JSON lines, or agreements as JSON")
    parser.add_argument("--json", action="store_true", help="write JSON")
    parser.add_argument("--sealed", action="store_true", help="figures of the sealed rows alone")
    parser.add_argument("--wrong", action="store_true", help="list what was read otherwise")
    options = parser.parse_args()
    rows = [row for path in options.files or default_files() for row in rows_of(path)]
    rows = [row for row in rows if (row.get("id") is not None and is_sealed(row)) == options.sealed]
    started = time.process_time()
    pairs = [(row, read(row["text"])) for row in rows]
    taken = time.process_time() - started
    found = report(pairs, with_intervals=options.sealed)
    if options.json:
        print(json.dumps(found, indent=2))
        return 0
    print("\n".join(told(found)))
    print(f"{len(pairs) / taken:.0f} clauses a second, the first ones included", file=sys.stderr)
    if options.wrong and not options.sealed:
        for row, reading in pairs:
            if not is_right(row, reading) or row["kind"] != reading.kind:
                flags = " ".join(said for gold, said in FLAGS.items() if row.get(gold))
                print(f"- {row['text']}\n    {row['kind']} {flags} | {reading.kind} {reading.why}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
