"""What holds for the pages of the docs."""

from __future__ import annotations

import importlib.util
import re
from argparse import ArgumentParser
from pathlib import Path
from types import ModuleType

import pytest

from polyagree.analyzers.registry import info
from polyagree.cli.parser import _parsers

DOCS = Path(__file__).resolve().parents[2] / "docs"
HINT = "run `python docs/generate.py`"


def generator() -> ModuleType:
    """Return `docs/generate.py`, which is no package."""
    spec = importlib.util.spec_from_file_location("generate", DOCS / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def commands() -> dict[str, ArgumentParser]:
    """Return the parser of every command by its name."""
    return dict(_parsers()[1])


def test_the_pages_about_analyzers_are_fresh() -> None:
    written = {
        path.name: path.read_text(encoding="utf-8")
        for path in (DOCS / "reference" / "analyzers").glob("*.md")
    }

    assert written == generator().pages(), HINT


def test_the_page_about_the_configuration_is_fresh() -> None:
    written = (DOCS / "reference" / "configuration.md").read_text(encoding="utf-8")

    assert written == generator().configuration(), HINT


def test_what_the_stories_give_is_fresh() -> None:
    page = (DOCS / "explanation" / "sources.md").read_text(encoding="utf-8")
    written = generator().with_stories(page)

    assert page == written, HINT
    assert "### The story of D" in written


def test_every_principle_that_an_analyzer_cites_is_told() -> None:
    told = (DOCS / "explanation" / "sources.md").read_text(encoding="utf-8")
    cited = {code for each in info() for code in re.findall(r"\b[A-D][0-9]+\b", each.source)}

    assert [code for code in sorted(cited) if f"### {code}\n" not in told] == []


@pytest.mark.parametrize("name", commands())
def test_every_option_of_a_command_stands_in_the_reference(name: str) -> None:
    page = (DOCS / "reference" / "cli.md").read_text(encoding="utf-8")
    section = page.partition(f"## polyagree {name}\n")[2].partition("\n## ")[0]
    options = [option for action in commands()[name]._actions for option in action.option_strings]

    assert [option for option in options if f"`{option}" not in section] == []
