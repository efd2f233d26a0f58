"""What is weighed is what the weights were fitted to."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import get_args

from polyagree.text.readings import Kind
from polyagree.text.weighing import FLAGS, weighed, weights

ROOT = Path(__file__).resolve().parents[2]


def test_the_weights_are_of_the_phrases_and_the_clauses_that_are_there():
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.fit_reading", "--fresh"], cwd=ROOT, check=False
    )

    assert done.returncode == 0, "run `python -m benchmarks.fit_reading`"


def test_there_is_a_column_for_each_flag_and_kind():
    known = weights()

    assert set(known.kinds) == set(get_args(Kind))
    assert len(known.bias) == len(FLAGS) + len(known.kinds)
    assert {len(row) for row in known.rows.values()} == {len(known.bias)}
    assert len(known.bounds) == len(FLAGS)


def test_it_is_never_less_sure_of_what_seems_surer():
    levels = weights().sure

    assert list(levels) == sorted(levels)
    assert [right for _, right in levels] == sorted(right for _, right in levels)


def test_what_speaks_for_something_makes_it_likelier():
    without = weighed(["about each"]).flags["permission"][0]
    with_it = weighed(["about each", "is approval", "says approval"]).flags["permission"][0]

    assert with_it > without


def test_what_nobody_knows_weighs_nothing():
    assert weighed(["no such thing"]) == weighed([])
