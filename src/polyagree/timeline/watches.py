"""What a norm waits for in a log: what it follows, and what begins or ends its time."""

from __future__ import annotations

import datetime as dt

from attrs import evolve

from polyagree.model import Happening, Obligation
from polyagree.timeline import closing, coming, duties, guards
from polyagree.timeline.conditions import holds
from polyagree.timeline.dues import over_for_all
from polyagree.timeline.instants import TICK
from polyagree.timeline.lives import Life
from polyagree.timeline.log import Entry
from polyagree.timeline.rules import Rule, trigger_of
from polyagree.timeline.run import Run
from polyagree.timeline.truth import Truth, all_true
from polyagree.timeline.wordings import Standing

__all__ = ["come_true"]


def come_true(run: Run, what: str, subject: Rule | Life, entry: Entry) -> None:
    """Let *entry* be what *subject* waits for, if it is."""
    if isinstance(subject, Rule):
        if what == "after":
            _follow(run, subject, entry)
        else:
            _begin(run, subject, entry)
    elif what == "after":
        _start(run, subject, entry)
    elif subject.is_open:
        _end(run, what, subject, entry)


def _follow(run: Run, rule: Rule, entry: Entry) -> None:
    standing, trigger = rule.case.standing, trigger_of(rule)
    if trigger is None or run.has_ended(rule) or f"end of {rule.key}" in run.begun:
        return
    if any(
        end is not None and end <= entry.first
        for end in (rule.closes, over_for_all(rule.norm, run.zone))
    ):
        return
    if not standing.since <= entry.day < standing.before or not rule.case.is_bound(entry):
        return
    if any(name in run.stopped for name in standing.names):
        return
    truth = all_true((_is_which(run, rule.key, rule, trigger, entry), _has_begun(rule, entry)))
    if truth is not False:
        number = run.next_number(rule.key)
        life = duties.arise(run, rule, entry, is_sure=truth is True, number=number)
        run.lookouts.watch_over(life)


def _has_begun(rule: Rule, entry: Entry) -> Truth:
    norm = rule.norm
    if norm.from_ is not None and not isinstance(norm.from_, dt.date):
        # What stands beside the event that reaches a boundary holds then, or it does not.
        is_beside = "response" in rule.case.standing.path and norm.after is not None
        return holds(norm.from_, entry, rule.case, once=not is_beside)
    return rule.opens is None or entry.last >= rule.opens


def _is_which(run: Run, key: str, rule: Rule, trigger: Happening, entry: Entry) -> Truth:
    """Return whether *entry* is *trigger*, and the one of several that is meant."""
    nth = trigger.nth
    if nth is None:
        return rule.is_triggered_by(trigger, entry)
    truth = rule.is_triggered_by(evolve(trigger, nth=None), entry)
    if truth is False:
        return truth
    return run.is_nth(f"{key} {rule.key}", nth, truth)


def _begin(run: Run, rule: Rule, entry: Entry) -> None:
    """Let a duty come into force whose condition comes true for the first time."""
    begins = rule.norm.from_
    if begins is None or isinstance(begins, dt.date) or rule.key in run.begun:
        return
    standing = rule.case.standing
    if not standing.since <= entry.day < standing.before or run.has_ended(rule):
        return
    truth = holds(begins, _just_after(run, entry, rule), rule.case, once=True)
    perhaps = f"perhaps {rule.key}"
    if truth:
        run.begun.add(rule.key)
        known = [life for life in run.register.of_clause(standing.clause) if life.rule is rule]
        for life in known:
            # It has begun by now at the latest; from when on, is not known.
            life.is_sure, life.last = True, entry.last
            run.say(life, "begins", entry.first, entry)
            run.set_due(life)
        if not known:
            was_perhaps = perhaps in run.begun
            coming.open_rule(run, rule, entry.first, entry, is_sure=not was_perhaps)
    elif truth is None and perhaps not in run.begun and not duties.goes_round(rule):
        run.begun.add(perhaps)
        coming.open_rule(run, rule, entry.first, entry, is_sure=False)


def _start(run: Run, life: Life, entry: Entry) -> None:
    """Let a step begin that follows something more than the break."""
    trigger = life.rule.norm.after
    if trigger is None or life.base != "inactive":
        return
    truth = _is_which(run, life.key, life.rule, trigger, entry)
    if truth is False:
        return
    life.base, life.is_sure = "in force", truth is True
    life.first, life.last, life.cause = entry.first, entry.last, entry
    life.rule = life.rule.following(entry)
    life.to = run.towards(life.rule, life.first)
    run.lookouts.unwatch(life)
    run.register.file(life)
    run.say(life, "after" if truth else "perhaps triggered", entry.first, entry)
    run.set_due(life)
    run.lookouts.watch_over(life)


def _end(run: Run, what: str, life: Life, entry: Entry) -> None:
    """Let the time of a norm be over, if *entry* ends it."""
    norm = life.rule.norm
    if not isinstance(norm, Obligation) or not life.is_duty:
        if norm.until is None or isinstance(norm.until, dt.date):
            return
        if holds(norm.until, _just_after(run, entry, life.rule), life.rule.case, once=True):
            guards.end(run, life, entry.first)
        return
    if what == "look":
        standing = life.rule.case.standing
        if (
            norm.by is not None
            and norm.by.part == "review"
            and not _is_review(run, entry, standing)
        ):
            return
        there = run.matcher.doers(entry) & frozenset(standing.parties)
        if len(there) > 1 and there & life.rule.case.side:
            run.lookouts.unwatch(life)
            end = run.end_of_day(entry.day)
            run.fall_due(life, end, end)
        return
    truth: Truth = None
    if what == "before" and norm.before is not None:
        later = True if life.cause is None else life.cause.is_before(entry)
        truth = all_true((_is_which(run, life.key, life.rule, norm.before, entry), later))
    elif norm.until is not None and not isinstance(norm.until, dt.date):
        truth = holds(norm.until, _just_after(run, entry, life.rule), life.rule.case, once=True)
    if truth and what == "until" and life.rule.kind in {"recurring", "quota"}:
        # What comes round does so no longer; what was due last is not due any more.
        run.begun.add(f"end of {life.rule.key}")
        run.say(life, "ended", entry.first, entry)
        closing.leave(run, life, "expired")
    elif truth:
        duties.fall_due(run, life, entry.first, entry)
    elif truth is None:
        # It may be over already: what is done from now on may be too late.
        life.due_first = entry.first
        if what == "until" and life.rule.kind in {"recurring", "quota"}:
            # And what comes round may do so no longer.
            run.begun.add(f"perhaps end of {life.rule.key}")
            life.is_sure = False
        life.is_dated = life.is_dated and life.rule.kind != "once"


def _is_review(run: Run, entry: Entry, standing: Standing) -> bool:
    """Return whether people looked at the agreement, and not only at how they are."""
    is_about = any(name in standing.names for name in entry.event.about)
    return is_about or run.words.is_kind_of(entry.event.act, "review")


def _just_after(run: Run, entry: Entry, rule: Rule) -> Entry:
    at = entry.first if entry.first == entry.last else entry.last + TICK
    return run.probe(at, rule.who, rule.norm.act)
