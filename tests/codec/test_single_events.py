"""Events that stand alone, each in a text of its own."""

from __future__ import annotations

import pytest
from attrs import evolve
from hypothesis import given, settings

from polyagree.codec import loads, parse_events, written_event
from polyagree.errors import DocumentError, Fault
from polyagree.model import Polycule
from polyagree.testing import strategies

DOCUMENT = """\
polyagree: 1
people: {ana: Ana, ben: Ben}
agreements:
  home: {parties: [ana, ben], clauses: {quiet: {says: Quiet.}}}
events: [{id: first, at: 2026-03-06T20:00, who: ana, act: talk}]
"""
POLYCULE = loads(DOCUMENT)


def faults(*texts: str, name: str | None = None) -> tuple[Fault, ...]:
    with pytest.raises(DocumentError) as caught:
        parse_events(texts, POLYCULE, name=name)
    return caught.value.faults


def test_an_event_is_that_of_a_document() -> None:
    (event,) = parse_events(
        ["{at: 2026-03-06T20:00, who: ana, act: talk, id: first}"],
        loads(DOCUMENT.partition("events")[0]),
    )

    assert event == POLYCULE.events[0]


def test_they_may_speak_of_each_other_and_of_the_document() -> None:
    first, second = parse_events(
        [
            "{id: late, at: 2026-03-07T01:00, who: ana, act: late-night}",
            "{at: 2026-03-07T10:00, who: ana, act: tell, to: ben, about: [late, first, home.quiet]}",
        ],
        POLYCULE,
    )

    assert first.id == "late"
    assert second.about == ("late", "first", "home.quiet")


def test_none_are_none() -> None:
    assert parse_events([], POLYCULE) == ()


def test_every_fault_comes_at_once_each_with_its_place() -> None:
    found = faults(
        "{at: 2026-03-07, who: anna, act: tlak, wiht: ben}",
        "{at: soon}",
        name="--event",
    )

    assert [(each.file, each.path, each.column) for each in found] == [
        ("--event 1", ("who",), 23),
        ("--event 1", ("act",), 34),
        ("--event 1", ("wiht",), 40),
        ("--event 2", (), 1),
        ("--event 2", ("at",), 6),
    ]


def test_what_only_misses_a_fault_that_was_told_is_not_told_again() -> None:
    found = faults(
        "{id: Late, at: 2026-03-07, act: talk}", "{at: 2026-03-08, act: tell, about: Late}"
    )

    assert "DOC004" in {each.code for each in found}
    assert all(each.line == 1 for each in found)


def test_the_lines_come_along() -> None:
    with pytest.raises(DocumentError) as caught:
        parse_events(["{at: soon, act: talk}"], POLYCULE, name="--event")

    assert caught.value.texts == (("--event", "{at: soon, act: talk}"),)
    assert str(caught.value).startswith("the event cannot be read: 1 fault\n")


@pytest.mark.parametrize("text", ["", "late", "[1]", "- {at: 2026-03-07, act: talk}", "~"])
def test_what_is_no_event_is_told_how_one_looks(text: str) -> None:
    (found,) = faults(text)

    assert found.code == "DOC001"
    assert found.help is not None
    assert found.help.startswith("write `{at: ")


@settings(max_examples=30)
@given(strategies.polycules())
def test_a_written_event_is_read_again(polycule: Polycule) -> None:
    events = tuple(evolve(each, id=None) for each in polycule.events)

    assert parse_events(map(written_event, events), polycule) == events


def test_the_act_comes_first_wherever_it_stands() -> None:
    text = "{at: 2026-03-06T20:00, who: ana, act: tell, to: ben, about: {act: date, with: ben}}"
    polycule = loads("polyagree: 1\npeople: {ana: Ana, ben: Ben}\n")

    (event,) = parse_events([text], polycule)

    assert written_event(event) == text
