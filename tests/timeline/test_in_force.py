"""What is in force at a moment."""

from __future__ import annotations

import datetime as dt

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from ledgers import document, ledger
from timeline import made_up

from polyagree.codec import dumps_residual, loads_residual
from polyagree.errors import InvalidTime
from polyagree.timeline import Ledger, replay, resume

TALK = "at: 2025-03-07T12:00, who: [ana, ben], act: talk"
DATE = "at: 2025-03-07T20:00, who: ana, act: date, with: caro"
SAID = "at: 2025-03-08T09:00, who: ana, act: tell, to: ben"
STOP = "at: 2025-03-07T13:00, who: [ana, ben], act: pause, about: home.it, lasting: 2 days"


def at(stamp: str) -> dt.datetime:
    return dt.datetime.fromisoformat(f"{stamp}+00:00")


def those(norm: str, events: str = "", *, on: str) -> list[tuple[str, bool]]:
    """Return the act of each norm that is in force for Ana, and whether that is sure."""
    found = replay(document(norm, events), until=at(on)).in_force()
    return [(each.norm.act, each.is_sure) for each in found if "ana" in each.who]


def is_in_force(norm: str, events: str = "", *, on: str) -> bool | None:
    found = those(norm, events, on=on)
    return (found[0][1] or None) if found else False


@pytest.mark.parametrize(
    "norm",
    [
        "{must: tell, to: other parties}",
        "{must: barrier, during: {act: sex}}",
        "{must_not: smoke}",
        "{may: host}",
        "{may: host, at_most: 2, per: month}",
        "{may: host, only_if: {yes_from: other parties}}",
        "{power: pause, over: home.it}",
    ],
)
def test_every_kind_of_norm_can_be_in_force(norm):
    assert is_in_force(norm, on="2025-03-07T20:00")


@pytest.mark.parametrize(
    ("norm", "on", "found"),
    [
        ("{must_not: call, hours: 22:00-06:00}", "2025-03-07T21:59", False),
        ("{must_not: call, hours: 22:00-06:00}", "2025-03-07T22:00", True),
        ("{may: host, days: sat}", "2025-03-07T21:59", False),
        ("{may: host, days: sat}", "2025-03-08T21:59", True),
        ("{may: host, from: 2025-03-07}", "2025-03-06T23:59", False),
        ("{may: host, from: 2025-03-07}", "2025-03-07T00:00", True),
        ("{must_not: host, until: 2025-03-07}", "2025-03-07T23:59", True),
        ("{must_not: host, until: 2025-03-07}", "2025-03-08T00:00", False),
        # A duty has its days in which to be done, and is in force before them.
        ("{must: date, every: week, days: thu}", "2025-03-04T12:00", True),
    ],
)
def test_it_counts_on_its_days_and_at_its_hours(norm, on, found):
    assert is_in_force(norm, on=on) is found


@pytest.mark.parametrize("modal", ["must_not: smoke", "may: host", "power: pause, over: home.it"])
@pytest.mark.parametrize(
    ("term", "before", "after"),
    [
        ("during: {done: talk}", False, True),
        ("unless: {done: talk}", True, False),
        ("from: {done: talk}", False, True),
        ("until: {done: talk}", True, False),
    ],
)
def test_what_hangs_on_something_is_in_force_while_it_holds(modal, term, before, after):
    norm = f"{{{modal}, {term}}}"

    assert is_in_force(norm, TALK, on="2025-03-07T11:59") is before
    assert is_in_force(norm, TALK, on="2025-03-07T12:00") is after


@pytest.mark.parametrize(
    ("on", "found"),
    [("2025-03-07T11:59", False), ("2025-03-08T12:00", True), ("2025-03-10T12:00", False)],
)
def test_what_is_forbidden_for_a_while_is_so_after_each_event(on, found):
    assert is_in_force("{must_not: host, after: talk, for: 2 days}", TALK, on=on) is found


def test_what_may_hold_is_not_sure():
    assert is_in_force("{must_not: host, during: kids-home}", on="2025-03-07T12:00") is None
    assert is_in_force("{must_not: host, unless: ill}", on="2025-03-07T12:00") is None


def test_a_duty_is_in_force_while_it_is_owed():
    norm = "{must: tell, to: other parties, after: date, within: 2 days}"

    assert is_in_force(norm, f"{DATE}\n{SAID}", on="2025-03-07T19:00") is False
    assert is_in_force(norm, f"{DATE}\n{SAID}", on="2025-03-07T20:00") is True
    assert is_in_force(norm, f"{DATE}\n{SAID}", on="2025-03-08T09:00") is False
    assert is_in_force(norm, DATE, on="2025-03-10T00:00") is False


def test_a_late_duty_is_in_force_until_it_is_done():
    norm = "{must: tell, to: other parties, after: date, within: 1h, late: owed}"

    assert is_in_force(norm, f"{DATE}\n{SAID}", on="2025-03-08T08:00") is True
    assert is_in_force(norm, f"{DATE}\n{SAID}", on="2025-03-08T09:00") is False


@pytest.mark.parametrize("norm", ["{must: tell}", "{must_not: smoke}", "{may: host}"])
def test_what_is_paused_is_not_in_force(norm):
    assert is_in_force(norm, STOP, on="2025-03-07T14:00") is False
    assert is_in_force(norm, STOP, on="2025-03-09T14:00") is True


def test_what_was_waived_is_not_in_force_meanwhile():
    waiver = (
        "at: 2025-03-07T13:00, who: [ana, ben], act: agree-exception, about: home.it, lasting: 3h"
    )

    assert is_in_force("{must_not: smoke}", waiver, on="2025-03-07T14:00") is False
    assert is_in_force("{must_not: smoke}", waiver, on="2025-03-07T17:00") is True


def test_what_follows_a_break_is_among_it_and_what_was_broken_stays():
    norm = "{must_not: date, if_broken: [{must: talk, who: breaker, within: 1 week}]}"

    assert those(norm, DATE, on="2025-03-07T21:00") == [("date", True), ("talk", True)]


def test_it_can_be_asked_ahead():
    found = ledger("{may: host, from: 2025-04-01}", until="2025-03-01")

    assert found.in_force() == ()
    assert len(found.in_force(at("2025-04-01T12:00"))) == 2
    assert found.in_force() == ()


def test_at_the_end_of_a_day_the_next_one_has_begun():
    found = ledger("{may: host, from: 2025-03-07}", until="2025-03-06")

    assert [each.state for each in found.in_force()] == ["in force", "in force"]


def test_a_time_that_is_past_is_refused():
    with pytest.raises(InvalidTime, match="the ledger has come to 2025-03-08 00:00"):
        ledger("{may: host}", until="2025-03-07").in_force(at("2025-03-07T12:00"))


def test_a_ledger_that_has_come_to_no_time_has_to_be_asked_about_one():
    found = Ledger(document("{may: host}"))

    with pytest.raises(InvalidTime, match="has not come to any time yet"):
        found.in_force()
    assert len(found.in_force(at("2025-03-07T12:00"))) == 2


@settings(max_examples=60, deadline=None)
@given(made_up.documents(), st.timedeltas(dt.timedelta(), dt.timedelta(days=40)))
def test_what_was_stored_says_the_same_and_agrees_with_the_instances(made, ahead):
    found = replay(made_up.polycule(made))
    if found.until is None:
        return
    moment = found.until + ahead
    stored = resume(found.polycule, loads_residual(dumps_residual(found.residual)))
    found_then = found.in_force(moment)
    later = stored.copy()
    later.advance(moment)

    assert stored.in_force(moment) == found_then == later.in_force()
    for each in found_then:
        known = later.instance(each.key)
        assert evolve(each, is_sure=known.is_sure) == known
        assert each.is_sure <= known.is_sure
        assert each.state in {"in force", "violated", "compensated", "terminal"}
    owed = {each.instance for each in later.owed()}
    duties = [each for each in found_then if each.norm.modal == "must" and not each.norm.during]
    assert owed.issuperset(each.key for each in duties)
