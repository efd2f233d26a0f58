"""Commitments in use: what became of each time that they were owed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Literal
from zoneinfo import ZoneInfo

from attrs import evolve, frozen

from polyagree.clock import local_day
from polyagree.model import Norm, Obligation, PersonId, Polycule
from polyagree.practice.rewording import owed_late, reworded
from polyagree.source import Path, dotted
from polyagree.timeline.instances import Fact, Instance
from polyagree.timeline.instants import TICK
from polyagree.timeline.ledger import replay
from polyagree.timeline.wordings import Standing, standings

__all__ = ["Occurrence", "Outcome", "clauses_with", "last_day", "occurrences", "wanted_norms"]

Outcome = Literal["kept", "late", "missed", "open", "let go", "not noted", "unknown"]
"""
What became of one time that something was owed.

*Let go* is what ended, rested or was waived before it was due. *Not noted* would be missed,
but the log never notes such an act at all, so nothing tells. *Unknown* hangs on what else
nobody wrote down.
"""

_DONE: dict[Outcome, frozenset[Fact]] = {
    "kept": frozenset({"done", "kept", "done early"}),
    "late": frozenset({"done late"}),
}
"""What a proof says where something was done."""

Wanted = Callable[[Obligation], bool]


@frozen(kw_only=True)
class Occurrence:
    """
    One time that a commitment was owed.

    Attributes:
        path: Where the commitment stands.
        clause: The clause as others refer to it, or the boundary.
        act: What is to be done.
        who: Who owes it; several: together.
        to: Towards whom, as far as the document says.
        outcome: What became of it.
        day: The day with which its time is over, or on which it began if that is never; ``None``:
            the document says neither.
        since: From when on it was owed, in UTC; ``None``: the document does not say.
        until: The first instant at which it is too late; ``None``: there is none.
        done: When it was done, in UTC; ``None``: it was not, or nobody knows.
        late_by: By how much it was late; ``None``: it was not.
        cause: What it follows, as the path of an event; ``None``: nothing in particular.
        event: What was done, as the path of an event; ``None``: nothing.
        is_step: Whether it follows a break.
    """

    path: Path
    clause: str
    act: str
    who: tuple[PersonId, ...]
    to: tuple[PersonId, ...] = ()
    outcome: Outcome
    day: dt.date | None = None
    since: dt.datetime | None = None
    until: dt.datetime | None = None
    done: dt.datetime | None = None
    late_by: dt.timedelta | None = None
    cause: Path | None = None
    event: Path | None = None
    is_step: bool = False

    def record(self) -> dict[str, object]:
        """Return it as one flat dictionary."""
        return {
            "path": dotted(self.path),
            "clause": self.clause,
            "act": self.act,
            "who": ", ".join(self.who),
            "to": ", ".join(self.to),
            "outcome": self.outcome,
            "day": self.day,
            "since": self.since,
            "until": self.until,
            "done": self.done,
            "late_by": self.late_by,
            "cause": None if self.cause is None else dotted(self.cause),
            "event": None if self.event is None else dotted(self.event),
            "is_step": self.is_step,
        }


def last_day(polycule: Polycule, on: dt.date | None) -> dt.date:
    """Return *on*, or the last day that *polycule* records, or the first day there is."""
    return on or polycule.last_day or dt.date(1, 1, 2)


def occurrences(
    polycule: Polycule,
    wanted: Wanted,
    *,
    on: dt.date | None = None,
    change: Callable[[Norm], Norm] = lambda norm: norm,
) -> Iterator[Occurrence]:
    """
    Yield what became of the duties that are *wanted*, in the order of the replay.

    Args:
        polycule: The document.
        wanted: Whether a duty, of a clause or after a break, is looked at.
        on: The day up to whose end the log is looked at; ``None``: the last one on record.
        change: How a norm is put for the replay. What was done too late is looked at anyway.
    """
    clauses = clauses_with(polycule, wanted)
    if not clauses:
        return
    prepared = reworded(polycule, lambda norm: owed_late(change(norm)))
    ledger = replay(prepared, until=last_day(polycule, on), clauses=clauses)
    words = polycule.vocabulary
    noted = {wide for event in polycule.events for wide in words.wider(event.act)}
    for instance in ledger.instances:
        for each in instance.with_steps():
            if isinstance(each.norm, Obligation) and wanted(each.norm):
                found = _occurrence(each, polycule.zone, is_step=each is not instance)
                is_noted = found.outcome != "missed" or found.act in noted
                yield found if is_noted else evolve(found, outcome="not noted")


def clauses_with(polycule: Polycule, wanted: Wanted) -> frozenset[str]:
    """Return the clauses and the boundaries in which a duty that is *wanted* stands."""
    return frozenset(
        standing.clause
        for standing in standings(polycule)
        if any(True for _ in wanted_norms(standing, wanted))
    )


def wanted_norms(standing: Standing, wanted: Wanted) -> Iterator[Obligation]:
    """Yield the norm of *standing* and what follows a break of it, where it is *wanted*."""
    for norm in (standing.norm, *(step.norm for step in standing.every_step)):
        yield from _in(norm, wanted)


def _in(norm: Norm, wanted: Wanted) -> Iterator[Obligation]:
    if isinstance(norm, Obligation) and wanted(norm):
        yield norm
    for step in norm.if_broken:
        yield from _in(step, wanted)


def _occurrence(instance: Instance, zone: ZoneInfo, *, is_step: bool) -> Occurrence:
    outcome = _outcome(instance)
    line = next((e for e in reversed(instance.proof) if e.fact in _DONE.get(outcome, ())), None)
    done, until = None if line is None else line.at, instance.until
    return Occurrence(
        path=instance.path,
        clause=instance.clause,
        act=instance.norm.act,
        who=instance.who,
        to=instance.to,
        outcome=outcome,
        day=_day(instance, zone),
        since=instance.since,
        until=until,
        done=done,
        late_by=done - _due(until) if outcome == "late" and done and until else None,
        cause=instance.cause,
        event=None if line is None else line.event,
        is_step=is_step,
    )


def _day(instance: Instance, zone: ZoneInfo) -> dt.date | None:
    if instance.until is not None:
        return local_day(instance.until - TICK, zone)
    return None if instance.since is None else local_day(instance.since, zone)


def _due(until: dt.datetime) -> dt.datetime:
    """Return the last instant that is in time, or the end of the day it ends with."""
    return until - TICK if until.microsecond == 1 else until


def _outcome(instance: Instance) -> Outcome:
    if instance.verdict == "violated":
        return "late" if any(each.fact == "done late" for each in instance.proof) else "missed"
    if not instance.is_sure or instance.verdict == "unknown":
        return "unknown"
    if instance.state == "fulfilled":
        return "kept"
    return "open" if instance.state == "in force" else "let go"
