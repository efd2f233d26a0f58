"""What logs are made up of that may tell two wordings apart: days, people, acts and words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from attrs import evolve

from polyagree.consistency.sides import Side, Supposed, in_order
from polyagree.consistency.varying import Varying, attempted
from polyagree.model import Event, Norm, Obligation
from polyagree.timeline.dues import due_of
from polyagree.timeline.inventing import Inventor, as_written
from polyagree.timeline.log import Entry
from polyagree.timeline.rules import Rule

__all__ = ["DAY", "EVENING", "MINUTE", "Scene"]

MINUTE = dt.timedelta(minutes=1)
DAY = dt.timedelta(days=1)
#: A minute before eight.
EVENING = dt.timedelta(hours=19, minutes=59)
_FARTHEST = 800 * DAY


class Scene:
    """
    Two wordings, and when and among whom something may happen.

    Args:
        sides: The wordings; events are told as the first document tells times.
        since: From when on both hold.
        rules: Their norms, with each whom they bind.

    Attributes:
        polycule: The first document.
        since: From when on both hold.
        rules: Their norms.
        norms: The same, each once.
        varying: Makes other events of one.
    """

    def __init__(self, sides: Sequence[Side], since: dt.datetime, rules: Sequence[Rule]) -> None:
        self._sides = sides
        self.polycule = sides[0].polycule
        self.since = since
        self.rules = rules
        self.varying = Varying(sides, since, rules)
        self.norms = self.varying.norms
        self._inventors = {
            id(side.matcher): Inventor(side.matcher, self.varying.people) for side in sides
        }

    def inventor(self, rule: Rule) -> Inventor:
        """Return who thinks of events for *rule*."""
        return self._inventors[id(rule.case.matcher)]

    def log(self, events: Iterable[Event], until: dt.datetime) -> Supposed:
        """Return a log of *events*, in which time passes to *until*, or to the last of them."""
        ordered = in_order(events, self.polycule)
        last = max((Entry.of(each, self.polycule).last for each in ordered[-3:]), default=until)
        return Supposed(ordered, max(until, last))

    def first(self, event: Event) -> dt.datetime:
        """Return when *event* is."""
        return Entry.of(event, self.polycule).first

    def at(self, event: Event, at: dt.datetime) -> Event:
        """Return *event* at another time."""
        return evolve(event, at=as_written(at, self.polycule))

    def moved(self, event: Event, by: dt.timedelta) -> Event:
        """Return *event* so much later."""
        return self.at(event, self.first(event) + by) if by else event

    def marks(self, first: dt.datetime) -> Iterator[dt.datetime]:
        """Yield when it is too late by each of the norms, or soon enough, counted from *first*."""
        zone = self.polycule.zone
        for norm in self.norms:
            counted = [(norm, start) for start in dict.fromkeys((first, self.since))]
            wait = norm.wait if isinstance(norm, Obligation) else None
            if wait is not None:
                counted.append((Obligation(act=norm.act, within=wait), first))
            for each, start in counted:
                due = due_of(each, start, start, zone).last
                if due is not None and self.since < due < start + _FARTHEST:
                    yield due

    def alike(self, rule: Rule) -> list[Rule]:
        """Return *rule* for each whom its norm binds."""
        return [
            each
            for each in self.rules
            if each.norm is rule.norm and each.case.matcher is rule.case.matcher
        ]

    def one_act(self, rule: Rule, norm: Norm, at: dt.datetime) -> Iterator[Event]:
        """Yield one event that is *norm*, done by whom *rule* binds just after *at*."""
        doers = rule.who if rule.is_joint else rule.who[:1]

        def made() -> list[Event]:
            return [*islice(self.inventor(rule).acts(rule, norm, doers, at), 1)]

        yield from chain.from_iterable(attempted(made))

    def done_after(self, rule: Rule, event: Event) -> Iterator[Event]:
        """Yield what the norms ask for after *event*."""
        for norm in self.norms:
            if isinstance(norm, Obligation) and norm.after is not None:
                for each in self.alike(rule):
                    yield from self.one_act(each, norm, self.first(event))
