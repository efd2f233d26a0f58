"""What on record shows that a step of a repair was taken, where no norm of it says what it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from polyagree.clock import local_day
from polyagree.model import CheckIn, Event, Named, PersonId, RepairStep
from polyagree.source import Path
from polyagree.timeline.concerned import Concerned
from polyagree.timeline.traces import Traces

__all__ = ["Sign", "Signs"]

_TWO = 2
_ACTS: dict[str, tuple[str, ...]] = {
    "containment": ("pause", "time-apart"),
    "debrief": ("debrief",),
    "renegotiation": ("negotiate", "revise"),
    "aftercare": ("aftercare",),
    "dialogue": ("check-in", "review"),
    "outside-help": ("see-counsellor", "mediation"),
}
"""The acts that a step consists of, whatever they are about."""


class Sign(NamedTuple):
    """
    What shows that a step was taken.

    Attributes:
        day: When; ``None``: no day tells.
        path: Where it stands.
    """

    day: dt.date | None
    path: Path


class Signs:
    """
    What a document records of the steps after a break.

    Args:
        traces: The record of the document.
        about: Whom the break concerns, and since when it is known.
        on: What is recorded later is left out.
    """

    def __init__(self, traces: Traces, about: Concerned, *, on: dt.date) -> None:
        self._traces = traces
        self._polycule = traces.polycule
        self._about = about
        self._on = on
        self._people = frozenset(about.people)

    def of(self, step: RepairStep) -> Sign | None:
        """Return the first sign that *step* was taken; ``None``: there is none."""
        found = [*self._in_records(step), *self._in_the_log(step.step)]
        return min(found, key=lambda sign: (sign.day or dt.date.min, str(sign.path)), default=None)

    def _in_records(self, step: RepairStep) -> Iterator[Sign]:
        if step.stands_in:
            yield Sign(None, _path_of(step.stands_in[0]))
        match step.step:
            case "impact" if self._about.breaches and not self._about.unnamed:
                yield Sign(None, ("breaches", self._about.breaches[0].id, "impact"))
            case "renegotiation":
                yield from self._revisions()
            case "dialogue":
                yield from self._check_ins()

    def _in_the_log(self, step: str) -> Iterator[Sign]:
        found = {*self._traces.events_of(_ACTS.get(step, ()))}
        if step == "debrief":
            found |= set(self._talks())
        for index in sorted(found):
            event = self._polycule.events[index]
            if self._is_time(event.day) and self._takes_part(step, event):
                yield Sign(event.day, ("events", index))

    def _talks(self) -> Iterator[int]:
        """Yield the talks about it that are no quarrel."""
        for index in self._traces.events_about(self._about.names):
            kinds = self._polycule.vocabulary.wider(self._polycule.events[index].act)
            if "talk" in kinds and "argue" not in kinds:
                yield index

    def _takes_part(self, step: str, event: Event) -> bool:
        there = self._people_in(event)
        if step in {"containment", "outside-help"}:
            return bool(there & self._people)
        if step == "debrief":
            return self._speaks_with(there)
        return len(there & self._people) >= _TWO

    def _speaks_with(self, there: frozenset[PersonId]) -> bool:
        """Return whether who did not keep it is there with somebody whom it affected."""
        by, affected = frozenset(self._about.by), frozenset(self._about.affected)
        if not by:
            return len(there & affected) >= _TWO
        return bool(there & by) and len(there & (by | affected)) >= _TWO

    def _check_ins(self) -> Iterator[Sign]:
        agreements = frozenset(self._about.agreements)
        for index, check_in in enumerate(self._polycule.check_ins):
            day = self._day_of(check_in)
            looked_at = {name.partition(".")[0] for name in check_in.reviewed}
            is_open = not looked_at or not looked_at.isdisjoint(agreements)
            there = self._people.intersection(check_in.people)
            if self._is_time(day) and is_open and len(there) >= _TWO:
                yield Sign(day, ("check_ins", index))

    def _revisions(self) -> Iterator[Sign]:
        for name in self._about.agreements:
            agreement = self._polycule.agreement(name)
            for index, revision in enumerate(agreement.revisions):
                accepted = {each.by: each.date for each in revision.accepted if not each.revoked}
                if self._is_time(revision.date) and accepted.keys() >= {*agreement.parties}:
                    day = max(revision.date, *accepted.values())
                    if self._is_time(day):
                        yield Sign(day, ("agreements", agreement.id, "revisions", index))

    def _is_time(self, day: dt.date) -> bool:
        known = self._about.known
        return known is not None and known <= day <= self._on

    def _day_of(self, check_in: CheckIn) -> dt.date:
        at = check_in.date
        if isinstance(at, dt.datetime) and at.tzinfo is not None:
            return local_day(at, self._polycule.zone)
        return check_in.day

    def _people_in(self, event: Event) -> frozenset[PersonId]:
        named = {each.name for each in (*event.with_, *event.to) if isinstance(each, Named)}
        return frozenset((*event.who, *(each for each in self._people if each in named)))


def _path_of(name: str) -> Path:
    agreement, dot, clause = name.partition(".")
    return ("agreements", agreement, "clauses", clause) if dot else ("boundaries", agreement)
