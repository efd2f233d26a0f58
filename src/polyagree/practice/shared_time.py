"""How much time people spent together and apart, week by week, as far as the log says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import NamedTuple

from attrs import frozen

from polyagree.clock import Window, add, local_day, window_around
from polyagree.errors import UnknownName
from polyagree.model import Event, PersonId, Polycule
from polyagree.practice.occurrences import last_day
from polyagree.timeline.log import Entry
from polyagree.timeline.matching import Matcher

__all__ = ["SharedWeek", "shared_time"]

_ACTS = ("time-together", "meet", "intimacy")
_APART = "time-apart"
_WEEK = Window.parse("week")
_HOUR = dt.timedelta(hours=1)


@frozen(kw_only=True)
class SharedWeek:
    """
    What one week held for two people, or for one who took time apart.

    Attributes:
        who: The two, in the order of the document; one: time apart.
        week: The first day of the week.
        hours: How long, what happened at the same time once.
        times: How often.
        of_unknown_length: How often nobody wrote down how long it was, or at which hour.
    """

    who: tuple[PersonId, ...]
    week: dt.date
    hours: float
    times: int
    of_unknown_length: int = 0

    @property
    def is_apart(self) -> bool:
        """Whether it is time apart."""
        return len(self.who) == 1

    def record(self) -> dict[str, object]:
        """Return it as one flat dictionary."""
        return {
            "who": ", ".join(self.who),
            "week": self.week,
            "is_apart": self.is_apart,
            "hours": self.hours,
            "times": self.times,
            "of_unknown_length": self.of_unknown_length,
        }


class _Spent(NamedTuple):
    start: dt.datetime
    end: dt.datetime


def shared_time(
    polycule: Polycule, *, on: dt.date | None = None, acts: Iterable[str] = _ACTS
) -> tuple[SharedWeek, ...]:
    """
    Return the hours that people shared, and took apart, in each week that has some.

    An event counts for each two who were in it. What lasts beyond the end of a week is
    divided between both. A week without any event has no entry: nobody noted one.

    Args:
        polycule: The document.
        on: The last day that is looked at; ``None``: the last one on record.
        acts: What counts as shared time, with its kinds.

    Raises:
        UnknownName: If one of *acts* is no word.

    Source:
        A11, C9.
    """
    words, day = polycule.vocabulary, last_day(polycule, on)
    wanted = tuple(acts)
    for act in wanted:
        if act not in words:
            raise UnknownName(f"unknown word `{act}`", act)
    counts = _Weeks(polycule)
    for event in polycule.events:
        if event.day > day:
            continue
        wide = {*words.wider(event.act)}
        if _APART in wide:
            for person in event.who:
                counts.add((person,), event)
        elif not wide.isdisjoint(wanted):
            for pair in combinations(counts.in_order(event), 2):
                counts.add(pair, event)
    return tuple(counts.weeks())


class _Weeks:
    """Sums up what each two had of each other, week by week."""

    def __init__(self, polycule: Polycule) -> None:
        self._polycule, self._zone = polycule, polycule.zone
        self._matcher = Matcher(polycule)
        self._order = {person.id: index for index, person in enumerate(polycule.people)}
        self._spent: dict[tuple[tuple[PersonId, ...], dt.date], list[_Spent]] = {}
        self._times: dict[tuple[tuple[PersonId, ...], dt.date], list[int]] = {}

    def in_order(self, event: Event) -> list[PersonId]:
        """Return who was in *event*, members of a group too."""
        people = self._matcher.doers(Entry.of(event, self._polycule))
        return sorted(people, key=lambda each: self._order[each])

    def add(self, who: tuple[PersonId, ...], event: Event) -> None:
        """Count *event* for *who*."""
        at = self._polycule.instant(event)
        day = event.day if at is None else local_day(at, self._zone)
        counted = self._times.setdefault((who, _monday(day)), [0, 0])
        counted[0] += 1
        if at is None or event.lasting is None:
            counted[1] += 1
            return
        for first, part in self._by_week(at, add(at, event.lasting, self._zone)):
            self._spent.setdefault((who, first), []).append(part)
            self._times.setdefault((who, first), [0, 0])

    def weeks(self) -> Iterator[SharedWeek]:
        """Yield the weeks of each two, in the order of the people and of time."""
        for who, week in sorted(self._times, key=self._place):
            times, unknown = self._times[who, week]
            spent = self._spent.get((who, week), [])
            yield SharedWeek(
                who=who,
                week=week,
                hours=_length(spent) / _HOUR,
                times=times,
                of_unknown_length=unknown,
            )

    def _place(self, key: tuple[tuple[PersonId, ...], dt.date]) -> tuple[object, ...]:
        who, week = key
        return len(who) == 1, tuple(self._order[each] for each in who), week

    def _by_week(self, start: dt.datetime, end: dt.datetime) -> Iterator[tuple[dt.date, _Spent]]:
        while start < end:
            first = _monday(local_day(start, self._zone))
            until = min(end, window_around(start, _WEEK, self._zone).end)
            yield first, _Spent(start, until)
            start = until


def _monday(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())


def _length(spent: Iterable[_Spent]) -> dt.timedelta:
    """Return how long all of *spent* is, with what overlaps counted once."""
    total, reached = dt.timedelta(), None
    for start, end in sorted(spent):
        begin = start if reached is None else max(start, reached)
        total += max(end - begin, dt.timedelta())
        reached = end if reached is None else max(reached, end)
    return total
