"""How the time of a norm ends, or stands still."""

from __future__ import annotations

import datetime as dt
from typing import Literal
from zoneinfo import ZoneInfo

from polyagree.clock import Interval, falls_on, instant, last_chance
from polyagree.timeline import breaks
from polyagree.timeline.dues import over_for_all
from polyagree.timeline.instances import Fact
from polyagree.timeline.instants import TICK
from polyagree.timeline.lives import Life
from polyagree.timeline.log import Entry
from polyagree.timeline.run import Run

__all__ = ["close", "keep", "leave", "resume"]


def resume(run: Run, life: Life, at: dt.datetime) -> None:
    """Let it run on; what is due is due later by as long as it stood still."""
    since, is_over = life.stopped, life.lies_in_pause and life.is_due_at(at)
    if since is None:
        return
    life.stopped = None
    if is_over:
        _fall_away(run, life, at)
    elif life.base == "suspended":
        life.base = "in force"
        run.say(life, "resumed", at)
        if life.due_first is not None and life.due_last is not None:
            first, last = (
                _put_off(life, due, since, at, run.zone) for due in (life.due_first, life.due_last)
            )
            if life.is_round and not _can_be_done(life, at, last, run.zone):
                _fall_away(run, life, at)
            else:
                run.fall_due(life, first, last)


def _fall_away(run: Run, life: Life, at: dt.datetime) -> None:
    """Let a window ask for nothing, all of whose days lay inside a pause."""
    run.say(life, "ended", at)
    leave(run, life, "expired")


def _put_off(
    life: Life, due: dt.datetime, since: dt.datetime, at: dt.datetime, zone: ZoneInfo
) -> dt.datetime:
    """Return when *life* is due that stood still from *since* to *at*."""
    walls = [each.astimezone(zone).replace(tzinfo=None) for each in (due, since, at)]
    if walls[0].time() == dt.time():
        # What ends with a day ends with a day, whatever the clock did meanwhile.
        later = instant(walls[0] + (walls[2] - walls[1]), zone)
    else:
        later = due + (at - since)
    until = None if life.is_duty else over_for_all(life.rule.norm, zone)
    return later if until is None else min(later, until)


def _can_be_done(life: Life, since: dt.datetime, until: dt.datetime, zone: ZoneInfo) -> bool:
    """Return whether a day and an hour is left at which *life* can be done."""
    norm = life.rule.norm
    window = Interval(start=since, end=max(since, until))
    end = last_chance(window, zone, days=norm.days, hours=norm.hours, months=norm.months)
    answer = falls_on(end - TICK, zone, days=norm.days, hours=norm.hours, months=norm.months)
    return answer is not False


def keep(
    run: Run,
    life: Life,
    at: dt.datetime,
    entry: Entry | None,
    fact: Fact = "done",
    *,
    detail: str = "",
) -> None:
    """Let *life* be fulfilled."""
    life.base = "fulfilled"
    life.fulfilments += 1
    run.say(life, fact, at, entry, detail)
    run.note(life, run.kept)
    close(run, life)


def leave(run: Run, life: Life, base: Literal["released", "expired", "unknown"]) -> None:
    """Let *life* end without being kept or broken."""
    life.base = base
    if base == "unknown":
        run.note(life, run.unclear)
    close(run, life)


def close(run: Run, life: Life) -> None:
    """Let nothing more come of *life*, and tell what it belongs to."""
    run.forget(life)
    breaks.settle(run, life)
