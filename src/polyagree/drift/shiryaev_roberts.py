"""How long a Shiryaev-Roberts chart of normal values runs."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import lru_cache
from math import ceil, erfc, exp, inf, log, log1p, pi, sqrt
from typing import overload

from polyagree.drift._checks import at_least, between, finite, positive
from polyagree.drift._elimination import Row, absorb
from polyagree.drift._exact import representable
from polyagree.drift._quadrature import legendre
from polyagree.errors import InvalidSeries

__all__ = ["arl"]

#: In standard deviations of a step: how wide a panel is, and what is out of reach.
_PANEL = 4.0
_REACH = 11.0
_CLOSE = 1e-9
_MOST = 6000
#: Which shifts can be reckoned with.
_SHIFTS = (1e-100, 1e100)


@overload
def arl(theta: float, *, A: float, R0: float = ..., mu: None = ...) -> list[float]: ...  # noqa: N803
@overload
def arl(theta: float, *, A: float, R0: float = ..., mu: float) -> float: ...  # noqa: N803
def arl(
    theta: float,
    *,
    A: float,  # noqa: N803
    R0: float = 0,  # noqa: N803
    mu: float | None = None,
) -> float | list[float]:
    """
    Return the average run length of a Shiryaev-Roberts chart of independent normal values.

    R_n = (1 + R_{n-1}) exp(theta X_n - theta^2 / 2), X normal with mean *mu*
    and standard deviation 1; it stops at R_n >= A. With *mu* 0 and *R0* 0 the
    mean run is at least A: the threshold is the promise. The integral equation is
    solved for log R by quadrature, finer until nine digits stay.

    Args:
        theta: The shift that the chart is made for; not 0.
        A: The threshold.
        R0: Where R begins, 0 or more.
        mu: The mean; ``None``: the runs at 0 and at *theta*, as a list.

    Raises:
        InvalidSeries: If a number cannot be meant, or the equation is too long.

    Source:
        Moustakides, Polunchenko and Tartakovsky (2009).
    """
    if finite(theta, "theta") == 0:
        raise InvalidSeries("`theta` is 0, and must be a shift", field="theta")
    between(abs(theta), *_SHIFTS, "theta")
    positive(A, "A")
    at_least(R0, 0, "R0")
    means = [0.0, theta] if mu is None else [finite(mu, "mu")]
    sign = 1 if theta > 0 else -1
    runs = [
        representable(_arl(abs(float(theta)), float(A), float(R0), sign * mean), "the average run")
        for mean in means
    ]
    return runs if mu is None else runs[0]


@lru_cache(maxsize=1024)
def _arl(theta: float, threshold: float, start: float, mu: float) -> float:
    order, last = 12, 0.0
    while True:
        run = _solved(theta, threshold, start, mu, order)
        if abs(run - last) <= _CLOSE * run or run == inf:
            return run
        order, last = order + 4, run


def _solved(theta: float, threshold: float, start: float, mu: float, order: int) -> float:
    drift = theta * mu - theta * theta / 2
    top = log(threshold)
    # log(1 + R) is at least 0, so after a value log R lies above this.
    bottom = drift - _REACH * theta
    panels = max(1, ceil((top - bottom) / (_PANEL * theta)))
    if panels * order > _MOST:
        raise InvalidSeries(
            f"a chart with theta {theta:g} and A {threshold:g} takes too long to compute",
            field="theta",
        )
    nodes, weights = legendre(order)
    width = (top - bottom) / panels
    places: list[float] = []
    shares: list[float] = []
    if top > bottom:
        places = [bottom + width * (at + x) for at in range(panels) for x in nodes]
        shares = [width * w / (theta * sqrt(2 * pi)) for _ in range(panels) for w in weights]

    def row(centre: float) -> Row:
        low, high = _reached(places, centre, theta)
        return Row(
            low + 1,
            [
                share * exp(-(((place - centre) / theta) ** 2) / 2)
                for place, share in zip(places[low:high], shares[low:high], strict=True)
            ],
            [erfc((top - centre) / (theta * sqrt(2))) / 2],
        )

    rows = [row(log1p(start) + drift)]
    rows += [row(log1p(exp(place)) + drift) for place in places]
    ((exits, time),) = _absorbed(rows)
    return time if exits[0] else inf


def _absorbed(rows: list[Row]) -> list[tuple[list[float], float]]:
    try:
        return absorb(rows, 1)
    except ZeroDivisionError:
        return [([0.0], inf)]


def _reached(places: list[float], centre: float, theta: float) -> tuple[int, int]:
    return (
        bisect_left(places, centre - _REACH * theta),
        bisect_right(places, centre + _REACH * theta),
    )
