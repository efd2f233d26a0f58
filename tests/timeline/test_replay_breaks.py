"""What follows a break, to the end of each chain."""

from __future__ import annotations

import datetime as dt

import pytest
from ledgers import facts, ledger, of

LATE = "at: 2025-03-07T23:30, who: ana, act: late-night, with: caro"
TALK = "at: 2025-03-{:02}T12:00, who: [ana, ben], act: talk"
SEE = "at: 2025-03-{:02}T12:00, who: [ana, ben], act: see-counsellor"
CHAIN = (
    "[{must: talk, who: all parties, within: 3 days, "
    "if_broken: [{must: see-counsellor, who: all parties, within: 1 week}]}]"
)


def agreement(steps, norm="{must_not: late-night, with: outsiders}", more="", clauses=""):
    return (
        "agreements:\n  home:\n    parties: [ana, ben]\n    made: 2025-03-01\n"
        f"    {more}\n"
        "    clauses:\n"
        f"      it: {{says: x, norm: {norm}, if_broken: {steps}}}\n      {clauses}\n"
    )


def broken(steps, events, until=None, **options):
    records = options.pop("records", "")
    found = ledger("", events, agreement=agreement(steps, **options), until=until, more=records)
    return found.instances[0]


def test_nothing_named_makes_each_break_terminal():
    (found,) = of(ledger("{must_not: late-night, with: outsiders}", LATE))

    assert (found.state, found.breaks[0].state) == ("terminal", "terminal")


def test_a_step_that_is_kept_makes_it_good():
    found = broken(CHAIN, f"{LATE}\n{TALK.format(9)}")

    assert (found.state, found.verdict) == ("compensated", "violated")
    assert [step.state for step in found.breaks[0].steps] == ["fulfilled"]


def test_a_step_that_is_not_kept_goes_on_with_its_own():
    late = broken(CHAIN, LATE, until="2025-03-11")
    good = broken(CHAIN, f"{LATE}\n{SEE.format(12)}")
    over = broken(CHAIN, LATE, until="2025-03-20")

    assert late.state == "violated"
    assert late.breaks[0].steps[0].breaks[0].steps[0].state == "in force"
    assert good.state == "compensated"
    assert over.state == "terminal"


def test_all_of_a_list_is_owed():
    steps = "[{must: talk, who: all parties, within: 1 week}, {must: aftercare, who: all parties, within: 1 week}]"
    care = "at: 2025-03-09T20:00, who: [ana, ben], act: aftercare"

    assert broken(steps, f"{LATE}\n{TALK.format(9)}").state == "violated"
    assert broken(steps, f"{LATE}\n{TALK.format(9)}\n{care}").state == "compensated"
    assert broken(steps, f"{LATE}\n{care}", until="2025-03-20").state == "terminal"


def test_a_step_can_be_not_to_do_something_for_a_while():
    steps = "[{must_not: late-night, who: breaker, for: 2 weeks}]"
    again = "at: 2025-03-15T23:30, who: ana, act: late-night, with: caro"

    assert broken(steps, LATE, until="2025-03-10").state == "violated"
    assert broken(steps, LATE, until="2025-03-25").state == "compensated"
    assert broken(steps, f"{LATE}\n{again}").state == "terminal"


def test_to_pause_something_is_not_to_do_it():
    steps = "[{must: pause, who: all parties, about: late-night, for: 2 weeks}]"

    assert broken(steps, LATE, until="2025-03-25").state == "compensated"


def test_the_steps_of_the_agreement_are_for_clauses_without_their_own():
    more = "if_broken: [{must: talk, who: all parties, within: 3 days}]"
    found = ledger(
        "",
        f"{LATE}\n{TALK.format(9)}",
        agreement=(
            "agreements:\n  home:\n    parties: [ana, ben]\n    made: 2025-03-01\n"
            f"    {more}\n    clauses:\n"
            "      it: {says: x, norm: {must_not: late-night, with: outsiders}}\n"
        ),
    )

    assert found.instances[0].state == "compensated"
    assert found.instances[0].breaks[0].steps[0].path == ("agreements", "home", "if_broken", 0)


def test_the_breaker_and_the_affected_are_those_of_the_break():
    steps = "[{must: tell, who: breaker, to: affected, within: 1 day}]"
    (step,) = broken(steps, LATE).breaks[0].steps

    assert (step.who, step.to) == (("ana",), ("ben",))


def test_a_third_break_can_ask_for_more():
    steps = (
        "[{must: talk, who: all parties, within: 1 day}, "
        "{must: negotiate, who: all parties, within: 2 weeks, breach: 3+}]"
    )
    nights = "\n".join(
        f"at: 2025-03-{day:02}T23:30, who: ana, act: late-night, with: caro" for day in (3, 10, 17)
    )
    found = broken(steps, nights)

    assert [len(each.steps) for each in found.breaks] == [1, 1, 2]


# When it became known

RECORD = "breaches: {later: {of: home.it, by: ana, event: that-night, discovered: 2025-03-20}}"
NAMED = f"{LATE}, id: that-night"


def test_the_clock_runs_from_the_discovery():
    before = broken(CHAIN, NAMED, until="2025-03-19", records=RECORD)
    after = broken(CHAIN, NAMED, until="2025-03-20", records=RECORD)

    assert (before.state, before.breaks[0].discovered, before.breaks[0].steps) == (
        "violated",
        None,
        (),
    )
    assert after.breaks[0].steps[0].until == dt.datetime(2025, 3, 24, tzinfo=dt.UTC)


def test_unless_it_runs_from_the_break():
    steps = "[{must: talk, who: all parties, within: 3 days, clock: breach}]"
    found = broken(steps, NAMED, until="2025-03-20", records=RECORD)

    assert found.state == "terminal"


def test_what_nobody_recorded_as_hidden_was_known_at_once():
    found = broken(CHAIN, LATE)

    assert found.breaks[0].discovered == found.breaks[0].at


def test_a_late_discovery_changes_nothing_before_its_time():
    without = broken(CHAIN, NAMED, until="2025-03-19")
    found = broken(CHAIN, NAMED, until="2025-03-19", records=RECORD)

    assert [each.at for each in found.breaks] == [each.at for each in without.breaks]
    assert found.verdict == without.verdict


def test_a_step_that_names_nobody_is_told():
    steps = "[{must: talk, within: 3 days}]"
    found = ledger("", LATE, agreement=agreement(steps), until="2025-04-01")

    assert found.instances[0].state == "violated"
    assert [(remark.kind, remark.path[-2:]) for remark in found.remarks] == [
        ("nobody", ("if_broken", 0))
    ]


def test_a_missed_deadline_has_steps_too():
    norm = "{must: tell, to: other parties, after: {act: date, with: outsiders}, within: 1 day}"
    date = "at: 2025-03-07T20:00, who: ana, act: date, with: caro, id: friday"
    talk = "at: 2025-03-10T12:00, who: [ana, ben], act: talk, about: friday"
    other = talk.replace("friday", "{act: overnight}")

    assert broken(CHAIN, f"{date}\n{talk}", norm=norm, until="2025-03-11").state == "compensated"
    assert broken(CHAIN, f"{date}\n{other}", norm=norm, until="2025-03-11").state == "violated"


# How another clause stands


def test_a_duty_begins_when_another_was_broken():
    clauses = "next: {says: x, norm: {must: negotiate, who: all parties, from: {broken: home.it}, within: 1 week}}"
    before = ledger("", agreement=agreement(CHAIN, clauses=clauses), until="2025-03-06")
    after = ledger("", LATE, agreement=agreement(CHAIN, clauses=clauses))

    assert before.of("home.next")[0].clause == "home.it" if before.of("home.next") else True
    (found,) = [each for each in after.instances if each.clause == "home.next"]
    assert (found.state, found.since) == (
        "in force",
        dt.datetime(2025, 3, 7, 23, 30, tzinfo=dt.UTC),
    )


def test_a_break_that_was_made_good_no_longer_stands():
    clauses = "next: {says: x, norm: {must_not: visit, during: {broken: home.it}}}"
    visit = "at: 2025-03-{:02}T18:00, who: ana, act: visit"
    events = f"{LATE}\n{visit.format(8)}\n{TALK.format(9)}\n{visit.format(10)}"
    found = ledger("", events, agreement=agreement(CHAIN, clauses=clauses))
    (ana, _) = [each for each in found.instances if each.clause == "home.next"]

    assert [each.event for each in ana.breaks] == [("events", 1)]


def test_a_duty_kept_lets_another_begin():
    clauses = "next: {says: x, norm: {must: gratitude, who: all parties, from: {kept: home.it}, within: 2 days}}"
    norm = "{must: test, who: any party, within: 1 week}"
    test = "at: 2025-03-03T10:00, who: ben, act: test"
    found = ledger("", test, agreement=agreement(CHAIN, norm=norm, clauses=clauses))
    (next_,) = [each for each in found.instances if each.clause == "home.next"]

    assert next_.since == dt.datetime(2025, 3, 3, 10, tzinfo=dt.UTC)
    assert facts(next_)[0] == "begins"


HOSTING = "at: 2025-03-05T10:00, who: ana, act: host"


@pytest.mark.parametrize(
    ("breach", "count"),
    [
        ("{of: home.it, by: ana, date: 2025-03-05}", 0),
        ("{of: home.it, by: ana, date: 2025-03-06}", 1),
        ("{of: home.it, by: ben, date: 2025-03-05}", 1),
        ("{of: home, event: e}", 0),
        ("{of: home.it, date: 2025-07-01}", 0),
        ("{of: home.it}", 0),
    ],
)
def test_what_is_told_of_and_does_not_show_is_remarked_on(breach, count):
    found = ledger(
        "{must_not: host, who: ana}",
        f"{HOSTING}, id: e",
        more=f"breaches: {{b: {breach}}}",
        until="2025-06-01",
    )

    assert [(each.kind, each.path) for each in found.remarks] == count * [
        ("no break", ("breaches", 0))
    ]


def test_an_event_of_its_day_stands_for_what_was_not_done():
    found = ledger(
        "{must: call, who: ana, every: week, days: thu, if_broken: [{must: talk, who: breaker, within: 1 day}]}",
        "id: late, at: 2025-03-06, who: ana, act: work",
        more="breaches: {b: {of: home.it, event: late, discovered: 2025-03-09}}",
        until="2025-03-10",
    )
    broken = found.instances[0].breaks[0]

    assert broken.record == "b"
    assert broken.discovered == dt.datetime(2025, 3, 9, tzinfo=dt.UTC)
    assert not found.remarks
