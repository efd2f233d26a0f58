"""Gauss-Legendre quadrature."""

from __future__ import annotations

from functools import lru_cache
from math import cos, pi

__all__ = ["cumulative", "interpolated", "legendre"]


@lru_cache(maxsize=64)
def legendre(n: int) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return *n* nodes in 0 to 1, ascending, and their weights, which sum to 1."""
    nodes, weights = [0.0] * n, [0.0] * n
    for at in range((n + 1) // 2):
        x = cos(pi * (at + 0.75) / (n + 0.5))
        slope = 1.0
        for _ in range(100):
            last, value = 1.0, x
            for degree in range(2, n + 1):
                last, value = value, ((2 * degree - 1) * x * value - (degree - 1) * last) / degree
            slope = n * (x * value - last) / (x * x - 1)
            step = value / slope
            x -= step
            if abs(step) < 1e-15:  # noqa: PLR2004
                break
        nodes[at], nodes[n - 1 - at] = (1 - x) / 2, (1 + x) / 2
        weights[at] = weights[n - 1 - at] = 1 / ((1 - x * x) * slope * slope)
    return tuple(nodes), tuple(weights)


@lru_cache(maxsize=8)
def cumulative(
    n: int,
) -> tuple[tuple[float, ...], tuple[float, ...], tuple[tuple[float, ...], ...]]:
    """Return nodes, weights, and for each node the weights of the integral from 0 up to it."""
    nodes, weights = legendre(n)
    return (
        nodes,
        weights,
        tuple(
            tuple(
                end
                * sum(w * _basis(nodes, at, end * x) for x, w in zip(nodes, weights, strict=True))
                for at in range(n)
            )
            for end in nodes
        ),
    )


def _basis(nodes: tuple[float, ...], at: int, x: float) -> float:
    value = 1.0
    for other, node in enumerate(nodes):
        if other != at:
            value *= (x - node) / (nodes[at] - node)
    return value


def interpolated(n: int, values: list[float], x: float) -> float:
    """Return the polynomial through *values* at the *n* nodes, at *x*."""
    nodes, _ = legendre(n)
    return sum(value * _basis(nodes, at, x) for at, value in enumerate(values))
