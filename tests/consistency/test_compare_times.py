"""Two wordings that differ in when something is to be done, how often, or for how long it is not."""

from __future__ import annotations

import pytest
from consistency.wordings import HEAD, are_shown, home, proved

from polyagree.consistency import compare

_OPPOSITE = {"stricter": "looser", "looser": "stricter"}
TELL = "must: tell, who: ana, to: ben"
CALL = "must: call, who: ana"

ONCE = [
    # Not sooner than.
    ("after: date, within: 2 days", "after: date, within: 2 days, wait: 1 day", "stricter"),
    (
        "after: date, within: 2 days, wait: 2h",
        "after: date, within: 2 days, wait: 1 day",
        "stricter",
    ),
    # Not later than.
    ("after: date, within: 2 days", "after: date", "looser"),
    ("after: date, for: 1 week", "after: date, within: 1 week", "equivalent"),
    ("by: 2025-03-01", "by: 2025-03-05", "looser"),
    ("until: 2025-03-01", "until: 2025-03-05", "looser"),
    ("until: 2025-03-01", "by: 2025-03-05", "looser"),
    ("until: 2025-03-01, by: 2025-02-20", "by: 2025-03-05", "looser"),
    ("until: {act: date}, within: 1 week", "until: {act: date}, within: 2 weeks", "looser"),
    ("before: date", "before: overnight", "looser"),
    # What lets it go undone.
    ("after: date, within: 1 day, unless: {done: talk}", "after: date, within: 1 day", "stricter"),
    (
        "after: date, within: 1 day, unless: {done: talk}",
        "after: date, within: 1 day, unless: {done: {act: talk}, within: 1 day}",
        "stricter",
    ),
    (
        "after: date, within: 2 days, until: 2025-04-01",
        "after: date, within: 2 days",
        "incomparable",
    ),
]


@pytest.mark.parametrize(("old", "new", "relation"), ONCE)
def test_a_duty_is_compared_by_when_it_has_to_be_done(old: str, new: str, relation: str) -> None:
    sides = [home(f"{{{TELL}, {each}}}") for each in (old, new)]
    there, back = compare(*sides), compare(*reversed(sides))

    assert (there.verdict, back.verdict) == (relation, _OPPOSITE.get(relation, relation))
    assert are_shown(there, *sides)
    assert are_shown(back, *reversed(sides))


@pytest.mark.parametrize(
    ("old", "new", "ways"),
    [
        ("by: 2025-03-01", "within: 1 week", set()),
        ("until: {act: date}", "until: {act: drink}", set()),
        ("before: {act: date, who: caro}", "before: {act: overnight, who: caro}", {"looser"}),
        (
            "before: {act: date, who: caro}",
            "before: {act: date, who: caro}, within: 1 week",
            {"stricter"},
        ),
        ("before: {act: date, who: caro}", "within: 1 week", set()),
        ("after: date, within: 2 days, late: owed", "after: date, within: 2 days", set()),
        ("after: date, early: counts, within: 2 days", "after: date, within: 2 days", set()),
        # Not once for all, but after each.
        ("within: 1 week", "after: date, within: 1 week", set()),
        # Whatever was done before it began, or happens after it has ended.
        ("from: 2025-03-01, until: 2025-05-01", "from: 2025-04-01, until: 2025-05-01", set()),
        ("after: date, by: 2025-03-20", "after: date", set()),
        ("after: date, by: 2025-03-20, for: 1 week", "after: date, for: 1 week", set()),
    ],
)
def test_what_is_proved_of_a_duty_that_is_done_once(old: str, new: str, ways: set[str]) -> None:
    assert proved(*(home(f"{{{TELL}, {each}}}") for each in (old, new))) == ways


AGAIN = [
    # Each week, or so often in one.
    ("every: week, days: [mon, tue]", "every: month", "looser"),
    ("every: week", "every: week, days: first mon", "incomparable"),
    ("every: 3 days", "every: week", "looser"),
    ("every: 28 days", "every: month", "looser"),
    ("every: 3 weeks", "every: 2 weeks", "stricter"),
    ("at_least: 2, per: week", "at_least: 2, per: month", "looser"),
    ("at_least: 2, per: week, days: [sat, sun]", "at_least: 2, per: week", "looser"),
    ("at_least: 2h, per: week", "at_least: 1h, per: week", "looser"),
    # From one day to another.
    ("every: week, until: 2025-03-01", "every: week, until: 2025-04-01", "stricter"),
    ("every: week, from: 2025-02-01", "every: week, from: 2025-03-01", "looser"),
]


@pytest.mark.parametrize(("old", "new", "relation"), AGAIN)
def test_what_comes_again_is_compared_by_how_often(old: str, new: str, relation: str) -> None:
    sides = [home(f"{{{CALL}, {each}}}") for each in (old, new)]
    found = compare(*sides)

    assert found.verdict == relation
    assert are_shown(found, *sides)


@pytest.mark.parametrize(
    ("old", "new", "ways"),
    [
        ("every: week, until: {act: date}", "every: month, until: {act: date}", set()),
        ("every: week, until: 2025-06-01", "every: month, until: 2025-06-01", set()),
        ("at_least: 2, per: 10 days", "at_least: 2, per: month", set()),
        ("at_least: 2, per: week", "at_least: 3, per: month", set()),
        ("every: week, during: kid-week", "every: week", set()),
        ("every: month", "every: 40 days", set()),
        ("every: week, months: jul", "every: month", set()),
        ("every: day, days: mon", "every: day", set()),
        ("every: week, within: 2 days", "every: week, within: 3 days", set()),
        ("after: date, every: week", "after: date, every: month", set()),
        ("every: week, days: mon", "every: week, days: [mon, tue]", {"looser"}),
        ("every: week", "at_least: 1, per: week", set()),
        ("every: 31 days, until: 2025-06-01", "every: 28 days, until: 2025-06-01", {"stricter"}),
        (
            "at_least: 1, per: week, from: 2025-03-20, until: {act: date}",
            "at_least: 1, per: week, from: 2025-03-25, until: {act: date}",
            set(),
        ),
    ],
)
def test_what_is_proved_of_a_duty_that_comes_again(old: str, new: str, ways: set[str]) -> None:
    assert proved(*(home(f"{{{CALL}, {each}}}") for each in (old, new))) == ways


LIMITS = [
    ("at_most: 2, per: week", "at_most: 2, per: ever", "stricter"),
    ("at_most: 2, per: moment", "at_most: 2, per: ever", "stricter"),
    ("at_most: 2, per: 30 days", "at_most: 2, per: 2 weeks", "looser"),
    ("at_most: 2, per: week", "at_most: 2, per: 10 days", "unknown"),
    ("at_most: 30 %, per: week", "at_most: 20 %, per: week", "unknown"),
    ("at_most: 2, per: week", "with: caro, at_most: 2, per: week", "looser"),
]


@pytest.mark.parametrize(("old", "new", "relation"), LIMITS)
def test_a_limit_is_compared_by_what_a_window_holds(old: str, new: str, relation: str) -> None:
    sides = [home(f"{{may: date, who: ana, {each}}}") for each in (old, new)]
    found = compare(*sides)

    assert found.verdict == relation or (relation == "unknown" and found.verdict == "incomparable")
    assert are_shown(found, *sides)


BANS = [
    ("for: 2 weeks", "for: 1 week", "looser"),
    ("for: 2 weeks", "after: date, for: 2 weeks", "incomparable"),
    ("after: date, for: 2 weeks", "after: date", "stricter"),
    ("after: {act: date, with: outsiders}", "after: date", "stricter"),
    ("after: {act: date, nth: 2}", "after: {act: date, nth: 2}", "equivalent"),
    ("after: {act: date, nth: 2}", "after: {act: date, nth: 3}", "unknown"),
    ("after: {act: date, with: caro}, with: them", "after: date, with: them", "unknown"),
    ("from: {act: date}", "from: 2025-01-01", "incomparable"),
    ("from: {act: date}, until: {act: talk}", "from: {act: date}", "unknown"),
]


@pytest.mark.parametrize(("old", "new", "relation"), BANS)
def test_what_is_ruled_out_is_compared_by_how_long_it_is(old: str, new: str, relation: str) -> None:
    sides = [home(f"{{must_not: drink, who: ana, {each}}}") for each in (old, new)]
    found = compare(*sides)

    assert found.verdict == relation
    assert are_shown(found, *sides)


@pytest.mark.parametrize(
    ("old", "new", "relation"),
    [
        (
            "{must: barrier, during: {act: sex}}",
            "{must: barrier, during: {act: sex, with: caro}}",
            "looser",
        ),
        ("{must: barrier, during: {act: sex}}", "{must: barrier, during: always}", "unknown"),
        ("{must: barrier, during: {act: sex}}", "{must: test, during: {act: sex}}", "unknown"),
        ("{must: barrier, during: {act: sex}}", "{must_not: sex}", "unknown"),
        ("{power: decide, who: ben, over: {act: date}}", "none", "looser"),
        (
            "{power: veto, who: ben, over: {act: date, who: ana}}",
            "{must_not: date, who: ana}",
            "unknown",
        ),
    ],
)
def test_what_goes_with_an_act_and_what_a_power_is_over(old: str, new: str, relation: str) -> None:
    sides = home(old), home(new)
    found = compare(*sides)

    assert found.verdict == relation
    assert are_shown(found, *sides)


def test_hours_of_another_place_are_said() -> None:
    norm = "{must_not: call, hours: 22:00-06:00}"
    tokyo = HEAD.replace("polyagree: 1\n", "polyagree: 1\ntimezone: Asia/Tokyo\n")
    found = compare(home(norm), home(norm, head=tokyo))

    assert found.verdict == "equivalent"
    assert found.why == ("days and hours are those of UTC before, and of Asia/Tokyo now",)
