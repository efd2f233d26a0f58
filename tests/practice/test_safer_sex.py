"""What an agreement says of tests, of barriers, and of sharing results."""

from __future__ import annotations

import pytest

from polyagree.codec import loads
from polyagree.model import Polycule
from polyagree.practice import (
    SaferSexPlan,
    compare_safer_sex_plans,
    safer_sex_over_time,
    safer_sex_plan,
    safer_sex_plans,
)

PEOPLE = "polyagree: 1\npeople: {ana: Ana, ben: Ben, caro: Caro}\n"


def document(*norms: str, more: str = "") -> Polycule:
    clauses = "".join(
        f"      c{n}: {{says: x, norm: {{{norm}}}}}\n" for n, norm in enumerate(norms)
    )
    return loads(
        f"{PEOPLE}agreements:\n  a:\n    parties: [ana, ben]\n    made: 2025-01-01\n"
        f"    clauses:\n{clauses}{more}",
        format="yaml",
    )


def plan(*norms: str) -> SaferSexPlan:
    polycule = document(*norms)
    return safer_sex_plan(polycule.agreement("a"), polycule.vocabulary)


def is_outside(norm: str) -> bool:
    (found,) = plan(norm).protections
    return found.is_outside


def said(found: SaferSexPlan) -> list[list[str]]:
    parts = (found.testing, found.protections, found.sharing)
    return [[str(each) for each in part] for part in parts]


@pytest.mark.parametrize(
    ("norm", "parts"),
    [
        ("must: test, every: 3 months", [["every 3 months"], [], []]),
        ("must: test, at_least: 2, per: year", [["2 per year"], [], []]),
        ("must: test, after: new-partner", [["after new-partner"], [], []]),
        ("must: test, within: 6 weeks", [["once"], [], []]),
        (
            "must: barrier, during: {act: sex, with: outsiders}",
            [[], ["barriers with outsiders"], []],
        ),
        ("must: barrier, during: always", [[], ["barriers"], []]),
        (
            "must: barrier, during: {act: sex}, after: barrier-failed, for: 6 weeks",
            [[], ["barriers after barrier-failed for 6 weeks"], []],
        ),
        (
            "must_not: sex, with: outsiders, how: without-barrier",
            [[], ["barriers with outsiders"], []],
        ),
        (
            "may: sex, with: other parties, how: without-barrier",
            [[], ["may be left out with other parties"], []],
        ),
        (
            "must: share-results, to: other parties, after: results, within: 24h",
            [[], [], ["to other parties after results, within 24h"]],
        ),
        (
            "must: tell, to: other parties, after: barrier-failed, by: same night",
            [[], [], ["to other parties after barrier-failed, by same night"]],
        ),
        (
            "must: tell, to: other parties, about: health, every: month",
            [[], [], ["to other parties, every month"]],
        ),
        ("must: tell, to: other parties, after: {act: date}", [[], [], []]),
        ("must_not: sex, with: outsiders", [[], [], []]),
        ("must: contraception, during: {act: sex}", [[], [], []]),
        ("may: test, at_most: 2, per: year", [[], [], []]),
    ],
)
def test_a_clause_is_part_of_the_plan(norm: str, parts: list[list[str]]) -> None:
    assert said(plan(norm)) == parts
    assert plan(norm).is_empty == (parts == [[], [], []])


@pytest.mark.parametrize(
    ("norm", "days"),
    [
        ("every: 3 months", 91),
        ("every: quarter", 91),
        ("every: 8 weeks", 56),
        ("every: 90 days", 90),
        ("at_least: 2, per: year", 183),
        ("at_least: 1, per: 60 days", 60),
        ("every: year", 365),
        ("after: new-partner", None),
    ],
)
def test_how_many_days_lie_between_two_tests(norm: str, days: int | None) -> None:
    (found,) = plan(f"must: test, {norm}").testing

    assert days == (None if found.days is None else round(found.days))


def test_the_interval_is_the_shortest_that_comes_round() -> None:
    found = plan(
        "must: test, every: year", "must: test, every: 8 weeks", "must: test, after: results"
    )

    assert str(found.interval) == "every 8 weeks"
    assert plan("must: test, after: results").interval is None


def test_barriers_with_those_outside_hold_at_any_time() -> None:
    outside = "must: barrier, during: {act: sex, with: outsiders}"

    assert is_outside(outside)
    assert is_outside("must: barrier, during: {act: sex}")
    assert not is_outside(f"{outside}, after: barrier-failed, for: 6 weeks")
    assert not is_outside("must: barrier, during: {act: sex, with: caro}")
    assert not is_outside("may: sex, with: outsiders, how: without-barrier")


def test_two_plans_differ_in_what_they_say_and_not_in_the_names_of_clauses() -> None:
    one = plan("must: test, every: 3 months", "must: barrier, during: always")
    other = plan(
        "must: talk, every: week", "must: barrier, during: always", "must: test, every: 6 months"
    )

    (found,) = compare_safer_sex_plans(one, other)

    assert (found.about, found.one, found.other) == (
        "testing",
        ("every 3 months",),
        ("every 6 months",),
    )
    assert compare_safer_sex_plans(one, one) == ()


def test_two_plans_differ_in_whom_they_bind() -> None:
    (found,) = compare_safer_sex_plans(
        plan("must: test, every: year"), plan("must: test, who: ana, every: year")
    )

    assert (found.one, found.other) == (("every year",), ("ana: every year",))
    assert not compare_safer_sex_plans(
        plan("must: test, every: year"), plan("must: test, who: each party, every: year")
    )


def test_a_plan_changes_on_the_day_on_which_everybody_accepted_it() -> None:
    polycule = document(
        "must: test, every: 3 months",
        more="""
    revisions:
      - date: 2025-03-01
        accepted: {ana: 2025-03-01, ben: 2025-03-09}
        was: {c0: {says: x, norm: {must: test, every: year}}}
""",
    )

    first, second = safer_sex_over_time(polycule.agreement("a"), polycule.vocabulary)

    assert [str(each) for each in first.plan.testing] == ["every year"]
    assert str(second.date) == "2025-03-09"
    assert [each.about for each in second.changes] == ["testing"]


def test_plans_are_those_of_agreements_that_say_something_of_it() -> None:
    text = f"""{PEOPLE}
agreements:
  a: {{parties: [ana, ben], clauses: {{c: {{says: x, norm: {{must: test, every: year}}}}}}}}
  b: {{parties: [ana, ben], clauses: {{c: {{says: x, norm: {{must: talk, every: year}}}}}}}}
  c: {{parties: [ben, caro], made: 2024-01-01, ends: 2024-06-01, clauses: {{c: {{says: x, norm: {{must: test, every: year}}}}}}}}
events: [{{at: 2025-01-01, who: ana, act: test}}]
"""

    assert [each.agreement for each in safer_sex_plans(loads(text, format="yaml"))] == ["a"]


def test_a_boundary_among_the_clauses_is_of_its_holder() -> None:
    text = f"""{PEOPLE}
agreements:
  a:
    parties: [ana, ben]
    clauses: {{mine: {{holder: ben, says: I test., norm: {{must: test, every: 3 months}}}}}}
"""
    polycule = loads(text, format="yaml")

    (found,) = safer_sex_plan(polycule.agreement("a"), polycule.vocabulary).testing

    assert [str(each) for each in found.who] == ["ben"]
