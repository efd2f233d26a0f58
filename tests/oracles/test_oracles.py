"""Numbers out of papers and packages, computed again by the function of their topic."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.oracles.checking import differences
from tests.oracles.topics import TOPICS, between, named

ROOT = Path(__file__).parents[2]
FILE = ROOT / "tests" / "data" / "drift_oracles.json"
CASES = {each["id"]: each for each in json.loads(FILE.read_text(encoding="utf-8"))["cases"]}


@pytest.mark.parametrize("name", CASES)
def test_a_number_comes_out_as_its_source_says(name: str) -> None:
    assert [*differences(CASES[name])] == []


@pytest.mark.parametrize("name", TOPICS.values())
def test_the_function_of_a_topic_exists(name: str) -> None:
    assert callable(named(name))


def test_every_topic_has_a_function() -> None:
    assert {case["topic"] for case in CASES.values()} <= {*TOPICS}


def test_a_number_that_is_too_far_away_is_told() -> None:
    case = CASES["coal_mle_change"] | {"expected": [1890, 3.1, 0.9, 70]}

    assert len([*differences(case)]) == 4


@pytest.mark.parametrize(
    ("query", "first", "last"),
    [
        ("P(cp<1887)", float("-inf"), 1886),
        ("P(cp<=1887)", float("-inf"), 1887),
        ("P(cp>1893)", 1894, float("inf")),
        ("P(cp>=1893)", 1893, float("inf")),
        ("P(cp=1890)", 1890, 1890),
        ("P(1887<=cp<=1893)", 1887, 1893),
        ("P(1887 < cp < 1893)", 1888, 1892),
    ],
)
def test_a_query_is_read_as_it_is_written(query: str, first: float, last: float) -> None:
    assert between(query) == {"first": first, "last": last}


def test_the_command_tells_what_failed_and_how_many_passed(tmp_path: Path) -> None:
    right = CASES["coal_mle_change"]
    wrong = right | {"id": "moved", "expected": [1890, *right["expected"][1:]]}
    strange = right | {"id": "strange", "topic": "astrology"}
    file = tmp_path / "cases.json"
    file.write_text(json.dumps({"title": "x", "cases": [right, wrong, strange]}), encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-m", "tests.oracles", str(file)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert ran.returncode == 1
    assert ran.stdout.splitlines() == [
        "moved: 1891 instead of 1890, within 0",
        "strange: KeyError: 'astrology'",
        "1 passed, 2 failed",
    ]
