"""How people feel about something at their check-ins, one after the other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from attrs import frozen

from polyagree.drift import ordinal
from polyagree.drift.promises import Promise, parse
from polyagree.model import PersonId, Polycule
from polyagree.model.check_in import Scale, Score
from polyagree.practice.pattern import Pattern, too_little
from polyagree.practice.talks import Talks, day_of
from polyagree.practice.told import told

__all__ = ["Comfort", "comforts"]

PROMISE = parse("1 in 104 check-ins")
AMBER = parse("1 in 26 check-ins")

FIRST = 8
"""So many check-ins are what later ones are compared with."""

_MOST_LEVELS = 11
_LEVELS = 5


@frozen(kw_only=True)
class Comfort:
    """
    The scores that one person gave to one thing.

    Attributes:
        who: Who gave them.
        about: What they are about, as it is written; empty: not said.
        check_ins: The positions of the check-ins.
        days: Their days.
        values: The scores, as they were given.
        scale: Between which numbers they lie.
        pattern: Whether they have become lower.
    """

    who: PersonId
    about: str
    check_ins: tuple[int, ...]
    days: tuple[dt.date, ...]
    values: tuple[Decimal, ...]
    scale: Scale
    pattern: Pattern


class _Key(NamedTuple):
    who: PersonId
    about: str
    scale: Scale
    instrument: str | None
    is_reversed: bool


class _Given(NamedTuple):
    day: dt.date
    check_in: int
    value: Decimal


def comforts(polycule: Polycule, *, on: dt.date, promise: Promise = PROMISE) -> Iterator[Comfort]:
    """
    Yield the scores of each person about each thing, in the order in which they first occur.

    Scores on different scales are not compared. Lower is worse, unless the document
    says ``lower-is-better``. A talk is about a score where it is about the same word, or about a
    clause or a boundary of the same act that binds the person.

    Args:
        polycule: The document.
        on: The day; later check-ins are left out.
        promise: How rare a false alarm is.

    Source:
        C10, C16.
    """
    found: dict[_Key, list[_Given]] = {}
    for index, check_in in enumerate(polycule.check_ins):
        day = day_of(check_in.date)
        if day <= on:
            for score in check_in.scores:
                found.setdefault(_key(score), []).append(_Given(day, index, score.value))
    talks = Talks(polycule, on)
    for key, given in found.items():
        given.sort()
        yield Comfort(
            who=key.who,
            about=key.about,
            check_ins=tuple(each.check_in for each in given),
            days=tuple(each.day for each in given),
            values=tuple(each.value for each in given),
            scale=key.scale,
            pattern=_pattern(key, given, talks.about_any(key.about.split(", "), key.who), promise),
        )


def _key(score: Score) -> _Key:
    about = ", ".join(str(each) for each in score.about)
    reverse = score.direction == "lower-is-better"
    return _Key(score.who, about, score.scale, score.instrument, reverse)


def _pattern(
    key: _Key, given: Sequence[_Given], talks: Sequence[dt.date], promise: Promise
) -> Pattern:
    if len(given) <= FIRST:
        few = f"{len(given)} check-ins say it, and {FIRST} are what later ones are compared with"
        return too_little("comfort", len(given), few)
    levels = _levels(key.scale)
    chart = ordinal.Cusum(levels=levels, first=FIRST, false_alarm=promise, amber=AMBER)
    scores = [(each.day, _level(each.value, key, levels)) for each in given]
    alarms = told(chart, scores, talks)
    step = chart.step
    since = None if step.state == "quiet" else _day(given, step.since)
    return Pattern(
        kind="comfort",
        state=step.state,
        since=since,
        evidence=step.evidence,
        promise=str(promise),
        expected_false_alarms=(len(given) - FIRST) / promise.in_number(),
        observed=len(given),
        before=f"{_mean(given[:FIRST])} on average in the first {FIRST}",
        lately="" if since is None else f"{_mean([e for e in given if e.day >= since])} on average",
        # On a scale that is read the other way round its levels are not what people write.
        why="" if key.is_reversed or levels[-1] != key.scale.high else chart.why(),
        alarms=alarms,
    )


def _day(given: Sequence[_Given], number: float | None) -> dt.date | None:
    return None if number is None else given[min(int(number), len(given) - 1)].day


def _mean(given: Sequence[_Given]) -> str:
    return f"{sum(each.value for each in given) / len(given):.1f}"


def _levels(scale: Scale) -> list[int]:
    """Return the levels of a scale, its own numbers; five where they are not whole, or too many."""
    low, high = scale.low, scale.high
    is_whole = low == low.to_integral_value() and high == high.to_integral_value()
    if is_whole and high - low < _MOST_LEVELS:
        return list(range(int(low), int(high) + 1))
    return list(range(1, _LEVELS + 1))


def _level(value: Decimal, key: _Key, levels: Sequence[int]) -> int:
    """Return on which level *value* is, the first being the worst."""
    share = (value - key.scale.low) / (key.scale.high - key.scale.low)
    if key.is_reversed:
        share = 1 - share
    steps = len(levels) - 1
    return levels[round(share * steps)]
