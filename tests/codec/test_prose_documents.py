"""Twenty agreements that people might write, as documents: nothing that they say is lost."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from polyagree.analyzers.run import check
from polyagree.codec import FORMATS, dumps, load, loads
from polyagree.model import Polycule

PROSE = Path(__file__).resolve().parents[1] / "data" / "prose"
NAMES = sorted(path.stem for path in PROSE.glob("*.yaml"))

# Where the labels and the declared norms part, and why.
NOT_AN_APPROVAL = {
    # It stops both, and the norm says what both do then: nobody's act waits.
    'Either one says "taxi" and we\'re both out of there.',
    # A pause of the agreement, which each of them has.
    "Each of us can hit pause on the whole thing, and pause means pause.",
    # How the terms are changed.
    "Any change to that takes all three.",
}
NOT_A_GATE = {
    # A report every Monday; no act waits for it.
    "Whoever will be in the house that week is named to the other parent on Monday.",
    # They are told whom the act is about, or who takes part in it.
    "If a promise no longer fits, we say so before we drop it.",
    "Coming to stay with me? Tell me a day before, I have a small sofa.",
    "Before I change what I do about protection with anyone, I tell everyone I sleep with.",
    "If the risk changes, the other one is told before we're next in bed.",
}


@cache
def document(name: str) -> Polycule:
    return load(PROSE / f"{name}.yaml")


def labelled(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((PROSE / f"{name}.json").read_text())["clauses"]
    return found


def words(polycule: Polycule) -> dict[str, tuple[str, ...]]:
    """Return the path of each clause and boundary by its words."""
    found: dict[str, tuple[str, ...]] = {
        clause.says: ("agreements", agreement.id, "clauses", clause.id)
        for agreement in polycule.agreements
        for clause in agreement.clauses
    }
    return found | {each.says: ("boundaries", each.id) for each in polycule.boundaries}


def flagged(name: str, *codes: str) -> set[str]:
    """Return the words of the clauses with a finding of one of *codes*."""
    polycule = document(name)
    paths = [each.path for each in check(polycule, select=codes).findings]
    return {
        says
        for says, place in words(polycule).items()
        if any(path[: len(place)] == place for path in paths)
    }


def expected(name: str, label: str, *, but: set[str]) -> set[str]:
    return {clause["text"] for clause in labelled(name) if clause[label]} - but


def test_every_agreement_is_a_document() -> None:
    assert sorted(path.stem for path in PROSE.glob("*.json")) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_every_sentence_is_kept_word_for_word_and_in_order(name: str) -> None:
    wanted = [clause["text"] for clause in labelled(name)]

    assert [says for says in words(document(name)) if says in wanted] == wanted


@pytest.mark.parametrize("name", NAMES)
def test_every_sentence_is_read(name: str) -> None:
    polycule = document(name)
    clauses = [clause for agreement in polycule.agreements for clause in agreement.clauses]

    assert [each.id for each in (*clauses, *polycule.boundaries) if each.norm is None] == []


@pytest.mark.parametrize("name", NAMES)
def test_only_values_and_definitions_bind_to_nothing(name: str) -> None:
    kinds = {clause["text"]: clause["kind"] for clause in labelled(name)}
    empty = [
        each.says
        for agreement in document(name).agreements
        for each in agreement.clauses
        if each.norm == () and getattr(each, "elsewhere", None) is None
    ]

    assert {kinds[says] for says in empty} <= {"value", "definition", "self_boundary"}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("format", FORMATS)
def test_it_comes_back_equal_from_every_format(name: str, format: Any) -> None:
    polycule = document(name)

    assert loads(dumps(polycule, format=format), format=format) == polycule


@pytest.mark.parametrize("name", NAMES)
def test_approvals_are_found_where_a_careful_reader_sees_them(name: str) -> None:
    wanted = expected(name, "permission_positive", but=NOT_AN_APPROVAL)

    assert flagged(name, "PER101", "PER102") == wanted


@pytest.mark.parametrize("name", NAMES)
def test_notice_before_an_act_is_found_where_a_careful_reader_sees_it(name: str) -> None:
    assert flagged(name, "PER103") == expected(name, "prior_notice_gate", but=NOT_A_GATE)
