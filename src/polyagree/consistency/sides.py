"""One of two wordings: its norms, and what a log would be worth under them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from attrs import evolve

from polyagree.model import (
    Agreement,
    Boundary,
    Event,
    Polycule,
)
from polyagree.model.fitting import EventCheck
from polyagree.timeline import course
from polyagree.timeline.instances import Break, Instance
from polyagree.timeline.ledger import Ledger
from polyagree.timeline.log import Entry
from polyagree.timeline.matching import Matcher
from polyagree.timeline.rules import Rule
from polyagree.timeline.run import Run
from polyagree.timeline.wordings import Standing, standings_of

__all__ = ["Outcome", "Side", "Supposed", "in_order"]


class Supposed(NamedTuple):
    """
    A log that nobody kept.

    Attributes:
        events: What happens, in the order of time.
        until: Up to when time passes.
    """

    events: tuple[Event, ...]
    until: dt.datetime


class Outcome(NamedTuple):
    """
    What a log is worth under one wording.

    Attributes:
        broken: What it breaks, each norm with its first break.
        undone: What it leaves undone for which no time is set.
        is_clear: Whether nothing hangs on what the log does not tell.
        is_settled: Whether no time is still running in which something is to be done.
    """

    broken: tuple[tuple[Instance, Break], ...]
    undone: tuple[Instance, ...]
    is_clear: bool
    is_settled: bool

    @property
    def is_fine(self) -> bool:
        """Whether it breaks nothing, as far as it goes."""
        return not self.broken and self.is_clear

    @property
    def is_done_with(self) -> bool:
        """Whether it is fine, and nothing is left to do."""
        return self.is_fine and self.is_settled and not self.undone


class Side:
    """
    One of two wordings.

    It holds as it stands on a day, whatever was agreed on before or after, and for as long
    as its text says; who accepted it when, what happened and what was broken is left out.

    Args:
        polycule: The document.
        on: The wording of this day; ``None``: the text as it stands.

    Attributes:
        polycule: The document.
        records: Its agreements and boundaries, as they stand.
        standings: Their norms, in the order of the document.
        matcher: Holds events against descriptions.
    """

    def __init__(self, polycule: Polycule, on: dt.date | None = None) -> None:
        self.polycule = polycule
        self.records: tuple[Agreement | Boundary, ...] = (
            *(_as_it_stands(each, on) for each in polycule.agreements),
            *(_as_it_stood(each, on) for each in polycule.boundaries),
        )
        self.standings: tuple[Standing, ...] = tuple(
            standing
            for record in self.records
            for standing in standings_of(record, polycule.vocabulary)
            if on is None or on < standing.before
        )
        self.matcher = Matcher(self.polycule, ())
        self._check: EventCheck | None = None

    def of(self, clauses: Iterable[str]) -> tuple[Standing, ...]:
        """Return the norms of *clauses*."""
        wanted = frozenset(clauses)
        return tuple(each for each in self.standings if each.clause in wanted)

    def rules(self, some: Sequence[Standing]) -> tuple[Rule, ...]:
        """Return *some* norms as they are judged, with each whom they bind."""
        return tuple(self._run(some).rules)

    def _run(self, some: Sequence[Standing]) -> Run:
        return Run(self.polycule, only=some, has_records=False, matcher=self.matcher)

    def fits(self, events: Sequence[Event]) -> bool:
        """Return whether the document knows everything that *events* name."""
        if self._check is None:
            self._check = EventCheck(self.polycule)
        return not any(True for event in events for _ in self._check.faults(event))

    def ledger(
        self,
        some: Sequence[Standing],
        events: Sequence[Event],
        *,
        since: dt.datetime,
        until: dt.datetime,
        begins: Mapping[str, dt.datetime] = MappingProxyType({}),
        first: int | None = None,
    ) -> Ledger:
        """
        Return what becomes of *some* norms up to *until*.

        Args:
            some: The norms.
            events: What happens, in the order of time.
            since: From when on they hold.
            until: Up to when time passes.
            begins: From when on those of an agreement do, where that is later.
            first: The number of the first event; ``None``: it follows those of the document.
        """
        if first is None:
            first = len(self.polycule.events)
        run = self._run(some)
        for rule in run.rules:
            agreement = rule.case.standing.clause.partition(".")[0]
            starts = (since, begins.get(agreement, since), rule.opens or since)
            rule.opens = max(starts)
        ledger = Ledger(self.polycule, run=run)
        course.begin(run)
        ledger.advance(since)
        for number, event in enumerate(events):
            entry = Entry.of(event, self.polycule, first + number)
            ledger.take(entry)
        ledger.advance(until)
        return ledger

    def outcome(
        self,
        some: Sequence[Standing],
        events: Sequence[Event],
        *,
        since: dt.datetime,
        until: dt.datetime,
    ) -> Outcome:
        """Return what *events*, and time up to *until*, are worth under *some* norms."""
        instances = self.ledger(some, events, since=since, until=until).instances
        return Outcome(
            broken=tuple((each, each.breaks[0]) for each in instances if each.breaks),
            undone=tuple(each for each in instances if each.verdict == "presumably_violated"),
            is_clear=not any(each.verdict == "unknown" for each in instances),
            is_settled=not any(each.verdict == "pending" for each in instances),
        )


def in_order(events: Iterable[Event], polycule: Polycule) -> tuple[Event, ...]:
    """Return *events* in the order of time."""
    placed = [Entry.of(event, polycule, number) for number, event in enumerate(events)]
    return tuple(each.event for each in sorted(placed, key=lambda each: each.order))


def _as_it_stands(agreement: Agreement, on: dt.date | None) -> Agreement:
    clauses = agreement.clauses if on is None else agreement.wording_on(on)
    if on is not None and agreement.made is not None and on < agreement.made:
        clauses = ()
    return evolve(
        agreement,
        made=None,
        accepted=(),
        revisions=(),
        clauses=tuple(
            _as_it_stood(each, on) if isinstance(each, Boundary) else each for each in clauses
        ),
    )


def _as_it_stood(boundary: Boundary, on: dt.date | None) -> Boundary:
    if on is not None:
        for revision in boundary.revisions:
            if on < revision.date and revision.was is not None:
                was = revision.was
                return evolve(
                    boundary,
                    says=was.says,
                    reached_by=was.reached_by,
                    norm=was.norm,
                    response=was.response,
                    revisions=(),
                )
    return evolve(boundary, revisions=())
