"""What is not to be done, what waits for a word, and how much is too much."""

from __future__ import annotations

import pytest
from ledgers import facts, ledger, of

LATE = "at: 2025-03-{:02}T23:30, who: ana, act: late-night, with: caro"


def ana(norm, events="", **options):
    (found,) = of(ledger(norm, events, **options))
    return found


def broken(norm, events="", **options):
    return [each.event[1] for each in ana(norm, events, **options).breaks]


# Prohibitions


def test_a_broken_prohibition_is_the_act_that_broke_it_every_time():
    norm = "{must_not: host, with: outsiders, days: weeknights}"
    hosts = "\n".join(
        f"at: 2025-03-{day:02}T21:00, who: ana, act: host, with: caro" for day in (4, 5, 8)
    )
    found = ana(norm, hosts)

    assert [each.event for each in found.breaks] == [("events", 0), ("events", 1)]
    assert facts(found).count("forbidden") == 2
    assert "missed" not in facts(found)


def test_one_that_was_not_broken_so_far_is_presumably_satisfied():
    assert ana("{must_not: smoke}", until="2025-04-01").verdict == "presumably_satisfied"


def test_and_satisfied_once_its_agreement_is_over():
    agreement = (
        "agreements: {home: {parties: [ana, ben], made: 2025-03-01, ends: 2025-03-31, "
        "clauses: {it: {says: x, norm: {must_not: smoke}}}}}"
    )
    (found, _) = ledger("", agreement=agreement, until="2025-04-02").instances

    assert (found.state, found.verdict) == ("expired", "satisfied")


def test_unless_lifts_it():
    norm = "{must_not: host, with: outsiders, unless: {yes_from: other parties}}"
    yes = "at: 2025-03-07T12:00, who: ben, act: say-yes, to: ana"
    host = "at: 2025-03-{}T21:00, who: ana, act: host, with: caro"

    assert broken(norm, f"{yes}\n{host.format('07')}\n{host.format('20')}") == [2]


def test_a_word_ahead_that_names_the_event_passes_the_gate_however_long_before():
    norm = "{may: host, who: ana, only_if: {told: other parties, ahead: 1 day}}"
    told = "at: 2025-03-05T12:00, who: ana, act: tell, to: ben, about: h2"
    host = "id: h2, at: 2025-03-10T21:00, who: ana, act: host"

    assert ana(norm, f"{told}\n{host}").verdict == "presumably_satisfied"


def test_for_a_while_after_something():
    norm = "{must_not: date, with: outsiders, after: illness, for: 2 weeks}"
    ill = "at: 2025-03-05T08:00, act: illness"
    date = "at: 2025-03-{}T20:00, who: ana, act: date, with: caro"

    assert broken(norm, f"{ill}\n{date.format('10')}\n{date.format('25')}") == [1]


def test_what_nobody_recorded_leaves_it_unknown():
    norm = "{must_not: host, with: outsiders, during: kids-home}"
    found = ana(norm, "at: 2025-03-05T21:00, who: ana, act: host, with: caro")

    assert found.verdict == "unknown"
    assert facts(found)[-1] == "perhaps forbidden"
    assert found.breaks == ()


def test_it_binds_nobody_before_it_was_agreed():
    found = ledger("{must_not: smoke}", "at: 2025-02-01T10:00, who: ana, act: smoke")

    assert found.instances[0].breaks == ()
    assert [remark.kind for remark in found.remarks] == ["before the agreement"]


def test_an_exception_that_all_agreed_on_lifts_it():
    norm = "{must_not: late-night, with: outsiders}"
    agreed = "at: 2025-03-07T12:00, who: [ana, ben], act: agree-exception, about: home.it, lasting: 1 night"

    assert broken(norm, f"{agreed}\n{LATE.format(7)}\n{LATE.format(14)}") == [2]


# Gates


def test_an_act_without_the_word_that_it_waits_for():
    norm = "{may: overnight, with: outsiders, only_if: {told: other parties}}"
    night = "at: 2025-03-{}T22:00, who: ana, act: overnight, with: caro"
    tell = "at: 2025-03-07T12:00, who: ana, act: tell, to: ben"
    found = ana(norm, f"{tell}\n{night.format('07')}\n{night.format('20')}")

    assert [each.event for each in found.breaks] == [("events", 2)]
    assert facts(found)[-2:] == ["without the word", "terminal"]


@pytest.mark.parametrize(
    ("silence", "verdict"),
    [
        (", silence: allows", "presumably_satisfied"),
        (", silence: stops", "violated"),
        ("", "violated"),
    ],
)
def test_silence_means_what_was_agreed(silence, verdict):
    norm = f"{{may: overnight, with: outsiders, only_if: {{yes_from: other parties{silence}}}}}"
    ask = "at: 2025-03-07T12:00, who: ana, act: ask, to: ben"
    night = "at: 2025-03-07T22:00, who: ana, act: overnight, with: caro"

    assert ana(norm, f"{ask}\n{night}").verdict == verdict


def test_no_objection_is_enough_where_that_is_what_was_agreed():
    norm = "{may: overnight, with: outsiders, only_if: {unopposed_by: other parties}}"
    no = "at: 2025-03-07T12:00, who: ben, act: say-no, to: ana"
    night = "at: 2025-03-07T22:00, who: ana, act: overnight, with: caro"

    assert broken(norm, night) == []
    assert broken(norm, f"{no}\n{night}") == [1]


def test_a_power_to_approve_makes_the_act_wait():
    norm = "{power: approve, who: ben, over: {act: spend, amount: over 150 EUR}}"
    spend = "at: 2025-03-07T12:00, who: ana, act: spend, amount: 200 EUR"
    yes = "at: 2025-03-07T11:00, who: ben, act: say-yes, to: ana"

    assert [each.verdict for each in of(ledger(norm, spend))] == ["violated"]
    assert [each.verdict for each in of(ledger(norm, f"{yes}\n{spend}"))] == [
        "presumably_satisfied"
    ]


def test_a_permission_without_condition_is_used_and_cannot_be_broken():
    found = ana(
        "{may: date, with: outsiders}", "at: 2025-03-07T20:00, who: ana, act: date, with: caro"
    )

    assert (found.verdict, facts(found)) == ("satisfied", ["begins", "used"])


# Limits


def test_the_act_beyond_a_limit_breaks_it_and_so_does_each_one_after():
    norm = "{may: late-night, with: outsiders, at_most: 2, per: month}"
    nights = "\n".join(LATE.format(day) for day in (4, 11, 18, 25))
    found = ana(norm, nights)

    assert [each.event[1] for each in found.breaks] == [2, 3]
    assert [line.detail for line in found.proof if line.fact == "over the limit"] == [
        "3 of 2 in March 2025",
        "4 of 2 in March 2025",
    ]


def test_a_new_month_begins_anew():
    norm = "{may: late-night, with: outsiders, at_most: 1, per: month}"
    april = "at: 2025-04-01T00:00, who: ana, act: late-night, with: caro"

    assert broken(norm, f"{LATE.format(31)}\n{april}") == []


@pytest.mark.parametrize(("at", "breaks"), [("2025-03-14T23:29", [1]), ("2025-03-14T23:30", [])])
def test_what_is_exactly_as_old_as_a_rolling_window_is_out(at, breaks):
    norm = "{may: late-night, with: outsiders, at_most: 1, per: 7 days}"

    assert (
        broken(norm, f"{LATE.format(7)}\nat: {at}, who: ana, act: late-night, with: caro") == breaks
    )


def test_amounts_add_up():
    norm = "{may: spend, at_most: 200 EUR, per: month}"
    spends = "\n".join(
        f"at: 2025-03-{day:02}T12:00, who: ana, act: spend, amount: {amount} EUR"
        for day, amount in ((3, 120), (4, 80), (5, 1))
    )
    found = ana(norm, spends)

    assert [each.event[1] for each in found.breaks] == [2]
    assert found.proof[-2].detail == "201 EUR of 200 EUR in March 2025"


def test_each_partner_counts_apart():
    norm = "{may: overnight, with: each person, at_most: 1, per: month}"
    nights = "\n".join(
        f"at: 2025-03-{day:02}T22:00, who: ana, act: overnight, with: {who}"
        for day, who in ((3, "caro"), (4, "kit"), (5, "caro"))
    )

    assert broken(norm, nights) == [2]


# What goes with something else


def test_a_barrier_goes_with_sex():
    norm = "{must: barrier, during: {act: sex, with: outsiders}}"
    sex = "at: 2025-03-07T22:00, who: ana, act: sex, with: caro"

    assert ana(norm, f"{sex}, how: barrier").verdict == "presumably_satisfied"
    assert ana(norm, f"{sex}, how: without-barrier").verdict == "violated"
    assert ana(norm, sex).verdict == "unknown"


def test_what_is_said_about_it_later_clears_the_doubt():
    norm = "{must: barrier, during: {act: sex, with: outsiders}}"
    sex = "at: 2025-03-07T22:00, who: ana, act: sex, with: caro, id: that-night"
    barrier = "at: 2025-03-07T22:05, who: ana, act: barrier, about: that-night"

    assert ana(norm, f"{sex}\n{barrier}").verdict == "presumably_satisfied"


def test_a_limit_counts_a_share_of_something_nobody_can_tell_here():
    norm = "{may: spend, about: joint-account, at_most: 30 %, per: month}"
    spend = "at: 2025-03-07T22:00, who: ana, act: spend, about: joint-account, amount: 3 EUR"

    assert ana(norm, spend).verdict == "unknown"


def test_who_hosts_together_is_no_guest():
    norm = "{may: host, with: each person, at_most: 1, per: moment}"
    events = "at: 2025-03-10T10:00, who: [ana, ben], act: host, with: kit, lasting: 5h"

    assert not any(each.breaks for each in ledger(norm, events).instances)
