"""Logs that may tell two wordings apart: at the last moment, once too often, just outside."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, combinations, islice, product

from attrs import evolve

from polyagree.clock import day_bounds, local_day, window_around
from polyagree.consistency.sides import Side, Supposed, in_order
from polyagree.consistency.varying import Varying, attempted, conditions_of
from polyagree.errors import PolyagreeError
from polyagree.model import (
    Condition,
    Event,
    Gate,
    Happening,
    Norm,
    Obligation,
    Permission,
    Power,
    Word,
)
from polyagree.model.gates import happenings_over
from polyagree.timeline.dues import due_of
from polyagree.timeline.inventing import Inventor, OutOfReach, as_written
from polyagree.timeline.log import Entry
from polyagree.timeline.rules import Rule
from polyagree.timeline.why_not import ways_to_meet

__all__ = ["Supposing"]

_MINUTE = dt.timedelta(minutes=1)
_DAY = dt.timedelta(days=1)
#: A minute before eight.
_EVENING = dt.timedelta(hours=19, minutes=59)
_MOST_DOERS = 3
_DEEPEST, _FEW = 2, 6
_MOST_COUNTED = 40
_MOST_PRELUDES = 24
#: So far apart, in days, is what counts in two windows of different lengths; and so late it begins.
_GAPS, _SHIFTS = (1, 3, 7, 12, 20, 31, 95), (0, 1, 2, 3, 4, 5, 6, 17, 40, 70)
#: How often something that comes round is done, in days.
_RHYTHMS = (1, 2, 3, 4, 5, 7, 10, 14, 21, 28, 35, 50, 80, 120, 200)
_MOST_ROUNDS = 130
_MOST_WINDOWS, _MOST_TRIGGERS, _WEEK = 3, 90, 7
_YES, _NO = Word("say-yes"), Word("say-no")
_FARTHEST = 800 * _DAY


class Supposing:
    """
    Thinks of logs in which one of two wordings may be kept and the other one broken.

    Args:
        sides: The wordings; events are told as the first document tells times.
        since: From when on both hold.
        rules: Their norms.
    """

    def __init__(
        self, sides: Sequence[Side], since: dt.datetime, rules: Sequence[Sequence[Rule]]
    ) -> None:
        self._sides = sides
        self._polycule = sides[0].polycule
        self._since = since
        self._rules = [*chain.from_iterable(rules)]
        self._varying = Varying(sides, since, self._rules)
        self._norms = self._varying.norms

    def logs(self) -> Iterator[Supposed]:
        """Yield the logs, what is simple first."""
        ways = [self._of(rule, side) for rule, side in self._each_rule()]
        # One after the other, so that none waits until another one is exhausted.
        while ways:
            for way in [*ways]:
                some = [*islice(way, 25)]
                yield from some
                if not some:
                    ways.remove(way)

    def _each_rule(self) -> Iterator[tuple[Rule, Side]]:
        seen: dict[Norm, int] = {}
        for rule in self._rules:
            side = next(each for each in self._sides if each.matcher is rule.case.matcher)
            seen[rule.norm] = seen.get(rule.norm, 0) + 1
            if seen[rule.norm] <= _MOST_DOERS:
                yield rule, side

    def _of(self, rule: Rule, side: Side) -> Iterator[Supposed]:
        inventor = Inventor(side.matcher, self._varying.people)
        try:
            if rule.kind in {"ban", "gated", "limit", "upkeep"}:
                yield from self._against(rule, inventor)
            elif rule.kind == "power":
                yield from self._refused(rule, inventor)
            elif rule.kind in {"recurring", "quota"} and rule.norm.after is None:
                yield from self._rounds(rule, inventor)
            elif rule.kind != "grant":
                yield from self._in_time(rule, inventor)
        except (OutOfReach, PolyagreeError, OverflowError):
            return

    def _log(self, events: Iterable[Event], until: dt.datetime) -> Supposed:
        ordered = in_order(events, self._polycule)
        last = max((Entry.of(each, self._polycule).last for each in ordered[-3:]), default=until)
        return Supposed(ordered, max(until, last))

    def _first(self, event: Event) -> dt.datetime:
        return Entry.of(event, self._polycule).first

    def _moved(self, event: Event, by: dt.timedelta) -> Event:
        if not isinstance(event.at, dt.datetime):
            return event
        return evolve(event, at=as_written(self._first(event) + by, self._polycule))

    # What is not to be done

    def _against(self, rule: Rule, inventor: Inventor) -> Iterator[Supposed]:
        """Yield logs with an act of *rule*, and with acts that differ from it in a thing or two."""
        act: Happening | Norm = rule.norm
        if rule.kind == "upkeep" and isinstance(rule.norm.during, Happening):
            act = rule.norm.during
        bases = [*islice(self._bases(rule, act, inventor), 3)]
        for depth in range(2):
            for base in bases:
                for event in self._varying.of(rule, base, depth):
                    for before in self._preludes(rule, event, inventor):
                        for times in self._numbers(rule, event, inventor):
                            events = (*before, *times)
                            end = max(Entry.of(each, self._polycule).last for each in events)
                            yield self._log(events, max([end, *self._marks(end)]) + _DAY)

    def _bases(self, rule: Rule, act: Happening | Norm, inventor: Inventor) -> Iterator[Event]:
        start = self._since + 3 * _DAY + _EVENING
        doers = rule.who if rule.is_joint else rule.who[:1]
        yield from inventor.acts(rule, act, doers, start)
        if rule.norm.during is not None and isinstance(act, Happening):
            yield from inventor.acts_of_others(rule, act, start)

    def _preludes(
        self, rule: Rule, event: Event, inventor: Inventor
    ) -> Iterator[tuple[Event, ...]]:
        """Yield what may have to happen before *event*: nothing, a word, or what sets it off."""
        begun: dict[tuple[Event, ...], None] = {(): None}
        early, near = self._since + dt.timedelta(hours=1), self._first(event)
        for norm in self._norms:
            after = norm.after
            if after is None:
                continue
            for at in (early, near - dt.timedelta(hours=1)):
                for found in attempted(inventor.act, rule, after, rule.who[:1], at):
                    begun[found,] = None
        met: dict[tuple[Event, ...], None] = {(): None}
        for norm in self._norms:
            for condition in conditions_of(norm):
                met |= dict.fromkeys(self._ways(rule, condition, event, inventor))
        met |= {(*one, *other): None for one, other in combinations([*met][1:], 2)}
        every = dict.fromkeys((*some, *others) for some, others in product(begun, met))
        yield from islice(every, _MOST_PRELUDES)

    def _ways(
        self, rule: Rule, condition: Condition, event: Event, inventor: Inventor
    ) -> Iterator[tuple[Event, ...]]:
        """Yield what people may say or do so that *condition* holds, or nearly does."""
        shown = [*attempted(lambda: tuple(inventor.shown(condition, rule, self._first(event))))]
        yield from (each for each in shown if each)
        clause = rule.case.standing.clause
        for ways in attempted(
            ways_to_meet, condition, self._polycule, event, who=rule.who, clause=clause
        ):
            for way in ways[:4]:
                events = tuple(change.add for change in way if change.add is not None)
                if not events:
                    continue
                yield events
                yield from ((each,) for each in events if len(events) > 1)
                refused = (each for each in events if each.act == _YES)
                yield from ((evolve(each, act=_NO),) for each in refused)
                if isinstance(condition, Gate) and condition.how:
                    yield tuple(evolve(each, how=()) for each in events)

    def _numbers(self, rule: Rule, event: Event, inventor: Inventor) -> Iterator[tuple[Event, ...]]:
        """Yield *event* so often as may matter, and then with what has to be done after each."""
        for times in self._times(event):
            yield times
            done = [each for one in times for each in self._done_after(rule, one, inventor)]
            if done:
                yield (*times, *done)

    def _done_after(self, rule: Rule, event: Event, inventor: Inventor) -> Iterator[Event]:
        """Yield what one of the norms asks for after *event*."""
        for norm in self._norms:
            if isinstance(norm, Obligation) and norm.after is not None:
                at = self._first(event)
                yield from chain.from_iterable(attempted(self._one, rule, norm, at, inventor))

    @staticmethod
    def _one(rule: Rule, norm: Norm, at: dt.datetime, inventor: Inventor) -> list[Event]:
        return [*islice(inventor.acts(rule, norm, rule.who[:1], at), 1)]

    def _times(self, event: Event) -> Iterator[tuple[Event, ...]]:
        """Yield *event* as often as one of the limits allows, and once more."""
        yield (event,)
        counts: set[int] = set()
        for norm in self._norms:
            allowed = norm.at_most if isinstance(norm, Permission) else None
            if allowed is not None and allowed.number is not None:
                counts |= {int(allowed.number), int(allowed.number) + 1}
            elif allowed is not None:
                counts.add(2)
            counts |= set() if norm.nth is None else {norm.nth.count, norm.nth.count + 1}
        few = [count for count in sorted(counts) if 1 < count <= _MOST_COUNTED]
        for count, apart in product(few, (_DAY, _MINUTE)):
            yield tuple(self._moved(event, number * apart) for number in range(count))
        if len({norm.per for norm in self._norms if isinstance(norm, Permission)}) > 1:
            for shift, gap, count in product(_SHIFTS, _GAPS, few):
                moves = (shift * _DAY + number * gap * _DAY for number in range(count))
                yield tuple(self._moved(event, by) for by in moves)
            for count in few:
                yield from self._spread(event, count)

    def _spread(self, event: Event, count: int) -> Iterator[tuple[Event, ...]]:
        """Yield *event* so often in one window of the calendar, early in it and late."""
        units = {norm.per for norm in self._norms if isinstance(norm, Permission) and norm.per}
        for per in (each for each in sorted(units, key=str) if each.unit is not None):
            at = self._first(event)
            for _ in range(_MOST_WINDOWS):
                window = window_around(at, per, self._polycule.zone)
                for early in range(1, count):
                    starts = [window.start + _MINUTE * (1 + number) for number in range(early)]
                    ends = [window.end - _MINUTE * (1 + number) for number in range(count - early)]
                    if window.start > self._since:
                        yield tuple(
                            evolve(event, at=as_written(each, self._polycule))
                            for each in (*starts, *reversed(ends))
                        )
                at = window.end

    def _refused(self, rule: Rule, inventor: Inventor) -> Iterator[Supposed]:
        """Yield logs in which somebody uses a power, and then what it is over is done."""
        norm = rule.norm
        if not isinstance(norm, Power):
            return
        start = self._since + _DAY
        words = tuple(dict.fromkeys((norm.act, Word("veto"), Word("say-no"))))
        for over in happenings_over(norm, rule.case.matcher.words):
            people = [each for each in rule.case.standing.parties if each not in rule.who]
            for doer in people[:_MOST_DOERS]:
                acts = inventor.acts(rule, evolve(over, who=()), (doer,), start + _DAY)
                for event, word in product(islice(acts, 3), words):
                    said = Event(
                        at=as_written(start, self._polycule),
                        who=rule.who,
                        act=word,
                        about=(Happening(act=event.act, with_=event.with_),),
                    )
                    yield self._log((said, event), start + 3 * _DAY)

    # What is to be done

    def _in_time(self, rule: Rule, inventor: Inventor) -> Iterator[Supposed]:
        """Yield logs in which a duty is not done, or is just before or after some deadline."""
        start = self._since + _DAY + _EVENING
        triggers = [*self._triggers(rule, inventor, start)]
        for depth in range(_DEEPEST + 1):
            for trigger in triggers[:_FEW] if depth == _DEEPEST else triggers:
                first = start if not trigger else self._first(trigger[-1])
                marks = sorted({*self._marks(first)})
                end = max([first + 2 * _DAY, *marks]) + _DAY
                before = [*self._before_it(rule, inventor, end + _DAY)]
                ends = [(), *((each,) for each in before)]
                for last in ends:
                    until = end + (3 * _DAY if last else 0 * _DAY)
                    if depth == 0:
                        yield self._log((*trigger, *last), until)
                        if not last:
                            yield from (self._log(trigger, mark) for mark in marks)
                        continue
                    for done in self._doings(rule, inventor, (first, *marks), depth):
                        yield self._log((*trigger, *done, *last), until)

    def _triggers(
        self, rule: Rule, inventor: Inventor, start: dt.datetime
    ) -> Iterator[tuple[Event, ...]]:
        found: dict[tuple[Event, ...], None] = {}
        if any(norm.after is None for norm in self._norms):
            found[()] = None
        for norm in self._norms:
            if norm.after is None:
                continue
            for doers in dict.fromkeys((rule.who[:1], rule.who)):
                for event in attempted(inventor.act, rule, norm.after, doers, start):
                    found[event,] = None
                    if norm.after.nth is not None:
                        count = norm.after.nth.count
                        found[tuple(self._moved(event, n * _MINUTE) for n in range(count))] = None
                    found |= {(each,): None for each in self._varying.of(rule, event, 0)}
                    found |= {(each,): None for each in self._at_turns(event)}
        yield from islice(found, _MOST_TRIGGERS)

    def _at_turns(self, event: Event) -> Iterator[Event]:
        """Yield *event* in the small hours, and in the evening, of each day of a week."""
        start = day_bounds(local_day(self._first(event), self._polycule.zone), self._polycule.zone)
        for days, hours in product(range(_WEEK), (5, 12, 23)):
            at = start.start + days * _DAY + dt.timedelta(hours=hours)
            if at > self._since:
                yield evolve(event, at=as_written(at, self._polycule))

    def _marks(self, first: dt.datetime) -> Iterator[dt.datetime]:
        """Yield from when on it is too late by each of the norms, or may be soon enough."""
        zone = self._polycule.zone
        for norm in self._norms:
            for start in {first, self._since}:
                due = due_of(norm, start, start, zone).last
                if due is not None and self._since < due < start + _FARTHEST:
                    yield due
            wait = norm.wait if isinstance(norm, Obligation) else None
            if wait is not None:
                due = due_of(Obligation(act=norm.act, within=wait), first, first, zone).last
                if due is not None:
                    yield due

    def _before_it(self, rule: Rule, inventor: Inventor, at: dt.datetime) -> Iterator[Event]:
        """Yield what a duty is to be done before."""
        for norm in self._norms:
            before = norm.before if isinstance(norm, Obligation) else None
            if before is not None:
                yield from attempted(inventor.act, rule, before, rule.who[:1], at)

    def _doings(
        self, rule: Rule, inventor: Inventor, marks: Sequence[dt.datetime], depth: int
    ) -> Iterator[tuple[Event, ...]]:
        """Yield what may be the doing of a duty, to one or to several, around *marks*."""
        doers = rule.who if rule.is_joint else rule.who[:1]
        moments = [marks[0] + _MINUTE]
        for mark in marks[1:]:
            moments += [mark - dt.timedelta(microseconds=2), mark + _MINUTE]
        for at in moments:
            for norm in self._norms:
                if not isinstance(norm, Obligation):
                    continue
                for base in islice(inventor.acts(rule, norm, doers, at - _MINUTE), 2):
                    placed = evolve(base, at=as_written(at, self._polycule))
                    if depth == 1:
                        yield (base,)
                        yield (placed,)
                        several = [
                            evolve(placed, to=each) for each in self._varying.companies(placed)
                        ]
                        if placed.to:
                            yield from ((each,) for each in several if each.to)
                            yield tuple(each for each in several if len(each.to) == 1)
                    else:
                        yield from ((each,) for each in self._varying.of(rule, placed, 0))

    def _rounds(self, rule: Rule, inventor: Inventor) -> Iterator[Supposed]:
        """Yield logs in which something is done again and again, more or less often."""
        doers = rule.who if rule.is_joint else rule.who[:1]
        longest = max((_days_of(norm) for norm in self._norms), default=31)
        end = self._since + (2 * longest + 40) * _DAY
        yield self._log((), end)
        for depth in range(2):
            for norm in self._norms:
                acts = inventor.acts(rule, norm, doers, self._since)
                for base in islice(acts, 2):
                    others = (
                        [base] if depth == 0 else [*islice(self._varying.of(rule, base, 0), 40)]
                    )
                    for other, number, days in product(others, self._at_once(), _RHYTHMS):
                        yield self._round(other, number, days, end)

    def _round(self, event: Event, number: int, days: int, end: dt.datetime) -> Supposed:
        rounds = min(_MOST_ROUNDS, (end - self._since).days // days)
        moves = (
            turn * days * _DAY + again * _MINUTE
            for turn in range(rounds)
            for again in range(number)
        )
        until = min(end, self._since + (rounds * days + 2) * _DAY)
        return self._log((self._moved(event, by) for by in moves), until)

    def _at_once(self) -> list[int]:
        counts = {1}
        for norm in self._norms:
            wanted = norm.at_least if isinstance(norm, Obligation) else None
            if wanted is not None and wanted.number is not None and wanted.number < _MOST_COUNTED:
                counts |= {int(wanted.number), max(1, int(wanted.number) - 1)}
        return sorted(counts)


_UNITS = {"day": 1, "week": 7, "month": 31, "season": 92, "quarter": 92, "year": 366}


def _days_of(norm: Norm) -> int:
    """Return how many days the windows of *norm* have, about."""
    for window in (getattr(norm, "every", None), getattr(norm, "per", None)):
        if window is not None and window.unit is not None:
            return _UNITS[window.unit]
        if window is not None and window.duration is not None:
            length = window.duration
            return int(31 * length.whole_months + length.whole_days + 1)
    return 31
