"""Which file counts for a document."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from polyagree.config import find

OURS = "[tool.polyagree]\n"


@pytest.fixture
def folders(tmp_path: Path) -> Path:
    (tmp_path / "above" / "below").mkdir(parents=True)
    return tmp_path


def write(path: Path, text: str = "") -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_the_nearest_one_counts(folders: Path) -> None:
    above = write(folders / "above" / "polyagree.toml")
    document = folders / "above" / "below" / "home.yaml"

    assert find(document) == above
    below = write(folders / "above" / "below" / "pyproject.toml", OURS)
    assert find(document) == below
    assert find(folders / "above" / "home.yaml") == above


def test_in_one_folder_the_one_that_holds_nothing_else_counts(folders: Path) -> None:
    write(folders / "pyproject.toml", OURS)
    own = write(folders / "polyagree.toml")

    assert find(folders / "home.yaml") == own


@pytest.mark.parametrize(
    "text",
    ["", "[project]\nname = 'polyagree'\n", "[tool.other]\n", "[project]\ntool = 'polyagree'\n"],
)
def test_a_shared_file_without_our_table_is_passed_by(text: str, folders: Path) -> None:
    above = write(folders / "polyagree.toml")
    write(folders / "above" / "pyproject.toml", text)

    assert find(folders / "above" / "home.yaml") == above


def test_a_shared_file_that_is_broken_and_may_be_ours_is_told_of(folders: Path) -> None:
    broken = write(folders / "pyproject.toml", "[tool.polyagree\n")

    assert find(folders / "home.yaml") == broken


def test_a_broken_one_that_is_nobodys_is_passed_by(folders: Path) -> None:
    above = write(folders / "polyagree.toml")
    write(folders / "above" / "pyproject.toml", "[tool.other\n")

    assert find(folders / "above") == above


def test_a_folder_of_that_name_is_no_file(folders: Path) -> None:
    (folders / "above" / "polyagree.toml").mkdir()
    own = write(folders / "polyagree.toml")

    assert find(folders / "above" / "home.yaml") == own


def test_a_name_is_meant_from_here(folders: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = write(folders / "polyagree.toml")
    monkeypatch.chdir(folders / "above")

    assert find("home.yaml") == find("below/home.yaml") == own


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="no links here")
def test_a_link_counts_where_it_stands(folders: Path) -> None:
    own = write(folders / "above" / "polyagree.toml")
    document = write(folders / "home.yaml")
    link = folders / "above" / "home.yaml"
    link.symlink_to(document)

    assert find(link) == own
