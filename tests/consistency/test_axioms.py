"""Which norms clash over what somebody does at one time."""

from __future__ import annotations

import datetime as dt

import pytest

import polyagree
from polyagree.consistency.axioms import clashes_over
from polyagree.errors import InvalidRecord
from polyagree.model import Event, Named, Word
from polyagree.source import dotted

HEAD = """
polyagree: 1
timezone: Europe/Lisbon
people: {ana: Ana, ben: Ben, caro: Caro}
terms: {gallery-night: {kind: act, kind_of: date}}
agreements:
  ours:
    parties: [ana, ben]
    clauses:
"""


def document(*norms, events=""):
    clauses = "".join(
        f"      c{number}: {{says: So it is., norm: {norm}}}\n" for number, norm in enumerate(norms)
    )
    return polyagree.loads(HEAD + clauses + events)


def doing(act, at="2026-03-06T20:00"):
    return Event(
        at=dt.datetime.fromisoformat(at), who=("ana",), act=Word(act), with_=(Named("caro"),)
    )


def found(polycule, *events, instead=()):
    return [
        (each.axiom, each.kind, *(dotted(path).split(".")[3] for path in each.paths))
        for each in clashes_over(polycule, events, instead=instead)
    ]


DUTY = "{must: date, who: ana, with: caro, every: week}"
GRANT = "{may: date, who: ana, with: caro}"
BAN = "{must_not: date, who: ana, with: caro}"


@pytest.mark.parametrize(
    ("norms", "clashes"),
    [
        ((DUTY, BAN), [("O+F", "direct", "c0", "c1")]),
        ((GRANT, BAN), [("P+F", "direct", "c0", "c1")]),
        ((DUTY, GRANT), []),
        ((BAN, BAN), []),
        (
            (GRANT, "{may: date, who: ana, with: caro, only_if: {yes_from: ben}}"),
            [("P+F", "direct", "c0", "c1")],
        ),
        ((GRANT, "{must_not: date, who: ben, with: caro}"), []),
        ((GRANT, "{must_not: date, who: ana, with: caro, hours: 22:00-06:00}"), []),
        (
            (GRANT, "{must_not: date, who: ana, with: caro, hours: 19:00-23:00}"),
            [("P+F", "direct", "c0", "c1")],
        ),
        ((GRANT, "{must_not: date, who: ana, with: caro, until: 2026-01-01}"), []),
        (
            (GRANT, "{must_not: date, who: ana, with: caro, unless: {done: date}}"),
            [("P+F", "direct", "c0", "c1")],
        ),
    ],
)
def test_what_clashes_over_a_date(norms, clashes):
    assert found(document(*norms), doing("date")) == clashes


def test_a_wider_word_forbids_indirectly():
    polycule = document("{may: gallery-night, who: ana, with: caro}", BAN)

    assert found(polycule, doing("gallery-night")) == [("P+F", "indirect", "c0", "c1")]


def test_an_exception_that_holds_leaves_no_clash():
    ban = "{must_not: date, who: ana, with: caro, unless: {done: talk}}"
    talked = '\nevents: [{at: "2026-03-01T20:00", who: [ana, ben], act: talk}]\n'

    assert found(document(GRANT, ban), doing("date")) == [("P+F", "direct", "c0", "c1")]
    assert found(document(GRANT, ban, events=talked), doing("date")) == []


def test_a_limit_clashes_with_a_duty_that_goes_beyond_it():
    limit = "{may: date, who: ana, with: caro, at_most: 1, per: month}"
    once = '\nevents: [{at: "2026-03-02T20:00", who: ana, act: date, with: caro}]\n'
    before = '\nevents: [{at: "2026-02-20T20:00", who: ana, act: date, with: caro}]\n'

    weekly = document(
        "{must: date, who: ana, with: caro, at_least: 2, per: week}", limit, events=once
    )
    assert found(weekly, doing("date")) == [("O+F", "direct", "c0", "c1")]
    assert found(document(DUTY, limit, events=before), doing("date")) == []
    assert found(document(GRANT, limit, events=once), doing("date")) == []


def test_what_follows_a_break_never_clashes_with_what_was_broken():
    ban = "{must_not: date, who: ana, with: caro, if_broken: [{must: date, who: breaker, within: 2 weeks}]}"
    broken = '\nevents: [{at: "2026-03-02T20:00", who: ana, act: date, with: caro}]\n'

    assert found(document(ban, events=broken), doing("date")) == []


def test_two_duties_of_acts_that_exclude_each_other_clash():
    polycule = document(DUTY, "{must: travel, who: ana, every: week}", "{may: travel, who: ana}")
    both = found(polycule, doing("date"), instead=[doing("travel")])

    assert ("O+O", "mutual exclusion", "c0", "c1") in both
    assert ("O+P", "mutual exclusion", "c0", "c2") in both
    assert {each[0] for each in both} == {"O+O", "O+P"}


def test_two_permissions_of_acts_that_exclude_each_other_do_not():
    polycule = document(GRANT, "{may: travel, who: ana}")

    assert found(polycule, doing("date"), instead=[doing("travel")]) == []


def test_one_act_can_be_several_at_once():
    polycule = document(DUTY, "{must_not: drink, who: ana}")

    assert found(polycule, doing("date"), doing("drink")) == [("O+F", "indirect", "c0", "c1")]


def test_what_only_may_be_forbidden_is_no_clash():
    polycule = document(GRANT, "{must_not: date, who: ana, with: caro, during: ill}")

    assert found(polycule, doing("date")) == []


@pytest.mark.parametrize(
    "when",
    [
        "from: [{done: talk}, ill], within: 1 week",
        "unless: ill, every: week",
        "every: week, during: ill",
    ],
)
def test_what_only_may_be_owed_is_no_clash(when):
    talked = '\nevents: [{at: "2026-03-05T20:00", who: [ana, ben], act: talk}]\n'
    duty = f"{{must: date, who: ana, with: caro, {when}}}"

    assert found(document(duty, BAN, events=talked), doing("date")) == []
    sure = duty.replace("unless: ill", "unless: {done: drink}").replace("ill", "always")
    assert found(document(sure, BAN, events=talked), doing("date")) != []


def test_an_event_of_somebody_unknown_is_refused():
    with pytest.raises(InvalidRecord):
        clashes_over(
            document(BAN), [Event(at=dt.date(2026, 3, 6), who=("dora",), act=Word("date"))]
        )
