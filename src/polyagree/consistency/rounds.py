"""In which stretches of time something is due, and how often in each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple
from zoneinfo import ZoneInfo

from polyagree.clock import Quantity
from polyagree.consistency.slots import Slots
from polyagree.model import Obligation
from polyagree.timeline.dues import due_of, not_before
from polyagree.timeline.instants import TICK, later
from polyagree.timeline.rules import Rule

__all__ = ["Round", "is_rolling", "once_due", "round_from", "rounds_of", "times_of", "waited"]

_MOST_TIMES = 400


class Round(NamedTuple):
    """
    A stretch of time in which something is due, half-open.

    Attributes:
        start: Its first instant.
        end: The first one after it; ``None``: it has no end.
    """

    start: dt.datetime
    end: dt.datetime | None


def once_due(rule: Rule, start: dt.datetime, end: dt.datetime) -> Round | None:
    """Return when *rule*, which is due once and follows nothing, is due up to *end*."""
    opens = rule.opens or start
    due = due_of(rule.norm, opens, opens, rule.case.zone).last
    begins, wait = max(opens, start), getattr(rule.norm, "wait", None)
    if wait is not None:
        begins = max(begins, not_before(opens, wait, rule.case.zone))
    if due is None:
        return Round(begins, None) if begins < end else None
    # That it waits for longer than is looked ahead does not make it due later.
    is_due = due <= end and not (rule.closes is not None and rule.closes < due)
    return Round(begins, due) if is_due else None


def rounds_of(
    rule: Rule, norm: Obligation, start: dt.datetime, end: dt.datetime, slots: Slots
) -> Iterator[Round]:
    """
    Yield when *rule*, which follows nothing, is due between *start* and *end*.

    What comes round so long after it was done is due once: the next time hangs on that.
    """
    opens = rule.opens or start
    if rule.kind == "once":
        due = once_due(rule, start, end)
        if due is not None:
            yield due
        return
    if is_rolling(norm):
        end_of_first = round_from(norm, opens, slots)
        if end_of_first is not None and end_of_first <= end:
            yield Round(waited(norm, opens, slots.zone), end_of_first)
        return
    since = opens
    while True:
        window = slots.next_due(norm, since)
        if window is None or window[1] > end or (rule.closes and window[1] > rule.closes):
            return
        yield Round(waited(norm, max(window[0], opens), slots.zone), window[1])
        since = window[1] - TICK


def waited(norm: Obligation, since: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """Return from when on it counts if *norm* is done, where it came up at *since*."""
    return since if norm.wait is None else not_before(since, norm.wait, zone)


def is_rolling(norm: Obligation) -> bool:
    """Return whether *norm* is due so long after the last time, whenever that was."""
    if norm.per is not None:
        return norm.per.kind == "rolling"
    return norm.every is not None and norm.every.unit is None


def round_from(norm: Obligation, since: dt.datetime, slots: Slots) -> dt.datetime | None:
    """Return the first instant at which it is too late, counted from *since*."""
    if norm.per is not None and norm.per.duration is not None:
        return later(since, norm.per.duration, slots.zone)
    window = slots.next_due(norm, since)
    return None if window is None else window[1]


def times_of(rule: Rule) -> int | None:
    """Return how many times *rule* asks for its act in each round; ``None``: nobody can tell."""
    norm = rule.norm
    if not isinstance(norm, Obligation):
        return None
    asked: Quantity | None = norm.at_least
    if asked is None:
        return 1
    if norm.per is None or norm.per.kind not in {"calendar", "rolling"} or asked.number is None:
        return None
    number = Decimal(asked.number)
    whole = int(number) if number == int(number) else int(number) + 1
    return whole if whole <= _MOST_TIMES else None
