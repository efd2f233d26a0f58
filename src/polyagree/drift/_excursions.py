"""
Run lengths of a chart of counts, by what happens between two visits to zero.

Between visits the statistic is a straight line plus or minus a total count, so
the total is all the state there is, whatever lattice the decimals make. Every
sum has positive terms only: nothing is lost to cancellation, however rare an
alarm is.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import accumulate
from math import lcm
from operator import mul
from typing import Literal, NamedTuple

from polyagree.drift._elimination import Row, absorb
from polyagree.errors import InvalidSeries

__all__ = ["Excursion", "Side", "Walk", "average_run_length", "chance_within"]

Side = Literal["upper", "lower"]
#: How many products may be taken before the chain is solved, and if it cannot be; and
#: how many states it may have.
_QUICK, _BUDGET, _LATTICE = 2e7, 2e8, 2000
_WIDEST = 100_000
#: In how many periods a chance of an alarm is looked for.
_LONGEST = 100_000
#: A single step this rare does not matter where excursions are long.
_NEVER = 1e-60
_NEGLIGIBLE = 1e-16


class Excursion(NamedTuple):
    """How long it lasts on average until zero or an alarm, and the chance of the alarm."""

    length: float
    alarm: float


class Walk(NamedTuple):
    """
    A chart of counts: up by the count and down by *k* each period, or the other way round.

    Attributes:
        chance: The chance of each count.
        chance_of_more: The chance of a count or more.
        k: What each period takes (upper) or adds (lower).
        h: Where the alarm is.
        side: ``upper`` or ``lower``.
        at_h: The chance of an alarm exactly at *h*; beyond it, it is sure.
    """

    chance: Callable[[int], float]
    chance_of_more: Callable[[int], float]
    k: Fraction
    h: Fraction
    side: Side
    at_h: float


def average_run_length(walk: Walk, start: Fraction) -> float:
    """Return the mean number of periods from *start* to the alarm; infinite if there is none."""
    from_zero = _excursion(walk, Fraction(0))
    if from_zero.alarm == 0:
        return float("inf")
    zero = from_zero.length / from_zero.alarm
    if start == 0:
        return zero
    first = _excursion(walk, start)
    return first.length + (1 - first.alarm) * zero


def chance_within(walk: Walk, start: Fraction, periods: int) -> float:
    """Return the chance of an alarm in one of so many periods."""
    after_start, after_zero = _Record(periods), _Record(periods)
    _watched(walk, start, after_start)
    _watched(walk, Fraction(0), after_zero)
    alarms: list[float] = []
    for n in range(periods):
        again = sum(map(mul, after_zero.ends, reversed(alarms))) if alarms else 0.0
        alarms.append(after_zero.at(n) + again)
    total = sum(after_start.alarms)
    sums = list(accumulate(alarms))
    for n, end in enumerate(after_start.ends):
        if n + 1 < periods:
            total += end * sums[periods - n - 2]
    return min(total, 1.0)


def _watched(walk: Walk, start: Fraction, record: _Record) -> None:
    if walk.h + walk.k > _WIDEST or record.periods > _LONGEST:
        raise _too_long(walk)
    if _followed(walk, start, _BUDGET, record) is None:
        raise _too_long(walk)


class _Record:
    """In which period an excursion alarms, and in which it ends at zero."""

    def __init__(self, periods: int) -> None:
        self.periods = periods
        self.alarms: list[float] = []
        self.ends: list[float] = []

    def at(self, period: int) -> float:
        return self.alarms[period] if period < len(self.alarms) else 0.0


def _too_long(walk: Walk) -> InvalidSeries:
    return InvalidSeries(
        f"a chart with k {float(walk.k):g} and h {float(walk.h):g} takes too long to compute",
        field="h",
        help="choose a lower threshold, or rounder numbers",
    )


def _excursion(walk: Walk, start: Fraction) -> Excursion:
    """Follow the totals while that is quick; else solve the chain, if its lattice is coarse."""
    if walk.h + walk.k > _WIDEST:
        raise _too_long(walk)
    unit = lcm(walk.k.denominator, start.denominator)
    short = walk.h * unit <= _LATTICE
    found = _followed(walk, start, _QUICK if short else _BUDGET)
    if found is None and short:
        found = _solved(walk, start, unit)
    if found is None:
        raise _too_long(walk)
    return found


def _solved(walk: Walk, start: Fraction, unit: int) -> Excursion:
    """Return the excursion by the chain whose states are the multiples of 1/*unit* up to h."""
    limit = walk.h * unit
    top = int(limit)  # may be the threshold itself, where the alarm is one of chance
    k, upper = int(walk.k * unit), walk.side == "upper"
    stays = 1 - walk.at_h if top == limit else 1.0

    def row(state: int) -> Row:
        exits, shares = [0.0, 0.0], [0.0] * top
        base = state - k if upper else state + k
        count = 0
        while True:
            to = base + count * unit if upper else base - count * unit
            if (upper and to > top) or (not upper and to <= 0):
                exits[1 if upper else 0] += walk.chance_of_more(count)
                break
            share = walk.chance(count)
            if to <= 0:
                exits[0] += share
            elif to > top:
                exits[1] += share
            elif to == top:
                shares[to - 1] += share * stays
                exits[1] += share * (1 - stays)
            elif share > _NEVER:
                shares[to - 1] += share
            count += 1
        first = next((at for at, share in enumerate(shares) if share), 0)
        while shares and not shares[-1]:
            shares.pop()
        return Row(first + 1, shares[first:], exits)

    rows = [row(int(start * unit)), *(row(state) for state in range(1, top + 1))]
    ((exits, time),) = absorb(rows, 1)
    return Excursion(time, exits[1])


def _followed(
    walk: Walk, start: Fraction, budget: float, record: _Record | None = None
) -> Excursion | None:
    """Return the excursion by the shares of each total, period by period; ``None``: too long."""
    unit = lcm(walk.k.denominator, walk.h.denominator, start.denominator)
    k, h, s = (int(value * unit) for value in (walk.k, walk.h, start))
    upper = walk.side == "upper"
    # A total of n in period j stands at n - jk + s, or at jk - n + s: alive between 0 and h.
    chances, more = _Ahead(walk.chance), _Ahead(walk.chance_of_more)
    low, alive = 0, [1.0]
    length, alarm, done, period = 0.0, 0.0, 0.0, 0
    while mass := sum(alive):
        if mass < _NEGLIGIBLE * alarm and mass < _NEGLIGIBLE * length:
            break
        if record is not None and period == record.periods:
            break
        length += mass
        before = alarm
        period += 1
        down = period * k - s if upper else period * k + s
        if upper:
            new_low, new_high = down // unit + 1, (down + h) // unit
            edge = new_high if (down + h) % unit == 0 else None
        else:
            new_low, new_high = -((h - down) // unit), -(-down // unit) - 1
            edge = new_low if (down - h) % unit == 0 else None
        new_low_alive = max(new_low, low)
        top = low + len(alive) - 1
        if upper:
            # Beyond the window is the alarm; what is below it went to zero.
            alarm += sum(
                share * more[max(new_high + 1 - low - at, 0)] for at, share in enumerate(alive)
            )
        else:
            for total in range(low, min(top, new_low - 1) + 1):
                share = alive[total - low]
                alarm += share * sum(chances[x] for x in range(new_low - total))
        new: list[float] = []
        if new_high >= new_low_alive:
            line = chances.up_to(new_high - low)[::-1]
            for total in range(new_low_alive, new_high + 1):
                # alive[m] needs chances[total - low - m], which stands reversed in `line`.
                first = new_high - total
                new.append(sum(map(mul, alive, line[first : first + total - low + 1])))
        if edge is not None and new and new_low_alive <= edge <= new_high:
            at = edge - new_low_alive
            alarm += new[at] * walk.at_h
            new[at] *= 1 - walk.at_h
        if record is not None:
            record.alarms.append(alarm - before)
            record.ends.append(max(mass - (alarm - before) - sum(new), 0.0))
        done += len(alive) * (len(new) + 1) + 20 + (new_high - low) / 4
        if done > budget:
            return None
        low, alive = new_low_alive, new
    return Excursion(length, min(alarm, 1.0))


class _Ahead:
    """The values of a function of whole numbers, each asked for once."""

    def __init__(self, function: Callable[[int], float]) -> None:
        self._function = function
        self._known: list[float] = []

    def up_to(self, last: int) -> list[float]:
        while len(self._known) <= last:
            self._known.append(self._function(len(self._known)))
        return self._known[: last + 1]

    def __getitem__(self, at: int) -> float:
        if at >= len(self._known):
            self.up_to(at)
        return self._known[at]
