"""Logs in which something is done that one wording rules out, and the other may not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import chain, combinations, islice, product

from attrs import evolve

from polyagree.clock import Window, window_around
from polyagree.consistency.scene import DAY, EVENING, MINUTE, Scene
from polyagree.consistency.sides import Supposed
from polyagree.consistency.varying import attempted, conditions_of, leaves_of
from polyagree.model import (
    Condition,
    Done,
    Event,
    Gate,
    Happening,
    Named,
    Norm,
    Permission,
    PersonId,
    Power,
    Word,
)
from polyagree.model.gates import happenings_over
from polyagree.timeline.instants import earlier
from polyagree.timeline.inventing import as_written
from polyagree.timeline.log import Entry
from polyagree.timeline.rules import Rule
from polyagree.timeline.why_not import ways_to_meet

__all__ = ["against", "refused"]

_MOST_BASES, _MOST_COUNTED, _MOST_PRELUDES, _MOST_WINDOWS = 3, 40, 24, 3
_MOST_DOERS = 3
_FEW_WAYS = 4
_FEW_COMPANIES = 4
#: So far apart, in days, is what counts in two windows of different lengths; and so late it begins.
_GAPS, _SHIFTS = (1, 3, 7, 12, 20, 31, 95), (0, 1, 2, 3, 4, 5, 6, 17, 40, 70)
_YES, _NO, _ASK = Word("say-yes"), Word("say-no"), Word("ask")


def against(scene: Scene, rule: Rule) -> Iterator[Supposed]:
    """
    Yield logs with an act of *rule*, and with acts that differ from it in a thing or two.

    Args:
        scene: The two wordings.
        rule: What is not to be done.
    """
    yield from _Against(scene, rule).logs()


class _Against:
    def __init__(self, scene: Scene, rule: Rule) -> None:
        self._scene = scene
        self._rule = rule
        self._limits = [each for each in scene.norms if isinstance(each, Permission) and each.per]
        conditions = chain.from_iterable(map(conditions_of, scene.norms))
        done = [each for one in conditions for each in leaves_of(one) if isinstance(each, Done)]
        lengths = [each for one in done for each in (one.ago, one.within) if each is not None]
        self._lengths_ago = [*dict.fromkeys(lengths)]

    def logs(self) -> Iterator[Supposed]:
        bases = [*islice(self._bases(), _MOST_BASES)]
        for base in bases:
            yield from self._around(base, self._often(base))
        for depth in range(2):
            for base in bases:
                for event in self._scene.varying.of(self._rule, base, depth):
                    yield from self._around(event, self._often(event))
                if depth == 0:
                    yield from self._around(base, self._in_windows(base))

    def _bases(self) -> Iterator[Event]:
        scene, rule = self._scene, self._rule
        act: Happening | Norm = rule.norm
        if rule.kind == "upkeep" and isinstance(rule.norm.during, Happening):
            act = rule.norm.during
        start = scene.since + 3 * DAY + EVENING
        doers = rule.who if rule.is_joint else rule.who[:1]
        inventor = scene.inventor(rule)
        how = (f"without-{rule.norm.act}",) if rule.kind == "upkeep" else act.how
        for base in inventor.acts(rule, act, doers, start):
            yield evolve(base, how=how)
        if rule.norm.during is not None and isinstance(act, Happening):
            yield from inventor.acts_of_others(rule, act, start)

    def _around(self, event: Event, several: Iterator[tuple[Event, ...]]) -> Iterator[Supposed]:
        """Yield logs with *event* so often, with what may have to be before, and after it."""
        scene = self._scene
        preludes = [*self._preludes(event)]
        for times in several:
            done = [each for one in times for each in scene.done_after(self._rule, one)]
            for before in preludes:
                for after in ((), tuple(done)) if done else ((),):
                    events = (*before, *times, *after)
                    end = max(Entry.of(each, scene.polycule).last for each in events)
                    yield scene.log(events, max([end, *scene.marks(end)]) + DAY)

    # What may have to happen before

    def _preludes(self, event: Event) -> Iterator[tuple[Event, ...]]:
        """Yield what may have to happen before *event*: nothing, a word, or what sets it off."""
        begun: dict[tuple[Event, ...], None] = {(): None}
        met: dict[tuple[Event, ...], None] = {(): None}
        for norm in self._scene.norms:
            begun |= dict.fromkeys(self._triggers(norm, event))
            for condition in conditions_of(norm):
                met |= dict.fromkeys(self._ways(condition, event))
        met |= {(*one, *other): None for one, other in combinations([*met][1:], 2)}
        every = dict.fromkeys((*some, *others) for some, others in product(begun, met))
        yield from islice(every, _MOST_PRELUDES)

    def _triggers(self, norm: Norm, event: Event) -> Iterator[tuple[Event, ...]]:
        scene, rule, after = self._scene, self._rule, norm.after
        if after is None or norm.modal == "must":
            return
        inventor, hour = scene.inventor(rule), dt.timedelta(hours=1)
        for at in (scene.since + hour, scene.first(event) - hour):
            for found in attempted(inventor.act, rule, after, rule.who[:1], at):
                yield (found,)
                if after.nth is not None:
                    yield tuple(scene.moved(found, n * MINUTE) for n in range(after.nth.count))
                companies = islice(scene.varying.companies(found), _FEW_COMPANIES)
                yield from ((evolve(found, with_=each),) for each in companies if found.with_)

    def _ways(self, condition: Condition, event: Event) -> Iterator[tuple[Event, ...]]:
        """Yield what people may say or do so that *condition* holds, or nearly does."""
        for part in leaves_of(condition):
            yield from self._shown(part, event)
        by_each = [[*self._said(condition, event, who)] for who in self._bound(event)]
        for ways in by_each:
            yield from ways
        if len(by_each) > 1:
            yield tuple(each for ways in by_each for each in (ways[0] if ways else ()))

    def _shown(self, part: Condition, event: Event) -> Iterator[tuple[Event, ...]]:
        """Yield what shows *part*: as it is put, in other company, and so long ago as counts."""
        scene, rule = self._scene, self._rule
        at = scene.first(event)
        shown = attempted(lambda: [*scene.inventor(rule).shown(part, rule, at)])
        for base in chain.from_iterable(shown):
            yield (base,)
            for ago, by in product(self._lengths_ago, (MINUTE, -MINUTE)):
                yield (scene.at(base, earlier(at, ago, scene.polycule.zone) + by),)
            companies = islice(scene.varying.companies(base), _FEW_COMPANIES)
            yield from ((evolve(base, with_=each),) for each in companies if base.with_)

    def _bound(self, event: Event) -> list[tuple[PersonId, ...]]:
        """Return who may be bound when *event* happens, of a mutual act each of the parties."""
        rule = self._rule
        if rule.is_joint:
            return [rule.who]
        entry = Entry.of(event, self._scene.polycule)
        doers = rule.case.matcher.doers(entry)
        return [(each,) for each in rule.case.standing.parties if each in doers] or [rule.who]

    def _said(
        self, condition: Condition, event: Event, who: tuple[PersonId, ...]
    ) -> Iterator[tuple[Event, ...]]:
        clause = self._rule.case.standing.clause
        polycule = self._scene.polycule
        for ways in attempted(ways_to_meet, condition, polycule, event, who=who, clause=clause):
            for way in ways[:_FEW_WAYS]:
                events = tuple(change.add for change in way if change.add is not None)
                yield events
                yield from ((each,) for each in events if len(events) > 1)
                asked = [each for each in events if each.act == _YES]
                yield from ((evolve(each, act=_NO),) for each in asked)
                if asked:
                    yield tuple(
                        evolve(each, act=_ASK, who=who, to=tuple(map(Named, each.who)))
                        for each in asked
                    )
                if isinstance(condition, Gate) and condition.how:
                    yield tuple(evolve(each, how=()) for each in events)

    # How often

    def _often(self, event: Event) -> Iterator[tuple[Event, ...]]:
        """Yield *event* as often as one of the limits allows, and once more."""
        yield (event,)
        for count, apart in product(self._counts(), (DAY, MINUTE)):
            yield tuple(self._scene.moved(event, number * apart) for number in range(count))

    def _counts(self) -> list[int]:
        counts: set[int] = set()
        for norm in self._scene.norms:
            allowed = norm.at_most if isinstance(norm, Permission) else None
            if allowed is not None and allowed.number is not None:
                counts |= {int(allowed.number), int(allowed.number) + 1}
            elif allowed is not None:
                counts.add(2)
            counts |= set() if norm.nth is None else {norm.nth.count, norm.nth.count + 1}
        return [count for count in sorted(counts) if 1 < count <= _MOST_COUNTED]

    def _in_windows(self, event: Event) -> Iterator[tuple[Event, ...]]:
        """Yield *event* so often that one window holds what another one does not."""
        windows = {norm.per for norm in self._limits if norm.per is not None}
        if len(windows) < 2:  # noqa: PLR2004  # two differ
            return
        for shift, gap, count in product(_SHIFTS, _GAPS, self._counts()):
            moves = (shift * DAY + number * gap * DAY for number in range(count))
            yield tuple(self._scene.moved(event, by) for by in moves)
        for window, count in product(sorted(windows, key=str), self._counts()):
            if window.unit is not None:
                yield from self._spread(event, window, count)

    def _spread(self, event: Event, per: Window, count: int) -> Iterator[tuple[Event, ...]]:
        """Yield *event* so often in one window of the calendar, early in it and late."""
        scene = self._scene
        at = scene.first(event)
        for _ in range(_MOST_WINDOWS):
            window = window_around(at, per, scene.polycule.zone)
            for early in range(1, count) if window.start > scene.since else ():
                starts = [window.start + MINUTE * (1 + number) for number in range(early)]
                ends = [window.end - MINUTE * (1 + number) for number in range(count - early)]
                yield tuple(scene.at(event, each) for each in (*starts, *reversed(ends)))
            at = window.end


def refused(scene: Scene, rule: Rule, norm: Power) -> Iterator[Supposed]:
    """
    Yield logs in which somebody uses a power, and then what it is over is done.

    Args:
        scene: The two wordings.
        rule: Whom the power is given.
        norm: The power.
    """
    start = scene.since + DAY
    words = tuple(dict.fromkeys((norm.act, Word("veto"), Word("say-no"))))
    for over in happenings_over(norm, rule.case.matcher.words):
        people = [each for each in rule.case.standing.parties if each not in rule.who]
        for doer in people[:_MOST_DOERS]:
            acts = scene.inventor(rule).acts(rule, evolve(over, who=()), (doer,), start + DAY)
            for event, word in product(islice(acts, _MOST_BASES), words):
                said = Event(
                    at=as_written(start, scene.polycule),
                    who=rule.who,
                    act=word,
                    about=(Happening(act=event.act, with_=event.with_),),
                )
                yield scene.log((said, event), start + 3 * DAY)
