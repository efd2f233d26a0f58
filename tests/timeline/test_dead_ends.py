"""Steps that lead nowhere, and what exploring says of each step."""

from __future__ import annotations

import datetime as dt

import pytest
from ledgers import document

from polyagree.model import Polycule
from polyagree.timeline import End, dead_ends, explore, replay

LIMIT = "{may: late-night, with: outsiders, at_most: 1, per: month}"


def with_steps(steps: str, norm: str = LIMIT) -> Polycule:
    return document(f"{norm[:-1]}, if_broken: [{steps}]}}")


def ends(steps: str, norm: str = LIMIT) -> tuple[End, ...]:
    (walk,) = explore(with_steps(steps, norm)).walks
    return walk.ends


@pytest.mark.parametrize(
    "step",
    [
        "{must: barrier, who: breaker, during: {act: sex}, for: 6 weeks}",
        "{may: date, who: breaker, at_most: 1, per: month, for: 3 months}",
        "{must: date, who: all parties, at_least: 2, per: ever, within: 1 month}",
        "{must_not: date, who: breaker, for: 1 week}",
        "{must: talk, who: all parties, within: 1 week}",
    ],
)
def test_every_kind_of_step_can_be_kept_and_not_kept(step: str) -> None:
    kept, missed = ends(step)

    assert kept.outcome == "compensated"
    assert [choice.is_kept for choice in kept.choices] == [True]
    assert missed.outcome == "terminal"
    assert [choice.is_kept for choice in missed.choices] == [False]


def test_a_step_whose_time_is_over_says_so() -> None:
    first, *_ = ends("{must: talk, who: all parties, by: previous weekend}")

    assert (first.outcome, first.choices[0].is_kept) == ("terminal", False)
    assert first.choices[0].why == "its time is over before it can be done"


def test_what_is_only_given_is_reached_and_owes_nothing() -> None:
    found = explore(
        with_steps(
            "{must: talk, who: all parties, within: 1 week}, {may: time-apart, who: affected}"
        )
    )

    assert found.unreached == ()
    assert [end.outcome for end in found.walks[0].ends] == ["compensated", "terminal"]


def test_exploring_can_begin_at_an_instant() -> None:
    at = dt.datetime(2025, 5, 5, 20, tzinfo=dt.UTC)
    (walk,) = explore(with_steps("{must: talk, who: all parties, within: 1 week}"), on=at).walks

    assert walk.broken is not None
    assert at < walk.broken < at + dt.timedelta(hours=1)


def test_what_can_be_done_after_one_break_is_no_dead_end() -> None:
    monday = with_steps("{must: talk, who: all parties, days: mon, within: 3 days}")
    on = dt.date(2025, 5, 6)

    (walk,) = explore(monday, on=on).walks
    assert walk.ends[0].choices[0].why == "its time is over before it can be done"
    assert dead_ends(monday, ["home.it"], on=on) == ()


def test_a_dead_end_says_where_and_why() -> None:
    (found,) = dead_ends(
        with_steps("{must: talk, who: all parties, by: previous weekend}"), ["home.it"]
    )

    assert (found.kind, found.act, found.clause) == ("out of time", "talk", "home.it")
    assert found.path == (*found.after, "if_broken", 0)


def test_at_the_ends_of_the_calendar_there_is_none() -> None:
    found = with_steps("{must: talk, who: all parties, by: previous weekend}")

    assert dead_ends(found, ["home.it"], on=dt.date.max) == ()


# Some clauses alone


TWO = (
    "agreements: {home: {parties: [ana, ben], made: 2025-03-01, clauses: {"
    "weekly: {says: x, norm: {must: date, who: all parties, every: week}},"
    "it: {says: x, norm: {must: tell, who: ana, to: ben, after: {act: date, with: caro},"
    " within: 1 day, unless: {paused: home.other}}},"
    "other: {says: x, norm: {must_not: argue}},"
    "power: {says: x, norm: {power: pause, who: ben, over: home}}}}}\n"
)


def test_some_clauses_are_replayed_as_among_all() -> None:
    events = """
        at: 2025-03-10T20:00, who: ana, act: date, with: caro
        at: 2025-03-20T20:00, who: ben, act: pause, about: home.other
        at: 2025-03-21T20:00, who: ana, act: date, with: caro
        at: 2025-03-30T20:00, who: [ana, ben], act: talk
    """
    found = document("", events, agreement=TWO)
    some = replay(found, clauses=["home.it"])

    # What it hangs on is there, and what it does not hang on is not.
    assert {each.clause for each in some.instances} == {"home.it", "home.other", "home.power"}
    assert [(each.state, each.breaks) for each in some.of("home.it")] == [
        (each.state, each.breaks) for each in replay(found).of("home.it")
    ]


def test_a_step_about_the_breach_is_kept_by_what_is_about_the_event() -> None:
    norm = (
        "{must_not: date, with: caro, who: ana,"
        " if_broken: [{must: talk, who: all parties, about: breach, within: 1 week}]}"
    )
    events = """
        id: that, at: 2025-03-10T20:00, who: ana, act: date, with: caro
        at: 2025-03-12T20:00, who: [ana, ben], act: talk, about: that
    """
    (instance,) = replay(document(norm, events)).instances

    assert instance.state == "compensated"
