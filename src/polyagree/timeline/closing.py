"""How the time of a norm ends, or stands still."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from polyagree.timeline import breaks
from polyagree.timeline.instances import Fact
from polyagree.timeline.lives import Life
from polyagree.timeline.log import Entry
from polyagree.timeline.run import Run

__all__ = ["close", "keep", "leave", "resume"]


def resume(run: Run, life: Life, at: dt.datetime) -> None:
    """Let it run on; what is due is due later by as long as it stood still."""
    if life.stopped is None:
        return
    still, lies_in_it = at - life.stopped, life.lies_in_pause and life.is_due_at(at)
    life.stopped = None
    if lies_in_it:
        # A window that lies wholly inside a pause asks for nothing.
        run.say(life, "ended", at)
        leave(run, life, "expired")
        return
    if life.base == "suspended":
        life.base = "in force"
        run.say(life, "resumed", at)
        if life.due_first is not None and life.due_last is not None:
            run.fall_due(life, life.due_first + still, life.due_last + still)


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
