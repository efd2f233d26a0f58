"""A document on an empty record, in one world: whom it binds to what, from a day on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence

from attrs import evolve

from polyagree.clock import day_bounds
from polyagree.consistency.deeds import Deeds
from polyagree.consistency.slots import Slots, turns_of
from polyagree.consistency.worlds import Atom, at_its_widest, in_world
from polyagree.model import Event, Named, Norm, Person, PersonId, Polycule
from polyagree.source import Path
from polyagree.timeline.ledger import Ledger
from polyagree.timeline.log import Entry
from polyagree.timeline.matching import Matcher
from polyagree.timeline.rules import Rule
from polyagree.timeline.wordings import Standing

__all__ = ["Stage", "is_with_oneself", "peopled"]


def peopled(polycule: Polycule) -> tuple[Polycule, PersonId]:
    """Return *polycule* with somebody in it of whom nobody speaks, and who that is."""
    name, number = "somebody", 1
    while polycule.has_person(name) or polycule.has_group(name) or name in polycule.vocabulary:
        number += 1
        name = f"somebody-{number}"
    stranger = PersonId(name)
    people = (*polycule.people, Person(id=stranger, name="Somebody"))
    return evolve(polycule, people=people), stranger


def is_with_oneself(norm: Norm, who: Sequence[PersonId]) -> bool:
    """Return whether *norm* names one person alone, for or towards the same one."""
    own = [Named(each) for each in who]
    return len(own) == 1 and (list(norm.with_) == own or list(norm.to) == own)


class Stage:
    """
    What binds whom in one world, on an empty record.

    Attributes:
        polycule: The document; what it records is left out.
        first: The first day.
        world: The situations that hold throughout; ``None``: each norm counts as if its own did.
        written: The norms as they are written.
        rules: The norms, each with one whom it binds.
    """

    def __init__(
        self,
        polycule: Polycule,
        stranger: PersonId,
        first: dt.date,
        written: Iterable[Standing],
        *,
        world: frozenset[Atom] | None = None,
        calendar: dict[tuple[object, ...], Slots] | None = None,
    ) -> None:
        self.polycule = polycule
        self.stranger = stranger
        self.first = first
        self.world = world
        self.start = day_bounds(first, polycule.zone).start
        self._calendar = {} if calendar is None else calendar
        self.written = tuple(each for each in written if each.before > first)
        words = polycule.vocabulary
        self._standings: list[Standing] = []
        for standing in self.written:
            norm: Norm | None = at_its_widest(standing.norm, words)
            if world is not None:
                norm = in_world(standing.norm, world, words)
            if norm is not None:
                self._standings.append(standing._replace(norm=norm))
        ledger = Ledger.of_these(polycule, self._standings, since=self.start)
        #: "Date, with: ben" is for the others, and not for Ben.
        self.rules: tuple[Rule, ...] = tuple(
            rule for rule in ledger.rules if not is_with_oneself(rule.norm, rule.who)
        )
        noon = self.start + dt.timedelta(hours=12)
        matcher = self.rules[0].case.matcher if self.rules else Matcher(polycule, ())
        self.deeds = Deeds(polycule, matcher, stranger, noon)

    def within(self, paths: Collection[Path], world: frozenset[Atom]) -> Stage:
        """Return the norms at *paths* alone, in another world."""
        written = [each for each in self.written if each.path in paths]
        return Stage(
            self.polycule,
            self.stranger,
            self.first,
            written,
            world=world,
            calendar=self._calendar,
        )

    def slots(
        self, last: dt.date, norms: Iterable[Norm], cuts: Iterable[dt.datetime] = ()
    ) -> Slots:
        """Return the times up to *last*, cut for *norms*; those that are alike are made once."""
        key = (last, turns_of(norms), frozenset(cuts))
        if key not in self._calendar:
            self._calendar[key] = Slots(self.first, last, key[1], self.polycule.zone, key[2])
        return self._calendar[key]

    def replayed(
        self, events: Sequence[Event], until: dt.date, only: Collection[Path] | None = None
    ) -> Ledger:
        """Return what becomes of the norms at the places *only* if exactly *events* happen."""
        kept = (each for each in self._standings if only is None or each.path in only)
        ledger = Ledger.of_these(self.polycule, kept, since=self.start)
        entries = [
            Entry.of(event, self.polycule, self.number_of(position))
            for position, event in enumerate(events)
        ]
        for entry in sorted(entries, key=lambda each: each.order):
            ledger.take(entry)
        ledger.advance(until)
        return ledger

    def number_of(self, position: int) -> int:
        """Return the number in a log of the event at *position* of a schedule."""
        return len(self.polycule.events) + position

    def end_of(self, day: dt.date) -> dt.datetime:
        """Return the first instant after *day*."""
        return day_bounds(day, self.polycule.zone).end
