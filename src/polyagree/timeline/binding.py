"""What is in force at a moment: what is owed, not to be done, allowed or in somebody's power."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from attrs import evolve

from polyagree.timeline.conditions import holds
from polyagree.timeline.counting import reasons_of_time
from polyagree.timeline.guards import is_bound_then, reasons_of_window
from polyagree.timeline.instances import Instance
from polyagree.timeline.lives import Life
from polyagree.timeline.log import Entry
from polyagree.timeline.owing import is_owed, with_steps
from polyagree.timeline.run import Run
from polyagree.timeline.times import is_when
from polyagree.timeline.truth import Truth, all_true, opposite
from polyagree.timeline.waivers import is_waived

__all__ = ["in_force_at"]


def in_force_at(run: Run, at: dt.datetime) -> Iterator[Instance]:
    """
    Yield what is in force at *at*, or may be, and then is not sure.

    Args:
        run: The replay.
        at: The instant up to which time has passed.
    """
    for life in (each for top in run.register.lives for each in with_steps(top)):
        if life.base == "in force" or (life.base != "suspended" and is_owed(life)):
            moment = run.probe(at, life.rule.who, life.rule.norm.act)
            truth = all_true(_reasons(run, life, moment))
            if truth is not False:
                yield evolve(life.frozen(), is_sure=truth is True)


def _reasons(run: Run, life: Life, moment: Entry) -> Iterator[Truth]:
    """Yield whether *life* counts at *moment*, and whether what it hangs on holds then."""
    case = life.rule.case
    norm = case.standing.norm
    yield life.is_sure or None
    if not life.is_duty:
        yield is_bound_then(life, moment)
        yield from reasons_of_window(life, moment)
        yield from reasons_of_time(case, moment, is_timed=True, rests=life.rests)
        yield is_when(norm, moment, run.zone)
    if norm.during is not None and life.rule.kind != "upkeep":
        yield holds(norm.during, moment, case)
    if norm.unless is not None:
        yield opposite(holds(norm.unless, moment, case))
    yield opposite(is_waived(case, moment))
