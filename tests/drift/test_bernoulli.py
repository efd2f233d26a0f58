from __future__ import annotations

import random
from fractions import Fraction
from itertools import product
from math import inf, log, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from linear import solve

from polyagree.drift import bernoulli
from polyagree.errors import InvalidSeries


def chain(p, yes, no, h, start):
    """The chain on whole numbers, written down state by state, in fractions."""
    chances = ((yes, Fraction(p)), (no, 1 - Fraction(p)))
    matrix = [[Fraction(row == column) for column in range(h)] for row in range(h)]
    for state in range(h):
        for weight, chance in chances:
            to = max(0, state + weight)
            if to < h:
                matrix[state][to] -= chance
    return float(solve(matrix, [Fraction(1)] * h)[start])


@pytest.mark.parametrize("start", [0, 7])
@pytest.mark.parametrize("weights", [(9, -1), (3, -2), (-1, 3), (-4, 1)])
@pytest.mark.parametrize("p", [0.08, 0.4, 0.9])
def test_with_whole_weights_it_is_the_exact_chain(p, weights, start):
    found = bernoulli.arl(p, weights=weights, h=20, head_start=start)

    assert found == pytest.approx(chain(p, *weights, 20, start), rel=1e-11)


def test_weights_and_threshold_have_one_scale():
    assert bernoulli.arl(0.2, weights=(0.9, -0.1), h=2) == pytest.approx(
        bernoulli.arl(0.2, weights=(9, -1), h=20), rel=1e-12
    )


def test_the_likelihood_ratio_is_the_weight():
    p0, p1 = 0.1, 0.25
    weights = (log(p1 / p0), log((1 - p1) / (1 - p0)))

    assert bernoulli.arl(0.1, p0=p0, p1=p1, h=3.1) == pytest.approx(
        bernoulli.arl(0.1, weights=weights, h=3.1), rel=1e-9
    )


def test_a_chart_for_fewer_mirrors_the_chart_for_more():
    more = bernoulli.arl(0.15, p0=0.2, p1=0.4, h=2.7)

    assert bernoulli.arl(0.85, p0=0.8, p1=0.6, h=2.7) == pytest.approx(more, rel=1e-9)


def test_a_chart_that_cannot_rise_never_alarms():
    assert bernoulli.arl(0, weights=(3, -1), h=3) == inf
    assert bernoulli.arl(1, weights=(-3, 1), h=3) == inf
    assert bernoulli.arl(1, weights=(2, -1), h=5) == 3


@pytest.mark.parametrize(("weights", "start"), [((2, -1), 0), ((2, -1), 1), ((-2, 1), 2)])
def test_the_chance_within_so_many_times_is_that_of_every_course(weights, start):
    chance = 0.0
    for course in product([True, False], repeat=9):
        steps = bernoulli.table(course, weights=weights, h=4, head_start=start)
        if steps[-1].state == "red":
            chance += 0.3 ** sum(course) * 0.7 ** (9 - sum(course))

    found = bernoulli.chance_of_alarm_within(0.3, times=9, weights=weights, h=4, head_start=start)
    assert found == pytest.approx(chance, rel=1e-12)


def test_within_no_times_there_is_no_alarm():
    assert bernoulli.chance_of_alarm_within(0.3, times=0, weights=(2, -1), h=4) == 0


def test_the_chances_within_add_up_to_the_mean():
    late = [
        1 - bernoulli.chance_of_alarm_within(0.5, times=n, weights=(2, -1), h=4) for n in range(150)
    ]

    assert sum(late) == pytest.approx(bernoulli.arl(0.5, weights=(2, -1), h=4), rel=1e-9)


def test_the_promised_rate_of_false_alarms_holds():
    made = bernoulli.design(0.15, p1=0.4, false_alarm="1 in 100 outings")
    rng = random.Random(4)  # noqa: S311
    paths, total = 500, 0
    for _ in range(paths):
        chart = made.cusum()
        while chart.state != "red":
            chart.update(rng.random() < 0.15)
            total += 1

    assert made.mean_to_false_alarm >= 100
    # A run is at most as spread as a geometric one: 4.5 standard errors.
    assert total / paths == pytest.approx(made.mean_to_false_alarm, rel=4.5 / sqrt(paths))


def test_a_lower_threshold_would_break_the_promise():
    made = bernoulli.design(0.15, p1=0.4, false_alarm="1 in 100 outings")

    assert bernoulli.arl(0.15, p0=0.15, p1=0.4, h=made.h * (1 - 1e-6)) < 100


def test_a_design_speaks_in_words():
    made = bernoulli.design(0.1, p1=0.3, amber="1 in 50 outings")

    assert made.amber_h < made.h
    assert made.design_report().splitlines()[:4] == [
        "Usual: 10% of the times; made for 30%.",
        "False alarms: 1 in 200 outings on average, or rarer.",
        "The chance of one within 100 is 37%.",
        "It takes on average 16 times to notice 30%.",
    ]


def test_each_yes_lifts_it_and_each_no_lowers_it():
    chart = bernoulli.Cusum(10, weights=(4, -1), amber=6)
    steps = [chart.update(yes) for yes in (False, True, False, True, True)]

    assert [step.value for step in steps] == [0, 4, 3, 7, 11]
    assert [step.state for step in steps] == ["quiet", "quiet", "quiet", "amber", "red"]
    assert [step.since for step in steps] == [None, 1, 1, 1, 1]
    assert chart.why() == (
        "red since time 5, until people have talked; the pattern may have changed after time 1"
    )
    assert chart.update(False).state == "red"
    assert chart.acknowledge().state == "quiet"
    assert chart.alarms == (5,)
    assert chart.why() == (
        "2 more “yes” in a row would turn this amber; 3 more “yes” in a row would turn this red"
    )


def test_one_more_may_be_enough():
    chart = bernoulli.Cusum(5, weights=(-1, 3), head_start=2)

    assert chart.why() == "one more “no” would turn this red"
    assert chart.update(False).state == "red"


@given(st.lists(st.booleans(), max_size=60), st.integers(1, 60))
def test_a_table_is_the_chart_row_by_row(happened, anew):
    chart = bernoulli.Cusum(2.5, p0=0.2, p1=0.4, amber=1)
    steps = []
    for time, yes in enumerate(happened, 1):
        if time == anew:
            chart.reset()
        steps.append(chart.update(yes))

    table = bernoulli.table(happened, h=2.5, p0=0.2, p1=0.4, amber=1, reset_on=[anew])
    assert table == tuple(steps)


def test_never_is_never_an_alarm():
    assert {step.state for step in bernoulli.table([False] * 500, h=0.1, p0=0.1, p1=0.2)} == {
        "quiet"
    }


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({}, "are needed"),
        ({"p0": 0.1}, "are needed"),
        ({"p0": 0.1, "p1": 0.1}, "nothing to notice"),
        ({"p0": 0, "p1": 0.1}, "more than 0 and less than 1"),
        ({"p0": 0.1, "p1": 0.2, "weights": (1, -1)}, "give `weights`, or"),
        ({"weights": (1, 1)}, "one must lift"),
        ({"weights": (1, 0)}, "one must lift"),
        ({"weights": (1, 2, 3)}, "two numbers"),
        ({"weights": (1, -1), "head_start": 5}, "less than `h`"),
        ({"weights": (1, float("nan"))}, "no finite number"),
    ],
)
def test_a_chart_that_cannot_be_is_refused(arguments, says):
    with pytest.raises(InvalidSeries, match=says):
        bernoulli.arl(0.1, h=5, **arguments)


def test_what_is_neither_yes_nor_no_is_refused():
    with pytest.raises(InvalidSeries, match="true or false"):
        bernoulli.table([2], h=1, p0=0.1, p1=0.2)


def test_a_promise_in_years_is_refused():
    with pytest.raises(InvalidSeries, match="this chart counts"):
        bernoulli.design(0.1, p1=0.2, false_alarm="1 in 10 years")
    with pytest.raises(InvalidSeries, match="more often than red"):
        bernoulli.design(0.1, p1=0.2, amber="1 in 200 outings")
