"""Every principle is carried by something, and what carries it is there."""

from __future__ import annotations

import inspect
import re
import tomllib
from pathlib import Path
from typing import Any

import attrs
import pytest

from polyagree import model
from polyagree.analyzers.registry import analyzers
from polyagree.cli.parser import _parsers
from polyagree.model import shipped

ROOT = Path(__file__).resolve().parents[2]
CARRIED: dict[str, dict[str, Any]] = tomllib.loads(
    (ROOT / "tests" / "cases" / "principles.toml").read_text(encoding="utf-8")
)
MOST = {"A": 15, "B": 8, "C": 19, "D": 11}
EVERY = [f"{letter}{number}" for letter, most in MOST.items() for number in range(1, most + 1)]
KEYS = {"analyzers", "also", "records", "fields", "words", "commands", "examples", "shown_by"}
CARRIERS = KEYS - {"shown_by"}
PRINCIPLE = re.compile(r"\b[A-D][0-9]+\b")

SOURCES = {each.code: PRINCIPLE.findall(each.source) for each in analyzers()}


def cited_by_records() -> dict[str, set[str]]:
    """Return which records of the model cite each principle under `Source`."""
    found: dict[str, set[str]] = {}
    for name in model.__all__:
        told = getattr(model, name)
        text = inspect.getdoc(told) if callable(told) else None
        for code in PRINCIPLE.findall((text or "").partition("Source:")[2]):
            found.setdefault(code, set()).add(name)
    return found


RECORDS = cited_by_records()


def test_every_principle_stands_there_in_its_order() -> None:
    assert list(CARRIED) == EVERY


@pytest.mark.parametrize("principle", EVERY)
def test_a_principle_is_carried_or_says_why_not(principle: str) -> None:
    entry = CARRIED[principle]

    assert entry.keys() <= KEYS | {"why_not"}
    assert CARRIERS & entry.keys() or entry.get("why_not")


@pytest.mark.parametrize("principle", EVERY)
def test_the_analyzers_of_a_principle_are_those_that_stand_on_it(principle: str) -> None:
    on_it = {code for code, sources in SOURCES.items() if principle in sources}

    assert set(CARRIED[principle].get("analyzers", ())) == on_it


@pytest.mark.parametrize("principle", EVERY)
def test_the_records_of_a_principle_are_those_that_cite_it(principle: str) -> None:
    assert set(CARRIED[principle].get("records", ())) == RECORDS.get(principle, set())


@pytest.mark.parametrize("principle", EVERY)
def test_whatever_else_carries_it_is_there(principle: str) -> None:
    entry = CARRIED[principle]
    commands = set(_parsers()[1])
    examples = {path.stem for path in (ROOT / "examples").iterdir()}

    assert set(entry.get("also", ())) <= set(SOURCES)
    assert [word for word in entry.get("words", ()) if shipped().get(word) is None] == []
    assert set(entry.get("commands", ())) <= commands
    assert set(entry.get("examples", ())) <= examples


@pytest.mark.parametrize("principle", EVERY)
def test_a_field_that_carries_it_is_one_of_its_record(principle: str) -> None:
    for name in CARRIED[principle].get("fields", ()):
        record, _, field = name.partition(".")

        assert field in {each.name for each in attrs.fields(getattr(model, record))}


@pytest.mark.parametrize("principle", EVERY)
def test_what_no_analyzer_of_its_own_carries_is_shown_by_tests(principle: str) -> None:
    entry = CARRIED[principle]
    if entry.get("analyzers") or "why_not" in entry:
        return
    # That a word ships, and that an analyzer is there, is asked above.
    assert {"shown_by", "words", "also"} & entry.keys()
    for shown in entry.get("shown_by", ()):
        path, _, name = shown.partition("::")
        text = (ROOT / path).read_text(encoding="utf-8")

        assert not name or f"def {name}(" in text


@pytest.mark.parametrize("principle", EVERY)
def test_the_docs_tell_where_it_lives(principle: str) -> None:
    told = (ROOT / "docs" / "explanation" / "sources.md").read_text(encoding="utf-8")
    section = told.partition(f"### {principle}\n")[2].partition("\n##")[0]

    assert "*Here:*" in section
