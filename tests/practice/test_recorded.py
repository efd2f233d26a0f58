"""When a record was kept, and the clock that runs only then."""

from __future__ import annotations

import datetime as dt

import pytest
from logbooks import TWO_A_MONTH, check_ins, day, document, on_days

from polyagree.practice.recorded import SILENCE, Recorded
from polyagree.practice.stopwatch import YEAR, Stopwatch

FIRST = day(0)


def recorded(*numbers: int, on: int = 365, more: str = "") -> Recorded:
    return Recorded(document(TWO_A_MONTH, *on_days(numbers), more=more), day(on))


def gaps(*numbers: int, since: int = 0, on: int = 365) -> list[tuple[int, int]]:
    found = recorded(*numbers, on=on).gaps(day(since), day(on))
    return [((start - FIRST).days, (end - FIRST).days) for start, end in found]


def test_two_months_without_a_note_are_no_gap() -> None:
    assert gaps(0, SILENCE.days, on=SILENCE.days) == []


def test_a_gap_begins_after_the_last_note_and_ends_with_the_next() -> None:
    assert gaps(0, 63, on=63) == [(1, 63)]


def test_several_gaps_are_found_in_order() -> None:
    assert gaps(0, 100, 120, 300, on=300) == [(1, 100), (121, 300)]


def test_the_silence_up_to_the_day_is_a_gap() -> None:
    assert gaps(0, 10, on=72) == []
    assert gaps(0, 10, on=73) == [(11, 73)]


def test_the_silence_before_the_first_note_is_a_gap_if_it_is_long() -> None:
    assert gaps(62, on=62) == []
    assert gaps(63, on=63) == [(0, 63)]


def test_a_silence_is_looked_at_from_the_day_that_is_asked_for() -> None:
    assert gaps(0, 100, since=90, on=100) == [(90, 100)]


def test_where_nothing_was_recorded_all_is_silence() -> None:
    assert gaps(on=10) == [(0, 10)]
    assert recorded(on=10).coverage(FIRST, day(10)) == 0


def test_a_check_in_is_a_record_too() -> None:
    found = recorded(0, 100, on=100, more=check_ins([4, 4, 4], every=40))

    assert found.days == [day(0), day(40), day(80), day(100)]
    assert found.gaps(FIRST, day(100)) == []


def test_what_is_later_than_the_day_is_not_looked_at() -> None:
    assert recorded(0, 20, on=10).days == [FIRST]


def test_coverage_is_the_share_of_days_outside_gaps() -> None:
    assert recorded(0, 101, on=125).coverage(FIRST, day(125)) == pytest.approx(25 / 125)
    assert recorded(0, 10, 20).coverage(FIRST, day(20)) == 1


def test_of_no_time_at_all_everything_is_covered() -> None:
    assert recorded(0).coverage(FIRST, FIRST) == 1


@pytest.mark.parametrize(
    ("note", "since", "begins"),
    [
        pytest.param(30, 0, 0, id="soon after"),
        pytest.param(62, 0, 0, id="just soon enough"),
        pytest.param(63, 0, 63, id="late"),
        pytest.param(0, 30, 30, id="before"),
        pytest.param(5, None, 5, id="nothing says since when"),
    ],
)
def test_a_record_begins_with_the_wording_or_with_its_first_note(
    note: int, since: int | None, begins: int
) -> None:
    found = recorded(note).begins(None if since is None else day(since))

    assert found == day(begins)


def test_without_a_record_it_begins_never() -> None:
    assert recorded().begins(FIRST) is None


# The clock


def at(number: float) -> dt.datetime:
    return dt.datetime(2025, 1, 1, tzinfo=dt.UTC) + dt.timedelta(days=number)


def days(clock: Stopwatch, number: float) -> float:
    return clock.years(at(number)) * (YEAR / dt.timedelta(days=1))


def test_a_stopwatch_stands_still_in_rests() -> None:
    clock = Stopwatch(at(0), [(at(10), at(20))])

    assert days(clock, 5) == pytest.approx(5)
    assert days(clock, 15) == pytest.approx(10)
    assert days(clock, 30) == pytest.approx(20)
    assert clock.stands_at(at(10))
    assert not clock.stands_at(at(20))


def test_rests_that_overlap_are_counted_once() -> None:
    clock = Stopwatch(at(0), [(at(15), at(25)), (at(10), at(20))])

    assert days(clock, 30) == pytest.approx(15)


def test_a_rest_from_before_the_beginning_counts_from_the_beginning() -> None:
    clock = Stopwatch(at(0), [(at(-10), at(5)), (at(-20), at(-15))])

    assert days(clock, 10) == pytest.approx(5)


def test_before_it_begins_a_stopwatch_shows_nothing() -> None:
    assert Stopwatch(at(0)).years(at(-3)) == 0


def test_a_stopwatch_says_when_it_showed_something() -> None:
    clock = Stopwatch(at(0), [(at(10), at(20))])
    found = clock.instant(clock.years(at(30)))

    assert abs(found - at(30)) < dt.timedelta(seconds=1)
    assert abs(clock.instant(clock.years(at(12))) - at(10)) < dt.timedelta(seconds=1)
