"""What somebody does when their own limit is reached."""

from __future__ import annotations

import datetime as dt

import pytest
from ledgers import ledger

BOUNDARY = (
    "boundaries:\n  noise:\n    holder: ana\n    says: When it gets too loud I talk with you.\n"
    "    reached_by: {reached_by}\n"
    "    response: {{says: We talk., norm: {{must: talk, to: ben, within: 2 days}}}}\n"
)


def replayed(reached_by, events):
    return ledger(
        "", events, agreement=BOUNDARY.format(reached_by=reached_by), until="2025-04-30"
    ).instances


LOUD = "at: 2025-04-05T10:00, who: ben, act: host"
AGAIN = "at: 2025-04-15T10:00, who: ben, act: host"
TALK = "at: 2025-04-06T10:00, who: ana, act: talk, with: ben"


def test_it_is_owed_each_time_that_an_event_reaches_it():
    found = replayed("{act: host}", f"{LOUD}\n{TALK}\n{AGAIN}")

    assert [each.state for each in found] == ["fulfilled", "terminal"]


@pytest.mark.parametrize(
    "condition",
    ["[{done: {act: host}}, {not: {done: {act: smoke}}}]", "{any: [{done: {act: host}}]}"],
)
def test_it_is_owed_once_a_condition_holds(condition):
    assert not replayed(condition, TALK)

    (kept,) = replayed(condition, f"{LOUD}\n{TALK}")
    (missed,) = replayed(condition, LOUD)

    assert (kept.state, missed.state) == ("fulfilled", "terminal")
    assert missed.until == dt.datetime(2025, 4, 7, 23, tzinfo=dt.UTC)


def test_it_is_owed_after_an_event_if_the_rest_holds():
    party = "at: 2025-04-14T20:00, who: ben, act: party"
    condition = "[{act: host}, {done: {act: party}, within: 1 day}]"

    (once,) = replayed(condition, f"{LOUD}\n{party}\n{AGAIN}")

    assert once.cause == ("events", 2)


@pytest.mark.parametrize(
    ("reached_by", "causes"),
    [
        # A word alone is an event, too, if it is the word for one.
        ("host", [0, 1]),
        ("[host]", [0, 1]),
        ("hurt", [2]),
        ("[host, {done: hurt}]", []),
        ("[host, {not: {done: hurt}}]", [0, 1]),
        ("travelling", []),
    ],
)
def test_a_word_for_something_that_happens_reaches_it_each_time(reached_by, causes):
    found = replayed(reached_by, f"{LOUD}\n{AGAIN}\nat: 2025-04-20T10:00, act: hurt")

    assert [each.cause and each.cause[1] for each in found] == causes


def test_a_word_beside_an_event_says_how_things_are():
    party = "at: 2025-04-15T08:00, who: ana, act: party, lasting: 5h"
    found = replayed("[party, {act: host}]", f"{LOUD}\n{AGAIN}\n{party}")

    assert [each.cause and each.cause[1] for each in found] == [1]


def test_it_is_owed_by_whom_it_says_whoever_reaches_it():
    own = replayed("{act: host, who: ana}", LOUD)
    named = replayed("{act: host, who: ben}", LOUD)

    assert (len(own), len(named)) == (0, 1)


HURT = "at: 2025-03-01T10:00, who: ben, act: hurt"


@pytest.mark.parametrize(
    ("condition", "count"),
    [
        ("[host, {done: hurt, within: 2 days}]", 0),
        ("[{act: host}, {not: {done: hurt, within: 2 days}}]", 1),
        ("{any: [host, smoke]}", 1),
    ],
)
def test_what_stands_beside_the_event_holds_then_or_does_not(condition, count):
    assert len(replayed(condition, f"{HURT}\n{LOUD}")) == count
