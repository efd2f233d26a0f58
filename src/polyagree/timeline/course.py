"""The course of a replay: what time and events bring, one after the other."""

from __future__ import annotations

import datetime as dt
from typing import Any

from polyagree.timeline import breaks, closing, coming, duties, guards, powers
from polyagree.timeline.alarms import Alarm
from polyagree.timeline.instants import TICK
from polyagree.timeline.lives import Life
from polyagree.timeline.log import Entry
from polyagree.timeline.run import Run
from polyagree.timeline.watches import come_true

__all__ = ["await_check_ins", "begin", "hold", "pass_to", "take"]


def begin(run: Run) -> None:
    """Have every norm come into force when its time comes."""
    for rule in run.rules:
        coming.begin(run, rule)


def await_check_ins(run: Run) -> None:
    """Have the check-ins of the document be held in their time."""
    for index, check_in in enumerate(run.polycule.check_ins):
        if dt.MINYEAR < check_in.day.year < dt.MAXYEAR:
            entry = run.check_in(index)
            run.alarms.wake(entry.first, "record", f"{index:09}", entry)


def take(run: Run, entry: Entry) -> None:
    """Let time pass to *entry*, and hold it against everything it may concern."""
    pass_to(run, entry.first)
    hold(run, entry)


def pass_to(run: Run, now: dt.datetime, *, is_over: bool = False) -> None:
    """
    Let time pass to *now*.

    Args:
        run: The replay.
        now: The instant.
        is_over: Whether *now* itself is not looked at.
    """
    for at, what, subject in run.alarms.up_to(now, is_over=is_over):
        _ring(run, at, what, subject)
        _spread(run, at)


def _spread(run: Run, at: dt.datetime) -> None:
    """Let norms come into force, or end, that hang on how a clause stands."""
    if not run.lookouts.changed:
        return
    for what, subject in run.lookouts.signals():
        run.visits += 1
        come_true(run, what, subject, run.probe(at))


def _ring(run: Run, at: dt.datetime, what: Alarm, subject: Any) -> None:
    if what == "judge":
        _judge_day(run)
    elif what == "record":
        hold(run, subject)
    elif what == "open":
        rule, end, number = subject
        if end is None:
            coming.open_rule(run, rule, at)
            return
        life = duties.begin_window(run, rule, at, end, number)
        if life is not None:
            run.lookouts.watch_over(life)
    elif what == "close":
        if subject.is_open:
            run.say(subject, "ended", at)
            closing.leave(run, subject, "expired")
    elif what == "late":
        subject.may_be_late = subject.due_first == at and subject.stopped is None
    elif what == "due":
        (duties.fall_due if subject.is_duty else guards.lapse)(run, subject, at)
    elif what == "known":
        breaks.known(run, *subject)
    elif what == "settled":
        life, broken = subject
        breaks.put_to_bed(run, life, broken, at)
    elif run.paused_until.get(subject[0]) == subject[1]:
        powers.run_on(run, subject[0], at)


def _judge(run: Run, life: Life, entry: Entry) -> None:
    if life.rule.kind == "grant":
        guards.use(run, life, entry)
    else:
        guards.judge(run, life, entry)


def _judge_day(run: Run) -> None:
    """Judge what happened on a day of which something has no hour, now that it is over."""
    unjudged, run.unjudged, run.open_day = run.unjudged, [], None
    for life, entry in unjudged:
        base, life.base = life.base, "in force"
        _judge(run, life, entry)
        life.base = base


def hold(run: Run, entry: Entry) -> None:
    """Hold *entry* against everything that it may concern."""
    run.take(entry)
    run.remarks.add_if_early(entry, run.matcher)
    if entry.first != entry.last and run.open_day != entry.day:
        run.open_day = entry.day
        run.alarms.wake(entry.last + TICK, "judge", "", None)
    lives, watches = run.register.touched_by(entry), run.lookouts.watching(entry)
    for life in lives:
        run.visits += 1
        if life.is_guard or life.rule.kind == "grant":
            # Of a day without hours, a word that stands later may have come before.
            if entry.day != run.open_day:
                _judge(run, life, entry)
            elif life.base == "in force":
                run.unjudged.append((life, entry))
        elif life.rule.kind != "power":
            duties.perform(run, life, entry)
    for what, subject in watches:
        run.visits += 1
        come_true(run, what, subject, entry)
    if entry.event.about:
        powers.exercise(run, entry)
    _spread(run, entry.first)
