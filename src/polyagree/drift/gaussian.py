"""How long a CUSUM of normal values runs: for comparison and for teaching."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import count, pairwise
from math import ceil, erfc, exp, inf, log, log1p, pi, sqrt
from operator import mul
from typing import NamedTuple, overload

from polyagree.drift._checks import at_least, between, finite, listed, positive
from polyagree.drift._elimination import Row, absorb
from polyagree.drift._exact import representable
from polyagree.drift._quadrature import legendre
from polyagree.errors import InvalidSeries

__all__ = ["arl", "run_length_quantile"]

_LARGEST = 100
_CLOSE = 1e-10
_LONGEST = 1e9
_MOST = 700
_STEADY, _SAME = 30, 1e-12


@overload
def arl(
    mu: float, *, k: float, h: float, two_sided: bool = ..., head_start: float = ...
) -> float: ...
@overload
def arl(
    mu: Sequence[float], *, k: float, h: float, two_sided: bool = ..., head_start: float = ...
) -> list[float]: ...
def arl(
    mu: float | Sequence[float],
    *,
    k: float,
    h: float,
    two_sided: bool = False,
    head_start: float = 0,
) -> float | list[float]:
    """
    Return the average run length of a CUSUM of independent normal values.

    S = max(0, S + X - k), X normal with mean *mu* and standard deviation 1;
    the alarm is at S > h. Two-sided, the same chart runs on -X as well, and the
    first alarm of the two counts. The integral equation is solved by
    Gauss-Legendre quadrature, finer until ten digits stay.

    Args:
        mu: The mean, in standard deviations; a list gives a list.
        k: The reference value, 0 or more.
        h: The threshold.
        two_sided: Whether there is a lower chart too.
        head_start: Where S begins (both charts), from 0 to *h*.

    Raises:
        InvalidSeries: If a number cannot be meant, or no number holds the answer.

    Source:
        Page (1954); Brook and Evans (1972); Lucas and Crosier (1982); Vance (1986).
        Two-sided: Kemp (1961), and Yashchin (1985) with a head start.
    """
    _chart(k, h, head_start)
    runs = [
        representable(
            _arl(value, float(k), float(h), bool(two_sided), float(head_start)), "the average run"
        )
        for value in _means(mu)
    ]
    return runs if isinstance(mu, Iterable) else runs[0]


@overload
def run_length_quantile(
    mu: float,
    *,
    k: float,
    h: float,
    probability: float,
    two_sided: bool = ...,
    head_start: float = ...,
) -> int: ...
@overload
def run_length_quantile(
    mu: float | Sequence[float],
    *,
    k: float,
    h: float,
    probability: float | Sequence[float],
    two_sided: bool = ...,
    head_start: float = ...,
) -> int | list[int] | list[list[int]]: ...
def run_length_quantile(
    mu: float | Sequence[float],
    *,
    k: float,
    h: float,
    probability: float | Sequence[float],
    two_sided: bool = False,
    head_start: float = 0,
) -> int | list[int] | list[list[int]]:
    """
    Return within how many values the CUSUM of :func:`arl` alarms with some probability.

    The smallest n with P(run length <= n) >= *probability*: a chart with a mean
    run of 118 still alarms within 9 values in one case of twenty.

    Args:
        mu: The mean, in standard deviations; a list gives a list.
        k: The reference value, 0 or more.
        h: The threshold.
        probability: Between 0 and 1; a list gives a list, for each mean.
        two_sided: Whether there is a lower chart too.
        head_start: Where S begins (both charts), from 0 to *h*.

    Raises:
        InvalidSeries: If a number cannot be meant.

    Source:
        Waldmann (1986).
    """
    _chart(k, h, head_start)
    several = isinstance(probability, Iterable)
    wanted = _several(probability, "probability")
    for value in wanted:
        if not 0 < finite(value, "probability") < 1:
            raise InvalidSeries(
                f"`probability` is {value!r}, and must be more than 0 and less than 1",
                field="probability",
            )
    found = []
    for value in _means(mu):
        at = _quantiles(value, float(k), float(h), two_sided, float(head_start), sorted(wanted))
        found.append([at[p] for p in wanted])
    if isinstance(mu, Iterable):
        return found if several else [row[0] for row in found]
    return found[0] if several else found[0][0]


def _means(mu: float | Sequence[float]) -> list[float]:
    return [finite(value, "mu") for value in _several(mu, "mu")]


def _several(value: float | Sequence[float], name: str) -> list[float]:
    return listed(value, name) if isinstance(value, Iterable) else [value]


def _chart(k: float, h: float, head_start: float) -> None:
    at_least(k, 0, "k")
    positive(h, "h")
    between(head_start, 0, h, "head_start")
    if h > _LARGEST:
        raise InvalidSeries(
            f"`h` is {h!r}, and a chart with more than {_LARGEST} is not computed", field="h"
        )


def _above(x: float) -> float:
    return erfc(x / sqrt(2)) / 2


def _density(x: float) -> float:
    return exp(-x * x / 2) / sqrt(2 * pi)


class _Start(NamedTuple):
    """From one start until zero or the alarm: the chance of the alarm, and the mean time."""

    alarm: float
    time: float


def _row(start: float, drift: float, h: float, nodes: int, shift: int) -> Row:
    centre = start + drift
    at, weights = legendre(nodes)
    shares = [h * w * _density(h * x - centre) for x, w in zip(at, weights, strict=True)]
    return Row(shift, shares, [_above(centre), _above(h - centre)])


def _until_zero(drift: float, h: float, starts: Sequence[float], nodes: int) -> list[_Start]:
    at, _ = legendre(nodes)
    rows = [_row(start, drift, h, nodes, len(starts)) for start in (*starts, *(h * x for x in at))]
    return [_Start(exits[1], time) for exits, time in absorb(rows, len(starts))]


@lru_cache(maxsize=4096)
def _nodes(drift: float, h: float) -> int:
    """Return how many nodes the equation needs for ten digits."""
    nodes = 12 + ceil(2.2 * h)
    (last,) = _until_zero(drift, h, [0.0], nodes)
    while True:
        nodes += nodes // 4
        (now,) = _until_zero(drift, h, [0.0], nodes)
        close = abs(now.alarm - last.alarm) <= _CLOSE * now.alarm
        if close and abs(now.time - last.time) <= _CLOSE * now.time:
            return nodes
        if nodes > _MOST:
            raise InvalidSeries(f"a chart with h {h:g} is not computed to ten digits", field="h")
        last = now


@lru_cache(maxsize=4096)
def _arl(mu: float, k: float, h: float, two_sided: bool, head_start: float) -> float:  # noqa: FBT001
    up = mu - k
    if not two_sided:
        zero, start = _until_zero(up, h, [0.0, head_start], _nodes(up, h))
        if not zero.alarm:
            return inf
        run = zero.time / zero.alarm
        return start.time + (1 - start.alarm) * run if head_start else run
    down = -mu - k
    early = _early(mu, k, h, head_start)
    ups = _until_zero(up, h, [0.0, *early.up], _nodes(up, h))
    downs = _until_zero(down, h, [0.0, *early.down], _nodes(down, h))
    combined = sum(
        weight * _both(ups[0], downs[0], one, other)
        for weight, one, other in zip(early.weights, ups[1:], downs[1:], strict=True)
    )
    return sum(early.alive) + combined


def _both(up: _Start, down: _Start, one: _Start, other: _Start) -> float:
    """Return the mean time to the first alarm, by what each chart does from zero and its start."""
    shared = up.alarm * down.time + down.alarm * up.time
    if not shared:
        return inf
    together = up.time * down.time / shared
    mine, theirs = up.alarm * down.time / shared, down.alarm * up.time / shared
    return one.time * mine + other.time * theirs + together * (1 - one.alarm - other.alarm)


class _Early(NamedTuple):
    """
    The first values of a pair of charts that both began high.

    While the two statistics add up to more than h + 2k, an alarm of one may find
    the other above zero, and they cannot be told apart. Their sum falls by 2k
    each time, so one of them says it all.

    Attributes:
        alive: The chance of no alarm before each of these values.
        weights: The chance to be at each place after them.
        up: Where the upper chart is there.
        down: Where the lower one is.
    """

    alive: list[float]
    weights: list[float]
    up: list[float]
    down: list[float]


def _early(mu: float, k: float, h: float, head_start: float) -> _Early:
    total = 2 * head_start
    places, weights, alive = [head_start], [1.0], []
    while total > h + 2 * k:
        if k == 0:
            return _never_apart(mu, h, head_start)
        alive.append(sum(weights))
        total -= 2 * k
        low, width = total - h, 2 * h - total
        nodes, shares = legendre(20 + ceil(4 * width))
        fresh = [low + width * x for x in nodes]
        weights = [
            width
            * share
            * sum(
                w * _density(to - place - mu + k) for place, w in zip(places, weights, strict=True)
            )
            for to, share in zip(fresh, shares, strict=True)
        ]
        places = fresh
    return _Early(alive, weights, places, [total - place for place in places])


def _never_apart(mu: float, h: float, head_start: float) -> _Early:
    """Return the whole run where k is 0 and neither chart ever comes to zero."""
    low, width = 2 * head_start - h, 2 * h - 2 * head_start
    if width == 0:
        return _Early([1.0], [], [], [])
    nodes, shares = legendre(20 + ceil(4 * width))

    def row(place: float) -> Row:
        centre = place + mu
        return Row(
            1,
            [
                width * w * _density(low + width * x - centre)
                for x, w in zip(nodes, shares, strict=True)
            ],
            [_above(h - centre), _above(centre - low)],
        )

    rows = [row(head_start), *(row(low + width * x) for x in nodes)]
    ((_, time),) = absorb(rows, 1)
    return _Early([time], [], [], [])


def _quantiles(  # noqa: PLR0917
    mu: float,
    k: float,
    h: float,
    two_sided: bool,  # noqa: FBT001
    head_start: float,
    wanted: Sequence[float],
) -> dict[float, int]:
    chances = _Runs(mu, k, h, two_sided=two_sided, head_start=head_start)
    left = list(wanted)
    found: dict[float, int] = {}
    quiet, hazards = 1.0, [0.0]
    for n in count(1):
        alarm = chances.after()
        hazards = [*hazards[-_STEADY:], alarm / quiet if quiet > 0 else 1.0]
        quiet -= alarm
        while left and 1 - quiet >= left[0] * (1 - 1e-14):
            found[left.pop(0)] = n
        if not left:
            return found
        if len(hazards) > _STEADY and max(hazards) - min(hazards) <= _SAME * hazards[-1]:
            break
        if n * _nodes(mu - k, h) ** 2 > _LONGEST:
            raise InvalidSeries("the run is too long to compute its quantiles", field="h")
    if not hazards[-1]:
        raise InvalidSeries("the run is longer than any number can say", field="h")
    # The chart has settled: each further value alarms with the same chance.
    for p in left:
        found[p] = n + ceil(log((1 - p) / quiet) / log1p(-hazards[-1]))
    return found


class _Runs:
    """The chance of an alarm at the first value, at the second, and so on."""

    def __init__(
        self, mu: float, k: float, h: float, *, two_sided: bool, head_start: float
    ) -> None:
        self._early: list[float] = []
        self._both = two_sided
        if not two_sided:
            self._sides = [_Side(mu - k, h, [(1.0, head_start)])]
            return
        early = _early(mu, k, h, head_start)
        if not early.weights:
            raise InvalidSeries(
                "with k 0 and a head start above h / 2 the two charts never come apart,"
                " and their quantiles are not computed",
                field="head_start",
            )
        alive = [*early.alive, sum(early.weights)]
        self._early = [a - b for a, b in pairwise(alive)]
        self._sides = [
            _Side(mu - k, h, list(zip(early.weights, early.up, strict=True))),
            _Side(-mu - k, h, list(zip(early.weights, early.down, strict=True))),
        ]
        self._firsts: list[list[float]] = [[], []]

    def after(self) -> float:
        """Return the chance of an alarm at the next value."""
        if self._early:
            return self._early.pop(0)
        for side in self._sides:
            side.go_on()
        if not self._both:
            return self._sides[0].start[-1]
        # An alarm of one finds the other at zero: what came first is a renewal of it.
        alarms = []
        for side, others in zip(self._sides, reversed(self._firsts), strict=True):
            again = sum(map(mul, others, side.zero[len(others) - 1 :: -1])) if others else 0.0
            alarms.append(max(side.start[-1] - again, 0.0))
        for first, alarm in zip(self._firsts, alarms, strict=True):
            first.append(alarm)
        return sum(alarms)


class _Side:
    """One chart: the chances of its alarm at each value, from zero and from the start."""

    def __init__(self, drift: float, h: float, start: Sequence[tuple[float, float]]) -> None:
        nodes = _nodes(drift, h)
        at, _ = legendre(nodes)
        places = [0.0, *(h * x for x in at)]
        rows = [self._line(place, drift, h, nodes) for place in places]
        firsts = [self._line(place, drift, h, nodes) for _, place in start]
        self._lines = [line for line, _ in rows]
        self._start = [
            sum(w * line[i] for (w, _), (line, _) in zip(start, firsts, strict=True))
            for i in range(nodes + 1)
        ]
        self._now: list[float] = [alarm for _, alarm in rows]
        self._next: float = sum(w * alarm for (w, _), (_, alarm) in zip(start, firsts, strict=True))
        self.zero: list[float] = []
        self.start: list[float] = []

    @staticmethod
    def _line(place: float, drift: float, h: float, nodes: int) -> tuple[list[float], float]:
        row = _row(place, drift, h, nodes, 0)
        return [row.exits[0], *row.shares], row.exits[1]

    def go_on(self) -> None:
        self.zero.append(self._now[0])
        self.start.append(self._next)
        self._next = sum(map(mul, self._start, self._now))
        self._now = [sum(map(mul, line, self._now)) for line in self._lines]
