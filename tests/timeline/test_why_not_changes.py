"""What would have to be different for an event to be fine, and when nothing would do."""

from __future__ import annotations

import datetime as dt

import pytest
from attrs import evolve
from ledgers import document

from polyagree.model import Event, Named, PersonId, Polycule, Word
from polyagree.timeline import Answer, Change, why_not

NIGHT = "{may: overnight, with: outsiders, only_if: %s}"


def asked(act: str = "overnight", at: str = "2025-03-07T22:00", **more: object) -> Event:
    return Event(
        at=dt.datetime.fromisoformat(at),
        who=(PersonId("ana"),),
        act=Word(act),
        with_=(Named("caro"),),
        **more,  # type: ignore[arg-type]  # fields of an event
    )


def two(it: str, that: str = "none", events: str = "", head: str = "") -> Polycule:
    agreement = (
        f"agreements:\n  home:\n    parties: [ana, ben]\n    made: 2025-03-01\n    {head}\n"
        f"    clauses:\n      it: {{says: x, norm: {it}}}\n      that: {{says: x, norm: {that}}}\n"
    )
    return document("", events, agreement=agreement)


def works(polycule: Polycule, event: Event, changes: tuple[Change, ...]) -> bool:
    """Return whether *event* is fine once *changes* are made."""
    for change in changes:
        if change.add is not None:
            polycule = polycule.put(change.add)
        if change.at is not None:
            event = evolve(event, at=change.at)
    return why_not(polycule, event).is_fine


def fine_after(polycule: Polycule, event: Event | None = None) -> tuple[Change, ...]:
    """Return the changes that would do, each of which is one that works."""
    event = asked() if event is None else event
    answer: Answer = why_not(polycule, event)
    assert answer.verdict == "forbidden"
    assert answer.changes
    assert works(polycule, event, answer.changes)
    return answer.changes


@pytest.mark.parametrize(
    ("condition", "acts"),
    [
        ("{told: other parties}", ["tell"]),
        ("{yes_from: other parties}", ["say-yes"]),
        ("{talked_with: other parties}", ["talk"]),
        ("{done: test, within: 1 month}", ["test"]),
        ("{done: {act: test, who: ben}}", ["test"]),
        ("{done: test, ago: 2 days}", ["test"]),
        ("{any: [{told: other parties}, {done: test}]}", ["tell"]),
        ("{told: other parties, ahead: 2 days}", ["tell"]),
        ("{told: other parties, by: previous day}", ["tell"]),
        ("{told: other parties, by: same day}", ["tell"]),
    ],
)
def test_what_has_to_come_before_it_is_said(condition: str, acts: list[str]) -> None:
    changes = fine_after(two(NIGHT % condition))

    assert [change.add and change.add.act for change in changes] == acts


def test_it_is_by_whom_the_condition_names() -> None:
    (mine,) = fine_after(two(NIGHT % "{done: test}"))
    (theirs,) = fine_after(two(NIGHT % "{done: {act: test, who: ben}}"))

    assert mine.add is not None
    assert theirs.add is not None
    assert (mine.add.who, theirs.add.who) == (("ana",), ("ben",))


@pytest.mark.parametrize(
    ("condition", "at"),
    [
        ("{told: other parties}", "2025-03-07T21:59"),
        ("{told: other parties, ahead: 2 days}", "2025-03-05T22:00"),
        ("{told: other parties, by: same day 18:00}", "2025-03-07T18:00"),
        ("{done: test, ago: 3 days}", "2025-03-04T22:00"),
    ],
)
def test_it_is_early_enough(condition: str, at: str) -> None:
    (change,) = fine_after(two(NIGHT % condition))

    assert change.add is not None
    assert change.add.at == dt.datetime.fromisoformat(at)


def test_a_word_that_waives_a_prohibition_is_a_change() -> None:
    (change,) = fine_after(two("{must_not: overnight, unless: {yes_from: other parties}}"))

    assert change.add is not None
    assert (change.add.act, change.add.who) == ("say-yes", ("ben",))


def test_two_objections_take_two_changes_where_no_other_time_is_free() -> None:
    changes = fine_after(two("{must_not: overnight}", "{must_not: overnight, with: outsiders}"))

    assert [change.add and change.add.about for change in changes] == [("home.it",), ("home.that",)]


def test_times_are_told_with_the_offset_of_the_question() -> None:
    event = asked(at="2025-03-07T22:00+05:00")
    (change,) = fine_after(two(NIGHT % "{told: other parties}"), event)

    assert change.add is not None
    assert isinstance(change.add.at, dt.datetime)
    assert change.add.at.isoformat() == "2025-03-07T21:59:00+05:00"


def test_one_s_own_limit_nobody_else_excepts_one_from() -> None:
    agreement = "boundaries: {mine: {holder: ana, says: x, norm: {must_not: overnight}}}\n"
    answer = why_not(document("", agreement=agreement), asked())

    assert (answer.verdict, answer.changes) == ("forbidden", None)


def test_what_no_word_can_make_known_has_no_change_but_an_exception() -> None:
    found = two("{must_not: overnight, unless: travelling}")
    answer = why_not(found, asked())

    assert answer.verdict == "unknown"
    assert answer.changes is not None
    assert [change.add and change.add.act for change in answer.changes] == ["agree-exception"]
    assert works(found, asked(), answer.changes)
