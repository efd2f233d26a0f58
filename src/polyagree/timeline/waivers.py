"""Exceptions that people agreed on for once."""

from __future__ import annotations

import datetime as dt

from polyagree.clock import Duration, Moment, add, deadline, resolve
from polyagree.errors import InvalidTime
from polyagree.timeline.cases import Case
from polyagree.timeline.instants import LAST, TICK
from polyagree.timeline.log import Entry
from polyagree.timeline.truth import Truth, all_true, any_true, unanimous

__all__ = ["is_waived"]

_SAME_NIGHT = Moment(relation="same", part="night")


def is_waived(case: Case, entry: Entry) -> Truth:
    """Return whether those whose limit it is agreed on an exception for *entry*."""
    standing = case.standing
    parties = {standing.holder} if standing.holder is not None else {*standing.parties}
    return any_true(
        all_true((waiver.is_before(entry), _covers(waiver, entry, case)))
        for waiver in case.log.going_on("agree-exception", entry)
        if case.matcher.doers(waiver) >= parties
        and not standing.names.isdisjoint(
            each for each in waiver.event.about if isinstance(each, str)
        )
    )


def _covers(waiver: Entry, entry: Entry, case: Case) -> Truth:
    return unanimous(
        at < _end_of(waiver, agreed, case)
        for agreed in (waiver.first, waiver.last)
        for at in (entry.first, entry.last)
    )


def _end_of(waiver: Entry, agreed: dt.datetime, case: Case) -> dt.datetime:
    """Return the first instant that an exception no longer covers."""
    zone, lasting = case.zone, waiver.event.lasting
    try:
        if lasting is not None and not lasting.nights:
            until = deadline(agreed, lasting, zone)
            return until.at + TICK if until.closed else until.at
        if waiver.first != waiver.last:
            # A night is that of its evening, whenever in the day they agreed.
            agreed = waiver.last
        if lasting is not None and lasting.nights > 1:
            agreed = add(agreed, Duration(nights=lasting.nights - 1), zone)
        night = resolve(_SAME_NIGHT, agreed, zone)
    except InvalidTime:
        night = None
    return LAST if night is None else night.end
