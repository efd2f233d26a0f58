"""What is said about times and lengths: values that fit, the fewest that clash, and refinement."""

from __future__ import annotations

import datetime as dt
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyagree.clock import Duration
from polyagree.consistency.bounds import Fit, Misfit, Topic, compare_topics, fit, refines
from polyagree.consistency.constraints import (
    ComesRound,
    Either,
    OneOf,
    Related,
    Stated,
    Together,
    Within,
    holds,
)
from polyagree.consistency.intervals import Intervals
from polyagree.consistency.recurrence import Recurrence
from polyagree.errors import InvalidTime

DAY = dt.timedelta(days=1)
FIRST = dt.date(2026, 1, 1)
WEEK = [FIRST + number * DAY for number in range(7)]
#: Ends are whole days, and two lengths have to differ: quarters of a day are enough.
QUARTERS = [number * DAY / 4 for number in range(9)]
USED_AT_MOST_GONE = Related(shorter="used", longer="gone")
EVERY_VALUE = [
    Within(quantity="day", values=Intervals.between(WEEK[0], WEEK[-1])),
    Within(quantity="used", values=Intervals.between(0 * DAY, 2 * DAY)),
    Within(quantity="gone", values=Intervals.between(0 * DAY, 2 * DAY)),
]

ends = st.none() | st.integers(0, 2).map(lambda number: number * DAY)


@st.composite
def bounds(draw):
    quantity = draw(st.sampled_from(["day", "used", "gone"]))
    least, most = draw(ends), draw(ends)
    if least is None and most is None:
        least = 0 * DAY
    if quantity == "day":
        least, most = (None if each is None else FIRST + 2 * each for each in (least, most))
    is_open = draw(st.booleans()), draw(st.booleans())
    values = Intervals.between(least, most, is_least_open=is_open[0], is_most_open=is_open[1])
    return Within(quantity=quantity, values=~values if draw(st.booleans()) else values)


rounds = st.builds(
    lambda first, step: ComesRound(
        quantity="day", recurrence=Recurrence(first=first, every=Duration(days=step))
    ),
    st.sampled_from(WEEK[:4]),
    st.integers(1, 4),
)
leaves = bounds() | bounds() | rounds | st.just(USED_AT_MOST_GONE)
constraints = st.recursive(
    leaves,
    lambda parts: st.builds(
        lambda join, some: join(tuple(some)),
        st.sampled_from([Together, Either, OneOf]),
        st.lists(parts, min_size=1, max_size=3),
    ),
    max_leaves=6,
)
several = st.lists(constraints, min_size=1, max_size=4)


def worlds():
    for day, used, gone in product(WEEK, QUARTERS, QUARTERS):
        yield {"day": day, "used": used, "gone": gone}


def can_be_met(some):
    return any(all(holds(each, world) for each in some) for world in worlds())


def said(some):
    return [Stated(by=str(number), constraint=each) for number, each in enumerate(some)]


@given(several)
def test_what_fits_has_values_that_meet_it_and_what_does_not_a_minimal_set(some):
    found = fit(said(some), relations=EVERY_VALUE)

    if isinstance(found, Fit):
        assert all(holds(each, dict(found.values)) for each in (*some, *EVERY_VALUE))
    else:
        needed = [each.constraint for each in found.needed]
        assert not can_be_met(needed)
        for number in range(len(needed)):
            assert can_be_met(needed[:number] + needed[number + 1 :])


@given(several)
def test_whatever_a_grid_can_meet_fits(some):
    assert can_be_met(some) == isinstance(fit(said(some), relations=EVERY_VALUE), Fit)


@given(constraints, constraints)
def test_a_refinement_allows_nothing_that_the_other_rules_out(left, right):
    found = refines([left], [right], relations=EVERY_VALUE)

    assert found.is_kept == all(holds(right, world) for world in worlds() if holds(left, world))
    if not found.is_kept:
        assert holds(left, dict(found.values))
        assert not holds(right, dict(found.values))


@given(constraints, constraints)
def test_each_topic_is_compared_alone(left, right):
    """What a side allows of a quantity is told by trying every value of the others."""
    sides = [Together((each, *EVERY_VALUE)) for each in (left, right)]
    # Without what ties lengths together, which is no topic.
    if "Related" in repr(sides):
        return
    allowed = [
        {name: {world[name] for world in worlds() if holds(side, world)} for name in world}
        for side in sides
        for world in [{"day", "used", "gone"}]
    ]
    for topic in compare_topics([sides[0]], [sides[1]]).topics:
        shared = allowed[0][topic.quantity] & allowed[1][topic.quantity]
        assert topic.verdict == ("compatible" if shared else "conflict")


@given(several, st.randoms(use_true_random=False))
def test_another_order_changes_no_verdict(some, random):
    other = random.sample(some, len(some))
    found = [type(fit(said(each), relations=EVERY_VALUE)) for each in (some, other)]

    assert found[0] is found[1]


def within(quantity, least=None, most=None, **ends):
    return Within(quantity=quantity, values=Intervals.between(least, most, **ends))


def test_a_bound_that_ends_where_another_begins_still_fits():
    found = fit(
        said([within("gap", most=3 * DAY), within("gap", least=3 * DAY)]),
    )

    assert found == Fit(values=(("gap", 3 * DAY),))


def test_an_open_end_does_not_fit():
    found = fit(
        said([within("gap", most=3 * DAY, is_most_open=True), within("gap", least=3 * DAY)])
    )

    assert isinstance(found, Misfit)
    assert [each.by for each in found.needed] == ["0", "1"]


def test_whoever_asks_for_several_is_told_which_of_them_clash():
    both = Together((within("gap", most=DAY), within("nights", least=DAY)))

    found = fit([Stated(by="ana", constraint=both), *said([within("gap", least=2 * DAY)])])

    assert isinstance(found, Misfit)
    assert [each.constraint for each in found.needed] == [
        both.parts[0],
        within("gap", least=2 * DAY),
    ]


def test_time_used_is_at_most_the_time_that_went_by():
    used, gone = within("used", least=20 * DAY), within("gone", most=10 * DAY)

    assert isinstance(fit(said([used, gone])), Fit)
    assert isinstance(fit(said([used, gone]), relations=[USED_AT_MOST_GONE]), Misfit)


def test_a_length_is_never_below_zero():
    assert isinstance(fit(said([within("gap", most=0 * DAY, is_most_open=True)])), Misfit)


def test_exactly_one_of_two_that_overlap_leaves_what_is_in_one():
    choice = OneOf((within("day", least=WEEK[0]), within("day", least=WEEK[3])))

    assert isinstance(fit(said([choice, within("day", WEEK[4], WEEK[4])])), Misfit)
    assert isinstance(fit(said([choice, within("day", WEEK[2], WEEK[2])])), Fit)


def test_silence_of_one_side_is_unknown():
    found = compare_topics(
        [within("gap", most=DAY), within("day", least=FIRST)], [within("gap", DAY)]
    )

    assert found.topics == (
        Topic(quantity="gap", verdict="compatible", value=DAY),
        Topic(quantity="day", verdict="unknown"),
    )
    assert found.verdict == "unknown"


def test_a_conflict_outweighs_a_silence():
    left = [within("gap", most=DAY), within("day", least=FIRST)]

    assert compare_topics(left, [within("gap", 2 * DAY)]).verdict == "conflict"


def test_what_a_side_cannot_meet_alone_is_a_conflict():
    found = compare_topics([within("gap", 2 * DAY, DAY)], [within("nights", DAY)])

    assert [each.verdict for each in found.topics] == ["conflict", "unknown"]


def test_recurrences_that_never_meet_clash():
    first, other = (
        ComesRound(quantity="day", recurrence=Recurrence(first=day, every=Duration(days=2)))
        for day in WEEK[:2]
    )

    assert compare_topics([first], [other]).verdict == "conflict"
    assert compare_topics([first], [first]).verdict == "compatible"


def test_a_choice_can_miss_what_comes_round():
    daily = ComesRound(quantity="day", recurrence=Recurrence(first=FIRST, every=Duration(days=1)))
    late = within("day", least=WEEK[1])

    assert isinstance(fit(said([OneOf((daily, late)), within("day", FIRST, WEEK[6])])), Fit)
    assert isinstance(fit(said([OneOf((daily, late)), within("day", WEEK[1], WEEK[6])])), Misfit)


def test_stricter_wording_refines_and_looser_does_not():
    short, long = [within("gap", most=DAY)], [within("gap", most=2 * DAY)]

    assert refines(short, long).is_kept
    assert not refines(long, short).is_kept
    assert dict(refines(long, short).values)["gap"] > DAY


def test_dates_and_instants_of_one_quantity_do_not_mix():
    midnight = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)

    with pytest.raises(InvalidTime, match="dates and instants"):
        fit(said([within("day", FIRST), within("day", midnight)]))


def test_only_lengths_are_related():
    with pytest.raises(InvalidTime, match="`day` is no length of time"):
        fit(said([within("day", FIRST), Related(shorter="day", longer="gone")]))


def test_what_always_comes_round_as_well_is_never_missed():
    daily, weekly = (
        ComesRound(quantity="day", recurrence=Recurrence(first=FIRST, every=Duration(days=days)))
        for days in (1, 7)
    )

    assert isinstance(fit(said([weekly, OneOf((weekly, daily))])), Misfit)
    assert isinstance(fit(said([daily, OneOf((weekly, daily))])), Fit)
    assert refines([weekly], [daily]).is_kept
    assert not refines([daily], [weekly]).is_kept
