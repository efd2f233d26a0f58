"""What people expect to follow if something happened, held against what would."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from attrs import evolve, frozen

from polyagree.clock import day_bounds, local_day
from polyagree.finding import Coverage
from polyagree.model import Polycule, Scenario, ScenarioId, Verdict
from polyagree.source import Path
from polyagree.timeline.exploring import all_steps, can_be_broken
from polyagree.timeline.instances import Break, Instance, Proof
from polyagree.timeline.instants import ONE_DAY, TICK, later
from polyagree.timeline.ledger import Ledger
from polyagree.timeline.log import Entry
from polyagree.timeline.wordings import standings

__all__ = ["Outcome", "ScenarioResult", "coverage", "run_scenarios"]

_GRAVEST: tuple[Verdict, ...] = (
    *("terminal", "violated", "compensated", "unknown"),
    *("presumably_violated", "pending", "presumably_satisfied", "satisfied"),
)

_MEETS: dict[Verdict, frozenset[Verdict]] = {
    "satisfied": frozenset({"satisfied", "presumably_satisfied"}),
    "violated": frozenset({"violated", "compensated", "terminal"}),
}
"""What meets an expectation besides itself."""

_NEVER = dt.datetime.max.replace(tzinfo=dt.UTC)

_FATES = frozenset({"compensated", "terminal"})

_GUARDS = frozenset({"must_not", "may"})


@frozen(kw_only=True)
class Outcome:
    """
    What a scenario expects of one clause, and what came of it.

    Attributes:
        of: The clause, the boundary or the agreement; of an agreement, the gravest counts.
        expected: What is expected.
        got: What became of it by the end of the scenario.
        is_met: Whether that is what is expected.
        is_concerned: Whether anything in the scenario has to do with the clause.
        proof: Why, in the order of time; events of the scenario by their path under
            ``scenarios``.
    """

    of: str
    expected: Verdict
    got: Verdict
    is_met: bool
    is_concerned: bool
    proof: tuple[Proof, ...] = ()


@frozen(kw_only=True)
class ScenarioResult:
    """
    What would follow if a scenario happened.

    Attributes:
        scenario: Its id.
        until: The instant up to which it was looked at, in UTC.
        outcomes: What it expects, in the order of the document.
        triggered: Where the norms stand that its events set off, used, kept or broke,
            or the time of which was over in it.
        reached: Where the steps stand that came into force.
    """

    scenario: ScenarioId
    until: dt.datetime | None
    outcomes: tuple[Outcome, ...]
    triggered: tuple[Path, ...] = ()
    reached: tuple[Path, ...] = ()

    @property
    def is_met(self) -> bool:
        """Whether everything is as expected."""
        return all(each.is_met for each in self.outcomes)

    @property
    def is_vacuous(self) -> bool:
        """Whether it expects something, and has to do with nothing of it."""
        return bool(self.outcomes) and not any(each.is_concerned for each in self.outcomes)


def run_scenarios(polycule: Polycule) -> tuple[ScenarioResult, ...]:
    """
    Return what would follow from each scenario, beside what is expected.

    The events of a scenario are put into the log, and all of it is replayed to the
    end of the last day on which one of them is. What is recorded later is left out,
    so that a scenario says the same however the log grows behind it. Only what
    comes in its time counts: what was broken before it began does not.

    Args:
        polycule: The document.

    Source:
        A12, B4.
    """
    return tuple(_run(polycule, scenario) for scenario in polycule.scenarios)


def _run(polycule: Polycule, scenario: Scenario) -> ScenarioResult:
    count = len(polycule.events)
    entries = sorted(
        (
            Entry.of(event, polycule, index)
            for index, event in enumerate((*polycule.events, *scenario.events))
            # At the ends of the calendar there is no window before or after.
            if dt.MINYEAR < event.day.year < dt.MAXYEAR
        ),
        key=lambda each: each.order,
    )
    told = [entry for entry in entries if entry.index >= count]
    ledger = Ledger(polycule)
    if not told:
        ledger.take_all(until=polycule.last_day)
        before = after = _known(ledger)
        start, looked_at = None, frozenset[str]()
    else:
        start, end = told[0].first, _end_of_day(max(entry.day for entry in told), polycule)
        for entry in (each for each in entries if each.order < told[0].order):
            ledger.take(entry)
        ledger.advance(start)
        before = _known(ledger)
        found: set[str] = set()
        for entry in (each for each in entries if told[0].order <= each.order):
            if entry.first < end:
                if entry.index >= count:
                    ledger.advance(entry.first)
                    found |= ledger.looking_at(entry)
                ledger.take(entry)
        ledger.advance(end)
        after, looked_at = _known(ledger), frozenset(found)
    seen = _Seen(scenario, count, start, before, after, _read(polycule))
    return ScenarioResult(
        scenario=scenario.id,
        until=ledger.until,
        outcomes=tuple(
            _outcome(seen, each.of, each.verdict, looked_at) for each in scenario.expect
        ),
        triggered=tuple(dict.fromkeys(each.path for each in seen.touched)),
        reached=tuple(dict.fromkeys(seen.reached())),
    )


def _read(polycule: Polycule) -> frozenset[str]:
    """Return the clauses and boundaries of which it is known what they mean."""
    names = {
        f"{agreement.id}.{clause.id}"
        for agreement in polycule.agreements
        for clause in agreement.clauses
        if clause.norm is not None
    }
    names |= {each.id for each in polycule.boundaries if each.norm is not None}
    return frozenset(names) | {each.clause for each in standings(polycule)}


def _end_of_day(day: dt.date, polycule: Polycule) -> dt.datetime:
    return later(day_bounds(day, polycule.zone).start, ONE_DAY, polycule.zone)


def _is_part(clause: str, name: str) -> bool:
    """Return whether *clause* is what is named, or stands in the agreement of that name."""
    return name in {clause, clause.partition(".")[0]}


def _known(ledger: Ledger) -> dict[str, Instance]:
    return {each.key: each for each in ledger.instances}


class _Seen(NamedTuple):
    """
    What a scenario changes.

    Attributes:
        scenario: The scenario.
        recorded: How many events the log has without it.
        start: When it begins; ``None``: it has no events.
        before: What there was at that moment, by its key.
        after: What there is at its end.
        read: The clauses of which it is known what they mean.
    """

    scenario: Scenario
    recorded: int
    start: dt.datetime | None
    before: dict[str, Instance]
    after: dict[str, Instance]
    read: frozenset[str]

    def of(self, clause: str) -> list[Instance]:
        return [each for each in self.after.values() if _is_part(each.clause, clause)]

    def breaks(self, instance: Instance) -> list[Break]:
        """Return the breaks that come with the scenario."""
        old = self.before.get(instance.key)
        known = set() if old is None else {(each.at, each.event) for each in old.breaks}
        return [each for each in instance.breaks if (each.at, each.event) not in known]

    def lines(self, instance: Instance) -> tuple[Proof, ...]:
        """Return the lines of its proof that come with the scenario."""
        old = self.before.get(instance.key)
        return instance.proof[0 if old is None else len(old.proof) :]

    def is_touched(self, instance: Instance) -> bool:
        """Return whether anything came of it but that it began, or was laid down."""
        if self.start is None:
            return False
        old = self.before.get(instance.key)
        if self.breaks(instance) or (old is None and instance.cause is not None):
            return True
        before = None if old is None else (old.counts, old.state)
        if instance.norm.modal in _GUARDS and before is not None:
            return instance.counts != before[0]
        return any(line.fact not in {"begins", "ended"} for line in self.lines(instance))

    @property
    def touched(self) -> list[Instance]:
        return [each for each in self.after.values() if self.is_touched(each)]

    def reached(self) -> Iterator[Path]:
        """Yield where the steps stand that came into force."""
        known = {
            step.key
            for instance in self.before.values()
            for step in instance.with_steps()
            if step is not instance
        }
        for instance in self.after.values():
            for step in instance.with_steps():
                if step is not instance and step.key not in known:
                    yield step.path

    def shown(self, proof: Proof) -> Proof:
        """Return *proof* with the path of its event in the document."""
        if proof.event is None or proof.event[0] != "events":
            return proof
        index = int(proof.event[1])
        if index < self.recorded:
            return proof
        path: Path = ("scenarios", self.scenario.id, "events", index - self.recorded)
        return evolve(proof, event=path)


def _outcome(seen: _Seen, clause: str, expected: Verdict, looked_at: frozenset[str]) -> Outcome:
    every = seen.of(clause)
    touched = [each for each in every if seen.is_touched(each)]
    open_ = [each for each in every if each.state in {"in force", "suspended", "inactive"}]
    # Where nothing came of a clause, it stands as it stood.
    counted = touched or open_ or [each for each in every if each.norm.modal in _GUARDS]
    found = [_standing(seen, each) for each in counted]
    # Nothing is against a clause of which nothing is owed; of one not read, nothing is known.
    is_read = any(_is_part(each, clause) for each in seen.read)
    nothing: Verdict = "presumably_satisfied" if is_read else "unknown"
    got = min(found, key=_GRAVEST.index, default=nothing)
    shown = [each for each, verdict in zip(counted, found, strict=True) if verdict == got]
    lines = sorted((line for each in shown for line in _lines(seen, each)), key=_when)
    return Outcome(
        of=clause,
        expected=expected,
        got=got,
        is_met=got in _MEETS.get(expected, frozenset({expected})),
        is_concerned=bool(touched) or any(_is_part(each, clause) for each in looked_at),
        proof=tuple(dict.fromkeys(seen.shown(line) for line in lines)),
    )


def _standing(seen: _Seen, instance: Instance) -> Verdict:
    """Return what can be said of *instance* in the time of the scenario."""
    breaks = seen.breaks(instance) if seen.start is not None else list(instance.breaks)
    if breaks:
        states = {each.state for each in breaks}
        return next(state for state in ("terminal", "violated", "compensated") if state in states)
    if not instance.breaks:
        return instance.verdict
    # What was broken before is another story.
    doubts = any(line.fact.startswith("perhaps") for line in seen.lines(instance))
    return "unknown" if doubts else "presumably_satisfied"


def _lines(seen: _Seen, instance: Instance) -> Iterator[Proof]:
    breaks = seen.breaks(instance)
    for line in seen.lines(instance) if seen.start is not None else instance.proof:
        if line.fact != "begins" or line.event is not None:
            yield line
    for broken in breaks:
        for step in broken.steps:
            yield from (
                evolve(line, detail=_of_step(step, line))
                for line in step.proof
                if line.fact not in {"begins", "after", *_FATES}
            )
    if not breaks and instance.until is not None and instance.state == "in force":
        yield Proof(at=instance.until, fact="due")


def _of_step(step: Instance, line: Proof) -> str:
    """Return what a line says more about, so that a step is told from what was broken."""
    more = f", {line.detail}" if line.detail else ""
    return f"`{step.norm.act}` to follow a break{more}"


def _when(line: Proof) -> tuple[bool, dt.datetime, bool]:
    # What became of a break comes after that of which it came.
    fate = line.fact in _FATES
    return (True, _NEVER, fate) if line.at is None else (False, line.at, fate)


# What scenarios leave out


def coverage(polycule: Polycule, results: Iterable[ScenarioResult] | None = None) -> Coverage:
    """
    Return which norms and steps the scenarios of a document walk through.

    Norms are those of the present wording that can be broken, and steps all that
    follow a break of them.

    Args:
        polycule: The document.
        results: What came of its scenarios; ``None``: they are run.

    Source:
        A12.
    """
    results = run_scenarios(polycule) if results is None else tuple(results)
    days = [local_day(each.until - TICK, polycule.zone) for each in results if each.until]
    day = max([*days, polycule.last_day or dt.date.min])
    norms: dict[Path, None] = {}
    steps: dict[Path, None] = {}
    for standing in standings(polycule):
        if day < standing.before and can_be_broken(standing.norm):
            norms[standing.path] = None
            present = max(day, standing.since)
            steps |= dict.fromkeys(path for path, _ in all_steps(standing, present))
    triggered = {path for each in results for path in each.triggered}
    reached = {path for each in results for path in each.reached}
    return Coverage(
        scenarios=len(results),
        norms=len(norms),
        untriggered=tuple(path for path in norms if path not in triggered),
        steps=len(steps),
        unreached=tuple(path for path in steps if path not in reached),
    )
