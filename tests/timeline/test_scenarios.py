"""Scenarios: what people expect, and what would come of it."""

from __future__ import annotations

import datetime as dt

import pytest
from ledgers import document

from polyagree.model import Polycule
from polyagree.source import dotted
from polyagree.timeline import ScenarioResult, coverage, replay, run_scenarios

LIMIT = "{may: late-night, at_most: 1, per: month}"
TELL = "{must: tell, to: other parties, after: {act: date, with: outsiders}, within: 2 days}"
NIGHT = "at: 2025-05-07T23:30, who: ana, act: late-night, with: caro"


def scenario(expect: str, *events: str) -> str:
    listed = ", ".join(f"{{{each}}}" for each in events)
    return f"scenarios: {{s: {{events: [{listed}], expect: {{home.it: {expect}}}}}}}"


def run(polycule: Polycule) -> ScenarioResult:
    (result,) = run_scenarios(polycule)
    return result


@pytest.mark.parametrize(
    ("got", "meets"),
    [
        ("presumably_satisfied", {"satisfied", "presumably_satisfied"}),
        ("terminal", {"violated", "terminal"}),
    ],
)
@pytest.mark.parametrize(
    "expected",
    [
        *("satisfied", "violated", "presumably_satisfied", "presumably_violated"),
        *("pending", "compensated", "terminal", "unknown"),
    ],
)
def test_what_meets_an_expectation(got: str, meets: set[str], expected: str) -> None:
    nights = (NIGHT,) if got == "presumably_satisfied" else (NIGHT, NIGHT.replace("07T", "08T"))
    result = run(document(LIMIT, more=scenario(expected, *nights)))
    (outcome,) = result.outcomes

    assert outcome.got == got
    assert outcome.is_met is (expected in meets)


def test_it_is_looked_at_to_the_end_of_its_last_day() -> None:
    result = run(document(TELL, more=scenario("pending", NIGHT)))

    # Summer time in Lisbon.
    assert result.until == dt.datetime(2025, 5, 7, 23, tzinfo=dt.UTC)


def test_the_log_goes_before_and_what_is_later_is_left_out() -> None:
    before = "at: 2025-05-01T23:30, who: ana, act: late-night, with: caro"
    later = "at: 2025-05-09T23:30, who: ana, act: late-night, with: caro"
    expected = scenario("violated", NIGHT)

    assert run(document(LIMIT, before, more=expected)).is_met
    assert not run(document(LIMIT, later, more=expected)).is_met


def test_a_proof_points_at_events_of_the_scenario() -> None:
    earlier = "at: 2025-05-01T23:30, who: ana, act: late-night, with: caro"
    result = run(document(LIMIT, earlier, more=scenario("violated", NIGHT)))
    (line,) = (each for each in result.outcomes[0].proof if each.event is not None)

    assert dotted(line.event or ()) == "scenarios.s.events[0]"
    assert (line.fact, line.detail) == ("over the limit", "2 of 1 in May 2025")


def test_what_stands_open_from_before_does_not_count_where_something_new_does() -> None:
    dated = "id: e, at: 2025-05-06T20:00, who: ana, act: date, with: caro"
    new = [
        "id: f, at: 2025-05-07T20:00, who: ana, act: date, with: caro",
        "at: 2025-05-07T21:00, who: ana, act: tell, to: ben, about: f",
    ]
    result = run(document(TELL, dated, more=scenario("satisfied", *new)))

    assert result.outcomes[0].got == "satisfied"


def test_a_window_that_has_only_begun_does_not_count_beside_one_that_was_kept() -> None:
    weekly = "{must: date, who: all parties, every: week}"
    sunday = "at: 2025-05-11T20:00, who: [ana, ben], act: date"

    assert run(document(weekly, more=scenario("satisfied", sunday))).is_met


def test_a_scenario_without_events_looks_at_what_is_recorded() -> None:
    found = document(LIMIT, NIGHT, more=scenario("satisfied"))

    assert run(found).outcomes[0].got == "presumably_satisfied"
    assert run(found).is_vacuous


def test_the_document_and_its_ledger_are_left_as_they_are() -> None:
    found = document(LIMIT, more=scenario("satisfied", NIGHT))
    run_scenarios(found)

    assert replay(found).instances == replay(document(LIMIT)).instances


def test_coverage_names_what_no_scenario_has_to_do_with() -> None:
    clauses = (
        "agreements: {home: {parties: [ana, ben], made: 2025-03-01, clauses: {"
        f"it: {{says: x, norm: {LIMIT}, if_broken: [{{must: talk, who: all parties, within: 1 week,"
        " if_broken: [{must: see-counsellor, who: all parties, within: 1 month}]}]},"
        "that: {says: x, norm: {must_not: argue, hours: after 22:00}},"
        "free: {says: x, norm: {may: date}}}}}\n"
    )
    twice = (NIGHT, NIGHT.replace("07T", "08T"))
    found = coverage(document("", agreement=clauses, more=scenario("violated", *twice)))

    assert (found.scenarios, found.norms, found.steps) == (1, 2, 2)
    assert [dotted(path) for path in found.untriggered] == ["agreements.home.clauses.that.norm[0]"]
    assert [dotted(path) for path in found.unreached] == [
        "agreements.home.clauses.it.if_broken[0].if_broken[0]"
    ]


def test_coverage_of_a_document_without_scenarios_names_everything() -> None:
    found = coverage(document(LIMIT))

    assert (found.scenarios, len(found.untriggered)) == (0, 1)


def test_of_an_agreement_the_gravest_of_its_clauses_counts() -> None:
    expected = scenario("satisfied", NIGHT, NIGHT.replace("07T", "08T")).replace("home.it", "home")

    (outcome,) = run(document(LIMIT, more=expected)).outcomes

    assert (outcome.of, outcome.got) == ("home", "terminal")
    assert outcome.is_concerned
    assert not outcome.is_met


def test_reasons_come_in_the_order_of_time_and_tell_steps_apart() -> None:
    steps = "[{must: talk, who: all parties, within: 1 day}]"
    expected = scenario(
        "satisfied", NIGHT.replace("late-night", "date"), "at: 2025-05-20, who: ana, act: work"
    )

    (outcome,) = run(document(f"{TELL[:-1]}, if_broken: {steps}}}", more=expected)).outcomes
    lines = [(line.fact, line.detail) for line in outcome.proof]

    assert lines[-3:] == [
        ("missed", ""),
        ("missed", "`talk` to follow a break"),
        ("terminal", ""),
    ]
