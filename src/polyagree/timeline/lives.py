"""What a replay keeps in mind of each norm: plain data that changes as the log grows."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from attrs import Factory, define

from polyagree.model import Obligation, PersonId
from polyagree.source import Path
from polyagree.timeline.instances import (
    Break,
    BreakState,
    Counts,
    Fact,
    Instance,
    Proof,
    Standpoint,
    State,
)
from polyagree.timeline.log import Entry
from polyagree.timeline.rules import Rule
from polyagree.timeline.tallies import Tally
from polyagree.timeline.totals import NOTHING, Total, total_of

__all__ = ["BASES", "Base", "BrokenLife", "Life", "Line", "path_of"]

Base = Literal[
    "inactive", "in force", "suspended", "fulfilled", "violated", "released", "expired", "unknown"
]
BASES: tuple[Base, ...] = (
    *("inactive", "in force", "suspended", "fulfilled", "violated"),
    *("released", "expired", "unknown"),
)

_GUARDS = frozenset({"ban", "gated", "limit", "upkeep"})
_GIVEN = frozenset({"grant", "power"})


@define(slots=True)
class Line:
    """
    One line of a proof.

    Attributes:
        at: When.
        fact: What.
        event: The number of the event in the log; ``None``: time alone.
        detail: More, in words.
    """

    at: dt.datetime | None
    fact: Fact
    event: int | None = None
    detail: str = ""


@define(slots=True, eq=False)
class BrokenLife:
    """
    A break, and what has become of it so far.

    Attributes:
        number: The how manieth of the same people and the same clause.
        entry: What shows it; of a missed deadline, the moment of it.
        is_act: Whether a forbidden act shows it.
        by: Who broke it.
        first: The first instant at which it may have become known; ``None``: it is not known yet.
        last: The last one.
        record: The id of the breach that tells of it.
        state: What became of it.
        is_stuck: Whether something follows it to which nobody is bound.
        is_settled: Whether people settled it.
        steps: What follows it.
    """

    number: int
    entry: Entry
    is_act: bool
    by: tuple[PersonId, ...]
    first: dt.datetime | None = None
    last: dt.datetime | None = None
    record: str | None = None
    state: BreakState = "violated"
    is_stuck: bool = False
    is_settled: bool = False
    steps: list[Life] = Factory(list)

    @property
    def is_over(self) -> bool:
        """Whether it was made good, or can no longer be."""
        return self.state != "violated"


@define(slots=True, eq=False)
class Life:
    """
    One norm that binds somebody, once, as far as the log has come.

    Attributes:
        key: Its name.
        rule: The norm.
        serial: The how manieth it is of all.
        to: Towards whom.
        cause: What it follows; ``None``: nothing in particular.
        base: Where it is in its life, apart from what became of its breaks.
        first: The first instant from which it may bind; ``None``: unknown.
        last: The last one.
        due_first: The first instant at which it may be too late; ``None``: there is none.
        due_last: The first instant at which it is too late for sure.
        may_be_late: Whether the first of these is over.
        is_dated: Whether its deadline, if it has one, is known.
        is_sure: Whether it is sure that it came into force.
        stopped: Since when its clock has stood still; ``None``: it runs.
        doubts: The events that may have kept or broken it.
        acts: How many acts fell under it.
        fulfilments: How many of them were in keeping with it.
        least: How much of a quota is met for sure.
        most: How much of it may be.
        reached: Who of those to whom it is owed has been reached.
        window: What counts towards a quota whose window rolls.
        opened: Since when the present window goes on of what comes round after an event,
            one instance through all its windows; ``None``: it does not.
        lines: Its proof.
        breaks: Its breaks.
        tallies: How far a limit is used, for each partner where they count apart.
        parent: What it follows, if it follows a break.
    """

    key: str
    rule: Rule
    serial: int
    to: tuple[PersonId, ...] = ()
    cause: Entry | None = None
    base: Base = "in force"
    first: dt.datetime | None = None
    last: dt.datetime | None = None
    due_first: dt.datetime | None = None
    due_last: dt.datetime | None = None
    may_be_late: bool = False
    is_dated: bool = True
    is_sure: bool = True
    stopped: dt.datetime | None = None
    doubts: list[int] = Factory(list)
    acts: int = 0
    fulfilments: int = 0
    least: Total = NOTHING
    most: Total = NOTHING
    window: list[int] = Factory(list)
    opened: dt.datetime | None = None
    reached: set[PersonId] = Factory(set)
    lines: list[Line] = Factory(list)
    breaks: list[BrokenLife] = Factory(list)
    tallies: dict[PersonId | None, Tally] = Factory(dict)
    parent: tuple[Life, BrokenLife] | None = None

    @property
    def is_open(self) -> bool:
        """Whether something may still become of it."""
        return self.base in {"in force", "suspended"}

    @property
    def is_guard(self) -> bool:
        """Whether it is kept by what is not done."""
        return self.rule.kind in _GUARDS

    @property
    def is_given(self) -> bool:
        """Whether it gives something and asks for nothing, so that it cannot be broken."""
        return self.rule.kind in _GIVEN

    @property
    def is_duty(self) -> bool:
        """Whether it is kept by what is done, in its time."""
        return not self.is_guard and not self.is_given

    @property
    def is_round(self) -> bool:
        """Whether it is one of many windows of the same duty."""
        is_one_of_many = not self.rule.is_step and self.opened is None
        return self.rule.kind in {"recurring", "quota"} and is_one_of_many

    @property
    def lies_in_pause(self) -> bool:
        """Whether it is a window that began while its clock stood still, as it does."""
        return self.is_round and self.stopped is not None and self.first == self.stopped

    @property
    def rests(self) -> tuple[tuple[dt.datetime, dt.datetime], ...]:
        """When its clock stood still, where something counts from each of several events."""
        if self.rule.norm.after is None:
            return ()
        starts = [line.at for line in self.lines if line.fact == "suspended" and line.at]
        ends = [line.at for line in self.lines if line.fact == "resumed" and line.at]
        return tuple(zip(starts, ends, strict=False))

    def is_due_at(self, at: dt.datetime) -> bool:
        """Return whether its time is over at *at*, and was not put off."""
        return self.due_last is not None and self.due_last <= at

    @property
    def state(self) -> State:
        """Where it is in its life."""
        if not self.breaks:
            return self.base
        states = {each.state for each in self.breaks}
        if "terminal" in states:
            return "terminal"
        return "compensated" if states == {"compensated"} else "violated"

    @property
    def verdict(self) -> Standpoint:
        """What can be said of it."""
        if self.breaks:
            return "violated"
        if self.base == "unknown" or (self.doubts and (self.is_guard or not self.is_open)):
            return "unknown" if self.base != "fulfilled" or self.is_guard else "satisfied"
        if self.base in {"fulfilled", "released", "expired"}:
            return "satisfied"
        if self.is_given:
            return "satisfied"
        if self.is_guard:
            return "presumably_satisfied"
        if not self.is_dated or self.may_be_late or self._may_be_kept:
            return "unknown"
        norm = self.rule.norm
        is_timed = isinstance(norm, Obligation) and norm.has_deadline
        # What is to be done before something that has not happened is not late either.
        return "pending" if is_timed or self.due_last is not None else "presumably_violated"

    @property
    def _may_be_kept(self) -> bool:
        """Whether what may have been done may have been enough."""
        norm = self.rule.norm
        if not self.doubts or not isinstance(norm, Obligation):
            return False
        if norm.at_least is None:
            return True
        is_rolling = norm.per is not None and norm.per.kind == "rolling"
        return not is_rolling and total_of(norm.at_least).is_over(self.most) is not True

    @property
    def counts(self) -> Counts:
        """How often which."""
        if not self.is_duty:
            return Counts(
                activations=self.acts, fulfilments=self.fulfilments, violations=len(self.breaks)
            )
        return Counts(
            activations=1,
            fulfilments=int(self.base == "fulfilled"),
            violations=len(self.breaks),
            pendings=int(self.is_open),
        )

    def frozen(self) -> Instance:
        """Return it as it is now."""
        standing = self.rule.case.standing
        return Instance(
            key=self.key,
            path=standing.path,
            clause=standing.clause,
            norm=standing.norm,
            who=self.rule.who,
            to=self.to,
            state=self.state,
            verdict=self.verdict,
            since=self.first,
            until=self.due_last,
            cause=None if self.cause is None or self.cause.is_probe else path_of(self.cause.index),
            breaks=tuple(_frozen_break(each) for each in self.breaks),
            counts=self.counts,
            is_sure=self.is_sure,
            proof=tuple(
                Proof(at=line.at, fact=line.fact, event=path_of(line.event), detail=line.detail)
                for line in self.lines
            ),
        )


def path_of(index: int | None) -> Path | None:
    """Return the path of the event numbered *index*; check-ins have numbers below nought."""
    if index is None:
        return None
    return ("events", index) if index >= 0 else ("check_ins", -index - 1)


def _frozen_break(broken: BrokenLife) -> Break:
    return Break(
        number=broken.number,
        is_settled=broken.is_settled,
        at=broken.entry.first,
        event=path_of(broken.entry.index) if broken.is_act else None,
        by=broken.by,
        discovered=broken.first,
        record=broken.record,
        state=broken.state,
        steps=tuple(step.frozen() for step in broken.steps),
    )
