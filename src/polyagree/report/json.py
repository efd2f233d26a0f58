"""The report for programs."""

from __future__ import annotations

from polyagree.finding import Report

__all__ = ["render_json"]


def render_json(report: Report) -> str:
    """
    Return *report* as JSON: ``format``, ``as_of``, ``files`` and ``findings``.

    Where scenarios were run, ``coverage`` says what they leave out.

    Every character is ASCII, so that any terminal and any pipe carries it.
    """
    # A text report is not to wait for it.
    import json

    document: dict[str, object] = {
        "format": 1,
        "as_of": None if report.as_of is None else report.as_of.isoformat(),
        "files": list(report.files),
        "findings": [finding.record() for finding in report.findings],
    }
    if report.coverage:
        document["coverage"] = [each.record() for each in report.coverage]
    return json.dumps(document, indent=2) + "\n"
