"""When a limit holds, and what lifts it."""

from __future__ import annotations

import pytest
from evenings import act, night, nights

from polyagree import loads
from polyagree.model import STATUS_KINDS, Polycule
from polyagree.timeline import Exceedance, exceedances

TWO_A_MONTH = "{may: late-night, at_most: 2, per: month}"


def document(norm: str, *events: str) -> Polycule:
    said = ", ".join(f"{{{event}}}" for event in events)
    return loads(f"""
polyagree: 1
timezone: Europe/Lisbon
people: {{ana: Ana, ben: Ben, caro: Caro, dan: Dan}}
terms:
  kid-week: {{kind: situation, means: Kit is with us}}
agreements:
  home:
    parties: [ana, ben]
    clauses:
      it: {{says: So much., norm: {norm}}}
events: [{said}]
""")


def found(norm: str, *events: str) -> tuple[Exceedance, ...]:
    return exceedances(document(norm, *events))


def over(norm: str, *events: str) -> list[int]:
    """Return the events that are surely over the limit."""
    every = [index for each in found(norm, *events) if each.sure for index in each.over]
    return sorted(every)


def unsure(norm: str, *events: str) -> list[int]:
    every = found(norm, *events)

    assert not any(each.sure for each in every)
    return sorted(index for each in every for index in each.over)


TWO = nights("03-01", "03-15")
THIRD = night("2025-03-20T23:00")


def yes(at: str, rest: str = "to: ana", *, who: str = "ben", word: str = "say-yes") -> str:
    return act(at, word, rest, who=who)


# When a limit holds


def test_a_limit_holds_from_and_until_a_day() -> None:
    log = nights("03-01", "03-02", "03-03")

    assert over(f"{TWO_A_MONTH[:-1]}, from: 2025-03-02}}", *log) == []
    assert over(f"{TWO_A_MONTH[:-1]}, from: 2025-03-01}}", *log) == [2]
    assert over(f"{TWO_A_MONTH[:-1]}, until: 2025-03-02}}", *log) == []
    assert over(f"{TWO_A_MONTH[:-1]}, until: 2025-03-03}}", *log) == [2]


def test_a_limit_holds_until_a_yes_once() -> None:
    limit = f"{TWO_A_MONTH[:-1]}, until: {{yes_from: other parties}}}}"
    yes = act("2025-02-01T12:00", "say-yes", "to: ana", who="ben")
    log = nights("03-01", "03-02", "03-03")

    assert over(limit, *log) == [2]
    assert over(limit, yes, *log) == []


def test_a_limit_holds_from_something_that_happened() -> None:
    limit = f"{TWO_A_MONTH[:-1]}, from: {{act: illness}}}}"
    log = nights("03-01", "03-02", "03-03")

    assert over(limit, *log) == []
    assert over(limit, "at: 2025-01-01, act: illness", *log) == [3]


def test_an_event_does_not_go_on_during_itself() -> None:
    limit = f"{TWO_A_MONTH[:-1]}, during: {{act: date}}}}"

    assert found(limit, *nights("03-01", "03-02", "03-03")) == ()


def test_during_a_situation_it_is_unsure() -> None:
    limit = f"{TWO_A_MONTH[:-1]}, during: kid-week}}"

    assert unsure(limit, *nights("03-01", "03-02", "03-03")) == [2]


def test_during_always_is_throughout() -> None:
    assert over(f"{TWO_A_MONTH[:-1]}, during: always}}", *nights("03-01", "03-02", "03-03")) == [2]


def test_during_an_event_that_goes_on() -> None:
    limit = f"{TWO_A_MONTH[:-1]}, during: {{act: travel}}}}"
    log = nights("03-01", "03-02", "03-03")

    assert over(limit, *log) == []
    assert over(limit, act("2025-03-01T08:00", "travel", "lasting: 1 week"), *log) == [3]
    assert over(limit, act("2025-03-01T08:00", "travel", "lasting: 1 day"), *log) == []
    assert over(limit, act("2025-03-01T08:00", "travel"), *log) == []


def test_how_long_a_happening_lasted_is_unknown() -> None:
    limit = f"{TWO_A_MONTH[:-1]}, during: illness}}"

    assert unsure(limit, "at: 2025-02-01, act: illness", *nights("03-01", "03-02", "03-03")) == [3]


def test_a_limit_holds_for_a_while_after_something() -> None:
    limit = f"{TWO_A_MONTH[:-1]}, after: {{act: barrier-failed}}, for: 2 weeks}}"
    log = nights("03-01", "03-02", "03-03")

    assert over(limit, *log) == []
    assert over(limit, "at: 2025-02-20, act: barrier-failed", *log) == [3]
    assert over(limit, "at: 2025-02-10, act: barrier-failed", *log) == []
    assert over(f"{TWO_A_MONTH[:-1]}, after: illness}}", "at: 2025-02-10, act: illness", *log) == [
        3
    ]


def test_for_a_while_without_a_beginning_is_unsure() -> None:
    assert unsure(f"{TWO_A_MONTH[:-1]}, for: 2 weeks}}", *nights("03-01", "03-02", "03-03")) == [2]


# What lifts it


def test_a_situation_leaves_an_exception_open() -> None:
    assert unsure(f"{TWO_A_MONTH[:-1]}, unless: kid-week}}", *TWO, THIRD) == [2]
    assert unsure(f"{TWO_A_MONTH[:-1]}, unless: {{is: away, who: ben}}}}", *TWO, THIRD) == [2]


@pytest.mark.parametrize("status", STATUS_KINDS)
def test_how_a_clause_stands_leaves_an_exception_open(status: str) -> None:
    assert unsure(f"{TWO_A_MONTH[:-1]}, unless: {{{status}: home.it}}}}", *TWO, THIRD) == [2]
    assert unsure(f"{TWO_A_MONTH[:-1]}, until: {{{status}: home}}}}", *TWO, THIRD) == [2]


def test_what_goes_on_may_lift_the_limit() -> None:
    limit = f"{TWO_A_MONTH[:-1]}, unless: travel}}"
    away = act("2025-03-19T12:00", "travel", "lasting: 3 days")

    assert over(limit, *TWO, THIRD) == [2]
    assert found(limit, *TWO, away, THIRD) == ()
    assert unsure(limit, act("2025-03-01T12:00", "travel", "lasting: 1 day"), *TWO, THIRD) == [3]


def test_what_was_said_may_be_written_as_an_event() -> None:
    limit = f"{TWO_A_MONTH[:-1]}, unless: {{act: say-yes, who: ben}}}}"

    assert found(limit, *TWO, yes("2025-03-20T18:00"), THIRD) == ()
    assert over(limit, *TWO, yes("2025-03-10T18:00"), THIRD) == [3]
    assert over(limit, yes("2025-03-01T18:00"), *TWO, THIRD) == [3]


def test_what_was_done_lifts_the_limit() -> None:
    within = f"{TWO_A_MONTH[:-1]}, unless: {{done: {{act: test, who: actor}}, within: 3 days}}}}"
    ago = f"{TWO_A_MONTH[:-1]}, unless: {{done: {{act: say-yes, who: ben}}, ago: 1 week}}}}"
    ever = f"{TWO_A_MONTH[:-1]}, unless: {{done: {{act: say-yes, who: ben}}}}}}"

    assert found(within, *TWO, act("2025-03-18T12:00", "test"), THIRD) == ()
    assert over(within, *TWO, act("2025-03-17T23:00", "test"), THIRD) == [3]
    assert found(ago, *TWO, yes("2025-03-13T23:00"), THIRD) == ()
    assert over(ago, *TWO, yes("2025-03-13T23:01"), THIRD) == [3]
    assert found(ever, yes("2025-01-01T12:00"), *TWO, THIRD) == ()


def test_conditions_are_put_together() -> None:
    both = f"{TWO_A_MONTH[:-1]}, unless: [{{yes_from: ben}}, {{told: ben}}]}}"
    either = f"{TWO_A_MONTH[:-1]}, unless: {{any: [{{yes_from: ben}}, {{told: ben}}]}}}}"
    not_no = f"{TWO_A_MONTH[:-1]}, unless: {{not: {{done: {{act: say-no, who: ben}}}}}}}}"
    word = yes("2025-03-20T18:00")

    assert over(both, *TWO, word, THIRD) == [3]
    assert found(either, *TWO, word, THIRD) == ()
    assert found(not_no, *TWO, THIRD) == ()


def test_a_joint_limit_is_lifted_by_what_was_done_together() -> None:
    limit = "{may: date, who: all parties, at_most: 1, per: month, unless: {done: {act: talk}}}"
    both = [act(f"2025-03-0{day}T20:00", "date", "with: ben") for day in (1, 2)]

    assert over(limit, *both) == [1]
    assert found(limit, act("2025-02-01T12:00", "talk", "with: ben"), *both) == ()
