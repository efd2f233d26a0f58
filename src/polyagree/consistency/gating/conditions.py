"""What has to be so for a condition to hold when an act is done, or not to hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from attrs import evolve

from polyagree.clock import Duration, due_by, subtract
from polyagree.consistency.gating.formulas import (
    NO,
    OPEN,
    YES,
    Act,
    Formula,
    Given,
    Known,
    Never,
    Roughly,
    every,
    some,
)
from polyagree.consistency.gating.frame import Frame, Reading
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
    Situation,
    State,
    Status,
)
from polyagree.timeline.cases import Case
from polyagree.timeline.instants import TICK
from polyagree.timeline.log import Entry
from polyagree.timeline.pronouns import mentions_them, those_in, with_people
from polyagree.timeline.rules import Rule

__all__ = ["MINUTE", "Conditions", "happening_of"]

MINUTE = dt.timedelta(minutes=1)
"""So long before an act, what it waits for is done."""

_HOUR = dt.timedelta(hours=1)
_SAID = ("say-yes", "say-no", "tell", "ask", "talk")


class Conditions:
    """
    Says what has to be done before an act for what it waits for to be so.

    Args:
        frame: The norms.
        reading: Whom words mean for people without a name.
        whole: Gives an event with what is always to go with it.

    Attributes:
        numbers: The norms of which it counts whether they are kept.
    """

    def __init__(self, frame: Frame, reading: Reading, whole: Callable[[Event], Event]) -> None:
        self._frame, self._reading, self._whole = frame, reading, whole
        self._matcher = frame.matcher
        self._sayings = Sayings(frame)
        self.numbers: dict[int, None] = {}

    def holds(
        self, condition: Condition, entry: Entry, rule: Rule, *, once: bool = False
    ) -> Formula:
        """Return what has to be so for *condition* to hold at *entry*."""
        match condition:
            case AllOf(all_of=parts):
                return every(self.holds(part, entry, rule, once=once) for part in parts)
            case AnyOf(any_=parts):
                return some(self.holds(part, entry, rule, once=once) for part in parts)
            case Not(not_=inner):
                return self.fails(inner, entry, rule, once=once)
            case Gate():
                at = self._time(condition, entry)
                return OPEN if at is None else self._sayings.passed(condition, entry, rule, at)
            case Done(done=happening, ago=ago):
                at = self._before(entry, MINUTE) if ago is None else self._ahead(entry, ago)
                return OPEN if at is None else self.done(happening, entry, rule, at)
            case Happening():
                return self._going_on(condition, entry, rule, once=once)
            case Situation(word=word):
                if condition == ALWAYS:
                    return YES
                if self._frame.is_done(word):
                    return self._going_on(Happening(act=word), entry, rule, once=once)
                return Given(condition, is_so=True)
            case State():
                return Given(condition, is_so=True)
            case Status(status="kept"):
                return self._kept(condition, entry)
            case Status(status="broken"):
                return NO
        return OPEN

    def fails(
        self, condition: Condition, entry: Entry, rule: Rule, *, once: bool = False
    ) -> Formula:
        """Return what has to be so for *condition* not to hold at *entry*."""
        match condition:
            case AllOf(all_of=parts):
                return some(self.fails(part, entry, rule, once=once) for part in parts)
            case AnyOf(any_=parts):
                return every(self.fails(part, entry, rule, once=once) for part in parts)
            case Not(not_=inner):
                return self.holds(inner, entry, rule, once=once)
            case Gate():
                return self._sayings.unsaid(condition, entry, rule)
            case Done(done=happening) | (Happening() as happening):
                return self.never(self._meant(happening, entry, rule.case), rule.case)
            case Situation(word=word):
                if condition == ALWAYS:
                    return NO
                if self._frame.is_done(word):
                    return self.never(Happening(act=word), rule.case)
                return Given(condition, is_so=False)
            case State():
                return Given(condition, is_so=False)
            case Status(status="broken" | "paused"):
                # Nobody breaks or pauses anything here.
                return YES
        return OPEN

    # What was done

    def _meant(self, happening: Happening, entry: Entry, case: Case) -> Happening:
        """Return *happening* with those of *entry* in place of ``them``."""
        if not mentions_them(happening) or case.standing.norm.after is not None:
            return happening
        people = those_in(entry, case, case.side)
        return with_people(happening, {"them": people}) if people else happening

    def never(self, happening: Happening, case: Case) -> Formula:
        """Return that nothing that is *happening*, or may be, was done."""

        def falls_under(event: Event) -> bool:
            return case.matches(happening, self._frame.entry(event)) is not False

        return Never(falls_under)

    def _going_on(self, happening: Happening, entry: Entry, rule: Rule, *, once: bool) -> Formula:
        said = any(self._matcher.words.is_kind_of(happening.act, word) for word in _SAID)
        if once or said:
            return self.done(happening, entry, rule, self._before(entry, MINUTE))
        at = self._before(entry, _HOUR)
        return self.done(happening, entry, rule, at, lasting=Duration(hours=4))

    def done(
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
                part if isinstance(part, Known) else Act(self._whole(_lasting(part, lasting)))
                for part in self._sayings.ways_to(each, rule, at)
            )
            for each in meant
        )

    def _kept(self, condition: Status, entry: Entry) -> Formula:
        """Return that a duty of a clause was kept, or that what it rules out was not done."""
        ways: list[Formula] = []
        at = self._before(entry, MINUTE)
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
                    part if isinstance(part, Known) else Act(self._whole(part))
                    for part in self._sayings.ways_to(happening_of(norm), rule, at)
                )
        return Roughly(some(ways))

    # Times

    def _before(self, entry: Entry, span: dt.timedelta) -> dt.datetime:
        return entry.first - span

    def _ahead(self, entry: Entry, duration: Duration) -> dt.datetime | None:
        """Return the instant *duration* before *entry*; ``None``: there is no such year."""
        try:
            return subtract(entry.first, duration, self._frame.polycule.zone)
        except InvalidTime:
            return None

    def _time(self, gate: Gate, entry: Entry) -> dt.datetime | None:
        """Return when a word has to come that *gate* waits for; ``None``: nobody can tell."""
        if gate.ahead is not None:
            return self._ahead(entry, gate.ahead)
        at = self._before(entry, MINUTE)
        if gate.by is None:
            return at
        due = due_by(gate.by, entry.first, self._frame.polycule.zone)
        # The next check-in only a document can date.
        return None if due is None else min(at, due.at if due.closed else due.at - TICK)


def happening_of(norm: Obligation) -> Happening:
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
