"""A chart that is told one thing after the other, and of the talks between them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Protocol, TypeVar

from attrs import evolve

from polyagree.drift.steps import State, Step
from polyagree.practice.pattern import Alarm

__all__ = ["told"]

_ValueT_contra = TypeVar("_ValueT_contra", contravariant=True)


class _Chart(Protocol[_ValueT_contra]):
    @property
    def state(self) -> State: ...

    def update(self, value: _ValueT_contra, /) -> Step: ...

    def acknowledge(self) -> Step: ...


def told(
    chart: _Chart[_ValueT_contra],
    given: Sequence[tuple[dt.date, _ValueT_contra]],
    talks: Sequence[dt.date],
) -> tuple[Alarm, ...]:
    """
    Tell *chart* of what was *given* each day, and return its alarms.

    A talk lets go of red. What there was on its day came before it.

    Args:
        chart: It counts what it is told.
        given: The days, in order, with what there was.
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

    for day, value in given:
        talk(day)
        was = chart.state
        step = chart.update(value)
        if step.state == "red" and was != "red":
            since = None if step.since is None else given[min(int(step.since), len(given) - 1)][0]
            alarms.append(Alarm(on=day, since=since))
    talk(dt.date.max)
    return tuple(alarms)
