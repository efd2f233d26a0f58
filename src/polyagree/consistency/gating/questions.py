"""Whose part in what comes before an act cannot be left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from polyagree.consistency.gating.frame import Frame, Guard
from polyagree.consistency.gating.instances import touched_by
from polyagree.consistency.gating.needs import Needs
from polyagree.consistency.gating.saying import speakers_of
from polyagree.consistency.gating.search import Search, World
from polyagree.model import (
    ALWAYS,
    AllOf,
    AnyOf,
    Condition,
    Event,
    Not,
    PersonId,
    Situation,
    State,
)
from polyagree.source import Path

__all__ = ["Question"]

_SEVERAL = 2
_People = frozenset[PersonId]


class Question:
    """
    Whose part cannot be left out, of the acts that one norm lets wait.

    Attributes:
        guard: The norm.
        needs: What acts need.
        given: The situations in which alone it lets them wait, and whether each holds.
        acts: The acts that can be fine.
        stuck: The first of those that wait for themselves, if none of them can surely be fine;
            ``None``: there is none.
    """

    def __init__(self, frame: Frame, needs: Needs, guard: Guard, acts: list[Event]) -> None:
        self._frame, self.needs, self.guard = frame, needs, guard
        during = guard.rule.norm.during
        self.given = () if during is None else tuple(_situations(during, frame, is_so=True))
        self.acts: list[Event] = []
        self.stuck: Event | None = None
        self._worlds: dict[Event, World] = {}
        self._speakers_of: dict[Event, _People] = {}
        self._met: dict[Event, frozenset[Path]] = {}
        self._touched = {act: touched_by(act, frame) for act in acts}
        is_open = False
        for act in acts:
            search = Search(needs, given=self.given)
            world = search.world_for(act)
            if world is not None:
                self.acts.append(act)
                self._worlds[act] = world
            else:
                is_open = is_open or search.is_open
                if search.circles and not search.is_open and self.stuck is None:
                    self.stuck = act
        if self.acts or is_open:
            self.stuck = None

    def gated_by(self) -> Iterator[tuple[PersonId, ...]]:
        """Yield who gates it: one alone, or some of whom it needs one."""
        alone: list[PersonId] = []
        for person in self._speakers(self._worlds.values()):
            if self.is_gated_by(frozenset({person})):
                alone.append(person)
                yield (person,)
        together = self._together(frozenset(alone))
        if together:
            yield tuple(sorted(together))

    def may_be_gated_by(self) -> _People:
        """Return who says something that one of the acts may wait for, and takes no part in it."""
        found: set[PersonId] = set()
        for act in self.acts:
            found |= self._speaking(self.needs.behind(act)) - self._touched[act]
        return frozenset(found)

    def is_gated_by(self, people: _People) -> bool:
        """Return whether none of the acts can be fine without *people*."""
        acts = [act for act in self.acts if self._touched[act].isdisjoint(people)]
        return bool(acts) and all(self.cannot_be(act, without=people) for act in acts)

    def cannot_be(
        self, act: Event, *, without: _People, dropped: frozenset[Path] = frozenset()
    ) -> bool:
        """Return whether *act* can surely not be fine without *people*."""
        search = self.search(without, dropped=dropped)
        return search.world_for(act) is None and not search.is_open

    def search(self, without: _People, *, dropped: frozenset[Path] = frozenset()) -> Search:
        """Return a search among worlds in which *without* do nothing that gates."""
        return Search(self.needs, is_out=self.is_by(without), dropped=dropped, given=self.given)

    def is_by(self, people: _People) -> Callable[[Event], bool]:
        """Return whether an event is a gate act of one of *people*."""
        return lambda event: not people.isdisjoint(self._speakers_in(event))

    def _speakers_in(self, event: Event) -> _People:
        found = self._speakers_of.get(event)
        if found is None:
            found = self._speakers_of[event] = speakers_of(event, self._frame)
        return found

    def paths(self, act: Event) -> frozenset[Path]:
        """Return the norms that have to do with *act*, or with what it waits for."""
        found = self._met.get(act)
        if found is None:
            found = self._met[act] = frozenset(self.needs.paths(act))
        return found

    def world_of(self, act: Event) -> World:
        """Return the world that was found for one of the acts."""
        return self._worlds[act]

    def untouched_by(self, people: _People) -> Event:
        """Return the first of the acts that does not touch *people*."""
        return next(act for act in self.acts if self._touched[act].isdisjoint(people))

    def _speakers(self, worlds: Iterable[World]) -> list[PersonId]:
        """Return who says something in *worlds*, in the order of the document."""
        events = {step.key: step.event for world in worlds for step in world.steps}
        return sorted(self._speaking(events.values()))

    def _speaking(self, events: Iterable[Event]) -> _People:
        near = frozenset[PersonId]().union(*(self._speakers_in(event) for event in events))
        return near.difference(self.guard.rule.who) - {self._frame.stranger}

    def _together(self, alone: _People) -> _People:
        """Return some of whom one is needed, so that none can be left out of them."""
        people = self.may_be_gated_by() - alone
        if not people or not self.is_gated_by(people):
            return frozenset()
        for person in sorted(people):
            if self.is_gated_by(people - {person}):
                people -= {person}
        if len(people) < _SEVERAL or not all(
            self._can_do_without(people - {each}) for each in people
        ):
            return frozenset()
        return people

    def _can_do_without(self, people: _People) -> bool:
        """Return whether one of the acts can surely be fine without *people*."""
        return any(
            self._touched[act].isdisjoint(people) and self.search(people).world_for(act) is not None
            for act in self.acts
        )


def _situations(
    during: Condition, frame: Frame, *, is_so: bool
) -> Iterator[tuple[Situation | State, bool]]:
    """Yield situations in which *during* is, or is not, so: of several ways the first."""
    match during:
        case Not(not_=inner):
            yield from _situations(inner, frame, is_so=not is_so)
        case AllOf(all_of=parts) | AnyOf(any_=parts):
            needed = [tuple(_situations(part, frame, is_so=is_so)) for part in parts]
            if isinstance(during, AllOf) is not is_so:
                # One of them is enough.
                needed = [each for each in needed if each][:1]
            yield from chain.from_iterable(needed)
        case State():
            yield during, is_so
        case Situation(word=word) if during != ALWAYS and not frame.is_done(word):
            yield during, is_so
