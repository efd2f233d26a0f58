"""What holds of every ledger, whatever was agreed and whatever happened."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import Any

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledgers import ledger
from timeline.agreeing import end_of
from timeline.made_up import Document, documents, polycule

from polyagree.clock import day_bounds
from polyagree.codec import loads
from polyagree.model import Event, Named, Obligation, Polycule
from polyagree.timeline.instances import Instance
from polyagree.timeline.ledger import Ledger, replay

ORDINARY = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
FINAL = {"fulfilled", "terminal", "released", "expired"}


def in_time(polycule: Polycule) -> list[Event]:
    def at(event: Event) -> dt.datetime:
        found = polycule.instant(event)
        assert found is not None
        return found

    return sorted(polycule.events, key=at)


def in_order(document: Document) -> Polycule:
    """Return what *document* says, with the events in the order of time."""
    made = polycule(document)
    told: list[Event] = []
    for event in in_time(made):
        later = {each.id for each in made.events} - {each.id for each in told} - {None}
        # A ledger takes no word about what it has not heard of.
        told.append(evolve(event, about=tuple(each for each in event.about if each not in later)))
    return evolve(made, events=tuple(told))


def without_records(whole: Polycule) -> Polycule:
    """Return it without the breaches that name an event, which has to be in the document."""
    return evolve(whole, breaches=tuple(each for each in whole.breaches if not each.event))


def by_key(ledger: Ledger) -> dict[str, Instance]:
    found = {each.key: each for each in ledger.all_instances()}
    assert len(found) == len(list(ledger.all_instances()))
    return found


@ORDINARY
@given(documents())
def test_a_ledger_that_is_told_one_by_one_says_what_a_replay_says(document: Document) -> None:
    whole = without_records(in_order(document))
    end = end_of(whole)
    if end is None:
        return
    ledger = Ledger(evolve(whole, events=()))
    for event in whole.events:
        ledger.record(event)
    ledger.advance(end)

    assert ledger.instances == replay(whole, until=end).instances


LATE = [
    {"act": "drink", "who": ("ana",)},
    {"act": "test", "who": ("ana",)},
    {"act": "tell", "who": ("ana",), "to": (Named("ben"),)},
    {"act": "talk", "who": ("ana", "ben", "caro")},
    {"act": "date", "who": ("ana",), "with_": (Named("dan"),)},
    {"act": "end", "who": ("ana", "ben", "caro"), "about": ("home",)},
    {"act": "release", "who": ("ana", "ben", "caro"), "about": ("home",)},
    {"act": "agree-exception", "who": ("ana", "ben", "caro"), "about": ("home",)},
]


@ORDINARY
@given(documents(), st.sampled_from(LATE))
def test_what_happens_once_its_time_is_over_changes_no_duty(
    document: Document, late: dict[str, Any]
) -> None:
    whole = in_order(document)
    last = whole.last_day
    if last is None:
        return
    after = last + dt.timedelta(days=90)
    event = Event(at=dt.datetime.combine(after, dt.time(12)), **late)
    begins = day_bounds(after, whole.zone).start
    before = by_key(replay(whole, until=begins))
    later = by_key(replay(evolve(whole, events=(*whole.events, event)), until=after))

    for key, each in before.items():
        if isinstance(each.norm, Obligation) and each.until is not None and each.until <= begins:
            assert later[key].verdict == each.verdict
        if each.state in FINAL:
            assert later[key].state == each.state


@ORDINARY
@given(documents(), st.randoms(use_true_random=False))
def test_the_order_in_a_document_means_nothing_where_the_times_differ(
    document: Document, random: Any
) -> None:
    whole = in_order(document)
    distinct: dict[object, Event] = {}
    for each in whole.events:
        distinct.setdefault(whole.instant(each), each)
    # What a dropped event was about goes with it.
    gone = {each.id for each in whole.events if each.id} - {each.id for each in distinct.values()}
    kept = [
        evolve(each, about=tuple(name for name in each.about if name not in gone))
        for each in distinct.values()
    ]
    if any(breach.event for breach in whole.breaches) or not kept:
        return
    mixed = random.sample(kept, len(kept))
    first = replay(evolve(whole, events=tuple(kept)))
    other = replay(evolve(whole, events=tuple(mixed)))
    place = {index: kept.index(each) for index, each in enumerate(mixed)}

    assert _told(other.instances, place) == _told(first.instances, {})


def _told(instances: tuple[Instance, ...], place: dict[int, int]) -> list[str]:
    """Return the instances as texts, with the places that events had before; in no order."""

    def moved(found: re.Match[str]) -> str:
        index = int(found[1])
        return f"('events', {place.get(index, index)})"

    texts = [
        re.sub(r"\('events', (\d+)\)", moved, re.sub(r"key='[^']*'", "", str(each)))
        for each in instances
    ]
    return sorted(texts)


@ORDINARY
@given(documents())
def test_what_is_settled_stays_so_while_the_log_grows(document: Document) -> None:
    whole = without_records(in_order(document))
    ledger = Ledger(evolve(whole, events=()))
    settled: dict[str, str] = {}
    for event in whole.events:
        ledger.record(event)
        now = by_key(ledger)
        for key, state in settled.items():
            assert now[key].state == state
        settled = {key: each.state for key, each in now.items() if each.state in FINAL}


NAMES = {"ana": "zoe", "ben": "yan", "caro": "xia", "dan": "wim"}


@ORDINARY
@given(documents())
def test_other_names_change_nothing_but_the_names(document: Document) -> None:
    renamed = polycule(json.loads(_renamed(json.dumps(document))))
    first, other = replay(polycule(document)), replay(renamed)

    assert _shape(other) == sorted(
        (_renamed(clause), tuple(sorted(_renamed(each) for each in who)), *rest)
        for clause, who, *rest in _shape(first)
    )


def _renamed(text: str) -> str:
    return re.sub(r"\b(ana|ben|caro|dan)\b", lambda found: NAMES[found[1]], text)


def _shape(ledger: Ledger) -> list[tuple[Any, ...]]:
    return sorted(
        (
            each.clause,
            tuple(sorted(each.who)),
            str(each.path),
            str(each.cause),
            str(each.since),
            each.state,
            each.verdict,
            str([(broken.at, broken.event, broken.state) for broken in each.breaks]),
        )
        for each in ledger.all_instances()
    )


@pytest.mark.parametrize("strangers", [0, 400])
def test_norms_that_do_not_speak_of_an_act_are_not_visited(strangers: int) -> None:
    norms = ", ".join(f"{{must_not: {act}}}" for act in ("host", "smoke", "call"))
    others = "\n".join(
        f"at: 2025-03-{2 + number % 20:02}T10:00, who: ana, act: work"
        for number in range(strangers)
    )
    found = ledger(
        f"[{norms}, {{must: test, every: month}}]",
        f"at: 2025-03-25T10:00, who: ana, act: host\n{others}",
    )

    # The one act of Ana's, held against the one norm that binds her not to.
    assert found.visits == 1


def test_an_act_is_held_against_the_norms_of_those_who_do_it() -> None:
    people = ", ".join(f"p{number}: P" for number in range(60))
    agreements = "".join(
        f"  a{number}:\n    parties: [p{number}, p{number + 1}]\n    made: 2025-03-01\n"
        "    clauses: {it: {says: x, norm: {must_not: host}}}\n"
        for number in range(0, 60, 2)
    )
    text = (
        f"polyagree: 1\npeople: {{{people}}}\nagreements:\n{agreements}"
        "events: [{at: 2025-03-05T10:00, who: p6, act: host}]\n"
    )

    assert replay(loads(text)).visits == 1
