"""How each clause stands, and a ledger as records."""

from __future__ import annotations

import datetime as dt

import pytest

from polyagree.codec import loads
from polyagree.timeline import Ledger, replay


def run(clauses: str, events: str = "", until: str = "2026-03-31") -> Ledger:
    document = f"""
polyagree: 1
people: {{ana: Ana, ben: Ben, cal: Cal}}
agreements:
  us:
    parties: [ana, ben]
    made: 2026-03-02
    if_broken: [{{must: talk, who: all parties, within: 2 days}}]
    clauses: {{{clauses}}}
events: [{events}]
"""
    return replay(loads(document), until=dt.date.fromisoformat(until))


def standing(ledger: Ledger) -> tuple[str, str]:
    (found,) = ledger.summary()
    return found.verdict, found.state


LIMIT = "x: {says: One., norm: {may: late-night, at_most: 1, per: month}}"
NIGHTS = "{at: 2026-03-10T01:00, who: ana, act: late-night, with: cal}, {at: 2026-03-20T01:00, who: ana, act: late-night, with: cal}"


def test_of_several_who_are_bound_the_gravest_counts() -> None:
    ledger = run(LIMIT, NIGHTS)

    assert {each.verdict for each in ledger.of("us.x")} == {"violated", "presumably_satisfied"}
    assert standing(ledger) == ("violated", "terminal")


@pytest.mark.parametrize(
    ("until", "state"), [("2026-03-20", "violated"), ("2026-03-31", "terminal")]
)
def test_what_became_of_the_breaks_is_the_state(until: str, state: str) -> None:
    assert standing(run(LIMIT, NIGHTS, until)) == ("violated", state)


def test_one_break_that_is_not_made_good_outweighs_one_that_is() -> None:
    talk = "{at: 2026-03-10T10:00, who: [ana, ben], act: talk}"
    ban = "x: {says: No., norm: {must_not: smoke}}"
    smoke = "{at: 2026-03-10T09:00, who: ana, act: smoke}"

    assert standing(run(ban, f"{smoke}, {talk}")) == ("violated", "compensated")
    assert standing(run(ban, f"{smoke}, {talk}, {smoke.replace('-10', '-30')}")) == (
        "violated",
        "violated",
    )


@pytest.mark.parametrize(
    ("norm", "verdict", "state"),
    [
        ("{must: talk, after: hurt, within: 2 days}", "presumably_satisfied", "inactive"),
        ("{must_not: smoke}", "presumably_satisfied", "in force"),
        ("{must: talk, within: 6 weeks}", "pending", "in force"),
        ("{must: talk}", "presumably_violated", "in force"),
        ("{may: smoke}", "satisfied", "in force"),
    ],
)
def test_what_nothing_happened_to_has_a_verdict_too(norm: str, verdict: str, state: str) -> None:
    assert standing(run(f"x: {{says: It., norm: {norm}}}")) == (verdict, state)


def test_counts_are_of_the_clause_and_not_of_what_follows() -> None:
    (found,) = run(LIMIT, NIGHTS).summary()

    assert (found.counts.activations, found.counts.fulfilments) == (2, 1)
    assert (found.counts.violations, found.counts.pendings) == (1, 0)


def test_clauses_come_in_the_order_of_the_document() -> None:
    ledger = run(
        "b: {says: B., norm: {must: talk, after: hurt, within: 1 day}},"
        "a: {says: A., norm: {must_not: smoke}}, c: {says: C., norm: none}"
    )

    assert [each.clause for each in ledger.summary()] == ["us.b", "us.a"]


def test_a_summary_is_a_flat_record() -> None:
    (found,) = run(LIMIT, NIGHTS).summary()

    assert found.record() == {
        "clause": "us.x",
        "state": "terminal",
        "verdict": "violated",
        "activations": 2,
        "fulfilments": 1,
        "violations": 1,
        "pendings": 0,
    }


def test_records_have_what_follows_under_what_was_broken() -> None:
    records = run(LIMIT, NIGHTS).records()

    assert [(each["act"], each["who"], each["follows"]) for each in records] == [
        ("late-night", "ana", None),
        ("talk", "ana, ben", records[0]["key"]),
        ("late-night", "ben", None),
    ]
    assert all(
        not isinstance(value, tuple | list | dict) for each in records for value in each.values()
    )
