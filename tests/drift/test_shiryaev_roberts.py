from __future__ import annotations

import random
from math import exp, sqrt

import pytest

from polyagree.drift import shiryaev_roberts
from polyagree.errors import InvalidSeries


def test_the_run_lengths_are_those_in_print():
    # Moustakides, Polunchenko and Tartakovsky (2009), Tables 2 and 4, as quoted in CRAN spc.
    found = shiryaev_roberts.arl(0.1, A=94.34)

    assert found == pytest.approx([100.28, 72.32], abs=0.006)
    assert found == pytest.approx([100.28405738516228, 72.31773084531295], abs=1e-7)
    assert shiryaev_roberts.arl(1.0, A=28.02, R0=1, mu=0) == pytest.approx(49.78, abs=0.01)


@pytest.mark.parametrize(("theta", "A"), [(0.02, 60), (0.3, 5e4), (2.5, 300), (1.0, 1e12)])
def test_the_threshold_is_the_promise(theta, A):  # noqa: N803
    run = shiryaev_roberts.arl(theta, A=A, mu=0)

    # The overshoot of a step is about 0.58 theta on the scale of the logarithm.
    assert A <= run <= A * exp(0.6 * theta) * 1.2


def test_a_start_takes_off_what_it_already_is():
    # Without a change R_n - n is a martingale: the mean at the stop is what it began with more.
    runs = [shiryaev_roberts.arl(0.2, A=500, R0=start, mu=0) for start in (0, 50, 100)]

    assert runs[0] - runs[1] == pytest.approx(50, abs=1)
    assert runs[1] - runs[2] == pytest.approx(50, abs=1)


@pytest.mark.parametrize(
    ("theta", "A", "start", "mu"), [(0.5, 20, 0, 0), (0.5, 20, 8, 0.7), (2, 9, 1, -0.2)]
)
def test_the_run_length_is_that_of_a_simulation(theta, A, start, mu):  # noqa: N803
    rng = random.Random(21)  # noqa: S311
    runs = []
    for _ in range(8000):
        r, n = start, 0
        while n == 0 or r < A:
            r = (1 + r) * exp(theta * rng.gauss(mu, 1) - theta * theta / 2)
            n += 1
        runs.append(n)
    mean = sum(runs) / len(runs)
    error = sqrt(sum((n - mean) ** 2 for n in runs)) / len(runs)

    found = shiryaev_roberts.arl(theta, A=A, R0=start, mu=mu)
    assert found == pytest.approx(mean, abs=4.5 * error)


def test_a_shift_downwards_is_the_mirror():
    assert shiryaev_roberts.arl(-0.4, A=50) == pytest.approx(shiryaev_roberts.arl(0.4, A=50))
    assert shiryaev_roberts.arl(-0.4, A=50, mu=0.1) == shiryaev_roberts.arl(0.4, A=50, mu=-0.1)


def test_a_threshold_out_of_the_way_stops_at_once():
    assert shiryaev_roberts.arl(0.1, A=1e-6, mu=0) == pytest.approx(1)


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        ({"theta": 0, "A": 10}, "theta"),
        ({"theta": float("inf"), "A": 10}, "theta"),
        ({"theta": 1, "A": 0}, "A"),
        ({"theta": 1, "A": 10, "R0": -1}, "R0"),
        ({"theta": 1e-4, "A": 1e6}, "theta"),
        ({"theta": 1, "A": 1e6, "mu": -60}, "h"),
    ],
)
def test_a_chart_that_cannot_be_is_refused(arguments, field):
    theta = arguments.pop("theta")
    with pytest.raises(InvalidSeries) as caught:
        shiryaev_roberts.arl(theta, **arguments)

    assert caught.value.field == field
