"""Two or three clauses each, and whether they can be kept together: what a glance should tell."""

from __future__ import annotations

import datetime as dt

import pytest

import polyagree
from polyagree.consistency import Consistent, Inconsistent, Unknown, solve
from polyagree.consistency.verdicts import Verdict

MONDAY = dt.date(2025, 1, 6)
SUNDAY = dt.date(2025, 1, 19)
HEAD = """\
polyagree: 1
people: {ana: Ana, ben: Ben, caro: Caro, somebody: Sam}
relationships:
  ana-ben: {between: [ana, ben], kind: dating}
  ana-caro: {between: [ana, caro], kind: dating}
terms:
  kid-week: {kind: situation, means: the kid is with us}
  night-shift: {kind: situation, means: Ana works at night}
"""
WEEKLY = "{must: date, who: ana, with: ben, every: week}"


def solved(*norms: str, parties: str = "[ana, ben]") -> Verdict:
    """Return what is said of one agreement, whose clauses are `c0`, `c1` and so on."""
    clauses = "".join(
        f"      c{number}: {{says: Clause {number}., norm: {norm}}}\n"
        for number, norm in enumerate(norms)
    )
    text = f"{HEAD}agreements:\n  a:\n    parties: {parties}\n    clauses:\n{clauses}"
    return solve(polyagree.loads(text, format="yaml"), on=MONDAY, horizon=SUNDAY)


def clauses_of(verdict: Verdict) -> list[str]:
    """Return the clauses of each minimal set."""
    assert isinstance(verdict, Inconsistent)
    return [" ".join(sorted(name[2:] for name in each.clauses)) for each in verdict.conflicts]


def situations_of(verdict: Verdict) -> list[tuple[str, ...]]:
    """Return the situations in which something cannot be kept."""
    assert isinstance(verdict, Consistent)
    return [each.situation for each in verdict.conditional]


# Situations


@pytest.mark.parametrize(
    "norm", ["may: date, who: ana, only_if", "must_not: date, who: ana, unless"]
)
@pytest.mark.parametrize(
    ("condition", "situations"),
    [
        ("kid-week", None),
        ("{is: away, who: ben}", None),
        ("{not: always}", None),
        ("{any: [kid-week, night-shift]}", None),
        ("[kid-week, {yes_from: ben}]", None),
        ("{any: [kid-week, {yes_from: ben}]}", []),
        ("{any: [{told: ben}, {yes_from: ben}]}", []),
        ("always", []),
        ("{not: kid-week}", [("kid-week",)]),
    ],
)
def test_what_waits_for_a_situation_is_ruled_out_without_it_however_it_is_put(
    norm: str, condition: str, situations: list[tuple[str, ...]] | None
) -> None:
    verdict = solved(WEEKLY, f"{{{norm}: {condition}}}")

    if situations is None:
        assert clauses_of(verdict) == ["c0 c1"]
        assert isinstance(verdict, Inconsistent)
        assert verdict.conflict.kind == "direct"
    else:
        assert situations_of(verdict) == situations


@pytest.mark.parametrize(
    ("when", "situations"),
    [
        ("during: travelling", [("travelling",)]),
        ("during: illness", [("illness",)]),
        ("during: {act: illness}", [("illness",)]),
        ("during: {act: illness, who: ben}", [("illness (ben)",)]),
        ("during: {is: away, who: ben}", [("away (ben)",)]),
        ("during: {any: [kid-week, night-shift]}", [("kid-week",)]),
        ("during: [kid-week, night-shift]", [("kid-week", "night-shift")]),
        ("during: {any: [kid-week, {done: {act: travel, who: ana}}]}", [("kid-week",)]),
        ("until: {not: kid-week}", [("kid-week",)]),
        ("from: kid-week", [("kid-week",)]),
        (
            "during: [kid-week, night-shift, travelling]",
            [("kid-week", "night-shift", "travelling")],
        ),
    ],
)
def test_what_is_ruled_out_only_sometimes_is_told_with_the_situation(
    when: str, situations: list[tuple[str, ...]]
) -> None:
    assert situations_of(solved(WEEKLY, f"{{must_not: date, who: ana, {when}}}")) == situations


# Limits


@pytest.mark.parametrize(
    ("duties", "limit", "clauses"),
    [
        (["with: ben, at_least: 3"], "with: each partner, at_most: 2, per: week", "c0 c1"),
        (["with: [ben, caro], at_least: 6"], "with: each partner, at_most: 2, per: week", "c0 c1"),
        (["with: ben, at_least: 2", "with: caro, at_least: 2"], "with: each person, at_most: 2, per: week", ""),
        (["with: ben, at_least: 2", "with: caro, at_least: 2"], "with: anyone, at_most: 2, per: week", ""),
        (["with: ben, at_least: 2"], "at_most: 3, per: ever", "c0 c1"),
        (["with: ben, at_least: 2"], "at_most: 4, per: ever", ""),
        (["with: ben, at_least: 2"], "at_most: 1, per: moment", ""),
    ],
)  # fmt: skip
def test_a_limit_counts_in_its_window_and_with_whom_it_says(
    duties: list[str], limit: str, clauses: str
) -> None:
    norms = [f"{{must: date, who: ana, {duty}, per: week}}" for duty in duties]
    verdict = solved(*norms, f"{{may: date, who: ana, {limit}}}")

    if clauses:
        assert clauses_of(verdict) == [clauses]
    else:
        assert isinstance(verdict, Consistent)


# Times


@pytest.mark.parametrize(
    ("norms", "clauses"),
    [
        (["{must: date, who: ana, with: ben, every: 3 days}", "{must_not: date, who: ana, for: 1 week, from: 2025-01-06}"], "c0 c1"),
        (["{must: date, who: ana, with: ben, every: 3 days}", "{must_not: date, who: ana, from: 2025-01-08}"], "c0 c1"),
        (["{must: date, who: ana, with: ben, every: 3 days}", "{must_not: date, who: ana, until: 2025-01-08}"], ""),
        (
            [
                "{must: call, who: ana, with: ben, wait: 2 days, within: 1 week, after: {act: date, who: ana}}",
                WEEKLY,
                "{must_not: call, who: ana, days: [fri, sat, sun]}",
            ],
            "",
        ),
        (
            [
                "{must: call, who: ana, with: ben, wait: 2 days, within: 3 days, after: {act: date, who: ana}}",
                "{must: date, who: ana, with: ben, every: week, days: mon}",
                "{must_not: call, who: ana, days: [wed, thu]}",
            ],
            "c0 c1 c2",
        ),
    ],
)  # fmt: skip
def test_a_time_is_left_or_none_is(norms: list[str], clauses: str) -> None:
    verdict = solved(*norms)

    if clauses:
        assert clauses_of(verdict) == [clauses]
    else:
        assert isinstance(verdict, Consistent)


# Who, how long and how much


def test_of_any_of_them_whoever_is_free_does_it() -> None:
    anybody = "{must: date, who: any party, with: caro, every: week}"
    bans = ["{must_not: date, who: ana}", "{must_not: date, who: ben}"]
    verdict = solved(anybody, bans[0])

    assert isinstance(verdict, Consistent)
    assert {each.event.who for each in verdict.schedule} == {("ben",)}
    assert clauses_of(solved(anybody, *bans)) == ["c0 c1 c2"]


@pytest.mark.parametrize(
    ("asked", "out", "fits"),
    [
        ("lasting: over 3h", "lasting: over 2h", False),
        ("lasting: over 1h", "lasting: over 2h", True),
        ("lasting: 3 nights", "lasting: over 2 nights", False),
        ("lasting: over 1 month", "lasting: over 2h", False),
        ("amount: over 20 EUR", "amount: over 10 EUR", False),
        ("amount: over 20 EUR", "amount: over 30 EUR", True),
        ("where: [home, hotel]", "where: home", True),
        ("where: [home, hotel]", "where: [home, hotel]", False),
    ],
)
def test_what_is_too_long_too_much_or_elsewhere_can_be_otherwise_or_not(
    asked: str, out: str, fits: bool
) -> None:
    verdict = solved(
        f"{{must: visit, who: ana, every: week, {asked}}}", f"{{must_not: visit, {out}}}"
    )

    assert isinstance(verdict, Consistent if fits else Inconsistent)


@pytest.mark.parametrize(
    "duty", ["date, with: nobody", "date, with: partners of them", "spend, amount: over 30 %"]
)
def test_of_a_duty_that_no_event_is_known_to_keep_nothing_is_claimed(duty: str) -> None:
    """A schedule in which nothing happens keeps no duty."""
    verdict = solved(f"{{must: {duty}, who: ana, every: week}}", WEEKLY)

    assert isinstance(verdict, Unknown)
    assert {each.clause for each in verdict.unsettled} == {"a.c0"}


@pytest.mark.parametrize(
    "end", ["until: 2024-12-31", "during: kid-week", "after: {act: travel, who: ana}"]
)
def test_a_duty_that_is_not_due_needs_no_event(end: str) -> None:
    assert isinstance(
        solved(f"{{must: date, with: nobody, who: ana, every: week, {end}}}", WEEKLY), Consistent
    )


@pytest.mark.parametrize("out", ["amount: over 10 EUR", "hours: 20:00-22:00"])
def test_more_than_anybody_counts_is_nothing_that_an_event_could_show(out: str) -> None:
    """It once ended in an error."""
    verdict = solved(
        "{must: spend, who: ana, every: week, amount: over 999999999 EUR}",
        f"{{must_not: spend, {out}}}",
    )

    assert isinstance(verdict, Unknown)


CARO = "{must: date, who: ana, with: caro, every: week}"
NO_CALL = "{must_not: call, who: ana}"


@pytest.mark.parametrize(
    "duty",
    [
        "{must: call, who: ana, with: ben, every: week, until: {done: {act: talk, who: ana}}}",
        "{must: call, who: ana, with: ben, every: week, unless: {yes_from: ben}}",
        "{must: call, who: ana, with: them, after: {act: date, who: ana}, within: 1 week}",
        "{must: call, who: ana, with: ben, after: {act: date, who: ana}, within: 1 week, early: counts}",
        "{must: call, who: ana, with: ben, after: {act: date, who: ana}, every: day, for: 3 days}",
    ],
)
def test_what_hangs_on_a_word_on_whom_or_on_what_was_done_before_is_left_open(duty: str) -> None:
    verdict = solved(duty, CARO, NO_CALL)

    assert isinstance(verdict, Unknown)
    assert "a.c0" in {each.clause for each in verdict.unsettled}


@pytest.mark.parametrize("who", ["each party", "ana"])
def test_what_follows_an_act_follows_it_whoever_is_said_to_do_it(who: str) -> None:
    follows = "{must: call, who: ana, with: ben, within: 1 week, after: {act: date, who: %s}}"

    assert clauses_of(solved(follows % who, CARO, NO_CALL)) == ["c0 c1 c2"]


def test_what_is_not_due_yet_may_be_ruled_out_so_far() -> None:
    assert isinstance(
        solved("{must: call, who: ana, with: ben}", "{must_not: call, until: 2025-02-01}"), Unknown
    )
    assert isinstance(
        solved(
            "{must: call, who: ana, with: ben, every: week, from: {done: {act: talk, who: ana}}}",
            NO_CALL,
        ),
        Consistent,
    )


@pytest.mark.parametrize(("days", "fits"), [(", days: mon", True), ("", False)])
def test_of_two_who_are_to_be_told_each_has_to_be(days: str, fits: bool) -> None:
    verdict = solved(
        "{must: tell, who: ana, to: [ben, caro], every: 10 days}",
        f"{{must_not: tell, who: ana, to: caro{days}}}",
    )

    assert isinstance(verdict, Consistent if fits else Inconsistent)


@pytest.mark.parametrize("lasting", ["", ", for: 9000 years", ", for: 2 weeks"])
def test_what_is_ruled_out_after_the_first_time_leaves_no_second_one(lasting: str) -> None:
    ban = f"{{must_not: date, who: ana, after: {{act: date, who: ana}}{lasting}}}"

    assert clauses_of(solved(CARO, ban)) == ["c0 c1"]
    assert isinstance(solved("{must: date, who: ana, with: caro}", ban), Consistent)


@pytest.mark.parametrize("lasting", ["", ", for: 9000 years"])
def test_what_is_ruled_out_for_good_after_something_daily_has_no_time(lasting: str) -> None:
    ban = f"{{must_not: date, who: ana, after: {{act: talk, who: ana, with: caro}}{lasting}}}"

    assert clauses_of(solved(CARO, ban, "{must: talk, who: ana, with: caro, every: day}")) == [
        "c0 c1 c2"
    ]


@pytest.mark.parametrize(
    ("asked", "limit", "fits"),
    [
        ("at_least: 5h, per: week", "{may: call, who: ana, at_most: 10h, per: week}", True),
        ("at_least: 5h, per: week", "{may: call, who: ana, at_most: 5h, per: week}", True),
        ("at_least: 5h, per: week", "{may: call, who: ana, at_most: 3h, per: week}", False),
        ("at_least: 5h, per: week", "{must_not: call, lasting: over 1h}", True),
    ],
)
def test_hours_that_are_asked_for_are_held_against_those_that_are_allowed(
    asked: str, limit: str, fits: bool
) -> None:
    verdict = solved(f"{{must: call, who: ana, with: ben, {asked}}}", limit)

    assert isinstance(verdict, Consistent if fits else Inconsistent)


def test_in_two_places_each_day_is_twice_a_day() -> None:
    visits = [
        f"{{must: visit, who: ana, where: {place}, every: day, lasting: 2h}}"
        for place in ("home", "hotel")
    ]

    assert clauses_of(solved(*visits, "{may: visit, who: ana, at_most: 1, per: day}")) == [
        "c0 c1 c2"
    ]


def beside(since: str) -> Verdict:
    """Return what is said of a weekly date, and of an agreement against it that has dates."""
    text = (
        f"{HEAD}agreements:\n"
        f"  a: {{parties: [ana, ben], clauses: {{c: {{says: C., norm: {WEEKLY}}}}}}}\n"
        f"  b: {{parties: [ana, ben], {since},"
        " clauses: {c: {says: C., norm: {must_not: date, who: ana}}}}\n"
    )
    return solve(polyagree.loads(text, format="yaml"), on=MONDAY, horizon=SUNDAY)


@pytest.mark.parametrize(
    ("since", "days"),
    [
        ("made: 2025-01-10", None),
        ("made: 2025-01-10, ends: 2025-01-15", [6, 16]),
        ("made: 2024-01-10, ends: 2025-01-15", None),
        ("made: 2024-01-10, ends: 2025-01-09", [10, 13]),
        ("made: 2025-01-18", [6, 13]),
        ("made: 2025-01-10, accepted: {ana: 2025-01-17, ben: 2025-01-17}", [6, 13]),
    ],
)
def test_an_agreement_counts_from_its_first_day_to_its_last(
    since: str, days: list[int] | None
) -> None:
    verdict = beside(since)

    if days is None:
        assert isinstance(verdict, Inconsistent)
    else:
        assert isinstance(verdict, Consistent)
        assert [each.event.day.day for each in verdict.schedule] == days


@pytest.mark.parametrize(
    "waits", ["with: caro, only_if: {told: caro}", "hours: 20:00-22:00, only_if: {told: caro}"]
)
def test_a_word_is_waited_for_only_where_it_is_asked_for(waits: str) -> None:
    verdict = solved(WEEKLY, f"{{may: date, who: ana, {waits}}}", "{must_not: tell, who: ana}")

    assert isinstance(verdict, Consistent)
    assert {each.event.act for each in verdict.schedule} == {"date"}


def test_what_is_over_the_allowed_time_if_it_lasts_so_long_is_left_open() -> None:
    daily = "{must: date, who: ana, with: ben, every: day%s}"

    assert isinstance(solved(daily % "", "{may: date, who: ana, at_most: 2h, per: day}"), Unknown)
    assert isinstance(
        solved(daily % ", lasting: 2h", "{may: date, who: ana, at_most: 3h, per: day}"), Consistent
    )


def test_what_is_granted_below_what_goes_before_it_is_no_conflict() -> None:
    text = (
        f"{HEAD}agreements:\n  a:\n    parties: [ana, ben]\n    clauses:\n"
        "      may: {says: A., norm: {may: call, who: ana, with: ben}}\n"
        "      dont: {says: B., norm: {must_not: call, who: ana}}\n"
    )
    document = polyagree.loads(text, format="yaml")

    assert isinstance(solve(document, on=MONDAY), Inconsistent)
    assert isinstance(solve(document, on=MONDAY, over=[("a.dont", "a.may")]), Consistent)
