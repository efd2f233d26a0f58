"""The report as SARIF. The published schema is tried by ``tests/editor/sarif.py``."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from attrs import evolve

from polyagree.analyzers.registry import info
from polyagree.analyzers.run import check
from polyagree.codec import loads
from polyagree.finding import NotedBy, Report
from polyagree.report import render_sarif

DOCUMENT = """\
polyagree: 1
people: {ana: Ana, ben: Ben}
agreements:
  home:
    parties: [ana, ben]
    clauses:
      c: {says: x, norm: {may: date, with: outsiders, only_if: {yes_from: other parties}}}
"""
REPORT = check(loads(DOCUMENT, name="our things/us.yaml"), select=["PER101", "PER109"])


def run_of(report: Report, **options: Any) -> dict[str, Any]:
    document = json.loads(render_sarif(report, **options))
    assert document["version"] == "2.1.0"
    (run,) = document["runs"]
    return run


def test_every_analyzer_is_a_rule() -> None:
    rules = run_of(Report())["tool"]["driver"]["rules"]

    assert [rule["id"] for rule in rules] == [each.code for each in info()]


def test_a_finding_is_a_result_at_its_place() -> None:
    run = run_of(REPORT)
    (result,) = run["results"]

    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == "PER101"
    assert result["level"] == "warning"
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "our%20things/us.yaml"
    assert place["region"] == {"startLine": 7, "startColumn": 75, "endLine": 7, "endColumn": 88}
    assert result["partialFingerprints"] == {"polyagree/v1": REPORT.findings[0].fingerprint}
    assert result["relatedLocations"][0]["message"]["text"].startswith("PER109: ")


def test_what_was_noted_is_suppressed_with_its_reason() -> None:
    noted = NotedBy(by=("ana", "ben"), because="we like it", until=dt.date(2027, 1, 1))
    (result,) = run_of(evolve(REPORT, findings=(evolve(REPORT.findings[0], noted=noted),)))[
        "results"
    ]

    assert result["suppressions"] == [
        {
            "kind": "inSource",
            "status": "accepted",
            "justification": "we like it (ana and ben, until 2027-01-01)",
        }
    ]


def test_with_a_baseline_each_result_is_new_or_not() -> None:
    known = evolve(REPORT, findings=(evolve(REPORT.findings[0], baselined=True), *REPORT.findings))

    states = [each["baselineState"] for each in run_of(known, is_compared=True)["results"]]

    assert states == ["unchanged", "new"]
    assert "baselineState" not in run_of(known)["results"][0]
