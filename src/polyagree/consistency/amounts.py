"""How much is asked for, and how much there may be: lengths of time and amounts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from polyagree.clock import Interval, window_around
from polyagree.consistency.deeds import Deed, Deeds
from polyagree.consistency.portions import measure
from polyagree.consistency.worlds import is_open
from polyagree.errors import InvalidTime
from polyagree.model import Obligation, Permission, PersonId
from polyagree.source import Path
from polyagree.timeline.rules import Rule, trigger_of

__all__ = ["too_much"]

_WEEK = dt.timedelta(days=7)
_DAY = dt.timedelta(days=1)
_LENGTHS = {"day": _DAY, "week": _WEEK, "month": 31 * _DAY}


class _Asked(NamedTuple):
    """
    So much of an act in each window.

    Attributes:
        rule: Who asks for it.
        least: How much: hours, or an amount.
        unit: Of what; empty: of time, in hours.
        deeds: What would be it.
    """

    rule: Rule
    least: Decimal
    unit: str
    deeds: tuple[Deed, ...]


def too_much(
    rules: Sequence[Rule],
    deeds: Deeds,
    chosen: Sequence[Deed],
    first: dt.datetime,
    last: dt.datetime,
) -> list[tuple[Path, ...]]:
    """
    Return each set of norms that ask for more than there may be, or than there is time.

    One event may serve several duties, so that what they ask for is added up only where no
    event could: where they are in places apart.

    Args:
        rules: The norms.
        deeds: Tells what falls under a norm.
        chosen: What people might do.
        first: The first instant that is looked at.
        last: The last one.
    """
    asked = [*_asked(rules, deeds, chosen)]
    people = dict.fromkeys(person for each in asked for person in each.rule.who)
    found = [_over(limit, asked, deeds, first, last) for limit in rules]
    found += [_beyond_the_week(person, asked, deeds) for person in people]
    return [*dict.fromkeys(paths for paths in found if paths is not None)]


def _asked(rules: Sequence[Rule], deeds: Deeds, chosen: Sequence[Deed]) -> Iterator[_Asked]:
    for rule in rules:
        norm = rule.norm
        if not isinstance(norm, Obligation) or is_open(norm) or trigger_of(rule) is not None:
            continue
        if norm.at_least is None or norm.per is None or norm.per.unit is None:
            continue
        measured = measure(norm.at_least)
        own = tuple(deed for deed in chosen if deeds.falls_under(deed, rule))
        if measured is not None and own:
            yield _Asked(rule, *measured, own)


def _over(
    limit: Rule, asked: Sequence[_Asked], deeds: Deeds, first: dt.datetime, last: dt.datetime
) -> tuple[Path, ...] | None:
    """Return *limit* and what asks for more than it allows."""
    norm = limit.norm
    if limit.kind != "limit" or not isinstance(norm, Permission) or is_open(norm):
        return None
    allowed, per = limit.case.standing.allowed, limit.case.standing.per
    measured = measure(allowed)
    is_narrow = norm.days or norm.hours is not None or norm.months or norm.after is not None
    if measured is None or per.unit is None or is_narrow or norm.nth is not None:
        return None
    most, unit = measured
    own = [
        each
        for each in asked
        if each.unit == unit and all(deeds.falls_under(deed, limit) is True for deed in each.deeds)
    ]
    for window in _windows(limit, first, last):
        sums = [(each.least * _whole_in(each.rule, window), each) for each in own]
        found = _apart(sums, most, deeds)
        if found is not None:
            return (*(each.rule.case.standing.path for each in found), limit.case.standing.path)
    return None


def _windows(rule: Rule, first: dt.datetime, last: dt.datetime) -> Iterator[Interval]:
    """Yield the whole windows of *rule* between two instants."""
    at, per, zone = first, rule.case.standing.per, rule.case.zone
    while at < last:
        try:
            window = window_around(at, per, zone)
        except InvalidTime:
            return
        if window.start >= first and window.end <= last:
            yield window
        at = window.end


def _whole_in(rule: Rule, window: Interval) -> int:
    """Return how many whole windows of the duty *rule* are in *window*."""
    per = getattr(rule.norm, "per", None)
    count, at = 0, window.start
    while per is not None and at < window.end:
        own = window_around(at, per, rule.case.zone)
        count += own.start >= window.start and own.end <= window.end
        at = own.end
    return count


def _apart(
    sums: Sequence[tuple[Decimal, _Asked]], most: Decimal, deeds: Deeds
) -> list[_Asked] | None:
    """Return what is more than *most* together, none of which can be done with another."""
    chosen: list[tuple[Decimal, _Asked]] = []
    for amount, each in sorted(sums, key=lambda pair: -pair[0]):
        if all(_are_apart(each, other, deeds) for _, other in chosen):
            chosen.append((amount, each))
        if sum(amount for amount, _ in chosen) > most:
            return [each for _, each in chosen]
    return None


def _are_apart(one: _Asked, other: _Asked, deeds: Deeds) -> bool:
    return all(deeds.are_apart(here, there) for here in one.deeds for there in other.deeds)


def _beyond_the_week(
    person: PersonId, asked: Sequence[_Asked], deeds: Deeds
) -> tuple[Path, ...] | None:
    """Return what takes *person* more time than a week, a day or a month has."""
    for unit, length in _LENGTHS.items():
        own = [
            (each.least, each)
            for each in asked
            if not each.unit and person in each.rule.who and _per(each.rule) == unit
        ]
        found = _apart(own, Decimal(int(length.total_seconds())) / 3600, deeds)
        if found is not None:
            return tuple(each.rule.case.standing.path for each in found)
    return None


def _per(rule: Rule) -> str | None:
    per = getattr(rule.norm, "per", None)
    return None if per is None else per.unit
