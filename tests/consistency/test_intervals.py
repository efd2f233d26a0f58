"""Sets of instants, of days and of lengths of time."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyagree.consistency.intervals import Intervals, Stretch
from polyagree.errors import InvalidTime

TICK = dt.timedelta(microseconds=1)
DAY = dt.timedelta(days=1)
NEW_YEAR = dt.date(2026, 1, 1)
MIDNIGHT = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)

#: A value of each kind, and the step from one to the next.
KINDS = {"instant": (MIDNIGHT, TICK), "date": (NEW_YEAR, DAY), "length": (3 * DAY, TICK)}
GRID = range(-2, 12)


def at(kind, number):
    value, step = KINDS[kind]
    return value + number * step


@st.composite
def some_intervals(draw, kind):
    """A union of intervals, and by which ends, so that membership can be told without it."""
    ends, found = [], Intervals.nothing(kind)
    for _ in range(draw(st.integers(0, 4))):
        least, most = (draw(st.none() | st.integers(0, 9)) for _ in range(2))
        if least is None and most is None:
            continue
        is_open = draw(st.booleans()), draw(st.booleans())
        ends.append((least, most, *is_open))
        found |= Intervals.between(
            None if least is None else at(kind, least),
            None if most is None else at(kind, most),
            is_least_open=is_open[0],
            is_most_open=is_open[1],
        )
    return found, ends


def is_in(number, ends):
    return any(
        (least is None or number > least or (number == least and not is_least_open))
        and (most is None or number < most or (number == most and not is_most_open))
        for least, most, is_least_open, is_most_open in ends
    )


both = st.sampled_from(sorted(KINDS)).flatmap(
    lambda kind: st.tuples(st.just(kind), some_intervals(kind), some_intervals(kind))
)


@given(both)
def test_sets_hold_what_their_definition_says(drawn):
    kind, (one, ends), (other, others) = drawn
    for number in GRID:
        here, there, value = is_in(number, ends), is_in(number, others), at(kind, number)
        assert (value in one) == here
        assert (value in (one | other)) == (here or there)
        assert (value in (one & other)) == (here and there)
        assert (value in (one - other)) == (here and not there)
        assert (value in ~one) == (not here)


@given(both)
def test_sets_that_hold_the_same_are_equal(drawn):
    kind, (one, _), (other, _) = drawn

    assert ~(one | other) == ~one & ~other
    assert ~~one == one
    assert one | ~one == Intervals.everything(kind)
    assert one - one == Intervals.nothing(kind)


@given(both)
def test_some_value_is_in_it_unless_it_is_empty(drawn):
    _, (one, _), (other, _) = drawn
    shared = one & other

    assert bool(shared) == (shared.some is not None)
    assert shared.some is None or (shared.some in one and shared.some in other)


@given(some_intervals("length"), some_intervals("length"))
def test_sums_are_those_of_the_values(one, other):
    total = one[0] + other[0]
    sums = {a + b for a in GRID for b in GRID if is_in(a, one[1]) and is_in(b, other[1])}

    assert all(2 * KINDS["length"][0] + each * TICK in total for each in sums)


@pytest.mark.parametrize(
    ("one", "other", "total"),
    [((1, 2), (10, 20), (11, 22)), ((0, 0), (5, 7), (5, 7)), ((3, 3), (4, 4), (7, 7))],
)
def test_ends_add_up(one, other, total):
    of = [Intervals.between(least * DAY, most * DAY) for least, most in (one, other, total)]

    assert of[0] + of[1] == of[2]


def test_whole_days_are_added_to_a_day():
    day = Intervals.only(NEW_YEAR)

    assert day + Intervals.between(36 * DAY / 24, 50 * DAY / 24) == Intervals.only(
        NEW_YEAR + 2 * DAY
    )
    assert not day + Intervals.only(DAY / 2)


def test_no_day_is_between_two_days_in_a_row():
    gap = Intervals.between(NEW_YEAR, NEW_YEAR + DAY, is_least_open=True, is_most_open=True)

    assert not gap
    assert gap.some is None


def test_stretches_are_told_with_their_ends():
    found = Intervals.only(NEW_YEAR) | Intervals.between(least=NEW_YEAR + 2 * DAY)

    assert found.stretches == (
        Stretch(first=NEW_YEAR, last=NEW_YEAR),
        Stretch(first=NEW_YEAR + 2 * DAY, last=dt.date.max),
    )


def test_days_in_a_row_are_one_stretch():
    found = Intervals.only(NEW_YEAR, NEW_YEAR + 2 * DAY, NEW_YEAR + DAY)

    assert found == Intervals.between(NEW_YEAR, NEW_YEAR + 2 * DAY)
    assert len(found.stretches) == 1


def test_an_instant_is_the_same_in_every_zone():
    there = MIDNIGHT.astimezone(dt.timezone(dt.timedelta(hours=9)))

    assert Intervals.only(there) == Intervals.only(MIDNIGHT)


def test_the_ends_of_the_calendar_can_be_told():
    assert Intervals.everything("date").stretches[0].first == dt.date.min
    assert Intervals.everything("instant").stretches[0].last.year == 9999
    assert not Intervals.between(least=dt.date.max, is_least_open=True)
    assert Intervals.everything("length").some == 0 * DAY
    assert Intervals.everything("date").some in Intervals.everything("date")


@pytest.mark.parametrize(
    "mix",
    [
        lambda: Intervals.between(NEW_YEAR, MIDNIGHT),
        lambda: Intervals.only(NEW_YEAR, DAY),
        lambda: Intervals.only(NEW_YEAR) & Intervals.only(MIDNIGHT),
        lambda: Intervals.only(DAY) | Intervals.only(MIDNIGHT),
        lambda: MIDNIGHT in Intervals.only(NEW_YEAR),
    ],
)
def test_instants_dates_and_lengths_never_mix(mix):
    with pytest.raises(InvalidTime, match="do not stand in one interval"):
        mix()


def test_a_day_is_no_length_to_add():
    with pytest.raises(InvalidTime, match="dates cannot be added to lengths of time"):
        Intervals.only(DAY) + Intervals.only(NEW_YEAR)


def test_an_instant_has_an_offset():
    with pytest.raises(InvalidTime, match="no offset"):
        Intervals.only(dt.datetime(2026, 1, 1))  # noqa: DTZ001


@pytest.mark.parametrize("make", [Intervals.between, Intervals.only])
def test_nothing_at_all_says_no_kind(make):
    with pytest.raises(InvalidTime, match="could be of anything"):
        make()
