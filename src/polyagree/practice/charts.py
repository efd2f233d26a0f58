"""A chart that is told of one thing after the other, and of the talks between them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Protocol

from attrs import evolve

from polyagree.drift.steps import State, Step
from polyagree.practice.pattern import Alarm

__all__ = ["Chart", "told"]


class Chart(Protocol):
    """What holds red until people have talked."""

    @property
    def state(self) -> State:
        """How it stands."""
        ...

    def acknowledge(self) -> Step:
        """Let go of red, and start anew."""
        ...


def told(
    chart: Chart,
    days: Sequence[dt.date],
    tell: Callable[[int], Step],
    *,
    talks: Sequence[dt.date],
) -> tuple[Alarm, ...]:
    """
    Tell *chart* of everything, and of the talks between, and return its alarms.

    A talk comes after what was on the same day. One before there is anything to talk about
    changes nothing.

    Args:
        chart: The chart.
        days: The day of each, in order.
        tell: Tells the chart of one, by its position.
        talks: The days on which people came to something, in order.
    """
    alarms: list[Alarm] = []
    waiting = list(talks)

    def talk(until: dt.date) -> None:
        while waiting and waiting[0] < until:
            day = waiting.pop(0)
            if chart.state == "red":
                chart.acknowledge()
                alarms[-1] = evolve(alarms[-1], talked=day)

    for at, day in enumerate(days):
        talk(day)
        was = chart.state
        step = tell(at)
        if step.state == "red" and was != "red":
            since = None if step.since is None else days[min(int(step.since), at)]
            alarms.append(Alarm(on=day, since=since))
    talk(dt.date.max)
    return tuple(alarms)
