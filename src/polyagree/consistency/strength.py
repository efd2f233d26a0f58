"""Whether one norm asks for all that another one asks for, of the same person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import lru_cache
from zoneinfo import ZoneInfo

from attrs import evolve

from polyagree.clock import Moment, Window, is_no_longer, is_no_more
from polyagree.consistency.inclusion import (
    Pair,
    finite,
    implies_condition,
    is_same,
    is_within,
    names_in,
)
from polyagree.model import (
    Bound,
    Condition,
    Happening,
    Named,
    Norm,
    Obligation,
    Role,
    Word,
)
from polyagree.timeline.dues import due_of
from polyagree.timeline.pronouns import mentions_them
from polyagree.timeline.rules import Kind, Rule
from polyagree.timeline.wordings import Standing

__all__ = ["GIVEN", "GUARDS", "is_at_least_as_strict"]

GUARDS = frozenset({"ban", "gated", "limit"})
GIVEN = frozenset({"grant"})

#: Each window of the calendar in which a narrower one lies as a whole.
_WIDER: dict[str, frozenset[str]] = {
    "day": frozenset({"day", "week", "month", "season", "quarter", "year"}),
    "week": frozenset({"week"}),
    "month": frozenset({"month", "season", "quarter", "year"}),
    "season": frozenset({"season"}),
    "quarter": frozenset({"quarter", "year"}),
    "year": frozenset({"year"}),
}
#: Windows of the calendar in which there is a whole narrower one.
_HAS_WHOLE: dict[str, frozenset[str]] = {
    **_WIDER,
    "week": frozenset({"week", "month", "season", "quarter", "year"}),
}
#: What is done so often is done in each window of the calendar.
_LEAST_DAYS = {"day": 1, "week": 7, "month": 28, "season": 89, "quarter": 90, "year": 365}
_LONGEST_MONTH = 31
_UTC = ZoneInfo("UTC")
_MEET = Word("meet")
_DAY_ONE = dt.datetime(1900, 1, 1, tzinfo=dt.UTC)
_EACH = (Role("each party"), Role("other parties"))


def is_at_least_as_strict(strong: Rule, weak: Rule, pair: Pair) -> bool:
    """
    Return whether whatever breaks *weak* breaks *strong* as well.

    It is a proof, and no search: where it says no, the opposite need not be so. What people
    decide about a clause, such as an exception or a pause, is taken to be about both.

    Args:
        strong: What may ask for more.
        weak: What may ask for less.
        pair: What holds the texts of *weak* and *strong* against each other, in that order.
    """
    if not _binds_as_many(strong, weak, pair):
        return False
    if weak.kind == strong.kind == "upkeep":
        return _goes_with_as_much(strong.norm, weak.norm, pair)
    if {weak.kind, strong.kind} & {"power", "upkeep"}:
        return strong.kind == weak.kind and _is_the_same(strong.norm, weak.norm, pair)
    if weak.kind in GUARDS:
        return strong.kind in GUARDS and _guards_as_much(strong, weak, pair)
    if strong.kind in {"ban", "gated"}:
        return _rules_out_what_sets_off(strong.norm, weak.norm, pair)
    return strong.kind not in GUARDS | GIVEN and _asks_for_as_much(strong, weak, pair)


def _rules_out_what_sets_off(strong: Norm, weak: Norm, pair: Pair) -> bool:
    """Return whether *weak* follows only what *strong* rules out in any case."""
    if weak.after is None or weak.after.who or [*_lifts(strong)]:
        return False
    is_free = strong.after is None and strong.during is None and strong.for_ is None
    is_dated = strong.from_ is not None or strong.until is not None
    return is_free and not is_dated and is_within(weak.after, strong, pair)


def _is_the_same(strong: Norm, weak: Norm, pair: Pair) -> bool:
    return is_same(evolve(weak, if_broken=()), evolve(strong, if_broken=()), pair)


def _goes_with_as_much(strong: Norm, weak: Norm, pair: Pair) -> bool:
    """Return whether *strong* is to be done at least whenever *weak* is."""
    if _is_the_same(strong, weak, pair):
        return True
    bare = [evolve(each, during=None, if_broken=()) for each in (strong, weak)]
    if not isinstance(strong.during, Happening) or not isinstance(weak.during, Happening):
        return False
    return is_same(bare[1], bare[0], pair) and is_within(weak.during, strong.during, pair)


def _binds_as_many(strong: Rule, weak: Rule, pair: Pair) -> bool:
    """Return whether *strong* binds the one whom *weak* does, whenever that does."""
    one, other = strong.case, weak.case
    if (one.who, one.side, one.least) != (other.who, other.side, other.least):
        return False
    is_steady = one.who is None or all(
        (isinstance(term, Named) and term.name in pair.people)
        or term in (Role("each party"), Role("anyone"))
        for term in strong.norm.who
    )
    if not is_steady and not is_same(weak.norm.who, strong.norm.who, pair):
        return False
    if strong.opens is not None and (weak.opens is None or weak.opens < strong.opens):
        return False
    return strong.closes is None or (weak.closes is not None and weak.closes <= strong.closes)


def _begins_and_ends_within(weak: Norm, strong: Norm, pair: Pair) -> bool:
    """Return whether *strong* has begun whenever *weak* has, and ends no sooner."""
    return _has_begun(weak.from_, strong.from_, pair) and _goes_on(weak, strong, pair)


def _has_begun(weak: Bound | None, strong: Bound | None, pair: Pair) -> bool:
    if strong is None or is_same(weak, strong, pair):
        return True
    return isinstance(weak, dt.date) and isinstance(strong, dt.date) and strong <= weak


def _goes_on(weak: Norm, strong: Norm, pair: Pair) -> bool:
    one, other = weak.until, strong.until
    if other is None:
        return True
    if isinstance(one, dt.date) and isinstance(other, dt.date):
        return one <= other
    # What has to come true once both have begun, may have come true once one had.
    return weak.from_ == strong.from_ and is_same(one, other, pair)


def _follows_within(weak: Norm, strong: Norm, pair: Pair) -> bool:
    """Return whether whatever sets *weak* off sets *strong* off."""
    if strong.after is None:
        return True
    if weak.after is None:
        return False
    if is_same(weak.after, strong.after, pair):
        return True
    pronouns = any(
        mentions_them(part)
        for norm in (weak, strong)
        for part in (norm, norm.during)
        if isinstance(part, Happening) or part is norm
    )
    is_counted = weak.after.nth is not None or strong.after.nth is not None
    return not pronouns and not is_counted and is_within(weak.after, strong.after, pair)


# What is not to be done


def _guards_as_much(strong: Rule, weak: Rule, pair: Pair) -> bool:
    one, other = strong.norm, weak.norm
    if not (
        is_within(other, one, pair)
        and _begins_and_ends_within(other, one, pair)
        and _follows_within(other, one, pair)
        and _lasts_as_long(other, one)
        and implies_condition(other.during, one.during, pair)
        and all(_is_lifted(lift, other, pair) for lift in _lifts(one))
    ):
        return False
    if strong.kind != "limit":
        return True
    return weak.kind == "limit" and _allows_no_more(strong.case.standing, weak.case.standing)


def _lasts_as_long(weak: Norm, strong: Norm) -> bool:
    if strong.for_ is None:
        return True
    if weak.for_ is None or not is_no_longer(weak.for_, strong.for_):
        return False
    # From its own beginning, or from that of what it follows.
    return (weak.after is None) == (strong.after is None)


def _lifts(norm: Norm) -> Iterator[Condition]:
    """Yield the conditions each of which lets an act be fine."""
    only_if = getattr(norm, "only_if", None)
    yield from (each for each in (only_if, norm.unless) if each is not None)


def _is_lifted(lift: Condition, weak: Norm, pair: Pair) -> bool:
    """Return whether what lets an act be fine by the strong norm does so by *weak*."""
    return any(implies_condition(lift, other, pair.turned) for other in _lifts(weak))


def _allows_no_more(strong: Standing, weak: Standing) -> bool:
    is_share = strong.allowed.kind == "share"
    if is_share or not is_no_more(strong.allowed, weak.allowed):
        return False
    return _is_window_within(weak.per, strong.per)


def _is_window_within(narrow: Window, wide: Window) -> bool:
    """Return whether each window *narrow* lies in a window *wide*."""
    if narrow == wide:
        return True
    if wide.kind == "ever":
        return True
    if narrow.unit is not None and wide.unit is not None:
        return wide.unit in _WIDER[narrow.unit]
    if narrow.duration is not None and wide.duration is not None:
        return is_no_longer(narrow.duration, wide.duration)
    return False


# What is to be done


def _asks_for_as_much(strong: Rule, weak: Rule, pair: Pair) -> bool:
    one, other = strong.norm, weak.norm
    assert isinstance(one, Obligation) and isinstance(other, Obligation)  # noqa: S101, PT018  # duties
    if one.late != other.late or one.clock != other.clock:
        return False
    return (
        is_within(evolve(one, to=()), evolve(other, to=()), pair.turned)
        and _reaches_as_many(one, other, pair)
        and _is_excused_as_seldom(one, other, pair)
        and _is_set_off_as_often(strong, weak, pair)
        and strong.kind == weak.kind
        and _is_in_time(one, other, strong.kind, pair)
    )


def _reaches_as_many(strong: Obligation, weak: Obligation, pair: Pair) -> bool:
    """Return whether all are reached whom *weak* is owed to, once those of *strong* are."""
    if not weak.to or is_same(weak.to, strong.to, pair):
        return True
    is_each = pair.is_together and all(
        term in _EACH or (isinstance(term, Named) and term.name in pair.people)
        for term in (*weak.to, *strong.to)
    )
    few, many = finite(weak.to, pair.narrow, pair), finite(strong.to, pair.wide, pair)
    # What is owed to oneself alone is never done.
    return is_each and bool(few) and few is not None and many is not None and few <= many


def _is_excused_as_seldom(strong: Obligation, weak: Obligation, pair: Pair) -> bool:
    if strong.unless is not None and (
        weak.unless is None or not implies_condition(strong.unless, weak.unless, pair.turned)
    ):
        return False
    return is_same(weak.during, strong.during, pair) or (
        strong.during is None and weak.during is None
    )


def _is_set_off_as_often(strong: Rule, weak: Rule, pair: Pair) -> bool:
    one, other = strong.norm, weak.norm
    if strong.kind == "once" and not _is_owed_as_long(one, other, pair):
        return False
    if getattr(one, "early", None) != getattr(other, "early", None):
        return False
    return _has_begun(other.from_, one.from_, pair) and _follows_within(other, one, pair)


def _is_owed_as_long(strong: Norm, weak: Norm, pair: Pair) -> bool:
    """Return whether what is to be done once may be to be done whenever *weak* is."""
    if weak.after is None:
        # Done before the other one has begun, it would be owed by that all the same.
        return strong.from_ == weak.from_
    if strong.after is None:
        # Done once for all, or again after each.
        return False
    one, other = getattr(strong, "by", None), getattr(weak, "by", None)
    return _goes_on(weak, strong, pair) and (one == other or not _is_fixed(one))


def _is_in_time(strong: Obligation, weak: Obligation, kind: Kind, pair: Pair) -> bool:
    if weak.wait is not None and (strong.wait is None or not is_no_longer(weak.wait, strong.wait)):
        return False
    if kind == "once":
        return _is_no_later(strong, weak, pair)
    times = [(each.days, each.hours, each.months) for each in (strong, weak)]
    if times[0] != times[1] and not _has_each_window(strong, weak):
        return False
    same_end = _goes_on(weak, strong, pair) and strong.for_ == weak.for_
    if not same_end or strong.within != weak.within or strong.by != weak.by:
        return False
    if kind == "quota":
        enough = strong.at_least and weak.at_least and is_no_more(weak.at_least, strong.at_least)
        return bool(enough) and (strong.per == weak.per or _has_whole_windows(strong, weak))
    return _comes_as_often(strong, weak)


def _has_whole_windows(strong: Obligation, weak: Obligation) -> bool:
    """Return whether each window of *weak* has a whole one of *strong*, and goes on without end."""
    one, other = strong.every or strong.per, weak.every or weak.per
    if one is None or other is None or one.unit is None or other.unit is None:
        return False
    ends = strong.until, weak.until, strong.for_, weak.for_
    return other.unit in _HAS_WHOLE[one.unit] and all(each is None for each in ends)


def _has_each_window(strong: Obligation, weak: Obligation) -> bool:
    """Return whether each window of *strong* has one of its days, which are plain weekdays."""
    if strong.months or weak.months or weak.hours is not None:
        return False
    unit = None if strong.every is None else strong.every.unit
    if unit is None and strong.per is not None:
        unit = strong.per.unit
    return unit not in {None, "day"} and all(
        day.number is None and day.nth is None and day.occasion is None
        for day in (*strong.days, *weak.days)
    )


def _comes_as_often(strong: Obligation, weak: Obligation) -> bool:
    one, other = strong.every, weak.every
    if one is None or other is None or strong.before != weak.before:
        return False
    if one == other:
        return True
    if strong.after is not None or weak.after is not None or weak.days:
        return False
    if one.unit is not None and other.unit is not None:
        return _has_whole_windows(strong, weak)
    if one.duration is not None and other.duration is not None:
        return is_no_longer(one.duration, other.duration)
    if one.duration is not None and other.unit is not None and not one.duration.elapsed:
        most = one.duration.whole_days + _LONGEST_MONTH * one.duration.whole_months
        return most <= _LEAST_DAYS[other.unit]
    return False


def _is_no_later(strong: Obligation, weak: Obligation, pair: Pair) -> bool:
    """Return whether the time of *strong* is over by the time that of *weak* is."""
    if weak.before is not None and (
        strong.before is None or not is_within(weak.before, strong.before, pair)
    ):
        return False
    if not weak.has_deadline:
        return True
    sooner = list(_deadlines(strong))
    return all(
        any(_is_by_then(early, late, pair) for early in sooner) for late in _deadlines(weak)
    ) and (bool(sooner) or weak.before is not None)


def _deadlines(norm: Obligation) -> Iterator[Obligation]:
    """Yield *norm* with each of its deadlines alone."""
    bare = Obligation(act=norm.act)
    for key in ("within", "by", "for_", "until"):
        value = getattr(norm, key)
        if value is not None:
            yield evolve(bare, **{key: value})


def _is_by_then(early: Obligation, late: Obligation, pair: Pair) -> bool:
    if early == late:
        return names_in(early).isdisjoint(pair.other_words)
    until = (early.until, late.until)
    if any(each is not None and not isinstance(each, dt.date) for each in until):
        return False
    fixed = {each.until is not None or _is_fixed(each.by) for each in (early, late)}
    if fixed == {True}:
        soon, then = (due_of(each, _DAY_ONE, _DAY_ONE, _UTC).last for each in (early, late))
        return soon is not None and then is not None and soon <= then
    return fixed == {False} and _is_always_by_then(
        evolve(early, act=_MEET), evolve(late, act=_MEET)
    )


def _is_fixed(by: Moment | None) -> bool:
    return by is not None and (by.date is not None or by.stamp is not None)


@lru_cache(maxsize=512)
def _is_always_by_then(early: Obligation, late: Obligation) -> bool:
    """Return whether a deadline is over by another one, from whenever both are counted."""
    soon_after, late_after = early.within or early.for_, late.within or late.for_
    if soon_after is not None and late_after is not None:
        return is_no_longer(soon_after, late_after)
    for at in _anchors():
        soon, then = due_of(early, at, at, _UTC).last, due_of(late, at, at, _UTC).last
        if soon is None or then is None or soon > then:
            return False
    return True


def _anchors() -> Iterator[dt.datetime]:
    """Yield so many instants that each answer comes up: the hours of two months, days of a year."""
    start = dt.datetime(2023, 1, 1, tzinfo=dt.UTC)
    for hour in range(24 * 62):
        yield start + dt.timedelta(hours=hour)
        yield start + dt.timedelta(hours=hour, minutes=59)
    for quarter in range(4 * 430):
        yield start + dt.timedelta(hours=6 * quarter)
