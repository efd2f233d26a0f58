from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyagree.drift.exposure import ActiveTime, coverage, merge_episodes
from polyagree.errors import InvalidSeries

spans = st.lists(
    st.tuples(st.integers(0, 50), st.integers(0, 20)).map(lambda pair: (pair[0], sum(pair))),
    max_size=6,
)


def test_events_close_together_are_one_episode():
    assert merge_episodes([0, 1, 2.5, 4.5, 10], gap=2) == (0, 4.5, 10)
    assert merge_episodes([], gap=2) == ()


def test_an_episode_may_be_longer_than_the_gap():
    assert merge_episodes([0, 1, 2, 3, 4, 5], gap=2) == (0,)


def test_without_a_gap_every_event_is_an_episode():
    assert merge_episodes([1, 1, 2], gap=0) == (1, 1, 2)


@pytest.mark.parametrize("times", [[2, 1], [float("nan")]])
def test_episodes_of_times_that_cannot_be_are_refused(times):
    with pytest.raises(InvalidSeries):
        merge_episodes(times, gap=1)


def test_a_pause_stops_the_clock():
    clock = ActiveTime([(10, 15), (20, 22)])

    assert clock.active([0, 10, 12, 15, 18, 30]) == (0, 10, 10, 10, 13, 23)
    assert [clock.is_resting(time) for time in (9, 10, 14, 15)] == [False, True, True, False]


def test_pauses_may_overlap_and_come_in_any_order():
    clock = ActiveTime([(20, 22), (12, 15), (10, 13)])

    assert clock.pauses == ((10, 15), (20, 22))
    assert clock(30) == 23


def test_a_pause_that_still_lasts_never_lets_the_clock_go_on():
    clock = ActiveTime([(10, None)])

    assert clock(1000) == 10


def test_the_clock_may_start_within_a_pause():
    clock = ActiveTime([(0, 10)], start=5)

    assert (clock(5), clock(10), clock(11)) == (0, 0, 1)
    assert (clock.when(0), clock.when(1)) == (5, 11)
    with pytest.raises(InvalidSeries, match="before the clock starts"):
        clock(4)


@given(spans, st.integers(0, 20), st.integers(0, 90))
def test_the_clock_shows_the_time_that_was_no_pause(pauses, start, more):
    clock = ActiveTime(pauses, start=start)
    until = start + more
    awake = sum(not any(a <= t < b for a, b in pauses) for t in range(start, until))

    assert clock(until) == awake


@given(spans, st.integers(0, 20), st.integers(0, 60))
def test_when_the_clock_shows_something_is_the_first_time_it_does(pauses, start, active):
    clock = ActiveTime(pauses, start=start)
    time = clock.when(active)

    assert clock(time) == active
    assert time == start or clock(time - 0.5) < active


def test_a_pause_that_ends_before_it_begins_is_refused():
    with pytest.raises(InvalidSeries, match="before it begins"):
        ActiveTime([(5, 4)])


def test_a_check_in_tells_of_the_time_since_the_one_before():
    found = coverage([14, 28, 56], every=14, since=0, until=56)

    assert found.share == pytest.approx(0.75)
    assert found.gaps == ((28, 42),)
    assert not found.is_enough


def test_a_little_late_is_no_gap():
    assert coverage([15, 30], every=14, grace=1, since=0, until=30).share == 1


def test_a_rest_needs_no_record():
    found = coverage([14, 42], every=14, since=0, until=42, pauses=[(14, 28)])

    assert (found.share, found.gaps) == (1, ())


def test_no_record_is_not_zero():
    found = coverage([], every=14, since=0, until=30)

    assert (found.share, found.gaps) == (0, ((0, 30),))


def test_a_span_that_was_all_rest_lacks_nothing():
    assert coverage([], every=14, since=0, until=30, pauses=[(0, None)]).share == 1


def test_gaps_are_pauses_for_the_clock():
    found = coverage([14, 28, 56], every=14, since=0, until=56)

    assert ActiveTime(found.gaps)(56) == 42


@given(st.lists(st.integers(0, 60), max_size=8).map(sorted), spans)
def test_what_is_recorded_and_what_is_missing_make_the_whole(check_ins, pauses):
    found = coverage(check_ins, every=7, since=0, until=50, pauses=pauses)
    rest = [t for t in range(50) if any(a <= t < b for a, b in pauses)]
    known = [t for t in range(50) if t not in rest and any(at - 7 <= t < at for at in check_ins)]
    active = 50 - len(rest)

    assert found.share == pytest.approx(len(known) / active if active else 1)


def test_an_empty_span_is_refused():
    with pytest.raises(InvalidSeries, match="must come after"):
        coverage([], every=1, since=5, until=5)
