"""What analyzers say: findings, and the report that holds them."""

from __future__ import annotations

from collections import Counter
from datetime import date
from hashlib import sha256
from html import escape
from typing import Literal, get_args

from attrs import asdict, field, frozen

from polyagree.source import Path, SourceMap, Span, dotted

__all__ = [
    "COSTS",
    "SEVERITIES",
    "WORKS_ON",
    "AnalyzerInfo",
    "Cost",
    "Coverage",
    "Evidence",
    "Finding",
    "NotedBy",
    "Report",
    "Severity",
    "WorksOn",
]

Severity = Literal["note", "question", "concern"]
"""How much a finding asks for, from a remark over a question to something that tends to hurt."""

SEVERITIES: tuple[Severity, ...] = ("note", "question", "concern")
"""From the lightest to the gravest."""

WorksOn = Literal["declared", "reading", "log"]
"""What a document declares, what was read in words only, what happened and was said since."""

WORKS_ON: tuple[WorksOn, ...] = get_args(WorksOn)
"""On what an analyzer may work, in the order in which it is told."""

Cost = Literal["clauses", "events", "joint"]
"""How the work of an analyzer grows, which is with clauses, with the log as well, or faster than
they do, since clauses or events are looked at together."""

COSTS: tuple[Cost, ...] = get_args(Cost)
"""From the least to the most."""


_SHOWN = ("severity", "code", "path", "message", "help", "noted", "baselined")


@frozen(kw_only=True)
class AnalyzerInfo:
    """
    What is known of an analyzer without running it.

    Attributes:
        code: Its code, never used for anything else.
        name: Its name in words with dashes.
        severity: What its findings usually are.
        source: The principle it stands on.
        summary: One sentence.
        origin: The package that it comes from, with its version where it is not this one.
        works_on: On what it works.
        cost: With what its work grows.
    """

    code: str
    name: str
    severity: Severity
    source: str
    summary: str
    origin: str = "polyagree"
    works_on: tuple[WorksOn, ...] = ("declared",)
    cost: Cost = "clauses"


@frozen(kw_only=True)
class Evidence:
    """
    One fact that a finding rests on.

    Attributes:
        path: Where it stands in the document.
        fact: What it is.
        value: Its value, as text.
        span: Where it stands in the text; ``None`` if it was not read from one.
    """

    path: str
    fact: str
    value: str
    span: Span | None = None


@frozen(kw_only=True)
class NotedBy:
    """
    That somebody thought a finding over.

    Attributes:
        by: Who did.
        because: Their reason.
        until: The last day on which it holds.
    """

    by: tuple[str, ...]
    because: str
    until: date


@frozen(kw_only=True)
class Finding:
    """
    Something that an agreement says or leaves open, with its place.

    Attributes:
        code: The analyzer's code.
        name: The analyzer's name.
        severity: What it asks for.
        path: Where, as keys and list positions.
        anchor: The same with each list position replaced by the item's own key.
        message: What was found: one sentence about the text.
        help: What could be said instead.
        source: The principle behind it.
        span: Where it stands in the text; ``None`` if it was not read from one.
        facts: What the sentence is made of, as pairs of name and text, without what changes
            with every entry of a log.
        evidence: What it rests on.
        noted: Who thought it over; ``None`` if nobody has.
        document: The name of the document it is about; ``None``: it has none.
        baselined: Whether it was there already when a baseline was written.
    """

    code: str
    name: str
    severity: Severity
    path: Path
    anchor: str
    message: str
    help: str
    source: str
    span: Span | None = None
    facts: tuple[tuple[str, str], ...] = ()
    evidence: tuple[Evidence, ...] = ()
    noted: NotedBy | None = None
    document: str | None = None
    baselined: bool = False

    @property
    def counts(self) -> bool:
        """Whether nobody has noted it, and it is in no baseline."""
        return self.noted is None and not self.baselined

    @property
    def fingerprint(self) -> str:
        """
        Sixteen hexadecimal digits that stay while the text around it changes.

        They come of the code, the anchor and the facts; never of words or positions.
        """
        content = "\x1f".join([self.code, self.anchor, *(f"{k}={v}" for k, v in self.facts)])
        return sha256(content.encode()).hexdigest()[:16]

    def record(self) -> dict[str, object]:
        """Return the finding as in the JSON report: plain values only."""
        noted = None
        if self.noted is not None:
            noted = {
                "by": list(self.noted.by),
                "because": self.noted.because,
                "until": self.noted.until.isoformat(),
            }
        return {
            "code": self.code,
            "name": self.name,
            "severity": self.severity,
            "path": dotted(self.path),
            "message": self.message,
            "help": self.help,
            "source": self.source,
            "document": self.document,
            "span": None if self.span is None else asdict(self.span),
            "evidence": [asdict(each) for each in self.evidence],
            "noted": noted,
            "baselined": self.baselined,
            "fingerprint": self.fingerprint,
        }


@frozen(kw_only=True)
class Coverage:
    """
    What the scenarios of a document walk through, and what they leave out.

    Attributes:
        scenarios: How many there are.
        norms: How many norms can be broken.
        untriggered: Those of them that no scenario has to do with, as paths.
        steps: How many steps follow a break of them.
        unreached: Those of them to which no scenario leads, as paths.
        document: The name of the document; ``None``: it has none.
    """

    scenarios: int
    norms: int
    untriggered: tuple[Path, ...] = ()
    steps: int = 0
    unreached: tuple[Path, ...] = ()
    document: str | None = None

    def record(self) -> dict[str, object]:
        """Return it as in the JSON report: plain values only."""
        return {
            "document": self.document,
            "scenarios": self.scenarios,
            "norms": self.norms,
            "untriggered": [dotted(path) for path in self.untriggered],
            "steps": self.steps,
            "unreached": [dotted(path) for path in self.unreached],
        }


@frozen(kw_only=True)
class Report:
    """
    Everything that a check found.

    Attributes:
        as_of: The day for which it was asked; ``None`` if nothing is dated.
        findings: In the order of the document, then by code.
        files: The names of the documents.
        coverage: What the scenarios of each document leave out; empty: they were not run.
        sources: Their texts, for whoever prints a line of them.
    """

    as_of: date | None = None
    findings: tuple[Finding, ...] = ()
    files: tuple[str, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    sources: tuple[SourceMap, ...] = field(default=(), eq=False, repr=False)

    def __len__(self) -> int:
        """Return the number of findings."""
        return len(self.findings)

    def __bool__(self) -> bool:
        """A report is a thing, with or without findings."""
        return True

    def codes(self) -> tuple[str, ...]:
        """Return the code of each finding, in order."""
        return tuple(finding.code for finding in self.findings)

    def counts(self) -> dict[Severity, int]:
        """Return how many findings there are of each severity, the gravest first."""
        found = Counter(finding.severity for finding in self.findings)
        return {severity: found[severity] for severity in reversed(SEVERITIES)}

    def at_least(self, severity: Severity) -> tuple[Finding, ...]:
        """Return the findings of *severity* or graver that count."""
        lowest = SEVERITIES.index(severity)
        return tuple(
            finding
            for finding in self.findings
            if finding.counts and SEVERITIES.index(finding.severity) >= lowest
        )

    def _repr_html_(self) -> str:
        """Return the findings as a small table for a notebook; every text is escaped."""
        rows = "".join(
            "<tr>" + "".join(f"<td>{escape(str(row[key]))}</td>" for key in _SHOWN) + "</tr>"
            for row in self.records()
        )
        head = "".join(f"<th>{key}</th>" for key in _SHOWN)
        counts = ", ".join(f"{count} {name}" for name, count in self.counts().items())
        as_of = "" if self.as_of is None else f", as of {self.as_of}"
        return f"<table><caption>{counts}{as_of}</caption><tr>{head}</tr>{rows}</table>"

    def records(self) -> list[dict[str, object]]:
        """
        Return the findings as flat records, one dictionary each.

        ``pandas.DataFrame(report.records())`` makes a frame of them. Lines and
        columns are whole numbers from 1, or ``None``.
        """
        rows: list[dict[str, object]] = []
        for finding in self.findings:
            span = finding.span
            rows.append(
                {
                    "code": finding.code,
                    "name": finding.name,
                    "severity": finding.severity,
                    "path": dotted(finding.path),
                    "message": finding.message,
                    "help": finding.help,
                    "source": finding.source,
                    "file": None if span is None else span.file,
                    "line": None if span is None else span.line,
                    "column": None if span is None else span.column,
                    "noted": finding.noted is not None,
                    "baselined": finding.baselined,
                    "fingerprint": finding.fingerprint,
                }
            )
        return rows
