"""How one wording stands to another one, for people."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from attrs import evolve
from consistency.wordings import HEAD, home

from polyagree.consistency import compare
from polyagree.model import Polycule
from polyagree.report import render_comparison, render_comparison_json

TELL = "{must: tell, who: ana, to: ben, after: date, within: %s}"


def told(old: Polycule, new: Polycule) -> str:
    return render_comparison(compare(old, new), old, new)


def story(old: str, new: str) -> list[str]:
    """Return what the text tells of the first log, as lines without what stands before them."""
    _, _, rest = told(home(old), home(new)).partition("Fine before, and not any more:\n")
    return [line.strip().removeprefix("- ") for line in rest.partition("\n\n")[0].splitlines()]


# A log


@pytest.mark.parametrize(
    ("old", "new", "last"),
    [
        (
            TELL % "2 days",
            TELL % "1 day",
            (
                "and no more of `tell` by Ana up to the end of Wednesday 8 January 2025,"
                " as the new wording asks"
            ),
        ),
        (
            TELL % "2h",
            TELL % "1h",
            (
                "and no more of `tell` by Ana up to 21:00 on Tuesday 7 January 2025,"
                " as the new wording asks"
            ),
        ),
        (
            "none",
            "{must: tell, who: ana, to: ben, by: 2025-03-05}",
            (
                "nothing of `tell` by Ana up to the end of Wednesday 5 March 2025,"
                " as the new wording asks"
            ),
        ),
        (
            "none",
            "{must: tell, who: ana, to: ben}",
            "`tell` by Ana never comes, as the new wording asks",
        ),
        (
            "none",
            "{must: tell, who: ana, to: ben, after: date}",
            "and `tell` by Ana never comes, as the new wording asks",
        ),
        (
            "{must_not: date, with: caro}",
            "{must_not: date}",
            "by the new wording, Ana has broken `a.c0` with that",
        ),
    ],
)
def test_a_log_ends_with_what_one_wording_has_against_it(old: str, new: str, last: str) -> None:
    assert story(old, new)[-1] == last


def test_of_a_long_log_the_beginning_and_the_end_are_told() -> None:
    weekend = "{must: call, who: ana, at_least: 2, per: week, days: [sat, sun]}"
    told_of = story("{must: call, who: ana, at_least: 2, per: week}", weekend)

    assert [line.partition(",")[0] for line in told_of[:3]] == ["Ana: `call`"] * 3
    assert told_of[3].endswith(" more like these")
    assert told_of[4].startswith("Ana: `call`, on ")
    assert len(told_of) == 6


def test_an_event_without_an_hour_is_told_with_its_day() -> None:
    old, new = home("{must_not: call, days: sat}"), home("{must_not: call}")
    found = compare(old, new)
    (clause,) = found.clauses
    (witness,) = clause.witnesses
    days = tuple(evolve(each, at=dt.date(2025, 3, 5)) for each in witness.events)
    dated = evolve(found, clauses=(evolve(clause, witnesses=(evolve(witness, events=days),)),))

    assert "- Ana: `call`, on Wednesday 5 March 2025\n" in render_comparison(dated, old, new)


def test_a_log_of_everything_is_told_where_it_is_another_one() -> None:
    weekly = "{must: date, who: all parties, every: week}"
    old = home(weekly, "{must: test, who: ana, every: month}")
    new = home(weekly, "{must: test, who: ana, every: 2 weeks}")
    together = told(old, new).partition("Taken together\n")[2]

    assert together.startswith("  Fine before, and not any more:\n    - Ana and Ben: `date`, on ")
    assert "and no more of `test` by Ana up to the end of " in together


# What leaves it open


def test_what_leaves_it_open_stands_above_and_at_the_clause() -> None:
    old = home("{must_not: date, who: ana}")
    new = home(
        "{must_not: date, who: anna}",
        parties="anna, ben",
        head=HEAD.replace("ana: Ana", "anna: Anna"),
    )
    sentence = (
        "  - the people differ: only the old document has `ana`, and only the new one has `anna`\n"
    )
    above, _, below = told(old, new).partition("`a.c0`: nobody can tell\n")

    assert sentence in above
    assert sentence in below


# The record

EVENTS = (
    "events:\n"
    "  - {at: 2025-03-01T21:00, who: ana, act: call, with: caro}\n"
    "  - {at: 2025-03-02T21:00, who: ana, act: call, with: caro}\n"
)


def recorded(old: str, new: str, *, events: str = EVENTS, head: str = HEAD) -> str:
    """Return what the text tells of the record, which is in the old document."""
    text = told(home(old, head=HEAD + events), home(new, head=head))
    return text.partition("What is recorded, under both\n")[2]


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("{must_not: call}", "{must_not: call}", "  the 2 entries come to the same\n"),
        (
            "{must_not: call}",
            "none",
            (
                "  - `a.c0`, Ana: broken by the old wording alone, on Saturday 1 March 2025"
                " and on Sunday 2 March 2025\n"
            ),
        ),
        (
            "none",
            "{must_not: call, days: sun}",
            "  - `a.c0`, Ana: broken by the new wording alone, on Sunday 2 March 2025\n",
        ),
        (
            "{must_not: call, during: kid-week}",
            "{must_not: call, days: tue}",
            "  - `a.c0`, Ana: unknown by the old wording, presumably satisfied by the new one\n",
        ),
        (
            "none",
            "{must_not: call, during: kid-week}",
            "  - `a.c0`, Ana: nothing by the old wording, unknown by the new one\n",
        ),
    ],
)
def test_the_record_is_told_under_both(old: str, new: str, line: str) -> None:
    assert recorded(old, new) == line


def test_what_was_missed_is_told_with_its_last_day() -> None:
    events = (
        "events:\n"
        "  - {at: 2025-03-01T20:00, who: ana, act: date, with: caro}\n"
        "  - {at: 2025-03-06T20:00, who: ana, act: call}\n"
    )

    assert recorded(TELL % "2 days", "none", events=events) == (
        "  - `a.c0`, Ana: broken by the old wording alone, on Monday 3 March 2025\n"
    )


def test_of_many_days_a_few_are_told() -> None:
    days = "".join(
        f"  - {{at: 2025-03-{day:02}T21:00, who: ana, act: call, with: caro}}\n"
        for day in range(1, 9)
    )

    assert recorded("{must_not: call}", "none", events=f"events:\n{days}") == (
        "  - `a.c0`, Ana: broken by the old wording alone, on Saturday 1 March 2025,"
        " on Sunday 2 March 2025 and on Monday 3 March 2025, and 5 times more\n"
    )


@pytest.mark.parametrize(
    ("who", "line"),
    [
        ("ana, eli", "  - 1 entry names what only one document has, and was left out\n"),
        ("eli", "  - 2 entries name what only one document has, and were left out\n"),
    ],
)
def test_what_only_one_document_knows_is_left_out(who: str, line: str) -> None:
    one, _, other = who.partition(", ")
    events = (
        "events:\n"
        f"  - {{at: 2025-03-01T21:00, who: {one}, act: call}}\n"
        f"  - {{at: 2025-03-02T21:00, who: {other or one}, act: call}}\n"
    )
    text = recorded("none", "none", events=events, head=HEAD.replace(", eli: Eli", ""))

    assert text.endswith(line)


# For programs


def test_the_json_tells_what_one_side_knows_nothing_of() -> None:
    old = home("none", head=HEAD + EVENTS)
    new = home("{must_not: call, during: kid-week}")
    (changed,) = json.loads(render_comparison_json(compare(old, new), new))["changed"]

    assert changed["old"] is None
    assert changed["new"]["verdict"] == "unknown"
    assert (changed["clause"], changed["who"]) == ("a.c0", ["ana"])
