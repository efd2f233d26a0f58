"""Aftercare and time set aside: what was promised, and what became of it."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from logbooks import document, revision

from polyagree.codec import loads
from polyagree.errors import UnknownName
from polyagree.model import Polycule
from polyagree.practice import (
    SharedWeek,
    aftercare,
    shared_time,
    time_apart,
    time_together,
)

CARE = "{must: aftercare, who: all parties, after: {act: overnight, with: outsiders}, within: 24h}"
NIGHT = "id: night, at: 2025-02-01T22:00, who: ana, act: overnight, with: caro"


def outcomes(*events: str, on: str = "2025-02-09") -> list[str]:
    kept = aftercare(document(CARE, NIGHT, *events), on=dt.date.fromisoformat(on))
    return [each.outcome for each in kept.occurrences]


def test_aftercare_is_kept_late_or_missed() -> None:
    both = "who: [ana, ben], act: aftercare, about: night"
    earlier = "at: 2025-01-10T10:00, who: [ana, ben], act: aftercare"

    assert outcomes(f"at: 2025-02-02T20:00, {both}") == ["kept"]
    assert outcomes(f"at: 2025-02-03T20:00, {both}") == ["late"]
    assert outcomes(earlier) == ["missed"]
    assert outcomes(earlier, on="2025-02-01") == ["open"]


def test_where_no_aftercare_was_ever_noted_nothing_tells() -> None:
    assert outcomes() == ["not noted"]


def test_aftercare_after_a_break_is_a_commitment_too() -> None:
    steps = "if_broken: [{must: aftercare, who: all parties, within: 3 days}]"
    kept = aftercare(document("{must_not: overnight, with: outsiders}", NIGHT, rest=steps))

    assert [(each.is_step, each.who, each.window) for each in kept.commitments] == [
        (True, (), "within 3 days")
    ]
    assert [each.is_step for each in kept.occurrences] == [True]


def test_a_ritual_of_their_own_is_aftercare_if_it_says_so() -> None:
    terms = "terms: {tea: {kind: act, kind_of: aftercare, means: a pot and a blanket}}\n"
    kept = aftercare(document(CARE.replace("aftercare", "tea"), more=terms))

    assert {each.act for each in kept.commitments} == {"tea"}


def test_time_together_is_with_or_among_those_who_agreed() -> None:
    def is_one(norm: str) -> bool:
        return bool(time_together(document(norm)).commitments)

    assert is_one("{must: date, with: other parties, every: week, days: thu}")
    assert is_one("{must: date, who: all parties, at_least: 2, per: month}")
    assert is_one("{must: time-together, every: week}")
    assert not is_one("{must: date, with: caro, every: week}")
    assert not is_one("{must: talk, who: all parties, every: week}")
    assert not is_one(CARE)


def test_time_set_aside_is_kept_or_missed_week_by_week() -> None:
    thursday = "who: [ana, ben], act: date"
    made = document(
        "{must: date, who: all parties, every: week, days: thu}",
        f"at: 2025-01-09T19:00, {thursday}",
        f"at: 2025-01-22T19:00, {thursday}",
        made="2025-01-05",
    )
    kept = time_together(made, on=dt.date(2025, 1, 26))

    assert [each.outcome for each in kept.occurrences] == ["kept", "missed", "missed"]
    assert kept.counts == (("missed", 2), ("kept", 1))
    assert kept.records()[0]["kind"] == "time together"
    assert kept.commitments_records()[0]["window"] == "every week"


def test_between_people_and_over_time_it_is_counted_month_by_month() -> None:
    made = document(
        "{must: time-together, every: week}",
        "at: 2025-01-08T19:00, who: ana, act: time-together, with: ben",
        "at: 2025-02-12T19:00, who: ana, act: time-together, with: caro",
        made="2025-01-05",
    )
    found = time_together(made, on=dt.date(2025, 2, 16)).months()
    january, february = (dt.date(2025, month, 1) for month in (1, 2))

    assert {(each.who, each.month): dict(each.counts) for each in found} == {
        (("ana",), january): {"kept": 1, "missed": 2},
        (("ben",), january): {"kept": 1, "missed": 2},
        (("ana",), february): {"kept": 1, "missed": 2},
        (("ben",), february): {"missed": 3},
    }
    assert found[0].record()["missed"] == 2
    assert found[0].record()["not_noted"] == 0


def test_an_earlier_wording_stands_apart() -> None:
    made = document(
        CARE,
        revisions=[revision(CARE.replace("24h", "3 days"), on="2025-02-01")],
    )
    kept = aftercare(made, on=dt.date(2025, 3, 1))

    assert [each.window for each in kept.commitments] == ["within 24h"]
    assert [each.window for each in kept.earlier] == ["within 3 days"]


def test_time_apart_is_a_commitment_as_well() -> None:
    kept = time_apart(document("{must: time-apart, every: month}"))

    assert [each.who for each in kept.commitments] == [("ana",), ("ben",)]


# Hours


def weeks(*events: str, **options) -> list[SharedWeek]:
    return [*shared_time(document("{may: talk}", *events), **options)]


def hours(*events: str) -> list[tuple[str, float]]:
    return [(str(each.week), each.hours) for each in weeks(*events)]


def test_hours_are_counted_for_each_two() -> None:
    found = weeks("at: 2025-01-08T19:00, who: [ana, ben], act: date, with: caro, lasting: 3h")

    assert [each.who for each in found] == [("ana", "ben"), ("ana", "caro"), ("ben", "caro")]
    assert {each.hours for each in found} == {3.0}


def test_what_overlaps_counts_once() -> None:
    assert hours(
        "at: 2025-01-08T19:00, who: [ana, ben], act: date, lasting: 3h",
        "at: 2025-01-08T20:00, who: [ana, ben], act: time-together, lasting: 4h",
        "at: 2025-01-08T19:30, who: [ana, ben], act: kissing, lasting: 1h",
    ) == [("2025-01-06", 5.0)]


def test_what_lasts_beyond_a_week_is_divided() -> None:
    assert hours("at: 2025-01-12T22:00, who: [ana, ben], act: overnight, lasting: 10h") == [
        ("2025-01-06", 2.0),
        ("2025-01-13", 8.0),
    ]


def test_what_began_in_the_week_before_is_counted_once_as_a_time() -> None:
    found = weeks("at: 2025-01-12T22:00, who: [ana, ben], act: overnight, lasting: 10h")

    assert [each.times for each in found] == [1, 0]


def test_an_hour_that_a_clock_skips_is_no_hour() -> None:
    assert hours("at: 2025-03-30T00:00, who: [ana, ben], act: date, lasting: 1 day") == [
        ("2025-03-24", 23.0)
    ]


def test_of_what_has_no_length_or_no_hour_it_says_so() -> None:
    (found,) = weeks(
        "at: 2025-01-08T19:00, who: [ana, ben], act: date",
        "at: 2025-01-09, who: [ana, ben], act: date, lasting: 2h",
        "at: 2025-01-10T19:00, who: [ana, ben], act: date, lasting: 2h",
    )

    assert (found.times, found.hours, found.of_unknown_length) == (3, 2.0, 2)


def test_time_apart_is_of_one() -> None:
    (found,) = weeks("at: 2025-01-08T19:00, who: ana, act: time-apart, lasting: 4h")

    assert found.who == ("ana",)
    assert found.is_apart


def test_a_talk_is_no_time_unless_it_is_asked_for() -> None:
    talk = "at: 2025-01-08T19:00, who: [ana, ben], act: talk, lasting: 1h"

    assert weeks(talk) == []
    assert [each.hours for each in weeks(talk, acts=["talk"])] == [1.0]


def test_what_came_later_is_left_out() -> None:
    late = "at: 2025-03-08T19:00, who: [ana, ben], act: date, lasting: 1h"

    assert weeks(late, on=dt.date(2025, 3, 7)) == []


def test_an_act_has_to_be_a_word() -> None:
    with pytest.raises(UnknownName, match="unknown word `dat`"):
        weeks(acts=["dat"])


def test_members_of_a_group_are_in_it() -> None:
    made = loads(
        "polyagree: 1\npeople: {ana: Ana, ben: Ben, caro: Caro}\n"
        "groups: {trio: {kind: circle, members: [ana, ben, caro], from: 2020-01-01}}\n"
        "events: [{at: 2025-01-08T19:00, who: ana, act: share-meal, with: trio, lasting: 2h}]\n"
    )

    assert len(shared_time(made)) == 3


TIMES = st.lists(
    st.tuples(
        st.integers(0, 27), st.integers(0, 23), st.integers(1, 48), st.sampled_from(["date", "sex"])
    ),
    max_size=8,
)


def log(times: list[tuple[int, int, int, str]]) -> Polycule:
    start = dt.date(2025, 1, 6)
    return document(
        "{may: talk}",
        *(
            f"at: {start + dt.timedelta(days=day)}T{hour:02}:00, who: [ana, ben], act: {act}, lasting: {length}h"
            for day, hour, length, act in times
        ),
    )


@given(TIMES)
def test_no_week_has_more_hours_than_there_are(times: list[tuple[int, int, int, str]]) -> None:
    found = shared_time(log(times))

    assert sum(each.hours for each in found) <= sum(length for _, _, length, _ in times)
    assert all(0 <= each.hours <= 168 for each in found)
    assert sum(each.times for each in found) == len(times)


@given(TIMES)
def test_every_hour_is_counted_once(times: list[tuple[int, int, int, str]]) -> None:
    spent = {day * 24 + hour + number for day, hour, length, _ in times for number in range(length)}

    assert sum(each.hours for each in shared_time(log(times))) == len(spent)
