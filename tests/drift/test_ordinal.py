from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polyagree.drift import ordinal
from polyagree.drift.ordinal import (
    Cusum,
    arl,
    baseline,
    chance_of_alarm,
    design,
    shifted,
    table,
    weights,
)
from polyagree.errors import InvalidSeries

P0 = (0.02, 0.08, 0.25, 0.40, 0.25)
SHARES = st.lists(st.integers(1, 20), min_size=2, max_size=6).map(
    lambda parts: [part / sum(parts) for part in parts]
)


def draw_of(p: tuple[float, ...], *, seed: int) -> list[int]:
    draw = Random(seed)  # noqa: S311  # a simulation, no secret
    return draw.choices(range(1, len(p) + 1), weights=p, k=100_000)


def test_the_weights_of_a_threefold_shift() -> None:
    assert weights(P0) == (11, 9, 4, -3, -9)


def test_the_average_run_lengths_of_the_chart_of_the_specification() -> None:
    expected = [76.70580487567804, 10.685268880260855]

    assert arl(P0, h=25, integer_weights=[11, 9, 4, -3, -9]) == pytest.approx(expected, abs=1e-6)
    assert arl(P0, h=25) == pytest.approx(expected, abs=1e-6)


def test_scores_may_stand_in_any_order() -> None:
    turned = arl(P0[::-1], h=25, levels=[5, 4, 3, 2, 1], integer_weights=[-9, -3, 4, 9, 11])

    assert turned == pytest.approx(arl(P0, h=25))


def test_a_simulation_runs_as_long_as_is_computed() -> None:
    lengths, since, value, added = [], 0, 0, weights(P0)
    for score in draw_of(P0, seed=1):
        since += 1
        value = max(0, value + added[score - 1])
        if value >= 20:
            lengths.append(since)
            since = value = 0
    mean = sum(lengths) / len(lengths)
    error = (sum((each - mean) ** 2 for each in lengths)) ** 0.5 / len(lengths)

    # Four standard errors.
    assert abs(mean - arl(P0, h=20)[0]) < 4 * error
    assert error < 1


def test_the_promise_of_a_design_holds() -> None:
    found = design(P0, false_alarm="1 in 60 check-ins")
    chart, last, lengths = Cusum(P0, false_alarm="1 in 60 check-ins"), 0.0, []
    for score in draw_of(P0, seed=2)[:60_000]:
        if chart.update(score).state == "red":
            lengths.append(chart.step.at - last)
            last = chart.step.at
            chart.acknowledge()
    mean = sum(lengths) / len(lengths)
    error = (sum((each - mean) ** 2 for each in lengths)) ** 0.5 / len(lengths)

    assert found.mean_to_false_alarm >= 60
    assert arl(P0, h=found.h - 1)[0] < 60
    # Four standard errors.
    assert abs(mean - found.mean_to_false_alarm) < 4 * error


def test_a_design_says_what_it_promises() -> None:
    assert design(P0).design_report() == (
        "about one false alarm in 105 check-ins, which is an average: the chance of one is "
        "19% within 26, 37% within 52, 63% within 104; an alarm takes about "
        "21 when the odds of a low score are 2 times as high, "
        "12 when the odds of a low score are 3 times as high, "
        "9 when the odds of a low score are 4 times as high"
    )


def test_a_head_start_shortens_the_way() -> None:
    from_start, half = arl(P0, h=25), arl(P0, h=25, head_start=12.5)

    assert half[0] < from_start[0]
    assert half[1] < from_start[1]


def test_a_value_at_the_threshold_alarms() -> None:
    # One score in two adds 1: at h = 1 the first of them alarms, just above 1 two in turn do.
    even = {"integer_weights": [1, -1], "odds_ratio_down": 2}

    assert arl([0.5, 0.5], h=1, **even)[0] == pytest.approx(2)
    assert arl([0.5, 0.5], h=1.0001, **even)[0] == pytest.approx(6)


def test_a_head_start_of_tenths_does_not_slip_past_the_threshold() -> None:
    # 0.1 + 0.2 is more than 0.3 in floats, and 2.3 - 2 is less.
    assert arl([0.5, 0.5], h=3.3, integer_weights=[1, -1], head_start=0.3)[0] == pytest.approx(
        arl([0.5, 0.5], h=33, integer_weights=[10, -10], head_start=3)[0]
    )


def test_numpy_and_plain_python_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = arl(P0, h=60)
    monkeypatch.setattr(ordinal, "_SMALL", 5)

    assert arl(P0, h=60) == pytest.approx(plain, rel=1e-12)


def test_a_rare_alarm_keeps_its_digits() -> None:
    # Forty ones in a row, of which each has one chance in a hundred: a geometric sum.
    found = arl([0.01, 0.99], h=5, integer_weights=[1, -9])[0]

    assert found == pytest.approx(sum(100.0**power for power in range(1, 6)), rel=1e-12)


@given(SHARES, st.floats(0.1, 10))
def test_a_shift_multiplies_every_odds_of_a_low_score(p: list[float], ratio: float) -> None:
    after = shifted(p, odds_ratio_down=ratio)

    assert sum(after) == pytest.approx(1)
    for at in range(1, len(p)):
        before, then = sum(p[:at]), sum(after[:at])
        assert then / (1 - then) == pytest.approx(ratio * before / (1 - before))


@given(SHARES, st.floats(1.5, 6))
def test_a_shift_and_its_mirror_have_the_same_weights(p: list[float], ratio: float) -> None:
    down = shifted(p, odds_ratio_down=ratio)
    up = shifted(p[::-1], odds_ratio_down=1 / ratio)

    assert up[::-1] == pytest.approx(down)


def test_the_mean_run_length_is_the_sum_of_the_chances_to_be_still_quiet() -> None:
    quiet = [
        1 - chance_of_alarm(P0, integer_weights=weights(P0), h=12, checks=checks)
        for checks in range(1, 300)
    ]

    assert 1 + sum(quiet) == pytest.approx(arl(P0, h=12)[0], rel=1e-5)


def test_who_always_said_the_lowest_is_not_alarmed_about() -> None:
    chart = Cusum(first=8)
    for _ in range(60):
        chart.update(1)

    assert (chart.state, chart.value) == ("quiet", 0)
    assert chart.why() == "no score turns this red"


def test_a_baseline_gives_every_score_a_share() -> None:
    found = baseline([3, 4, 4, 5, 4, 3, 5, 4])

    assert found == pytest.approx([0.5 / 10.5, 0.5 / 10.5, 2.5 / 10.5, 4.5 / 10.5, 2.5 / 10.5])


def test_seven_check_ins_are_no_baseline() -> None:
    with pytest.raises(InvalidSeries, match="`scores` has 7 check-ins, and a baseline needs at"):
        baseline([4] * 7)


def test_a_chart_without_a_baseline_says_that_not_enough_is_recorded() -> None:
    chart = Cusum(first=8)
    states = [chart.update(score).state for score in (4, 5, 3, 4, 4, 5, 3, 4, 4)]

    assert states == ["not enough recorded"] * 8 + ["quiet"]
    assert chart.p0 == pytest.approx(baseline([4, 5, 3, 4, 4, 5, 3, 4]))
    assert chart.h == design(chart.p0 or ()).h


def test_it_says_how_many_check_ins_the_baseline_needs() -> None:
    chart = Cusum(first=8)
    for _ in range(7):
        chart.update(4)

    assert chart.why() == "the baseline needs 1 more check-in"


def test_it_says_which_scores_turn_it_red() -> None:
    chart = Cusum(P0, h=25)

    assert chart.why() == "3 more scores of 1 in turn would turn this red"
    chart.update(1)
    chart.update(3)
    assert chart.why() == "one more score of 1 turns this red"
    assert chart.update(1).state == "red"
    assert chart.why() == "red since check-in 3, until people have talked"


def test_it_says_after_which_check_in_the_pattern_may_have_changed() -> None:
    chart = Cusum(P0, h=15)
    for score in (1, 5, 5, 1, 5, 5, 1, 1):
        chart.update(score)

    assert chart.since == 6
    assert chart.why() == (
        "red since check-in 8, until people have talked; "
        "the pattern may have changed after check-in 6"
    )


def test_amber_may_be_a_promise_of_its_own() -> None:
    chart = Cusum(P0, amber="1 in 26 check-ins")
    states = [chart.update(score).state for score in (1, 1, 1)]

    assert states == ["quiet", "amber", "red"]


@settings(max_examples=20)
@given(st.integers(1, 5), st.integers(12, 60))
def test_it_is_silent_on_scores_that_never_change(score: int, number: int) -> None:
    steps = table([score] * number)

    assert {each.state for each in steps} <= {"quiet", "not enough recorded"}


@given(st.lists(st.integers(1, 5), min_size=1, max_size=50))
def test_the_table_is_what_the_chart_says(scores: list[int]) -> None:
    chart = Cusum(P0, h=15, amber=8)

    assert table(scores, p0=P0, h=15, amber=8) == tuple(chart.update(each) for each in scores)


@given(st.lists(st.integers(1, 5), min_size=2, max_size=50), st.data())
def test_a_reset_begins_anew(scores: list[int], data: st.DataObject) -> None:
    at = data.draw(st.integers(2, len(scores)))
    whole = table(scores, p0=P0, h=15, reset_on=[at])
    rest = table(scores[at - 1 :], p0=P0, h=15)

    assert [each.value for each in whole[at - 1 :]] == [each.value for each in rest]
    assert [each.state for each in whole[at - 1 :]] == [each.state for each in rest]


def test_red_is_held_until_people_have_talked() -> None:
    chart = Cusum(P0, h=15)
    for score in (1, 1, 5, 5, 5, 5):
        chart.update(score)

    assert (chart.state, chart.value, chart.since) == ("red", 0, 0)
    assert chart.acknowledge().state == "quiet"
    assert chart.alarms == (2,)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"p0": [0.5, 0.6]}, "`p0` adds up to 1.1, and must to 1"),
        ({"p0": [1.0]}, "`p0` has 1 shares, and needs at least 2"),
        ({"p0": [0, 0.5, 0.5]}, r"`p0\[0\]` is 0, so that one such score would prove the shift"),
        ({"p0": [-0.5, 1.5]}, r"`p0\[0\]` is -0.5, and must be from 0 to below 1"),
        ({"h": 0}, "`h` is 0, and must be more than 0"),
        ({"head_start": 25}, "`head_start` is 25, and must be from 0 to below `h`, 25"),
        ({"odds_ratio_down": 0}, "`odds_ratio_down` is 0, and must be more than 0"),
        ({"odds_ratio_down": 1}, "these weights never reach `h`"),
        ({"integer_weights": [1, 2]}, "`integer_weights` has 2 for 5 scores"),
        ({"integer_weights": [1.5, 0, 0, 0, 0]}, "is 1.5, which is no whole number"),
        ({"levels": [1, 2]}, "`levels` has 2 scores for 5 shares"),
        ({"levels": [1, 2, 2, 3, 4]}, "`levels` must be at least two different scores"),
        ({"h": 1e9}, "the chain has more than 3000 states|more than 3000 states"),
    ],
)
def test_what_cannot_be_meant_is_refused(said: dict[str, object], why: str) -> None:
    every = {"p0": P0, "h": 25} | said

    with pytest.raises(InvalidSeries, match=why):
        arl(every.pop("p0"), **every)


def test_a_score_of_no_level_is_refused() -> None:
    with pytest.raises(InvalidSeries, match="`score` is 6, and must be one of 1, 2, 3, 4, 5"):
        Cusum(P0, h=20).update(6)


def test_weights_of_ones_own_need_a_threshold_of_ones_own() -> None:
    with pytest.raises(InvalidSeries, match="`integer_weights` need an `h` of their own"):
        Cusum(P0, integer_weights=[3, 2, 1, 0, -1])


def test_a_promise_in_years_is_refused() -> None:
    with pytest.raises(InvalidSeries, match="is about time, and this chart counts"):
        design(P0, false_alarm="1 in 10 years")


def test_a_baseline_that_is_still_to_come_has_no_head_start() -> None:
    with pytest.raises(InvalidSeries, match="a head start and weights need `p0`"):
        Cusum(head_start=3)


def test_weights_of_ones_own_make_no_promise_of_amber() -> None:
    with pytest.raises(InvalidSeries, match="`integer_weights` need `amber` as a number"):
        Cusum(P0, integer_weights=[3, 2, 1, 0, -1], h=5, amber="1 in 26 check-ins")


def test_a_promise_beyond_every_threshold_is_refused() -> None:
    with pytest.raises(InvalidSeries, match="no chart of these scores has 1e\\+08 check-ins"):
        design([0.5, 0.5], false_alarm="1 in 100000000 check-ins", odds_ratio_down=1.25)


def test_a_score_that_never_comes_leads_nowhere() -> None:
    without = arl([0.5, 0.5], h=3, integer_weights=[1, -1])
    with_one = arl([0.5, 0.5, 0], h=3, integer_weights=[1, -1, 1], levels=[1, 2, 3])

    assert with_one == pytest.approx(without)
