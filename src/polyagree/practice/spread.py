"""Who could have been exposed after one event and another of the same record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cached_property

from attrs import evolve

from polyagree.clock import Duration
from polyagree.graph.contacts import Contact, contacts, people_in, span_of
from polyagree.graph.exposure import Beginning, Exposed, Search
from polyagree.model import Event, PersonId, Polycule, is_health_act
from polyagree.practice.since_when import Since, SinceWhen

__all__ = ["Spread"]


class Spread:
    """
    What is recorded, made ready once for every event that is asked about.

    Args:
        polycule: The document.
        on: The last day that counts; ``None``: every day.
        barriers: Whether what had a barrier counts.
    """

    def __init__(
        self, polycule: Polycule, *, on: dt.date | None = None, barriers: bool = True
    ) -> None:
        self._polycule = polycule
        self._on = on
        self._barriers = barriers
        # Of several events at one moment it begins alike.
        self._since: dict[tuple[object, ...], tuple[Since, ...]] = {}
        self._exposed: dict[tuple[Beginning, ...], tuple[Exposed, ...]] = {}

    @cached_property
    def contacts(self) -> tuple[Contact, ...]:
        """What can have passed something on, up to the day."""
        return tuple(
            each
            for each in contacts(self._polycule, barriers=self._barriers)
            if self._is_over(self._polycule.events[each.event])
        )

    @cached_property
    def alarms(self) -> tuple[int, ...]:
        """The positions of the results, exposures and failed barriers up to the day."""
        words = self._polycule.vocabulary
        return tuple(
            index
            for index, each in enumerate(self._polycule.events)
            if self._is_over(each) and is_health_act(each.act, words, group="alarms")
        )

    def sources(self, anchor: int) -> list[PersonId]:
        """Return those from whom it begins: in an event, or in the one that it is about."""
        first = self._asked(anchor).first
        people = people_in(self._polycule, self._polycule.events[anchor])
        if first is not None:
            people |= people_in(self._polycule, self._polycule.events[first])
        return sorted(people, key=self._order.__getitem__)

    def since(
        self,
        sources: Sequence[PersonId],
        anchor: int | None,
        *,
        since: dt.date | dt.datetime | None = None,
        window: Duration | None = None,
    ) -> tuple[Since, ...]:
        """Return since when it matters, for each of *sources*."""
        asked = evolve(self._asked(anchor), since=since, window=window)
        if anchor is None or since or window or asked.first is not None:
            return tuple(asked.of(each) for each in sources)
        # Of what is told twice, one is left whichever is asked about, and says it.
        same = evolve(self._polycule.events[anchor], id=None), *sources
        if same not in self._since:
            self._since[same] = tuple(asked.of(each) for each in sources)
        return self._since[same]

    def exposed(self, since: Sequence[Since]) -> tuple[Exposed, ...]:
        """Return who can be reached, each from a time of their own on."""
        asked = self._asked(None)
        beginnings = tuple(self._plain(asked.beginning(each)) for each in since)
        if beginnings not in self._exposed:
            self._exposed[beginnings] = self._search.exposed(beginnings)
        return self._exposed[beginnings]

    def _plain(self, begun: Beginning) -> Beginning:
        """Return *begun* without its event, where the hour at which that was is known."""
        return begun if begun.event in self._dated_only else evolve(begun, event=None)

    @cached_property
    def _dated_only(self) -> frozenset[int]:
        """The positions of the contacts of which only the day is known."""
        return frozenset(each.event for each in self.contacts if each.is_dated_only)

    def told_after(self, anchor: int | None, reached: Sequence[Exposed]) -> dict[PersonId, int]:
        """
        Return who was told of an event, or of health after it, with where that stands.

        Where no event is named, it counts if it comes from those from whom it begins, from
        whoever was told before, or from somebody on the path. What others say of health, or
        share of their own results, is not about it.

        Args:
            anchor: The position of the event; ``None``: none is named.
            reached: Who could have been exposed, along which path.
        """
        found: dict[PersonId, int] = {}
        if anchor is None:
            return found
        event = self._polycule.events[anchor]
        start = span_of(self._polycule, event.at)[0]
        of_event = {*self._tellings_of.get(event.id or "", ())}
        first = {*self.sources(anchor)}
        before = {each.person: {step.from_ for step in each.path} for each in reached}
        for at, index in sorted(
            (span_of(self._polycule, self._polycule.events[index].at)[0], index)
            for index in {*self._open_tellings, *of_event}
        ):
            each = self._polycule.events[index]
            if at < start or not self._is_over(each):
                continue
            knew = first | found.keys()
            for person in people_in(self._polycule, evolve(each, who=(), with_=each.to)):
                near = before.get(person, set())
                if index in of_event or not (knew | near).isdisjoint(each.who):
                    found.setdefault(person, index)
        return found

    def _asked(self, anchor: int | None) -> SinceWhen:
        return SinceWhen(
            polycule=self._polycule,
            anchor=anchor,
            of_person=self._of_person,
            positions=self._positions,
        )

    def _is_over(self, event: Event) -> bool:
        return self._on is None or event.day <= self._on

    @cached_property
    def _search(self) -> Search:
        return Search(self._polycule, self.contacts)

    @cached_property
    def _order(self) -> dict[PersonId, int]:
        return {person.id: number for number, person in enumerate(self._polycule.people)}

    @cached_property
    def _positions(self) -> dict[str, int]:
        events = enumerate(self._polycule.events)
        return {each.id: index for index, each in events if each.id is not None}

    @cached_property
    def _of_person(self) -> dict[PersonId, list[int]]:
        """The tests and results of each person."""
        words = self._polycule.vocabulary
        found: dict[PersonId, list[int]] = {}
        for index, each in enumerate(self._polycule.events):
            if is_health_act(each.act, words, group="testing") or is_health_act(
                each.act, words, group="results"
            ):
                for person in people_in(self._polycule, each):
                    found.setdefault(person, []).append(index)
        return found

    @cached_property
    def _tellings(self) -> tuple[int, ...]:
        words = self._polycule.vocabulary
        return tuple(
            index
            for index, each in enumerate(self._polycule.events)
            if is_health_act(each.act, words, group="telling")
        )

    @cached_property
    def _tellings_of(self) -> dict[str, list[int]]:
        """The tellings that are about an event, by its id."""
        found: dict[str, list[int]] = {}
        for index in self._tellings:
            for name in self._polycule.events[index].about:
                if isinstance(name, str) and name in self._positions:
                    found.setdefault(name, []).append(index)
        return found

    @cached_property
    def _open_tellings(self) -> tuple[int, ...]:
        """The tellings that are about health, and name no event."""
        words = self._polycule.vocabulary
        found = []
        for index in self._tellings:
            each = self._polycule.events[index]
            names = [name if isinstance(name, str) else name.act for name in each.about]
            if any(name in self._positions for name in names):
                continue
            is_named = any(is_health_act(name, words, group="about") for name in names)
            if is_named or (not names and is_health_act(each.act, words, group="safer-sex")):
                found.append(index)
        return tuple(found)
