"""A log that tells two clauses apart, made so that it tells the whole documents apart."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from itertools import islice

from attrs import evolve

from polyagree.consistency.comparisons import Witness
from polyagree.consistency.sides import Side, Supposed, in_order
from polyagree.errors import PolyagreeError
from polyagree.model import Event
from polyagree.timeline.inventing import Inventor, OutOfReach
from polyagree.timeline.wordings import Standing

__all__ = ["whole_witness"]

_Some = tuple[tuple[Standing, ...], tuple[Standing, ...]]
_Judge = Callable[[tuple[Side, Side], _Some, Supposed, dt.datetime], Witness | None]

#: So many duties that others ask for are kept on the way, at most.
_MOST_KEPT = 40
_MOST_WAYS = 4


def whole_witness(sides: tuple[Side, Side], witness: Witness, judge: _Judge) -> Witness | None:
    """
    Return a log like *witness* that shows the same of the whole documents.

    What other clauses ask for on the way is done in it.

    Args:
        sides: The two documents.
        witness: What tells two wordings of one clause apart.
        judge: Says of a log what it shows.

    Returns:
        ``None`` if none was found.
    """
    some = sides[0].standings, sides[1].standings
    allowing = sides[0 if witness.allowed_by == "old" else 1]
    events = witness.events
    for _ in range(_MOST_KEPT):
        found = judge(sides, some, Supposed(events, witness.until), witness.since)
        if found is not None and found.allowed_by == witness.allowed_by:
            return found
        more = _what_keeps(allowing, events, witness)
        if more is None:
            return None
        events = more
    return None


def _what_keeps(
    side: Side, events: tuple[Event, ...], witness: Witness
) -> tuple[Event, ...] | None:
    """Return *events* with one that keeps the first duty that is not kept."""
    ledger = side.ledger(side.standings, events, since=witness.since, until=witness.until)
    missed = next(
        (
            each
            for each in ledger.instances
            if each.breaks and each.breaks[0].event is None and each.since is not None
        ),
        None,
    )
    if missed is None or missed.since is None:
        return None
    rule = next(
        each
        for each in ledger.rules
        if each.case.standing.path == missed.path and each.who == missed.who
    )
    people = [person.id for person in side.polycule.people]
    inventor = Inventor(side.matcher, people)
    doers = rule.who if rule.is_joint else rule.who[:1]
    try:
        ways = [*islice(inventor.acts(rule, rule.norm, doers, missed.since), _MOST_WAYS)]
    except (OutOfReach, PolyagreeError):
        return None
    for way in ways:
        tried = in_order((*events, evolve(way)), side.polycule)
        outcome = side.outcome(
            side.of({missed.clause}), tried, since=witness.since, until=witness.until
        )
        if not any(
            instance.who == missed.who and broken.at == missed.breaks[0].at
            for instance, broken in outcome.broken
        ):
            return tried
    return None
