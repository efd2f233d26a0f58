from __future__ import annotations

from math import exp, inf, isinf
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyagree.drift.edetector import (
    BoundedMeanDetector,
    RateDetector,
    e_bh,
    lateness,
    mean_table,
    table,
)
from polyagree.errors import InvalidSeries

GAPS = st.lists(st.floats(0.01, 5), min_size=1, max_size=40)
SHARES = st.lists(st.floats(0, 1), min_size=1, max_size=60)


def times(gaps: list[float]) -> list[float]:
    """Return the times of events that lie so far apart."""
    now, found = 0.0, []
    for gap in gaps:
        now += gap
        found.append(now)
    return found


def run(rate: float, *, draw: Random, threshold: float) -> float:
    """Return when a chart of rate 1 becomes red while events come at *rate*."""
    chart, now = RateDetector(1, threshold=threshold), 0.0
    while not chart.alarms:
        now += draw.expovariate(rate)
        chart.update(now)
    return now


def test_the_statistic_solves_its_equation_between_events() -> None:
    chart = RateDetector(2, threshold=100, multiples=[3])

    chart.advance(0.7)
    # R' = 1 - 4 R from 0.
    before = (1 - exp(-4 * 0.7)) / 4
    assert chart.value == pytest.approx(before)
    chart.update(0.7)
    assert chart.value == pytest.approx(3 * before)
    chart.advance(1.0)
    assert chart.value == pytest.approx(0.25 + (3 * before - 0.25) * exp(-4 * 0.3))


def test_the_statistic_is_the_mean_over_the_multiples() -> None:
    together = RateDetector(1, threshold=100, multiples=[2, 5])
    alone = [RateDetector(1, threshold=100, multiples=[each]) for each in (2, 5)]
    for at in (0.5, 0.6, 1.7):
        for chart in (together, *alone):
            chart.update(at)

    assert together.value == pytest.approx(sum(each.value for each in alone) / 2)


def test_the_threshold_is_the_least_mean_time_to_a_false_alarm() -> None:
    draw, runs = Random(3), 500  # noqa: S311  # a simulation, no secret
    found = [run(1, draw=draw, threshold=12) for _ in range(runs)]
    mean = sum(found) / runs
    error = (sum((each - mean) ** 2 for each in found) / runs / (runs - 1)) ** 0.5

    # The overshoot makes it longer, so that four standard errors leave room on both sides.
    assert mean - 4 * error > 12
    assert mean + 4 * error < 30


def test_a_faster_pace_is_seen_sooner() -> None:
    draw, runs = Random(4), 200  # noqa: S311  # a simulation, no secret
    found = [run(4, draw=draw, threshold=60) for _ in range(runs)]

    assert sum(found) / runs < 6


def test_the_promise_holds_for_a_pace_that_is_regular() -> None:
    chart = RateDetector(1, threshold=40)

    assert {chart.update(at).state for at in range(1, 400)} == {"quiet"}


@given(GAPS)
def test_the_mean_over_all_futures_grows_by_the_time_that_passes(gaps: list[float]) -> None:
    chart = RateDetector(1.5, threshold=1e9)
    for at in times(gaps):
        chart.update(at)
    at, before, short = chart.step.at, chart.value, 1e-6
    calm = RateDetector(1.5, threshold=1e9)
    for each in times(gaps):
        calm.update(each)
    calm.advance(at + short)
    eventful = RateDetector(1.5, threshold=1e9)
    for each in times(gaps):
        eventful.update(each)
    eventful.update(at + short)

    chance = 1.5 * short
    mean = (1 - chance) * calm.value + chance * eventful.value
    assert mean - before == pytest.approx(short, rel=1e-3, abs=1e-10 * (1 + before))


@given(GAPS, st.floats(0.01, 100))
def test_another_unit_of_time_says_the_same(gaps: list[float], scale: float) -> None:
    here = table(times(gaps), baseline=1, threshold=30, amber=10)
    there = table(
        [each * scale for each in times(gaps)],
        baseline=1 / scale,
        threshold=30 * scale,
        amber=10 * scale,
    )

    assert [each.evidence for each in there] == pytest.approx([each.evidence for each in here])


@given(GAPS, st.floats(-1000, 1000))
def test_another_beginning_says_the_same(gaps: list[float], start: float) -> None:
    here = table(times(gaps), baseline=1, threshold=30)
    there = table([each + start for each in times(gaps)], baseline=1, threshold=30, start=start)

    assert [each.evidence for each in there] == pytest.approx(
        [each.evidence for each in here], rel=1e-6
    )


@given(GAPS)
def test_the_table_of_a_pace_is_what_the_chart_says(gaps: list[float]) -> None:
    chart = RateDetector(1, threshold=5, amber=2)

    assert table(times(gaps), baseline=1, threshold=5, amber=2) == tuple(
        chart.update(at) for at in times(gaps)
    )


def test_letting_time_pass_in_steps_changes_nothing() -> None:
    once, often = RateDetector(1, threshold=9), RateDetector(1, threshold=9)
    for chart in (once, often):
        chart.update(0.5)
    for step in range(6, 40):
        often.advance(step / 10)

    assert once.advance(3.9).value == pytest.approx(often.value)


def test_nothing_turns_red_without_an_event() -> None:
    chart = RateDetector(0.01, threshold=10)

    assert chart.advance(1000).state == "quiet"
    assert chart.value > 10
    assert chart.update(1000).state == "red"


def test_red_is_held_until_people_have_talked() -> None:
    chart = RateDetector(1, threshold=5, amber=2)
    while chart.state != "red":
        chart.update(chart.step.at + 0.1)
    red = chart.step.at

    assert chart.advance(500).state == "red"
    assert chart.why().startswith(f"red since time {red:g}, until people have talked")
    assert chart.acknowledge(500).state == "quiet"
    assert (chart.value, chart.since, chart.alarms) == (0, None, (red,))


def test_a_burst_is_dated_by_its_first_event() -> None:
    chart = RateDetector(1, threshold=1e6)
    for at in (1, 9, 20, 20.1, 20.2, 20.3, 20.4):
        chart.update(at)

    assert chart.since == 20


def test_it_says_until_when_one_more_event_turns_it_red() -> None:
    chart = RateDetector(1, threshold=20, unit="day")
    for at in (1, 1.2, 1.3):
        chart.update(at)
    said = chart.why()
    until = float(said.split()[5])
    late, soon = (
        RateDetector(1, threshold=20),
        RateDetector(1, threshold=20),
    )
    for other in (late, soon):
        for at in (1, 1.2, 1.3):
            other.update(at)

    assert said == f"one more event before day {until:g} turns this red"
    assert soon.update(until - 1e-4).state == "red"
    assert late.update(until + 1e-4).state == "quiet"


def test_it_says_how_many_events_are_needed_at_least() -> None:
    assert RateDetector(1, threshold=40, amber=1.5).why() == (
        "at least one more event would be needed to turn this amber; "
        "at least 4 more events would be needed to turn this red"
    )


def test_a_long_burst_stays_a_number() -> None:
    chart = RateDetector(1, threshold=1e300)
    chart.advance(1)
    chart.update(1, events=2000)

    assert isinf(chart.value)
    chart.advance(600)
    # 4**2000 has fallen by three e-folds a unit of time, and is a float again.
    chart.advance(1000)
    assert 0 < chart.value < inf


def test_a_reset_begins_anew() -> None:
    steps = table([1, 1.1, 1.2, 5], baseline=1, threshold=9, reset_on=[4.5])
    fresh = table([5], baseline=1, threshold=9, start=4.5)

    assert steps[-1] == fresh[0]


def test_the_promise_of_a_mean_holds_for_skewed_outings() -> None:
    draw, runs, most = Random(8), 300, 60  # noqa: S311  # a simulation, no secret
    found = []
    for _ in range(runs):
        chart, outings = BoundedMeanDetector(0.1, threshold=most), 0
        while not chart.alarms:
            outings += 1
            chart.update(draw.betavariate(0.2, 1.8))
        found.append(outings)
    mean = sum(found) / runs
    error = (sum((each - mean) ** 2 for each in found) / runs / (runs - 1)) ** 0.5

    # The overshoot makes it longer; four standard errors.
    assert mean + 4 * error > most
    assert mean > most * 0.95


def test_the_promise_of_a_mean_holds_for_outings_that_depend_on_the_ones_before() -> None:
    draw, runs, most = Random(11), 300, 40  # noqa: S311  # a simulation, no secret
    found = []
    for _ in range(runs):
        chart, outings, shape = BoundedMeanDetector(0.2, threshold=most), 0, 1.0
        while not chart.alarms:
            outings += 1
            # The shape follows the last outing, the mean stays.
            x = draw.betavariate(0.2 * shape, 0.8 * shape)
            shape = 0.2 if x > 0.3 else 6.0
            chart.update(x)
        found.append(outings)
    mean = sum(found) / runs
    error = (sum((each - mean) ** 2 for each in found) / runs / (runs - 1)) ** 0.5

    assert mean + 4 * error > most
    assert mean > most * 0.95


def test_a_larger_mean_is_seen() -> None:
    draw = Random(12)  # noqa: S311  # a simulation, no secret
    chart = BoundedMeanDetector(0.1, threshold=200)
    for _ in range(50):
        chart.update(draw.betavariate(1, 1.8))

    assert chart.state == "red"
    assert chart.alarms[0] < 25


def test_one_bet_is_the_recursion_of_its_paper() -> None:
    chart, e = BoundedMeanDetector(0.25, threshold=1e6, bets=[2]), 0.0
    for x in (0.5, 0, 1, 0.75):
        e = (1 + e) * (1 + 2 * (x - 0.25))
        assert chart.update(x).value == pytest.approx(e)


def test_a_bet_that_loses_everything_begins_anew() -> None:
    chart = BoundedMeanDetector(0.25, threshold=100, bets=[4])
    for x in (1, 1, 0):
        chart.update(x)

    assert chart.value == 0
    assert chart.update(1).value == pytest.approx(4)


@given(st.floats(0.01, 0.99), st.integers(1, 300))
def test_it_is_silent_on_outings_that_stay_at_the_tolerance(tolerance: float, n: int) -> None:
    steps = mean_table([tolerance] * n, tolerance=tolerance, threshold=n + 1)

    assert {each.state for each in steps} == {"quiet"}
    assert steps[-1].value == pytest.approx(n)


@given(SHARES)
def test_the_table_of_a_mean_is_what_the_chart_says(shares: list[float]) -> None:
    chart = BoundedMeanDetector(0.2, threshold=20, amber=5)

    assert mean_table(shares, tolerance=0.2, threshold=20, amber=5) == tuple(
        chart.update(x) for x in shares
    )


@given(SHARES)
def test_minutes_are_shares_of_the_most_that_counts(shares: list[float]) -> None:
    minutes = mean_table([120 * x for x in shares], tolerance=0.2, threshold=20, clip=120)
    plain = mean_table(shares, tolerance=0.2, threshold=20)

    assert [each.value for each in minutes] == pytest.approx([each.value for each in plain])


def test_lateness_counts_from_the_limit_to_the_most() -> None:
    assert [lateness(each) for each in (-30, 0, 30, 120, 400)] == [0, 0, 0.25, 1, 1]
    assert lateness(30, at_most=60) == 0.5


def test_a_promise_is_withdrawn_if_outings_stick_together() -> None:
    sticky = BoundedMeanDetector(0.5, threshold=1000)
    mixed = BoundedMeanDetector(0.5, threshold=1000)
    for at in range(40):
        sticky.update(0.9 if at % 10 < 5 else 0.1)
        mixed.update(0.9 if at % 2 else 0.1)

    assert sticky.promise is None
    assert sticky.withdrawn is not None
    assert "resembles the one before" in sticky.withdrawn
    assert (mixed.promise, mixed.withdrawn) == (1000, None)


def test_the_change_itself_is_no_stickiness() -> None:
    draw = Random(21)  # noqa: S311  # a simulation, no secret
    chart = BoundedMeanDetector(0.2, threshold=100)
    for at in range(60):
        chart.update(draw.betavariate(1, 5) if at < 40 else draw.betavariate(5, 2))

    assert chart.state == "red"
    assert chart.since == pytest.approx(40, abs=5)
    assert chart.promise == 100


def test_few_outings_have_no_correlation() -> None:
    chart = BoundedMeanDetector(0.2, threshold=100)
    for x in (0.1, 0.5, 0.9):
        chart.update(x)

    assert chart.correlation is None
    assert chart.promise == 100


def test_it_says_which_outing_turns_it_red() -> None:
    chart = BoundedMeanDetector(0.1, threshold=60, clip=120)
    while not chart.why().startswith("one more"):
        chart.update(100)
    minutes = float(chart.why().split()[4])
    said = chart.why()

    assert said == f"one more outing of {minutes:.0f} minutes or more turns this red"
    assert chart.update(minutes + 1).state == "red"


def test_after_an_acknowledgement_the_count_goes_on() -> None:
    chart = BoundedMeanDetector(0.1, threshold=5)
    while not chart.alarms:
        chart.update(1)
    red = chart.step.at

    assert chart.update(0).state == "red"
    assert chart.acknowledge().state == "quiet"
    assert chart.value == 0
    assert chart.update(0).at == red + 2
    assert chart.alarms == (red,)


def test_the_evidence_of_a_series_is_on_average_at_most_one() -> None:
    draw, runs = Random(5), 2000  # noqa: S311  # a simulation, no secret
    found = []
    for _ in range(runs):
        chart, now = RateDetector(1, threshold=1e9, multiples=[2]), 0.0
        while (now := now + draw.expovariate(1)) < 4:
            chart.update(now)
        chart.advance(4)
        found.append(chart.e_value)
    mean = sum(found) / runs
    error = (sum((each - mean) ** 2 for each in found) / runs / (runs - 1)) ** 0.5

    # It is 1 exactly, at the rate that is agreed; four standard errors.
    assert abs(mean - 1) < 4 * error
    assert error < 0.1


def test_e_bh_tells_of_the_largest_as_far_as_their_number_allows() -> None:
    # Of 5 at 0.1: k of them need 50 / k each.
    assert e_bh([60, 3, 26, 17, 0], level=0.1) == (0, 2, 3)
    assert e_bh([49, 24, 16, 12, 9], level=0.1) == ()
    assert e_bh([], level=0.1) == ()
    assert e_bh([inf, 0], level=0.1) == (0,)


@given(st.lists(st.floats(0, 1e4), max_size=12), st.floats(0.01, 0.5))
def test_e_bh_never_tells_less_at_a_higher_level(values: list[float], level: float) -> None:
    assert {*e_bh(values, level=level)} <= {*e_bh(values, level=level * 1.5)}


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"baseline": 0}, "`baseline` is 0, and must be more than 0"),
        ({"threshold": -1}, "`threshold` is -1, and must be more than 0"),
        ({"multiples": []}, "`multiples` holds none"),
        ({"multiples": [2, 1]}, "`multiples` has 1, and each must be more than 1"),
        ({"amber": 30}, "`amber` is 30, and must be less than `threshold`, 20"),
        ({"data": [3, 2]}, "`at` is 2, before what was told already, 3.0"),
        ({"data": [float("nan")]}, "is nan, which is no finite number"),
        ({"data": [-1]}, "`at` is -1, before what was told already, 0.0"),
    ],
)
def test_a_rate_that_cannot_be_meant_is_refused(said: dict[str, object], why: str) -> None:
    every = {"data": [1, 2], "baseline": 1, "threshold": 20} | said

    with pytest.raises(InvalidSeries, match=why):
        table(every.pop("data"), **every)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"tolerance": 0}, "`tolerance` is 0, and must be between 0 and 1"),
        ({"tolerance": 12}, "`tolerance` is 12, and must be from 0 to 1"),
        ({"bets": []}, "`bets` holds none"),
        ({"bets": [11]}, "`bets` has 11, and each must be more than 0 and at most 1"),
        ({"data": [1.2]}, "`x` is 1.2, and must be from 0 to 1"),
        ({"data": [1], "clip": 0}, "`clip` is 0, and must be more than 0"),
    ],
)
def test_a_mean_that_cannot_be_meant_is_refused(said: dict[str, object], why: str) -> None:
    every = {"data": [0.5], "tolerance": 0.1, "threshold": 20} | said

    with pytest.raises(InvalidSeries, match=why):
        mean_table(every.pop("data"), **every)


def test_a_level_of_everything_is_refused() -> None:
    with pytest.raises(InvalidSeries, match="`level` is 1, and must be between 0 and 1"):
        e_bh([1], level=1)


def test_amber_goes_out_when_time_passes_without_an_event() -> None:
    chart = RateDetector(1, threshold=100, amber=3)
    chart.update(1)

    assert chart.promise == 100
    assert chart.update(1.1).state == "amber"
    assert chart.why() == "at least 3 more events would be needed to turn this red"
    assert chart.advance(9).state == "quiet"
    assert chart.since is None


def test_a_low_threshold_is_within_reach_at_any_time() -> None:
    chart = RateDetector(0.01, threshold=10)
    chart.advance(500)

    assert chart.why() == "one more event turns this red"


def test_the_evidence_of_a_mean_is_by_the_number_of_outings() -> None:
    chart = BoundedMeanDetector(0.5, threshold=100)

    assert chart.e_value == 0
    chart.update(1)
    chart.update(0.5)
    assert chart.e_value == pytest.approx(chart.value / 2)


def test_shares_are_told_as_shares() -> None:
    chart = BoundedMeanDetector(0.1, threshold=4, bets=[5])

    assert chart.why() == "one more outing of 0.7 or more turns this red"
    chart.update(0.75)
    assert chart.why() == "red since outing 1, until people have talked"


def test_a_reset_of_a_mean_begins_anew() -> None:
    shares = [1, 1, 1, 0.5]
    steps = mean_table(shares, tolerance=0.2, threshold=1e6, reset_on=[4])

    assert steps[-1].value == mean_table([0.5], tolerance=0.2, threshold=1e6)[0].value
    assert steps[-1].at == 4


def test_outings_that_do_not_vary_have_no_correlation() -> None:
    chart = BoundedMeanDetector(0.2, threshold=100)
    for _ in range(20):
        chart.update(0.1)

    assert chart.correlation is None


def test_a_reset_at_no_time_is_refused() -> None:
    with pytest.raises(InvalidSeries, match="`at` is nan"):
        BoundedMeanDetector(0.2, threshold=100).reset(float("nan"))


@pytest.mark.parametrize("begin", [0, 20_000, 1_764_515_000])
def test_what_is_said_to_be_enough_is_enough(begin: int) -> None:
    chart = RateDetector(1, threshold=20, start=begin)
    for at in (1, 1.2, 1.3):
        chart.update(begin + at)
    until = float(chart.why().split()[5])

    assert begin + 1.3 < until
    assert chart.update(until - 1e-6).state == "red"


@pytest.mark.parametrize("clip", [None, 60, 120])
def test_an_outing_as_it_is_said_is_enough(clip: float | None) -> None:
    for tenths in range(1, 10):
        chart = BoundedMeanDetector(0.1, threshold=60, clip=clip)
        while not chart.why().startswith("one more"):
            chart.update(tenths / 10 * (clip or 1))
            if chart.state == "red":
                break
        else:
            assert chart.update(float(chart.why().split()[4])).state == "red"
