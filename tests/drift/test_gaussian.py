from __future__ import annotations

import random
from math import erfc, exp, pi, sqrt

import pytest

from polyagree.drift import gaussian
from polyagree.errors import InvalidSeries


def run(rng, mu, k, h, head_start, *, two_sided):
    up = down = head_start
    n = 0
    while True:
        n += 1
        x = rng.gauss(mu, 1)
        up, down = max(0.0, up + x - k), max(0.0, down - x - k)
        if up > h or (two_sided and down > h):
            return n


def test_two_sided_run_lengths_are_those_of_lucas_and_crosier():
    # Lucas and Crosier (1982), Table 1, as quoted in CRAN spc 0.7.2, xcusum.arl.
    mu = [0, 0.25, 0.5, 0.75, 1, 1.5, 2, 2.5, 3, 4, 5]
    printed = [168, 74.2, 26.6, 13.3, 8.38, 4.75, 3.34, 2.62, 2.19, 1.71, 1.31]

    found = gaussian.arl(mu, k=0.5, h=4, two_sided=True)

    assert found == pytest.approx(printed, rel=2.5e-3)
    assert found[0] == pytest.approx(167.68378881369807, abs=1e-7)


def test_a_two_sided_run_length_is_that_of_waldmann():
    # Waldmann (1986), Table 6, quoted there.
    assert gaussian.arl(-0.2, k=0.6, h=3, two_sided=True) == pytest.approx(65.4, abs=0.1)


def test_run_lengths_without_a_reference_value_are_those_of_vance():
    # Vance (1986), quoted there.
    mu = [-0.25, -0.125, 0, 0.125, 0.25, 0.5, 0.75, 1]
    printed = [2071.51, 400.28, 124.66, 59.3, 36.71, 20.37, 14.06, 10.75]
    found = gaussian.arl(mu, k=0, h=10)

    assert found[0] == pytest.approx(printed[0], abs=0.1)
    assert found[1:] == pytest.approx(printed[1:], abs=0.006)


def test_the_quantiles_are_those_of_waldmann():
    # Waldmann (1986), Table 2, as quoted in CRAN spc, xcusum.q, has 345, 82 and 9; within 345
    # values the chance is 0.94977, so the exact 95 % quantile is one more.
    found = gaussian.run_length_quantile(0, k=0.5, h=3, probability=[0.95, 0.5, 0.05])

    assert found == [346, 82, 9]
    assert gaussian.arl(0, k=0.5, h=3) == pytest.approx(117.6, abs=0.05)


def test_a_run_of_a_chart_that_needs_one_value_is_geometric():
    # So low a threshold, so high a reference value: the first value beyond k + h alarms.
    chance = erfc(5.01 / sqrt(2)) / 2

    assert gaussian.arl(0, k=5, h=0.01) == pytest.approx(1 / chance, rel=1e-6)
    assert gaussian.arl(100, k=0, h=5) == 1


def test_rare_alarms_have_as_many_digits():
    # For high thresholds the run grows by the same factor: no noise at 1e26.
    one, two, three = (gaussian.arl(-1, k=0.5, h=h) for h in (16, 18, 20))

    assert two / one == pytest.approx(three / two, rel=1e-8)


@pytest.mark.parametrize(
    ("mu", "k", "h", "head_start", "two_sided"),
    [
        (0.3, 0.5, 2.5, 0, False),
        (0.3, 0.5, 2.5, 1.5, False),
        (0.2, 0.4, 2.5, 0, True),
        (0.2, 0.4, 2.5, 1.25, True),
        (0.2, 0.1, 3.0, 2.8, True),
        (-0.1, 0.0, 3.0, 2.0, True),
        (0.4, 0.3, 3.0, 3.0, True),
    ],
)
def test_the_run_length_is_that_of_a_simulation(mu, k, h, head_start, two_sided):
    rng = random.Random(8)  # noqa: S311
    runs = [run(rng, mu, k, h, head_start, two_sided=two_sided) for _ in range(15_000)]
    mean = sum(runs) / len(runs)
    error = sqrt(sum((n - mean) ** 2 for n in runs)) / len(runs)

    found = gaussian.arl(mu, k=k, h=h, head_start=head_start, two_sided=two_sided)
    assert found == pytest.approx(mean, abs=4.5 * error)


@pytest.mark.parametrize(
    ("mu", "k", "head_start", "two_sided"),
    [
        (0.3, 0.5, 0, False),
        (0.3, 0.5, 1.5, False),
        (0.2, 0.4, 0, True),
        (0.2, 0.1, 2.3, True),
    ],
)
def test_the_quantile_is_where_a_simulation_has_it(mu, k, head_start, two_sided):
    rng = random.Random(9)  # noqa: S311
    paths = 15_000
    runs = [run(rng, mu, k, 2.5, head_start, two_sided=two_sided) for _ in range(paths)]

    for p in (0.1, 0.5, 0.9):
        n = gaussian.run_length_quantile(
            mu, k=k, h=2.5, probability=p, head_start=head_start, two_sided=two_sided
        )
        margin = 4.5 * sqrt(p * (1 - p) / paths)
        assert sum(value <= n for value in runs) / paths >= p - margin
        assert sum(value < n for value in runs) / paths < p + margin


@pytest.mark.parametrize("head_start", [0.5, 1.5, 2.0])
def test_the_first_two_chances_of_two_charts_are_those_by_hand(head_start):
    mu, k, h, width = 0.2, 0.5, 2.0, 1e-3

    def alarms(up, down):
        return (erfc((h - up + k - mu) / sqrt(2)) + erfc((h - down + k + mu) / sqrt(2))) / 2

    second = 0.0
    for at in range(-5000, 5000):
        x = (at + 0.5) * width
        up, down = max(0, head_start + x - k), max(0, head_start - x - k)
        if up <= h and down <= h:
            second += width * exp(-((x - mu) ** 2) / 2) / sqrt(2 * pi) * alarms(up, down)

    runs = gaussian._Runs(mu, k, h, two_sided=True, head_start=head_start)
    assert runs.after() == pytest.approx(alarms(head_start, head_start), rel=1e-9)
    assert runs.after() == pytest.approx(second, rel=1e-4)


def test_a_distant_quantile_goes_on_at_the_pace_that_the_chart_settled_at():
    near, far = gaussian.run_length_quantile(-0.5, k=0.5, h=5, probability=[0.5, 0.75])

    # Half of what is left, twice: nearly the same time again, and the mean in between.
    assert far / near == pytest.approx(2, rel=1e-3)
    assert near / 0.693147 == pytest.approx(gaussian.arl(-0.5, k=0.5, h=5), rel=1e-3)


def test_the_quantiles_add_up_to_the_mean():
    steps = 400
    chances = [(at + 0.5) / steps for at in range(steps)]
    found = gaussian.run_length_quantile(0.5, k=0.5, h=3, probability=chances, two_sided=True)

    assert sum(found) / steps == pytest.approx(
        gaussian.arl(0.5, k=0.5, h=3, two_sided=True), rel=0.01
    )


def test_lists_give_lists():
    one = gaussian.arl(0, k=0.5, h=3)
    many = gaussian.run_length_quantile([0, 1], k=0.5, h=3, probability=0.5)

    assert gaussian.arl([0], k=0.5, h=3) == [one]
    assert many == [gaussian.run_length_quantile(mu, k=0.5, h=3, probability=0.5) for mu in (0, 1)]
    assert gaussian.run_length_quantile([0], k=0.5, h=3, probability=[0.5]) == [[82]]


def test_two_charts_alarm_sooner_than_one_and_a_mirror_changes_nothing():
    one = gaussian.arl(0.3, k=0.2, h=4, head_start=1)
    both = gaussian.arl(0.3, k=0.2, h=4, head_start=1, two_sided=True)

    assert both < one
    mirrored = gaussian.arl(-0.3, k=0.2, h=4, head_start=1, two_sided=True)
    assert both == pytest.approx(mirrored, rel=1e-10)


def test_the_run_is_continuous_where_the_two_charts_can_no_longer_be_told_apart():
    # 2 * head_start = h + 2k is where the formula of the sum ends.
    below, above = (
        gaussian.arl(0.2, k=0.3, h=4, two_sided=True, head_start=2.3 + d) for d in (-1e-7, 1e-7)
    )

    assert below == pytest.approx(above, rel=1e-6)


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        ({"mu": float("nan"), "k": 1, "h": 2}, "mu"),
        ({"mu": 1, "k": -1, "h": 2}, "k"),
        ({"mu": 1, "k": 1, "h": 0}, "h"),
        ({"mu": 1, "k": 1, "h": 1e3}, "h"),
        ({"mu": 1, "k": 1, "h": 2, "head_start": 3}, "head_start"),
        ({"mu": -30, "k": 1, "h": 20}, "h"),
    ],
)
def test_a_chart_that_cannot_be_is_refused(arguments, field):
    mu = arguments.pop("mu")
    with pytest.raises(InvalidSeries) as caught:
        gaussian.arl(mu, **arguments)

    assert caught.value.field == field


@pytest.mark.parametrize("probability", [0, 1, -0.1, float("nan"), [0.5, 2]])
def test_a_probability_that_cannot_be_is_refused(probability):
    with pytest.raises(InvalidSeries):
        gaussian.run_length_quantile(0, k=0.5, h=3, probability=probability)


def test_quantiles_of_charts_that_never_come_apart_are_not_computed():
    with pytest.raises(InvalidSeries, match="never come apart"):
        gaussian.run_length_quantile(0, k=0, h=3, probability=0.5, two_sided=True, head_start=2)
