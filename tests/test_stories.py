"""What the stories of the sources give, as documents and as prose."""

from __future__ import annotations

import contextlib
import io
import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

import polyagree
from polyagree.analyzers.registry import info
from polyagree.cli import main

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "tests" / "data" / "stories"
TABLE: dict[str, Any] = tomllib.loads((FOLDER / "stories.toml").read_text(encoding="utf-8"))
STORIES: dict[str, dict[str, list[str]]] = TABLE["stories"]
SOURCES: dict[str, dict[str, Any]] = {each["letter"]: each for each in TABLE["source"]}
PROSE = [name for name, codes in STORIES.items() if "prose" in codes]


def document(name: str) -> list[tuple[str, str]]:
    """Return what the document of the story *name* gives: codes with their severities."""
    report = polyagree.check(polyagree.load(ROOT / "examples" / f"{name}.yaml"))
    return [(each.code, each.severity) for each in report.findings]


def prose(name: str) -> list[tuple[str, str]]:
    """Return what the prose of the story *name* gives, as the command line reads it."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        main(["check", str(FOLDER / f"{name}.md"), "--format", "json", "--no-config"])
    return [(each["code"], each["severity"]) for each in json.loads(out.getvalue())["findings"]]


def codes(found: list[tuple[str, str]]) -> list[str]:
    """Return the codes of what was *found*, each once."""
    return sorted({code for code, _ in found})


def of_principles() -> dict[str, set[str]]:
    """Return the codes that stand on each principle."""
    found: dict[str, set[str]] = {}
    for each in info():
        for principle in re.findall(r"\b[A-D][0-9]+\b", each.source):
            found.setdefault(principle, set()).add(each.code)
    return found


def shown(letter: str) -> set[str]:
    """Return every code that a story of the source *letter* gives."""
    return {
        code
        for name in SOURCES[letter]["stories"]
        for listed in STORIES[name].values()
        for code in listed
    }


@pytest.mark.parametrize("name", STORIES)
def test_a_document_gives_exactly_these(name: str) -> None:
    assert codes(document(name)) == STORIES[name]["document"]


@pytest.mark.parametrize("name", PROSE)
def test_prose_gives_exactly_these(name: str) -> None:
    assert codes(prose(name)) == STORIES[name]["prose"]


def test_every_story_has_a_document_and_prose() -> None:
    told = {name for source in SOURCES.values() for name in source["stories"]}

    assert told <= {path.stem for path in FOLDER.glob("*.md")}
    assert {path.stem for path in FOLDER.glob("*.md")} - {"README"} == set(PROSE)
    assert {*STORIES} == {*told, *(f"{name}-mended" for name in told)}


@pytest.mark.parametrize("letter", SOURCES)
def test_a_principle_with_an_analyzer_is_shown_or_says_why_not(letter: str) -> None:
    """What a story shows needs no reason."""
    why = set(SOURCES[letter]["why"])
    mine = {key: held for key, held in of_principles().items() if key.startswith(letter)}
    silent = {key for key, held in mine.items() if held.isdisjoint(shown(letter))}

    assert silent - why == set()
    assert why & (set(mine) - silent) == set()


def test_what_prose_does_not_give_has_a_reason() -> None:
    missing = {
        code
        for name in PROSE
        for code in STORIES[name]["document"]
        if code not in STORIES[name]["prose"]
    }
    reasons = [code for each in TABLE["silent"] for code in each["codes"]]

    assert sorted(missing) == sorted(reasons)


@pytest.mark.parametrize("name", ["told-too-late-mended", "late-nights-mended"])
def test_what_was_agreed_anew_is_quiet(name: str) -> None:
    assert document(name) == []
    assert {severity for _, severity in prose(name)} <= {"note"}


@pytest.mark.parametrize("name", PROSE)
def test_what_was_only_read_is_no_concern(name: str) -> None:
    assert "concern" not in {severity for _, severity in prose(name)}
