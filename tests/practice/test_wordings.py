"""How the number in a clause moved."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from logbooks import TWO_A_MONTH, document, on_days, revision

from polyagree.model import Polycule
from polyagree.practice import Course, courses, judged, table


def limit(number: object, per: str = "month", rest: str = "") -> str:
    return f"{{may: late-night, who: ana, at_most: {number}, per: {per}{rest}}}"


def moved(now: str, *was: str, **more) -> tuple[Course, ...]:
    """Return the courses of a clause that was revised on the first of each month from February."""
    return tuple(courses(document(now, revisions=dated(*was), **more)))


def dated(*was: str) -> list[str]:
    return [revision(each, on=f"2025-{month:02}-01") for month, each in enumerate(was, 2)]


def steps(course: Course) -> list[tuple[str, str, Decimal]]:
    return [(each.before, each.after, each.step) for each in course.moves]


def test_a_clause_that_was_never_revised_has_no_course() -> None:
    assert moved(TWO_A_MONTH) == ()


def test_each_change_of_a_number_is_a_move() -> None:
    (found,) = moved(limit(4), limit(2), limit(3))

    assert steps(found) == [("2", "3", Decimal(1)), ("3", "4", Decimal(1))]
    assert [each.date for each in found.moves] == [dt.date(2025, 2, 1), dt.date(2025, 3, 1)]
    assert found.first == "2"
    assert found.measure.words == "4"
    assert found.measure.what == "at_most"
    assert found.clause == "home.it"
    assert found.creep == 2


def test_a_revision_that_keeps_the_number_is_no_move() -> None:
    (found,) = moved(limit(3), limit(2), limit(3), limit(3))

    assert [each.revision for each in found.moves] == [0]
    assert moved(limit(3), limit(3)) == ()


def test_the_sum_of_steps_leaves_out_those_back() -> None:
    (found,) = moved(limit(5), limit(2), limit(4), limit(3))

    assert [each.step for each in found.moves] == [2, -1, 2]
    assert found.creep == 4


def test_numbers_that_fall_creep_downwards() -> None:
    (found,) = moved(limit(2), limit(4), limit(3))

    assert found.creep == -2
    assert found.has_crept


@pytest.mark.parametrize(
    ("numbers", "has_crept"),
    [
        pytest.param((2, 3, 4), True, id="twice as much by ones"),
        pytest.param((2, 3), False, id="a single step"),
        pytest.param((4, 5, 6, 7), False, id="less than twice as much"),
        pytest.param((4, 5, 6, 7, 8), True, id="just twice as much"),
        pytest.param((2, 4, 5), False, id="one step is large"),
        pytest.param((4, 6, 9), True, id="by half each time"),
        pytest.param((4, 7, 9), False, id="by more than half"),
        pytest.param((2, 3, 2, 3, 4), False, id="back and forth"),
    ],
)
def test_it_has_crept_by_small_steps_in_one_direction(
    numbers: tuple[int, ...],
    has_crept: bool,
) -> None:
    *was, now = numbers
    (found,) = moved(limit(now), *map(limit, was))

    assert found.has_crept is has_crept


def test_before_the_number_there_was_nothing_to_move() -> None:
    assert moved(limit(2), "none") == ()
    (found,) = moved(limit(3), limit(1), "none", limit(2))
    assert steps(found) == [("2", "3", Decimal(1))]


@pytest.mark.parametrize(
    "was",
    [
        limit(1, per="week"),
        limit(1).replace("ana", "ben"),
        limit(1).replace("late-night", "overnight"),
        "{must: late-night, who: ana, at_least: 1, per: month}",
    ],
)
def test_what_is_another_limit_is_not_compared(was: str) -> None:
    assert moved(limit(2), was) == ()


@pytest.mark.parametrize(
    ("was", "now", "step"),
    [
        ("within: 24h", "within: 48h", 24),
        ("within: 90 min", "within: 2h", Decimal("0.5")),
        ("within: 1 week", "within: 10 days", 3),
        ("within: 1 month", "within: 2 months", 30),
        ("within: 1 day", "within: P1DT12H", Decimal("0.5")),
    ],
)
def test_lengths_of_time_are_compared(was: str, now: str, step: Decimal) -> None:
    tell = "{{must: tell, who: ana, to: ben, after: {{act: date}}, {}}}"

    (found,) = moved(tell.format(now), tell.format(was))
    assert [each.step for each in found.moves] == [step]
    assert found.measure.what == "within"


def test_hours_and_days_are_not_compared() -> None:
    tell = "{{must: tell, who: ana, to: ben, after: {{act: date}}, within: {}}}"

    assert moved(tell.format("2 days"), tell.format("24h")) == ()


@pytest.mark.parametrize(
    ("norm", "was", "now", "what"),
    [
        ("{{must: test, every: {}}}", "3 months", "6 months", "every"),
        ("{{must: date, at_least: {}, per: month}}", "3", "2", "at_least"),
        ("{{must_not: date, after: {{act: argue}}, for: {}}}", "1 week", "2 weeks", "for"),
        ("{{may: spend, at_most: {}, per: month}}", "100 EUR", "150 EUR", "at_most"),
        ("{{may: spend, at_most: {}, per: month}}", "10 %", "30 %", "at_most"),
        ("{{may: overnight, at_most: {}, per: month}}", "2 nights", "3 nights", "at_most"),
    ],
)
def test_every_number_of_a_norm_has_a_course(norm: str, was: str, now: str, what: str) -> None:
    (found,) = moved(norm.format(now), norm.format(was))

    assert found.measure.what == what
    assert (found.first, found.measure.words) == (was, now)


def test_other_money_is_not_compared() -> None:
    spend = "{{may: spend, at_most: {}, per: month}}"

    assert moved(spend.format("150 USD"), spend.format("100 EUR")) == ()


def test_a_rhythm_without_a_length_has_no_number() -> None:
    assert (
        moved("{must: date, every: week, days: fri}", "{must: date, every: week, days: thu}") == ()
    )


def test_a_boundary_has_a_course_and_needs_nobody() -> None:
    more = (
        "boundaries:\n  nights:\n    holder: ben\n    says: Three.\n"
        "    norm: {may: late-night, at_most: 3, per: month}\n    revisions:\n"
        "      - {date: 2025-03-01, was: {says: One., norm: {may: late-night, at_most: 1, per: month}}}\n"
        "      - {date: 2025-05-01, was: {says: Two., norm: {may: late-night, at_most: 2, per: month}}}\n"
    )
    polycule = document("none", more=more)

    (found,) = courses(polycule)
    assert found.path == ("boundaries", "nights")
    assert [each.lacking for each in found.moves] == [(), ()]
    assert judged(polycule, found) == ()


def test_a_boundary_without_a_norm_at_first_had_nothing_to_move() -> None:
    more = (
        "boundaries:\n  nights:\n    holder: ben\n    says: Three.\n"
        "    norm: {may: late-night, at_most: 3, per: month}\n    revisions:\n"
        "      - {date: 2025-03-01, was: {says: Some.}}\n"
    )

    assert tuple(courses(document("none", more=more))) == ()


# Who, and after what


def test_who_did_not_accept_is_named() -> None:
    revisions = [
        revision(limit(1), on="2025-02-01", accepted="ana"),
        revision(limit(2), on="2025-03-01", accepted=""),
        revision(limit(3), on="2025-04-01"),
    ]

    (found,) = courses(document(limit(4), revisions=revisions))
    assert [each.lacking for each in found.moves] == [("ben",), ("ana", "ben"), ()]


def test_who_took_it_back_lacks() -> None:
    former = (
        f"date: 2025-02-01, accepted: {{ana: 2025-02-01, ben: {{date: 2025-02-01,"
        f" revoked: 2025-02-20}}}}, was: {{it: {{says: Two., norm: {limit(2)}}}}}"
    )

    (found,) = courses(document(limit(3), revisions=[former]))
    assert found.moves[0].lacking == ("ben",)


def broken(of: str, rest: str) -> str:
    return f"breaches: {{late: {{of: {of}, by: ana, {rest}}}}}\n"


@pytest.mark.parametrize(
    ("date", "days"),
    [
        ("2025-02-01", 0),
        ("2025-01-31", 1),
        ("2025-01-01", 31),
        ("2024-12-31", None),
        ("2025-02-02", None),
    ],
)
@pytest.mark.parametrize("of", ["home.it", "home"])
def test_a_change_soon_after_a_break_is_told(date: str, days: int | None, of: str) -> None:
    (found,) = moved(limit(3), limit(2), more=broken(of, f"date: {date}"))

    assert found.moves[0].after_breach == days


def test_the_latest_break_is_the_one_that_is_told() -> None:
    more = (
        "breaches:\n  one: {of: home.it, by: ana, date: 2025-01-05}\n"
        "  two: {of: home.it, by: ana, date: 2025-01-20}\n"
    )

    (found,) = moved(limit(3), limit(2), more=more)
    assert found.moves[0].after_breach == 12


def test_a_break_has_the_day_of_its_event() -> None:
    event = "id: third, at: 2025-01-27T23:00, who: ana, act: late-night"
    polycule = document(
        limit(3), event, revisions=dated(limit(2)), more=broken("home.it", "event: third")
    )

    (found,) = courses(polycule)
    assert found.moves[0].after_breach == 5


def test_a_break_of_another_clause_is_none_of_this_one() -> None:
    more = broken("nights", "date: 2025-01-20") + (
        "boundaries: {nights: {holder: ben, says: No., norm: {must_not: smoke}}}\n"
    )

    (found,) = moved(limit(3), limit(2), more=more)
    assert found.moves[0].after_breach is None


# As of a day


def test_what_was_changed_later_is_left_out() -> None:
    polycule = document(limit(4), *on_days([0]), revisions=dated(limit(2), limit(3)))
    (found,) = courses(polycule, on=dt.date(2025, 2, 1))

    assert steps(found) == [("2", "3", Decimal(1))]
    assert found.measure.words == "3"
    assert found.creep == 1
    assert not found.has_crept
    assert tuple(courses(polycule, on=dt.date(2025, 1, 31))) == ()
    assert table(polycule, on=dt.date(2025, 2, 1)).courses == (found,)


# Judged under each wording


def breaks(polycule: Polycule, on: dt.date | None = None) -> list[tuple[str, int]]:
    (course,) = courses(polycule, on=on)
    return [(each.wording, len(each.breaks)) for each in judged(polycule, course, on=on)]


def test_the_whole_record_is_judged_under_each_wording_of_a_limit() -> None:
    nights = on_days([1, 2, 3, 40, 41, 42, 43])
    polycule = document(limit(4), *nights, revisions=dated(limit(2), limit(3)))

    assert breaks(polycule) == [("2", 3), ("3", 1), ("4", 0)]


def test_the_whole_record_is_judged_under_each_wording_of_a_quota() -> None:
    def quota(number: int) -> str:
        return f"{{must: date, who: all parties, at_least: {number}, per: month}}"

    # Two in January, one in each of the next three months.
    dates = on_days([3, 10, 40, 70, 100, 130], "who: [ana, ben], act: date")
    polycule = document(quota(1), *dates, revisions=dated(quota(2)))

    assert breaks(polycule) == [("2", 3), ("1", 0)]


def test_a_break_says_when_it_was_and_by_which_event() -> None:
    polycule = document(limit(2), *on_days([1, 2]), revisions=dated(limit(1)))
    (course,) = courses(polycule)

    first, second = judged(polycule, course)
    assert first.since is None
    assert second.since == dt.date(2025, 2, 1)
    assert second.breaks == ()
    assert first.breaks == ((dt.datetime(2025, 1, 3, 22, tzinfo=dt.UTC), ("events", 1)),)


def test_wordings_without_the_number_are_not_judged() -> None:
    polycule = document(
        limit(3), *on_days([1, 2]), revisions=dated(limit(1), limit(1, per="week"), limit(2))
    )

    assert breaks(polycule) == [("1", 1), ("2", 0), ("3", 0)]


def test_a_clause_that_was_new_once_is_judged_since_it_is_there() -> None:
    polycule = document(limit(3), *on_days([1, 2]), revisions=dated("none", limit(1)))

    assert breaks(polycule) == [("1", 1), ("3", 0)]


def test_as_of_a_day_later_wordings_and_events_are_not_judged() -> None:
    polycule = document(
        limit(4), *on_days([1, 2, 3, 50, 51, 52]), revisions=dated(limit(1), limit(2))
    )

    assert breaks(polycule, dt.date(2025, 2, 10)) == [("1", 2), ("2", 1)]
    assert breaks(polycule) == [("1", 4), ("2", 2), ("4", 0)]


def test_only_the_clause_in_question_is_put_otherwise() -> None:
    former = (
        f"date: 2025-02-01, accepted: {{ana: 2025-02-01, ben: 2025-02-01}}, was:"
        f" {{it: {{says: One., norm: {limit(1)}}}, other: {{says: x, norm: none}}}}"
    )
    polycule = document(limit(2), *on_days([1, 2, 3]), revisions=[former])

    assert breaks(polycule) == [("1", 2), ("2", 1)]


def test_a_revision_of_something_else_is_no_wording_of_this_one() -> None:
    other = (
        "date: 2025-01-20, accepted: {ana: 2025-01-20, ben: 2025-01-20},"
        " was: {gone: {says: x, norm: none}}"
    )
    polycule = document(limit(2), *on_days([1, 2, 3]), revisions=[other, *dated(limit(1))])

    assert breaks(polycule) == [("1", 2), ("2", 1)]
    (course,) = courses(polycule)
    assert [each.revision for each in course.moves] == [1]
