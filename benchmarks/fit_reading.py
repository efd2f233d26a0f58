"""
Fit how much each thing tells that is so of a clause: phrases, small words, what follows what.

Run with ``python -m benchmarks.fit_reading``; it writes `polyagree/text/lexicon/weights.json`.
``--check`` fits again and exits 1 if that file would be another; ``--fresh`` only looks whether
clauses, labels and what is so of them are still those that it was fitted to. ``--held PART``
writes nothing, leaves files with PART in their name out, and tells how those would be read: the
honest figure, as far as no phrase of the lexicon was written with them in mind.

Logistic regressions with a penalty on large weights, one for each flag and one for the kinds, over
the labelled clauses of the tests without the sealed ones. Thresholds are where F1 is best, and
how often a reading is right that seems so sure is counted, both on clauses that
had no part in the fit (five parts, each left out once).
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.reading import DATA, FLAGS, f1, is_sealed, rows_of
from polyagree.text.features import features_of_text

TARGET = Path(__file__).resolve().parents[1] / "src/polyagree/text/lexicon/weights.json"
#: Clauses that only measure.
KEPT_ASIDE = frozenset({"clauses_held"})
LEAST = 4
PENALTY = {"flag": 1.0, "kind": 2.5}
#: What is said of a word, or of its tag, counts less than what is said of the whole.
SCALE = {"word": 0.7, "tag": 0.5}
STEPS = 300
PARTS = 5
NEAR = 0.005
Matrix = NDArray[np.float64]


def files() -> list[Path]:
    """Return the labelled clauses and agreements that may be fitted to."""
    fitted = [path for path in (DATA / "reading").glob("*.jsonl") if path.stem not in KEPT_ASIDE]
    return [*sorted(fitted), *sorted((DATA / "prose").glob("*.json"))]


def rows_in(paths: Sequence[Path]) -> list[dict[str, Any]]:
    """Return the clauses in *paths* that may be read."""
    return [
        row
        for path in paths
        for row in rows_of(path)
        if not (row.get("id") and is_sealed(row) and path.stem == "clauses_dev")
    ]


def flag_weights(given: Any, gold: Matrix) -> Matrix:
    """Return how much each column of *given* tells of a flag, the bias first."""
    from sklearn.linear_model import LogisticRegression

    found = LogisticRegression(C=1 / PENALTY["flag"], solver="liblinear", max_iter=STEPS)
    found.fit(given, gold > 0)
    return np.concatenate([found.intercept_, found.coef_[0]])


def kind_weights(given: Any, kinds: Sequence[str]) -> Matrix:
    """Return how much each column of *given* tells of each kind, by name, the biases first."""
    from sklearn.linear_model import LogisticRegression

    found = LogisticRegression(C=1 / PENALTY["kind"], max_iter=STEPS)
    found.fit(given, kinds)
    return np.vstack([found.intercept_, found.coef_.T])


def best_bound(gold: Matrix, likely: Matrix) -> float:
    """Return from which probability on F1 is best, or so near that nobody could tell."""

    def score(bound: float) -> float:
        said = likely >= bound
        return f1(
            int((said & (gold > 0)).sum()),
            int((said & (gold == 0)).sum()),
            int((~said & (gold > 0)).sum()),
        )

    scores = {round(0.02 * step, 2): 0.0 for step in range(8, 36)}
    scores = {bound: score(bound) for bound in scores}
    near = [bound for bound, found in scores.items() if found >= max(scores.values()) - NEAR]
    return near[len(near) // 2]


def levels(seems: Matrix, right: Matrix) -> list[tuple[float, float]]:
    """Return how often readings were right that seem so sure, never less the surer they seem."""
    order = np.argsort(seems, kind="stable")
    blocks = [
        [float(seems[part].mean()), float(right[part].mean()), len(part)]
        for part in np.array_split(order, 12)
    ]
    pooled: list[list[float]] = []
    for block in blocks:
        pooled.append(block)
        while len(pooled) > 1 and pooled[-2][1] >= pooled[-1][1]:
            two, one = pooled.pop(), pooled.pop()
            size = one[2] + two[2]
            pooled.append(
                [
                    (one[0] * one[2] + two[0] * two[2]) / size,
                    (one[1] * one[2] + two[1] * two[2]) / size,
                    size,
                ]
            )
    return [(round(one, 3), round(min(other, 0.99), 3)) for one, other, _ in pooled]


class Fit:
    """What is fitted to some clauses."""

    def __init__(self, rows: Sequence[dict[str, Any]]) -> None:
        self.rows = rows
        self.own = [features_of_text(row["text"]) for row in rows]
        counts = Counter(name for each in self.own for name in each)
        self.names = sorted(name for name, number in counts.items() if number >= LEAST)
        self.scale = np.array([SCALE.get(name.split(" ")[0], 1.0) for name in self.names])
        self.kinds = sorted({row["kind"] for row in rows})

    @cached_property
    def given(self) -> Any:
        """What is so of the clauses, a row for each."""
        return self.matrix(self.own)

    def matrix(self, own: Sequence[frozenset[str]]) -> Any:
        """Return what is so of clauses, a row for each."""
        from scipy.sparse import csr_array

        places = {name: place for place, name in enumerate(self.names)}
        columns = [sorted(places[name] for name in each if name in places) for each in own]
        ends = np.cumsum([0, *map(len, columns)])
        flat = np.array([place for each in columns for place in each], np.int32)
        shape = (len(own), len(self.names))
        values = self.scale[flat]
        return csr_array((values, flat, ends.astype(np.int32)), shape=shape)

    def fingerprint(self) -> str:
        """Return a mark of all that the weights hang on: clauses, labels, what is so of them."""
        said = [
            [row["text"], row["kind"], *(bool(row.get(key)) for key in FLAGS), *sorted(own)]
            for row, own in zip(self.rows, self.own, strict=True)
        ]
        whole = json.dumps([LEAST, PENALTY, SCALE, STEPS, PARTS, NEAR, said], sort_keys=True)
        return hashlib.sha256(whole.encode()).hexdigest()

    def gold(self, key: str) -> Matrix:
        """Return whether a flag is set, as ones and zeros."""
        return np.array([bool(row.get(key)) for row in self.rows], float)

    def whole(self) -> dict[str, Any]:
        """Return the weights, the bounds and the levels, as they are written."""
        folds = np.arange(len(self.rows)) % PARTS
        columns, bounds, likely = [], [], []
        for key in FLAGS:
            gold = self.gold(key)
            apart = np.zeros(len(self.rows))
            for part in range(PARTS):
                out = folds == part
                found = flag_weights(self.given[~out], gold[~out])
                apart[out] = 1 / (1 + np.exp(-(found[0] + self.given[out] @ found[1:])))
            bounds.append(best_bound(gold, apart))
            likely.append(apart)
            columns.append(flag_weights(self.given, gold))
        kinds = kind_weights(self.given, [row["kind"] for row in self.rows])
        table = np.column_stack([*columns, kinds])
        table[1:] *= self.scale[:, None]
        said = [each >= bound for each, bound in zip(likely, bounds, strict=True)]
        seems = np.prod(
            [np.where(yes, each, 1 - each) for each, yes in zip(likely, said, strict=True)], axis=0
        )
        right = np.all(
            [yes == (self.gold(key) > 0) for key, yes in zip(FLAGS, said, strict=True)],
            axis=0,
        )
        return {
            "fitted_to": self.fingerprint(),
            "kinds": self.kinds,
            "bounds": bounds,
            "bias": [round(float(each), 2) for each in table[0]],
            "sure": levels(seems, right),
            "rows": {
                name: [round(float(each), 2) for each in row]
                for name, row in zip(self.names, table[1:], strict=True)
            },
        }


def written(found: dict[str, Any]) -> str:
    """Return *found* as JSON, a line for each thing that may be so."""
    head = {key: value for key, value in found.items() if key != "rows"}
    lines = ",\n".join(
        f"  {json.dumps(name)}: {json.dumps(row)}" for name, row in found["rows"].items()
    )
    start = json.dumps(head, indent=1)[:-2]
    return f'{start},\n "rows": {{\n{lines}\n }}\n}}\n'


def held(fit: Fit, found: dict[str, Any], rows: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Yield how *rows* are read, which had no part in the fit."""
    given = fit.matrix([features_of_text(row["text"]) for row in rows])
    table = np.array([found["bias"], *(found["rows"][name] for name in fit.names)])
    sums = table[0] + (given > 0) @ table[1:]
    for place, (key, bound) in enumerate(zip(FLAGS, found["bounds"], strict=True)):
        said = 1 / (1 + np.exp(-sums[:, place])) >= bound
        gold = np.array([bool(row.get(key)) for row in rows])
        right, wrong, missed = ((said & gold).sum(), (said & ~gold).sum(), (~said & gold).sum())
        yield f"{FLAGS[key]:16} F1 {f1(int(right), int(wrong), int(missed)):.3f}"
    kinds = [fit.kinds[place] for place in sums[:, len(FLAGS) :].argmax(axis=1)]
    right = sum(row["kind"] == kind for row, kind in zip(rows, kinds, strict=True))
    yield f"{'kind':16} {right} of {len(rows)}, by its words alone"


def main() -> int:
    """Fit, tell, and return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").strip().splitlines()[0])
    parser.add_argument("--check", action="store_true", help="exit 1 if the file is another")
    parser.add_argument("--fresh", action="store_true", help="exit 1 if it is of other clauses")
    parser.add_argument("--held", action="append", default=[], help="leave these files out")
    options = parser.parse_args()
    kept = [path for path in files() if not any(part in path.name for part in options.held)]
    fit = Fit(rows_in(kept))
    if options.fresh:
        return int(json.loads(TARGET.read_text(encoding="utf-8"))["fitted_to"] != fit.fingerprint())
    found = fit.whole()
    if options.held:
        print("\n".join(held(fit, found, rows_in([path for path in files() if path not in kept]))))
        return 0
    text = written(found)
    print(
        f"{len(fit.rows)} clauses, {len(fit.names)} things that may be so, bounds {found['bounds']}"
    )
    if options.check:
        return int(TARGET.read_text(encoding="utf-8") != text)
    TARGET.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
