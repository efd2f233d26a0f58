from __future__ import annotations

import random
from fractions import Fraction
from math import exp, inf, log, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from linear import solve

from polyagree.drift import poisson
from polyagree.drift._excursions import Walk, _followed, _solved
from polyagree.drift._quadrature import legendre
from polyagree.drift._workload import _NODES, _excursion
from polyagree.errors import InvalidSeries


def arrivals(rng, rate, until):
    times, now = [], rng.expovariate(rate)
    while now < until:
        times.append(now)
        now += rng.expovariate(rate)
    return times


def first_alarm(rng, rate, *, k, h, until=inf):
    value = now = 0.0
    while now < until:
        gap = rng.expovariate(rate)
        now += gap
        value = max(0.0, value - k * gap) + 1
        if value >= h:
            return now
    return inf


def brook_and_evans(mu, k, h, head_start, side):
    """The chain of a chart on whole numbers, written down state by state."""
    weights = [exp(-mu)]
    for x in range(1, 200):
        weights.append(weights[-1] * mu / x)
    matrix = [[float(row == column) for column in range(h)] for row in range(h)]
    for state in range(h):
        for x, weight in enumerate(weights):
            to = max(0, state + (x - k if side == "upper" else k - x))
            if to < h:
                matrix[state][to] -= weight
    return solve(matrix, [1.0] * h)[head_start]


@pytest.mark.parametrize(
    ("mu", "k", "h", "head_start", "printed", "within"),
    [
        # IAcsSPCR 1.2.1, arl(); the last is Lucas (1985), Table 2, printed as an integer.
        (1.88 + 0.9627 * sqrt(1.88), 2, 6, 0, 5.49, 0.006),
        (1.88 + 0.9627 * sqrt(1.88), 2, 6, 3, 3.33, 0.006),
        (1.88, 2, 6, 0, 37.2, 0.05),
        (0.25, 0.25, 10, 0, 438, 0.5),
    ],
)
def test_the_run_lengths_are_those_in_print(mu, k, h, head_start, printed, within):  # noqa: PLR0917
    assert poisson.arl(mu, k=k, h=h, head_start=head_start) == pytest.approx(printed, abs=within)


def test_a_randomised_design_has_the_run_length_in_print():
    # CRAN spc 0.7.2, pois.crit.L0L1; the problem is Rossi, Lampugnani and Marchi (1999).
    run = poisson.arl(0.52, k=0.948, h=3.832, randomised_alarm_prob_at_h=0.1201901)

    assert run == pytest.approx(500, abs=1e-3)


@pytest.mark.parametrize("side", ["upper", "lower"])
@pytest.mark.parametrize("head_start", [0, 1, 4])
@pytest.mark.parametrize("mu", [0.7, 2.0, 5.5])
def test_on_whole_numbers_it_is_the_chain_of_brook_and_evans(mu, head_start, side):
    found = poisson.arl(mu, k=2, h=5, head_start=head_start, side=side)

    assert found == pytest.approx(brook_and_evans(mu, 2, 5, head_start, side), rel=1e-11)


def test_halves_are_whole_numbers_on_another_scale():
    # A chart on a fine lattice is the limit of thresholds just above and below.
    at = poisson.arl(1.0, k=1.5, h=4)

    assert poisson.arl(1.0, k=1.5, h=3.6) == pytest.approx(at, rel=1e-12)
    assert poisson.arl(1.0, k=1.5, h=3.5) < at < poisson.arl(1.0, k=1.5, h=4.1)


def test_an_alarm_at_the_threshold_is_sure_unless_it_is_randomised():
    sure = poisson.arl(1.0, k=1, h=4)

    assert poisson.arl(1.0, k=1, h=4, randomised_alarm_prob_at_h=1) == sure
    assert sure < poisson.arl(1.0, k=1, h=4, randomised_alarm_prob_at_h=0.5)
    above = poisson.arl(1.0, k=1, h=4, randomised_alarm_prob_at_h=1e-300)
    assert above == pytest.approx(poisson.arl(1.0, k=1, h=5), rel=1e-12)


def test_a_rare_alarm_is_as_exact_as_a_frequent_one():
    # The chance to be at h before zero, by hand: two events or more in a period of mean 1e-9.
    assert poisson.arl(1e-9, k=1, h=1) == pytest.approx(2e18, rel=1e-8)


def test_a_chart_that_cannot_rise_never_alarms():
    assert poisson.arl(0, k=1, h=3) == inf
    assert poisson.arl(2, k=0, h=3, side="lower") == inf
    assert poisson.arl(0, k=1, h=3, side="lower") == 3


@pytest.mark.parametrize(
    ("lam", "k", "h", "expected"),
    [
        (0.25, 0.5, 3.3, 284.922117),
        (2.0, 1.4427, 4.2, 5.688871),
        (0.5, 0.7213475, 3.7, 82.099305),
        (3.0, 1.0, 1.0, 1 / 3),
        (3.0, 1.0, 0.4, 1 / 3),
    ],
)
def test_the_mean_time_to_an_alarm_is_that_of_the_queue(lam, k, h, expected):
    assert poisson.mean_time_to_alarm(lam, k=k, h=h) == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize("head_start", [0, 2.5])
@pytest.mark.parametrize(("lam", "k", "h"), [(1.0, 1.2, 4.3), (0.8, 1.0, 5.0), (3.0, 1.0, 15.5)])
def test_in_fine_periods_the_chart_of_counts_is_the_chart_in_time(lam, k, h, head_start):
    # The error of periods of length 1/n falls with n: one step of extrapolation.
    def by_periods(n):
        run = poisson.arl(lam / n, k=k / n, h=h, head_start=head_start)
        return run / n

    limit = 2 * by_periods(80) - by_periods(40)

    exact = poisson.mean_time_to_alarm(lam, k=k, h=h, head_start=head_start)
    assert exact == pytest.approx(limit, rel=2e-3)


@pytest.mark.parametrize("h", [2.0, 3.7, 9.25, 21.0])
@pytest.mark.parametrize("load", [0.2, 0.9, 1.6])
def test_the_mean_time_is_that_of_the_renewals_at_zero(load, h):
    ends, drains = _excursion(load, h)
    _, weights = legendre(_NODES)
    length = sum(
        piece.length * sum(w * a for w, a in zip(weights, piece.alive, strict=True))
        for pieces in drains
        for piece in pieces
    )

    renewed = (1 / load + length) / (1 - sum(ends))
    if 1 - sum(ends) > 1e-6:
        found = poisson.mean_time_to_alarm(load, k=1, h=h)
        assert found == pytest.approx(renewed, rel=1e-8)


def test_a_chart_that_is_never_expected_to_alarm_says_so_in_numbers():
    assert poisson.mean_time_to_alarm(0.1, k=1, h=40) > 1e60
    with pytest.raises(InvalidSeries, match="longer than any number"):
        poisson.mean_time_to_alarm(1e-3, k=1, h=130)


def test_once_in_ten_years_is_the_design_of_the_oracle():
    made = poisson.design(12, drift_per_year=24, false_alarm="1 in 10 years")

    assert made.k == pytest.approx(12 / log(2), abs=1e-12)
    assert made.h == pytest.approx(5.044352966, abs=1e-8)
    assert made.years_to_false_alarm == pytest.approx(10, rel=1e-9)
    # By simulation of 40,000 paths 0.3829, standard error 0.0024.
    assert made.chance_within_5_years == pytest.approx(0.3829, abs=0.012)


@pytest.mark.parametrize(
    ("load", "h", "span"), [(0.7, 5.04435, 86.56), (1.3, 4.0, 9.4), (0.9, 2.5, 0.3)]
)
def test_the_chance_of_an_alarm_within_a_span_is_that_of_a_simulation(load, h, span):
    rng = random.Random(20240229)  # noqa: S311
    paths = 6000
    seen = sum(first_alarm(rng, load, k=1, h=h, until=span) <= span for _ in range(paths)) / paths

    chance = poisson.chance_of_alarm_within(load, k=1, h=h, years=span)
    # 4.5 standard errors.
    assert seen == pytest.approx(chance, abs=4.5 * sqrt(chance * (1 - chance) / paths))


def test_the_chances_within_spans_add_up_to_the_mean_time():
    # Simpson's rule between kinks, which lie on halves.
    step, pieces = 0.125, 160
    quiet = [
        1 - poisson.chance_of_alarm_within(2.4, k=1, h=3.5, years=at * step)
        for at in range(pieces + 1)
    ]
    area = step / 3 * (quiet[0] + 4 * sum(quiet[1::2]) + 2 * sum(quiet[2:-1:2]) + quiet[-1])

    assert quiet[-1] < 1e-5
    assert area == pytest.approx(poisson.mean_time_to_alarm(2.4, k=1, h=3.5), rel=3e-5)


def test_a_pace_far_beyond_k_counts_nearly_every_event():
    # 21 events, each after 1/1000 on average; what drains meanwhile is one in a thousand.
    assert poisson.mean_time_to_alarm(1000, k=1, h=20) == pytest.approx(0.021, rel=1e-6)
    assert poisson.mean_time_to_alarm(95, k=1, h=20) == pytest.approx(21 / 95, rel=0.05)


def test_what_takes_too_long_is_said_to():
    for ask in (
        lambda: poisson.mean_time_to_alarm(1e6, k=1, h=5),
        lambda: poisson.mean_time_to_alarm(1000, k=1, h=20, head_start=1),
        lambda: poisson.arl(1, k=1, h=1e6),
    ):
        with pytest.raises(InvalidSeries, match="takes too long"):
            ask()


@pytest.mark.parametrize("side", ["upper", "lower"])
@pytest.mark.parametrize("start", [0, 2])
@pytest.mark.parametrize("at_h", [1.0, 0.3])
def test_following_the_totals_and_solving_the_chain_agree(at_h, start, side):
    chance, more = poisson._counts(1.7)
    walk = Walk(chance, more, Fraction(3, 2), Fraction(9), side, at_h)

    followed = _followed(walk, Fraction(start), 1e9)
    assert _solved(walk, Fraction(start), 2) == pytest.approx(followed, rel=1e-12)


def test_a_long_span_goes_on_at_the_pace_that_the_chart_settled_at():
    def quiet(years):
        return 1 - poisson.chance_of_alarm_within(12, k=17.3123, h=5.04435, years=years)

    assert quiet(0) == pytest.approx(1, abs=1e-12)
    assert quiet(30) == pytest.approx(quiet(2) * (quiet(2) / quiet(1)) ** 28, rel=5e-3)
    assert quiet(90) / quiet(60) == pytest.approx(quiet(60) / quiet(30), rel=1e-9)
    assert poisson.chance_of_alarm_within(12, k=17.3123, h=5.04435, years=1e5) == 1


def test_the_promised_rate_of_false_alarms_holds():
    made = poisson.design(12, false_alarm="1 in 2 years")
    rng = random.Random(5)  # noqa: S311
    paths = 3000
    mean = sum(first_alarm(rng, 12, k=made.k, h=made.h) for _ in range(paths)) / paths

    # The time to an alarm is nearly exponential: 4.5 standard errors are 8 %.
    assert mean == pytest.approx(2, rel=4.5 / sqrt(paths))


def test_a_design_speaks_in_words():
    text = poisson.design(12, false_alarm="1 in 10 years", amber="1 in 1 year").design_report()

    assert text.splitlines()[1:3] == [
        "False alarms: 1 in 10 years on average.",
        "The chance of one is 7% within a year and 39% within five years.",
    ]
    assert "Amber without a change: 1 in 1 year on average." in text


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"baseline_per_year": 0}, "a chart of a pace needs one"),
        ({"baseline_per_year": -1}, "must be more than 0"),
        ({"baseline_per_year": float("nan")}, "no finite number"),
        ({"baseline_per_year": 12, "drift_per_year": 12}, "must be more than the baseline"),
        ({"baseline_per_year": 1, "false_alarm": "1 in 1 year"}, "as often as the events"),
        ({"baseline_per_year": 12, "amber": "1 in 10 years"}, "more often than red"),
        ({"baseline_per_year": 12, "false_alarm": "1 in 104 check-ins"}, "runs in time"),
        ({"baseline_per_year": 12, "false_alarm": "rarely"}, "no promise"),
    ],
)
def test_a_design_that_cannot_be_is_refused(arguments, says):
    baseline = arguments.pop("baseline_per_year")
    with pytest.raises(InvalidSeries, match=says):
        poisson.design(baseline, **arguments)


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        ({"mu": -1, "k": 1, "h": 2}, "mu"),
        ({"mu": 1, "k": -1, "h": 2}, "k"),
        ({"mu": 1, "k": 1, "h": 0}, "h"),
        ({"mu": 1, "k": 1, "h": 2, "head_start": 2}, "head_start"),
        ({"mu": 1, "k": 1, "h": 2, "side": "both"}, "side"),
        ({"mu": 1, "k": 1, "h": 2, "randomised_alarm_prob_at_h": 2}, "randomised_alarm_prob_at_h"),
    ],
)
def test_a_chart_of_counts_that_cannot_be_is_refused(arguments, field):
    mu = arguments.pop("mu")
    with pytest.raises(InvalidSeries) as caught:
        poisson.arl(mu, **arguments)

    assert caught.value.field == field


def test_each_event_adds_one_and_time_takes_k():
    chart = poisson.Cusum(0.5, h=3, amber=1.5, unit="day")

    assert chart.update(10).value == 1
    assert chart.update(11).value == 1.5
    assert chart.state == "amber"
    assert chart.advance(12).value == 1
    assert (chart.state, chart.since) == ("quiet", 10)
    assert chart.advance(20).since is None
    assert chart.update(20, events=2).since == 20
    assert chart.update(20).state == "red"
    assert chart.alarms == (20,)


def test_red_is_held_until_people_have_talked():
    chart = poisson.Cusum(1, h=2)
    chart.update(1)
    chart.update(1)
    chart.update(1)

    assert chart.alarms == (1,)
    assert chart.advance(50).state == "red"
    assert chart.since == 1
    assert chart.update(60).state == "red"
    assert chart.alarms == (1,)
    assert chart.acknowledge(61).state == "quiet"
    assert (chart.value, chart.since, chart.alarms) == (0, None, (1,))


def test_it_says_what_would_turn_it_amber_or_red():
    chart = poisson.Cusum(0.1, h=3, amber=2, unit="day")
    chart.update(30)
    chart.update(32)

    assert chart.why() == (
        "one more event before day 40 would turn this amber;"
        " 2 more events before day 40 would turn this red"
    )
    assert chart.update(33).state == "amber"
    assert chart.why() == "one more event before day 40 would turn this red"
    chart.update(39.9)
    assert chart.why() == (
        "red since day 39.9, until people have talked; the pace may have changed at about day 30"
    )


def test_events_that_would_be_enough_only_at_once_are_not_enough():
    chart = poisson.Cusum(0.5, h=3, unit="week")
    chart.update(4)

    assert chart.why() == "3 more events before week 6 would turn this red"


@given(
    st.lists(st.floats(0, 1, allow_subnormal=False), max_size=30),
    st.floats(0.1, 5),
    st.floats(1.1, 6),
)
def test_one_more_event_just_before_the_day_that_it_says_turns_it_red(gaps, k, h):
    chart = poisson.Cusum(k, h=h)
    now = 0.0
    for gap in gaps:
        now += gap
        chart.update(now)
        if chart.state == "red":
            chart.acknowledge(now)
    if chart.value + 1 <= h:
        return
    last = now + (chart.value + 1 - h) / k
    before, after = now + 0.999 * (last - now), now + 1.001 * (last - now)
    late = poisson.table([], k=k, h=h)

    assert late == ()
    twin = poisson.Cusum(k, h=h, head_start=chart.value, start=now)
    assert twin.update(after).state == "quiet"
    assert chart.update(before).state == "red"


@given(st.lists(st.floats(0, 100, allow_subnormal=False), max_size=40).map(sorted))
def test_a_table_is_the_chart_row_by_row(times):
    chart = poisson.Cusum(0.7, h=2.5, amber=1.5)

    assert poisson.table(times, k=0.7, h=2.5, amber=1.5) == tuple(map(chart.update, times))


def test_a_year_or_a_day_is_the_same_chart():
    made = poisson.design(12, amber="1 in 1 year")
    years = arrivals(random.Random(3), 40, 2)  # noqa: S311
    by_year, by_day = made.cusum(), made.cusum(unit="day")

    for time in years:
        one, other = by_year.update(time), by_day.update(time * 365.25)
        assert one.state == other.state
        assert one.value == pytest.approx(other.value, abs=1e-9)
    assert by_year.state == "red"


def test_a_revision_begins_anew():
    times = [1, 1, 2, 2, 2]
    whole = poisson.table(times, k=0.1, h=3)
    cut = poisson.table(times, k=0.1, h=3, reset_on=[2])

    assert [step.state for step in whole] == ["quiet", "quiet", "quiet", "red", "red"]
    assert [step.value for step in cut] == [1, 2, 1, 2, 3]


def test_a_head_start_drains_from_the_start():
    chart = poisson.Cusum(1, h=3, head_start=1.5, start=10)

    assert chart.since == 10
    assert chart.update(11).value == 1.5


@pytest.mark.parametrize("times", [[1, 0.5], [float("nan")], [-1], [float("inf")]])
def test_times_that_cannot_be_are_refused(times):
    with pytest.raises(InvalidSeries):
        poisson.table(times, k=1, h=2)


@pytest.mark.parametrize(
    "arguments",
    [
        {"k": 0, "h": 1},
        {"k": 1, "h": -1},
        {"k": 1, "h": 2, "amber": 2},
        {"k": 1, "h": 2, "head_start": 2},
    ],
)
def test_a_chart_that_cannot_be_is_refused(arguments):
    with pytest.raises(InvalidSeries):
        poisson.Cusum(arguments.pop("k"), **arguments)


def test_counts_add_up_and_tenths_are_tenths():
    chart = poisson.CountCusum(0.9, h=1, amber=0.5)
    steps = [chart.update(1) for _ in range(10)]

    assert [step.state for step in steps[3:6]] == ["quiet", "amber", "amber"]
    assert steps[-1].state == "red"
    assert (steps[-1].value, steps[-1].since, chart.alarms) == (1, 0, (10,))


def test_the_lower_chart_notices_fewer():
    steps = poisson.count_table([2, 2, 0, 0], k=1.5, h=3, side="lower")

    assert [step.value for step in steps] == [0, 0, 1.5, 3]
    assert [step.since for step in steps] == [None, None, 2, 2]
    assert steps[-1].state == "red"


def test_a_chart_of_counts_says_what_would_turn_it_red():
    upper, lower = poisson.CountCusum(2, h=4, amber=2), poisson.CountCusum(2, h=3, side="lower")

    assert upper.why() == (
        "a count of 4 next would turn this amber; a count of 6 next would turn this red"
    )
    assert lower.why() == "2 periods with a count of 0 would turn this red"
    lower.update(0)
    assert lower.why() == "a count of 1 or less next would turn this red"
    lower.update(0)
    assert lower.why() == ("red since period 2, until people have talked")
    assert lower.acknowledge().state == "quiet"


@given(st.lists(st.integers(0, 5), max_size=40), st.sampled_from(["upper", "lower"]))
def test_a_table_of_counts_is_the_chart_row_by_row(counts, side):
    chart = poisson.CountCusum(1.3, h=3, side=side)

    found = poisson.count_table(counts, k=1.3, h=3, side=side)
    assert found == tuple(map(chart.update, counts))


def test_the_run_length_of_a_chart_of_counts_is_that_of_a_simulation():
    rng = random.Random(11)  # noqa: S311
    paths, total = 600, 0
    for _ in range(paths):
        chart = poisson.CountCusum(1.1, h=3.3)
        while chart.state != "red":
            chart.update(len(arrivals(rng, 1.0, 1)))
            total += 1

    # The run length is at most as spread as an exponential one: 4.5 standard errors.
    assert total / paths == pytest.approx(poisson.arl(1.0, k=1.1, h=3.3), rel=4.5 / sqrt(paths))


@given(st.floats(0, 100), st.integers(1, 60))
def test_a_steady_pace_at_the_baseline_never_alarms(start, events):
    made = poisson.design(12, false_alarm="1 in 1 year")
    chart = made.cusum(start=start)

    for at in range(1, events + 1):
        assert chart.update(start + at / 12).state == "quiet"


@given(st.lists(st.integers(0, 400), max_size=30).map(sorted), st.integers(1, 1000))
def test_when_the_clock_began_does_not_matter(ticks, later):
    # Quarters of a day are exact.
    times = [tick / 4 for tick in ticks]
    here = poisson.table(times, k=0.25, h=3, amber=2)
    there = poisson.table([time + later for time in times], k=0.25, h=3, amber=2, start=later)

    assert [step.value for step in here] == [step.value for step in there]
    assert [step.state for step in here] == [step.state for step in there]


def test_a_deadline_is_rounded_down_and_is_still_to_come():
    chart = poisson.Cusum(1, h=2.5, unit="year", start=3)
    chart.update(3.9307)
    chart.update(3.9307)
    until = float(chart.why().split()[5])

    assert 3.9307 < until <= 3.9307 + 0.5
    # To two decimals 4.4307 is 4.43: an event before that is in time.
    assert until == 4.43
    assert chart.update(4.4299).state == "red"

    late = poisson.Cusum(1, h=2.5, unit="year")
    late.update(3.998)
    late.update(4)
    late.advance(4.4955)
    assert late.why() == "one more event before year 4.498 would turn this red"
    chart = poisson.Cusum(1, h=3)
    for at in (1, 1.1, 1.2):
        chart.update(at)
    assert chart.why() == "one more event before time 2 would turn this red"
    assert poisson.Cusum(1e-300, h=2.5).why().endswith("would turn this red")


def test_a_chart_that_jumps_over_its_promise_says_so():
    above_one = poisson.design(12, false_alarm="1 in 2 months")

    assert above_one.years_to_false_alarm == pytest.approx(1 / 4)
    assert "1 in 2 months on average, or rarer." in above_one.design_report()
    assert "1 in 10 years on average.\n" in poisson.design(12).design_report()
    quick = poisson.design(1e5, drift_per_year=2e5).design_report()
    assert "hours when it is 3 times as often" in quick
