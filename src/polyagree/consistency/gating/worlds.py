"""What the timeline says of a world: whether an act is fine in it, and what is done before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple
from zoneinfo import ZoneInfo

from polyagree.clock import Window, window_around
from polyagree.consistency.gating.frame import Frame, Reading
from polyagree.model import Event, Situation, State
from polyagree.source import Path
from polyagree.timeline import course
from polyagree.timeline.instants import TICK
from polyagree.timeline.ledger import Ledger
from polyagree.timeline.log import Entry
from polyagree.timeline.rules import Rule
from polyagree.timeline.run import Run
from polyagree.timeline.truth import Truth

__all__ = ["Replay"]

_MINUTE = dt.timedelta(minutes=1)


class Replay(NamedTuple):
    """
    Some norms, to hold made-up logs against.

    Attributes:
        frame: The norms of a document.
        reading: Whom words mean for people without a name.
        numbers: Which of the norms.
        given: The situations that hold, or do not.
        aside: Of events, the norms that they do not fall under where they leave it open.
    """

    frame: Frame
    reading: Reading
    numbers: tuple[int, ...]
    given: Mapping[Situation | State, bool]
    aside: Mapping[Event, AbstractSet[Path]]

    def are_fine(self, events: Sequence[Event]) -> list[Truth]:
        """Return of each of *events*, which are in the order of time, whether it breaks nothing."""
        log = _Course(self, events)
        return [log.take(event) for event in events]

    def left_of(self, events: Sequence[Event], act: Event) -> tuple[list[Event], Truth]:
        """Return those of *events* that are fine after one another, and whether *act* is then."""
        left: list[Event] = []
        log = _Course(self, (*events, act))
        for event in events:
            if log.weigh(event) and log.take(event):
                left.append(event)
            elif log.has_taken(event):
                # It broke a duty, so that it is as if it had not been done.
                log = _Course(self, (*events, act))
                for each in left:
                    log.take(each)
        return left, log.take(act)


class _Course:
    """One log, as it goes on."""

    def __init__(self, replay: Replay, events: Sequence[Event]) -> None:
        frame = replay.frame
        given = dict(replay.given)
        only = [frame.standings[number] for number in replay.numbers]
        read = [each._replace(norm=replay.reading.read(each.norm, given)) for each in only]
        self._polycule, self._aside = frame.polycule, replay.aside
        self._run = Run(frame.polycule, only=read, has_records=False, matcher=frame.matcher)
        starts = [Entry.of(event, frame.polycule).first for event in events]
        start = min(starts) - _MINUTE
        for rule in self._run.rules:
            # What has to be done in some time has all of it ahead.
            opens = _opens(rule, start, frame.polycule.zone)
            rule.opens = opens if rule.opens is None else max(rule.opens, opens)
        self._ledger = Ledger(frame.polycule, run=self._run)
        course.begin(self._run)
        self._taken: Event | None = None

    def weigh(self, event: Event) -> Truth:
        """Return whether *event* would be against nothing that is not to be done."""
        aside = self._aside.get(event, frozenset())
        broken = {
            assessment.broken
            for instance, assessment in self._ledger.weigh(event).guards
            if assessment.broken is not None or instance.path not in aside
        }
        return False if True in broken else None if None in broken else True

    def take(self, event: Event) -> Truth:
        """Return whether *event* breaks nothing, and let it happen."""
        is_fine, before = self.weigh(event), self._breaks()
        self._ledger.take(Entry.of(event, self._polycule, self._run.next))
        self._run.next += 1
        self._taken = event
        return False if self._breaks() > before else is_fine

    def has_taken(self, event: Event) -> bool:
        """Return whether *event* was the last that happened."""
        return self._taken is event

    def _breaks(self) -> int:
        return sum(len(life.breaks) for life in self._run.register.lives)


def _opens(rule: Rule, start: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """Return when *rule* begins to count; what comes round does with its window."""
    every = getattr(rule.norm, "every", None)
    unit = None if every is None or rule.kind != "recurring" else every.unit
    if unit is None:
        return start
    # A window that had begun is owed to nobody.
    return window_around(start, Window(kind="calendar", unit=unit), zone).start - TICK
