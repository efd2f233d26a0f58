"""Whether sizes or scores have a trend: looking back, and while they come in."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import accumulate
from math import ceil, erfc, floor, inf, sqrt
from numbers import Real
from random import Random
from statistics import NormalDist, median
from typing import Literal

from attrs import frozen

from polyagree.drift._checks import at_least, between, finite, listed, positive, whole
from polyagree.drift._counting import CountingChart, in_turn
from polyagree.drift.steps import Step
from polyagree.errors import InvalidSeries

__all__ = [
    "EXACT",
    "LEAST",
    "MannKendall",
    "SequentialRanks",
    "TheilSen",
    "chance_of_false_alarm",
    "design",
    "mann_kendall",
    "table",
    "theil_sen",
]

#: Up to how many values the chance of a trend by luck is counted out.
EXACT = 40

#: How many outings a baseline needs at least.
LEAST = 8

NanPolicy = Literal["raise", "drop", "omit"]
Side = Literal["upper", "lower"]


@frozen(kw_only=True)
class MannKendall:
    """
    How much a series rises or falls, whatever its shape.

    Attributes:
        s: Pairs that rise, less pairs that fall.
        variance: Of *s* if there is no trend, with its ties.
        z: *s* in standard deviations, one pair nearer to 0 for continuity.
        p: The chance of at least this much either way without a trend, by the normal law.
        tau: *s* by all pairs.
        exact: The same chance as *p*, counted over all orders of the values; ``None`` if there
            are more than :data:`EXACT`. With few values believe this one.
    """

    s: int
    variance: float
    z: float
    p: float
    tau: float
    exact: float | None

    def astuple(self) -> tuple[float, float, float, float, float]:
        """Return *s*, *variance*, *z*, *p* and *tau*."""
        return (self.s, self.variance, self.z, self.p, self.tau)


@frozen(kw_only=True)
class TheilSen:
    """
    The line of a series that a few odd values do not move.

    Attributes:
        slope: The median of the slopes of all pairs.
        intercept: The median value, carried back along the line from the median place to 0.
        low: From where the slope may be, with the confidence that was asked for; minus infinity
            if there are too few values to say.
        high: To where it may be.
    """

    slope: float
    intercept: float
    low: float
    high: float


def mann_kendall(x: Iterable[float | None], *, nan_policy: NanPolicy = "raise") -> MannKendall:
    """
    Return the test of Mann and Kendall for a trend, with ties.

    It is for one look back. Looked at again and again it finds a trend sooner or later, and
    values that stick to the ones before find one too often.

    Args:
        x: The values in their order.
        nan_policy: What becomes of ``None`` and NaN: an error, or ``"drop"`` (the same is
            ``"omit"``), as if they had not been there.

    Raises:
        InvalidSeries: If fewer than two values remain, or one is no number.

    Source:
        Mann 1945; Kendall 1975; Hipel & McLeod 1994, section 23.3.
    """
    values = [value for _, value in _present(x, nan_policy, "x")]
    if not values[1:]:
        raise InvalidSeries(
            f"`x` has {len(values)} values, and a trend needs at least 2", field="x"
        )
    s, earlier = 0, list[float]()
    for value in values:
        s += bisect_left(earlier, value) - (len(earlier) - bisect_right(earlier, value))
        insort(earlier, value)
    n, ties = len(values), [*Counter(values).values()]
    variance = _variance(n, ties)
    z = (s - (s > 0) + (s < 0)) / sqrt(variance) if variance else 0.0
    return MannKendall(
        s=s,
        variance=float(variance),
        z=z,
        p=erfc(abs(z) / sqrt(2)),
        tau=s / (n * (n - 1) / 2),
        exact=_exact(abs(s), ties) if n <= EXACT else None,
    )


def theil_sen(
    y: Iterable[float | None],
    *,
    x: Sequence[float] | None = None,
    confidence: float = 0.95,
    nan_policy: NanPolicy = "raise",
) -> TheilSen:
    """
    Return the line through the values whose slope is the median of all slopes.

    Args:
        y: The values in their order.
        x: Their places, days for instance; 0, 1, 2 … if not said. A missing value keeps its place.
        confidence: Of the interval, between 0 and 1. It holds for independent values, and is
            counted out for up to :data:`EXACT` values without ties.
        nan_policy: As in :func:`mann_kendall`.

    Raises:
        InvalidSeries: If fewer than two values or places remain, or one is no number.

    Source:
        Theil 1950; Sen 1968.
    """
    if not 0 < between(confidence, 0, 1, "confidence") < 1:
        raise InvalidSeries(
            f"`confidence` is {confidence!r}, and must be between 0 and 1", field="confidence"
        )
    values = listed(y, "y")
    places = [
        finite(each, f"x[{at}]")
        for at, each in enumerate(range(len(values)) if x is None else listed(x, "x"))
    ]
    if len(places) != len(values):
        raise InvalidSeries(f"`x` has {len(places)} places for {len(values)} values", field="x")
    points = [(places[at], value) for at, value in _present(values, nan_policy, "y")]
    slopes = sorted(
        (later[1] - earlier[1]) / (later[0] - earlier[0])
        for at, earlier in enumerate(points)
        for later in points[at + 1 :]
        if later[0] != earlier[0]
    )
    if not slopes:
        raise InvalidSeries("a slope needs values at two places at least", field="y")
    slope = median(slopes)
    beyond = _beyond(1 - confidence, points, len(slopes))
    outside = beyond < 1
    return TheilSen(
        slope=slope,
        intercept=median([value for _, value in points])
        - slope * median([place for place, _ in points]),
        low=-inf if outside else slopes[beyond - 1],
        high=inf if outside else slopes[-beyond],
    )


def _present(
    values: Iterable[float | None], nan_policy: NanPolicy, name: str
) -> list[tuple[int, float]]:
    if nan_policy not in ("raise", "drop", "omit"):
        raise InvalidSeries(
            f"`nan_policy` is {nan_policy!r}, and must be raise, drop or omit", field="nan_policy"
        )
    present = list[tuple[int, float]]()
    for at, value in enumerate(listed(values, name)):
        if _missing(value):
            if nan_policy == "raise":
                raise InvalidSeries(
                    f"`{name}[{at}]` is missing",
                    field=name,
                    help='`nan_policy="drop"` leaves it out',
                )
            continue
        present.append((at, finite(value, f"{name}[{at}]")))
    return present


def _missing(value: object) -> bool:
    return value is None or (isinstance(value, Real) and value != value)  # noqa: PLR0124  # NaN


def _variance(n: int, ties: Iterable[int]) -> Fraction:
    tied = sum(each * (each - 1) * (2 * each + 5) for each in ties)
    return Fraction(n * (n - 1) * (2 * n + 5) - tied, 18)


@lru_cache(maxsize=64)
def _inversions(ties: tuple[int, ...]) -> tuple[int, ...]:
    """
    Return how many orders of the values have 0, 1, 2 … falling pairs.

    Without ties it is the product of 1 + q + … + q**(k - 1); each tie divides by its own.
    """
    orders = [1]
    for length in range(2, sum(ties) + 1):
        grown = [*accumulate([*orders, *[0] * (length - 1)])]
        orders = [
            value - (grown[at - length] if at >= length else 0) for at, value in enumerate(grown)
        ]
    for tie in ties:
        for length in range(2, tie + 1):
            shrunk = list[int]()
            for at, value in enumerate(orders[: len(orders) - length + 1]):
                shrunk.append(value - sum(shrunk[max(0, at - length + 1) : at]))
            orders = shrunk
    return tuple(orders)


def _exact(s: int, ties: Sequence[int]) -> float:
    orders = _inversions(tuple(sorted(each for each in ties if each > 0)))
    pairs = len(orders) - 1
    far = sum(ways for falls, ways in enumerate(orders) if abs(pairs - 2 * falls) >= s)
    return float(Fraction(far, sum(orders)))


def _beyond(alpha: float, points: Sequence[tuple[float, float]], slopes: int) -> int:
    """Return at which slope from each end the interval begins, from 1; 0: beyond all of them."""
    n, values = len(points), Counter(value for _, value in points)
    if n <= EXACT and len(values) == n and slopes == n * (n - 1) // 2:
        orders = _inversions((1,) * n)
        every, below = sum(orders), 0
        for falls, ways in enumerate(orders):
            below += ways
            if Fraction(below, every) > Fraction(alpha) / 2:
                return falls
    spread = NormalDist().inv_cdf(1 - alpha / 2) * sqrt(_variance(n, values.values()))
    return max(0, floor((slopes - spread) / 2))


#: How many futures are drawn for the chance of a false alarm, and with which seed.
_FUTURES, _SEED = 4000, 20170806

#: How long a baseline or a future may be, so that the drawing takes seconds.
_MOST = 2000


@lru_cache(maxsize=32)
def _peaks(k: float, first: int, outings: int) -> tuple[float, ...]:
    """
    Return the highest statistic of each drawn future without a change, sorted.

    Ranks do not depend on the law of the values, so one drawing serves for all of them.
    """
    draw = Random(_SEED).random  # noqa: S311  # a simulation, no secret
    scores = [_score(rank, first) for rank in range(first + 1)]
    peaks = list[float]()
    for _ in range(_FUTURES):
        reference = sorted(draw() for _ in range(first))
        value = peak = 0.0
        for _ in range(outings):
            value = max(0.0, value + scores[bisect_left(reference, draw())] - k)
            peak = max(peak, value)
        peaks.append(peak)
    return tuple(sorted(peaks))


def _drawn(k: float, first: int, outings: int) -> tuple[float, ...]:
    at_least(k, 0, "k")
    for number, least, name in ((first, LEAST, "first"), (outings, 1, "outings")):
        if whole(number, least, name) > _MOST:
            raise InvalidSeries(
                f"`{name}` is {number!r}, and futures of more than {_MOST} are not drawn",
                field=name,
            )
    return _peaks(float(k), int(first), int(outings))


def _score(below: float, first: int) -> float:
    """Return the normal score of a value with *below* of *first* others below it."""
    return NormalDist().inv_cdf((below + 0.5) / (first + 1))


def chance_of_false_alarm(
    h: float, *, k: float = 0.5, first: int = 20, outings: int = 100
) -> float:
    """
    Return the chance that sequential ranks alarm within *outings* though nothing has changed.

    It holds for every continuous law of the values, and is computed from 4000 drawn futures:
    its standard error is below 0.008. The baseline is as short in them as in practice.

    Args:
        h: The threshold.
        k: How many standard deviations are let pass at each outing.
        first: How many outings the baseline has.
        outings: How many follow.

    Raises:
        InvalidSeries: If a number cannot be meant.
    """
    peaks = _drawn(k, first, outings)
    return (len(peaks) - bisect_left(peaks, positive(h, "h"))) / len(peaks)


def design(chance: float = 0.05, *, k: float = 0.5, first: int = 20, outings: int = 100) -> float:
    """
    Return a low threshold with at most *chance* of a false alarm within *outings*.

    4000 drawn futures tell it to two standard errors, all of which it leaves on the safe
    side: of 5 %, 4.3 % of these futures have one.

    Args:
        chance: Between 0.005 and 0.5; less than that, 4000 drawn futures cannot tell.
        k: As in :func:`chance_of_false_alarm`, like the others.

    Raises:
        InvalidSeries: If a number cannot be meant.
    """
    between(chance, 0.005, 0.5, "chance")
    peaks = _drawn(k, first, outings)
    expected = chance * len(peaks)
    allowed = max(floor(expected - 2 * sqrt(expected * (1 - chance))), 0)
    h = peaks[-allowed - 1]
    return floor(h * 1000 + 1) / 1000


class SequentialRanks(CountingChart):
    """
    A chart of where each value ranks among the first ones, whatever their law.

    The first outings are the baseline and stay it: a baseline that follows would take in a slow
    drift. Each later value becomes the normal score of its rank among them (ties share), and the
    scores go into a cumulative sum. For early warning against the habit, not against a limit.
    Red is held until somebody acknowledges it.

    Args:
        first: How many outings the baseline has, at least eight; its values themselves if they
            are known.
        h: Red from here on; by default such that in *outings* after the baseline there is a
            chance of 5 % of a false alarm.
        k: How many standard deviations are let pass at each outing.
        side: ``"upper"`` watches for larger values, ``"lower"`` for smaller ones.
        amber: Amber from here on, less than *h*.
        outings: For the promise.

    Raises:
        InvalidSeries: If a number cannot be meant, or a baseline has fewer than eight values.

    Source:
        Conover, Tercero-Gomez & Cordero-Franco 2017.
    """

    def __init__(
        self,
        first: int | Iterable[float] = 20,
        *,
        h: float | None = None,
        k: float = 0.5,
        side: Side = "upper",
        amber: float | None = None,
        outings: int = 100,
    ) -> None:
        known = list[float]()
        if isinstance(first, Iterable):
            known = [finite(each, f"first[{at}]") for at, each in enumerate(listed(first, "first"))]
            first = len(known)
        self._first = whole(first, LEAST, "first")
        self._baseline = sorted(known)
        self._outings = whole(outings, 1, "outings")
        self._k = at_least(k, 0, "k")
        if side not in ("upper", "lower"):
            raise InvalidSeries(f"`side` is {side!r}, and must be upper or lower", field="side")
        self._sign = 1 if side == "upper" else -1
        red = design(k=k, first=self._first, outings=outings) if h is None else h
        super().__init__(red=red, amber=amber, name="h")

    @property
    def baseline(self) -> tuple[float, ...] | None:
        """The values of the baseline in ascending order; ``None``: it is not complete yet."""
        return tuple(self._baseline) if self._ready else None

    @property
    def h(self) -> float:
        """From where on it is red."""
        return self._lights.red

    @property
    def promise(self) -> float:
        """The chance of a false alarm within *outings* after the baseline."""
        return chance_of_false_alarm(self.h, k=self._k, first=self._first, outings=self._outings)

    def update(self, x: float) -> Step:
        """
        Take in the next outing.

        Args:
            x: How late, how long, how comfortable: any number, larger being more.

        Raises:
            InvalidSeries: If it is no number.
        """
        finite(x, "x")
        self._count += 1
        if not self._ready:
            insort(self._baseline, float(x))
            self._step = self._say("not enough recorded")
            return self._step
        below = bisect_left(self._baseline, x)
        tied = bisect_right(self._baseline, x) - below
        score = self._sign * _score(below + tied / 2, self._first)
        moved = max(0.0, self._value + score - self._k)
        started = self._since if self._value > 0 and self._since is not None else self._count - 1
        return self._told(moved, float(started) if moved > 0 else None)

    def why(self) -> str:
        """Return what would turn it amber or red next, in a sentence."""
        if not self._ready:
            missing = self._first - len(self._baseline)
            return f"the baseline needs {missing} more outing{'s' * (missing > 1)}"
        if held := self._held("outing"):
            return held
        return "; ".join(self._needs(level, colour) for colour, level in self._colours())

    @property
    def _ready(self) -> bool:
        return len(self._baseline) >= self._first

    def _needs(self, level: float, colour: str) -> str:
        most = _score(self._first, self._first) - self._k
        if most <= 0:
            return f"no outing turns this {colour}"
        beyond = "beyond the whole baseline"
        return in_turn(
            ceil((level - self._value) / most),
            f"outing {beyond}",
            plural=f"outings {beyond}",
            then=colour,
        )


def table(
    data: Iterable[float],
    *,
    first: int | Iterable[float] = 20,
    h: float | None = None,
    k: float = 0.5,
    side: Side = "upper",
    amber: float | None = None,
    outings: int = 100,
    reset_on: Iterable[int] = (),
) -> tuple[Step, ...]:
    """
    Return how :class:`SequentialRanks` stands after each value.

    Args:
        data: The values in their order.
        first: As in :class:`SequentialRanks`, like the others.
        reset_on: The outings, from 1, before which the chart starts anew.

    Raises:
        InvalidSeries: If a number cannot be meant.
    """
    chart = SequentialRanks(first, h=h, k=k, side=side, amber=amber, outings=outings)
    starts = {whole(each, 1, "reset_on") for each in listed(reset_on, "reset_on")}
    steps = list[Step]()
    for at, value in enumerate(listed(data, "data"), 1):
        if at in starts:
            chart.reset()
        steps.append(chart.update(value))
    return tuple(steps)
