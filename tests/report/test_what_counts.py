"""What counts towards something, and what is told of entries that nothing follows from."""

from __future__ import annotations

import json

from polyagree.codec import loads, parse_events
from polyagree.report import render_difference, render_ledger, render_ledger_json
from polyagree.report.wording import Wording
from polyagree.timeline import Ledger, replay, what_if, why_not

HEAD = """
polyagree: 1
people: {ana: Ana, ben: Ben, cal: Cal}
agreements:
  us:
    parties: [ana, ben]
    made: 2026-02-01
    clauses:
"""
MEALS = "{must: share-meal, who: all parties, at_least: 2, per: week}"
MEAL = "{at: 2026-02-03T19:00, who: [ana, ben], act: share-meal}"
SECOND = "{at: 2026-02-04T19:00, who: [ana, ben], act: share-meal}"


def ledger_of(norm: str, *events: str, broken: str = "") -> Ledger:
    steps = f", if_broken: [{broken}]" if broken else ""
    listed = "".join(f"\n  - {event}" for event in events)
    return replay(
        loads(f"{HEAD}      it: {{says: It., norm: {norm}{steps}}}\nevents:{listed or ' []'}\n")
    )


def told(norm: str, *events: str, broken: str = "") -> str:
    return render_ledger(ledger_of(norm, *events, broken=broken))


def test_the_first_of_two_counts_and_the_second_keeps_it() -> None:
    text = told(MEALS, MEAL, SECOND)

    assert "- this counts towards `us.it` (1 of 2)" in text
    assert text.count("- `us.it` is kept (2 of 2)") == 1


def test_so_much_of_a_length_is_counted_as_well() -> None:
    norm = "{must: aftercare, who: all parties, at_least: 3 hours, per: week}"
    event = "{at: 2026-02-03T19:00, who: [ana, ben], act: aftercare, lasting: 2 hours}"

    assert "this counts towards `us.it` (2h of 3h)" in told(norm, event)


def test_where_the_days_go_on_and_on_no_number_is_told() -> None:
    norm = "{must: share-meal, who: all parties, at_least: 2, per: 30 days}"

    text = told(norm, MEAL, SECOND)

    assert text.count("- this counts towards `us.it`\n") == 2
    assert "is kept" not in text


def test_a_step_that_is_to_be_done_twice_is_counted() -> None:
    step = "{must: talk, who: all parties, at_least: 2, per: ever, within: 1 week}"
    events = (
        "{at: 2026-02-03T10:00, who: ana, act: smoke}",
        "{at: 2026-02-03T19:00, who: [ana, ben], act: talk}",
    )

    text = told("{must_not: smoke}", *events, broken=step)

    assert "this counts towards what is to follow a break of `us.it` (1 of 2)" in text


def test_programs_are_told_how_much_it_was() -> None:
    record = json.loads(render_ledger_json(ledger_of(MEALS, MEAL)))

    (line,) = (each for each in record["instances"][0]["proof"] if each["fact"] == "done")

    assert line["detail"] == "1 of 2"


def test_what_would_be_counted_is_told() -> None:
    polycule = loads(f"{HEAD}      it: {{says: It., norm: {MEALS}}}\n")
    (event,) = parse_events([MEAL], polycule, name="--event")

    text = render_difference((why_not(polycule, event),), what_if(polycule, [event]))

    assert "would be counted: 1 of 2" in text


def test_a_yes_that_an_act_waits_for_is_shown() -> None:
    norm = "{may: host, only_if: {yes_from: other parties, silence: stops}}"
    events = (
        "{at: 2026-02-03T12:00, who: ben, act: say-yes, to: ana, about: {act: host, with: cal}}",
        "{at: 2026-02-03T19:00, who: ana, act: host, with: cal}",
    )

    text = told(norm, *events)

    assert "12:00  Ben: `say-yes` to Ana about `host` with Cal" in text
    assert "other entr" not in text


def test_an_exception_is_shown_where_it_is_about_what_is_asked_for() -> None:
    norm = "{may: late-night, at_most: 1, per: month}"
    events = (
        "{at: 2026-02-05T01:00, who: ana, act: late-night}",
        "{at: 2026-02-12T12:00, who: [ana, ben], act: agree-exception, about: us.it}",
        "{at: 2026-02-12T23:30, who: ana, act: late-night}",
    )

    text = told(norm, *events)

    assert "12:00  Ana and Ben: `agree-exception` about `us.it`" in text
    assert "other entr" not in text


def test_a_decision_without_the_power_is_shown_and_remarked_on() -> None:
    norm = "{must: pay, every: month}"
    event = "{at: 2026-02-12T20:00, who: ana, act: delegate, to: ben, about: us.it}"

    text = told(norm, event)

    assert "20:00  Ana: `delegate` to Ben about `us.it`" in text
    assert "`ana` has no power to `delegate` `us.it`" in text
    assert "other entr" not in text


def test_what_no_norm_speaks_of_is_counted() -> None:
    text = told("{must: pay, every: month}", MEAL, SECOND)

    assert "2 other entries are of acts that nothing here asks about." in text


# What could not be used, and what programs are told

TWO = """
polyagree: 1
people: {ana: Ana, ben: Ben, cal: Cal}
agreements:
  us:
    parties: [ana, ben]
    made: 2026-02-01
    clauses:
      quiet: {says: Q., norm: {must_not: smoke}, if_broken: [{must: apologise, who: guests, within: 2 days}]}
      calls: {says: C., norm: {must: call, to: other parties, every: month}}
events:
  - {at: 2026-01-10T12:00, who: ana, act: smoke}
  - {id: one, at: 2026-02-10T12:00, who: ana, act: smoke}
  - {at: 2026-02-11T12:00, who: cal, act: end, about: us.calls}
  - {at: 2026-02-12T12:00, who: cal, act: end, about: us}
breaches:
  found: {of: us.quiet, by: ana, event: one}
  wrong: {of: us.calls, by: ben, event: one}
repairs:
  mended: {of: found, settled: 2026-02-20}
"""


def remarks(clause: str) -> list[str]:
    text = render_ledger_json(replay(loads(TWO)), clause=clause)
    return [f"{each['kind']}: {each['path']}" for each in json.loads(text)["remarks"]]


def test_one_clause_has_only_its_own_remarks() -> None:
    assert sorted(remarks("us.quiet")) == [
        "before the agreement: events[0]",
        "nobody: agreements.us.clauses.quiet.if_broken[0]",
        "without the power: events[3]",
    ]
    assert sorted(remarks("us.calls")) == [
        "no break: breaches[1]",
        "without the power: events[2]",
        "without the power: events[3]",
    ]
    assert {*remarks("us")} == {*remarks("us.quiet"), *remarks("us.calls")}


def test_a_page_about_one_clause_has_only_its_own_remarks_as_well() -> None:
    text = render_ledger(replay(loads(TWO)), clause="us.calls")

    assert "`apologise` follows a break" not in text
    assert "no power to `end` `us.calls`" in text


def test_programs_are_told_how_often_something_else_came_of_it() -> None:
    found = json.loads(render_ledger_json(replay(loads(TWO))))["summary"]

    assert [(each["clause"], each["other"], each["settled"]) for each in found] == [
        ("us.quiet", 0, 1),
        ("us.calls", 0, 0),
    ]


def test_where_nothing_is_recorded_yet_that_is_said() -> None:
    text = render_ledger(replay(loads(f"{HEAD}      it: {{says: It., norm: {MEALS}}}\n")))

    assert "Nothing is recorded yet." in text
    assert "The record ends" not in text


# Each to the others


def test_what_each_owes_to_all_others_is_said_once() -> None:
    polycule = loads(f"{HEAD}      it: {{says: It., norm: {{must: tell}}}}\n")
    (norm,) = (rule.norm for rule in replay(polycule).rules[:1])
    everybody = ("ana", "ben", "cal")

    whole = [(who, to) for who in everybody for to in everybody if to != who]
    said = Wording(polycule).asked(norm, [((who,), (to,)) for who, to in whole])
    part = Wording(polycule).asked(norm, [((who,), (to,)) for who, to in whole[:-1]])

    assert said == "`tell` by Ana, Ben and Cal, each to the others"
    assert part.startswith("`tell` by Ana to Ben, by Ana to Cal")
