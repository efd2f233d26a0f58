"""What charts have in common that run in time."""

from __future__ import annotations

from abc import ABC, abstractmethod

from polyagree.drift._checks import finite
from polyagree.drift._lights import Lights
from polyagree.drift.steps import State, Step
from polyagree.errors import InvalidSeries

__all__ = ["TimeChart"]


class TimeChart(ABC):
    """
    A chart that is told when something happened, and of time in which nothing did.

    Args:
        red: The threshold of the alarm.
        amber: The lower threshold; ``None``: there is no amber.
        name: The parameter of the red threshold, for errors.
        start: When the chart begins.
        unit: The unit of time, in the singular.
    """

    _step: Step

    def __init__(
        self, *, red: float, amber: float | None, name: str, start: float, unit: str
    ) -> None:
        self.unit = unit
        self._lights = Lights(amber=amber, red=red, name=name)
        self._at = finite(start, "start")

    @property
    def step(self) -> Step:
        """What was said last."""
        return self._step

    @property
    def state(self) -> State:
        """``quiet``, ``amber`` or ``red``."""
        return self._step.state

    @property
    def since(self) -> float | None:
        """Since when the pace may have been another one, an estimate."""
        return self._step.since

    @property
    def alarms(self) -> tuple[float, ...]:
        """When it went red."""
        return self._lights.alarms

    @abstractmethod
    def reset(self, at: float) -> Step:
        """Start anew at *at*, from zero and without a head start."""

    def acknowledge(self, at: float) -> Step:
        """Let go of red, since people have talked, and start anew from zero at *at*."""
        return self.reset(at)

    @property
    def _held(self) -> bool:
        return self._lights.held_since is not None

    def _later(self, to: float) -> float:
        """Return how long after what was told already *to* is, unless it is before it."""
        past = finite(to, "at") - self._at
        if past < 0:
            raise InvalidSeries(
                f"`at` is {to!r}, before what was told already, {self._at!r}",
                field="at",
                help="sort the events first, or begin a new chart",
            )
        return past
