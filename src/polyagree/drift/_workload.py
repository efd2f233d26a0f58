"""
The continuous-time chart of events as a queue: each event brings one, time takes k.

The mean time to an alarm is a ratio of alternating sums (the scale function of
the queue). They are taken with as many decimals as their own cancellation asks
for, so that the answer holds for every threshold. How the time to an alarm is
spread comes from the renewals at zero, by sums of positive terms.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Context, Decimal, localcontext
from functools import lru_cache
from math import ceil, exp, floor, log
from operator import mul
from typing import NamedTuple

from polyagree.drift._quadrature import cumulative, interpolated
from polyagree.errors import InvalidSeries

__all__ = ["LARGEST", "chance_within", "mean_time"]

#: The largest threshold whose sums are taken.
LARGEST = 600
_KEEP = 18
_LONGEST, _STEEP = 5e9, 2000
_NODES = 10
_SMALLEST = 1e-17
_BUDGET = 2e7
_EARLIEST, _STEADY, _SAME = 40, 20, 1e-14


@lru_cache(maxsize=4096)
def mean_time(load: float, h: float, head_start: float) -> float:
    """
    Return the mean time to an alarm, in times that it takes for one event to drain.

    Args:
        load: Events in that time, r.
        h: The threshold, more than 1.
        head_start: Where the chart begins, from 0 and less than *h*.

    Source:
        Pistorius (2004); for the queue, Erlang.
    """
    if load * h > _STEEP:
        return _mean_by_renewals(load, h, head_start)
    digits = 40 + ceil(load)
    while digits * h * h < _LONGEST:
        with localcontext(Context(prec=digits, Emin=-(10**9), Emax=10**9)):
            found = _mean_time(Decimal(load), Decimal(h), Decimal(head_start))
        if found is not None and digits - found[1] >= _KEEP:
            return float(found[0])
        digits = 2 * digits if found is None else max(found[1] + _KEEP + 4, digits + 10)
    raise _too_long(h)


def _too_long(h: float) -> InvalidSeries:
    return InvalidSeries(
        f"the time to an alarm takes too long to compute for h {h:g}",
        field="h",
        help="choose a lower threshold",
    )


def _mean_by_renewals(load: float, h: float, head_start: float) -> float:
    """Return the mean time where events come so fast that an alarm before zero is likely."""
    if head_start:
        raise _too_long(h)
    ends, drains = _excursion(load, h)
    _, weights, _ = cumulative(_NODES)
    length: float = sum(
        piece.length * sum(map(mul, weights, piece.alive)) for pieces in drains for piece in pieces
    )
    return (1 / load + length) / (1 - sum(ends))


def _mean_time(load: Decimal, h: Decimal, head_start: Decimal) -> tuple[Decimal, int] | None:
    """Return the mean time and how many decimals were lost on its way; ``None``: all of them."""
    scale = _Scale(load)
    at_h, slope = scale.value(h), scale.slope(h)
    area = scale.area(h - head_start)
    if slope <= 0:
        return None
    gross = scale.value(h - head_start) * at_h / slope
    mean = gross - area
    if mean <= 0:
        return None
    lost = scale.exponent - min(slope.adjusted(), 0) + max(gross.adjusted() - mean.adjusted(), 0)
    return mean, lost + len(str(int(h)))


class _Scale:
    """The scale function W, its slope and its area, times k; and how large a term became."""

    def __init__(self, load: Decimal) -> None:
        self.load = load
        self.exponent = 0
        self._shrink = (-load).exp()

    def value(self, x: Decimal) -> Decimal:
        return self._watched(self._terms(x, sloped=False))

    def slope(self, x: Decimal) -> Decimal:
        """Return the slope just above *x*."""
        return self._watched(self._terms(x, sloped=True))

    def _terms(self, x: Decimal, *, sloped: bool) -> list[Decimal]:
        growth = (self.load * x).exp()
        terms = []
        for n in range(int(x) + 1):
            base = -self.load * (x - n)
            before = base ** (n - 1) / _factorial(n - 1) if n > 1 else Decimal(n)
            term = before * base / n if n else Decimal(1)
            terms.append(growth * (self.load * (term - before) if sloped else term))
            growth *= self._shrink
        return terms

    def area(self, x: Decimal) -> Decimal:
        growth = (self.load * x).exp()
        parts = []
        for n in range(int(x) + 1):
            base = -self.load * (x - n)
            term = total = growth
            self.exponent = max(self.exponent, growth.adjusted())
            for m in range(1, n + 1):
                term = term * base / m
                total += term
                self.exponent = max(self.exponent, term.adjusted() if term else 0)
            parts.append((total - 1) / self.load)
            growth *= self._shrink
        return self._watched(parts)

    def _watched(self, terms: Sequence[Decimal]) -> Decimal:
        self.exponent = max(self.exponent, *(term.adjusted() for term in terms if term), 0)
        return sum(terms, Decimal(0))


@lru_cache(maxsize=4096)
def _factorial(n: int) -> int:
    return n * _factorial(n - 1) if n > 1 else 1


class _Piece(NamedTuple):
    """A stretch of one drain time, and the chance at its nodes to be still on the way."""

    length: float
    alive: list[float]


@lru_cache(maxsize=64)
def _excursion(load: float, h: float) -> tuple[list[float], list[list[_Piece]]]:
    """
    Return what follows the first event after zero, until zero again or an alarm.

    The first list has the chances that it ends at zero when one, two, … events
    have drained; the second the pieces of each drain time.
    """
    if load * h * h > _BUDGET / 20:
        raise _too_long(h)
    nodes, _, _ = cumulative(_NODES)
    span = h - 1
    part = span - floor(span)
    cuts = [(floor(span), 1 - part), (floor(span) + 1, part)] if part else [(floor(span), 1.0)]
    ends: list[float] = []
    drains: list[list[_Piece]] = []
    # alive[i]: so many events more than have drained came in all, without either end.
    alive = [1.0]
    while sum(alive) > _SMALLEST:
        pieces = []
        for room, cut in cuts:
            length = cut / _parts(load * cut)
            for _ in range(_parts(load * cut)):
                inside = [sum(_grown(alive, load * length * node, room)) for node in nodes]
                pieces.append(_Piece(length, inside))
                alive = _grown(alive, load * length, room)
        drains.append(pieces)
        ends.append(alive.pop(0))
        if len(drains) * len(pieces) * h**2 > _BUDGET:
            raise _too_long(h)
    return ends, drains


def _parts(mean: float) -> int:
    return max(1, ceil(mean))


def _grown(alive: Sequence[float], mean: float, room: int) -> list[float]:
    """Return the share of each total after *mean* more events on average, up to *room*."""
    chances = [exp(-mean)]
    for n in range(1, room + 1):
        chances.append(chances[-1] * mean / n)
    backwards = chances[::-1]
    return [sum(map(mul, alive, backwards[room - n :])) for n in range(room + 1)]


def chance_within(load: float, h: float, span: float) -> float:
    """
    Return the chance of an alarm within *span*, counted in times that one event takes to drain.

    Args:
        load: Events in that time.
        h: The threshold, more than 1.
        span: How long, from a chart that stands at zero.
    """
    quiet = _Quiet(load, h)
    for whole in range(floor(span) + 1):
        quiet.go_on()
        if (pace := quiet.settled) is not None:
            # From here on the chance of staying quiet shrinks by the same factor.
            return 1 - quiet.at(span - floor(span)) * exp(log(pace) * (floor(span) - whole))
    return 1 - quiet.at(span - floor(span))


class _Quiet:
    """The chance that a chart which began at zero has not alarmed, one drain time after another."""

    def __init__(self, load: float, h: float) -> None:
        self.load = load
        self.ends, self.drains = _excursion(load, h)
        self._values: list[list[list[float]]] = []
        self._now = 1.0
        self._paces: list[float] = []

    def go_on(self) -> None:
        """Compute one more drain time."""
        nodes, weights, up_to = cumulative(_NODES)
        period, before = len(self._values), self._now
        found: list[list[float]] = []
        for at, piece in enumerate(self.drains[0]):
            alive = self.drains[period][at].alive if period < len(self.drains) else [0.0] * _NODES
            rates = [piece.length * self.load * node for node in nodes]
            forced = list(alive)
            for chance, earlier in zip(self.ends, reversed(self._values), strict=False):
                forced = [f + chance * u for f, u in zip(forced, earlier[at], strict=True)]
            pull = [
                piece.length * self.load * exp(rate) * f
                for rate, f in zip(rates, forced, strict=True)
            ]
            found.append(
                [
                    exp(-rate) * (self._now + sum(map(mul, row, pull)))
                    for rate, row in zip(rates, up_to, strict=True)
                ]
            )
            self._now = exp(-self.load * piece.length) * (self._now + sum(map(mul, weights, pull)))
        self._values.append(found)
        self._paces = [*self._paces[-_STEADY:], self._now / before if before else 0.0]

    @property
    def settled(self) -> float | None:
        """The factor of one drain time, once it does not change any more."""
        if len(self._paces) <= _STEADY or len(self._values) < _EARLIEST:
            return None
        spread = max(self._paces) - min(self._paces)
        return self._paces[-1] if spread < _SAME and self._paces[-1] > 0 else None

    def at(self, part: float) -> float:
        """Return the chance at *part* of the last drain time."""
        for piece, values in zip(self.drains[0], self._values[-1], strict=True):
            if part <= piece.length:
                return interpolated(_NODES, values, part / piece.length)
            part -= piece.length
        return self._now
