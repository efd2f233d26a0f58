"""
Documents as pytest collects them; the one module that imports pytest.

A document is read once, when it is collected, and checked when the first of its
tests runs. Each process of pytest-xdist does so for itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from polyagree.consistency.verdicts import Inconsistent, Unknown
from polyagree.errors import DocumentError
from polyagree.finding import Report
from polyagree.model import Polycule, Scenario
from polyagree.testing.conflicts import why_not_settled
from polyagree.testing.documents import (
    NOT_MET,
    VACUOUS,
    Asked,
    FailOn,
    Shortfall,
    called,
    expects_otherwise,
    is_about_nothing,
    not_keepable,
    not_readable,
    what_counts,
    what_does_not_count,
)
from polyagree.testing.projects import Project, project_of

__all__ = ["Document"]

_MOST_SECONDS = 60
"""So long a document is looked at for a way to keep everything."""


class _FellShort(AssertionError):
    """A test that asked for something else; its text is all that there is to show."""

    def __init__(self, shortfall: Shortfall) -> None:
        super().__init__(shortfall.text)
        self.shortfall = shortfall


class Document(pytest.File):
    """A document and the tests that it holds."""

    def __init__(self, *, asked: Asked, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.asked = asked
        self.project = Project()
        self._polycule: Polycule | None = None
        self.error: Exception | None = None

    @property
    def polycule(self) -> Polycule:
        """What the document holds."""
        if self._polycule is None:
            raise self.error or LookupError("it was not read")
        return self._polycule

    @property
    def fail_on(self) -> FailOn:
        """From which severity on it fails."""
        return self.asked.fail_on or self.project.config.fail_on

    @cached_property
    def report(self) -> Report:
        """What is found in it."""
        from polyagree.analyzers.run import check

        return check(
            self.polycule,
            select=self.asked.select,
            ignore=self.asked.ignore,
            scenarios=False,
            config=self.project.config,
            more=self.project.more,
            # A test should find the same on a slow machine.
            solver_seconds=_MOST_SECONDS,
        )

    @cached_property
    def outcomes(self) -> Report:
        """What comes of its scenarios."""
        from polyagree.analyzers.run import check

        return check(self.polycule, select=(NOT_MET, VACUOUS), scenarios=True)

    def line_of(self, *path: str) -> int:
        """Return the line of *path*, from 0 as pytest counts them."""
        source = None if self._polycule is None else self._polycule.source
        span = None if source is None else source.find(path, key=True)
        return 0 if span is None else span.line - 1

    def collect(self) -> Iterator[pytest.Item]:
        """Read it, and yield its tests; of one that cannot be read there is a single one."""
        from polyagree.codec import load

        try:
            self.project = project_of(self.path)
            self._polycule = load(called(self.path), terms=self.project.config.terms)
        except Exception as error:  # noqa: BLE001  # its test raises it again
            self.error = error
        yield Reading.from_parent(self, name="reading")
        if self._polycule is None:
            return
        yield Consistency.from_parent(self, name="consistency")
        yield Findings.from_parent(self, name="findings")
        for scenario in self._polycule.scenarios:
            yield OneScenario.from_parent(self, name=f"scenario:{scenario.id}", scenario=scenario)


class _Test(pytest.Item):
    """One thing that is asked of a document."""

    title = ""
    line = 0

    @property
    def document(self) -> Document:
        """The document."""
        assert isinstance(self.parent, Document)  # noqa: S101  # for the type checker
        return self.parent

    def repr_failure(
        self,
        excinfo: pytest.ExceptionInfo[BaseException],
        style: Any = None,  # its type and that of the result have no public name
    ) -> Any:
        """Show what is to be said; a traceback would tell of our code, not of the text."""
        if not isinstance(excinfo.value, _FellShort):
            return super().repr_failure(excinfo, style)
        shown = excinfo.getrepr(style="value")
        crash = shown.reprcrash
        if crash is not None:
            # What summaries, one-line tracebacks and JUnit files tell of it.
            shortfall = excinfo.value.shortfall
            crash.path = str(self.path)
            crash.lineno = shortfall.line or self.line + 1
            crash.message = shortfall.sentence
        return shown

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Name the document and its line."""
        return self.path, self.line, f"{self.path.name}: {self.title}"


class Reading(_Test):
    """Passes when the document has no fault."""

    title = "can be read"

    def runtest(self) -> None:
        """Say why it could not be read."""
        error = self.document.error
        if isinstance(error, DocumentError):
            file = next((each.file for each in error.faults if each.file is not None), self.path)
            raise _FellShort(not_readable(error, text=_text_of(Path(file)))) from None
        if error is not None:
            raise error


class Consistency(_Test):
    """Passes when all that was agreed can be kept; is skipped where nobody can tell."""

    title = "consistency"

    def runtest(self) -> None:
        """Look for a way to keep everything."""
        from polyagree.consistency import solve

        verdict = solve(self.document.polycule, seconds=_MOST_SECONDS)
        if isinstance(verdict, Inconsistent):
            raise _FellShort(not_keepable(verdict, self.document.polycule))
        if isinstance(verdict, Unknown):
            skipped = pytest.skip.Exception(why_not_settled(verdict))
            # As pytest itself does for a mark: it is told with the place of the document.
            skipped._use_item_location = True  # noqa: SLF001  # it has no public name
            raise skipped


class Findings(_Test):
    """Passes when nothing is found at or above a severity."""

    title = "findings"

    def runtest(self) -> None:
        """Look for what may hurt."""
        report, fail_on = self.document.report, self.document.fail_on
        shortfall = what_counts(report, fail_on=fail_on)
        if shortfall is not None:
            raise _FellShort(shortfall)
        others = what_does_not_count(report, fail_on=fail_on)
        if others:
            # `pytest -rP` shows it.
            self.add_report_section("call", "findings that do not fail", others)
        for problem in self.document.project.problems:
            self.warn(pytest.PytestWarning(problem))


class OneScenario(_Test):
    """Passes when what a scenario expects would follow."""

    def __init__(self, *, scenario: Scenario, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.scenario = scenario
        self.title = f"scenario {scenario.id}"
        self.line = self.document.line_of("scenarios", scenario.id)
        if not scenario.expect:
            self.add_marker(pytest.mark.skip(reason="it expects nothing, and is one to talk over"))

    def runtest(self) -> None:
        """Let it happen, and compare."""
        outcomes = self.document.outcomes
        shortfall = expects_otherwise(outcomes, self.scenario)
        if shortfall is not None:
            raise _FellShort(shortfall)
        vacuous = is_about_nothing(outcomes, self.scenario)
        if vacuous is not None:
            self._tell(vacuous)

    def _tell(self, vacuous: Shortfall) -> None:
        """Fail where questions do; warn where they do not."""
        from polyagree.analyzers.registry import selected

        asked, project = self.document.asked, self.document.project
        config = project.config.asked_for(select=asked.select, ignore=asked.ignore)
        ignored = (*config.ignore, *config.ignored_in(called(self.path)))
        chosen = selected(select=config.select, ignore=ignored, scenarios=True, more=project.more)
        if VACUOUS not in {each.code for each in chosen}:
            return
        if self.document.fail_on in {"question", "note"}:
            raise _FellShort(vacuous)
        try:
            self.warn(pytest.PytestWarning(vacuous.sentence))
        except pytest.PytestWarning:
            # Here, warnings are errors.
            raise _FellShort(vacuous) from None


def _text_of(path: Path) -> str | None:
    """Return the text of a document with a fault, as far as it can be had."""
    from polyagree.codec.shape import MAX_BYTES

    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError:
        return None
    return None if len(data) > MAX_BYTES else data.decode("utf-8-sig", "replace")
