"""Bounds that hold at every time of looking, and the chance of what comes next."""

from __future__ import annotations

from collections.abc import Callable
from math import cosh, erfc, exp, expm1, inf, lgamma, log, log1p, pi, sinh, sqrt, tanh

from polyagree.drift._checks import at_least, between, positive, whole
from polyagree.errors import InvalidSeries

__all__ = [
    "gamma_poisson_bound",
    "gamma_poisson_log_mixture",
    "normal_log_mixture",
    "normal_mixture",
    "predictive_chance",
]

#: From here on down the normal law is taken by its ratio to the density.
_FAR = -8

#: Which variances and sizes can be reckoned with, and which counts.
_SIZES = (1e-50, 1e50)
_LARGEST = 1_000_000

#: Powers of e above which a float ends, and under which a difference from 1 + x cancels.
_OVERFLOW, _SMALL = 700, 0.01


def gamma_poisson_bound(
    v: float, *, alpha: float, v_opt: float, c: float, alpha_opt: float = 0.05
) -> float:
    """
    Return what a centred count stays under at every time at once, but for a chance of *alpha*.

    Args:
        v: Its variance until now: for a Poisson count, the number expected until now.
        alpha: The chance of ever going over the bound, between 0 and 1.
        v_opt: The variance at which the bound is to be tightest.
        c: The size of one jump: 1 for a count.
        alpha_opt: The chance for which *v_opt* is meant, under 0.5.

    Raises:
        InvalidSeries: If a number cannot be meant.

    Source:
        Howard, Ramdas, McAuliffe & Sekhon 2021, proposition 9.
    """
    mixture = _gamma_poisson(at_least(v, 0, "v"), v_opt=v_opt, c=c, alpha_opt=alpha_opt)
    return _crossing(mixture, _log_threshold(alpha), first=sqrt(v) + c)


def gamma_poisson_log_mixture(
    s: float, *, v: float, v_opt: float, c: float, alpha_opt: float = 0.05
) -> float:
    """
    Return the logarithm of the evidence that a centred count of *s* holds, a supermartingale.

    Args:
        s: What was counted beyond what was expected.
        v: As in :func:`gamma_poisson_bound`, like the others.

    Raises:
        InvalidSeries: If a number cannot be meant.

    Source:
        Howard, Ramdas, McAuliffe & Sekhon 2021, proposition 9.
    """
    mixture = _gamma_poisson(at_least(v, 0, "v"), v_opt=v_opt, c=c, alpha_opt=alpha_opt)
    return mixture(between(s, -_SIZES[1], _SIZES[1], "s"))


def normal_mixture(
    v: float, *, alpha: float, v_opt: float, alpha_opt: float = 0.05, two_sided: bool = False
) -> float:
    """
    Return what a centred sum stays under at every time at once, but for a chance of *alpha*.

    Args:
        v: Its variance until now; the sum is sub-Gaussian.
        alpha: The chance of ever going over the bound, between 0 and 1.
        v_opt: The variance at which the bound is to be tightest.
        alpha_opt: The chance for which *v_opt* is meant; under 0.5 if one-sided.
        two_sided: Whether it bounds the size of the sum; else only the sum.

    Raises:
        InvalidSeries: If a number cannot be meant.

    Source:
        Howard, Ramdas, McAuliffe & Sekhon 2021, propositions 5 and 6; Robbins 1970.
    """
    at_least(v, 0, "v")
    threshold = _log_threshold(alpha)
    if two_sided:
        rho = _rho(v_opt, alpha_opt)
        return sqrt((v + rho) * (log1p(v / rho) + 2 * threshold))
    mixture = _one_sided_normal(v, v_opt=v_opt, alpha_opt=alpha_opt)
    return _crossing(mixture, threshold, first=sqrt(v) + 1)


def normal_log_mixture(
    s: float, *, v: float, v_opt: float, alpha_opt: float = 0.05, two_sided: bool = False
) -> float:
    """
    Return the logarithm of the evidence that a centred sum of *s* holds, a supermartingale.

    Args:
        s: The sum.
        v: As in :func:`normal_mixture`, like the others.

    Raises:
        InvalidSeries: If a number cannot be meant.

    Source:
        Howard, Ramdas, McAuliffe & Sekhon 2021, propositions 5 and 6.
    """
    at_least(v, 0, "v")
    between(s, -_SIZES[1], _SIZES[1], "s")
    if two_sided:
        rho = _rho(v_opt, alpha_opt)
        return s * s / (2 * (v + rho)) - log1p(v / rho) / 2
    return _one_sided_normal(v, v_opt=v_opt, alpha_opt=alpha_opt)(s)


def predictive_chance(
    count: int,
    *,
    years: float,
    cap: int,
    window: float,
    shape: float = 0.5,
    rate: float = 0.0,
) -> float:
    """
    Return the chance that the next *window* holds more than *cap* events, the pace going on.

    The pace is known from *count* events in *years* only, so the number to come is negative
    binomial. Show the number; an alarm on it would not come before the limit breaks.

    Args:
        count: The events until now.
        years: How long they were watched, without rests; any unit, the same as *window*'s.
        cap: How many are agreed.
        window: How long the next window is.
        shape: Of the Gamma law that the pace had before: events already seen, as it were.
        rate: Of the same law: in how long they were seen.

    Raises:
        InvalidSeries: If a number cannot be meant.

    Source:
        Gelman et al., Bayesian Data Analysis, section 2.6.
    """
    for number, name in ((count, "count"), (cap, "cap"), (shape, "shape")):
        between(number, 0, _LARGEST, name)
    for number, name in ((years, "years"), (window, "window")):
        between(positive(number, name), *_SIZES, name)
    shape = positive(shape, "shape") + whole(count, 0, "count")
    watched = years + at_least(rate, 0, "rate")
    cap = whole(cap, 0, "cap")
    more = window / (watched + window)
    log_none = -shape * log1p(window / watched)

    def log_chance(events: int) -> float:
        ways = lgamma(shape + events) - lgamma(shape) - lgamma(events + 1)
        return ways + events * log(more) + log_none

    if cap < shape * window / watched:
        return max(0.0, 1 - sum(exp(log_chance(events)) for events in range(cap + 1)))
    # Beyond the mean the terms fall: summed from there, a small chance keeps its digits.
    total, events, term = 0.0, cap + 1, exp(log_chance(cap + 1))
    while term > total * 1e-17:
        total += term
        term *= (shape + events) / (events + 1) * more
        events += 1
    return total


def _log_threshold(alpha: float) -> float:
    if not 0 < between(alpha, 0, 1, "alpha") < 1:
        raise InvalidSeries(f"`alpha` is {alpha!r}, and must be between 0 and 1", field="alpha")
    return -log(alpha)


def _rho(v_opt: float, alpha: float, *, most: float = 1.0) -> float:
    """Return the variance of the mixing law that is best at *v_opt*."""
    between(positive(v_opt, "v_opt"), *_SIZES, "v_opt")
    if not 0 < between(alpha, 0, 1, "alpha_opt") < most:
        raise InvalidSeries(
            f"`alpha_opt` is {alpha!r}, and must be between 0 and {most:g}", field="alpha_opt"
        )
    squared = -2 * log(alpha / most)
    return v_opt / (squared + log1p(squared))


def _one_sided_normal(v: float, *, v_opt: float, alpha_opt: float) -> Callable[[float], float]:
    rho = _rho(v_opt, alpha_opt, most=0.5)

    def log_mixture(s: float) -> float:
        at = s / sqrt(v + rho)
        return log(2) - log1p(v / rho) / 2 + _log_half_gaussian(at)

    return log_mixture


def _log_half_gaussian(at: float) -> float:
    """Return log(exp(at**2 / 2) * Phi(at))."""
    if at > _FAR:
        return at * at / 2 + log(erfc(-at / sqrt(2)) / 2)
    # Mills' ratio as a continued fraction, since both factors leave the range of a float.
    ratio = -at
    for step in range(60, 0, -1):
        ratio = -at + step / ratio
    return -log(ratio * sqrt(2 * pi))


def _gamma_poisson(
    v: float, *, v_opt: float, c: float, alpha_opt: float
) -> Callable[[float], float]:
    """
    Return the log mixture as a function of s.

    The Gamma law on exp(c l), l >= 0, is exp(-rho psi(l)) dl but for a factor, with
    psi(l) = (exp(c l) - 1 - c l) / c**2; so the mixture is a ratio of two integrals in which
    nothing large is left, for every c. One with gamma functions would cancel for a small c.
    """
    rho = _rho(v_opt, alpha_opt, most=0.5)
    between(positive(c, "c"), *_SIZES, "c")
    whole_law = _log_integral(0.0, rho, c)
    return lambda s: _log_integral(s, v + rho, c) - whole_law


def _log_integral(s: float, weight: float, c: float) -> float:
    """Return the logarithm of the integral of exp(l s - weight psi(l)) over l >= 0."""

    def exponent(at: float) -> float:
        return at * s - weight * _psi(at, c)

    peak = max(0.0, log1p(max(c * s / weight, -0.5)) / c)
    top = exponent(peak)
    # A hundred widths of the peak, or all that there is below it.
    width = 100 / sqrt(weight)
    ends = (_end(exponent, peak, 0.0), _end(exponent, peak, peak + width))
    return top + log(sum(_area(lambda at: exp(exponent(at) - top), peak, end) for end in ends))


def _psi(at: float, c: float) -> float:
    power = c * at
    if power > _OVERFLOW:
        return inf
    if power < _SMALL:
        term = total = at * at / 2
        for step in range(3, 12):
            term *= power / step
            total += term
        return total
    return (expm1(power) - power) / (c * c)


def _end(exponent: Callable[[float], float], peak: float, far: float) -> float:
    """Return where, from *peak* towards *far*, the integrand is nothing beside its peak."""
    top = exponent(peak)
    near = peak
    if exponent(far) > top - 60:
        return far
    for _ in range(60):
        middle = (near + far) / 2
        if exponent(middle) > top - 60:
            near = middle
        else:
            far = middle
        if abs(far - near) <= abs(far - peak) / 8:
            break
    return far


def _area(function: Callable[[float], float], start: float, end: float) -> float:
    """Return the integral between two places, whichever is first, by tanh-sinh quadrature."""
    half = (end - start) / 2
    total = 0.0
    for step in range(-104, 105):
        at = step / 32
        bend = pi / 2 * sinh(at)
        weight = cosh(at) / cosh(bend) ** 2
        total += weight * function(start + half * (1 + tanh(bend)))
    return abs(half) * pi / 2 * total / 32


def _crossing(log_mixture: Callable[[float], float], threshold: float, *, first: float) -> float:
    """Return the s at which a rising *log_mixture* reaches *threshold*."""
    low, high = 0.0, first
    while log_mixture(high) < threshold:
        low, high = high, high * 2
    # False position; an end that stays where it is counts half (Illinois).
    under, over = log_mixture(low) - threshold, log_mixture(high) - threshold
    last = 0.0
    for _ in range(200):
        middle = (low * over - high * under) / (over - under)
        found = log_mixture(middle) - threshold
        if abs(found) < 1e-13 * threshold or not low < middle < high:
            return middle
        if found < 0:
            low, under = middle, found
            over /= 2 if last < 0 else 1
        else:
            high, over = middle, found
            under /= 2 if last > 0 else 1
        last = found
    return (low + high) / 2
