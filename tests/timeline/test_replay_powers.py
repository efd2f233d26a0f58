"""What people decide in the course of things."""

from __future__ import annotations

import datetime as dt

import pytest
from ledgers import facts, ledger, of

NORMS = {
    "duty": "{must: test, within: 10 days}",
    "ban": "{must_not: smoke}",
    "week": "{must: talk, who: all parties, every: week}",
}


def two(norm, power, events, until=None):
    return ledger(
        "",
        events,
        until=until,
        agreement=(
            "agreements:\n  home:\n    parties: [ana, ben]\n    made: 2025-03-01\n    clauses:\n"
            f"      it: {{says: x, norm: {norm}}}\n"
            f"      can: {{says: x, norm: {power}}}\n"
        ),
    )


def it(found, who="ana"):
    return next(each for each in found.instances if each.clause == "home.it" and who in each.who)


PAUSE = "at: 2025-03-04T00:00, who: ben, act: pause, about: home.it"
RESUME = "at: 2025-03-09T00:00, who: ben, act: resume, about: home.it"
BEN = "{power: pause, who: ben, over: home.it}"
BOTH = "[{power: pause, who: ben, over: home.it}, {power: resume, who: ben, over: home.it}]"


def test_the_clock_of_what_is_paused_stands_still():
    held = it(two(NORMS["duty"], BEN, PAUSE, until="2025-04-01"))
    freed = it(two(NORMS["duty"], BOTH, f"{PAUSE}\n{RESUME}", until="2025-03-10"))

    assert (held.state, held.verdict) == ("suspended", "pending")
    # Ten days from 1 March end on the 11th; five more.
    assert freed.until == dt.datetime(2025, 3, 17, tzinfo=dt.UTC)
    assert facts(freed) == ["begins", "suspended", "resumed"]


def test_what_is_paused_is_not_broken():
    smoke = "at: 2025-03-05T10:00, who: ana, act: smoke"
    again = "at: 2025-03-10T10:00, who: ana, act: smoke"
    found = it(two(NORMS["ban"], BOTH, f"{PAUSE}\n{smoke}\n{RESUME}\n{again}"))

    assert [each.event for each in found.breaks] == [("events", 3)]


def test_a_pause_can_say_how_long():
    found = it(two(NORMS["duty"], BEN, f"{PAUSE}, lasting: 2 days", until="2025-03-10"))

    assert found.until == dt.datetime(2025, 3, 14, tzinfo=dt.UTC)


def test_a_power_that_somebody_lacks_does_nothing_and_is_told():
    found = two(NORMS["duty"], BEN, PAUSE.replace("who: ben", "who: ana"), until="2025-03-10")

    assert it(found).state == "in force"
    assert [(remark.kind, remark.path) for remark in found.remarks] == [
        ("without the power", ("events", 0))
    ]


def test_all_parties_can_do_it_without_a_power():
    found = two(
        NORMS["duty"], "none", PAUSE.replace("who: ben", "who: [ana, ben]"), until="2025-03-10"
    )

    assert it(found).state == "suspended"
    assert found.remarks == ()


def test_a_power_counts_under_its_conditions_only():
    power = "{power: pause, who: ben, over: home.it, during: {done: illness, within: 1 week}}"
    ill = "at: 2025-03-03T08:00, act: illness"

    assert it(two(NORMS["duty"], power, PAUSE)).state == "in force"
    assert it(two(NORMS["duty"], power, f"{ill}\n{PAUSE}")).state == "suspended"


def test_those_to_whom_it_is_owed_can_release_from_it():
    norm = "{must: tell, to: other parties, after: {act: date, with: outsiders}, within: 1 week}"
    date = "at: 2025-03-04T20:00, who: ana, act: date, with: caro"
    release = "at: 2025-03-05T20:00, who: ben, act: release, about: home.it"
    found = it(two(norm, "none", f"{date}\n{release}", until="2025-04-01"))

    assert (found.state, found.verdict, found.breaks) == ("released", "satisfied", ())


def test_nobody_releases_themselves():
    norm = "{must: tell, to: other parties, after: {act: date, with: outsiders}, within: 1 week}"
    date = "at: 2025-03-04T20:00, who: ana, act: date, with: caro"
    release = "at: 2025-03-05T20:00, who: ana, act: release, about: home.it"

    assert it(two(norm, "none", f"{date}\n{release}", until="2025-04-01")).verdict == "violated"


@pytest.mark.parametrize("about", ["home", "home.it"])
def test_whoever_agreed_can_end_it(about):
    end = f"at: 2025-03-04T20:00, who: ana, act: end, about: {about}"
    found = it(two(NORMS["week"], "none", end, until="2025-04-01"))

    assert found.state == "expired"
    assert (
        len(
            [
                each
                for each in two(NORMS["week"], "none", end, until="2025-04-01").of("home.it")
                if each.norm.act == "talk"
            ]
        )
        == 1
    )


def test_somebody_else_can_do_it_in_one_s_place():
    norm = "{must: childcare, who: ana, within: 10 days}"
    power = "{power: delegate, who: ana, over: home.it}"
    hand = "at: 2025-03-02T10:00, who: ana, act: delegate, to: kit, about: home.it"
    care = "at: 2025-03-05T10:00, who: kit, act: childcare"

    assert it(two(norm, power, f"{hand}\n{care}")).state == "fulfilled"
    assert it(two(norm, power, care)).state == "in force"


def test_it_can_come_to_be_owed_to_somebody_else():
    norm = "{must: pay, who: ana, to: ben, within: 10 days}"
    power = "{power: assign, who: ben, over: home.it}"
    assign = "at: 2025-03-02T10:00, who: ben, act: assign, to: kit, about: home.it"
    pay = "at: 2025-03-05T10:00, who: ana, act: pay, to: {}"

    assert it(two(norm, power, f"{assign}\n{pay.format('kit')}")).state == "fulfilled"
    assert it(two(norm, power, f"{assign}\n{pay.format('ben')}")).state == "in force"


def test_what_was_refused_is_forbidden_to_the_others():
    norm = "{power: veto, who: ben, over: {act: date, with: outsiders}, for: 2 weeks}"
    veto = "at: 2025-03-03T10:00, who: ben, act: veto, about: {act: date, with: caro}"
    date = "at: 2025-03-{}T20:00, who: ana, act: date, with: {}"
    events = f"{date.format('02', 'caro')}\n{veto}\n{date.format('05', 'caro')}\n{date.format('06', 'kit')}\n{date.format('25', 'caro')}"
    (ana,) = of(ledger(norm, events))

    assert [each.event for each in ana.breaks] == [("events", 2)]


def test_nobody_has_a_power_of_which_nobody_has_it():
    norm = "{power: veto, who: nobody, over: {act: date, with: outsiders}}"
    veto = "at: 2025-03-03T10:00, who: ben, act: veto, about: {act: date, with: caro}"

    assert ledger(norm, veto).instances == ()


def test_what_is_given_for_a_while_ends_and_is_never_broken():
    dated = ledger("{may: date, who: ana, until: 2025-03-10}", until="2025-04-01")
    lasting = ledger(
        "{may: date, who: ana, for: 2 weeks}",
        "at: 2025-03-05T10:00, who: ana, act: date\nat: 2025-03-25T10:00, who: ana, act: date",
    )

    assert [(each.state, each.verdict) for each in of(dated)] == [("expired", "satisfied")]
    assert facts(of(lasting)[0]) == ["begins", "used", "ended"]


def test_what_a_break_gives_for_a_while_asks_for_nothing():
    norm = (
        "{must_not: host, who: ana, if_broken: [{may: date, who: affected, for: 2 weeks},"
        " {power: pause, who: affected, over: home, for: 1 week}]}"
    )
    found = ledger(norm, "at: 2025-03-05T10:00, who: ana, act: host", until="2025-06-01")
    broken = of(found)[0].breaks[0]

    assert [(each.norm.act, each.state) for each in broken.steps] == [
        ("date", "expired"),
        ("pause", "in force"),
    ]
    assert {each.verdict for each in broken.steps} == {"satisfied"}
    assert broken.state == "terminal"


def test_what_a_whole_agreement_asks_for_can_be_handed_over():
    handed = "at: 2025-03-02T00:00, who: [ana, ben], act: delegate, about: home, to: kit"
    done = "at: 2025-03-05T00:00, who: kit, act: test"

    assert it(two(NORMS["duty"], BEN, f"{handed}\n{done}")).state == "fulfilled"


def test_what_comes_to_be_owed_to_somebody_else_stays_so():
    found = ledger(
        "{must: tell, who: ana, to: ben, after: date, within: 3 days}",
        """
        at: 2025-03-05T10:00, who: [ana, ben], act: assign, about: home.it, to: kit
        at: 2025-03-06T10:00, who: ana, act: date, with: caro
        at: 2025-03-07T10:00, who: ana, act: tell, to: kit
        at: 2025-03-16T10:00, who: ana, act: date, with: caro
        at: 2025-03-17T10:00, who: ana, act: tell, to: ben
        """,
        until="2025-04-01",
    )

    assert [(each.to, each.verdict) for each in of(found)] == [
        (("kit",), "satisfied"),
        (("kit",), "violated"),
    ]
    assert found.copy() == found


def test_an_agreement_runs_on_with_all_its_clauses():
    both = "at: 2025-03-09T00:00, who: [ana, ben], act: resume, about: home"
    smoke = "at: 2025-03-10T10:00, who: ana, act: smoke"

    assert it(two(NORMS["ban"], BEN, f"{PAUSE}\n{both}\n{smoke}")).breaks


def test_a_part_of_what_stands_still_does_not_run_on_by_itself():
    whole = "at: 2025-03-04T00:00, who: [ana, ben], act: pause, about: home"
    part = "at: 2025-03-05T00:00, who: [ana, ben], act: resume, about: home.it"
    found = two(NORMS["ban"], BEN, f"{whole}\n{part}")

    assert it(found).state == "suspended"
    assert [(each.kind, each.path) for each in found.remarks] == [("still paused", ("events", 1))]


def test_a_power_to_resume_does_not_stand_still_itself():
    whole = "at: 2025-03-04T00:00, who: [ana, ben], act: pause, about: home"
    found = two(
        NORMS["duty"],
        "{power: resume, who: ben, over: home}",
        f"{whole}\nat: 2025-03-09T00:00, who: ben, act: resume, about: home",
        until="2025-03-10",
    )

    assert it(found).state == "in force"


def test_what_was_refused_as_often_as_agreed_is_refused_no_more():
    no = "who: ben, act: veto, about: kit"
    date = "who: ana, act: date, with: kit"
    found = ledger(
        "",
        f"at: 2025-03-04T00:00, {no}\nat: 2025-03-20T00:00, {no}\n"
        f"at: 2025-03-06T00:00, {date}\nat: 2025-03-22T00:00, {date}",
        agreement=(
            "agreements:\n  home:\n    parties: [ana, ben]\n    made: 2025-03-01\n    clauses:\n"
            "      can: {says: x, norm: {power: veto, who: ben, over: {act: date},"
            " for: 1 week, at_most: 1, per: month}}\n"
        ),
    )
    breaks = [each.event for one in found.instances for each in one.breaks]

    assert breaks == [("events", 2)]
