"""How likely a Poisson process is to have more in some window than it may."""

from __future__ import annotations

from itertools import accumulate
from math import exp, expm1, fsum, inf, lgamma, log, log1p

__all__ = ["log_at_most", "scanned"]

#: What adds nothing to a sum.
_NEGLIGIBLE = 2.0**-60


def _probability(count: int, mean: float) -> float:
    if mean == 0:  # what is less than any float
        return float(count == 0)
    return exp(count * log(mean) - mean - lgamma(count + 1))


def _at_least(count: int, mean: float) -> float:
    """Return the chance of *count* or more, without losing it where it is small."""
    if count <= mean:
        return 1 - fsum(_probability(each, mean) for each in range(count))
    term = total = _probability(count, mean)
    while term > total * _NEGLIGIBLE:
        count += 1
        term *= mean / count
        total += term
    return total


def log_at_most(count: int, mean: float) -> float:
    """Return the logarithm of the chance of *count* or fewer."""
    if count + 1 > mean:
        return log1p(-_at_least(count + 1, mean))
    some = fsum(_probability(each, mean) for each in range(count + 1))
    return log(some) if some else -inf


def scanned(k: int, mean: float, length: float) -> float:
    """
    Return the chance that some window has *k* or more, with *mean* expected in each.

    It is exact up to two windows' time. Beyond it Naus goes on by the quotient of the
    exact chances that there is none in three and in two. What is computed here is one
    minus each, term by term, so that small chances are not lost.

    Args:
        k: How many.
        mean: How many are expected in a window.
        length: How many windows long it is looked at, at least 1.
    """
    if length <= 2:  # noqa: PLR2004
        return _in_two_at_most(k, mean, length - 1)
    law = _Law(mean, 2 * k)
    two, three = law.in_two(k), law.in_three(k)
    if not (two < 1 and three < 1):
        return 1.0
    return -expm1(log1p(-two) + (length - 2) * min(0.0, log1p(-three) - log1p(-two)))


def _in_two_at_most(k: int, mean: float, more: float) -> float:
    """Return the same for one window's time and *more*: what is in all of them stays."""
    if not more:
        return _at_least(k, mean)
    law = _Law(mean * more, k + 1)
    if more == 1:
        return law.in_two(k)
    kept = mean * (1 - more)
    return _at_least(k, kept) + fsum(_probability(m, kept) * law.in_two(k - m) for m in range(k))


class _Law:
    """The Poisson distribution of a mean, and its scan over two windows' time and three."""

    def __init__(self, mean: float, most: int) -> None:
        self._mean = mean
        self._exactly = [_probability(count, mean) for count in range(most)]
        self._up_to = list(accumulate(self._exactly))
        # How far below a number the count is on average, where it is: 0 above it.
        self._short_of = [0.0, *accumulate(self._up_to)]

    def in_two(self, k: int) -> float:
        beyond = _at_least(k, self._mean)
        # As many ways lead over *k* as there are reflected ones.
        return beyond * (2 - beyond) + self._exactly[k] * self._short_of[k - 1]

    def in_three(self, k: int) -> float:
        p, short_of = self._exactly, self._short_of
        beyond = _at_least(k, self._mean)
        return (
            beyond * (3 - 3 * beyond + beyond * beyond)
            + 2 * p[k] * (1 - beyond) * short_of[k - 1]
            - p[k] * p[k] * fsum(short_of[: k - 1])
            - fsum(p[2 * k - r] * self._up_to[r - 1] ** 2 for r in range(1, k))
            + fsum(p[2 * k - r] * p[r] * short_of[r - 1] for r in range(2, k))
        )
