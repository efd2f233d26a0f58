"""What `solve` got wrong or left open once, or still does, as small as it can be made."""

from __future__ import annotations

import datetime as dt

from consistency import second_opinion
from consistency.small import Case, Norm, Written

from polyagree.consistency import solve

TWO = ("ana", "ben")
FOUR = ("ana", "ben", "caro", "dora")
MONDAY = dt.date(2024, 1, 1)


def of_two(*norms: Norm, first: dt.date = MONDAY, days: int = 4) -> Case:
    """Return what Ana and Ben agreed on the first day."""
    return Case(TWO, tuple(Written(norm, TWO) for norm in norms), first, days)


def test_what_follows_something_and_is_ruled_out_after_it_cannot_be_kept() -> None:
    talk = {"who": "ana", "after": {"act": "date"}}
    case = of_two(
        {"must": "date", "who": "ana", "with": "ben", "by": "2024-01-02"},
        {"must": "talk", "with": "ben", "within": "1 day", **talk},
        {"must_not": "talk", "for": "2 days", **talk},
    )

    assert second_opinion.schedule(case) is None
    assert solve(case.polycule(), on=case.first, horizon=case.last).verdict == "inconsistent"


def test_the_week_that_begins_on_the_first_day_counts_if_it_was_agreed_before() -> None:
    date = {"must": "date", "who": "ana", "with": "ben", "every": "week", "days": "sat"}
    case = of_two(date, {"must_not": "date", "who": "ana"}, first=dt.date(2023, 12, 31), days=8)

    assert second_opinion.schedule(case) is None
    assert solve(case.polycule(), on=MONDAY, horizon=case.last).verdict == "inconsistent"


def test_what_is_done_at_one_time_is_put_in_an_order_that_keeps_a_gap() -> None:
    gap = {"must_not": "date", "with": "other parties", "after": {"act": "date"}, "for": "1 day"}
    twice = {"must": "date", "who": "ben", "with": "other parties", "days": ["mon", "fri", "sun"]}
    weekly = {"must": "date", "who": "ana", "with": "dora", "every": "week"}
    case = Case(
        FOUR,
        (
            Written(gap, ("ben", "caro")),
            Written({**twice, "at_least": 2, "per": "week"}, FOUR),
            Written(weekly, ("ana", "dora")),
        ),
        dt.date(2024, 2, 25),
        8,
    )

    assert second_opinion.schedule(case) is not None
    assert solve(case.polycule(), on=case.first, horizon=case.last).verdict == "consistent"


def test_a_minimal_set_has_nobody_in_it_who_is_not_needed() -> None:
    case = of_two(
        {
            "must": "overnight",
            "who": "ben",
            "with": "ana",
            "after": {"act": "date", "with": "ana"},
            "within": "1 day",
        },
        {"must": "date", "who": "ben", "with": "other parties", "days": ["thu"], "every": "week"},
        {"may": "date", "who": "ana", "at_most": 2, "per": "month"},
        {
            "must": "date",
            "who": "ben",
            "with": "other parties",
            "days": ["wed"],
            "by": "2024-05-10",
        },
        first=dt.date(2024, 5, 4),
        days=7,
    )
    without_thursdays = case.only((0, 2, 3))
    verdict = solve(case.polycule(), on=case.first, horizon=case.last)

    assert second_opinion.schedule(without_thursdays) is None
    assert [each.clause for each in verdict.conflict.members] == [
        "ana-ben.c0",
        "ana-ben.c2",
        "ana-ben.c3",
    ]


def test_what_happens_anyway_may_be_against_something_by_itself() -> None:
    case = of_two(
        {"must": "date", "with": "other parties", "after": {"act": "date"}, "within": "1 day"},
        {"must_not": "date"},
        days=2,
    )

    assert solve(case.polycule(), on=case.first, horizon=case.last).verdict == "consistent"


def test_what_rules_one_person_out_is_no_part_of_what_rules_out_another() -> None:
    three = ("ana", "ben", "caro")
    norms: list[Norm] = [
        {"must_not": "date", "who": "ben"},
        {"must_not": "date", "who": "caro"},
        {
            "must": "date",
            "with": "other parties",
            "days": ["tue", "sat"],
            "at_least": 2,
            "per": "week",
        },
    ]
    sunday = dt.date(2023, 12, 31)
    case = Case(three, tuple(Written(norm, three) for norm in norms), sunday, 7)

    verdict = solve(case.polycule(), on=case.first, horizon=case.last)

    assert len(verdict.conflict.members) == 2
    assert None not in verdict.conflict.without
