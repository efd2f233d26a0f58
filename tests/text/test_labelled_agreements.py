"""How well whole agreements are read, of those that somebody labelled."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from polyagree.text import Reading, draft, read_document

LABELS = sorted((Path(__file__).resolve().parents[1] / "data" / "prose").glob("*.json"))


def labelled(path: Path) -> list[dict[str, object]]:
    clauses: list[dict[str, object]] = json.loads(path.read_text(encoding="utf-8"))["clauses"]
    return clauses


def read(path: Path) -> list[Reading]:
    return read_document(path.with_suffix(".md").read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", LABELS, ids=lambda path: path.stem)
def test_every_clause_is_found(path: Path) -> None:
    found = [each.text for each in read(path)]

    assert [each["text"] for each in labelled(path) if each["text"] not in found] == []


@pytest.mark.parametrize("path", LABELS, ids=lambda path: path.stem)
def test_somebody_is_found_who_makes_it(path: Path) -> None:
    made = draft(path.with_suffix(".md").read_text(encoding="utf-8"))

    assert any("does not name" not in each.name for each in made.people)


def test_hardly_anything_else_is_taken_for_a_clause() -> None:
    labels = sum(len(labelled(path)) for path in LABELS)

    assert sum(len(read(path)) for path in LABELS) <= labels * 1.02


def test_what_handles_a_break_is_found() -> None:
    right = wrong = 0
    for path in LABELS:
        said = {
            each.text: each.break_handling or each.handled_by is not None for each in read(path)
        }
        for clause in labelled(path):
            right += said[str(clause["text"])] is clause["has_break_handling"] is True
            wrong += said[str(clause["text"])] is not clause["has_break_handling"]

    # F1: what was missed and what was said wrongly count alike.
    assert 2 * right / (2 * right + wrong) >= 0.92
