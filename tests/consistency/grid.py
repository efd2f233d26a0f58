"""What people might do in the days of a case: every act, with everybody, at a few times."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from attrs import evolve
from consistency.small import Case, Written

from polyagree.model import Event, Named, Person, PersonId, Polycule, Word
from polyagree.timeline import Ledger, replay

NOON, EVENING = 11, 20


class Deed(NamedTuple):
    """
    Something that people may do.

    Attributes:
        at: When, on the wall clock.
        act: What.
        people: Who does it, all of them.
    """

    at: dt.datetime
    act: str
    people: tuple[str, ...]

    @property
    def event(self) -> Event:
        """It as it stands in a log."""
        first, *others = self.people
        with_ = tuple(Named(other) for other in others)
        return Event(at=self.at, who=(PersonId(first),), act=Word(self.act), with_=with_)


class Grid:
    """
    Everything that might be done.

    There are as many times at noon, and in the evening if hours matter, as something may
    have to be done after something else on the same day, or more than once. What nobody has to do is
    left out, and so is who does not have to be there: it helps nobody.
    """

    def __init__(self, case: Case) -> None:
        self._case = case

    @cached_property
    def deeds(self) -> list[Deed]:
        """All of it, in the order of time."""
        return sorted(
            Deed(at, act, people)
            for day in self._case.calendar
            for at in self._times(day)
            for act in self._acts
            for people in self._groups
        )

    @cached_property
    def _duties(self) -> list[Written]:
        return [each for each in self._case.norms if "must" in each.norm]

    @cached_property
    def _acts(self) -> list[str]:
        return sorted({each.norm["must"] for each in self._duties})

    @cached_property
    def _groups(self) -> list[tuple[str, ...]]:
        """All who may have to be there at once: those of one duty, or of several."""
        pairs = {
            frozenset({bearer, partner})
            for each in self._duties
            for bearer in each.bearers
            for partner in each.partners(bearer) or ()
        }
        groups = set(pairs)
        for pair in pairs:
            groups |= {group | pair for group in groups}
        return sorted(tuple(sorted(group)) for group in groups)

    def _times(self, day: dt.date) -> Iterator[dt.datetime]:
        norms = [each.norm for each in self._case.norms]
        several = sum("after" in norm for norm in norms) + any("at_least" in norm for norm in norms)
        hours = (NOON, EVENING) if any("hours" in norm for norm in norms) else (NOON,)
        for hour in hours:
            for after in range(1 + min(several, 2)):
                yield dt.datetime.combine(day, dt.time(hour + after))


def history(polycule: Polycule, done: Iterable[Deed | Event], last: dt.date) -> Ledger:
    """
    Return what becomes of *polycule* if people do what is *done*, to the end of a day.

    What is done at the same instant is done in that order. A schedule may have somebody
    in it whom the document does not know.
    """
    events = (each.event if isinstance(each, Deed) else each for each in done)
    in_order = sorted(events, key=lambda event: str(event.at))
    stranger = Person(id=PersonId("somebody"), name="Somebody")
    people = (*polycule.people, stranger)
    return replay(evolve(polycule, people=people, events=tuple(in_order)), until=last)
