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
    (
        "after: {act: date, nth: 2}, within: 1 day",
        "after: {act: date, nth: 2}, within: 2 days",
        "looser",
    ),
    ("before: {act: date, who: caro}", "before: {act: overnight, who: caro}", "looser"),
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
    ("every: week, until: 2026-06-01", "every: week, days: thu, until: 2026-06-01", "stricter"),
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
        ("every: week, before: {act: date, who: caro}", "every: week", set()),
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
    ("at_most: 30 %, per: week", "at_most: 20 %, per: week", "unknown"),
    ("at_most: 2, per: week", "with: caro, at_most: 2, per: week", "looser"),
]


@pytest.mark.parametrize(("old", "new", "relation"), LIMITS)
def test_a_limit_is_compared_by_what_a_window_holds(old: str, new: str, relation: str) -> None:
    sides = [home(f"{{may: date, who: ana, {each}}}") for each in (old, new)]
    found = compare(*sides)

    assert found.verdict == relation
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


@pytest.mark.parametrize(
    ("old", "new", "ways"),
    [
        (
            "{must: barrier, during: {act: sex}}",
            "{must: barrier, during: {act: sex}}",
            {"stricter", "looser"},
        ),
        ("{must: barrier, during: {act: sex}}", "{must: barrier, during: always}", set()),
        ("{must: barrier, during: {act: sex}}", "{must: test, during: {act: sex}}", set()),
        ("{must: barrier, during: {act: sex}}", "{must_not: sex}", set()),
        ("{may: date, at_most: 2, per: week}", "{may: date, at_most: 2, per: 10 days}", set()),
        (
            "{must_not: date, who: partner, with: caro}",
            "{must_not: date, with: caro}",
            {"stricter"},
        ),
        ("{must_not: overnight, nth: 2}", "{must_not: date, nth: 2}", set()),
        ("{must_not: date}", "{must_not: date, nth: 2+}", {"looser"}),
        (
            "{must: tell, who: ana, to: caro, after: date}",
            "{must_not: date, unless: {told: ben}}",
            set(),
        ),
    ],
)
def test_what_is_proved_of_who_is_bound_and_of_what_is_counted(
    old: str, new: str, ways: set[str]
) -> None:
    assert proved(home(old), home(new)) == ways


def test_a_duty_beside_a_ban_is_compared_by_what_is_done() -> None:
    told = f"[{{must_not: drink}}, {{{TELL}, after: date, within: 1 day%s}}]"
    sides = home(told % ""), home(told % ", wait: 2h")
    found = compare(*sides)

    assert found.verdict == "stricter"
    assert are_shown(found, *sides)


def test_what_comes_again_beside_a_ban_and_what_hardly_does_is_compared_by_how_often() -> None:
    rare = "{must: talk, who: ana, every: month, days: 02-29}"
    again = f"[{{{CALL}, every: %s}}, {{must_not: drink}}, {rare}]"
    sides = home(again % "2 days"), home(again % "3 days")
    found = compare(*sides)

    assert found.verdict == "looser"
    assert are_shown(found, *sides)


@pytest.mark.parametrize(
    ("old", "new", "relation"),
    [
        # A day that does not come soon.
        ("days: 02-29", "days: [02-29, 03-01]", "stricter"),
        # In Berlin, it is never two in the morning on that day of 2025.
        ("days: 03-30", "days: [03-30, 03-31]", "stricter"),
        # Before there are any logs.
        ("from: 1890-01-01", "from: 1880-01-01", "unknown"),
    ],
)
def test_days_that_are_rare_are_told_apart_where_they_can(
    old: str, new: str, relation: str
) -> None:
    berlin = HEAD.replace("polyagree: 1\n", "polyagree: 1\ntimezone: Europe/Berlin\n")
    sides = [home(f"{{must_not: call, {each}}}", head=berlin) for each in (old, new)]
    found = compare(*sides)

    assert found.verdict == relation
    assert are_shown(found, *sides)


def test_where_the_calendar_ends_nobody_can_tell() -> None:
    west = HEAD.replace("polyagree: 1\n", "polyagree: 1\ntimezone: America/New_York\n")
    old, new = (
        home(f"{{must_not: call, until: 9999-12-{day}}}", head=west) for day in ("29", "30")
    )

    assert proved(old, new) == {"stricter"}
    assert compare(old, new).verdict == "unknown"


def test_what_binds_all_together_waits_for_a_word_of_all() -> None:
    gated = "{must_not: travel, who: all parties, unless: {told: caro}}"
    sides = home(gated), home("{must_not: travel, who: all parties}")
    found = compare(*sides)

    assert found.verdict == "stricter"
    assert are_shown(found, *sides)


def test_hours_of_another_place_are_said() -> None:
    norm = "{must_not: call, hours: 22:00-06:00}"
    tokyo = HEAD.replace("polyagree: 1\n", "polyagree: 1\ntimezone: Asia/Tokyo\n")
    found = compare(home(norm), home(norm, head=tokyo))

    assert found.verdict == "equivalent"
    assert found.why == ("days and hours are those of UTC before, and of Asia/Tokyo now",)
