"""The report as workflow commands of GitHub Actions, which show findings beside the lines."""

from __future__ import annotations

from collections.abc import Iterator

from polyagree.finding import Finding, Report, Severity
from polyagree.report.cells import visible

__all__ = ["render_github"]

_COMMANDS: dict[Severity, str] = {"concern": "warning", "question": "notice", "note": "notice"}


def render_github(report: Report) -> str:
    """
    Return *report* as workflow commands, one a line.

    A concern is a warning and everything else a notice; a document that cannot be
    read is an error. What was noted, or is in the baseline, is left out: it would stand
    beside the line on every visit.

    Args:
        report: What a check found.
    """
    return "".join(f"{_command(each)}\n" for each in report.findings if each.counts)


def _command(finding: Finding) -> str:
    kind = "error" if finding.code.startswith("DOC") else _COMMANDS[finding.severity]
    properties = ",".join(f"{key}={_property(value)}" for key, value in _properties(finding))
    text = finding.message if not finding.help else f"{finding.message}\nhelp: {finding.help}"
    return f"::{kind} {properties}::{_data(text)}"


def _properties(finding: Finding) -> Iterator[tuple[str, str]]:
    span = finding.span
    if span is not None and span.file is not None:
        yield "file", span.file
        yield "line", str(span.line)
        yield "endLine", str(span.end_line)
        if span.line == span.end_line:
            # Columns of several lines would be those of the first.
            yield "col", str(span.column)
            yield "endColumn", str(span.end_column)
    elif finding.document is not None:
        yield "file", finding.document
    yield "title", f"{finding.code} {finding.name}"


def _data(text: str) -> str:
    text = "\n".join(visible(line) for line in text.split("\n"))
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
