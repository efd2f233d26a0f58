"""More of what is seldom: pauses, days without hours, and what a scenario shows."""

from __future__ import annotations

import datetime as dt

import pytest
from ledgers import document, facts, ledger, of

from polyagree.source import dotted
from polyagree.timeline import Instance, run_scenarios

DATE = "at: 2025-03-{:02}T20:00, who: ana, act: date, with: {}"
TELL = "{must: tell, to: other parties, after: {act: date, with: outsiders%s}, within: 2 days%s}"
TOLD = "at: 2025-03-{:02}T10:00, who: ana, act: tell, to: ben"
BOTH = "at: 2025-03-{:02}T00:00, who: [ana, ben], act: {}, about: home.it"


def ana(norm: str, *events: str, until: str = "2025-04-15", more: str = "") -> list[Instance]:
    return [*of(ledger(norm, "\n".join(events), until=until, more=more))]


# While a clause stands still


def test_what_happens_meanwhile_sets_nothing_off() -> None:
    norm = TELL % ("", "")
    paused = (BOTH.format(4, "pause"), BOTH.format(8, "resume"))

    assert ana(norm, paused[0], DATE.format(5, "caro"), paused[1]) == []
    assert len(ana(norm, *paused, DATE.format(9, "caro"))) == 1


def test_a_duty_may_have_been_late_when_its_clock_began_to_stand_still() -> None:
    norm = (TELL % ("", "")).replace("2 days", "24h")
    events = (
        "at: 2025-03-03, who: ana, act: date, with: caro",
        BOTH.format(4, "pause").replace("T00:00", "T12:00"),
        TOLD.format(5),
    )

    (late,) = ana(norm, *events)
    (in_time,) = ana(norm, events[0].replace("2025-03-03", "2025-03-03T20:00"), *events[1:])

    assert late.verdict == "unknown"
    assert in_time.verdict == "satisfied"


def test_one_that_began_after_the_pause_is_not_later_by_it() -> None:
    norm = TELL % ("", "")
    (found,) = ana(
        norm,
        BOTH.format(3, "pause"),
        BOTH.format(4, "resume"),
        DATE.format(5, "caro"),
        BOTH.format(6, "resume"),
        until="2025-03-06",
    )

    assert found.until == dt.datetime(2025, 3, 8, tzinfo=dt.UTC)
    assert facts(found) == ["after"]


# Which of several


def test_what_does_not_fall_under_it_is_not_counted() -> None:
    norm = TELL % (", nth: 2", "")
    found = ana(norm, DATE.format(3, "caro"), DATE.format(4, "ben"), DATE.format(5, "caro"))

    assert [each.cause for each in found] == [("events", 2)]


def test_of_several_words_before_it_the_last_is_the_one_that_counts() -> None:
    norm = TELL % ("", ", early: counts")
    (found,) = ana(norm, TOLD.format(3), TOLD.format(4), DATE.format(5, "caro"))

    assert [line.event for line in found.proof if line.fact == "done early"] == [("events", 1)]


# A rest from when a break became known


@pytest.mark.parametrize(
    ("at", "state"),
    [
        ("2025-03-09T23:00", "fulfilled"),
        ("2025-03-12T23:00", "terminal"),
        ("2025-03-27T23:00", "fulfilled"),
        # That day, before or after it became known; and the day on which it is over.
        ("2025-03-10T23:00", "unknown"),
        ("2025-03-10", "unknown"),
    ],
)
def test_a_rest_is_from_when_the_break_became_known(at: str, state: str) -> None:
    norm = "{must_not: smoke, if_broken: [{must_not: late-night, who: breaker, for: 2 weeks}]}"
    (found,) = ana(
        norm,
        "id: one, at: 2025-03-03T10:00, who: ana, act: smoke",
        f"at: {at}, who: ana, act: late-night",
        more="breaches: {it-was: {of: home.it, event: one, discovered: 2025-03-10}}",
    )

    assert [step.state for broken in found.breaks for step in broken.steps] == [state]


# What asks for nobody


def test_who_all_may_approve_waits_for_nobody() -> None:
    norm = "{power: approve, who: [ana, ben], over: {act: overnight, with: outsiders}}"
    found = ledger(norm, "at: 2025-03-03T22:00, who: ana, act: overnight, with: kit")

    assert all(not each.breaks for each in found.instances)


def test_what_goes_with_the_absence_of_something_is_not_broken_by_it() -> None:
    sex = "at: 2025-03-07T20:00, who: ana, act: sex, with: caro, how: without-barrier"
    (found,) = ana("{must: barrier, during: {not: {act: sex}}}", sex)

    assert found.breaks == ()


# Scenarios


def test_a_proof_points_at_what_is_recorded_in_the_time_of_the_scenario() -> None:
    more = (
        "scenarios: {s: {events: [{at: 2025-03-07T10:00, who: ana, act: work},"
        " {at: 2025-03-20T10:00, who: ana, act: work}], expect: {home.it: violated}}}"
    )
    polycule = document(TELL % ("", ""), DATE.format(8, "caro"), more=more)
    (result,) = run_scenarios(polycule)
    (outcome,) = result.outcomes

    assert outcome.is_met
    assert {dotted(line.event) for line in outcome.proof if line.event} == {"events[0]"}


def test_only_the_wording_of_its_day_is_set_off() -> None:
    agreement = (
        "agreements:\n  home:\n    parties: [ana, ben]\n    made: 2025-03-01\n"
        "    revisions: [{date: 2025-03-10, because: new, accepted: {ana: 2025-03-10,"
        f" ben: 2025-03-10}}, was: {{it: {{says: x, norm: {TELL % ('', '')}}}}}}}]\n"
        f"    clauses: {{it: {{says: x, norm: {(TELL % ('', '')).replace('2 days', '3 days')}}}}}\n"
    )
    events = f"{DATE.format(5, 'caro')}\n{DATE.format(15, 'caro')}"
    early, late = of(ledger("", events, agreement=agreement, until="2025-04-01"))

    assert (early.cause, early.until) == (("events", 0), dt.datetime(2025, 3, 8, tzinfo=dt.UTC))
    assert (late.cause, late.until) == (("events", 1), dt.datetime(2025, 3, 19, tzinfo=dt.UTC))
