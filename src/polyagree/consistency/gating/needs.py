"""What an act needs so as to be against no norm."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from attrs import evolve

from polyagree.clock import Duration, resolve
from polyagree.consistency.gating.formulas import (
    NO,
    OPEN,
    YES,
    Act,
    Formula,
    Given,
    Known,
    Need,
    Never,
    Roughly,
    every,
    parts_of,
    some,
)
from polyagree.consistency.gating.frame import Frame, Guard, Reading
from polyagree.consistency.gating.saying import Sayings
from polyagree.errors import InvalidTime
from polyagree.model import (
    ALWAYS,
    AllOf,
    AnyOf,
    Condition,
    Done,
    Event,
    Gate,
    Happening,
    Not,
    Obligation,
    Permission,
    Situation,
    State,
    Status,
)
from polyagree.source import Path
from polyagree.timeline.cases import Case
from polyagree.timeline.instants import TICK, earlier
from polyagree.timeline.log import Entry
from polyagree.timeline.pronouns import mentions_them, those_in, with_people
from polyagree.timeline.rules import Rule
from polyagree.timeline.truth import Truth

__all__ = ["Needs"]

_MINUTE = dt.timedelta(minutes=1)
_HOUR = dt.timedelta(hours=1)
_SOME_DAY = dt.date(2000, 1, 1)
_SAID = ("say-yes", "say-no", "tell", "ask", "talk")


class Needs:
    """
    Says what acts need, in one reading of a document.

    Args:
        frame: The norms.
        reading: Whom words mean for people without a name.

    Attributes:
        aside: Of acts, the norms of which they leave open whether they fall under them.
            They are such that do not.
        numbers: The norms of which it counts whether they are kept.
    """

    def __init__(self, frame: Frame, reading: Reading) -> None:
        self._frame, self._reading = frame, reading
        self._matcher = frame.matcher
        self._sayings = Sayings(frame)
        self._known: dict[Event, Formula] = {}
        self._keys: dict[Event, Event] = {}
        self._guards: dict[Event, tuple[tuple[Guard, Truth], ...]] = {}
        self.aside: dict[Event, set[Path]] = {}
        self.numbers: dict[int, None] = {}

    def of(self, event: Event) -> Formula:
        """Return what *event* needs."""
        found = self._known.get(event)
        if found is None:
            found = self._known[event] = every(self._each(event))
        return found

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
            yield Need(path, self._of_rule(guard.rule, entry))

    def _covers(self, rule: Rule, entry: Entry) -> Truth:
        """Return whether *entry* is what *rule* is about, whatever it waits for."""
        if rule.opens is not None and entry.last < rule.opens:
            return False
        if (rule.closes is not None and entry.first >= rule.closes) or not rule.case.is_bound(
            entry
        ):
            return False
        norm = rule.norm
        if rule.kind in {"ban", "gated", "limit"}:
            return rule.case.is_done_by(norm, entry)
        if rule.kind == "upkeep" and isinstance(norm.during, Happening):
            return rule.is_triggered_by(norm.during, entry)
        if isinstance(norm, Obligation) and norm.before is not None and norm.after is None:
            return rule.is_triggered_by(norm.before, entry)
        return False

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
            return Roughly(self._done(_happening(norm), entry, rule, self._before(entry, _MINUTE)))
        if norm.for_ is not None and norm.after is None:
            return OPEN
        ways: list[Formula] = []
        if isinstance(norm, Permission) and norm.only_if is not None:
            ways.append(self._holds(norm.only_if, entry, rule))
        if norm.unless is not None:
            ways.append(self._holds(norm.unless, entry, rule))
        if norm.during is not None:
            ways.append(self._fails(norm.during, entry, rule))
        if norm.after is not None:
            ways.append(self._never(norm.after, case) if not mentions_them(norm) else OPEN)
        if norm.from_ is not None and not isinstance(norm.from_, dt.date):
            ways.append(self._fails(norm.from_, entry, rule, once=True))
        if norm.until is not None and norm.after is None and not isinstance(norm.until, dt.date):
            ways.append(self._holds(norm.until, entry, rule, once=True))
        return some(ways)

    # Conditions

    def _holds(
        self, condition: Condition, entry: Entry, rule: Rule, *, once: bool = False
    ) -> Formula:
        """Return what has to be so for *condition* to hold at *entry*."""
        match condition:
            case AllOf(all_of=parts):
                return every(self._holds(part, entry, rule, once=once) for part in parts)
            case AnyOf(any_=parts):
                return some(self._holds(part, entry, rule, once=once) for part in parts)
            case Not(not_=inner):
                return self._fails(inner, entry, rule, once=once)
            case Gate():
                return self._sayings.passed(condition, entry, rule, self._time(condition, entry))
            case Done(done=happening):
                ago = None if once else condition.ago
                at = self._before(entry, _MINUTE) if ago is None else self._ahead(entry, ago)
                if condition.ago is not None:
                    at = min(at, self._ahead(entry, condition.ago))
                return self._done(happening, entry, rule, at)
            case Happening():
                return self._going_on(condition, entry, rule, once=once)
            case Situation(word=word):
                if condition == ALWAYS:
                    return YES
                if self._is_done(word):
                    return self._going_on(Happening(act=word), entry, rule, once=once)
                return Given(condition, is_so=True)
            case State():
                return Given(condition, is_so=True)
            case Status(status="kept"):
                return self._kept(condition, entry)
            case Status(status="broken"):
                return NO
        return OPEN

    def _fails(
        self, condition: Condition, entry: Entry, rule: Rule, *, once: bool = False
    ) -> Formula:
        """Return what has to be so for *condition* not to hold at *entry*."""
        match condition:
            case AllOf(all_of=parts):
                return some(self._fails(part, entry, rule, once=once) for part in parts)
            case AnyOf(any_=parts):
                return every(self._fails(part, entry, rule, once=once) for part in parts)
            case Not(not_=inner):
                return self._holds(inner, entry, rule, once=once)
            case Gate(kind=kind):
                return OPEN if kind == "unopposed_by" else self._sayings.unsaid(kind)
            case Done(done=happening) | (Happening() as happening):
                return self._never(self._meant(happening, entry, rule.case), rule.case)
            case Situation(word=word):
                if condition == ALWAYS:
                    return NO
                if self._is_done(word):
                    return self._never(Happening(act=word), rule.case)
                return Given(condition, is_so=False)
            case State():
                return Given(condition, is_so=False)
            case Status(status="broken" | "paused"):
                # Nobody breaks or pauses anything here.
                return YES
        return OPEN

    def _is_done(self, word: str) -> bool:
        known = self._matcher.words.get(word)
        return known is not None and known.kind in {"act", "happening"}

    # What was done

    def _meant(self, happening: Happening, entry: Entry, case: Case) -> Happening:
        """Return *happening* with those of *entry* in place of ``them``."""
        if not mentions_them(happening) or case.standing.norm.after is not None:
            return happening
        people = those_in(entry, case, case.side)
        return with_people(happening, {"them": people}) if people else happening

    def _never(self, happening: Happening, case: Case) -> Formula:
        def falls_under(event: Event) -> bool:
            return case.matches(happening, self._entry(event)) is not False

        return Never(falls_under)

    def _going_on(self, happening: Happening, entry: Entry, rule: Rule, *, once: bool) -> Formula:
        said = any(self._matcher.words.is_kind_of(happening.act, word) for word in _SAID)
        if once or said:
            return self._done(happening, entry, rule, self._before(entry, _MINUTE))
        at = self._before(entry, _HOUR)
        return self._done(happening, entry, rule, at, lasting=Duration(hours=4))

    def _done(
        self,
        happening: Happening,
        entry: Entry,
        rule: Rule,
        at: dt.datetime,
        *,
        lasting: Duration | None = None,
    ) -> Formula:
        """Return that *happening* was done at *at*, by one of those who may have."""
        people = those_in(entry, rule.case, rule.case.side) if mentions_them(happening) else ()
        if mentions_them(happening) and (not people or rule.norm.after is not None):
            return OPEN
        meant = (
            [with_people(happening, {"them": (each,)}) for each in sorted(people)]
            if people
            else [happening]
        )
        return every(
            some(
                part if isinstance(part, Known) else Act(_lasting(part, lasting))
                for part in self._sayings.ways_to(each, rule, at)
            )
            for each in meant
        )

    def _kept(self, condition: Status, entry: Entry) -> Formula:
        """Return that a duty of a clause was kept, or that what it rules out was not done."""
        ways: list[Formula] = []
        at = self._before(entry, _MINUTE)
        for number in self._frame.of_clause(condition.of):
            self.numbers[number] = None
            for guard in self._frame.guards(number, self._reading):
                rule, norm = guard.rule, guard.rule.norm
                if rule.kind in {"ban", "gated", "limit", "upkeep"}:
                    return Roughly(YES)
                if not isinstance(norm, Obligation):
                    continue
                is_simple = rule.kind in {"once", "recurring"} and not (
                    norm.after or norm.from_ or norm.until or norm.during or norm.unless
                )
                if not is_simple:
                    ways.append(OPEN)
                    continue
                ways += (
                    part if isinstance(part, Known) else Act(part)
                    for part in self._sayings.ways_to(_happening(norm), rule, at)
                )
        return Roughly(some(ways))

    # Times

    def _before(self, entry: Entry, span: dt.timedelta) -> dt.datetime:
        return entry.first - span

    def _ahead(self, entry: Entry, duration: Duration) -> dt.datetime:
        return earlier(entry.first, duration, self._frame.polycule.zone)

    def _time(self, gate: Gate, entry: Entry) -> dt.datetime:
        """Return when a word has to come that *gate* waits for."""
        if gate.ahead is not None:
            return self._ahead(entry, gate.ahead)
        if gate.by is not None:
            try:
                span = resolve(gate.by, entry.first, self._frame.polycule.zone)
            except InvalidTime:
                span = None
            if span is not None and span.end <= entry.first:
                return span.end - TICK
        return self._before(entry, _MINUTE)


def _happening(norm: Obligation) -> Happening:
    """Return what a duty asks for, as something that happens."""
    return Happening(
        act=norm.act,
        with_=norm.with_,
        to=norm.to,
        about=norm.about,
        where=norm.where,
        how=norm.how,
        days=norm.days,
        hours=norm.hours,
        months=norm.months,
        lasting=norm.lasting,
        amount=norm.amount,
        nth=norm.nth,
        details=norm.details,
    )


def _lasting(event: Event, lasting: Duration | None) -> Event:
    return event if lasting is None or event.lasting is not None else evolve(event, lasting=lasting)
