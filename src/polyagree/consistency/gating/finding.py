"""Looks for gates: for each act that waits, whose part in all of it cannot be left out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import islice

from polyagree.consistency.gating.frame import Frame, Guard, Reading, waits
from polyagree.consistency.gating.instances import described, instances, words_for_people
from polyagree.consistency.gating.needs import Needs
from polyagree.consistency.gating.questions import Question
from polyagree.consistency.gating.records import FoundGate
from polyagree.consistency.gating.seen import seen_by_name
from polyagree.consistency.gating.showing import Show
from polyagree.model import Polycule

__all__ = ["Finder"]


class Finder:
    """
    Finds the gates of a document on a day.

    Args:
        polycule: The document.
        day: The day.
        hidden: Whether those are left out that a norm says by itself.
        most: How many are looked for in each norm; ``None``: all.

    Attributes:
        frame: The norms.
    """

    def __init__(
        self, polycule: Polycule, day: dt.date, *, hidden: bool = False, most: int | None = None
    ) -> None:
        self.frame = Frame(polycule, day)
        self._hidden, self._most = hidden, most
        self._readings: dict[str, Needs] = {}
        self._show = Show(self.frame)

    def gates(self) -> Iterator[FoundGate]:
        """Yield the gates, each once, in the order of the document."""
        seen: set[object] = set()
        for number, standing in enumerate(self.frame.standings):
            if not waits(standing.norm):
                continue
            for gate in islice(self._in(number), self._most):
                paths = tuple(member.path for member in gate.because)
                key = paths if gate.is_circular else (gate.by, gate.bearer, gate.act, paths)
                if key not in seen:
                    seen.add(key)
                    yield gate

    def _in(self, number: int) -> Iterator[FoundGate]:
        for guard in self.frame.guards(number, Reading(frozenset(), self.frame.stranger)):
            if self.frame.befalls(described(guard).act):
                # Nobody does it, so that nobody waits.
                continue
            if guard.rule.kind in {"ban", "gated", "once"}:
                yield from self._of(number, guard)

    def _of(self, number: int, guard: Guard) -> Iterator[FoundGate]:
        reading = Reading(words_for_people(described(guard), self.frame), self.frame.stranger)
        needs = self._readings.setdefault(reading.key, Needs(self.frame, reading))
        if reading.key:
            # Who they are is said now.
            same = guard.rule.key
            read = self.frame.guards(number, reading)
            guard = next((each for each in read if each.rule.key == same), guard)
        asked = Question(self.frame, needs, guard, instances(guard, needs, self.frame))
        visible = seen_by_name(self.frame, needs, asked.acts, guard)
        is_known = self._hidden and asked.may_be_gated_by() <= visible
        for people in () if is_known else asked.gated_by():
            is_hidden = not set(people) <= visible
            if is_hidden or not self._hidden:
                gate = self._show.gate(asked, reading, people, is_hidden=is_hidden)
                if gate is not None:
                    yield gate
        if asked.stuck is not None:
            gate = self._show.circle(asked, asked.stuck, reading)
            if gate is not None:
                yield gate
