"""What cannot be meant is refused in a sentence, whatever kind of object it is."""

from __future__ import annotations

from collections.abc import Callable
from math import inf, nan
from typing import Any

import numpy as np
import pytest

from polyagree import drift
from polyagree.errors import InvalidSeries

P0 = (0.02, 0.08, 0.25, 0.4, 0.25)
HUGE = 10**400


@pytest.mark.parametrize(
    "call",
    [
        lambda: drift.poisson.arl(HUGE, k=2, h=6),
        lambda: drift.poisson.mean_time_to_alarm(2, k=1.5, h=HUGE),
        lambda: drift.gaussian.arl([0, HUGE], k=0.5, h=4),
        lambda: drift.trend.mann_kendall([1, 2, HUGE]),
    ],
)
def test_a_number_beyond_every_float_is_refused(call: Callable[[], object]) -> None:
    with pytest.raises(InvalidSeries, match="larger than any number"):
        call()


@pytest.mark.parametrize("one", [5, nan, None, "12", b"12", np.array(3.0)])
@pytest.mark.parametrize(
    "call",
    [
        lambda one: drift.windows.exceedances(one, cap=2, window=30),
        lambda one: drift.poisson.table(one, k=1, h=3),
        lambda one: drift.poisson.count_table(one, k=1, h=3),
        lambda one: drift.poisson.table([1], k=1, h=3, reset_on=one),
        lambda one: drift.bernoulli.table(one, h=3, p0=0.1, p1=0.3),
        lambda one: drift.edetector.table(one, baseline=1, threshold=10),
        lambda one: drift.edetector.mean_table(one, tolerance=0.2, threshold=10),
        lambda one: drift.edetector.e_bh(one, level=0.1),
        lambda one: drift.edetector.RateDetector(1, threshold=10, multiples=one),
        lambda one: drift.ordinal.arl(one, h=25),
        drift.ordinal.design,
        lambda one: drift.ordinal.arl(P0, h=25, integer_weights=one or 0),
        drift.ordinal.baseline,
        drift.trend.table,
        drift.trend.mann_kendall,
        drift.trend.theil_sen,
        drift.changepoint.poisson_mle,
        lambda one: drift.changepoint.poisson_posterior([1, 2], prior="grid", grid=one),
        lambda one: drift.scoring.f1({"a": one}, predictions=[1]),
        lambda one: drift.scoring.covering(one, predictions=[1], n_obs=9),
        lambda one: drift.scoring.agreement(one, n_obs=9),
        lambda one: drift.exposure.merge_episodes(one, gap=1),
        lambda one: drift.exposure.ActiveTime([one]),
        drift.baselines.dispersion,
        lambda one: drift.batch.benjamini_hochberg(one, level=0.1),
    ],
)
def test_one_thing_or_a_text_is_no_series(call: Callable[[Any], object], one: object) -> None:
    with pytest.raises(InvalidSeries):
        call(one)


@pytest.mark.parametrize("text", ["12", "abc", b"12", {"a": 1}])
def test_a_text_is_no_pace(text: Any) -> None:
    with pytest.raises(InvalidSeries):
        drift.windows.chance_of_exceeding(text, cap=2)


@pytest.mark.parametrize("bad", [nan, inf, -inf, True, "3", None])
def test_numbers_that_were_let_through_are_refused(bad: Any) -> None:
    anytime, changepoint = drift.anytime, drift.changepoint
    for call in (
        lambda: changepoint.poisson_mle([1, 2, 0, 5], first=bad),
        lambda: changepoint.poisson_posterior([1, 2, 0, 5], first=bad),
        lambda: changepoint.poisson_posterior([1, 2, 0, 5], periods=[bad]),
        lambda: anytime.normal_log_mixture(bad, v=100, v_opt=100),
        lambda: anytime.normal_log_mixture(bad, v=100, v_opt=100, two_sided=True),
        lambda: anytime.gamma_poisson_log_mixture(bad, v=100, v_opt=100, c=2),
        lambda: drift.poisson.count_table([1, 2], k=1, h=3, reset_on=[bad]),
        lambda: drift.bernoulli.table([True], h=3, p0=0.1, p1=0.3, reset_on=[bad]),
        lambda: drift.ordinal.Cusum(P0, h=bad or "0"),
    ):
        with pytest.raises(InvalidSeries):
            call()


@pytest.mark.parametrize(
    "call",
    [
        lambda: drift.windows.chance_of_exceeding(12, cap=10**9),
        lambda: drift.windows.chance_of_exceeding(12, cap=2, window_days=1e-300),
        lambda: drift.bernoulli.chance_of_alarm_within(0.1, times=10**9, h=3, p0=0.1, p1=0.3),
        lambda: drift.bernoulli.chance_of_alarm_within(0.1, times=10, h=1e9, p0=0.1, p1=0.3),
        lambda: drift.ordinal.chance_of_alarm(
            (0.5, 0.5), integer_weights=(9, -9), h=9, checks=10**9
        ),
        lambda: drift.trend.design(outings=10**9),
        lambda: drift.trend.chance_of_false_alarm(5, first=10**9),
        lambda: drift.baselines.baseline(10**15, 2),
        lambda: drift.anytime.predictive_chance(10, years=2, cap=10**9, window=1),
    ],
)
def test_what_would_take_minutes_is_refused_at_once(call: Callable[[], object]) -> None:
    with pytest.raises(InvalidSeries):
        call()


@pytest.mark.parametrize(
    "call",
    [
        lambda: drift.ordinal.arl(P0, h=25, odds_ratio_down=1e-308),
        lambda: drift.shiryaev_roberts.arl(1e308, A=20),
        lambda: drift.shiryaev_roberts.arl(5e-324, A=20),
        lambda: drift.anytime.normal_mixture(100, alpha=0.05, v_opt=1e-308),
        lambda: drift.anytime.gamma_poisson_bound(100, alpha=0.05, v_opt=100, c=1e308),
        lambda: drift.poisson.chance_of_alarm_within(2, k=1e308, h=4, years=3),
        lambda: drift.changepoint.poisson_posterior([1, 2], shape=1e308),
    ],
)
def test_numbers_at_the_ends_of_a_float_are_refused(call: Callable[[], object]) -> None:
    with pytest.raises(InvalidSeries):
        call()


def test_what_hardly_ever_happens_has_no_chance() -> None:
    assert str(drift.windows.chance_of_exceeding(5e-324, cap=2, window_days=30)) == "0.0"
    assert str(drift.windows.chance_of_exceeding(12, cap=10**5, window_days=30)) == "0.0"


def test_arrays_are_series_like_lists() -> None:
    ordinal, edetector = drift.ordinal, drift.edetector
    shares, added = np.array(P0), np.array([11, 9, 4, -3, -9])

    assert ordinal.arl(shares, h=25, integer_weights=added, levels=np.arange(1, 6)) == ordinal.arl(
        P0, h=25, integer_weights=[11, 9, 4, -3, -9]
    )
    assert ordinal.design(shares).h == ordinal.design(P0).h
    assert ordinal.baseline(np.array([1, 2, 3, 4, 5, 1, 2, 3]), levels=np.arange(1, 6))
    assert drift.gaussian.arl(np.array([0.0, 1.0]), k=0.5, h=4) == drift.gaussian.arl(
        [0.0, 1.0], k=0.5, h=4
    )
    assert drift.gaussian.run_length_quantile(
        np.array([0.0]), k=0.5, h=3, probability=np.array([0.05, 0.5])
    ) == [[9, 82]]
    assert edetector.RateDetector(1, threshold=9, multiples=np.array([2.0, 3.0])).value == 0
    assert edetector.BoundedMeanDetector(0.2, threshold=9, bets=np.array([0.5])).value == 0
    narrow = np.array([1, 3, np.nan, 2], dtype=np.float32)
    assert drift.trend.mann_kendall(narrow, nan_policy="drop").s == 1
