"""Since when something can have been passed on, as far as the record tells."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Literal

from attrs import field, frozen

from polyagree.clock import Duration, subtract
from polyagree.graph.contacts import span_of
from polyagree.graph.exposure import Beginning, beginning
from polyagree.model import Event, PersonId, Polycule, is_health_act

__all__ = ["Since", "SinceWhen"]

Why = Literal["last test", "event", "asked", "window", "record"]
"""
Why it matters since then: the *last test* whose results were not positive, the *event* itself,
the day that was *asked* for, the *window* before it, or everything on *record*.
"""


@frozen(kw_only=True)
class Since:
    """
    Since when it matters.

    Attributes:
        person: Who may have had something to pass on.
        at: The day or the instant; ``None``: from the beginning of the record.
        why: Why since then.
        event: The position of the event that it goes by; ``None``: by none.
    """

    person: PersonId
    at: dt.date | dt.datetime | None
    why: Why
    event: int | None = None


@frozen(kw_only=True)
class SinceWhen:
    """
    Since when an event matters, or somebody who is asked about.

    Attributes:
        polycule: The document, as far as it may be seen.
        anchor: The position of the event; ``None``: none is named.
        since: From when on, instead.
        window: How far before the event, instead.
        of_person: The positions of the tests and results of each person.
        positions: Where the event with each id stands.
    """

    polycule: Polycule
    anchor: int | None = None
    since: dt.date | dt.datetime | None = None
    window: Duration | None = None
    of_person: Mapping[PersonId, Sequence[int]] = field(repr=False)
    positions: Mapping[str, int] = field(repr=False)

    @property
    def event(self) -> Event | None:
        """The event."""
        return None if self.anchor is None else self.polycule.events[self.anchor]

    @cached_property
    def first(self) -> int | None:
        """The event from which on something can have been passed on; ``None``: results are none."""
        event = self.event
        if event is None or is_health_act(event.act, self.polycule.vocabulary, group="results"):
            return None
        names = [each for each in event.about if isinstance(each, str)]
        return next((self.positions[name] for name in names if name in self.positions), self.anchor)

    def of(self, person: PersonId) -> Since:
        """Return since when it matters for *person*."""
        event = self.event
        if self.since is not None:
            return Since(person=person, at=self.since, why="asked")
        if self.window is not None and event is not None:
            start, _ = span_of(self.polycule, event.at)
            at = subtract(start, self.window, self.polycule.zone)
            return Since(person=person, at=at, why="window")
        if self.first is not None:
            at_first = self.polycule.events[self.first].at
            return Since(person=person, at=at_first, why="event", event=self.first)
        tested = None if event is None else self._last_clear_test(person, event)
        if tested is None:
            return Since(person=person, at=None, why="record")
        at_test = self.polycule.events[tested].at
        return Since(person=person, at=at_test, why="last test", event=tested)

    def beginning(self, since: Since) -> Beginning:
        """Return the same as a time on which a search begins."""
        if since.at is None:
            return beginning(self.polycule, since.person, None)
        start, end = span_of(self.polycule, since.at)
        if since.why in {"asked", "window"}:
            # A day that somebody names is meant from its beginning.
            return Beginning(person=since.person, start=start, end=start)
        event = since.event if since.why == "event" else None
        return Beginning(person=since.person, start=start, end=end, event=event)

    def _last_clear_test(self, person: PersonId, event: Event) -> int | None:
        """Return the last test of *person* whose results are on record and were not positive."""
        last_test: int | None = None
        tests: list[int] = []
        clear: set[int] = set()
        # What came of these is known; it was not clear, whatever else came of them.
        positive = self._tests_named(event) if self._is_positive(event) else set[int]()
        for index, kind in self._course(person, event):
            if kind == "test":
                tests.append(index)
                last_test = index
                continue
            named = self._tests_named(self.polycule.events[index])
            found = named or (set[int]() if last_test is None else {last_test})
            if kind == "clear":
                clear |= found
            else:
                positive |= found
                last_test = None if last_test in found else last_test
        return next((each for each in reversed(tests) if each in clear - positive), None)

    def _tests_named(self, event: Event) -> set[int]:
        """Return the tests that *event* says it is about."""
        names = [each for each in event.about if isinstance(each, str)]
        at = {self.positions[name] for name in names if name in self.positions}
        words, events = self.polycule.vocabulary, self.polycule.events
        return {each for each in at if is_health_act(events[each].act, words, group="testing")}

    def _is_positive(self, event: Event) -> bool:
        return is_health_act(event.act, self.polycule.vocabulary, group="positive")

    def _course(self, person: PersonId, event: Event) -> Iterator[tuple[int, str]]:
        """Yield the tests and results of *person* up to *event*, in the order of time."""
        words = self.polycule.vocabulary
        before, _ = span_of(self.polycule, event.at)
        found = []
        for index in self.of_person.get(person, ()):
            each = self.polycule.events[index]
            start, _ = span_of(self.polycule, each.at)
            if index == self.anchor or start > before:
                continue
            if is_health_act(each.act, words, group="testing"):
                found.append((start, 0, index, "test"))
            elif self._is_positive(each):
                found.append((start, 2, index, "positive"))
            else:
                found.append((start, 1, index, "clear"))
        yield from ((index, kind) for _, _, index, kind in sorted(found))
