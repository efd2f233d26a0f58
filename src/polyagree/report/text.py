"""The report for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from attrs import frozen

from polyagree.errors import DocumentError, Fault
from polyagree.finding import Coverage, Evidence, Finding, NotedBy, Report
from polyagree.report.cells import fill, visible
from polyagree.report.faults import FAULT_NAMES, span_of
from polyagree.report.palette import Palette, Tone
from polyagree.report.snippet import snippet
from polyagree.source import SourceMap, Span, dotted, lines_of

__all__ = ["render_faults", "render_text"]

_INDENT = "  "
_GUTTER = "    "

# Keys can be texts; a place that is longer than this is no longer found by reading it.
_LONGEST_PATH = 200

# As wide as a line of the source is shown where nobody says how wide the page is.
_WIDTH = 100
_NARROWEST = 40


def render_text(report: Report, *, color: bool = False, width: int | None = None) -> str:
    """
    Return *report* as text: each finding with its line, then how many there are.

    Nothing that a document says can steer the terminal: control characters are
    spelt out.

    Args:
        report: What a check found.
        color: Whether to use ANSI colours.
        width: The columns of the page; ``None``: sentences are not broken.
    """
    page = _Page(palette=Palette(color), width=width)
    # A long log is parted into lines only where one of them is shown.
    sources = {source.file: source for source in report.sources}
    only_file = report.files[0] if len(report.files) == 1 else None
    blocks = [
        "\n".join(_finding(page, finding, _lines(sources, finding), only_file))
        for finding in report.findings
    ]
    blocks += ["\n".join(_coverage(page, each)) for each in report.coverage if each.scenarios]
    if report.coverage and not any(each.scenarios for each in report.coverage):
        blocks.append("no scenarios: nothing stands under `scenarios`")
    blocks.append(_summary(page, report))
    return "\n\n".join(blocks) + "\n"


def render_faults(
    error: DocumentError,
    *,
    text: str | None = None,
    color: bool = False,
    width: int | None = None,
) -> str:
    """
    Return the faults of a document as text, in the look of a report.

    Args:
        error: What was raised when the document was read.
        text: The document, for its lines; ``None``: they are not shown.
        color: Whether to use ANSI colours.
        width: The columns of the page; ``None``: sentences are not broken.
    """
    page = _Page(palette=Palette(color), width=width)
    texts = dict(error.texts)

    @cache
    def lines(file: str | None) -> Sequence[str]:
        written = texts.get(file, text)
        return () if written is None else lines_of(written)

    blocks = ["\n".join(_fault(page, fault, lines(fault.file))) for fault in error.faults]
    if any(fault.line is not None for fault in error.faults):
        # A file that is not there has said all with its one fault.
        blocks.append(page.paint(visible(error.message), "strong"))
    return "\n\n".join(blocks) + "\n"


@frozen(kw_only=True)
class _Page:
    """How wide and how colourful it gets."""

    palette: Palette
    width: int | None

    def paint(self, text: str, tone: Tone) -> str:
        return self.palette.paint(text, tone)

    def head(self, place: str, code: str, name: str, severity: str, tone: Tone) -> str:
        what = f"{self.paint(visible(code), tone)} {visible(name)}"
        if severity:
            what += f" ({severity})"
        return f"{visible(place)}: {what}" if place else what

    def sentence(self, text: str) -> list[str]:
        lines = fill(visible(text), width=self.width, first=_INDENT, rest=_INDENT)
        return [_INDENT + self.paint(line.removeprefix(_INDENT), "strong") for line in lines]

    def labelled(self, label: str, text: str, tone: Tone = "faint") -> list[str]:
        if not text:
            return []
        mark = f"{label} " if label == "-" else f"{label}: "
        lines = fill(
            visible(text),
            width=self.width,
            first=_INDENT + mark,
            rest=_INDENT + " " * len(mark),
        )
        painted = self.paint(mark.rstrip(), tone)
        return [_INDENT + painted + lines[0][len(_INDENT + mark) - 1 :], *lines[1:]]

    def source(self, lines: Sequence[str], span: Span | None, tone: Tone) -> list[str]:
        if span is None:
            return []
        gutter = len(_GUTTER) + len(str(span.line)) + len(" | ")
        width = max(self.width or _WIDTH, _NARROWEST) - gutter
        shown = snippet(lines, span, width=width)
        if shown is None:
            return []
        number = self.paint(f"{shown.number} |", "faint")
        bar = self.paint(" " * len(str(shown.number)) + " |", "faint")
        marks = self.paint("^" * shown.marked, tone)
        more = ""
        if shown.more:
            more = f" and {_count(shown.more, 'more line')}"
            if self.width is not None and shown.before + shown.marked + len(more) > width:
                more = " ..."
        return [
            f"{_GUTTER}{number} {shown.line}".rstrip(),
            f"{_GUTTER}{bar} {' ' * shown.before}{marks}{self.paint(more, 'faint')}",
        ]


def _finding(
    page: _Page, finding: Finding, lines: Sequence[str], only_file: str | None
) -> Iterator[str]:
    tone: Tone = finding.severity if finding.counts else "faint"
    severity: str = finding.severity
    if finding.noted is not None:
        severity += ", noted"
    elif finding.baselined:
        severity += ", in the baseline"
    place = _place(finding.span, only_file)
    yield page.head(place, finding.code, finding.name, severity, tone)
    yield from page.sentence(finding.message)
    if not finding.counts:
        # It is known: said once more, not explained once more.
        yield from page.labelled("where", _shortened(dotted(finding.path)))
        if finding.noted is not None:
            yield from page.labelled("noted", _noted(finding.noted))
        return
    yield from page.source(lines, finding.span, tone)
    yield from page.labelled("where", _shortened(dotted(finding.path)))
    for evidence in finding.evidence:
        yield from page.labelled("-", _evidence(evidence, finding))
    yield from page.labelled("help", finding.help, "help")
    yield from page.labelled("source", finding.source)


def _coverage(page: _Page, coverage: Coverage) -> Iterator[str]:
    place = "" if coverage.document is None else f"{visible(coverage.document)}: "
    norms, steps = len(coverage.untriggered), len(coverage.unreached)
    told = (
        f"{_count(coverage.scenarios, 'scenario')},"
        f" with {coverage.norms - norms} of {_count(coverage.norms, 'norm')}"
        f" and {coverage.steps - steps} of {_count(coverage.steps, 'step')} after a break"
    )
    yield place + page.paint(told, "strong")
    for label, paths in (("not in one", coverage.untriggered), ("not reached", coverage.unreached)):
        for path in paths:
            yield from page.labelled(label, _shortened(dotted(path)))


def _fault(page: _Page, fault: Fault, lines: Sequence[str]) -> Iterator[str]:
    span = span_of(fault)
    name = FAULT_NAMES.get(fault.code, "fault")
    yield page.head(_place(span, fault.file), fault.code, name, "", "fault")
    yield from page.sentence(fault.message)
    yield from page.source(lines, span, "fault")
    yield from page.labelled("where", _shortened(dotted(fault.path)))
    yield from page.labelled("help", fault.help or "", "help")


def _lines(sources: Mapping[str | None, SourceMap], finding: Finding) -> Sequence[str]:
    source = sources.get(_file(finding))
    return () if source is None or not finding.counts else source.lines


def _file(finding: Finding) -> str | None:
    return None if finding.span is None else finding.span.file


def _place(span: Span | None, file: str | None) -> str:
    if span is None:
        return file or ""
    return f"{span.file or '<text>'}:{span.line}:{span.column}"


def _noted(noted: NotedBy) -> str:
    return f"by {' and '.join(noted.by)} until {noted.until.isoformat()}: {noted.because}"


def _shortened(path: str) -> str:
    if len(path) <= _LONGEST_PATH:
        return path
    half = _LONGEST_PATH // 2
    return f"{path[:half]} ... {path[-half:]}"


def _evidence(evidence: Evidence, finding: Finding) -> str:
    where = evidence.path
    if where == dotted(finding.path):
        # It was said already.
        where = ""
    elif evidence.span is not None:
        line = f"line {evidence.span.line}"
        if evidence.span.file != _file(finding) and evidence.span.file is not None:
            line = f"{evidence.span.file}, {line}"
        where = f"{line}, {_shortened(where)}" if where else line
    else:
        where = _shortened(where)
    said = f"{evidence.fact}: {evidence.value}" if evidence.value else evidence.fact
    return f"{said} ({where})" if where else said


def _summary(page: _Page, report: Report) -> str:
    places = f" in {len(report.files)} documents" if len(report.files) > 1 else ""
    day = "" if report.as_of is None else f" as of {report.as_of.isoformat()}"
    if not report.findings:
        return page.paint(f"nothing to talk over{places}{day}", "strong")
    counts = ", ".join(
        _count(number, severity) for severity, number in report.counts().items() if number
    )
    noted = sum(finding.noted is not None for finding in report.findings)
    known = sum(finding.baselined and finding.noted is None for finding in report.findings)
    asides = [
        f"{count} {what}" for count, what in ((noted, "noted"), (known, "in the baseline")) if count
    ]
    aside = f" ({', '.join(asides)})" if asides else ""
    return page.paint(f"{counts}{aside}{places}{day}", "strong")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
