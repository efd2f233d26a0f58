"""How long something lasts, or how much it is, held against how it was at first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from polyagree.drift.trend import SequentialRanks
from polyagree.model import Event, Polycule
from polyagree.practice.pattern import Pattern, too_little
from polyagree.practice.told import told

__all__ = ["size"]

FIRST = 20
"""So many are what later ones are compared with."""

_OUTINGS = 100


def size(
    polycule: Polycule,
    events: Sequence[int],
    *,
    unit: str | None = None,
    talks: Sequence[dt.date] = (),
) -> Pattern:
    """
    Return whether what *events* lasted, or cost, has become more.

    Args:
        polycule: The document.
        events: Positions among its events, in the order of time.
        unit: Of amounts; ``None``: it is how long they lasted.
        talks: When people came to something about it, in order.

    Source:
        C16.
    """
    sized = [
        (event, number)
        for event in (polycule.events[index] for index in events)
        if (number := _size_of(event, unit)) is not None
    ]
    if len(sized) <= FIRST:
        few = f"{len(sized)} say it, and {FIRST} are what later ones are compared with"
        return too_little("size", len(sized), few)
    chart = SequentialRanks(FIRST, outings=_OUTINGS)
    alarms = told(chart, [(event.day, number) for event, number in sized], talks)
    step = chart.step
    since = None if step.state == "quiet" else _day(sized, step.since)
    return Pattern(
        kind="size",
        state=chart.state,
        since=since,
        evidence=step.evidence,
        promise=f"a chance of at most 5% in {_OUTINGS} times",
        expected_false_alarms=chart.promise * (len(sized) - FIRST) / _OUTINGS,
        observed=len(sized),
        before=f"{_median(sized[:FIRST], unit)} at first",
        lately="" if since is None else _median([e for e in sized if e[0].day >= since], unit),
        why=chart.why(),
        alarms=alarms,
    )


def _size_of(event: Event, unit: str | None) -> float | None:
    """Return how many hours it lasted, or how much of *unit* it was."""
    amount = event.amount
    if unit is not None:
        if amount is None or amount.amount is None or amount.unit != unit:
            return None
        return float(amount.amount)
    if event.lasting is not None:
        length = event.lasting
        days = length.whole_days + 30 * length.whole_months
        return (length.elapsed + dt.timedelta(days=days)) / dt.timedelta(hours=1)
    return None


def _day(sized: Sequence[tuple[Event, float]], number: float | None) -> dt.date | None:
    return None if number is None else sized[min(int(number), len(sized) - 1)][0].day


def _median(sized: Sequence[tuple[Event, float]], unit: str | None) -> str:
    numbers = sorted(number for _, number in sized)
    middle = len(numbers) // 2
    found = numbers[middle] if len(numbers) % 2 else (numbers[middle - 1] + numbers[middle]) / 2
    return f"{found:.1f}".removesuffix(".0") + ("h" if unit is None else f" {unit}")
