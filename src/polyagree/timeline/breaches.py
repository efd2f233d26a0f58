"""What a document tells of breaks, found by what was broken and when."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator

from polyagree.clock import local_day, night_of
from polyagree.model import Breach, Event, Polycule, Word
from polyagree.timeline.instants import TICK
from polyagree.timeline.lives import BrokenLife, Life
from polyagree.timeline.log import Entry
from polyagree.timeline.remarks import Remark

__all__ = ["Breaches"]


class Breaches:
    """The breaches of a document, and when each was settled."""

    def __init__(self, breaches: Iterable[Breach], polycule: Polycule) -> None:
        self._zone = polycule.zone
        #: Those that a break was found for.
        self.used: set[str] = set()
        #: Each with its place, and the last instant of what it tells of.
        self._dated: list[tuple[int, Breach, dt.datetime]] = []
        self._by_event: defaultdict[tuple[str, str], list[Breach]] = defaultdict(list)
        self._by_day: defaultdict[tuple[str, dt.date], list[Breach]] = defaultdict(list)
        self._by_day_of_event: defaultdict[tuple[str, dt.date], list[Breach]] = defaultdict(list)
        events = {each.id: each for each in polycule.events}
        for index, breach in enumerate(breaches):
            shown = [events[each] for each in breach.event if each in events]
            if not breach.event and breach.date is not None:
                shown = [Event(at=breach.date, act=Word("breach"))]
            entries = [Entry.of(each, polycule) for each in shown]
            if entries:
                self._dated.append((index, breach, max(each.last for each in entries)))
            by_day = self._by_day_of_event if breach.event else self._by_day
            for name in breach.of:
                for event in breach.event:
                    self._by_event[name, event].append(breach)
                for entry in entries:
                    by_day[name, entry.day].append(breach)
        self._settled = {
            breach: day
            for repair in polycule.repairs
            if (day := repair.settled or repair.ended) is not None
            for breach in repair.of
        }

    def of(self, life: Life, broken: BrokenLife) -> Breach | None:
        """Return what tells of a break; ``None``: nothing does."""
        told = {before.record for before in _breaks_before(life)}
        found = [
            breach
            for breach in self._near(life, broken)
            if breach.id not in told
            and (not breach.by or not frozenset(breach.by).isdisjoint(broken.by))
        ]
        # Of two on one day, each tells of one.
        return next((each for each in found if each.id not in self.used), next(iter(found), None))

    def _near(self, life: Life, broken: BrokenLife) -> Iterator[Breach]:
        """Yield what tells of that event, or of that day."""
        days = [broken.entry.day]
        if not broken.is_act:
            # The day of a missed deadline is the one that was over, by the clock or as people
            # live it.
            over = broken.entry.first - TICK
            days = [*dict.fromkeys((local_day(over, self._zone), night_of(over, self._zone)))]
        # What a step follows is the break itself, of which its record tells.
        cause = None if life.parent is not None else life.cause
        shown = [each.event.id for each in (broken.entry, cause) if each and each.event.id]
        for name in sorted(life.rule.case.standing.names, reverse=True):
            for event in shown:
                yield from self._by_event.get((name, event), ())
            for day in days:
                yield from self._by_day.get((name, day), ())
                if not broken.is_act:
                    # What was not done shows in no event; one may be named for its day.
                    yield from self._by_day_of_event.get((name, day), ())

    def settled(self, breach: str | None) -> dt.date | None:
        """Return when *breach* was settled, or ended, under ``repairs``; ``None``: it was not."""
        return None if breach is None else self._settled.get(breach)

    def without_break(
        self, lives: Iterable[Life], names: Container[str], until: dt.datetime | None
    ) -> Iterator[Remark]:
        """
        Yield what is told of with its time, and of which a replay finds no break.

        Args:
            lives: What has become of the norms.
            names: The clauses and agreements that are looked at.
            until: How far time has come; ``None``: nothing was looked at yet.
        """
        if not self._dated or until is None:
            return
        found = {broken.record for broken in _breaks_of(lives)}
        for index, breach, last in self._dated:
            if breach.id in found or last >= until or all(of not in names for of in breach.of):
                continue
            of = ", ".join(f"`{name}`" for name in breach.of)
            when = "in that event" if breach.event else "on that day"
            message = (
                f"`{breach.id}` tells of a break of {of}, and by the norms of that time"
                f" the log shows none {when}"
            )
            yield Remark(kind="no break", path=("breaches", index), message=message)


def _breaks_before(life: Life) -> Iterator[BrokenLife]:
    """Yield the breaks that *life* follows, the nearest first."""
    while life.parent is not None:
        life, broken = life.parent
        yield broken


def _breaks_of(lives: Iterable[Life]) -> Iterator[BrokenLife]:
    for life in lives:
        for broken in life.breaks:
            yield broken
            yield from _breaks_of(broken.steps)
