"""When a norm begins and ends, where that hangs on something that happens."""

from __future__ import annotations

import datetime as dt

import pytest
from ledgers import facts, ledger, of

from polyagree.timeline import Instance


def ana(norm: str, events: str = "", until: str = "2025-04-15", more: str = "") -> list[Instance]:
    return [*of(ledger(norm, events, until=until, more=more))]


DATE = "at: 2025-03-{:02}T20:00, who: ana, act: date, with: caro"
MOVED = "at: 2025-03-{:02}T10:00, who: [ana, ben], act: move-in"


# Beginning


FROM = (
    "{must: tell, to: other parties, after: {act: date, with: outsiders}, within: 1 day,"
    " from: {done: move-in}}"
)


def test_a_duty_that_follows_an_event_binds_once_its_condition_has_come_true() -> None:
    found = ana(FROM, f"{DATE.format(3)}\n{MOVED.format(5)}\n{DATE.format(7)}")

    assert [each.cause for each in found] == [("events", 2)]


def test_a_condition_that_came_true_once_is_not_taken_back() -> None:
    norm = "{must_not: smoke, from: {done: move-in, within: 2 days}}"
    smoke = "at: 2025-03-20T10:00, who: ana, act: smoke"

    assert ana(norm, f"{MOVED.format(5)}\n{smoke}")[0].verdict == "violated"
    assert ana(norm, smoke)[0].verdict == "presumably_satisfied"


def test_what_happened_before_the_day_on_which_it_begins_sets_nothing_off() -> None:
    norm = FROM.replace("{done: move-in}", "2025-03-06")

    found = ana(norm, f"{DATE.format(3)}\n{DATE.format(7)}")

    assert [each.cause for each in found] == [("events", 1)]


def test_what_is_put_differently_no_longer_sets_off_the_earlier_duty() -> None:
    agreement = (
        "agreements:\n  home:\n    parties: [ana, ben]\n    made: 2025-03-01\n"
        "    revisions: [{date: 2025-03-10, because: new, accepted: {ana: 2025-03-10,"
        " ben: 2025-03-10}, was: {it: {says: x, norm: {must: test, within: 1 day,"
        " from: {done: move-in}}}}}]\n"
        "    clauses: {it: {says: x, norm: {must: test, within: 3 days, from: {done: move-in}}}}\n"
    )

    (early,) = of(ledger("", MOVED.format(5), agreement=agreement, until="2025-04-01"))
    (late,) = of(ledger("", MOVED.format(15), agreement=agreement, until="2025-04-01"))

    assert early.until == dt.datetime(2025, 3, 7, tzinfo=dt.UTC)
    assert late.until == dt.datetime(2025, 3, 19, tzinfo=dt.UTC)


# Which of several


HURT = "at: 2025-03-{:02}T10:00, act: hurt"


def test_three_in_a_row_are_not_known_from_a_log() -> None:
    norm = "{must: talk, who: all parties, after: {act: hurt, nth: 3 in a row}, within: 1 day}"
    two, three = (
        ana(norm, "\n".join(HURT.format(day) for day in range(3, 3 + count))) for count in (2, 3)
    )

    assert two == []
    assert [each.verdict for each in three] == ["unknown"]


@pytest.mark.parametrize(
    ("nth", "verdicts"), [("2", ["unknown", "unknown"]), ("2+", ["unknown", "violated"])]
)
def test_which_it_was_is_unknown_where_one_before_it_may_not_count(
    nth: str, verdicts: list[str]
) -> None:
    norm = (
        "{must: talk, who: all parties, within: 1 day,"
        f" after: {{act: date, with: outsiders, nth: {nth}}}}}"
    )
    unclear = "at: 2025-03-04T20:00, who: ana, act: date"

    found = ana(norm, f"{DATE.format(3)}\n{unclear}\n{DATE.format(5)}")

    assert [each.verdict for each in found] == verdicts


# Ending


def test_a_prohibition_ends_when_its_condition_comes_true() -> None:
    norm = "{must_not: smoke, until: {done: move-in}}"
    smoke = "at: 2025-03-10T10:00, who: ana, act: smoke"

    (free,) = ana(norm, f"{MOVED.format(5)}\n{smoke}")
    (bound,) = ana(norm, f"{smoke}\n{MOVED.format(15)}")

    assert (free.state, free.verdict) == ("expired", "satisfied")
    assert bound.verdict == "violated"


def test_it_does_not_end_by_what_merely_resembles_it() -> None:
    norm = "{must_not: smoke, until: {done: {act: move-in, who: ben}}}"
    smoke = "at: 2025-03-10T10:00, who: ana, act: smoke"

    (found,) = ana(norm, f"at: 2025-03-05T10:00, who: ana, act: move-in\n{smoke}")

    assert found.verdict == "violated"


def test_a_duty_is_over_with_the_next_event_that_it_is_due_before() -> None:
    norm = (
        "{must: tell, to: other parties, after: {act: date, with: outsiders},"
        " before: {act: travel, with: outsiders}}"
    )
    night = "at: 2025-03-{:02}T22:00, who: ana, act: travel, with: {}"

    (missed,) = ana(norm, f"{DATE.format(3)}\n{night.format(5, 'caro')}")
    (waiting,) = ana(norm, f"{DATE.format(3)}\n{night.format(5, 'ben')}")
    (perhaps,) = ana(norm, f"{DATE.format(3)}\nat: 2025-03-05T22:00, who: ana, act: travel")

    assert facts(missed)[:2] == ["after", "missed"]
    assert (waiting.state, waiting.verdict) == ("in force", "pending")
    # With whom, the log does not say: it may have been missed.
    assert (perhaps.state, perhaps.verdict) == ("in force", "unknown")


def test_what_is_done_after_it_may_be_over_is_not_surely_in_time() -> None:
    norm = (
        "{must: tell, to: other parties, after: {act: date, with: outsiders},"
        " before: {act: travel, with: outsiders}}"
    )
    night = "at: 2025-03-05T22:00, who: ana, act: travel"
    tell = "at: 2025-03-{:02}T10:00, who: ana, act: tell, to: ben"

    (sure,) = ana(norm, f"{DATE.format(3)}\n{night}\n{night.replace('05T', '08T')}, with: caro")
    (before,) = ana(norm, f"{DATE.format(3)}\n{tell.format(4)}\n{night}")
    (after,) = ana(norm, f"{DATE.format(3)}\n{night}\n{tell.format(7)}")

    assert (before.verdict, after.verdict) == ("satisfied", "unknown")
    # Whichever of the two it was, nothing was said before it.
    assert sure.verdict == "violated"


def test_a_check_in_of_one_alone_is_not_the_next_one() -> None:
    norm = "{must: tell, to: other parties, after: {act: date, with: outsiders}, by: next check-in}"
    check_ins = "check_ins: [{{date: 2025-03-05, people: [ana, {}]}}]"

    (with_caro,) = ana(norm, DATE.format(3), more=check_ins.format("caro"))
    (with_ben,) = ana(norm, DATE.format(3), more=check_ins.format("ben"))

    assert with_caro.verdict == "pending"
    assert with_ben.verdict == "violated"
    assert with_ben.breaks[0].at == dt.datetime(2025, 3, 6, tzinfo=dt.UTC)


def test_by_the_next_review_is_a_check_in_about_the_agreement() -> None:
    norm = "{must: tell, to: other parties, after: {act: date, with: outsiders}, by: next review}"
    check_ins = "check_ins: [{{date: 2025-03-05, people: [ana, ben]{}}}]"

    (other,) = ana(norm, DATE.format(3), more=check_ins.format(""))
    (review,) = ana(norm, DATE.format(3), more=check_ins.format(", reviewed: [home]"))

    assert (other.verdict, review.verdict) == ("pending", "violated")


# By the calendar


@pytest.mark.parametrize(
    ("norm", "end"),
    [
        ("{must: test, by: 2025-03-10}", dt.date(2025, 3, 11)),
        ("{must: test, until: 2025-03-10}", dt.date(2025, 3, 11)),
        ("{must: test, by: 2025-03-10, within: 5 days}", dt.date(2025, 3, 7)),
        ("{must: test, by: 2025-03-10, within: 5 weeks}", dt.date(2025, 3, 11)),
    ],
)
def test_its_time_is_over_at_the_earliest_of_its_ends(norm: str, end: dt.date) -> None:
    (found,) = ana(norm)

    assert found.until == dt.datetime.combine(end, dt.time(), dt.UTC)


def undated(norm: str) -> str:
    """Return an agreement of which nothing says when it began."""
    return (
        "agreements:\n  home:\n    parties: [ana, ben]\n"
        f"    clauses: {{it: {{says: x, norm: {norm}}}}}\n"
    )


@pytest.mark.parametrize(
    ("norm", "verdict"),
    [
        ("{must: test, by: 2025-03-10}", "violated"),
        ("{must: test, by: 2025-05-10}", "pending"),
        ("{must: test, until: 2025-03-10}", "violated"),
        ("{must: test, within: 1 week}", "unknown"),
        ("{must: test, for: 1 week}", "unknown"),
        ("{must: test, every: 3 months}", "unknown"),
        ("{must: test, at_least: 1, per: 30 days}", "unknown"),
    ],
)
def test_where_nothing_says_when_it_began_only_the_calendar_ends_its_time(
    norm: str, verdict: str
) -> None:
    (found,) = of(ledger("", agreement=undated(norm), until="2025-04-15"))

    assert found.verdict == verdict


@pytest.mark.parametrize(
    "norm",
    [
        "{must: test, within: 9000 years}",
        "{must: test, by: 9999-12-31}",
        "{must: test, until: 9999-12-31}",
    ],
)
def test_what_is_due_at_the_end_of_the_calendar_is_not_late(norm: str) -> None:
    (found,) = ana(norm)

    assert (found.state, found.verdict) == ("in force", "pending")


def test_what_comes_round_after_the_end_of_the_calendar_never_does() -> None:
    assert ana("{must: test, every: 9000 years}") == []


def test_what_comes_round_for_a_while_ends_with_it() -> None:
    found = ana("{must: talk, who: all parties, every: week, for: 3 weeks}")

    # From Saturday 1 March to the 22nd: two whole weeks of the calendar.
    assert [each.since for each in found] == [
        dt.datetime(2025, 3, day, tzinfo=dt.UTC) for day in (3, 10)
    ]
