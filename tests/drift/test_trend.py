from __future__ import annotations

from itertools import permutations
from math import inf, nan
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polyagree.drift.trend import (
    SequentialRanks,
    chance_of_false_alarm,
    design,
    mann_kendall,
    table,
    theil_sen,
)
from polyagree.errors import InvalidSeries

VALUES = st.lists(st.integers(-20, 20), min_size=2, max_size=30)


def test_a_rise_without_a_break() -> None:
    found = mann_kendall([1, 2, 3, 4, 5])

    # S = 10 of 10 pairs; Var = 5 * 4 * 15 / 18; Z = 9 / sqrt(Var); one order of 120 is as high.
    assert (found.s, found.tau, found.exact) == (10, 1, 2 / 120)
    assert found.variance == pytest.approx(50 / 3)
    assert found.z == pytest.approx(9 / (50 / 3) ** 0.5)


def test_ties_take_from_the_variance() -> None:
    # Three of a kind take 3 * 2 * 11, two of a kind 2 * 1 * 9.
    found = mann_kendall([1, 1, 1, 2, 2, 3])

    assert found.variance == pytest.approx((6 * 5 * 17 - 66 - 18) / 18)


@settings(max_examples=30)
@given(st.lists(st.integers(0, 3), min_size=2, max_size=6))
def test_the_exact_chance_counts_all_orders(values: list[int]) -> None:
    s = abs(mann_kendall(values).s)
    orders = [*permutations(values)]
    far = sum(abs(mann_kendall(order).s) >= s for order in orders)

    assert mann_kendall(values).exact == pytest.approx(far / len(orders))


def test_many_values_have_no_counted_chance() -> None:
    assert mann_kendall(range(40)).exact is not None
    assert mann_kendall(range(41)).exact is None


@given(st.integers(), st.integers(2, 60))
def test_there_is_no_trend_in_what_never_changes(value: int, number: int) -> None:
    found = mann_kendall([value] * number)

    assert (found.s, found.z, found.p, found.exact in (1, None)) == (0, 0, 1, True)


@given(VALUES, st.integers(1, 9), st.integers(-9, 9))
def test_a_trend_does_not_depend_on_scale_and_shift(
    values: list[int], scale: int, shift: int
) -> None:
    assert mann_kendall([scale * each + shift for each in values]) == mann_kendall(values)


@given(VALUES)
def test_a_series_told_backwards_falls_as_it_rose(values: list[int]) -> None:
    there, back = mann_kendall(values), mann_kendall(values[::-1])

    assert (back.s, back.z, back.p, back.exact) == (-there.s, -there.z, there.p, there.exact)


def test_what_is_missing_is_left_out_if_asked() -> None:
    assert mann_kendall([1, None, 2, nan, 3], nan_policy="drop") == mann_kendall([1, 2, 3])
    assert mann_kendall([1, None, 2], nan_policy="omit") == mann_kendall([1, 2])


def test_what_is_missing_is_refused_if_not_asked() -> None:
    with pytest.raises(InvalidSeries, match=r"`x\[1\]` is missing"):
        mann_kendall([1, None, 2])


@given(st.integers(-9, 9), st.integers(-9, 9), st.integers(2, 30))
def test_a_straight_line_is_found(slope: int, intercept: int, number: int) -> None:
    found = theil_sen([intercept + slope * at for at in range(number)])

    assert (found.slope, found.intercept) == pytest.approx((slope, intercept))


def test_one_odd_value_does_not_move_the_line() -> None:
    assert theil_sen([0, 1, 2, 300, 4, 5, 6, 7]).slope == 1


def test_a_missing_value_keeps_its_place() -> None:
    assert theil_sen([0, None, 2, 3], nan_policy="drop").slope == 1
    assert theil_sen([0, 2, 4], x=[0, 1, 4]).slope == pytest.approx(1)


def test_the_interval_of_a_slope_covers_it_as_often_as_it_says() -> None:
    draw, runs = Random(6), 1500  # noqa: S311  # a simulation, no secret
    covered = 0
    for _ in range(runs):
        found = theil_sen([0.3 * at + draw.gauss(0, 1) for at in range(12)], confidence=0.9)
        covered += found.low <= 0.3 <= found.high
    share = covered / runs

    # At least 0.9, since it is counted out, and not much more; four standard errors.
    assert 0.9 - 0.031 < share < 0.95 + 0.031


def test_three_values_do_not_say_where_the_slope_lies() -> None:
    found = theil_sen([1, 3, 4])

    assert (found.low, found.high) == (-inf, inf)


def test_a_slope_needs_two_places() -> None:
    with pytest.raises(InvalidSeries, match="a slope needs values at two places"):
        theil_sen([1, 2], x=[3, 3])
    with pytest.raises(InvalidSeries, match="`x` has 1 places for 2 values"):
        theil_sen([1, 2], x=[3])


def test_sequential_ranks_alarm_as_rarely_as_they_say() -> None:
    draw, runs, red = Random(77), 700, 0  # noqa: S311  # a simulation, no secret
    h = design(0.1, first=20, outings=60)
    for _ in range(runs):
        # A skewed law: ranks do not care.
        chart = SequentialRanks(20, h=h)
        for _ in range(80):
            chart.update(draw.expovariate(1) ** 2)
        red += bool(chart.alarms)
    share = red / runs

    # Four standard errors, of this and of the drawn futures behind the threshold.
    assert abs(share - 0.1) < 4 * (0.09 / runs + 0.09 / 4000) ** 0.5


def test_the_chance_is_at_most_the_one_that_was_asked_for() -> None:
    h, error = design(0.05), (0.05 * 0.95 / 4000) ** 0.5

    assert chance_of_false_alarm(h) <= 0.05 - 2 * error
    assert chance_of_false_alarm(h - 0.1) > 0.05 - 2 * error
    assert SequentialRanks(h=h).promise == chance_of_false_alarm(h)


def test_a_slow_drift_is_seen() -> None:
    draw = Random(15)  # noqa: S311  # a simulation, no secret
    chart = SequentialRanks(20)
    for at in range(80):
        chart.update(draw.gauss(0, 10) + (1.5 * (at - 20) if at > 20 else 0))

    assert chart.state == "red"
    assert chart.since is not None
    assert 20 < chart.since < chart.alarms[0] < 60


def test_the_other_side_sees_what_falls() -> None:
    falling = [*range(20), *[-5] * 20]

    assert table(falling, side="lower")[-1].state == "red"
    assert table(falling)[-1].state == "quiet"


@given(st.floats(-1e6, 1e6), st.integers(21, 80))
def test_it_is_silent_on_values_that_never_change(value: float, number: int) -> None:
    steps = table([value] * number)

    assert {each.value for each in steps} == {0}
    assert [each.state for each in steps] == ["not enough recorded"] * 20 + ["quiet"] * (
        number - 20
    )


@given(st.lists(st.integers(-50, 50), min_size=9, max_size=60))
def test_only_the_order_of_values_counts(values: list[int]) -> None:
    plain = table(values, first=8, h=4)

    assert table([each**3 + 7 for each in values], first=8, h=4) == plain


@given(st.lists(st.integers(-50, 50), min_size=9, max_size=60))
def test_the_table_is_what_the_chart_says(values: list[int]) -> None:
    chart = SequentialRanks(8, h=4, amber=2)

    assert table(values, first=8, h=4, amber=2) == tuple(chart.update(each) for each in values)


def test_a_known_baseline_stays_what_it_is() -> None:
    chart = SequentialRanks([3, 1, 2, 5, 4, 7, 6, 8], h=3)
    for _ in range(9):
        chart.update(9)

    assert chart.baseline == (1, 2, 3, 4, 5, 6, 7, 8)
    assert chart.state == "red"
    assert chart.acknowledge().state == "quiet"
    assert chart.baseline == (1, 2, 3, 4, 5, 6, 7, 8)


def test_it_says_what_turns_it_red() -> None:
    chart = SequentialRanks(range(20), h=3)

    assert chart.why() == "3 more outings beyond the whole baseline in turn would turn this red"
    chart.update(30)
    chart.update(30)
    assert chart.why() == "one more outing beyond the whole baseline turns this red"
    assert chart.update(30).state == "red"


def test_it_says_how_many_outings_the_baseline_needs() -> None:
    assert SequentialRanks(20, h=3).why() == "the baseline needs 20 more outings"


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"first": 7}, "`first` is 7, and must be at least 8"),
        ({"first": [1, 2]}, "`first` is 2, and must be at least 8"),
        ({"h": 0}, "`h` is 0, and must be more than 0"),
        ({"k": -1}, "`k` is -1, and must be at least 0"),
        ({"side": "both"}, "`side` is 'both', and must be upper or lower"),
        ({"amber": 9, "h": 5}, "`amber` is 9, and must be less than `h`, 5"),
        ({"data": [nan]}, "`x` is nan, which is no finite number"),
    ],
)
def test_what_cannot_be_meant_is_refused(said: dict[str, object], why: str) -> None:
    every = {"data": [1], "h": 4} | said

    with pytest.raises(InvalidSeries, match=why):
        table(every.pop("data"), **every)


def test_a_test_is_told_in_five_numbers() -> None:
    found = mann_kendall([1, 2, 3, 4, 5])

    assert found.astuple() == (found.s, found.variance, found.z, found.p, found.tau)


def test_a_trend_that_cannot_be_asked_for_is_refused() -> None:
    with pytest.raises(InvalidSeries, match="`x` has 1 values, and a trend needs at least 2"):
        mann_kendall([1])
    with pytest.raises(InvalidSeries, match="`nan_policy` is 'keep', and must be raise, drop"):
        mann_kendall([1, 2], nan_policy="keep")
    with pytest.raises(InvalidSeries, match="`confidence` is 1, and must be between 0 and 1"):
        theil_sen([1, 2], confidence=1)


def test_many_values_have_an_interval_by_the_normal_law() -> None:
    draw = Random(4)  # noqa: S311  # a simulation, no secret
    found = theil_sen([2 * at + draw.gauss(0, 3) for at in range(60)])

    assert found.low < 2 < found.high
    assert found.high - found.low < 0.2


def test_red_is_held_until_people_have_talked() -> None:
    chart = SequentialRanks(range(20), h=2)
    for _ in range(3):
        chart.update(40)
    for _ in range(30):
        chart.update(0)

    assert (chart.state, chart.value) == ("red", 0)
    assert chart.why() == "red since outing 2, until people have talked"
    assert chart.acknowledge(33).state == "quiet"


def test_a_reset_begins_anew_with_the_same_baseline() -> None:
    values = [*range(20), 30, 30, 30]

    assert [each.value for each in table(values, h=9)][-1] > 4
    assert [each.value for each in table(values, h=9, reset_on=[23])][-1] < 2


def test_a_drift_that_is_let_pass_never_turns_it_red() -> None:
    assert SequentialRanks(range(20), h=2, k=5).why() == "no outing turns this red"
