"""Whom a norm binds in a replay, whose act keeps it, and when it stops to bind."""

from __future__ import annotations

from polyagree import loads
from polyagree.timeline import Ledger, replay


def run(clauses: str, events: str = "", *, groups: str = "") -> Ledger:
    """Replay an agreement of Ana and Ben, with Cal as somebody else."""
    document = f"""
polyagree: 1
people: {{ana: Ana, ben: Ben, cal: Cal}}
groups: {{{groups}}}
terms: {{rain: {{kind: happening}}, run: {{kind: act}}}}
agreements:
  us:
    parties: [ana, ben]
    clauses: {{{clauses}}}
events: [{events}]
"""
    return replay(loads(document))


def states(ledger: Ledger, clause: str) -> dict[tuple[str, ...], str]:
    return {each.who: each.state for each in ledger.of(clause)}


# Whom it binds


def test_a_duty_of_one_party_is_not_the_other_partys() -> None:
    ledger = run(
        "jog: {says: Ana runs., norm: {must: run, who: ana, until: 2025-01-10}}",
        "{at: 2025-02-01, act: rain}",
    )

    assert states(ledger, "us.jog") == {("ana",): "terminal"}


def test_a_duty_of_a_group_is_that_of_the_parties_in_it() -> None:
    ledger = run(
        "jog: {says: The team runs., norm: {must: run, who: runners, until: 2025-01-10}}",
        "{at: 2025-02-01, act: rain}",
        groups="runners: {kind: team, members: [ben, cal]}",
    )

    assert states(ledger, "us.jog") == {("ben",): "terminal"}


def test_whoever_left_a_group_before_a_duty_began_does_not_owe_it() -> None:
    ledger = run(
        "jog: {says: The team runs., norm: {must: run, who: runners, from: {done: rain}, within: 1 day}}",
        "{at: 2025-02-01T10:00, act: rain}, {at: 2025-02-09, act: rain}",
        groups="runners: {kind: team, members: [ana, {who: ben, until: 2025-01-31}]}",
    )

    assert states(ledger, "us.jog") == {("ana",): "terminal"}


def test_a_weekly_duty_of_a_group_waits_for_whoever_joins_it() -> None:
    ledger = run(
        "jog: {says: The team runs., norm: {must: run, who: runners, every: week, from: 2025-01-01}}",
        "{at: 2025-01-20, act: rain}",
        groups="runners: {kind: team, members: [{who: ben, from: 2025-01-13}, cal]}",
    )

    assert [each.since.day for each in ledger.of("us.jog") if each.since] == [13, 20]


def test_a_power_of_one_party_is_not_the_other_partys() -> None:
    ledger = run(
        """
        jog: {says: Both run., norm: {must: run, until: 2025-01-10}},
        rest: {says: Ana can pause that., norm: {power: pause, who: ana, over: us.jog}}
        """,
        "{at: 2025-01-02T10:00, act: pause, who: ben, about: us.jog}",
    )

    assert [each.kind for each in ledger.remarks] == ["without the power"]
    assert states(ledger, "us.rest") == {("ana",): "in force"}


# Whose act counts


def test_the_act_of_whom_it_was_handed_to_keeps_a_duty() -> None:
    ledger = run(
        """
        jog: {says: Ana runs., norm: {must: run, who: ana, until: 2025-01-10}},
        hand: {says: Ana can hand that over., norm: {power: delegate, who: ana, over: us.jog}}
        """,
        """
        {at: 2025-01-02T10:00, act: delegate, who: ana, to: cal, about: us.jog},
        {at: 2025-01-03T10:00, act: run, who: cal}
        """,
    )

    assert states(ledger, "us.jog") == {("ana",): "fulfilled"}


def test_what_merely_happens_is_a_condition_of_what_is_done_together() -> None:
    ledger = run(
        "stay: {says: We talk when it rained., norm: {must: talk, who: all parties, from: {done: rain}}}",
        "{at: 2025-01-02T10:00, act: rain}, {at: 2025-01-03T10:00, act: talk, who: [ana, ben]}",
    )

    assert states(ledger, "us.stay") == {("ana", "ben"): "fulfilled"}


def test_an_act_of_one_is_no_condition_of_what_is_done_together() -> None:
    ledger = run(
        "stay: {says: We talk when we ran., norm: {must: talk, who: all parties, from: {done: run}}}",
        "{at: 2025-01-02T10:00, act: run, who: ana}",
    )

    assert states(ledger, "us.stay") == {}


# When it stops to bind


def test_a_prohibition_expires_with_the_condition_that_ends_it() -> None:
    ledger = run(
        "stay: {says: No runs before rain., norm: {must_not: run, who: ana, until: {done: rain}}}",
        "{at: 2025-01-02T10:00, act: rain}, {at: 2025-01-03T10:00, act: run, who: ana}",
    )

    assert states(ledger, "us.stay") == {("ana",): "expired"}


def test_a_broken_prohibition_stays_broken_after_its_end() -> None:
    ledger = run(
        "stay: {says: No runs before rain., norm: {must_not: run, who: ana, until: {done: rain}}}",
        """
        {at: 2025-01-01T10:00, act: run, who: ana},
        {at: 2025-01-02T10:00, act: rain},
        {at: 2025-01-03T10:00, act: run, who: ana}
        """,
    )

    (stay,) = ledger.of("us.stay")
    assert stay.state == "terminal"
    assert len(stay.breaks) == 1


def test_a_ban_after_a_break_is_kept_with_the_condition_that_ends_it() -> None:
    ledger = run(
        """
        stay: {
          says: Who dates does not run before it rained., norm: {must_not: date, who: ana},
          if_broken: [{must_not: run, who: breaker, until: {done: rain}}]
        }
        """,
        "{at: 2025-01-01T10:00, act: date, who: ana, with: cal}, {at: 2025-01-02T10:00, act: rain}",
    )

    assert states(ledger, "us.stay") == {("ana",): "compensated"}
