"""How likely a Poisson process is to have more in some window than it may."""

from __future__ import annotations

from itertools import accumulate
from math import exp, expm1, fsum, inf, lgamma, log, log1p

__all__ = ["log_at_most", "scanned"]

#: What adds nothing to a sum.
_NEGLIGIBLE = 2.0**-60


def _probability(count: int, mean: float) -> float:
    if count < 0:
        return 0.0
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

    Naus has exact chances that there is none in two windows' time and in three, and
    goes on by their quotient; below two, the exact chance in one takes the place of
    that in three. What is computed here is one minus each, term by term,
    so that small chances are not lost.

    Args:
        k: How many.
        mean: How many are expected in a window.
        length: How many windows long it is looked at, above 1.
    """
    p = [_probability(each, mean) for each in range(2 * k)]
    sums = list(accumulate(p[:k]))

    def up_to(count: int) -> float:
        return sums[count] if count >= 0 else 0.0

    beyond = _at_least(k, mean)
    within = 1 - beyond
    two = (
        beyond * (2 - beyond)
        + (k - 1) * p[k] * _probability(k - 2, mean)
        + (k - 1 - mean) * p[k] * up_to(k - 3)
    )
    one = 2 * p[k] * within * ((k - 1) * up_to(k - 2) - mean * up_to(k - 3))
    pairs = (
        (k - 1) * (k - 2) * up_to(k - 3)
        - 2 * (k - 2) * mean * up_to(k - 4)
        + mean * mean * up_to(k - 5)
    )
    three = (
        beyond * (3 - 3 * beyond + beyond * beyond)
        + one
        - p[k] * p[k] / 2 * pairs
        - fsum(p[2 * k - r] * up_to(r - 1) ** 2 for r in range(1, k))
        + fsum(
            p[2 * k - r] * p[r] * ((r - 1) * up_to(r - 2) - mean * up_to(r - 3))
            for r in range(2, k)
        )
    )
    if not (two < 1 and three < 1):
        return 1.0
    log_two = log1p(-two)
    if length < 2:  # noqa: PLR2004
        log_one = log_at_most(k - 1, mean)
        return -expm1(log_one + (length - 1) * (log_two - log_one))
    return -expm1(log_two + (length - 2) * min(0.0, log1p(-three) - log_two))
