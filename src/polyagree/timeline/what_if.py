"""What would follow if something happened: two ledgers, side by side."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator

from attrs import frozen

from polyagree.clock import day_bounds
from polyagree.model import Event, Polycule
from polyagree.source import Path
from polyagree.timeline.instances import Break, Instance
from polyagree.timeline.instants import ONE_DAY, TICK, later
from polyagree.timeline.ledger import Ledger, Owed
from polyagree.timeline.log import Entry
from polyagree.timeline.naming import refuse_unfit_events

__all__ = ["Changed", "Difference", "changed_between", "what_if"]

#: What changes neither a state nor a count, and is something all the same.
_HALF_DONE = frozenset({"done", "ended", "done late", "in part", "perhaps done", "handed over"})


@frozen(kw_only=True)
class Changed:
    """
    One norm of which something else becomes.

    Attributes:
        before: What becomes of it without the events; ``None``: it never binds.
        after: What becomes of it with them; ``None``: it never binds.
    """

    before: Instance | None
    after: Instance | None

    @property
    def breaks(self) -> tuple[Break, ...]:
        """The breaks that come with the events."""
        known = {_place(each) for each in _breaks(self.before)}
        return tuple(each for each in _breaks(self.after) if _place(each) not in known)

    @property
    def spared(self) -> tuple[Break, ...]:
        """The breaks that do not come with the events."""
        later = {_place(each) for each in _breaks(self.after)}
        return tuple(each for each in _breaks(self.before) if _place(each) not in later)

    @property
    def turned(self) -> tuple[tuple[Break, Break], ...]:
        """What becomes otherwise of each break that there is anyway, before and after."""
        known = {_place(each): each for each in _breaks(self.before)}
        pairs = ((known.get(_place(each)), each) for each in _breaks(self.after))
        return tuple((old, new) for old, new in pairs if old is not None and old.state != new.state)

    @property
    def steps(self) -> tuple[Changed, ...]:
        """What follows its breaks, and of which something else becomes."""
        known = {_place(each): each.steps for each in _breaks(self.before)}
        later = {_place(each): each.steps for each in _breaks(self.after)}
        return tuple(
            found
            for place in dict.fromkeys((*known, *later))
            for found in changed_between(known.get(place, ()), later.get(place, ()))
        )

    def with_steps(self) -> Iterator[Changed]:
        """Yield it, then what follows its breaks, and so on to the end of each chain."""
        yield self
        for step in self.steps:
            yield from step.with_steps()


@frozen(kw_only=True)
class Difference:
    """
    What would be different if something happened.

    Attributes:
        events: What would happen.
        until: The instant up to which both were looked at, in UTC.
        before: The ledger without the events.
        after: The ledger with them.
        changed: The norms of which something else becomes, in the order of the
            document; steps after a break stand inside.
    """

    events: tuple[Event, ...]
    until: dt.datetime | None
    before: Ledger
    after: Ledger
    changed: tuple[Changed, ...]

    @property
    def breaks(self) -> tuple[tuple[Instance, Break], ...]:
        """What would be broken that is not broken now, each with the norm."""
        return tuple(
            (each.after, broken)
            for each in self.changed
            if each.after is not None
            for broken in each.breaks
        )

    @property
    def asked(self) -> tuple[Instance, ...]:
        """What would bind somebody that does not now; what follows breaks is among it."""
        return tuple(
            each.after
            for top in self.changed
            for each in top.with_steps()
            if each.before is None and each.after is not None
        )

    @property
    def owed(self) -> tuple[Owed, ...]:
        """What would still be owed that is not owed now."""
        known = {each.instance for each in self.before.owed()}
        changed = [each for top in self.changed for each in top.with_steps()]
        keys = {
            each.after.key
            for each in changed
            if each.after is not None and (each.before is None or each.before.key not in known)
        }
        return tuple(each for each in self.after.owed() if each.instance in keys)


def what_if(
    polycule: Polycule,
    events: Iterable[Event],
    *,
    until: dt.date | dt.datetime | None = None,
) -> Difference:
    """
    Return what would be different if *events* happened as well.

    Args:
        polycule: The document.
        events: What would happen.
        until: Both are looked at up to the end of this day, or to this instant;
            ``None``: to the end of the last day that the document records, or to the
            last of the events, where that is later.

    Raises:
        InvalidRecord: If an event names what the document does not have.

    Source:
        A12.
    """
    more = tuple(events)
    refuse_unfit_events(polycule, more)
    if until is None:
        # A day without an hour is judged once it is over.
        ends = [
            entry.last if entry.first == entry.last else entry.last + TICK
            for entry in (Entry.of(event, polycule) for event in more)
        ]
        if polycule.last_day is not None:
            start = day_bounds(polycule.last_day, polycule.zone).start
            ends.append(later(start, ONE_DAY, polycule.zone))
        until = max(ends, default=None)
    before, after = Ledger(polycule), Ledger(polycule)
    before.take_all(until=until)
    after.take_all(until=until, more=more)
    return Difference(
        events=more,
        until=after.until,
        before=before,
        after=after,
        changed=tuple(changed_between(before.instances, after.instances)),
    )


def changed_between(before: Iterable[Instance], after: Iterable[Instance]) -> Iterator[Changed]:
    """
    Yield the norms of which something else becomes.

    Args:
        before: What became of each in one ledger.
        after: What became of each in another one.
    """
    olds, news = _by_name(before), _by_name(after)
    for name in dict.fromkeys((*olds, *news)):
        old, new = olds.get(name), news.get(name)
        if old is None or new is None or _what_became(old) != _what_became(new):
            yield Changed(before=old, after=new)


def _by_name(instances: Iterable[Instance]) -> dict[tuple[object, ...], Instance]:
    """
    Return *instances* by what they have in common in two ledgers.

    Their keys are numbered as they come, so that an event in between gives later ones
    other keys.
    """
    times: Counter[tuple[object, ...]] = Counter()
    found: dict[tuple[object, ...], Instance] = {}
    for each in instances:
        name = each.path, each.who, each.cause, each.since
        times[name] += 1
        found[*name, times[name]] = each
    return found


def _what_became(instance: Instance) -> tuple[object, ...]:
    """Return what became of a norm, without how that is shown."""
    breaks = tuple(
        (
            *_place(each),
            each.by,
            each.discovered,
            each.state,
            tuple(_what_became(step) for step in each.steps),
        )
        for each in instance.breaks
    )
    done = tuple(each.fact for each in instance.proof if each.fact in _HALF_DONE)
    lives = instance.state, instance.verdict, instance.to, instance.until, instance.counts
    return (*lives, done, breaks)


def _breaks(instance: Instance | None) -> tuple[Break, ...]:
    return () if instance is None else instance.breaks


def _place(broken: Break) -> tuple[dt.datetime, Path | None]:
    return broken.at, broken.event
