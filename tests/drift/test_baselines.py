from __future__ import annotations

import random
from math import exp, factorial, log

import pytest

from polyagree.drift.baselines import (
    _gamma_below,
    _gamma_quantile,
    baseline,
    dispersion,
    gap_dispersion,
)
from polyagree.errors import InvalidSeries


@pytest.mark.parametrize("shape", [1, 2, 7, 40])
@pytest.mark.parametrize("x", [0.1, 1, 6.5, 8.5, 60])
def test_a_whole_shape_is_a_poisson_sum(shape, x):
    above = sum(exp(-x) * x**n / factorial(n) for n in range(shape))

    assert _gamma_below(shape, x) == pytest.approx(1 - above, abs=1e-13)


@pytest.mark.parametrize("shape", [0.5, 12.5, 300.5])
def test_a_quantile_is_the_inverse(shape):
    for p in (0.01, 0.5, 0.8, 0.99):
        assert _gamma_below(shape, _gamma_quantile(shape, p)) == pytest.approx(p, abs=1e-12)


def test_the_quantile_of_an_exponential_is_a_logarithm():
    assert _gamma_quantile(1, 0.8) == pytest.approx(-log(0.2), rel=1e-12)


def test_the_upper_bound_lies_above_the_record():
    found = baseline(12, 1)

    assert found.median < 12.5 < found.per_year == pytest.approx(15.3376, abs=1e-4)
    assert (found.source, found.bound) == ("estimate", 0.8)


def test_a_longer_record_is_surer():
    assert baseline(36, 3).per_year < baseline(12, 1).per_year


def test_nothing_recorded_is_no_pace_of_zero():
    assert baseline(0, 1).per_year == pytest.approx(0.8212, abs=1e-4)


def test_a_stated_cap_is_the_baseline():
    found = baseline(30, 1, cap=12)

    assert (found.per_year, found.source) == (12, "cap")


@pytest.mark.parametrize(
    ("count", "years", "more"),
    [(-1, 1, {}), (1.5, 1, {}), (1, 0, {}), (1, 1, {"bound": 1}), (1, 1, {"cap": 0})],
)
def test_a_record_that_cannot_be_is_refused(count, years, more):
    with pytest.raises(InvalidSeries):
        baseline(count, years, **more)


def test_eighty_of_a_hundred_bounds_lie_above_the_true_pace():
    rng = random.Random(6)  # noqa: S311
    records, above = 700, 0
    for _ in range(records):
        count, now = 0, rng.expovariate(12)
        while now < 2:
            count, now = count + 1, now + rng.expovariate(12)
        above += baseline(count, 2).per_year > 12

    # 4.5 standard errors are 7 points, and the count is a whole number: another 3.
    assert above / records == pytest.approx(0.8, abs=0.1)


def test_counts_by_chance_hold_and_counts_in_clusters_withdraw_the_claim():
    even = dispersion([1, 0, 2, 1, 1, 0, 3, 1])
    clustered = dispersion([0, 0, 6, 0, 0, 5, 0, 0])

    assert even.claim == "holds"
    assert even.index == pytest.approx(55 / 63, rel=1e-12)
    assert clustered.claim == "withdrawn"


def test_too_few_counts_claim_nothing():
    assert dispersion([1, 2, 3]).claim == "not enough recorded"
    assert dispersion([0] * 20).claim == "not enough recorded"
    assert gap_dispersion([1, 2, 3]).claim == "not enough recorded"
    assert gap_dispersion([1] * 20).claim == "not enough recorded"


def test_regular_gaps_hold_and_trips_withdraw_the_claim():
    regular = gap_dispersion(range(20))
    trips = gap_dispersion([base + step for base in range(0, 100, 10) for step in (0, 0.1, 0.2)])

    assert (regular.index, regular.claim) == (0, "holds")
    assert trips.claim == "withdrawn"


def test_a_count_that_is_none_is_refused():
    with pytest.raises(InvalidSeries):
        dispersion([1, -1] * 5)
