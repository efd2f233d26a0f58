"""Duties and prohibitions about which a log says too little, and what clears it up."""

from __future__ import annotations

import datetime as dt

import pytest
from ledgers import facts, ledger, of

from polyagree.timeline import Instance


def ana(norm: str, events: str = "", until: str = "2025-04-15", more: str = "") -> list[Instance]:
    return [*of(ledger(norm, events, until=until, more=more))]


DATE = "id: d{0}, at: 2025-03-{0:02}T20:00, who: ana, act: date, with: {1}"
TELL = "{must: tell, to: other parties, after: {act: date, with: outsiders}, within: 2 days}"
TOLD = "at: 2025-03-{:02}T10:00, who: ana, act: tell, to: ben{}"


# What is said to be about something


@pytest.mark.parametrize(
    ("about", "verdict"),
    [
        ("", "satisfied"),
        (", about: d7", "satisfied"),
        (", about: home.it", "satisfied"),
        (", about: home", "satisfied"),
        (", about: caro", "satisfied"),
        (", about: ana", "satisfied"),
        (", about: {act: date, with: caro}", "satisfied"),
        (", about: travel", "satisfied"),
        (", about: d3", "violated"),
        (", about: kit", "violated"),
        (", about: other.it", "violated"),
        (", about: {act: date, with: kit}", "violated"),
        (", about: {act: smoke, with: caro}", "violated"),
    ],
)
def test_what_is_said_to_be_about_something_else_fulfils_nothing(about: str, verdict: str) -> None:
    agreement = (
        "agreements:\n  home:\n    parties: [ana, ben]\n    made: 2025-03-01\n"
        f"    clauses: {{it: {{says: x, norm: {TELL}}}}}\n"
        "  other:\n    parties: [ana, kit]\n    clauses: {it: {says: x, norm: none}}\n"
    )
    events = "\n".join(
        [
            "id: d3, at: 2025-02-03T20:00, who: ana, act: date, with: kit",
            DATE.format(7, "caro"),
            TOLD.format(8, about),
        ]
    )

    (found,) = of(ledger("", events, agreement=agreement, until="2025-04-15"))

    assert found.verdict == verdict


def test_a_duty_about_one_thing_is_not_kept_by_a_word_about_another() -> None:
    norm = "{must: tell, to: other parties, about: travel, within: 1 week}"

    assert [
        ana(norm, TOLD.format(4, about))[0].verdict
        for about in (", about: travel", ", about: smoke", "")
    ] == ["satisfied", "violated", "satisfied"]


def test_two_dates_are_told_of_by_two_words_that_name_them() -> None:
    events = "\n".join(
        [DATE.format(7, "caro"), DATE.format(8, "kit"), TOLD.format(9, ", about: d8")]
    )

    assert [each.state for each in ana(TELL, events)] == ["terminal", "fulfilled"]


# To each of several


@pytest.mark.parametrize(
    ("to", "who", "is_kept"),
    [
        ("other parties", "caro, ben", True),
        ("other parties", "ben", False),
        ("[ben, caro]", "ben", False),
        ("[ben, caro]", "ben, caro", True),
        ("any party", "ben", True),
        ("1 of other parties", "ben", True),
    ],
)
def test_what_is_owed_to_several_is_owed_to_each_of_them(to: str, who: str, is_kept: bool) -> None:
    agreement = (
        "agreements:\n  home:\n    parties: [ana, ben, caro]\n    made: 2025-03-01\n"
        f"    clauses: {{it: {{says: x, norm: {{must: tell, who: ana, to: {to}, within: 1 week}}}}}}\n"
    )
    event = f"at: 2025-03-04T10:00, who: ana, act: tell, to: [{who}]"

    (found,) = of(ledger("", event, agreement=agreement, until="2025-04-15"))

    assert (found.state == "fulfilled") is is_kept


def test_a_talk_with_each_of_them_reaches_each_of_them() -> None:
    agreement = (
        "agreements:\n  home:\n    parties: [ana, ben, caro]\n    made: 2025-03-01\n    clauses:\n"
        "      it: {says: x, norm: {must: talk, who: ana, to: other parties, within: 1 week}}\n"
    )
    talk = "at: 2025-03-{:02}T10:00, who: [ana, {}], act: talk"
    one, both = (
        of(ledger("", events, agreement=agreement, until="2025-04-15"))[0]
        for events in (
            talk.format(4, "ben"),
            f"{talk.format(4, 'ben')}\n{talk.format(5, 'caro')}",
        )
    )

    assert (one.state, facts(one)[1]) == ("terminal", "in part")
    assert both.state == "fulfilled"


# Before what it follows


EARLY = TELL.replace("within", "early: counts, within")


@pytest.mark.parametrize(
    ("word", "state"),
    [
        (TOLD.format(6, ""), "fulfilled"),
        (TOLD.format(6, "").replace("to: ben", "to: kit"), "terminal"),
        (TOLD.format(6, "").replace("who: ana", "who: kit"), "terminal"),
        (TOLD.format(6, ", about: other"), "terminal"),
    ],
)
def test_one_that_counts_early_is_kept_by_the_same_act_before(word: str, state: str) -> None:
    agreement = (
        "agreements:\n  home:\n    parties: [ana, ben]\n    made: 2025-03-01\n"
        f"    clauses: {{it: {{says: x, norm: {EARLY}}}}}\n"
        "  other:\n    parties: [ana, kit]\n    clauses: {it: {says: x, norm: none}}\n"
    )
    (found,) = of(
        ledger("", f"{word}\n{DATE.format(7, 'caro')}", agreement=agreement, until="2025-04-15")
    )

    assert found.state == state


# What goes with something else


WITH = "{must: barrier, during: {act: sex, with: outsiders}}"
SEX = "id: s, at: 2025-03-07T20:00, who: ana, act: sex, with: caro"


@pytest.mark.parametrize(
    ("events", "verdict"),
    [
        (SEX, "unknown"),
        (f"{SEX}, how: barrier", "presumably_satisfied"),
        (f"{SEX}, how: with-barrier", "presumably_satisfied"),
        (f"{SEX}, how: without-barrier", "violated"),
        (f"{SEX}, how: no-barrier", "violated"),
        (SEX.replace("caro", "ben"), "presumably_satisfied"),
        (f"{SEX}\nat: 2025-03-07T20:00, who: ana, act: barrier", "presumably_satisfied"),
        (f"at: 2025-03-07T20:00, who: ana, act: barrier\n{SEX}", "presumably_satisfied"),
        (f"at: 2025-03-07T19:00, who: ana, act: barrier\n{SEX}", "unknown"),
        (
            f"at: 2025-03-07T19:00, who: ana, act: barrier, lasting: 3h\n{SEX}",
            "presumably_satisfied",
        ),
        (f"at: 2025-03-05T19:00, who: ana, act: barrier\n{SEX}", "unknown"),
        (f"{SEX}\nat: 2025-03-08T09:00, who: ana, act: barrier, about: s", "presumably_satisfied"),
        (f"{SEX}\nat: 2025-03-08T09:00, who: ana, act: barrier", "unknown"),
        (f"{SEX}\nat: 2025-03-08T09:00, who: kit, act: barrier, about: s", "unknown"),
    ],
)
def test_what_goes_with_something_is_said_of_it_or_beside_it(events: str, verdict: str) -> None:
    (found,) = ana(WITH, events)

    assert found.verdict == verdict


def test_it_may_go_with_a_situation_that_is_an_act() -> None:
    found = ana("{must: barrier, during: sex}", f"{SEX}, how: without-barrier")

    assert found[0].verdict == "violated"


def test_what_goes_with_a_situation_that_no_log_shows_is_not_broken() -> None:
    found = ana("{must: barrier, during: travelling}", f"{SEX}, how: without-barrier")

    assert found[0].breaks == ()


def test_for_a_while_it_goes_with_what_is_in_that_time() -> None:
    norm = WITH.replace("{must: barrier", "{must: barrier, for: 1 month")
    late = SEX.replace("2025-03-07", "2025-04-07")

    assert ana(norm, f"{SEX}, how: without-barrier")[0].verdict == "violated"
    assert ana(norm, f"{late}, how: without-barrier")[0].breaks == ()


# What is granted


@pytest.mark.parametrize(
    ("norm", "uses"),
    [
        ("{may: date, with: outsiders}", 1),
        ("{may: date, with: kit}", 0),
        ("{may: date, unless: {done: illness, within: 1 week}}", 0),
        ("{may: date, unless: {done: illness, within: 1 day}}", 1),
        ("{may: date, from: 2025-03-10}", 0),
        ("{may: date, until: 2025-03-05}", 0),
    ],
)
def test_a_permission_is_used_where_it_covers_an_act(norm: str, uses: int) -> None:
    ill = "at: 2025-03-04T10:00, act: illness"
    found = ana(norm, f"{ill}\n{DATE.format(7, 'caro')}")

    assert sum(each.counts.fulfilments for each in found) == uses
    assert {each.verdict for each in found} <= {"satisfied"}


# How much over any length of time


TWICE = "{must: call, who: ana, at_least: 2, per: 30 days}"
CALL = "at: 2025-{}T10:00, who: ana, act: call{}"


@pytest.mark.parametrize(
    ("days", "verdict"),
    [
        (["03-05", "03-10"], "pending"),
        (["03-05"], "violated"),
        ([], "violated"),
    ],
)
def test_a_rolling_window_holds_enough_or_too_little(days: list[str], verdict: str) -> None:
    events = "\n".join(CALL.format(day, "") for day in days)
    found = ana(TWICE, events, until="2025-04-02")

    assert found[0].verdict == verdict


def test_what_may_not_count_leaves_a_rolling_window_unknown() -> None:
    norm = "{must: call, who: ana, to: ben, at_least: 2, per: 30 days}"
    events = f"{CALL.format('03-05', ', to: ben')}\n{CALL.format('03-10', '')}"

    assert ana(norm, events)[0].verdict == "unknown"


def test_it_is_late_at_the_earliest_a_whole_window_after_the_beginning() -> None:
    (first, *_) = ana(TWICE, until="2025-04-02")

    assert first.breaks[0].at == dt.datetime(2025, 3, 30, 23, tzinfo=dt.UTC)


# Several of whom one was not reached for sure


BOTH = TELL.replace("2 days", "2h").replace("other parties", "[ben, kit]")
ON_A_DAY = "id: d, at: 2025-03-07, who: ana, act: date, with: caro"
TOLD_BEN = "at: 2025-03-07, who: ana, act: tell, to: ben"


@pytest.mark.parametrize(
    ("kit", "verdict"),
    [
        ("", "violated"),
        ("\nat: 2025-03-09, who: ana, act: tell, to: kit", "violated"),
        ("\nat: 2025-03-07, who: ana, act: tell, to: kit", "unknown"),
        ("\nat: 2025-03-07, who: ana, act: tell", "unknown"),
        ("\nat: 2025-03-08T01:00, who: ana, act: tell, to: [ben, kit]", "unknown"),
    ],
)
def test_whoever_was_not_reached_in_time_for_sure_leaves_no_doubt(kit: str, verdict: str) -> None:
    (found,) = ana(BOTH, f"{ON_A_DAY}\n{TOLD_BEN}{kit}")

    assert found.verdict == verdict


@pytest.mark.parametrize(
    ("told", "verdict"),
    [
        ("2025-03-06", "violated"),
        ("2025-03-07", "unknown"),
        ("2025-03-08T01:00", "unknown"),
        ("2025-03-08T03:00", "violated"),
        ("2025-03-09", "violated"),
    ],
)
def test_what_is_too_late_at_every_hour_of_a_day_is_missed(told: str, verdict: str) -> None:
    (found,) = ana(
        TELL.replace("2 days", "2h"), f"{ON_A_DAY}\nat: {told}, who: ana, act: tell, to: ben"
    )

    assert found.verdict == verdict


@pytest.mark.parametrize(
    ("ben", "is_done"), [("2025-03-08T01:00", True), ("2025-03-07", False), ("2025-03-06", False)]
)
def test_whoever_was_reached_in_time_or_late_is_reached_for_what_is_still_owed(
    ben: str, is_done: bool
) -> None:
    norm = BOTH.replace("within", "late: owed, within")
    events = f"{ON_A_DAY}\nat: {ben}, who: ana, act: tell, to: ben"
    (found,) = ana(norm, f"{events}\nat: 2025-03-09, who: ana, act: tell, to: kit")

    assert found.verdict == "violated"
    assert ("done late" in facts(found)) is is_done
