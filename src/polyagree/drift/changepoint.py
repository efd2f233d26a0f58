"""When the pace of counted events changed, looking back over a closed series."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate
from math import exp, inf, lgamma, log
from typing import Literal, cast

from attrs import frozen

from polyagree.drift._checks import at_least, between, finite, listed, positive, whole
from polyagree.errors import InvalidSeries

__all__ = ["Change", "Posterior", "poisson_mle", "poisson_posterior"]


#: The largest shape of a Gamma law.
_MOST = 1e100


@frozen(kw_only=True)
class Change:
    """
    The likeliest single change of a pace.

    Attributes:
        last: The last period of the old pace; ``None`` if no split says anything, since the
            pace is the same on both sides of each.
        before: Events a period until then.
        after: Events a period from then on.
        twice_log_ratio: Twice the logarithm of the likelihood ratio against no change.
    """

    last: int | None
    before: float
    after: float
    twice_log_ratio: float


@frozen(kw_only=True)
class Posterior:
    """
    How probable each change of a pace is, given that there was one.

    Attributes:
        periods: The last periods of the old pace that were thought possible.
        probabilities: One for each of them; they add up to 1.
        log_evidence: The natural logarithm of the probability of the counts, with a change;
            ``None`` if the prior is improper (a *rate* of 0) and there is none.
        log_evidence_without: The same, without a change.
    """

    periods: tuple[int, ...]
    probabilities: tuple[float, ...]
    log_evidence: float | None
    log_evidence_without: float | None

    @property
    def log10_evidence(self) -> float | None:
        """The evidence in powers of ten."""
        return None if self.log_evidence is None else self.log_evidence / log(10)

    @property
    def likeliest(self) -> int:
        """The most probable period, the first one if several are."""
        return self.periods[self.probabilities.index(max(self.probabilities))]

    def chance(self, *, first: float = -inf, last: float = inf) -> float:
        """Return the probability that the old pace ended from *first* to *last*, both in."""
        paired = zip(self.periods, self.probabilities, strict=True)
        return sum(each for period, each in paired if first <= period <= last)


def poisson_mle(counts: Iterable[int], *, first: int = 0) -> Change:
    """
    Return the single change of a Poisson pace that explains *counts* best, the earliest if tied.

    The ratio is for ranking: since every split was tried, no chi-squared law belongs to it.

    Args:
        counts: Events of each period in turn, with the periods that had none.
        first: What the first period is called, a year for instance.

    Raises:
        InvalidSeries: If there are fewer than two periods, or a count is no whole number from 0.

    Source:
        Raftery & Akman 1986; Jarrett 1979 for the series that is tested.
    """
    read, first = _counts(counts), _named(first)
    total, periods = sum(read), len(read)

    def likelihood(events: int, length: int) -> float:
        return events * log(events / length) if events else 0.0

    best: tuple[float, int, int] | None = None
    for length, events in enumerate(accumulate(read[:-1]), 1):
        # By whole numbers, so that equal paces are equal in spite of rounding.
        if events * periods == total * length:
            continue
        found = likelihood(events, length) + likelihood(total - events, periods - length)
        if best is None or found > best[0]:
            best = found, length, events
    if best is None:
        return Change(last=None, before=total / periods, after=total / periods, twice_log_ratio=0.0)
    found, length, events = best
    return Change(
        last=first + length - 1,
        before=events / length,
        after=(total - events) / (periods - length),
        twice_log_ratio=2 * max(0.0, found - likelihood(total, periods)),
    )


def poisson_posterior(
    counts: Iterable[int],
    *,
    first: int = 0,
    prior: Literal["gamma", "grid"] = "gamma",
    shape: float = 1.0,
    rate: float = 1.0,
    grid: tuple[float, float, int] = (0.0, 6.0, 1000),
    periods: Iterable[int] | None = None,
) -> Posterior:
    """
    Return how probable each time of a single change of a Poisson pace is.

    The two paces are independent and of the same prior, and each time is as probable as another
    before the counts are seen.

    Args:
        counts: Events of each period in turn, with the periods that had none.
        first: What the first period is called, a year for instance.
        prior: Of each pace: ``"gamma"``, or ``"grid"``, values of a grid with probabilities
            proportional to one over their square roots.
        shape: Of the Gamma law: events already seen, as it were. By default 1 event in 1 period.
        rate: Of the Gamma law: in how many periods; 0 is improper, and has no evidence.
        grid: From where to where the paces of a grid lie, and how many, equally spaced and
            without both ends.
        periods: The last periods of the old pace that are possible; all but the last one if not
            said.

    Raises:
        InvalidSeries: If there are fewer than two periods, a count is no whole number from 0, a
            prior cannot be one, or no change is possible.

    Source:
        Raftery & Akman 1986 for the Gamma law; Mark et al. 2018 (bayesloop) for the grid.
    """
    read, first = _counts(counts), _named(first)
    ends = _ends(periods, first=first, length=len(read))
    pace = _gamma(shape, rate) if prior == "gamma" else _on_grid(prior, grid)
    total, length = sum(read), len(read)
    seen = [0, *accumulate(read)]
    logs = [
        pace(seen[end], end) + pace(total - seen[end], length - end)
        for end in (period - first + 1 for period in ends)
    ]
    everything = _log_sum(logs)
    ways = sum(lgamma(count + 1) for count in read)
    proper = prior == "grid" or rate > 0
    return Posterior(
        periods=tuple(ends),
        probabilities=tuple(exp(each - everything) for each in logs),
        log_evidence=everything - log(len(ends)) - ways if proper else None,
        log_evidence_without=pace(total, length) - ways if proper else None,
    )


def _counts(counts: Iterable[int]) -> list[int]:
    read = [whole(count, 0, f"counts[{at}]") for at, count in enumerate(listed(counts, "counts"))]
    if not read[1:]:
        raise InvalidSeries(
            f"`counts` has {len(read)} periods, and a change needs at least 2", field="counts"
        )
    return read


def _named(first: int) -> int:
    """Return what the first period is called, which may be below zero."""
    if finite(first, "first") != int(first):
        raise InvalidSeries(f"`first` is {first!r}, which is no whole number", field="first")
    return int(first)


def _ends(periods: Iterable[int] | None, *, first: int, length: int) -> list[int]:
    possible = range(first, first + length - 1)
    if periods is None:
        return [*possible]
    read = sorted({finite(period, "periods") for period in listed(periods, "periods")})
    if not read:
        raise InvalidSeries("`periods` holds none", field="periods")
    for period in read:
        if period not in possible:
            raise InvalidSeries(
                f"`periods` has {period:g}, and a change is possible after {possible[0]} to "
                f"{possible[-1]}",
                field="periods",
            )
    return [*map(int, read)]


def _gamma(shape: float, rate: float) -> Callable[[int, int], float]:
    between(positive(shape, "shape"), 0, _MOST, "shape")
    at_least(rate, 0, "rate")
    normal = shape * log(rate) - lgamma(shape) if rate else 0.0

    def pace(events: int, length: int) -> float:
        return normal + lgamma(shape + events) - (shape + events) * log(rate + length)

    return pace


def _on_grid(prior: str, grid: tuple[float, float, int]) -> Callable[[int, int], float]:
    if prior != "grid":
        raise InvalidSeries(f"`prior` is {prior!r}, and must be gamma or grid", field="prior")
    said = listed(grid, "grid")
    if len(said) != 3:  # noqa: PLR2004
        raise InvalidSeries("`grid` must say from where to where, and how many", field="grid")
    low, high, number = said
    at_least(low, 0, "grid[0]")
    points = whole(cast("int", number), 1, "grid[2]")
    if finite(high, "grid[1]") <= low:
        raise InvalidSeries(f"`grid` goes from {low} to {high}", field="grid")
    paces = [low + (high - low) * at / (points + 1) for at in range(1, points + 1)]
    logs = [log(pace) for pace in paces]
    normal = _log_sum([-each / 2 for each in logs])

    def pace(events: int, length: int) -> float:
        weighed = zip(logs, paces, strict=True)
        return (
            _log_sum([(events - 0.5) * each - length * value for each, value in weighed]) - normal
        )

    return pace


def _log_sum(logs: Sequence[float]) -> float:
    top = max(logs)
    return top + log(sum(exp(each - top) for each in logs))
