"""
Gates by removal, against every world that can be made of a few events.

Here nobody thinks about conditions: each log that can grow event by event, each fine by
``why_not`` when it comes, is tried, with and without what somebody says in it.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from typing import Any

from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import polyagree
from polyagree.consistency import gates
from polyagree.model import Event, Happening, Named, Polycule, Word

NOON = dt.datetime.combine(dt.date(2025, 3, 3), dt.time(12))
HEAD = {
    "polyagree": 1,
    "people": {"ana": "Ana", "ben": "Ben", "caro": "Caro", "dana": "Dana"},
}
DATE: dict[str, Any] = {"act": "date", "who": "ana", "with": "outsiders"}
OTHERS = ("ben", "caro")


def happened(who: str) -> Iterator[tuple[dict[str, Any], Event]]:
    """Yield what *who* may have to do first, as a condition and as an event."""
    about = (Happening(act=Word("date"), with_=(Named("dana"),)),)
    ana = (Named("ana"),)
    yield (
        {"done": {"act": "update-calendar", "who": who}},
        Event(at=NOON, who=(who,), act=Word("update-calendar")),
    )
    yield (
        {"done": {"act": "meet", "who": who, "with": "them"}},
        Event(at=NOON, who=(who,), act=Word("meet"), with_=(Named("dana"),)),
    )
    yield {"yes_from": who}, Event(at=NOON, who=(who,), act=Word("say-yes"), to=ana, about=about)
    yield (
        {"told": who},
        Event(at=NOON, who=("ana",), act=Word("tell"), to=(Named(who),), about=about),
    )
    yield {"talked_with": who}, Event(at=NOON, who=("ana", who), act=Word("talk"), about=about)
    yield {"done": {"act": "test", "who": who}}, Event(at=NOON, who=(who,), act=Word("test"))


LEAVES = [leaf for who in OTHERS for leaf in happened(who)]
EVENT_OF = {json.dumps(condition): event for condition, event in LEAVES}


def conditions(*, negated: bool) -> st.SearchStrategy[dict[str, Any] | list[Any]]:
    leaves = st.sampled_from([condition for condition, _ in LEAVES])
    if negated:
        leaves = leaves | leaves.map(lambda leaf: {"not": leaf})
    return st.recursive(
        leaves,
        lambda inner: (
            st.lists(inner, min_size=2, max_size=2)
            | st.lists(inner, min_size=2, max_size=2).map(lambda parts: {"any": parts})
        ),
        max_leaves=3,
    )


@st.composite
def documents(draw: st.DrawFn, *, negated: bool = False) -> dict[str, Any]:
    """Documents in which a date of Ana may wait, and what it waits for may wait as well."""
    norms: list[dict[str, Any]] = []
    some = conditions(negated=negated)
    for _ in range(draw(st.integers(1, 2))):
        spelled = draw(st.sampled_from(["only_if", "unless", "until"]))
        modal = "may" if spelled == "only_if" else "must_not"
        norms.append({modal: "date", "who": "ana", "with": "outsiders", spelled: draw(some)})
    for who in OTHERS:
        if draw(st.booleans()):
            other = draw(st.sampled_from(OTHERS))
            waits_for = draw(st.sampled_from(["update-calendar", "test", "date"]))
            condition = {"act": waits_for, "who": other}
            if waits_for == "date":
                condition = DATE
            act = draw(st.sampled_from(["update-calendar", "say-yes", "test"]))
            norms.append({"must_not": act, "who": who, "unless": {"done": condition}})
    clauses = {
        f"c{number}": {"says": f"Clause {number}.", "norm": norm}
        for number, norm in enumerate(norms)
    }
    agreement = {"parties": ["ana", "ben", "caro"], "clauses": clauses}
    return {**HEAD, "agreements": {"a": agreement}}


def leaves_of(document: dict[str, Any]) -> list[Event]:
    """Return the events that some condition of *document* speaks of, and Ana's date itself."""
    text = json.dumps(document)
    found = [event for condition, event in EVENT_OF.items() if condition in text]
    found += [
        Event(at=NOON, who=(who,), act=Word(act))
        for act in ("update-calendar", "test")
        for who in OTHERS
        if f'{{"done": {{"act": "{act}", "who": "{who}"}}}}' in text
    ]
    return list(dict.fromkeys(found))


TARGET = Event(at=NOON, who=("ana",), act=Word("date"), with_=(Named("dana"),))


def speaks(event: Event, who: str) -> bool:
    """Return whether *event* is a word of *who*, or one to them; a test is their own."""
    return event.act != "test" and (who in event.who or Named(who) in event.to)


class Worlds:
    """Every log of some events that can grow, each event fine when it comes."""

    def __init__(self, polycule: Polycule, pool: list[Event]) -> None:
        self.polycule, self.pool = polycule, pool
        self.fine: set[frozenset[int]] = set()
        self.is_sure = True
        self._seen: set[frozenset[int]] = set()
        self._grow(())

    def _grow(self, order: tuple[int, ...]) -> None:
        log = frozenset(order)
        if log in self._seen:
            return
        self._seen.add(log)
        events = [self._at(number, place) for place, number in enumerate(order)]
        grown = evolve(self.polycule, events=tuple(events))
        answer = why_not_quick(grown, evolve(TARGET, at=NOON + dt.timedelta(hours=1)))
        self.is_sure = self.is_sure and answer is not None
        if answer:
            self.fine.add(log)
        for number in range(len(self.pool)):
            if number not in log:
                fine = why_not_quick(grown, self._at(number, len(order)))
                self.is_sure = self.is_sure and fine is not None
                if fine:
                    self._grow((*order, number))

    def _at(self, number: int, place: int) -> Event:
        return evolve(self.pool[number], at=NOON + dt.timedelta(minutes=place))

    def without(self, *people: str) -> bool:
        """Return whether there is a world in which the date is fine, without their part in it."""
        return any(
            not any(speaks(self.pool[number], who) for number in log for who in people)
            for log in self.fine
        )


def why_not_quick(polycule: Polycule, event: Event) -> bool | None:
    """Return what :func:`why_not` says of *event*."""
    from polyagree.timeline.why_not import _answer

    verdict = _answer(polycule, event, ()).verdict
    return None if verdict == "unknown" else verdict in {"granted", "silent"}


def found(polycule: Polycule) -> tuple[set[tuple[str, ...]], bool]:
    """Return who gates Ana's date, and whether it waits for itself."""
    every = [gate for gate in gates(polycule) if gate.bearer == ("ana",) and gate.act == "date"]
    return {gate.by for gate in every if not gate.is_circular}, any(
        gate.is_circular for gate in every
    )


def expected(worlds: Worlds) -> set[tuple[str, ...]]:
    """Return whom the date waits for, as far as every world says."""
    if not worlds.without():
        return set()
    alone = {(who,) for who in OTHERS if not worlds.without(who)}
    return alone or ({OTHERS} if not worlds.without(*OTHERS) else set())


relaxed = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@relaxed
@given(documents())
def test_somebody_gates_if_and_only_if_no_world_does_without_them(
    document: dict[str, Any],
) -> None:
    polycule = polyagree.loads(json.dumps(document), format="json")
    worlds = Worlds(polycule, leaves_of(document))
    by, is_circular = found(polycule)

    assert worlds.is_sure
    assert by == expected(worlds)
    assert not (is_circular and worlds.without())


@relaxed
@given(documents(negated=True))
def test_what_is_claimed_is_so_where_something_is_not_to_have_been_done(
    document: dict[str, Any],
) -> None:
    polycule = polyagree.loads(json.dumps(document), format="json")
    worlds = Worlds(polycule, leaves_of(document))
    by, is_circular = found(polycule)

    assert by <= expected(worlds)
    assert not (is_circular and worlds.without())
