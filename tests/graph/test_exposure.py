"""Who could have been exposed, and along which path."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from itertools import pairwise, product

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polyagree.clock import day_bounds, instant
from polyagree.codec import loads
from polyagree.errors import UnknownName
from polyagree.graph import Exposed, contacts, exposed
from polyagree.model import Event, EventId, Named, Person, PersonId, Polycule, Word

PEOPLE = "abcdef"
MONDAY = dt.date(2025, 3, 3)
HEAD = """
polyagree: 1
timezone: Europe/Lisbon
people: {ana: Ana, ben: Ben, caro: Caro, dana: Dana}
groups: {us: {kind: household, members: [ana, ben]}}
terms: {swinging: {kind: act, kind_of: sex, means: x}, someone-new: {kind: people, means: x}}
events:
"""


def of(*events: str) -> Polycule:
    return loads(HEAD + "\n".join(f"  - {{{each}}}" for each in events), format="yaml")


def short(found: Iterable[Exposed]) -> dict[str, tuple[str, bool]]:
    return {
        each.person: (" ".join(f"{step.from_}>{step.to}" for step in each.path), each.is_sure)
        for each in found
    }


AB = "at: 2025-03-03T20:00, who: ana, act: sex, with: ben"
BC = "at: 2025-03-05T20:00, who: ben, act: sex, with: caro"


def test_each_step_is_later_than_the_one_before() -> None:
    assert short(exposed(of(AB, BC), "ana")) == {
        "ben": ("ana>ben", True),
        "caro": ("ana>ben ben>caro", True),
    }


def test_what_was_before_leads_nowhere() -> None:
    assert short(exposed(of(AB.replace("03-03", "03-09"), BC), "ana")) == {"ben": ("ana>ben", True)}


def test_the_order_of_the_document_is_no_order_of_time() -> None:
    assert "caro" in short(exposed(of(BC, AB), "ana"))


def test_on_one_day_without_hours_it_is_possible_and_not_sure() -> None:
    day = of(AB.replace("T20:00", ""), BC.replace("05T20:00", "03"))

    assert short(exposed(day, "ana"))["caro"] == ("ana>ben ben>caro", False)


def test_an_hour_between_two_days_is_sure() -> None:
    found = exposed(of(AB.replace("T20:00", ""), BC.replace("05T20:00", "04T00:00")), "ana")

    assert short(found)["caro"] == ("ana>ben ben>caro", True)


def test_at_the_same_instant_counts() -> None:
    assert "caro" in short(exposed(of(AB, BC.replace("03-05", "03-03")), "ana"))


def test_a_sure_path_may_be_another_than_the_earliest() -> None:
    found = exposed(
        of(
            AB.replace("T20:00", ""),
            "at: 2025-03-03, who: ben, act: sex, with: dana",
            "at: 2025-03-08T20:00, who: ana, act: sex, with: dana",
        ),
        "ana",
    )
    (dana,) = (each for each in found if each.person == "dana")

    assert [step.from_ for step in dana.path] == ["ana", "ben"]
    assert [step.from_ for step in dana.sure_path] == ["ana"]


def test_everybody_who_takes_part_is_exposed_to_each_other() -> None:
    found = exposed(of("at: 2025-03-03, who: ana, act: sex, with: [ben, caro]"), "caro")

    assert short(found) == {"ana": ("caro>ana", True), "ben": ("caro>ben", True)}


def test_a_group_stands_for_its_members_and_a_term_for_nobody() -> None:
    found = exposed(of("at: 2025-03-03, who: caro, act: sex, with: [us, someone-new]"), "caro")

    assert set(short(found)) == {"ana", "ben"}
    (contact,) = contacts(of("at: 2025-03-03, who: caro, act: sex, with: someone-new"))
    assert contact.unnamed == ("someone-new",)


def test_kinds_of_the_act_count_and_other_acts_do_not() -> None:
    other = of(AB.replace("sex", "swinging"), BC.replace("sex", "kissing"))

    assert set(short(exposed(other, "ana"))) == {"ben"}
    assert set(short(exposed(other, "ana", acts=["intimacy"]))) == {"ben", "caro"}


def test_since_a_day_counts_that_day() -> None:
    assert short(exposed(of(AB, BC), "ben", since=MONDAY)) == {
        "ana": ("ben>ana", True),
        "caro": ("ben>caro", True),
    }
    assert set(short(exposed(of(AB, BC), "ben", since=dt.date(2025, 3, 4)))) == {"caro"}


def test_since_an_event_counts_that_event_and_leaves_its_day_open() -> None:
    found = of(
        "id: it, at: 2025-03-03, who: ana, act: sex, with: ben",
        "at: 2025-03-03, who: ana, act: sex, with: caro",
        "at: 2025-03-02, who: ana, act: sex, with: dana",
    )

    assert short(exposed(found, "ana", since="it")) == {
        "ben": ("ana>ben", True),
        "caro": ("ana>caro", False),
    }


def test_until_a_day_leaves_later_ones_out() -> None:
    assert set(short(exposed(of(AB, BC), "ana", until=dt.date(2025, 3, 4)))) == {"ben"}


@pytest.mark.parametrize(
    ("events", "barrier"),
    [
        ([f"{AB}, how: with-barrier"], "used"),
        ([f"{AB}, how: without-barrier"], "none"),
        ([AB], "not said"),
        ([f"id: it, {AB}", "at: 2025-03-03, who: ana, act: barrier, about: it"], "used"),
        ([AB, "at: 2025-03-03, who: [ana, ben], act: barrier"], "used"),
        ([AB, "at: 2025-03-04, who: [ana, ben], act: barrier"], "not said"),
        ([AB, "at: 2025-03-03, who: ana, act: barrier, with: caro"], "not said"),
        (
            [f"id: it, {AB}, how: with-barrier", "at: 2025-03-03, act: barrier-failed, about: it"],
            "failed",
        ),
    ],
)
def test_what_is_recorded_of_a_barrier(events: list[str], barrier: str) -> None:
    (contact,) = contacts(of(*events))

    assert contact.barrier == barrier


def test_what_had_a_barrier_can_be_left_out() -> None:
    both = of(f"{AB}, how: with-barrier", BC)

    assert set(short(exposed(both, "ben", barriers=False))) == {"caro"}


def test_a_barrier_that_failed_is_a_contact_where_it_is_about_no_event() -> None:
    assert set(short(exposed(of(AB.replace("sex", "barrier-failed")), "ana"))) == {"ben"}


@pytest.mark.parametrize(
    ("asked", "options", "sentence"),
    [
        ("cara", {}, "unknown person `cara`"),
        ("ana", {"since": "that"}, "unknown event `that`"),
        ("ana", {"acts": ["sax"]}, "unknown act `sax`"),
    ],
)
def test_what_nobody_knows_is_refused(asked: str, options: dict, sentence: str) -> None:
    with pytest.raises(UnknownName, match=sentence):
        exposed(of(AB), asked, **options)


# Against everything that can be the case


def an_event(at: dt.date | dt.datetime, people: Iterable[str]) -> Event:
    first, *others = sorted(people)
    return Event(
        at=at, who=(PersonId(first),), act=Word("sex"), with_=tuple(Named(each) for each in others)
    )


def polycule(events: Iterable[Event]) -> Polycule:
    people = tuple(Person(id=PersonId(each), name=each) for each in PEOPLE)
    return Polycule(people=people, events=tuple(events))


hours = st.sampled_from([0, 6, 12])
days = st.integers(0, 2).map(lambda each: MONDAY + dt.timedelta(days=each))
stamps = st.one_of(
    days, st.builds(lambda day, hour: dt.datetime.combine(day, dt.time(hour)), days, hours)
)
groups = st.sets(st.sampled_from(PEOPLE), min_size=2, max_size=3)
small_logs = st.lists(st.builds(an_event, stamps, groups), max_size=6).map(polycule)
longer_logs = st.lists(st.builds(an_event, stamps, groups), max_size=40).map(polycule)

SLOTS = [0, 6, 12, 18]
"""Hours that a day without one may have had: on each that others have, and after all of them."""


def all_hours(log: Polycule) -> Iterable[list[dt.datetime]]:
    """Yield every way in which the events can have been."""
    choices = []
    for event in log.events:
        if isinstance(event.at, dt.datetime):
            choices.append([instant(event.at, log.zone)])
        else:
            start = day_bounds(event.at, log.zone).start
            choices.append([start + dt.timedelta(hours=hour) for hour in SLOTS])
    return (list(each) for each in product(*choices))


def spread(log: Polycule, hours: list[dt.datetime], source: str) -> set[str]:
    """Return who is reached if the events were at *hours*."""
    have = {source}
    for at in sorted(set(hours)):
        now = [e for e, hour in zip(log.events, hours, strict=True) if hour == at]
        for _ in now:
            for event in now:
                people = {*event.who, *(str(each) for each in event.with_)}
                if people & have:
                    have |= people
    return have - {source}


@settings(max_examples=150, deadline=None)
@given(small_logs)
def test_possible_is_in_some_world_and_sure_is_in_every_one(log: Polycule) -> None:
    worlds = [spread(log, hours, "a") for hours in all_hours(log)]
    found = exposed(log, "a")

    assert {each.person for each in found} == set().union(*worlds)
    assert {each.person for each in found if each.is_sure} == set.intersection(*worlds)


def expanded(log: Polycule) -> nx.DiGraph:
    """
    Return people at instants, with an edge where something can pass on or stay.

    An event of a day without an hour may have been at any instant of that day that others have.
    """
    instants = sorted(
        {day_bounds(e.day, log.zone).start for e in log.events}
        | {instant(e.at, log.zone) for e in log.events if isinstance(e.at, dt.datetime)}
    )
    graph = nx.DiGraph()
    for person in PEOPLE:
        for one, other in pairwise(instants):
            graph.add_edge((person, one), (person, other), steps=0)
    for event in log.events:
        people = [*event.who, *(str(each) for each in event.with_)]
        day = day_bounds(event.day, log.zone)
        for at in instants:
            is_then = (
                at == instant(event.at, log.zone)
                if isinstance(event.at, dt.datetime)
                else day.start <= at < day.end
            )
            for one in people if is_then else ():
                graph.add_edges_from((((one, at), (each, at)) for each in people), steps=1)
    return graph


@settings(max_examples=150, deadline=None)
@given(longer_logs)
def test_the_path_is_the_earliest_and_of_these_the_shortest(log: Polycule) -> None:
    graph = expanded(log)
    if not log.events:
        return
    first = min(at for _, at in graph.nodes) if graph else None
    starts = [("a", first)] if ("a", first) in graph else []
    steps = nx.multi_source_dijkstra_path_length(graph, starts, weight="steps") if starts else {}
    best: dict[str, tuple[dt.datetime, int]] = {}
    for (person, at), length in steps.items():
        best[person] = min(best.get(person, (at, length)), (at, length))
    found = {each.person: each.path for each in exposed(log, "a")}

    assert found.keys() == best.keys() - {"a"}
    for person, path in found.items():
        assert len(path) == best[person][1]
        assert_leads(log, path, person, best[person][0])


def assert_leads(log: Polycule, path: tuple, person: str, arrives: dt.datetime) -> None:
    at, now = "a", dt.datetime.min.replace(tzinfo=dt.UTC)
    for step in path:
        event = log.events[step.event]
        assert {step.from_, step.to} <= {*event.who, *(str(each) for each in event.with_)}
        assert step.from_ == at
        if isinstance(event.at, dt.datetime):
            now, before = instant(event.at, log.zone), now
            assert before <= now
        else:
            day = day_bounds(event.at, log.zone)
            now = max(now, day.start)
            assert now < day.end
        at = step.to
    assert (at, now) == (person, arrives)


@settings(max_examples=100, deadline=None)
@given(longer_logs)
def test_the_same_log_in_another_order_reaches_the_same_people(log: Polycule) -> None:
    other = polycule(reversed(log.events))

    assert [(e.person, e.is_sure, len(e.path)) for e in exposed(log, "a")] == [
        (e.person, e.is_sure, len(e.path)) for e in exposed(other, "a")
    ]


def test_a_long_log_takes_no_longer_for_each_event() -> None:
    """A chain of many people, and one event for each."""
    people = tuple(Person(id=PersonId(f"p{n}"), name="x") for n in range(3000))
    events = tuple(
        Event(
            id=EventId(f"e{n}"),
            at=MONDAY,
            who=(people[n].id,),
            act=Word("sex"),
            with_=(Named(people[n + 1].id),),
        )
        for n in range(2999)
    )

    found = exposed(Polycule(people=people, events=events), "p0")

    assert len(found) == 2999
    assert len(found[-1].path) == 2999
