"""Breaks of norms, and what follows them."""

from __future__ import annotations

import datetime as dt

from attrs import evolve

from polyagree.model import Event, PersonId, Word
from polyagree.timeline.instances import Fact
from polyagree.timeline.lives import BrokenLife, Life
from polyagree.timeline.log import PROBE, Entry
from polyagree.timeline.rules import steps_after
from polyagree.timeline.run import Run

__all__ = ["broke", "known", "put_to_bed", "settle"]


def broke(
    run: Run,
    life: Life,
    entry: Entry,
    by: tuple[PersonId, ...],
    fact: Fact,
    *,
    detail: str = "",
) -> None:
    """Let *life* be broken at *entry*, which is a forbidden act or the moment of a deadline."""
    clause, people = life.rule.case.standing.clause, frozenset(by)
    number, event = run.broken.get((clause, people), (0, None))
    if entry.is_probe or entry.index != event:
        # One event that breaks two norms of a clause breaks the clause once.
        number += 1
    if not life.rule.is_step:
        run.broken[clause, people] = number, None if entry.is_probe else entry.index
    is_act = not entry.is_probe
    broken = BrokenLife(number=number, entry=entry, is_act=is_act, by=by)
    life.breaks.append(broken)
    run.note(life, run.unmended)
    run.say(life, fact, entry.first, entry, detail)
    _discover(run, life, broken)
    settled = run.breaches.settled(broken.record)
    if settled is not None:
        run.alarms.wake(
            max(run.end_of_day(settled), entry.first), "settled", life.key, (life, broken)
        )
    if broken.first is not None and broken.last is not None:
        follow(run, life, broken)


def _discover(run: Run, life: Life, broken: BrokenLife) -> None:
    """Find out when a break became known."""
    first, last = broken.entry.first, broken.entry.last
    record = run.breaches.of(life, broken)
    if record is not None:
        broken.record = record.id
        run.breaches.used.add(record.id)
        if record.discovered is not None:
            event = Event(at=record.discovered, act=Word("discovery"))
            moment = Entry.of(event, run.polycule, PROBE)
            # Of the same day without an hour, it was after the break all the same.
            moment = evolve(moment, first=max(moment.first, first))
            if moment.last > first:
                broken.first = None
                run.alarms.wake(moment.first, "known", life.key, (life, broken, moment))
                return
    broken.first, broken.last = first, last


def put_to_bed(run: Run, life: Life, broken: BrokenLife, at: dt.datetime) -> None:
    """Let a break no longer stand that people settled; what became of it stays."""
    broken.is_settled = True
    run.say(life, "settled", at)
    if broken.state != "compensated":
        run.note(life, run.unmended, -1)


def known(run: Run, life: Life, broken: BrokenLife, moment: Entry) -> None:
    """Let a break become known."""
    broken.first, broken.last = moment.first, moment.last
    run.say(life, "discovered", moment.first)
    follow(run, life, broken)


def follow(run: Run, life: Life, broken: BrokenLife) -> None:
    """Let what follows a break come into force."""
    people = frozenset(broken.by)
    key = f"{life.key}!{life.breaks.index(broken) + 1}"
    for step in steps_after(life.rule, people, broken.entry, broken.number, key, cause=life.cause):
        if not step.rules:
            broken.is_stuck = True
            run.remarks.add(
                "nobody",
                step.at.path,
                f"`{step.at.norm.act}` follows a break, and nobody is bound to it",
            )
        for rule in step.rules:
            first, last = broken.first, broken.last
            if step.at.norm.clock == "breach":
                first, last = broken.entry.first, broken.entry.last
            child = run.bear(rule, rule.key, first, last, cause=broken.entry, parent=(life, broken))
            run.say(child, "after", broken.first)
            broken.steps.append(child)
            run.started(child)
    _judge(run, life, broken)


def settle(run: Run, life: Life) -> None:
    """Tell the break that *life* follows what became of it."""
    if life.parent is not None:
        owner, broken = life.parent
        _judge(run, owner, broken)


def _judge(run: Run, life: Life, broken: BrokenLife) -> None:
    """Find out whether a break is made good, or can no longer be."""
    if broken.state != "violated":
        return
    branches = [step for step in broken.steps if not step.is_given]
    if any(step.state == "terminal" for step in branches):
        broken.state = "terminal"
    elif broken.is_stuck:
        return
    elif not branches:
        broken.state = "terminal"
    elif all(_is_made_good(step) for step in branches):
        broken.state = "compensated"
        if not broken.is_settled:
            run.note(life, run.unmended, -1)
    else:
        return
    at = run.now if run.now is not None else broken.entry.first
    run.say(life, "terminal" if broken.state == "terminal" else "compensated", at)
    settle(run, life)


def _is_made_good(step: Life) -> bool:
    return step.state in {"fulfilled", "released", "compensated"}
