"""When people looked at what they agreed, and until when they are due to look again."""

from __future__ import annotations

import datetime as dt

from polyagree import loads
from polyagree.model import Polycule
from polyagree.timeline import Due, Rhythm

MADE = "made: 2025-01-05"
WEEKLY = "{must: check-in, who: all parties, every: week}"


def document(
    agreement: str = "", *, duty: str = "none", check_ins: str = "", events: str = ""
) -> Polycule:
    return loads(f"""
polyagree: 1
timezone: Europe/Lisbon
people: {{ana: Ana, ben: Ben, caro: Caro}}
groups: {{flat: {{kind: household, members: [ana, ben]}}}}
agreements:
  home: {{parties: [ana, ben, caro], {agreement}, clauses: {{it: {{says: So., norm: {duty}}}}}}}
  away: {{parties: [ana, ben], made: 2020-01-01}}
check_ins: [{check_ins}]
events: [{events}]
""")


def review(
    every: str,
    *,
    on: str = "2025-12-31",
    check_ins: str = "",
    events: str = "",
    agreement: str = MADE,
) -> Due | None:
    polycule = document(f"{agreement}, review: {{{every}}}", check_ins=check_ins, events=events)
    return Rhythm(polycule, on=dt.date.fromisoformat(on)).of_review(polycule.agreement("home"))


def duties(
    duty: str,
    *,
    on: str = "2025-12-31",
    check_ins: str = "",
    events: str = "",
    agreement: str = MADE,
) -> list[Due]:
    polycule = document(agreement, duty=duty, check_ins=check_ins, events=events)
    home = polycule.agreement("home")
    (norm,) = home.clause("it").norms
    return [*Rhythm(polycule, on=dt.date.fromisoformat(on)).of_duty(home, "it", norm, home.parties)]


def since(due: Due | None) -> str | None:
    return None if due is None else due.since.isoformat()


# Reviews


def test_a_due_says_whose_since_when_until_when_and_where_the_last_one_stands() -> None:
    due = review("every: quarter", check_ins="{date: 2025-02-01, people: [ana, ben, caro]}")

    assert due == Due(
        who=("ana", "ben", "caro"),
        agreement="home",
        since=dt.date(2025, 2, 1),
        by=dt.date(2025, 6, 30),
        last=("check_ins", 0),
    )


def test_before_the_first_one_it_counts_from_what_was_made_accepted_or_revised() -> None:
    assert since(review("every: month")) == "2025-01-05"
    accepted = f"{MADE}, accepted: {{ana: 2025-01-06, caro: 2025-02-01}}"
    assert since(review("every: month", agreement=accepted)) == "2025-02-01"
    revised = f"{MADE}, revisions: [{{date: 2025-03-01}}]"
    assert since(review("every: month", agreement=revised)) == "2025-03-01"


def test_what_is_later_than_the_day_is_left_out() -> None:
    later = "{date: 2025-06-01, people: [ana, ben, caro]}"

    assert since(review("every: month", on="2025-05-31", check_ins=later)) == "2025-01-05"
    assert since(review("every: month", on="2025-06-01", check_ins=later)) == "2025-06-01"


def test_nothing_is_due_where_nothing_is_dated() -> None:
    assert review("every: month", agreement="title: Home") is None


def test_a_check_in_is_a_date_as_well() -> None:
    due = review(
        "every: month",
        agreement="title: Home",
        check_ins="{date: 2025-02-01, people: [ana, ben, caro]}",
    )

    assert since(due) == "2025-02-01"


def test_nothing_is_due_before_it_was_made() -> None:
    assert review("every: month", on="2025-01-04") is None


def test_an_agreement_without_a_review_has_none_due() -> None:
    polycule = document(MADE)

    rhythm = Rhythm(polycule, on=dt.date(2025, 12, 31))

    assert rhythm.of_review(polycule.agreement("home")) is None
    assert not rhythm.is_kept


def test_two_of_its_parties_are_enough_where_it_is_named() -> None:
    for named in ("reviewed: home", "reviewed: home.it", "decided: [home.it]"):
        kept = f"{{date: 2025-02-01, people: [ana, ben], {named}}}"
        assert since(review("every: month", check_ins=kept)) == "2025-02-01"


def test_one_of_its_parties_is_not_enough() -> None:
    kept = "{date: 2025-02-01, people: [ana], reviewed: home}"

    assert since(review("every: month", check_ins=kept)) == "2025-01-05"


def test_where_nothing_is_named_all_parties_have_to_be_there() -> None:
    two = "{date: 2025-02-01, people: [ana, ben]}"
    all_and_more = "{date: 2025-03-01, people: [ana, ben, caro]}"

    assert since(review("every: month", check_ins=two)) == "2025-01-05"
    assert since(review("every: month", check_ins=f"{two}, {all_and_more}")) == "2025-03-01"


def test_one_that_names_another_agreement_does_not_count() -> None:
    kept = "{date: 2025-02-01, people: [ana, ben, caro], reviewed: away}"

    assert since(review("every: month", check_ins=kept)) == "2025-01-05"


def test_what_somebody_says_about_it_names_it() -> None:
    for said in (
        "scores: [{who: ana, about: home, value: 1, scale: 0-4}]",
        "feelings: [{who: ana, about: home.it, says: x}]",
        "concerns: [{who: ana, about: home, says: x}]",
    ):
        kept = f"{{date: 2025-02-01, people: [ana, ben], reviewed: away, {said}}}"
        assert since(review("every: month", check_ins=kept)) == "2025-02-01"


def test_an_event_counts_like_a_check_in() -> None:
    due = review("every: month", events="{at: 2025-02-01, who: [ana, ben, caro], act: review}")

    assert due is not None
    assert due.last == ("events", 0)
    with_caro = "{at: 2025-02-01, who: caro, with: flat, act: check-in, about: home}"
    assert since(review("every: month", events=with_caro)) == "2025-02-01"


def test_the_day_is_that_of_the_documents_zone() -> None:
    kept = "{date: 2025-06-01T23:30Z, people: [ana, ben, caro]}"

    assert since(review("every: month", check_ins=kept)) == "2025-06-02"


# After a happening


def test_what_happened_leaves_four_weeks() -> None:
    due = review("after: illness", events="{at: 2025-03-01, who: ana, act: illness}")

    assert due is not None
    assert due.by == dt.date(2025, 3, 29)
    assert due.after == ("events", 0)


def test_of_two_times_the_sooner_one_counts() -> None:
    events = "{at: 2025-03-01, who: ana, act: illness}"

    soon = review("every: month, after: illness", events=events)
    late = review("every: year, after: illness", events=events)

    assert soon is not None
    assert (soon.by, soon.after) == (dt.date(2025, 2, 28), None)
    assert late is not None
    assert (late.by, late.after) == (dt.date(2025, 3, 29), ("events", 0))


def test_what_happened_before_the_last_time_is_done() -> None:
    due = review(
        "after: [illness, birth]",
        check_ins="{date: 2025-03-01, people: [ana, ben, caro]}",
        events="{at: 2025-03-01, act: birth}, {at: 2025-02-01, act: illness}",
    )

    assert due is None


def test_what_happens_to_nobody_happens_to_all() -> None:
    assert review("after: crisis", events="{at: 2025-03-01, act: crisis}") is not None


# When it stands still


def test_a_pause_without_an_end_asks_for_nothing() -> None:
    assert (
        review("every: month", events="{at: 2025-02-01, who: ana, act: pause, about: home}") is None
    )
    assert (
        review("every: month", events="{at: 2025-02-01, who: ana, act: end, about: home}") is None
    )


def test_after_a_pause_the_time_runs_again() -> None:
    paused = "{at: 2025-02-01, who: ana, act: pause, about: home, lasting: 1 month}"
    resumed = "{at: 2025-02-10, who: ana, act: resume, about: home}"

    assert since(review("every: month", events=paused)) == "2025-03-01"
    assert since(review("every: month", events=f"{paused}, {resumed}")) == "2025-02-10"


def test_who_meets_in_a_pause_has_taken_it_up_again() -> None:
    due = review(
        "every: month",
        check_ins="{date: 2025-03-01, people: [ana, ben, caro]}",
        events="{at: 2025-02-01, who: ana, act: pause, about: home}",
    )

    assert since(due) == "2025-03-01"


def test_a_pause_of_something_else_moves_nothing() -> None:
    due = review("every: month", events="{at: 2025-02-01, who: ana, act: pause, about: away}")

    assert since(due) == "2025-01-05"


def test_an_exception_is_for_that_day() -> None:
    due = review(
        "every: month",
        events="{at: 2025-02-01, who: [ana, ben, caro], act: agree-exception, about: home}",
    )

    assert since(due) == "2025-02-01"


# Duties


def test_all_parties_are_due_together() -> None:
    (due,) = duties(WEEKLY, check_ins="{date: 2025-02-01, people: [ana, ben]}")

    assert due.who == ("ana", "ben", "caro")
    assert due.since == dt.date(2025, 1, 5)
    assert due.by == dt.date(2025, 1, 12)


def test_each_is_due_alone_and_those_with_the_same_last_time_in_one() -> None:
    found = duties(
        "{must: check-in, every: week}", check_ins="{date: 2025-02-01, people: [ana, ben]}"
    )

    assert [(due.who, since(due)) for due in found] == [
        (("ana", "ben"), "2025-02-01"),
        (("caro",), "2025-01-05"),
    ]


def test_somebody_has_to_be_there_whom_the_duty_names() -> None:
    found = duties(
        "{must: check-in, with: caro, every: week}",
        check_ins="{date: 2025-02-01, people: [ana, ben]}, {date: 2025-02-02, people: [ana, caro]}",
    )

    assert [(due.who, since(due)) for due in found] == [
        (("ana", "caro"), "2025-02-02"),
        (("ben",), "2025-01-05"),
    ]


def test_a_duty_counts_from_its_own_first_day() -> None:
    (due,) = duties("{must: check-in, who: all parties, every: week, from: 2025-06-02}")

    assert due.since == dt.date(2025, 6, 2)


def test_so_many_in_each_window_are_one_at_least() -> None:
    (due,) = duties("{must: check-in, who: all parties, at_least: 2, per: month}")

    assert due.by == dt.date(2025, 2, 28)


def test_what_hangs_on_something_else_is_not_due() -> None:
    for more in ("during: travelling", "unless: {is: ill, who: ana}", "after: date", "from: ill"):
        assert duties(f"{{must: check-in, who: all parties, every: week, {more}}}") == []


def test_a_duty_that_is_once_is_not_due_again() -> None:
    assert duties("{must: check-in, who: all parties, within: 1 week, after: date}") == []


def test_a_clause_that_is_not_in_force_asks_for_nothing() -> None:
    new = "revisions: [{date: 2025-02-01, accepted: {ana: 2025-02-01}, was: {it: none}}]"

    assert duties(WEEKLY, agreement=f"{MADE}, {new}") == []


def test_a_clause_that_all_accepted_is_in_force() -> None:
    all_of_them = "{ana: 2025-02-01, ben: 2025-02-02, caro: 2025-02-03}"
    new = f"revisions: [{{date: 2025-02-01, accepted: {all_of_them}, was: {{it: none}}}}]"

    (due,) = duties(WEEKLY, agreement=f"{MADE}, {new}")

    assert due.since == dt.date(2025, 2, 3)


def test_a_pause_of_the_clause_is_one() -> None:
    paused = "{at: 2025-02-01, who: ana, act: pause, about: home.it}"

    assert duties(WEEKLY, events=paused) == []
