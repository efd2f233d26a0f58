from __future__ import annotations

from math import exp, lgamma, log
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyagree.drift.anytime import (
    gamma_poisson_bound,
    gamma_poisson_log_mixture,
    normal_log_mixture,
    normal_mixture,
    predictive_chance,
)
from polyagree.errors import InvalidSeries


# The targets of confseq's own tests (Howard et al. 2021), which come from a program in R.
def test_the_gamma_poisson_bound_is_that_of_confseq() -> None:
    assert gamma_poisson_bound(100, alpha=0.05, v_opt=100, c=2) == pytest.approx(30.1949, abs=1e-4)
    assert gamma_poisson_log_mixture(10, v=100, v_opt=100, c=2) == pytest.approx(
        -0.06991219, abs=1e-6
    )


def test_the_normal_mixtures_are_those_of_confseq() -> None:
    assert normal_mixture(100, alpha=0.05, v_opt=100) == pytest.approx(27.66071, abs=1e-5)
    assert normal_mixture(100, alpha=0.05, v_opt=100, two_sided=True) == pytest.approx(
        30.35209, abs=1e-5
    )
    assert normal_log_mixture(10, v=100, v_opt=100) == pytest.approx(-0.06502391, abs=1e-6)
    assert normal_log_mixture(10, v=100, v_opt=100, two_sided=True) == pytest.approx(
        -0.6510052, abs=1e-6
    )


def test_the_evidence_of_a_sum_far_below_keeps_its_digits() -> None:
    # At v = 0 the mixture is 2 exp(x**2 / 2) Phi(x), x = s / sqrt(rho); Phi(-10) is 7.6198530e-24.
    rho = 12 / (-2 * log(0.1) + log(1 - 2 * log(0.1)))
    found = normal_log_mixture(-10 * rho**0.5, v=0, v_opt=12)

    assert found == pytest.approx(log(2) + 50 + log(7.619853024160527e-24), rel=1e-9)


def test_small_jumps_come_to_the_normal_bound() -> None:
    assert gamma_poisson_bound(100, alpha=0.05, v_opt=100, c=1e-8) == pytest.approx(
        normal_mixture(100, alpha=0.05, v_opt=100), rel=1e-6
    )


@pytest.mark.parametrize("v", [0, 1e-6, 3, 1e8])
@pytest.mark.parametrize("c", [1e-3, 1, 500])
def test_a_bound_is_where_the_evidence_reaches_its_threshold(v: float, c: float) -> None:
    bound = gamma_poisson_bound(v, alpha=0.01, v_opt=50, c=c)

    assert gamma_poisson_log_mixture(bound, v=v, v_opt=50, c=c) == pytest.approx(log(100))


@given(st.floats(-60, 60), st.floats(0.01, 1e4))
def test_the_evidence_of_a_sum_rises_with_it(s: float, v: float) -> None:
    assert normal_log_mixture(s, v=v, v_opt=10) < normal_log_mixture(s + 0.5, v=v, v_opt=10)
    assert gamma_poisson_log_mixture(s, v=v, v_opt=10, c=1) < gamma_poisson_log_mixture(
        s + 0.5, v=v, v_opt=10, c=1
    )


def test_a_count_crosses_its_bound_at_any_time_as_rarely_as_promised() -> None:
    draw = Random(9)  # noqa: S311  # a simulation, no secret
    # It can cross at an event only. The bound rises with time, so the one a little before is
    # lower, and this counts too many rather than too few.
    bounds = [gamma_poisson_bound(each, alpha=0.1, v_opt=20, c=1) for each in range(100)]
    runs, crossed = 2000, 0
    for _ in range(runs):
        at, over = 0.0, False
        for number in range(1, 61):
            at += draw.expovariate(1)
            over |= number - at >= bounds[min(int(at), 99)]
        crossed += over
    share = crossed / runs

    # Four standard errors above the promise.
    assert share < 0.1 + 0.027
    assert share > 0.01


def test_the_chance_of_more_than_the_cap_is_negative_binomial() -> None:
    shape, more = 12.5, (30 / 365.25) / (1 + 30 / 365.25)
    within = sum(
        exp(lgamma(shape + n) - lgamma(shape) - lgamma(n + 1)) * (1 - more) ** shape * more**n
        for n in range(3)
    )

    assert predictive_chance(12, years=1, cap=2, window=30 / 365.25) == pytest.approx(1 - within)


def test_a_tiny_chance_keeps_its_digits() -> None:
    # Nothing in a year, more than 20 in a day: shape 0.5 and the first term decide.
    found = predictive_chance(0, years=365, cap=20, window=1)
    first = exp(lgamma(21.5) - lgamma(0.5) - lgamma(22)) * (1 / 366) ** 21 * (365 / 366) ** 0.5

    assert found == pytest.approx(first * (1 + 21.5 / 22 / 366), rel=1e-4)


@given(st.integers(0, 40), st.integers(0, 20))
def test_more_events_make_going_over_likelier(count: int, cap: int) -> None:
    def chance(events: int, allowed: int) -> float:
        return predictive_chance(events, years=1, cap=allowed, window=0.25)

    assert 0 < chance(count, cap) < chance(count + 1, cap) < 1
    assert chance(count, cap + 1) < chance(count, cap)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"alpha": 0}, "`alpha` is 0, and must be between 0 and 1"),
        ({"alpha_opt": 0.5}, "`alpha_opt` is 0.5, and must be between 0 and 0.5"),
        ({"v_opt": 0}, "`v_opt` is 0, and must be more than 0"),
        ({"c": -1}, "`c` is -1, and must be more than 0"),
        ({"v": float("nan")}, "`v` is nan, which is no finite number"),
    ],
)
def test_what_cannot_be_meant_is_refused(said: dict[str, float], why: str) -> None:
    every = {"v": 1, "alpha": 0.05, "v_opt": 1, "c": 1} | said

    with pytest.raises(InvalidSeries, match=why):
        gamma_poisson_bound(every.pop("v"), **every)
