"""Many series at once say what each would say by itself."""

from __future__ import annotations

import sys
from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from measuring import rounds

from polyagree.drift import _packed, batch
from polyagree.drift.edetector import RateDetector
from polyagree.drift.poisson import Cusum, mean_time_to_alarm
from polyagree.drift.windows import chance_of_exceeding, exceedances
from polyagree.errors import InvalidSeries, MissingExtra

DAY = 86400
YEAR = 365.25 * DAY
YEARS_4 = 1461 * DAY

EVENTS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 100 * DAY)), max_size=60)


def arrays(events: list[tuple[int, int]]) -> tuple[np.ndarray, np.ndarray]:
    return (
        np.array([series for series, _ in events], dtype=np.int32),
        np.array([second for _, second in events], dtype=np.int64),
    )


def random_series(count: int, seed: int, *, latest: int = YEARS_4) -> tuple[np.ndarray, np.ndarray]:
    """Return *count* series of very different paces, in no order."""
    random = np.random.default_rng(seed)
    sizes = random.poisson(random.gamma(1, 40, count))
    ids = np.repeat(random.permutation(count), sizes)
    order = random.permutation(len(ids))
    return ids[order], random.integers(0, latest, len(ids))


def by_series(ids: np.ndarray, seconds: np.ndarray) -> dict[int, list[int]]:
    """Return the sorted times of each series."""
    found: dict[int, list[int]] = {}
    for series, second in sorted(zip(ids.tolist(), seconds.tolist(), strict=True)):
        found.setdefault(series, []).append(second)
    return found


def alarms_of(times: list[int], k: float, h: float, head_start: float, begin: int) -> list[float]:
    """Return the alarms of the chart of one series, acknowledged at once."""
    chart = Cusum(k / YEAR, h=h, head_start=head_start, start=begin)
    for time in times:
        if chart.update(time).state == "red":
            chart.acknowledge(time)
    return list(chart.alarms)


def test_events_are_packed_by_series_and_then_by_time() -> None:
    packed = batch.pack(([3, 1, 3], [5, 9, 2]))

    assert packed.series.tolist() == [1, 3, 3]
    assert packed.seconds.tolist() == [9, 2, 5]
    assert packed.keys.tolist() == [(1 << 36) + 9, (3 << 36) + 2, (3 << 36) + 5]


# Windows


@pytest.mark.parametrize("cap", [0, 1, 2, 5])
def test_windows_of_a_batch_are_those_of_each_series(cap: int) -> None:
    ids, seconds = random_series(1000, 1)
    found = batch.windows((ids, seconds), cap=cap, window_days=30)
    each = {
        series: exceedances(times, cap=cap, window=30 * DAY).times
        for series, times in by_series(ids, seconds).items()
    }

    assert found.breaching.seconds.tolist() == [
        time for series in sorted(each) for time in each[series]
    ]
    assert found.with_breach.tolist() == [series for series in sorted(each) if each[series]]
    assert found.packed.seconds[found.positions].tolist() == found.breaching.seconds.tolist()
    assert (found.events, found.series) == (len(ids), len(each))


@given(EVENTS, st.integers(0, 3), st.sampled_from([1, 7.35, 30, 0.00001]))
def test_small_batches_are_those_of_each_series(
    events: list[tuple[int, int]], cap: int, days: float
) -> None:
    found = batch.windows(arrays(events), cap=cap, window_days=days)
    grouped = by_series(*arrays(events))
    single = [
        (series, time)
        for series in sorted(grouped)
        for time in exceedances(grouped[series], cap=cap, window=days * DAY).times
    ]

    assert list(zip(found.breaching.series, found.breaching.seconds, strict=True)) == single


def test_what_is_exactly_as_old_as_the_window_has_left_it() -> None:
    at = [0, 30 * DAY, 60 * DAY - 1]

    assert batch.windows(([0] * 3, at), cap=1, window_days=30).positions.tolist() == [2]


@given(EVENTS, st.randoms(use_true_random=False))
def test_the_order_of_the_events_changes_nothing(events: list[tuple[int, int]], order) -> None:
    mixed = order.sample(events, len(events))
    one, other = (batch.windows(arrays(each), cap=1, window_days=7) for each in (events, mixed))

    assert one.breaching.keys.tolist() == other.breaching.keys.tolist()
    assert one.expected_false_alarms == other.expected_false_alarms


def test_keys_that_are_packed_already_are_taken_and_left_as_they_are() -> None:
    ids, seconds = random_series(50, 2)
    keys = ids.astype(np.uint64) << np.uint64(36) | seconds.astype(np.uint64)
    before = keys.copy()
    packed = batch.pack((ids, seconds))
    found = [batch.windows(each, cap=2, window_days=30) for each in (keys, packed, (ids, seconds))]

    assert keys.tolist() == before.tolist()
    assert len({tuple(each.breaching.keys.tolist()) for each in found}) == 1


def test_the_last_second_of_one_series_is_not_next_to_the_first_of_another() -> None:
    last = 2**36 - 1
    found = batch.windows(([0, 0, 1, 1], [last - 9, last, 0, 9]), cap=1, window_days=1)

    assert found.positions.tolist() == [1, 3]
    assert batch.windows(([0, 1], [last, 0]), cap=1, window_days=1e9).positions.tolist() == []


def test_very_many_events_are_taken_some_series_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    events = random_series(400, 3)

    def results() -> list[object]:
        found = batch.windows(
            events, cap=2, window_days=30, usual_per_year=4, bh=0.2, until=YEARS_4
        )
        charts = batch.cusum(events, baseline_per_year=5, every_alarm=True, level=0.2)
        assert charts.alarms is not None
        lists = (
            *(found.positions, found.breaching.keys, found.with_breach, found.selected),
            *(charts.with_alarm, charts.first_alarms, charts.alarms.keys, charts.e_values),
            *(charts.series_ids, charts.selected),
        )
        return [each.tolist() for each in lists] + [charts.events, charts.expected_false_alarms]

    whole = results()
    monkeypatch.setattr(_packed, "_MOST", 500)

    assert len(list(_packed.parts_of(events))) > 10
    assert results() == whole


def test_how_many_series_exceed_a_limit_by_luck_is_what_simulation_finds() -> None:
    """Four standard errors."""
    random = np.random.default_rng(4)
    series = 4000
    sizes = random.poisson(6 * 4, series)
    ids = np.repeat(np.arange(series), sizes)
    seconds = random.integers(0, YEARS_4, len(ids))
    stated = batch.windows((ids, seconds), cap=2, window_days=30, usual_per_year=6, until=YEARS_4)
    own = batch.windows((ids, seconds), cap=2, window_days=30, until=YEARS_4)
    chance = chance_of_exceeding(6, cap=2, window_days=30, months=48 * 365.25 / 365, year_days=365)

    assert stated.expected_false_alarms == pytest.approx(series * chance)
    assert len(stated.with_breach) == pytest.approx(
        series * chance, abs=4 * sqrt(series * chance * (1 - chance)) + 0.003 * series
    )
    # Given how many events a series has, they are no Poisson process any more.
    assert own.expected_false_alarms == pytest.approx(len(own.with_breach), rel=0.05)


def test_benjamini_and_hochberg_select_the_series_whose_fullest_window_is_unlikely() -> None:
    random = np.random.default_rng(5)
    ids = np.concatenate([np.repeat(np.arange(300), 12), np.repeat(7, 12)])
    seconds = np.concatenate([random.integers(0, YEARS_4, 3600), 10**7 + DAY * np.arange(12)])
    found = batch.windows(
        (ids, seconds), cap=2, window_days=30, usual_per_year=3, until=YEARS_4, bh=0.01
    )

    assert found.selected is not None
    assert found.selected.tolist() == [7]
    assert len(found.with_breach) > 10
    with pytest.raises(InvalidSeries, match="usual pace"):
        batch.windows((ids, seconds), cap=2, window_days=30, bh=0.01)


# CUSUM


@pytest.mark.parametrize(
    ("baseline", "h", "head_start"), [(12, 5.04435, 0), (12, 3, 1.5), (2, 2, 0), (30, 1, 0.5)]
)
def test_charts_of_a_batch_are_those_of_each_series(
    baseline: float, h: float, head_start: float
) -> None:
    ids, seconds = random_series(1200, 6)
    begins = np.random.default_rng(7).integers(0, 40 * DAY, 1200)
    seconds = seconds + begins[ids]
    found = batch.cusum(
        (ids, seconds),
        baseline_per_year=baseline,
        h=h,
        head_start=head_start,
        begin=begins,
        every_alarm=True,
    )
    each = {
        series: alarms_of(times, found.k, h, head_start, int(begins[series]))
        for series, times in rounds(by_series(ids, seconds).items())
    }
    assert found.alarms is not None

    assert found.with_alarm.tolist() == [series for series in sorted(each) if each[series]]
    assert found.first_alarms.tolist() == [each[series][0] for series in found.with_alarm.tolist()]
    assert found.alarms.seconds.tolist() == [
        time for series in sorted(each) for time in each[series]
    ]


@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 40)), max_size=40),
    st.sampled_from([1, 1.5, 2, 3, 4]),
    st.sampled_from([0, 0.5, 0.75]),
)
def test_where_rounding_could_decide_a_batch_decides_as_the_chart_does(
    events: list[tuple[int, int]], h: float, head_start: float
) -> None:
    """Events fall on whole steps of a chart that loses a tenth, or a third, in each."""
    for steps in (10, 3, 7):
        unit = 1000
        ids, at = arrays(events)
        year = 1.0 * steps * unit / DAY
        found = batch.cusum(
            (ids, at * unit),
            baseline_per_year=1,
            drift_per_year=1 + 1e-9,
            h=h,
            head_start=head_start,
            year_days=year,
            every_alarm=True,
        )
        expected = []
        for series, times in sorted(by_series(ids, at * unit).items()):
            chart = Cusum(found.k / (year * DAY), h=h, head_start=head_start)
            for time in times:
                if chart.update(time).state == "red":
                    chart.acknowledge(time)
            expected += [(series, time) for time in chart.alarms]
        assert found.alarms is not None

        assert list(zip(found.alarms.series, found.alarms.seconds, strict=True)) == expected


@pytest.mark.unmeasured
def test_ids_far_apart_and_long_series_make_no_difference() -> None:
    random = np.random.default_rng(8)
    sizes = [4000, 40, 9000, 3, 1, 500]
    names = np.array([0, 1, 2, 2**27 + 5, 2**28 - 2, 2**28 - 1])
    ids = np.repeat(names, sizes)
    seconds = random.integers(0, YEARS_4, len(ids))
    found = batch.cusum((ids, seconds), baseline_per_year=60, h=9, every_alarm=True)
    each = {
        series: alarms_of(times, found.k, 9, 0, 0)
        for series, times in by_series(ids, seconds).items()
    }
    assert found.alarms is not None

    assert found.first_alarms.tolist() == [alarms[0] for alarms in each.values() if alarms]
    assert found.alarms.seconds.tolist() == [time for alarms in each.values() for time in alarms]


def test_a_chart_that_hardly_falls_keeps_series_apart() -> None:
    """What they lose between two series is less than the events of one."""
    ids = np.repeat(np.arange(20), 5)
    seconds = np.tile(np.arange(5), 20)
    found = batch.cusum((ids, seconds), baseline_per_year=1e-9, h=5.5, until=int(YEAR))

    assert found.with_alarm.tolist() == []
    assert (
        batch.cusum((ids, seconds), baseline_per_year=1e-9, h=4.5).first_alarms.tolist() == [4] * 20
    )


def test_without_a_head_start_it_makes_no_difference_when_a_series_begins() -> None:
    ids, seconds = random_series(200, 9)
    early, late = (
        batch.cusum((ids, seconds + 10**7), baseline_per_year=6, begin=begin)
        for begin in (0, 10**7)
    )

    assert early.first_alarms.tolist() == late.first_alarms.tolist()
    assert early.expected_false_alarms > late.expected_false_alarms


def test_the_chart_is_designed_from_words() -> None:
    found = batch.cusum(([0], [5]), baseline_per_year=12, false_alarm="1 in 10 years")

    assert found.k == pytest.approx(17.312340490667562)
    assert found.h == pytest.approx(5.04435, abs=1e-5)


def test_so_many_series_alarm_falsely_as_is_expected() -> None:
    """Four standard errors, for series that keep their pace over five years."""
    random = np.random.default_rng(10)
    series, years = 3000, 5
    end = int(years * YEAR)
    ids = np.repeat(np.arange(series), random.poisson(12 * years, series))
    seconds = random.integers(0, end, len(ids))
    plain = batch.cusum((ids, seconds), baseline_per_year=12, until=end)
    every = batch.cusum((ids, seconds), baseline_per_year=12, until=end, every_alarm=True)
    share = plain.expected_false_alarms / series
    assert every.alarms is not None

    assert share == pytest.approx(0.383, abs=0.003)
    assert len(plain.with_alarm) == pytest.approx(
        plain.expected_false_alarms, abs=4 * sqrt(series * share * (1 - share))
    )
    # A chart that starts anew at zero is a little late.
    as_often = series * years / mean_time_to_alarm(12, k=every.k, h=every.h)
    assert 0.9 * as_often < every.expected_false_alarms < 0.97 * as_often
    assert len(every.alarms) == pytest.approx(
        every.expected_false_alarms, abs=4 * sqrt(every.expected_false_alarms)
    )


def test_alarms_at_every_event_are_as_many_as_the_events() -> None:
    random = np.random.default_rng(16)
    seconds = np.sort(random.integers(0, int(10 * YEAR), 10_000))
    found = batch.cusum(
        (np.zeros(10_000, dtype=np.int64), seconds),
        baseline_per_year=1000,
        h=1,
        until=int(10 * YEAR),
        every_alarm=True,
    )

    assert found.alarms is not None
    assert len(found.alarms) == 10_000
    assert found.expected_false_alarms == pytest.approx(10_000, rel=1e-3)


@pytest.mark.parametrize("head_start", [1, 3, 4.5])
def test_so_many_alarm_falsely_from_a_head_start(head_start: float) -> None:
    """Four standard errors, for series that keep their pace over a year."""
    random = np.random.default_rng(15)
    series = 4000
    ids = np.repeat(np.arange(series), random.poisson(24, series))
    seconds = random.integers(0, int(2 * YEAR), len(ids))
    for years in (1, 2):
        end = int(years * YEAR)
        within = seconds < end
        found = batch.cusum(
            (ids[within], seconds[within]),
            baseline_per_year=12,
            h=5.04435,
            head_start=head_start,
            until=end,
        )
        share = found.expected_false_alarms / found.series

        assert len(found.with_alarm) == pytest.approx(
            found.expected_false_alarms, abs=4 * sqrt(found.series * share * (1 - share))
        )
    every = batch.cusum(
        (ids, seconds),
        baseline_per_year=12,
        h=5.04435,
        head_start=head_start,
        until=end,
        every_alarm=True,
    )
    assert every.alarms is not None
    assert len(every.alarms) == pytest.approx(
        every.expected_false_alarms, abs=4 * sqrt(every.expected_false_alarms)
    )


def test_with_a_head_start_and_many_beginnings_an_expectation_is_read_off() -> None:
    ids, seconds = random_series(500, 11)
    begins = np.arange(500) * 1000
    events = (ids, seconds + begins[ids])
    plain = batch.cusum(events, baseline_per_year=12, begin=begins)
    ahead = batch.cusum(events, baseline_per_year=12, begin=begins, head_start=2)

    assert 0 < plain.expected_false_alarms < ahead.expected_false_alarms < plain.series


# Many series: what is selected


def test_an_e_value_is_one_on_average_where_nothing_changed() -> None:
    """Within five standard errors, below which the mean of so skewed a thing may well be."""
    random = np.random.default_rng(12)
    series, end = 20_000, int(YEAR)
    ids = np.repeat(np.arange(series), random.poisson(3, series))
    seconds = random.integers(0, end, len(ids))
    found = batch.cusum((ids, seconds), baseline_per_year=3, until=end, level=0.1)
    assert found.e_values is not None
    # Series without an event are not in the batch; what their statistic would be is known.
    rates = 3 * (np.array([2, 3, 4]) - 1)
    silent = float(((1 - np.exp(-rates)) / rates).mean())
    values = np.append(found.e_values, [silent] * (series - found.series))

    assert values.mean() == pytest.approx(1, abs=5 * values.std() / sqrt(series))
    assert found.selected is not None
    assert len(found.selected) == 0


def test_the_statistic_of_a_series_is_that_of_its_equation() -> None:
    """R' = 1 - l (q - 1) R between events, R <- q R at each, by small steps."""
    times, end = [20, 25, 31, 60], 80
    found = batch.cusum(
        ([4] * 4, np.array(times) * DAY),
        baseline_per_year=6,
        until=end * DAY,
        begin=10 * DAY,
        level=0.1,
    )
    steps = 1000
    means = []
    for multiple in (2, 3, 4):
        value = 0.0
        for step in range(10 * steps, end * steps):
            if step % steps == 0 and step // steps in times:
                value *= multiple
            value += (1 - 6 / 365.25 * (multiple - 1) * value) / steps
        means.append(value / (end - 10))
    assert found.e_values is not None

    assert found.e_values[0] == pytest.approx(sum(means) / 3, rel=1e-3)
    chart = RateDetector(6 / 365.25, threshold=1e9, start=10)
    for time in times:
        chart.update(time)
    chart.advance(end)

    assert found.e_values[0] == pytest.approx(chart.e_value, rel=1e-9)


def test_e_bh_selects_the_series_whose_pace_has_changed() -> None:
    random = np.random.default_rng(13)
    end = int(4 * YEAR)
    ids = np.concatenate([np.repeat(np.arange(200), 20), np.repeat([11, 12], 60)])
    seconds = np.concatenate(
        [random.integers(0, end, 4000), end - random.integers(0, end // 4, 120)]
    )
    found = batch.cusum((ids, seconds), baseline_per_year=5, until=end, level=0.05)

    assert found.selected is not None
    assert found.selected.tolist() == [11, 12]


def test_benjamini_and_hochberg_by_hand() -> None:
    assert batch.benjamini_hochberg([0.04, 0.9, 0.02, 0.2], level=0.1).tolist() == [0, 2]
    assert batch.benjamini_hochberg([0.03, 0.9], level=0.05).tolist() == []
    assert batch.benjamini_hochberg([0.05, 0.04], level=0.05).tolist() == [0, 1]
    assert batch.benjamini_hochberg([], level=0.1).tolist() == []


# Wrong input


@pytest.mark.parametrize(
    ("events", "said"),
    [
        (([0, 2**28], [1, 2]), r"`series\[1\]` is 268435456"),
        (([0, -1], [1, 2]), r"`series\[1\]` is -1"),
        (([0, 0], [1, -2]), r"`seconds\[1\]` is -2"),
        (([0, 0], [2**36, 2]), r"`seconds\[0\]` is 68719476736"),
        (([0, 0], [1.0, 2.0]), "`seconds` are float64"),
        (([0, 0], [1.0, float("nan")]), "`seconds` are float64"),
        (([0.0, 1.0], [1, 2]), "`series` are float64"),
        ((["a", "b"], [1, 2]), "`series` are <U1"),
        (([True, False], [1, 2]), "`series` are bool"),
        (([0, 1], np.array(["2025-01-01", "NaT"], dtype="M8[s]")), "`seconds` are datetime64"),
        (([0, 1, 2], [1, 2]), "3 `series` and 2 `seconds`"),
        (([[0, 1]], [[1, 2]]), "dimensions"),
        (([0, 1], [1, 2], [3, 4]), "a pair"),
        (np.array([1, 2]), "keys are int64"),
        (np.array([0.5]), "keys are float64"),
    ],
)
def test_events_that_cannot_be_packed_are_refused(events, said: str) -> None:
    with pytest.raises(InvalidSeries, match=said):
        batch.windows(events, cap=2, window_days=30)
    with pytest.raises(InvalidSeries, match=said):
        batch.cusum(events, baseline_per_year=12)


@pytest.mark.parametrize(
    "options",
    [
        {"cap": -1},
        {"window_days": 0},
        {"window_days": float("nan")},
        {"usual_per_year": -1},
        {"begin": 8},
        {"begin": -1},
        {"until": 8},
        {"year_days": 0},
        {"usual_per_year": 3, "bh": 0},
        {"usual_per_year": 3, "bh": 1},
    ],
)
def test_windows_that_cannot_be_meant_are_refused(options: dict[str, float]) -> None:
    with pytest.raises(InvalidSeries):
        batch.windows(([0, 1], [7, 9]), **{"cap": 2, "window_days": 30, **options})


@pytest.mark.parametrize(
    "options",
    [
        {"baseline_per_year": 0},
        {"baseline_per_year": 0, "h": 3},
        {"drift_per_year": 12, "h": 3},
        {"drift_per_year": 11},
        {"h": 0},
        {"h": 3, "head_start": 3},
        {"head_start": -1},
        {"begin": 8},
        {"begin": -1},
        {"begin": 0.5},
        {"begin": [0]},
        {"begin": [[0, 1]]},
        {"until": 8},
        {"year_days": 0},
        {"level": 0},
        {"level": 1},
    ],
)
def test_charts_that_cannot_be_are_refused(options: dict[str, float]) -> None:
    with pytest.raises(InvalidSeries):
        batch.cusum(([0, 1], [7, 9]), **{"baseline_per_year": 12, **options})


@pytest.mark.parametrize("value", [-1.0, 1.1, float("nan")])
def test_numbers_that_are_no_p_values_are_refused(value: float) -> None:
    with pytest.raises(InvalidSeries):
        batch.benjamini_hochberg([value], level=0.1)


def test_nothing_at_all_has_no_alarms() -> None:
    windows = batch.windows(([], []), cap=2, window_days=30)
    charts = batch.cusum(([], []), baseline_per_year=12, every_alarm=True, level=0.1)

    assert (windows.events, windows.series, windows.expected_false_alarms) == (0, 0, 0)
    assert (charts.events, charts.series, charts.expected_false_alarms) == (0, 0, 0)
    assert windows.with_breach.tolist() == charts.first_alarms.tolist() == []


def test_names_are_numbered() -> None:
    ids, names = batch.factorise(["cal", "ana", "cal", "ben"])

    assert ids.tolist() == [2, 0, 2, 1]
    assert names.tolist() == ["ana", "ben", "cal"]
    assert batch.pack((ids, [1, 2, 3, 4])).series.tolist() == [0, 1, 2, 2]


def test_without_numpy_it_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "numpy", None)

    with pytest.raises(MissingExtra, match="pip install polyagree"):
        batch.windows(([0], [1]), cap=2, window_days=30)
    with pytest.raises(MissingExtra, match="drift"):
        batch.cusum(([0], [1]), baseline_per_year=12)
