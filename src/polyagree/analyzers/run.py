"""Running analyzers over a document."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from attrs import evolve

from polyagree.analyzers.base import Analyzer, LooksBack
from polyagree.analyzers.config import Config
from polyagree.analyzers.configuring import configured
from polyagree.analyzers.context import Context
from polyagree.analyzers.registry import selected, with_more
from polyagree.clock.asked import day_of, seconds_of
from polyagree.errors import AnalyzerFailed
from polyagree.finding import Evidence, Finding, NotedBy, Report
from polyagree.model.noted import Noted
from polyagree.model.polycule import Polycule
from polyagree.source import Path, dotted

if TYPE_CHECKING:
    from polyagree.analyzers.context import Reader

__all__ = ["check"]

_LONGEST = 200


def check(
    polycule: Polycule,
    *,
    on: dt.date | None = None,
    select: str | Iterable[str] = (),
    ignore: str | Iterable[str] = (),
    scenarios: bool | None = None,
    solver_seconds: float | None = None,
    reader: Reader | None = None,
    config: Config | None = None,
    more: Iterable[Analyzer] = (),
    on_failure: Callable[[AnalyzerFailed], None] | None = None,
) -> Report:
    """
    Return what the analyzers find in *polycule*.

    Args:
        polycule: The document.
        on: As of which day; ``None``: the last day that the document records.
        select: Codes, or beginnings of codes, of the analyzers that run, whatever `config`
            selects or ignores; empty: all, or as it says. One alone may be a text.
        ignore: The same for those that do not, besides those that `config` ignores. What one of
            them would have taken in of another is left out too, unless `select` has its code.
        scenarios: Whether the scenarios of the document are run as well; ``None``: as `config`
            says, else not.
        solver_seconds: For how long it is looked for what nobody could keep together. The parts
            of a document are taken in its order, and a note tells which were left when the
            time was over; 0: none is looked at; ``None``: as `config` says, else 5.
        reader: Who reads the clauses that stand in words only; ``None``: the reader of this
            library. Where it is one that another seconds, findings say what they disagree on.
        config: With what the project checks; ``None``: with what this library does. Words of
            the project are needed when a document is loaded, and stand in it then.
        more: Analyzers that others wrote. None is looked for.
        on_failure: Who is told of one of them that gives no answer; the others run on. ``None``:
            it is raised.

    Raises:
        UnknownAnalyzer: If `select`, `ignore` or `config` names no analyzer.
        InvalidConfig: If an option of `config` does not exist, or cannot have its value.
        AnalyzerFailed: If one of `more` raises something, or yields what is no finding.
        InvalidTime: If `on` is not a day, or `solver_seconds` is no length of time.
        InvalidReading: If `reader` says what cannot be meant.
        ReaderFailed: If it raises something.
    """
    day = polycule.last_day if on is None else day_of(on, field="on")
    source = polycule.source
    wanted = (config or Config()).asked_for(select=select, ignore=ignore)
    others = tuple(more)
    scenarios = wanted.scenarios if scenarios is None else scenarios
    if solver_seconds is None:
        solver_seconds = wanted.solver_seconds
    chosen = selected(
        select=wanted.select,
        ignore=(*wanted.ignore, *wanted.ignored_in(None if source is None else source.file)),
        scenarios=scenarios,
        more=others,
    )
    codes = {each.code for each in chosen}
    named = {each.code for each in chosen if {each.code, each.name} & {*wanted.select}}
    known = configured(with_more(others), wanted, more=others)
    context = Context(
        polycule,
        day,
        solver_seconds=seconds_of(solver_seconds, field="solver_seconds"),
        reader=reader,
        sure=wanted.readings.sure,
        doubt=wanted.readings.doubt,
    )
    foreign = frozenset(each.code for each in others)
    runs = _Runs(context, known, foreign=foreign, on_failure=on_failure)
    chosen = tuple(each for each in known if each.code in codes)
    found = [finding for analyzer in chosen for finding in runs.of(analyzer)]
    for analyzer in chosen:
        if isinstance(analyzer, LooksBack):
            found += runs.looking_back(analyzer)
    found = _without_covered(found, {each.code: each.covers for each in chosen})
    asked = selected(select=wanted.select, scenarios=scenarios, more=others)
    # What others wrote may be ignored because it fails: it does not run at all.
    ignored = {each.code for each in asked} - codes - foreign
    found = _without_ignored(found, (each for each in known if each.code in ignored), runs, named)
    found = _with_notes(found, context)
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

    def __init__(
        self,
        context: Context,
        known: tuple[Analyzer, ...],
        *,
        foreign: frozenset[str],
        on_failure: Callable[[AnalyzerFailed], None] | None,
    ) -> None:
        self._context = context
        self._known = {each.code: each for each in known}
        self._foreign = foreign
        self._on_failure = on_failure
        self._found: dict[str, tuple[Finding, ...]] = {}

    def of(self, analyzer: Analyzer) -> tuple[Finding, ...]:
        """Return the findings of *analyzer*."""
        if analyzer.code not in self._found:
            self._found[analyzer.code] = self._all(analyzer, lambda: analyzer.run(self._context))
        return self._found[analyzer.code]

    def looking_back(self, analyzer: LooksBack) -> tuple[Finding, ...]:
        """Return what *analyzer* finds in what the others found."""
        return self._all(analyzer, lambda: analyzer.look_back(self._context, self.by_code))

    def by_code(self, code: str) -> tuple[Finding, ...] | None:
        """Return the findings of the analyzer *code*; ``None`` if there is none."""
        analyzer = self._known.get(code)
        return None if analyzer is None else self.of(analyzer)

    def _all(self, analyzer: Analyzer, run: Callable[[], Iterable[Finding]]) -> tuple[Finding, ...]:
        if analyzer.code not in self._foreign:
            return tuple(run())
        try:
            return _own(tuple(run()), analyzer.code)
        except AnalyzerFailed as error:
            failed = error
        except Exception as error:  # noqa: BLE001  # it is told, with its cause
            failed = AnalyzerFailed(
                f"analyzer `{analyzer.code}` raises {_raised(error)}", analyzer.code
            )
            failed.__cause__ = error
        if self._on_failure is None:
            raise failed
        self._on_failure(failed)
        return ()


def _own(found: tuple[Finding, ...], code: str) -> tuple[Finding, ...]:
    """Return what an analyzer of others *found*, if all of it is findings of its own."""
    if any(getattr(each, "code", None) != code for each in found):
        raise AnalyzerFailed(f"analyzer `{code}` yields what is no finding of its own", code)
    return found


def _raised(error: Exception) -> str:
    said = " ".join(str(error).split())
    return f"`{type(error).__name__}`{': ' if said else ''}{said[:_LONGEST]}"


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


def _without_ignored(
    found: list[Finding], ignored: Iterable[Analyzer], runs: _Runs, named: set[str]
) -> list[Finding]:
    """
    Leave out what an analyzer would have taken in that is ignored.

    Who ignores one has heard what it says; it does not come back in other words. What is
    *named* is asked for by its own code, and stays.
    """
    there = {finding.code for finding in found} - named
    taken = {
        (code, finding.path)
        for analyzer in ignored
        if not there.isdisjoint(analyzer.covers)
        for finding in runs.of(analyzer)
        for code in analyzer.covers
        if code in there
    }
    return [each for each in found if (each.code, each.path) not in taken]


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
