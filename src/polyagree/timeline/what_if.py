"""What would follow if something happened: two ledgers, side by side."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from attrs import frozen

from polyagree.clock import day_bounds
from polyagree.model import Event, Polycule
from polyagree.timeline.instances import Break, Instance
from polyagree.timeline.instants import ONE_DAY, TICK, later
from polyagree.timeline.ledger import Ledger, Owed
from polyagree.timeline.log import Entry
from polyagree.timeline.naming import refuse_unfit_events

__all__ = ["Changed", "Difference", "what_if"]


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
        known = () if self.before is None else self.before.breaks
        times = {(each.at, each.event) for each in known}
        later = () if self.after is None else self.after.breaks
        return tuple(each for each in later if (each.at, each.event) not in times)


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
    def owed(self) -> tuple[Owed, ...]:
        """What would still be owed that is not owed now."""
        known = {each.instance for each in self.before.owed()}
        return tuple(each for each in self.after.owed() if each.instance not in known)


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
        changed=_changed(before, after),
    )


def _changed(before: Ledger, after: Ledger) -> tuple[Changed, ...]:
    olds = {each.key: each for each in before.instances}
    news = {each.key: each for each in after.instances}
    return tuple(
        Changed(before=olds.get(key), after=news.get(key))
        for key in dict.fromkeys((*olds, *news))
        if olds.get(key) != news.get(key)
    )
