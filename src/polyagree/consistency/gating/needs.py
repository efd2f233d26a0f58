"""What an act needs so as to be against no norm."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from attrs import evolve

from polyagree.consistency.gating.conditions import MINUTE, Conditions, happening_of
from polyagree.consistency.gating.formulas import (
    OPEN,
    YES,
    Act,
    Formula,
    Need,
    Roughly,
    every,
    parts_of,
    some,
)
from polyagree.consistency.gating.frame import Frame, Guard, Reading
from polyagree.model import (
    Event,
    Happening,
    Obligation,
    Permission,
)
from polyagree.source import Path
from polyagree.timeline.log import Entry
from polyagree.timeline.pronouns import mentions_them
from polyagree.timeline.rules import Rule
from polyagree.timeline.truth import Truth

__all__ = ["Needs"]

_SOME_DAY = dt.date(2000, 1, 1)


class Needs:
    """
    Says what acts need, in one reading of a document.

    Args:
        frame: The norms.
        reading: Whom words mean for people without a name.

    Attributes:
        aside: Of acts, the norms of which they leave open whether they fall under them.
            They are such that do not.
    """

    def __init__(self, frame: Frame, reading: Reading) -> None:
        self._frame, self._reading = frame, reading
        self._matcher = frame.matcher
        self._what = Conditions(frame, reading, self.with_what_goes_along)
        self._known: dict[Event, Formula] = {}
        self._numbers: dict[Event, int] = {}
        self._keys: dict[Event, Event] = {}
        self._guards: dict[Event, tuple[tuple[Guard, Truth], ...]] = {}
        self.aside: dict[Event, set[Path]] = {}

    @property
    def numbers(self) -> Iterable[int]:
        """The norms of which it counts whether they are kept."""
        return self._what.numbers

    def of(self, event: Event) -> Formula:
        """Return what *event* needs."""
        found = self._known.get(event)
        if found is None:
            found = self._known[event] = every(self._each(event))
        return found

    def number_of(self, event: Event) -> int:
        """Return a number that stands for *event*."""
        return self._numbers.setdefault(event, len(self._numbers))

    def key_of(self, event: Event) -> Event:
        """Return *event* without its time; what several do together, whoever is named first."""
        found = self._keys.get(event)
        if found is None:
            found = self._keys[event] = self._without_its_time(event)
        return found

    def _without_its_time(self, event: Event) -> Event:
        if self._matcher.words.is_mutual(event.act):
            doers = tuple(sorted(self._matcher.doers(self._entry(event))))
            with_ = tuple(term for term in event.with_ if str(term) not in doers)
            event = evolve(event, who=doers, with_=with_)
        return evolve(event, at=_SOME_DAY)

    def paths(self, event: Event) -> Iterator[Path]:
        """Yield where the norms stand that *event* may be against, or what it waits for."""
        return (part.path for part in self._parts(event) if isinstance(part, Need))

    def behind(self, event: Event) -> Iterator[Event]:
        """Yield what *event* may wait for, and what that may wait for."""
        return (part.event for part in self._parts(event) if isinstance(part, Act))

    def _parts(self, event: Event) -> Iterator[Formula]:
        waiting, seen = [event], {self.key_of(event)}
        while waiting:
            for part in parts_of(self.of(waiting.pop())):
                yield part
                if isinstance(part, Act) and (key := self.key_of(part.event)) not in seen:
                    seen.add(key)
                    waiting.append(part.event)

    def with_what_goes_along(self, event: Event) -> Event:
        """Return *event* done with what is always to go with it, such as a barrier."""
        beside = [
            guard.rule.norm.act
            for guard, truth in self.guards(event)
            if guard.rule.kind == "upkeep" and truth
        ]
        return evolve(event, how=tuple(dict.fromkeys((*event.how, *beside)))) if beside else event

    def guards(self, event: Event) -> tuple[tuple[Guard, Truth], ...]:
        """Return the norms that *event* may fall under, and whether it does."""
        found = self._guards.get(event)
        if found is None:
            found = self._guards[event] = tuple(self._found_for(event))
        return found

    def _found_for(self, event: Event) -> Iterator[tuple[Guard, Truth]]:
        entry = self._entry(event)
        doers = self._matcher.doers(entry)
        company = frozenset(str(term) for term in event.with_)
        for number in self._frame.near(event.act, doers, company):
            for guard in self._frame.guards(number, self._reading):
                truth = self._covers(guard.rule, entry)
                if truth is not False:
                    yield guard, truth

    def _entry(self, event: Event) -> Entry:
        return self._frame.entry(event)

    def _each(self, event: Event) -> Iterator[Formula]:
        entry = self._entry(event)
        for guard, truth in self.guards(event):
            path = guard.written.path
            if truth is None:
                self.aside.setdefault(event, set()).add(path)
                continue
            needed = self._of_rule(guard.rule, entry)
            yield Need(path, needed if self._is_plain(guard.rule, event) else Roughly(needed))

    def _covers(self, rule: Rule, entry: Entry) -> Truth:
        """Return whether *entry* is what *rule* is about, whatever it waits for."""
        if rule.opens is not None and entry.last < rule.opens:
            return False
        if (rule.closes is not None and entry.first >= rule.closes) or not rule.case.is_bound(
            entry
        ):
            return False
        norm = rule.norm
        if isinstance(norm.until, dt.date) and entry.day > norm.until:
            return False
        if rule.kind in {"ban", "gated", "limit"}:
            return rule.case.is_done_by(norm, entry)
        if rule.kind == "upkeep" and isinstance(norm.during, Happening):
            return rule.is_triggered_by(norm.during, entry)
        if isinstance(norm, Obligation) and norm.before is not None and norm.after is None:
            return rule.is_triggered_by(norm.before, entry)
        return False

    def _is_plain(self, rule: Rule, event: Event) -> bool:
        """Return whether it is told who of *rule* speaks before *event*, and of what."""
        is_done_to = event.to and self._matcher.words.is_mutual(event.act)
        return rule.case.least is None and not is_done_to

    def _of_rule(self, rule: Rule, entry: Entry) -> Formula:
        norm, case = rule.norm, rule.case
        if rule.kind == "limit":
            # The first time is free.
            return Roughly(YES)
        if rule.kind == "upkeep":
            said = {*entry.event.how}
            return YES if said & {norm.act, f"with-{norm.act}"} else OPEN
        if isinstance(norm, Obligation):
            if rule.kind != "once" or norm.until or norm.from_:
                return OPEN
            return Roughly(self._what.done(happening_of(norm), entry, rule, entry.first - MINUTE))
        if norm.for_ is not None and norm.after is None:
            return OPEN
        ways: list[Formula] = []
        if isinstance(norm, Permission) and norm.only_if is not None:
            ways.append(self._what.holds(norm.only_if, entry, rule))
        if norm.unless is not None:
            ways.append(self._what.holds(norm.unless, entry, rule))
        if norm.during is not None:
            ways.append(self._what.fails(norm.during, entry, rule))
        if norm.after is not None:
            ways.append(self._what.never(norm.after, case) if not mentions_them(norm) else OPEN)
        if norm.from_ is not None and not isinstance(norm.from_, dt.date):
            ways.append(self._what.fails(norm.from_, entry, rule, once=True))
        if norm.until is not None and norm.after is None and not isinstance(norm.until, dt.date):
            ways.append(self._what.holds(norm.until, entry, rule, once=True))
        return some(ways)
