"""Norms that come into force."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from polyagree.model import Named, Obligation, People, PersonId
from polyagree.timeline import duties
from polyagree.timeline.lives import Life
from polyagree.timeline.log import Entry
from polyagree.timeline.rules import Rule, acts_in, trigger_of
from polyagree.timeline.run import Run

__all__ = ["begin", "open_rule", "start_step"]

_DUTIES = frozenset({"once", "recurring", "quota"})


def begin(run: Run, rule: Rule) -> None:
    """Have *rule* come into force when its time comes."""
    norm = rule.norm
    if rule.kind in _DUTIES:
        trigger = trigger_of(rule)
        if trigger is not None:
            doers = _named(run, trigger.who) if trigger.who else rule.who
            run.lookouts.watch("after", rule, (trigger.act,), doers)
            return
    is_timed = rule.kind in _DUTIES or (norm.for_ is not None and rule.kind != "power")
    if is_timed and norm.from_ is not None and not isinstance(norm.from_, dt.date):
        run.lookouts.watch("from", rule, acts_in(norm.from_))
        return
    if rule.opens is None:
        open_rule(run, rule, None)
    else:
        run.alarms.wake(rule.opens, "open", rule.key, (rule, None, 0))


def _named(run: Run, who: People) -> Sequence[PersonId | None]:
    """Return by whom alone something can be done; ``None`` among them: by anybody."""
    polycule = run.polycule
    people = [each.name for each in who if isinstance(each, Named)]
    if len(people) < len(who) or not all(map(polycule.has_person, people)):
        return (None,)
    return [PersonId(name) for name in people]


def open_rule(
    run: Run,
    rule: Rule,
    at: dt.datetime | None,
    cause: Entry | None = None,
    *,
    is_sure: bool = True,
) -> None:
    """Let *rule* come into force."""
    norm = rule.norm
    is_over = at is not None and rule.closes is not None and rule.closes <= at
    if is_over or run.has_ended(rule):
        return
    if isinstance(norm, Obligation) and at is not None and duties.comes_round(norm):
        duties.open_window(run, rule, at, 1)
        return
    if rule.kind in _DUTIES and at is not None and not rule.case.is_bound(run.probe(at)):
        return
    key = f"{rule.key}#{run.next_number(rule.key)}" if rule.kind in _DUTIES else rule.key
    life = run.bear(rule, key, at, at, cause=cause)
    if at is not None:
        run.say(life, "begins" if is_sure else "perhaps triggered", at, cause)
    life.is_sure = is_sure
    if rule.kind in {"recurring", "quota"}:
        duties.keep_count(run, life)
    else:
        run.set_due(life)
    run.lookouts.watch_over(life)
    if rule.closes is not None:
        run.alarms.wake(rule.closes, "close", life.key, life)


def start_step(run: Run, life: Life) -> None:
    """Let what follows a break come into force, or wait for what it follows as well."""
    trigger = trigger_of(life.rule)
    if trigger is not None:
        run.forget(life)
        life.base = "inactive"
        run.lookouts.watch("after", life, (trigger.act,))
        return
    run.set_due(life)
    if duties.goes_round(life.rule) and not duties.go_round(run, life):
        duties.keep_count(run, life)
    run.lookouts.watch_over(life)
    duties.catch_up(run, life)
