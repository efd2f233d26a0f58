"""The usual pace that a chart starts from, and whether events come as a chart assumes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import exp, lgamma, log
from statistics import fmean, variance
from typing import Literal

from attrs import frozen

from polyagree.drift._checks import ascending, between, finite, listed, positive, whole
from polyagree.errors import InvalidSeries

__all__ = ["Baseline", "Dispersion", "baseline", "dispersion", "gap_dispersion"]

#: Above this, “one false alarm in N years” is not claimed.
_TOO_MUCH = 1.5
#: The largest count, up to which the law of its pace is exact to ten digits.
_MOST = 1_000_000_000
#: Fewer counts or gaps than this say nothing about their spread.
_FEWEST = 8


@frozen(kw_only=True)
class Baseline:
    """
    A pace, frozen when the agreement or its revision begins.

    Attributes:
        per_year: The pace to chart against.
        source: ``cap``: it was stated; ``estimate``: the upper bound of what was recorded.
        count: How many events were recorded.
        years: In how long.
        bound: How sure the upper bound is; of no effect on a cap.
        median: The pace that is as likely too low as too high, for comparison.
    """

    per_year: float
    source: Literal["cap", "estimate"]
    count: int
    years: float
    bound: float
    median: float


def baseline(count: int, years: float, *, cap: float | None = None, bound: float = 0.8) -> Baseline:
    """
    Return the pace to chart against: the stated cap, else the upper bound of the usual pace.

    The bound and not the middle: of those who chart against the middle of one
    year's record, a third get a false alarm more than twice as often as promised.

    Args:
        count: How many events were recorded before the chart begins.
        years: In how long.
        cap: The pace a year that was agreed; ``None``: nothing was.
        bound: The posterior chance that the pace is lower than the bound.

    Raises:
        InvalidSeries: If nothing was recorded, or a number cannot be meant.

    Source:
        The posterior is Gamma(count + 1/2, years), after Jeffreys' prior.
    """
    number = int(between(whole(count, 0, "count"), 0, _MOST, "count"))
    positive(years, "years")
    if not 0 < finite(bound, "bound") < 1:
        raise InvalidSeries(
            f"`bound` is {bound!r}, and must be more than 0 and less than 1", field="bound"
        )
    if cap is not None:
        positive(cap, "cap")
    shape = number + 0.5
    return Baseline(
        per_year=_gamma_quantile(shape, bound) / years if cap is None else float(cap),
        source="estimate" if cap is None else "cap",
        count=number,
        years=float(years),
        bound=float(bound),
        median=_gamma_quantile(shape, 0.5) / years,
    )


def _gamma_quantile(shape: float, probability: float) -> float:
    low, high = 0.0, shape + 1
    while _gamma_below(shape, high) < probability:
        low, high = high, 2 * high
    while high - low > 1e-15 * high:
        middle = (low + high) / 2
        if middle in {low, high}:
            break
        if _gamma_below(shape, middle) < probability:
            low = middle
        else:
            high = middle
    return high


def _gamma_below(shape: float, x: float) -> float:
    """Return the chance that a Gamma variable of scale 1 lies below *x*."""
    if x <= 0:
        return 0.0
    front = exp(shape * log(x) - x - lgamma(shape))
    if x < shape + 1:
        term = total = 1 / shape
        at = shape
        while term > total * 1e-17:
            at += 1
            term *= x / at
            total += term
        return front * total
    # The continued fraction of the upper tail, by Lentz's method.
    b = x + 1 - shape
    c, d = 1e300, 1 / b
    value = d
    for i in range(1, 10_000):
        numerator = -i * (i - shape)
        b += 2
        d = 1 / (numerator * d + b)
        c = b + numerator / c
        value *= d * c
        if abs(d * c - 1) < 1e-16:  # noqa: PLR2004
            break
    return 1 - front * value


@frozen(kw_only=True)
class Dispersion:
    """
    How unevenly events come: 1 as by chance, less is regular, more is in clusters.

    Attributes:
        index: Variance over mean, or the squared coefficient of variation of the
            gaps, which is the same in the long run; ``None``: not enough recorded.
        size: From how many counts or gaps.
    """

    index: float | None
    size: int

    @property
    def claim(self) -> Literal["holds", "withdrawn", "not enough recorded"]:
        """Whether “one false alarm in N years” can be said, which it can up to 1.5."""
        if self.index is None:
            return "not enough recorded"
        return "withdrawn" if self.index > _TOO_MUCH else "holds"


def dispersion(counts: Sequence[int]) -> Dispersion:
    """
    Return how unevenly the counts of equal periods are spread: variance over mean.

    Args:
        counts: How many in each period, the empty ones too; from 8 on.

    Raises:
        InvalidSeries: If one is no whole number from 0.
    """
    numbers = [
        whole(count, 0, f"counts[{at}]") for at, count in enumerate(listed(counts, "counts"))
    ]
    if len(numbers) < _FEWEST or not any(numbers):
        return Dispersion(index=None, size=len(numbers))
    return Dispersion(index=variance(numbers) / fmean(numbers), size=len(numbers))


def gap_dispersion(times: Iterable[float]) -> Dispersion:
    """
    Return how unevenly events follow one another: the squared variation of the gaps.

    Args:
        times: When the events were, ascending, after episodes were merged; from 9 on.

    Raises:
        InvalidSeries: If the times do not ascend.
    """
    gaps = [later - earlier for earlier, later in pairwise(ascending(times))]
    if len(gaps) < _FEWEST or not any(gaps):
        return Dispersion(index=None, size=len(gaps))
    return Dispersion(index=variance(gaps) / fmean(gaps) ** 2, size=len(gaps))
