"""Logs in which something is done too late or too seldom for one wording, and not for another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import chain, islice, product, zip_longest

from attrs import evolve

from polyagree.clock import day_bounds, local_day
from polyagree.consistency.scene import DAY, EVENING, MINUTE, Scene
from polyagree.consistency.sides import Supposed
from polyagree.consistency.varying import attempted, leaves_of
from polyagree.model import Event, Norm, Obligation
from polyagree.timeline.dues import next_due
from polyagree.timeline.rules import Rule

__all__ = ["in_time", "rounds"]

_DEEPEST, _FEW = 2, 6
_MOST_TRIGGERS, _MOST_VARIED, _MOST_BASES = 90, 40, 2
#: How often something that comes round is done, in days.
_RHYTHMS = (1, 2, 3, 4, 5, 7, 10, 14, 21, 28, 35, 50, 80, 120, 200)
_MOST_ROUNDS, _MOST_COUNTED = 130, 40
_WEEK = 7
_FARTHEST = 400 * DAY
_HOURS = (5, 12, 23)
_JUST_BEFORE = dt.timedelta(microseconds=2)
_UNITS = {"day": 1, "week": 7, "month": 31, "season": 92, "quarter": 92, "year": 366}


def in_time(scene: Scene, rule: Rule) -> Iterator[Supposed]:
    """
    Yield logs in which a duty is not done, or is just before or after some deadline.

    Args:
        scene: The two wordings.
        rule: The duty.
    """
    yield from _InTime(scene, rule).logs()


class _InTime:
    def __init__(self, scene: Scene, rule: Rule) -> None:
        self._scene = scene
        self._rule = rule

    def logs(self) -> Iterator[Supposed]:
        scene = self._scene
        start = scene.since + DAY + EVENING
        triggers = [*self._triggers(start)]
        for depth in range(_DEEPEST + 1):
            for trigger in triggers[:_FEW] if depth == _DEEPEST else triggers:
                first = scene.first(trigger[-1]) if trigger else start
                marks = sorted({*scene.marks(first)})
                end = max([first + 2 * DAY, *marks]) + DAY
                for last in ((), *((each,) for each in self._before_it(end + DAY))):
                    until = end + (len(last) * 3) * DAY
                    if depth == 0:
                        yield scene.log((*trigger, *last), until)
                        yield from (scene.log(trigger, mark) for mark in marks if not last)
                        continue
                    for done in self._doings((first, *marks), depth):
                        yield scene.log((*trigger, *done, *last), until)

    def _triggers(self, start: dt.datetime) -> Iterator[tuple[Event, ...]]:
        """Yield what sets one of the norms off, what is plain first, then what excuses somebody."""
        scene, rule = self._scene, self._rule
        plain: dict[tuple[Event, ...], None] = {}
        varied: list[Iterator[Event]] = []
        if any(norm.after is None for norm in scene.norms):
            plain[()] = None
        for norm in scene.norms:
            if norm.after is None:
                continue
            for doers in dict.fromkeys((rule.who[:1], rule.who)):
                act = scene.inventor(rule).act
                for event in attempted(act, rule, norm.after, doers, start):
                    plain[event,] = None
                    if norm.after.nth is not None:
                        count = norm.after.nth.count
                        plain[tuple(scene.moved(event, n * MINUTE) for n in range(count))] = None
                    varied.append(scene.varying.of(rule, event, 0))
                    varied.append(self._at_turns(event))
                    varied.append(self._by_others(event))
        yield from plain
        yield from ((*excuse, *each) for excuse, each in product(self._excuses(start), plain))
        seen = {*plain}
        for several in islice(zip_longest(*varied), _MOST_TRIGGERS // max(len(varied), 1)):
            for each in several:
                if each is not None and (each,) not in seen:
                    seen.add((each,))
                    yield (each,)

    def _excuses(self, at: dt.datetime) -> Iterator[tuple[Event, ...]]:
        """Yield what lets a duty go undone."""
        scene, rule = self._scene, self._rule
        lifts = [norm.unless for norm in scene.norms if norm.unless is not None]
        for part in chain.from_iterable(map(leaves_of, lifts)):
            shown = scene.inventor(rule).shown(part, rule, at)
            yield from attempted(tuple, shown)

    def _at_turns(self, event: Event) -> Iterator[Event]:
        """Yield *event* in the small hours, at noon, and late, on each day of a week."""
        scene = self._scene
        zone = scene.polycule.zone
        start = day_bounds(local_day(scene.first(event), zone), zone).start
        for days, hours in product(range(_WEEK), _HOURS):
            yield scene.at(event, start + days * DAY + dt.timedelta(hours=hours))

    def _by_others(self, event: Event) -> Iterator[Event]:
        """Yield *event* as it is done by each of those who did not."""
        for person in self._scene.varying.people:
            if person not in event.who:
                yield evolve(event, who=(person,))

    def _before_it(self, at: dt.datetime) -> Iterator[Event]:
        """Yield what a duty is to be done before."""
        scene, rule = self._scene, self._rule
        for norm in scene.norms:
            before = norm.before if isinstance(norm, Obligation) else None
            if before is not None:
                act = scene.inventor(rule).act
                yield from attempted(act, rule, before, rule.who[:1], at)

    def _doings(self, marks: Sequence[dt.datetime], depth: int) -> Iterator[tuple[Event, ...]]:
        """Yield what may be the doing of a duty, to one or to several, around *marks*."""
        scene, rule = self._scene, self._rule
        moments = [marks[0] + MINUTE]
        for mark in marks[1:]:
            moments += [mark - _JUST_BEFORE, mark + MINUTE]
        for at, norm in product(moments, scene.norms):
            if not isinstance(norm, Obligation):
                continue
            everybody = [
                each for one in scene.alike(rule) for each in scene.one_act(one, norm, at - MINUTE)
            ]
            for base in scene.one_act(rule, norm, at - MINUTE):
                placed = scene.at(base, at)
                if depth == 1:
                    yield (base,)
                    yield (placed,)
                    yield tuple(scene.at(each, at) for each in everybody)
                    yield from self._to_several(placed)
                else:
                    yield from ((each,) for each in scene.varying.of(rule, placed, 0))

    def _to_several(self, event: Event) -> Iterator[tuple[Event, ...]]:
        if not event.to:
            return
        several = [evolve(event, to=each) for each in self._scene.varying.companies(event)]
        yield from ((each,) for each in several if each.to)
        yield tuple(each for each in several if len(each.to) == 1)


def rounds(scene: Scene, rule: Rule) -> Iterator[Supposed]:
    """
    Yield logs in which something is done again and again, more or less often.

    Args:
        scene: The two wordings.
        rule: The duty.
    """
    longest = max((_days_of(norm) for norm in scene.norms), default=31)
    ends = [*_ends(scene)]
    end = max([scene.since + (2 * longest + 40) * DAY, *(each + longest * DAY for each in ends)])
    yield from (scene.log((), due + MINUTE) for due in sorted(_first_due(scene)))
    yield scene.log((), end)
    for depth in range(2):
        for norm in scene.norms:
            for other in _acts(scene, rule, norm, depth):
                for number, days in product(_at_once(scene), _RHYTHMS):
                    yield _round(scene, other, number, days, end)
                    for stop in ends if depth == 0 else ():
                        yield scene.log(_round(scene, other, number, days, stop).events, end)


def _ends(scene: Scene) -> Iterator[dt.datetime]:
    """Yield when one of the norms ends, if that is not too far off."""
    for norm in scene.norms:
        if isinstance(norm.until, dt.date):
            end = day_bounds(norm.until, scene.polycule.zone).end
            if end < scene.since + _FARTHEST:
                yield end


def _first_due(scene: Scene) -> Iterator[dt.datetime]:
    for norm in scene.norms:
        if isinstance(norm, Obligation):
            due = next_due(norm, scene.since, scene.polycule.zone)
            if due is not None:
                yield due[1]


def _acts(scene: Scene, rule: Rule, norm: Norm, depth: int) -> Iterator[tuple[Event, ...]]:
    """Yield what may be the doing of *norm*, by one or by everybody whom it binds."""
    since = scene.since
    for base in scene.one_act(rule, norm, since):
        if depth == 0:
            yield (base,)
            everybody = (scene.one_act(each, norm, since) for each in scene.alike(rule))
            yield tuple(chain.from_iterable(everybody))
        else:
            varied = scene.varying.of(rule, base, 0)
            yield from ((each,) for each in islice(varied, 1, _MOST_VARIED))


def _round(
    scene: Scene, events: tuple[Event, ...], number: int, days: int, end: dt.datetime
) -> Supposed:
    times = min(_MOST_ROUNDS, (end - scene.since).days // days)
    moves = [turn * days * DAY + again * MINUTE for turn in range(times) for again in range(number)]
    until = min(end, scene.since + (times * days + 2) * DAY)
    return scene.log((scene.moved(event, by) for by in moves for event in events), until)


def _at_once(scene: Scene) -> list[int]:
    counts = {1}
    for norm in scene.norms:
        wanted = norm.at_least if isinstance(norm, Obligation) else None
        if wanted is not None and wanted.number is not None and wanted.number < _MOST_COUNTED:
            counts |= {int(wanted.number), max(1, int(wanted.number) - 1)}
    return sorted(counts)


def _days_of(norm: Norm) -> int:
    """Return how many days the windows of *norm* have, about."""
    for window in (getattr(norm, "every", None), getattr(norm, "per", None)):
        if window is not None and window.unit is not None:
            return _UNITS[window.unit]
        if window is not None and window.duration is not None:
            length = window.duration
            return int(31 * length.whole_months + length.whole_days + 1)
    return 31
