"""Running analyzers over a document."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

from attrs import evolve

from polyagree.analyzers.base import Analyzer, LooksBack
from polyagree.analyzers.context import SOLVER_SECONDS, Context
from polyagree.analyzers.registry import analyzers, selected
from polyagree.clock.asked import day_of, seconds_of
from polyagree.finding import Evidence, Finding, NotedBy, Report
from polyagree.model.noted import Noted
from polyagree.model.polycule import Polycule
from polyagree.source import Path, dotted

if TYPE_CHECKING:
    from polyagree.analyzers.context import Reader

__all__ = ["check"]


def check(
    polycule: Polycule,
    *,
    on: dt.date | None = None,
    select: str | Iterable[str] = (),
    ignore: str | Iterable[str] = (),
    scenarios: bool = False,
    solver_seconds: float = SOLVER_SECONDS,
    reader: Reader | None = None,
) -> Report:
    """
    Return what the analyzers find in *polycule*.

    Args:
        polycule: The document.
        on: As of which day; ``None``: the last day that the document records.
        select: Codes, or beginnings of codes, of the analyzers that run; empty: all.
            One alone may be a text.
        ignore: The same for those that do not.
        scenarios: Whether the scenarios of the document are run as well.
        solver_seconds: For how long it is looked for what nobody could keep together. The parts
            of a document are taken in its order, and a note tells which were left when the
            time was over; 0: none is looked at.
        reader: Who reads the clauses that stand in words only; ``None``: the reader of this
            library. Where it is one that another seconds, findings say what they disagree on.

    Raises:
        UnknownAnalyzer: If `select` or `ignore` names no analyzer.
        InvalidTime: If `on` is not a day, or `solver_seconds` is no length of time.
        InvalidReading: If `reader` says what cannot be meant.
        ReaderFailed: If it raises something.
    """
    chosen = selected(select=_several(select), ignore=_several(ignore), scenarios=scenarios)
    day = polycule.last_day if on is None else day_of(on, field="on")
    seconds = seconds_of(solver_seconds, field="solver_seconds")
    context = Context(polycule, day, solver_seconds=seconds, reader=reader)
    runs = _Runs(context)
    found = [finding for analyzer in chosen for finding in runs.of(analyzer)]
    for analyzer in chosen:
        if isinstance(analyzer, LooksBack):
            found += analyzer.look_back(context, runs.by_code)
    covers = {analyzer.code: analyzer.covers for analyzer in chosen if analyzer.covers}
    found = _without_covered(found, covers)
    found = _with_notes(found, context)
    source = polycule.source
    if source is not None and source.file is not None:
        found = [evolve(each, document=source.file) for each in found]
    coverage = (context.coverage,) if scenarios else ()
    return Report(
        as_of=context.on,
        findings=tuple(_in_order(found, context)),
        files=() if source is None or source.file is None else (source.file,),
        coverage=coverage,
        sources=() if source is None else source.all(),
    )


class _Runs:
    """What analyzers find in one document; each runs once, when it is first asked for."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._found: dict[str, tuple[Finding, ...]] = {}

    def of(self, analyzer: Analyzer) -> tuple[Finding, ...]:
        """Return the findings of *analyzer*."""
        if analyzer.code not in self._found:
            self._found[analyzer.code] = tuple(analyzer.run(self._context))
        return self._found[analyzer.code]

    def by_code(self, code: str) -> tuple[Finding, ...] | None:
        """Return the findings of the analyzer *code*; ``None`` if there is none."""
        analyzer = next((each for each in analyzers() if each.code == code), None)
        return None if analyzer is None else self.of(analyzer)


def _several(words: str | Iterable[str]) -> Iterable[str]:
    """One word may stand for a list of one."""
    return (words,) if isinstance(words, str) else words


def _without_covered(found: list[Finding], covers: dict[str, tuple[str, ...]]) -> list[Finding]:
    """Move findings into those that take them in, at the very same place."""
    covering: dict[tuple[str, Path], int] = {}
    for index, finding in enumerate(found):
        for code in covers.get(finding.code, ()):
            covering.setdefault((code, finding.path), index)
    if not covering:
        return found
    taken: dict[int, list[Finding]] = {}
    left: list[tuple[int, Finding]] = []
    for index, finding in enumerate(found):
        by = covering.get((finding.code, finding.path))
        if by is None:
            left.append((index, finding))
        else:
            taken.setdefault(by, []).append(finding)
    return [
        evolve(
            finding,
            evidence=(*finding.evidence, *(_as_evidence(each) for each in taken.get(index, ()))),
        )
        for index, finding in left
    ]


def _as_evidence(finding: Finding) -> Evidence:
    return Evidence(
        path=dotted(finding.path), fact=finding.code, value=finding.message, span=finding.span
    )


def _with_notes(found: list[Finding], context: Context) -> list[Finding]:
    """Mark what people thought over, with their reason."""
    notes = {
        (each.above, each.noted.code): each.noted
        for each in reversed(context.notes)
        if context.on is None or context.on <= each.noted.until
    }
    if not notes:
        return found
    return [_with_note(finding, notes) for finding in found]


def _with_note(finding: Finding, notes: dict[tuple[Path, str], Noted]) -> Finding:
    for end in range(len(finding.path), 0, -1):
        noted = notes.get((finding.path[:end], finding.code))
        if noted is not None:
            by = NotedBy(by=tuple(noted.by), because=noted.because, until=noted.until)
            return evolve(finding, noted=by)
    return finding


def _in_order(found: list[Finding], context: Context) -> list[Finding]:
    source = context.polycule.source
    files = {} if source is None else {each.file: at for at, each in enumerate(source.all())}

    def by_path(finding: Finding) -> tuple[object, ...]:
        return (context.order(finding.path), finding.code, finding.facts)

    def by_span(finding: Finding) -> tuple[object, ...]:
        span = finding.span
        # What was changed in code no longer stands in the text, and comes last.
        place = (len(files), 0, 0)
        if span is not None:
            place = (files.get(span.file, 0), span.line, span.column)
        return (place, finding.code, by_path(finding))

    return sorted(found, key=by_path if source is None else by_span)
