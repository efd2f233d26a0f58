"""Whether somebody has the time for all that they agreed to, week by week."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from attrs import frozen

from polyagree.analyzers.builtin.con._covering import is_open
from polyagree.analyzers.builtin.con._lengths import (
    DAY,
    goes_on,
    least_minutes,
    minutes_of,
    span_of,
)
from polyagree.analyzers.context import Context
from polyagree.analyzers.places import NormAt
from polyagree.clock import Day
from polyagree.model.conditions import Condition
from polyagree.model.ids import PersonId
from polyagree.model.norms import Obligation
from polyagree.model.people import CountOf, Role

__all__ = ["Budget", "Share", "budgets", "shares_of"]

_WEEK = 7 * DAY
_EACH_WEEK = {"day": 7, "week": 1}
_MONDAY = dt.date(2024, 1, 1)
_ALL = (1 << _WEEK) - 1
_MOST_WINDOWS = 32
"""Nobody has duties at more times of a week than these."""

_NIGHTS = 7
_OVERNIGHT = ("overnight",)
_ALONE = ("work",)


@frozen(kw_only=True, eq=False)
class Share:
    """
    How much of each week a duty takes.

    Attributes:
        duty: The duty.
        company: Whom that time is for; empty: for nobody else.
        minutes: How many minutes.
        nights: How many nights.
        longest: How long it goes on at once, at the most; ``None``: nothing says.
        window: At which minutes of the week it is to begin.
    """

    duty: NormAt
    company: frozenset[PersonId]
    minutes: int
    nights: int
    longest: int | None
    window: int = _ALL


@frozen(kw_only=True, eq=False)
class Budget:
    """
    More than there is time for.

    Attributes:
        duties: What takes it; without any one of them it would be enough.
        asked: How much they take, in words.
        there: How much there is, in words.
    """

    duties: tuple[NormAt, ...]
    asked: str
    there: str


def shares_of(duty: NormAt, person: PersonId) -> Iterator[Share]:
    """Yield how much of each week of *person* the *duty* takes, if that is known."""
    norm = duty.norm
    if not isinstance(norm, Obligation) or not _is_plain(norm):
        return
    words = duty.norm.with_
    company = duty.resolve(words, holder=person) - {person}
    if norm.who == (Role("all parties"),):
        company |= duty.bearers - {person}
    is_alone = duty.context.is_any_of(norm.act, _ALONE)
    is_unsure = is_open(words) or any(isinstance(term, CountOf) for term in words)
    if is_unsure or not (company or is_alone):
        return
    times, whole = _times(norm)
    once = minutes_of(duty)
    if once is None and norm.hours is not None and goes_on(duty):
        start, end = span_of(norm.hours)
        once = end - start
    is_night = duty.context.is_any_of(norm.act, _OVERNIGHT)
    yield Share(
        duty=duty,
        company=frozenset() if is_alone else company,
        minutes=whole + times * (once or 0),
        nights=times if is_night else 0,
        longest=None if whole else once,
        window=_window(norm),
    )


def _is_plain(norm: Obligation) -> bool:
    conditions = (norm.unless, norm.during, norm.after, norm.nth)
    bounds = (norm.from_, norm.until)
    return (
        not norm.months
        and all(each is None for each in conditions)
        and not any(isinstance(bound, Condition) for bound in bounds)
    )


def _times(norm: Obligation) -> tuple[int, int]:
    """Return how many times a week it comes, and how many minutes it asks for besides."""
    window = norm.every or norm.per
    if window is None or window.unit not in _EACH_WEEK:
        return 0, 0
    weekly = _EACH_WEEK[window.unit]
    if norm.at_least is None:
        return weekly, 0
    if norm.at_least.number is not None:
        return weekly * int(norm.at_least.number), 0
    if norm.at_least.duration is not None:
        return 0, weekly * least_minutes(norm.at_least.duration)
    return 0, 0


def _window(norm: Obligation) -> int:
    """Return the minutes of a week at which *norm* may begin; all where that is not so simple."""
    start, end = (0, DAY) if norm.hours is None else span_of(norm.hours)
    found = 0
    for number in range(_EACH_WEEK["day"]):
        if _is_on(norm.days, _MONDAY + dt.timedelta(days=number)):
            stretch = ((1 << end) - (1 << start)) << (number * DAY)
            found |= (stretch & _ALL) | (stretch >> _WEEK)
    return found or _ALL


def _is_on(days: tuple[Day, ...], day: dt.date) -> bool:
    if not days:
        return True
    if any(each.weekday is None and each.group is None for each in days):
        return True
    return any(each.nth is not None or each.matches(day) for each in days)


def budgets(context: Context, shares: Sequence[Share]) -> Iterator[Budget]:
    """Yield what takes more time of one person than a week, or than certain hours, have."""
    # By their names: which of them are needed has to survive another order.
    kept = sorted(
        (each for each in shares if each.minutes or each.nights),
        key=lambda each: each.duty.anchor,
    )
    groups = _groups(context, kept)
    told: list[set[int]] = []
    nights = _too_much(kept, groups, [each.nights for each in kept], _NIGHTS)
    if nights:
        total = sum(kept[index].nights for index in nights)
        yield _budget(kept, nights, f"{total} nights", f"{_NIGHTS}")
        told.append(set(nights))
    windows = list(dict.fromkeys(each.window for each in kept))[:_MOST_WINDOWS]
    for window in (*(each for each in windows if each != _ALL), _ALL):
        inside = [each.minutes if _is_inside(each, window) else 0 for each in kept]
        there = window.bit_count()
        chosen = _too_much(kept, groups, inside, there + _over(kept, inside, window))
        if chosen and not any(before <= set(chosen) for before in told):
            told.append(set(chosen))
            total = sum(inside[index] for index in chosen)
            yield _budget(kept, chosen, _hours(total), _hours(there))


def _is_inside(share: Share, window: int) -> bool:
    if window == _ALL:
        return True
    return share.longest is not None and not share.window & ~window


def _over(kept: Sequence[Share], inside: Sequence[int], window: int) -> int:
    """Return how long what began within *window* may go on after it."""
    if window == _ALL:
        return 0
    longest = max(
        (each.longest or 0 for each, minutes in zip(kept, inside, strict=True) if minutes),
        default=0,
    )
    starts = (window & ~((window << 1) | (window >> (_WEEK - 1)))).bit_count()
    return starts * max(longest - 1, 0)


def _groups(context: Context, shares: Sequence[Share]) -> list[int]:
    """Return for each of *shares* the number of those that may be one and the same time."""
    by_person: dict[PersonId, int] = {}
    parent = list(range(len(shares)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    alone = None
    for index, share in enumerate(shares):
        if not share.company:
            alone = index if alone is None else alone
            parent[root(index)] = root(alone)
        me = share.duty.bearers
        for person in sorted(share.company):
            for near in (person, *sorted(context.circle_of(person) - me)):
                if near in by_person:
                    parent[root(by_person[near])] = root(index)
            by_person[person] = index
    return [root(index) for index in range(len(shares))]


def _too_much(
    kept: Sequence[Share], groups: Sequence[int], amounts: Sequence[int], there: int
) -> tuple[int, ...]:
    """Return whose *amounts* are together more than *there* are, each needed; none if not."""
    largest: dict[int, int] = {}
    for index in range(len(kept)):
        best = largest.setdefault(groups[index], index)
        if amounts[index] > amounts[best]:
            largest[groups[index]] = index
    chosen = sorted(index for index in largest.values() if amounts[index])
    total = sum(amounts[index] for index in chosen)
    if total <= there:
        return ()
    for index in sorted(chosen, key=lambda each: (amounts[each], -each)):
        if total - amounts[index] > there:
            chosen.remove(index)
            total -= amounts[index]
    return tuple(chosen)


def _budget(kept: Sequence[Share], chosen: Sequence[int], asked: str, there: str) -> Budget:
    return Budget(duties=tuple(kept[index].duty for index in chosen), asked=asked, there=there)


def _hours(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return f"{hours}h" if not rest else f"{hours}h {rest} min"
