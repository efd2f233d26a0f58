"""The report as SARIF 2.1.0, for code scanning and for editors."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from polyagree.analyzers.base import Analyzer
from polyagree.analyzers.registry import explain, info
from polyagree.finding import AnalyzerInfo, Evidence, Finding, Report, Severity
from polyagree.source import Span, dotted

__all__ = ["render_sarif"]

_LEVELS: dict[Severity, str] = {"concern": "warning", "question": "note", "note": "note"}
"""What a finding asks for is no error; a document that cannot be read is."""


def render_sarif(
    report: Report, *, is_compared: bool = False, more: Iterable[Analyzer] = ()
) -> str:
    """
    Return *report* as SARIF 2.1.0: one run, a rule for each analyzer, a result for each finding.

    Lines and columns count from 1, columns in code points. What was noted is a
    suppression with its reason.

    Args:
        report: What a check found.
        is_compared: Whether a baseline was given, so that each result is new or not.
        more: Analyzers that others wrote and that may have found something.
    """
    import json

    others = tuple(more)
    rules = list(info(others))
    places = {each.code: index for index, each in enumerate(rules)}
    document = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "polyagree",
                        "semanticVersion": _version(),
                        "rules": [_rule(each, others) for each in rules],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [
                    _result(each, places, is_compared=is_compared) for each in report.findings
                ],
            }
        ],
    }
    return json.dumps(document, indent=2) + "\n"


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("polyagree")
    except PackageNotFoundError:
        return "0.0.0"


def _rule(each: AnalyzerInfo, more: tuple[Analyzer, ...]) -> dict[str, Any]:
    return {
        "id": each.code,
        "name": "".join(word.capitalize() for word in each.name.split("-")),
        "shortDescription": {"text": each.summary},
        "help": {"text": explain(each.code, more=more)},
        "defaultConfiguration": {"level": _level(each.code, each.severity)},
        "properties": {"source": each.source, "severity": each.severity},
    }


def _level(code: str, severity: Severity) -> str:
    return "error" if code.startswith("DOC") else _LEVELS[severity]


def _result(finding: Finding, places: dict[str, int], *, is_compared: bool) -> dict[str, Any]:
    help_ = f"\n\n{finding.help}" if finding.help else ""
    made: dict[str, Any] = {
        "ruleId": finding.code,
        "level": _level(finding.code, finding.severity),
        "message": {"text": finding.message + help_},
        "locations": [_location(finding.span, dotted(finding.path), finding.document)],
        "partialFingerprints": {"polyagree/v1": finding.fingerprint},
    }
    if finding.code in places:
        made["ruleIndex"] = places[finding.code]
    if finding.evidence:
        made["relatedLocations"] = [
            _related(each, index) for index, each in enumerate(finding.evidence)
        ]
    if finding.noted is not None:
        by, until = " and ".join(finding.noted.by), finding.noted.until.isoformat()
        reason = f"{finding.noted.because} ({by}, until {until})"
        made["suppressions"] = [{"kind": "inSource", "status": "accepted", "justification": reason}]
    if is_compared:
        made["baselineState"] = "unchanged" if finding.baselined else "new"
    return made


def _related(evidence: Evidence, index: int) -> dict[str, Any]:
    said = f"{evidence.fact}: {evidence.value}" if evidence.value else evidence.fact
    return {**_location(evidence.span, evidence.path), "id": index, "message": {"text": said}}


def _location(span: Span | None, path: str, document: str | None = None) -> dict[str, Any]:
    made: dict[str, Any] = {}
    if path:
        made["logicalLocations"] = [{"fullyQualifiedName": path}]
    if span is None or span.file is None:
        if document is not None:
            made["physicalLocation"] = {"artifactLocation": {"uri": _uri(document)}}
        return made
    made["physicalLocation"] = {
        "artifactLocation": {"uri": _uri(span.file)},
        "region": {
            "startLine": span.line,
            "startColumn": span.column,
            "endLine": span.end_line,
            "endColumn": max(span.end_column, 1),
        },
    }
    return made


def _uri(file: str) -> str:
    path = PurePath(file)
    if path.is_absolute():
        return path.as_uri()
    return quote(path.as_posix().encode("utf-8", "surrogateescape"))
