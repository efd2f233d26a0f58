"""Damaged documents are refused in words, or read; nothing else comes out."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from measuring import rounds

from polyagree.codec import Format, dumps, loads
from polyagree.errors import DocumentError
from polyagree.model import Polycule
from polyagree.testing.damage import damaged, misworded
from polyagree.testing.strategies import polycules

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = [ROOT / "tests/data/sample.yaml", *sorted((ROOT / "examples").glob("**/*.yaml"))]

ROUNDS = 60
"""How often each form of each document is damaged here; `benchmarks/fuzz.py` goes on."""

FORMS: tuple[tuple[Format, Format], ...] = (
    ("yaml", "yaml"),
    ("json", "yaml"),
    ("json", "json"),
    ("toml", "toml"),
)
"""How a document is written, and as what it is read: JSON is YAML as well."""


@cache
def forms(path: Path) -> tuple[tuple[Format, str], ...]:
    """Return the document at *path* as it is written and in other formats, each with its own."""
    yaml = path.read_text(encoding="utf-8")
    polycule = loads(yaml, format="yaml")
    json = dumps(polycule, format="json")
    return ("yaml", yaml), ("yaml", json), ("json", json), ("toml", dumps(polycule, format="toml"))


def complaints(text: str, format: Format) -> list[str]:
    """Return what is wrong with how *text* is refused; empty if it is read."""
    try:
        loads(text, format=format)
    except DocumentError as error:
        return misworded(error, text=text)
    return []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_a_damaged_document_is_read_or_refused_in_words(path: Path) -> None:
    random = Random(path.name)  # noqa: S311  # reproducible, no secret
    for form, text in forms(path):
        for _ in rounds(range(ROUNDS)):
            broken = damaged(text, random)

            assert complaints(broken, form) == [], broken


@settings(max_examples=20)
@given(polycules(), st.integers(0, 2**32))
def test_a_damaged_polycule_is_read_or_refused_in_words(polycule: Polycule, seed: int) -> None:
    random = Random(seed)  # noqa: S311  # reproducible, no secret
    for written, read in FORMS:
        text = dumps(polycule, format=written)
        for _ in range(10):
            broken = damaged(text, random)

            assert complaints(broken, read) == [], broken


# Found by the damage above, each in its least form.


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("polyagree: 1\npeople: [", id="a list that nobody closed"),
        pytest.param("polyagree: 1\npeople: {", id="a map that nobody closed"),
        pytest.param("polyagree: 1\npeople: '", id="a quotation that nobody closed"),
        pytest.param("polyagree: 1\npeople", id="a key that has no colon"),
        pytest.param("polyagree", id="a text that is no document"),
        pytest.param("", id="nothing at all"),
        pytest.param(
            'polyagree: 1\nvalues: {x: {means: y, held_by: ["a\\nb"]}}',
            id="a name with a line break",
        ),
        pytest.param(
            'polyagree: 1\nvalues: {x: {means: y, held_by: ["\\0"]}}',
            id="a name that cannot be seen",
        ),
        pytest.param('polyagree: 1\n"a\\tb": 1', id="a key with a tab"),
        pytest.param("polyagree: 1\n" + "a: " + "[" * 100_000, id="a hundred thousand brackets"),
    ],
)
def test_what_once_was_badly_said_is_said_well(text: str) -> None:
    assert complaints(text, "yaml") == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('{"polyagree": 1, "a": ' + "[" * 100, id="a hundred brackets"),
        pytest.param('{"polyagree": 1, "a": ' + "[" * 100 + "]" * 100 + "}", id="closed again"),
        pytest.param('"polyagree"', id="a text that is no document"),
        pytest.param(
            '{"polyagree": 1, "values": {"x": {"means": "y", "held_by": "\u2028"}}}',
            id="a name that breaks the line",
        ),
    ],
)
def test_the_same_in_json(text: str) -> None:
    assert complaints(text, "json") == []
