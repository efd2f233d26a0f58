"""What follows a break: whom it binds, since when, and by which wording."""

from __future__ import annotations

import datetime as dt

import pytest
from ledgers import document, facts, ledger

from polyagree.model import Polycule
from polyagree.timeline import Break, Instance, Ledger, replay

SMOKE = "id: one, at: 2025-03-03T10:00, who: ana, act: smoke"
DATE = "at: 2025-03-05T20:00, who: {}, act: date, with: {}"


def home(steps: str, *, parties: str = "ana, ben", more: str = "") -> str:
    return (
        f"agreements:\n  home:\n    parties: [{parties}]\n    made: 2025-03-01\n    clauses:\n"
        f"      it: {{says: x, norm: {{must_not: smoke}}, if_broken: {steps}}}\n{more}"
    )


def after_smoke(
    steps: str,
    events: str = "",
    *,
    until: str = "2025-04-15",
    parties: str = "ana, ben",
    people: str = "",
) -> tuple[Break, tuple[Instance, ...]]:
    """Return the break when Ana smoked on 3 March, and what followed it."""
    found = ledger(
        "",
        f"{SMOKE}\n{events}",
        until=until,
        agreement=home(steps, parties=parties),
        more=people,
    )
    (broken,) = (broken for each in found.of("home.it") for broken in each.breaks)
    return broken, broken.steps


# Steps that wait for something besides the break


TELL = (
    "[{must: tell, who: breaker, to: other parties,"
    " after: {act: date, with: outsiders%s}, within: 1 day}]"
)
TOLD = "at: 2025-03-06T10:00, who: ana, act: tell, to: ben"


def test_a_step_that_follows_something_else_waits_for_it() -> None:
    broken, (step,) = after_smoke(TELL % "", until="2025-03-04")

    assert (step.state, step.until) == ("inactive", None)
    assert broken.state == "violated"


def test_what_comes_before_that_keeps_no_step() -> None:
    early = TOLD.replace("06T", "04T")
    _, (step,) = after_smoke(TELL % "", f"{early}\n{DATE.format('ana', 'caro')}")

    assert facts(step) == ["after", "after", "missed", "terminal"]


@pytest.mark.parametrize(
    ("events", "state", "of_break"),
    [
        (f"{DATE.format('ana', 'caro')}\n{TOLD}", "fulfilled", "compensated"),
        (DATE.format("ana", "caro"), "terminal", "terminal"),
        # Of the other one, or among themselves, it sets nothing off.
        (DATE.format("ben", "caro"), "inactive", "violated"),
        (DATE.format("ana", "ben"), "inactive", "violated"),
        # With whom, the log does not say.
        ("at: 2025-03-05T20:00, who: ana, act: date", "unknown", "violated"),
    ],
)
def test_it_binds_from_then_on(events: str, state: str, of_break: str) -> None:
    broken, (step,) = after_smoke(TELL % "", events)

    assert (step.state, broken.state) == (state, of_break)


def test_its_time_runs_from_what_it_follows() -> None:
    _, (step,) = after_smoke(TELL % "", DATE.format("ana", "caro"), until="2025-03-06")

    assert step.since == dt.datetime(2025, 3, 5, 20, tzinfo=dt.UTC)
    assert step.until == dt.datetime(2025, 3, 7, tzinfo=dt.UTC)
    assert step.cause == ("events", 1)


def test_it_may_follow_the_second_of_them_only() -> None:
    second = DATE.format("ana", "caro").replace("05T", "07T")
    events = f"{DATE.format('ana', 'caro')}\n{second}"
    _, (step,) = after_smoke(TELL % ", nth: 2", events, until="2025-03-07")

    assert (step.state, step.cause) == ("in force", ("events", 2))


# Whom they bind, and towards whom


def test_so_many_of_them_are_enough() -> None:
    step = "[{must: talk, who: 2 of all parties, within: 1 week}]"
    talk = "at: 2025-03-05T20:00, who: [%s], act: talk"

    two, (by_two,) = after_smoke(step, talk % "ben, caro", parties="ana, ben, caro")
    one, (by_one,) = after_smoke(step, talk % "ben, kit", parties="ana, ben, caro")

    assert by_two.who == by_one.who == ("ana", "ben", "caro")
    assert (two.state, one.state) == ("compensated", "terminal")


def test_everybody_but_the_breaker_may_be_meant() -> None:
    step = "[{must: talk, who: other parties, with: {people: anyone, except: breaker}, within: 1 week}]"
    talk = "at: 2025-03-05T20:00, who: [ben, %s], act: talk"

    with_caro, _ = after_smoke(step, talk % "caro")
    with_ana, _ = after_smoke(step, talk % "ana")

    assert (with_caro.state, with_ana.state) == ("compensated", "terminal")


def test_the_partners_of_the_breaker_may_be_meant() -> None:
    step = "[{must: tell, who: breaker, to: partners of breaker, within: 1 week}]"
    people = "relationships: {ac: {between: [ana, caro], kind: partner}}"
    tell = "at: 2025-03-05T20:00, who: ana, act: tell, to: %s"

    caro, (step_to,) = after_smoke(step, tell % "caro", people=people)
    kit, _ = after_smoke(step, tell % "kit", people=people)

    assert step_to.to == ("caro",)
    assert (caro.state, kit.state) == ("compensated", "terminal")


# What is not to be done for a while


REST = "[{must_not: late-night, who: breaker, with: outsiders, for: 2 weeks}]"


@pytest.mark.parametrize(
    ("event", "state"),
    [
        ("at: 2025-03-17T09:59, who: ana, act: late-night, with: caro", "terminal"),
        ("at: 2025-03-18T10:01, who: ana, act: late-night, with: caro", "fulfilled"),
        # Before the break, with company that has no name, by the other one.
        ("at: 2025-03-03T09:00, who: ana, act: late-night, with: caro", "fulfilled"),
        ("at: 2025-03-10T10:00, who: ana, act: late-night", "unknown"),
        ("at: 2025-03-10T10:00, who: ben, act: late-night, with: caro", "fulfilled"),
    ],
)
def test_a_rest_is_kept_when_its_time_is_over(event: str, state: str) -> None:
    _, (step,) = after_smoke(REST, event)

    assert step.state == state


def test_a_rest_that_was_perhaps_kept_leaves_the_break_as_it_is() -> None:
    broken, _ = after_smoke(REST, "at: 2025-03-10T10:00, who: ana, act: late-night")

    assert broken.state == "violated"


def test_a_rest_counts_from_when_the_break_became_known() -> None:
    found = ledger(
        "",
        f"{SMOKE}\nat: 2025-03-05T23:00, who: ana, act: late-night, with: caro",
        until="2025-04-15",
        agreement=home(REST),
        more="breaches: {it-was: {of: home.it, event: one, discovered: 2025-03-10}}",
    )
    (step,) = found.of("home.it")[0].breaks[0].steps

    assert step.state == "fulfilled"


# Powers among them


VETO = "[{power: veto, who: affected, over: {act: date, with: outsiders}}]"
NO = "at: 2025-03-04T10:00, who: ben, act: veto, about: {act: date, with: caro}"


def bans(found: Ledger) -> list[Instance]:
    return [each for each in found.instances if each.norm.act == "date"]


def test_a_power_that_follows_a_break_reaches_acts_that_nothing_else_is_about() -> None:
    events = f"{SMOKE}\n{NO}\n{DATE.format('ana', 'caro')}"
    (ban,) = bans(ledger("", events, agreement=home(VETO)))

    assert (ban.who, ban.verdict) == (("ana",), "violated")
    assert [each.event for each in ban.breaks] == [("events", 2)]


def test_without_the_break_nobody_has_it() -> None:
    assert bans(ledger("", f"{NO}\n{DATE.format('ana', 'caro')}", agreement=home(VETO))) == []


# The wording of the day


def put_differently(*events: str) -> Polycule:
    """Return a document in which another step follows a break from 10 March on."""
    was = "was: {it: {says: x, norm: {must_not: smoke}, if_broken: [%s]}}"
    revised = (
        "    revisions: [{date: 2025-03-10, because: new,"
        " accepted: {ana: 2025-03-10, ben: 2025-03-10}, "
        + was % "{must: talk, who: all parties, within: 3 days}"
        + "}]\n"
    )
    steps = "[{must: aftercare, who: all parties, within: 3 days}]"
    return document("", "\n".join(events), agreement=home(steps, more=revised))


@pytest.mark.parametrize(
    ("day", "act", "state"),
    [
        (4, "talk", "compensated"),
        (4, "aftercare", "terminal"),
        (20, "talk", "terminal"),
        (20, "aftercare", "compensated"),
    ],
)
def test_what_follows_is_what_followed_on_that_day(day: int, act: str, state: str) -> None:
    smoke = f"at: 2025-03-{day:02}T10:00, who: ana, act: smoke"
    done = f"at: 2025-03-{day + 1:02}T10:00, who: [ana, ben], act: {act}"
    found = replay(put_differently(smoke, done), until=dt.date(2025, 4, 1))

    assert [each.state for each in found.of("home.it")[0].breaks] == [state]


def test_a_step_of_the_earlier_wording_is_not_followed_by_itself() -> None:
    smoke = "at: 2025-03-02T10:00, who: ana, act: smoke"
    found = replay(put_differently(smoke), until=dt.date(2025, 4, 1))
    (broken,) = found.of("home.it")[0].breaks

    assert [each.norm.act for each in broken.steps] == ["talk"]
    assert [each.steps for each in broken.steps[0].breaks] == [()]
