"""What was found by somebody who had not built it: verdicts that a replay contradicts."""

from __future__ import annotations

import datetime as dt

import pytest
from attrs import evolve

from polyagree import consistency, loads
from polyagree.consistency import Consistent, Inconsistent
from polyagree.timeline import replay

HEAD = """
polyagree: 1
timezone: Europe/Lisbon
people: {ana: Ana, ben: Ben, caro: Caro, dan: Dan, PEOPLE}
relationships:
  ana-ben: {between: [ana, ben], kind: dating}
terms:
  kid-week: {kind: situation, means: Kit is with us}
  night-shift: {kind: situation, means: Ana works at night}
  holiday: {kind: situation, means: nobody works}
agreements:
"""

MONDAY = dt.date(2025, 1, 6)
WEEKLY = "{must: date, who: ana, with: ben, every: week}"
MANY = tuple(f"friend-{number}" for number in range(1, 8))


def document(*agreements):
    """Return a polycule of agreements, each norms after those who agreed."""
    text = HEAD.replace("PEOPLE", ", ".join(f"{each}: {each.capitalize()}" for each in MANY))
    for number, (parties, *norms) in enumerate(agreements):
        text += f"  ours-{number}:\n    parties: [{parties}]\n    clauses:\n"
        for name, norm in zip("abcdefghij", norms, strict=False):
            text += f"      {name}: {{says: As we said., norm: {norm}}}\n"
    return loads(text)


def ours(*norms):
    """Return a polycule with one agreement of Ana, Ben and Caro."""
    return document(("ana, ben, caro", *norms))


def solved(polycule, **options):
    return consistency.solve(polycule, on=MONDAY, **options)


def broken_by(polycule, verdict):
    """Return which clauses the schedule of *verdict* breaks."""
    events = tuple(each.event for each in verdict.schedule)
    ledger = replay(evolve(polycule, events=events), until=verdict.horizon)
    started = [each for each in ledger.instances if each.breaks]
    return {
        each.clause
        for each in started
        if any(broken.at.date() >= verdict.on for broken in each.breaks)
    }


def clauses_of(conflicts):
    return {tuple(each.clauses) for each in conflicts}


# Whom it has to reach


@pytest.mark.parametrize(
    "when",
    ["every: week", "within: 1 week", "every: 10 days"],
)
@pytest.mark.parametrize("to", ["[ben, caro]", "other parties"])
def test_several_who_are_to_be_told_are_all_told(to, when):
    polycule = ours(f"{{must: tell, who: ana, to: {to}, {when}}}")

    verdict = solved(polycule)

    assert isinstance(verdict, Consistent)
    assert not broken_by(polycule, verdict)


def test_several_may_be_told_on_days_of_their_own():
    polycule = ours(
        "{must: tell, who: ana, to: [ben, caro], every: week}",
        "{must_not: tell, who: ana, to: ben, days: [tue, wed, thu, fri, sat, sun]}",
        "{must_not: tell, who: ana, to: caro, days: [mon, wed, thu, fri, sat, sun]}",
    )

    verdict = solved(polycule)

    assert isinstance(verdict, Consistent)
    assert not broken_by(polycule, verdict)


def test_nobody_can_tell_all_of_them_if_one_is_not_to_be_told():
    polycule = ours(
        "{must: tell, who: ana, to: [ben, caro], every: week}",
        "{must_not: tell, who: ana, to: caro}",
    )

    verdict = solved(polycule)

    assert isinstance(verdict, Inconsistent)
    assert clauses_of(verdict.conflicts) == {("ours-0.a", "ours-0.b")}


# What goes with an act

ASKING = "{may: date, who: ana, with: caro, only_if: {told: ben}}"
WITH_CARO = "{must: date, who: ana, with: caro, every: week}"


@pytest.mark.parametrize(
    "norms",
    [
        ("{may: date, who: ana, with: caro, only_if: {told: ben}}", "{must_not: tell, to: ben}"),
        (
            "{may: date, who: ana, with: caro, only_if: {yes_from: ben}}",
            "{must_not: say-yes, who: ben}",
        ),
        (
            "{may: date, who: ana, with: caro, only_if: {told: ben}}",
            "{may: tell, to: ben, only_if: {done: {act: date, with: caro}, within: 1 week}}",
        ),
        (
            "{may: date, who: ana, with: caro, only_if: {told: ben}}",
            "{must_not: tell, to: ben}",
            "{must: tell, who: ana, to: ben, within: 1 day, from: 2025-02-01}",
        ),
    ],
)
def test_no_schedule_is_shown_whose_words_are_not_to_be_said(norms):
    apart = document(("ana, ben, caro", WITH_CARO, norms[0]), ("ana, ben", *norms[1:]))

    assert not isinstance(solved(apart), Consistent)
    assert not isinstance(solved(ours(WITH_CARO, *norms)), Consistent)


def test_what_goes_with_an_act_may_be_ruled_out_and_is_no_fault_of_ours():
    polycule = ours(
        "{must: sex, who: ana, with: ben, every: week}",
        "{must: barrier, during: {act: sex}}",
        "{must_not: sex, how: barrier}",
    )

    assert not isinstance(solved(polycule), Consistent)


# Waiting, again and again


@pytest.mark.parametrize(
    "when",
    [
        "wait: 2h, every: day",
        "wait: 2 days, every: week",
        "wait: 2 days, every: 5 days",
        "wait: 2 days, at_least: 2, per: week",
        "wait: 3 days, at_least: 2, per: 10 days",
    ],
)
def test_what_comes_round_is_done_once_it_counts(when):
    polycule = ours(f"{{must: date, who: ana, with: ben, {when}}}")

    verdict = solved(polycule)

    assert isinstance(verdict, Consistent)
    assert not broken_by(polycule, verdict)


@pytest.mark.parametrize("wait", ["2 days", "1 year"])
def test_what_waits_longer_than_it_has_cannot_be_kept_however_far_one_looks(wait: str) -> None:
    verdict = solved(ours(f"{{must: date, who: ana, with: ben, wait: {wait}, within: 1 day}}"))

    assert verdict.verdict == "inconsistent"


def test_what_counts_only_once_its_time_is_over_cannot_be_kept():
    verdict = solved(ours("{must: date, who: ana, with: ben, wait: 2 days, every: day}"))

    assert isinstance(verdict, Inconsistent)
    assert verdict.conflict.kind == "unrealizable"


# Done otherwise, or at once


@pytest.mark.parametrize(
    "norms",
    [
        (
            "{must: pay, who: ana, to: ben, at_least: 100 EUR, per: month}",
            "{must_not: pay, who: ana, to: ben, amount: over 50 EUR}",
        ),
        (
            "{must: date, who: ana, with: ben, at_least: 8h, per: week}",
            "{must_not: date, who: ana, with: ben, lasting: over 4h}",
        ),
        (
            "{must: date, who: ana, with: ben, lasting: at least 2h, every: week}",
            "{must_not: date, who: ana, with: ben, lasting: up to 2h}",
        ),
        (
            "{must: pay, who: ana, to: ben, amount: over 10 EUR, every: month}",
            "{must_not: pay, who: ana, to: ben, amount: under 12 EUR}",
        ),
        (
            "{must: date, who: ana, with: ben, where: [home, away], every: week}",
            "{must_not: date, who: ana, where: home}",
        ),
        (
            "{must: talk, who: 2 of all parties, every: week}",
            "{must_not: talk, who: ben}",
        ),
    ],
    ids=["in parts", "in shorter ones", "longer", "more", "elsewhere", "by others"],
)
def test_what_can_be_kept_otherwise_is_no_conflict(norms):
    polycule = ours(*norms)

    verdict = solved(polycule)

    assert isinstance(verdict, Consistent)
    assert not broken_by(polycule, verdict)


@pytest.mark.parametrize("friends", [3, 7])
def test_one_evening_with_all_of_them_keeps_what_was_promised_to_each(friends):
    promises = [
        (f"ana, {each}", f"{{must: date, who: ana, with: {each}, every: month}}")
        for each in MANY[:friends]
    ]
    polycule = document(*promises, ("ana, ben", "{may: date, who: ana, at_most: 1, per: month}"))

    verdict = solved(polycule)

    assert isinstance(verdict, Consistent)
    assert not broken_by(polycule, verdict)


def test_what_each_of_several_owes_may_be_kept_at_once():
    polycule = document(
        (
            "ana, ben, caro, dan",
            "{must: date, with: caro, every: month}",
            "{must: date, who: ben, with: dan, every: month}",
            "{may: date, at_most: 1, per: month}",
        )
    )

    verdict = solved(polycule)

    assert isinstance(verdict, Consistent)
    assert not broken_by(polycule, verdict)


# Permissions that are of no use

MAY = "{may: date, with: dan}"
NOT = "{must_not: date, with: dan}"
MUST = "{must: date, who: ana, with: dan, every: week}"


@pytest.mark.parametrize(
    ("norms", "sets", "fewest"),
    [
        ((MAY, NOT, NOT), {"ab", "ac"}, {"a"}),
        ((MAY, NOT, MUST), {"ab", "bc"}, {"b"}),
        ((MAY, NOT, MUST, NOT), {"ab", "ad", "bc", "cd"}, {"ac", "bd"}),
    ],
)
def test_each_reason_why_a_permission_is_of_no_use_is_told_and_dropped(norms, sets, fewest):
    polycule = ours(*norms)

    verdict = solved(polycule, sets=9)

    assert isinstance(verdict, Inconsistent)
    assert {"".join(name[-1] for name in each.clauses) for each in verdict.conflicts} == sets
    assert verdict.has_all
    assert "".join(each.clause[-1] for each in verdict.drop) in fewest


def test_without_what_is_given_up_all_the_rest_can_be_kept():
    norms = (MAY, NOT, MUST, NOT)

    verdict = solved(ours(*norms), weights={"ours-0.b": 5})

    gone = {"abcd".index(each.clause[-1]) for each in verdict.compromise}
    rest = [norm for number, norm in enumerate(norms) if number not in gone]
    assert gone == {0, 2}
    assert isinstance(solved(ours(*rest)), Consistent)


def test_a_permission_may_be_used_together_with_what_is_due():
    polycule = ours(
        "{may: date, who: ana, with: caro}",
        "{must: date, who: ana, with: ben, every: day}",
        "{may: date, who: ana, at_most: 1, per: day}",
    )

    assert isinstance(solved(polycule), Consistent)


# What follows something, on some days only


@pytest.mark.parametrize(
    ("when", "within"),
    [
        ("from: 2025-02-01, until: 2025-02-20", "1 day"),
        ("days: 1st", "2h"),
        ("months: [feb]", "1 day"),
    ],
)
def test_what_cannot_follow_something_on_some_later_day_is_told(when, within):
    polycule = ours(
        "{must: tell, who: ana, to: ben, after: {act: date, who: ana, with: caro}, "
        f"within: {within}}}",
        f"{{must_not: tell, who: ana, to: ben, {when}}}",
    )

    verdict = solved(polycule)

    assert isinstance(verdict, Consistent)
    assert clauses_of(verdict.conditional) == {("ours-0.a", "ours-0.b")}
    assert verdict.conditional[0].situation == ("date",)


# What is kept up, and what only one of them may not do


@pytest.mark.parametrize(
    ("ban", "kind"),
    [
        ("{must_not: share-location}", "direct"),
        ("{must_not: share-location, who: ana, hours: 22:00-06:00}", "temporal"),
    ],
)
def test_what_goes_on_throughout_is_not_to_be_ruled_out(ban, kind):
    verdict = solved(ours("{must: share-location, during: always}", ban))

    assert isinstance(verdict, Inconsistent)
    assert clauses_of(verdict.conflicts) == {("ours-0.a", "ours-0.b")}
    assert verdict.conflict.kind == kind


@pytest.mark.parametrize(
    "other",
    [
        "{may: share-location, at_most: 1, per: week}",
        "{must_not: share-location, who: ben}",
    ],
)
def test_what_goes_on_throughout_is_one_act_of_one_person(other):
    verdict = solved(ours("{must: share-location, who: ana, during: always}", other))

    assert isinstance(verdict, Consistent)


def test_what_is_kept_up_may_clash_in_one_situation():
    polycule = ours(
        "{must: share-location, during: always}", "{must_not: share-location, during: kid-week}"
    )

    verdict = solved(polycule)

    assert isinstance(verdict, Consistent)
    assert verdict.conditional[0].situation == ("kid-week",)


def test_what_both_may_and_one_may_not_is_a_conflict_for_that_one():
    polycule = ours("{may: date, with: dan}", "{must_not: date, who: ben, with: dan}")

    verdict = solved(polycule)

    assert isinstance(verdict, Inconsistent)
    assert verdict.conflict.people == ("ben",)


# Large and small


@pytest.mark.parametrize(
    "norm",
    [
        "{must: date, who: ana, with: ben, at_least: 2 days, per: month}",
        "{must: date, who: ana, with: ben, lasting: over 900000 min, every: week}",
        "{must: pay, who: ana, to: ben, amount: over 899999 EUR, every: week}",
        "{must: pay, who: ana, to: ben, at_least: 0.0001 EUR, per: week}",
    ],
)
def test_sizes_of_every_kind_are_reached(norm):
    polycule = ours(norm)

    verdict = solved(polycule)

    assert isinstance(verdict, Consistent)
    assert not broken_by(polycule, verdict)


# What is left


def test_a_schedule_goes_on_up_to_the_horizon_for_every_part():
    polycule = ours(WEEKLY, "{must: pay, who: ana, to: ben, every: year}")

    verdict = solved(polycule)

    assert isinstance(verdict, Consistent)
    assert not broken_by(polycule, verdict)


def test_an_act_with_nobody_named_is_planned_with_somebody_else():
    verdict = solved(
        ours("{must: date, who: ana, every: week}", "{must_not: date, who: ana, with: ben}")
    )

    assert isinstance(verdict, Consistent)


def with_barriers(ban: str, sex: str = "every: week"):
    return ours(
        f"{{must: sex, who: ana, with: ben, {sex}}}",
        "{must: barrier, during: {act: sex}}",
        ban,
    )


@pytest.mark.parametrize(
    "ban",
    [
        "{must_not: barrier}",
        "{must_not: barrier, with: other parties}",
        "{must_not: barrier, during: {act: sex}}",
        "{must_not: barrier, during: sex}",
    ],
)
def test_what_is_to_go_with_an_act_is_not_to_be_ruled_out(ban):
    verdict = solved(with_barriers(ban))

    assert isinstance(verdict, Inconsistent)
    assert [each.clause for each in verdict.conflict.members] == [
        "ours-0.a",
        "ours-0.b",
        "ours-0.c",
    ]
    assert None not in verdict.conflict.without


@pytest.mark.parametrize(
    "ban",
    [
        "{must_not: barrier, with: outsiders}",
        "{must_not: barrier, during: {act: kissing}}",
        "{must_not: barrier, until: 2020-01-01}",
    ],
)
def test_what_is_ruled_out_at_other_times_may_go_with_an_act(ban):
    verdict = solved(with_barriers(ban))

    assert isinstance(verdict, Consistent)
    assert all("barrier" in each.event.how for each in verdict.schedule)


def test_an_act_is_put_on_days_on_which_what_goes_with_it_is_fine():
    verdict = solved(with_barriers("{must_not: barrier, days: [mon, tue, wed, thu, fri, sat]}"))

    assert isinstance(verdict, Consistent)
    assert {each.event.day.isoweekday() for each in verdict.schedule} == {7}
