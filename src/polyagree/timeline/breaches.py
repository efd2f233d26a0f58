"""What a document tells of breaks, found by what was broken and when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from polyagree.clock import local_day
from polyagree.model import Breach, Event, Polycule, Word
from polyagree.timeline.instants import TICK
from polyagree.timeline.lives import BrokenLife, Life
from polyagree.timeline.log import Entry

__all__ = ["Breaches"]


class Breaches:
    """The breaches of a document, and when each was settled."""

    def __init__(self, breaches: Iterable[Breach], polycule: Polycule) -> None:
        self._zone: ZoneInfo = polycule.zone
        self._found: dict[tuple[str, str | dt.date], list[Breach]] = {}
        for breach in breaches:
            keys: list[str | dt.date] = [*breach.event]
            if not keys and breach.date is not None:
                keys = [Entry.of(Event(at=breach.date, act=Word("breach")), polycule).day]
            for name in breach.of:
                for key in keys:
                    self._found.setdefault((name, key), []).append(breach)
        self._settled = {
            breach: day
            for repair in polycule.repairs
            if (day := repair.settled or repair.ended) is not None
            for breach in repair.of
        }

    def of(self, life: Life, broken: BrokenLife) -> Breach | None:
        """Return what tells of a break; ``None``: nothing does."""
        entries = [each for each in (broken.entry, life.cause) if each is not None]
        keys: list[str | dt.date] = [each.event.id for each in entries if each.event.id]
        keys.append(self._day_of(broken))
        for name in sorted(life.rule.case.standing.names, reverse=True):
            for key in keys:
                for breach in self._found.get((name, key), ()):
                    if not breach.by or not frozenset(breach.by).isdisjoint(broken.by):
                        return breach
        return None

    def settled(self, breach: str | None) -> dt.date | None:
        """Return when *breach* was settled, or ended, under ``repairs``; ``None``: it was not."""
        return None if breach is None else self._settled.get(breach)

    def _day_of(self, broken: BrokenLife) -> dt.date:
        """Return the day of a break; that of a missed deadline is the one that was over."""
        if broken.is_act:
            return broken.entry.day
        return local_day(broken.entry.first - TICK, self._zone)
