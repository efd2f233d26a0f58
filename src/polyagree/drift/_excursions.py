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
from math import ceil, floor, lcm
from operator import mul
from typing import Literal, NamedTuple

from polyagree.errors import InvalidSeries

__all__ = ["Excursion", "Side", "Walk", "average_run_length"]

Side = Literal["upper", "lower"]
#: How many products one run length may take; about ten seconds.
_BUDGET = 4e8
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


def _excursion(walk: Walk, start: Fraction) -> Excursion:
    unit = lcm(walk.k.denominator, walk.h.denominator, start.denominator)
    k, h, s = (int(value * unit) for value in (walk.k, walk.h, start))
    upper = walk.side == "upper"
    # A total of n in period j stands at n - jk + s, or at jk - n + s: alive between 0 and h.
    widest = ceil(walk.h + walk.k) + floor(walk.k) + 3
    chances, more = _Ahead(walk.chance), _Ahead(walk.chance_of_more)
    low, alive = 0, [1.0]
    length, alarm, done, period = 0.0, 0.0, 0.0, 0
    while mass := sum(alive):
        if mass < _NEGLIGIBLE * alarm and mass < _NEGLIGIBLE * length:
            break
        length += mass
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
        done += len(alive) * (len(new) + 1) + 20
        if done > _BUDGET:
            raise InvalidSeries(
                f"a chart with k {float(walk.k):g} and h {float(walk.h):g} takes too long"
                " to compute",
                field="h",
                help=f"choose a lower threshold; {widest} totals stay possible at once",
            )
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
