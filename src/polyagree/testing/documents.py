"""What is asked of a document as a test, and how an answer reads that is not as it should be."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

from attrs import evolve, frozen

from polyagree.consistency.verdicts import Inconsistent
from polyagree.errors import DocumentError
from polyagree.finding import SEVERITIES, Finding, Report
from polyagree.model import Polycule, Scenario
from polyagree.report.cells import visible
from polyagree.report.faults import findings_of
from polyagree.report.text import render_faults, render_text
from polyagree.testing.conflicts import not_consistent, what_conflicts

__all__ = [
    "NOT_MET",
    "VACUOUS",
    "Asked",
    "FailOn",
    "Shortfall",
    "called",
    "expects_otherwise",
    "is_about_nothing",
    "not_keepable",
    "not_readable",
    "what_counts",
    "what_does_not_count",
]

FailOn = Literal["concern", "question", "note", "never"]

NOT_MET, VACUOUS = "ACC021", "ACC022"
"""The codes of what comes of scenarios."""


@frozen(kw_only=True)
class Asked:
    """
    What is asked of each document.

    Attributes:
        select: The codes, families and names that are looked for; empty: all.
        ignore: Those that are not.
        fail_on: From which severity on a document fails; ``None``: as its project says.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: FailOn | None = None


@frozen(kw_only=True)
class Shortfall:
    """
    Something that is not as a test asks.

    Attributes:
        sentence: What it is, in a sentence for a summary.
        text: All that is to be said about it.
        line: Where it stands, from 1; ``None``: nowhere in particular.
    """

    sentence: str
    text: str
    line: int | None = None


def called(path: Path) -> str:
    """Return what a document is called in its tests: its path from where one stands."""
    try:
        return os.path.relpath(path)
    except ValueError:
        # It is on another drive.
        return str(path)


def not_readable(error: DocumentError, *, text: str | None = None) -> Shortfall:
    """
    Return why a document cannot be read.

    Args:
        error: What is wrong with it.
        text: The document, for its lines; ``None``: they are not shown.
    """
    faults = findings_of(error)
    first = faults[0]
    return Shortfall(
        sentence=_sentence(first, len(faults)),
        text=render_faults(error, text=text).rstrip(),
        line=None if first.span is None else first.span.line,
    )


def not_keepable(verdict: Inconsistent, polycule: Polycule) -> Shortfall:
    """Return what nobody could keep together."""
    path = verdict.conflict.members[0].path
    span = None if polycule.source is None else polycule.source.find(path)
    return Shortfall(
        sentence=visible(what_conflicts(verdict)),
        text=not_consistent(verdict, polycule),
        line=None if span is None else span.line,
    )


def what_counts(report: Report, *, fail_on: FailOn) -> Shortfall | None:
    """Return what was found at or above a severity and has not been thought over."""
    counted = () if fail_on == "never" else report.at_least(fail_on)
    return _shortfall(report, counted)


def what_does_not_count(report: Report, *, fail_on: FailOn) -> str:
    """Return what else was found, as text; empty: nothing."""
    counted = () if fail_on == "never" else report.at_least(fail_on)
    others = tuple(each for each in report.findings if each not in counted)
    return _rendered(report, others) if others else ""


def expects_otherwise(report: Report, scenario: Scenario) -> Shortfall | None:
    """Return in what a scenario expects something else than what would follow."""
    return _shortfall(report, _about(report, scenario, NOT_MET))


def is_about_nothing(report: Report, scenario: Scenario) -> Shortfall | None:
    """Return why what a scenario expects would be so whatever the clauses said."""
    return _shortfall(report, _about(report, scenario, VACUOUS))


def _about(report: Report, scenario: Scenario, code: str) -> tuple[Finding, ...]:
    return tuple(
        each
        for each in report.at_least(SEVERITIES[0])
        if each.code == code and each.path[:2] == ("scenarios", scenario.id)
    )


def _shortfall(report: Report, findings: tuple[Finding, ...]) -> Shortfall | None:
    if not findings:
        return None
    gravest = _gravest(findings)
    return Shortfall(
        sentence=_sentence(gravest, len(findings)),
        text=_rendered(report, findings),
        line=None if gravest.span is None else gravest.span.line,
    )


def _rendered(report: Report, findings: tuple[Finding, ...]) -> str:
    return render_text(evolve(report, findings=findings, coverage=())).rstrip()


def _gravest(findings: tuple[Finding, ...]) -> Finding:
    """Return the first of those that weigh most."""
    return max(findings, key=lambda each: SEVERITIES.index(each.severity))


def _sentence(finding: Finding, count: int) -> str:
    more = f" (and {count - 1} more)" if count > 1 else ""
    return visible(f"{finding.code} {finding.message}{more}")
