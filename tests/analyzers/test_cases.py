"""The long tail of each analyzer: ``tests/cases/<CODE>.yml``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from polyagree.analyzers.base import Example
from polyagree.analyzers.registry import analyzers
from polyagree.analyzers.run import check
from polyagree.codec import loads
from polyagree.errors import DocumentError
from polyagree.source import dotted

# On a busy machine as well.
LONG = 600
CASES = Path(__file__).resolve().parents[1] / "cases"
CLAUSE = "agreements.a.clauses.c"
ONE_CLAUSE = """\
agreements:
  a:
    parties: [ana, ben]
    clauses:
      c:
        says: {says!r}
        norm: {norm}
"""
ONLY_WORDS = ONE_CLAUSE.removesuffix("        norm: {norm}\n")


def cases(*, of_documents: bool) -> list[Any]:
    found = []
    for path in sorted(CASES.glob("*.yml")):
        if path.stem.startswith("DOC") is not of_documents:
            continue
        for case in yaml.safe_load(path.read_text(encoding="utf-8")):
            name = case.get("title") or case["says"]
            found.append(pytest.param(path.stem, case, id=f"{path.stem}: {name}"))
    return found


def document(case: dict[str, Any]) -> str:
    clause = ONE_CLAUSE if "norm" in case else ONLY_WORDS
    text = case.get("document") or clause.format(**case)
    return Example("a case", text).document()


def paths(case: dict[str, Any]) -> list[str]:
    return [
        CLAUSE + path if path.startswith((".", "[")) or not path else path for path in case["at"]
    ]


@pytest.mark.parametrize(("code", "case"), cases(of_documents=False))
def test_a_case_is_found_where_it_says(code: str, case: dict[str, Any]) -> None:
    # As of the last day that is recorded, unless the case says otherwise.
    polycule = loads(document(case), format="yaml")
    found = check(
        polycule, on=case.get("as_of"), select=[code], scenarios=True, solver_seconds=LONG
    ).findings

    assert [dotted(each.path) for each in found] == paths(case)
    if "severity" in case:
        assert {each.severity for each in found} == {case["severity"]}


@pytest.mark.parametrize(("code", "case"), cases(of_documents=True))
def test_a_document_has_the_fault_that_it_says(code: str, case: dict[str, Any]) -> None:
    text = Example("a case", case["document"]).document()

    if not case["fails"]:
        assert loads(text, format="yaml") is not None
        return
    with pytest.raises(DocumentError) as caught:
        loads(text, format="yaml")
    assert {fault.code for fault in caught.value.faults} == {code}


@pytest.mark.parametrize("code", [each.code for each in analyzers() if each.code != "ACC013"])
def test_an_analyzer_has_three_cases_that_fire_and_three_that_do_not(code: str) -> None:
    every = yaml.safe_load((CASES / f"{code}.yml").read_text(encoding="utf-8"))
    fires = [bool(case.get("fails") or case.get("at")) for case in every]

    assert fires.count(True) >= 3
    assert fires.count(False) >= 3
